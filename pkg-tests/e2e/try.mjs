// What the built page makes of a folder of files, as a visitor would see it. Run by `cargo xtask try FOLDER`, which prints
// what stands in the JSON at the end. It judges nothing: whoever has a report of a file can see it happen.

import { readdir, stat } from "node:fs/promises";
import { extname, join, relative } from "node:path";

import { startBrowser } from "./app.mjs";
import { serve } from "./server.mjs";

/** Endings of files that tell of tracks; they come after the audio, as a visitor would bring them. */
const TELLING = new Set(
  ("csv tsv json jsonl ndjson jspf xspf m3u m3u8 xml nml pls cue txt md html crate wpl zpl asx b4s smil db " +
    "xlsx xls ods numbers zip rar 7z gz pdf doc docx odt rtf").split(" "),
);

/** How long the page may take over everything, milliseconds. */
const PATIENCE_MS = 900_000;

/** Tracks that are opened one after the other. */
const MOST_TRACKS = 500;

const [folder] = process.argv.slice(2);
const files = await listed(folder);
const ending = (path) => extname(path).slice(1).toLowerCase();
const audio = files.filter((path) => !TELLING.has(ending(path)));
const telling = files.filter((path) => TELLING.has(ending(path)));

const browser = await startBrowser();
const server = await serve({});
const context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const [errors, foreign, crashed] = [[], [], []];
context.on("console", (message) => message.type() === "error" && errors.push(message.text()));
context.on("weberror", (error) => errors.push(String(error.error())));
page.on("crash", () => crashed.push("page"));
context.on("request", (request) => {
  const isOwn = request.url().startsWith(server.address) || /^(blob|data):/.test(request.url());
  if (!isOwn) foreign.push(request.url());
});

const started = performance.now();
await page.goto(server.address);
const picker = page.getByLabel("Add music");
const list = page.getByRole("navigation", { name: "Your tracks" });
if (audio.length > 0) {
  await picker.setInputFiles(audio);
  await quiet();
}
for (const path of telling) {
  await picker.setInputFiles(path);
  await quiet();
}
const seconds = (performance.now() - started) / 1000;

const { tracks, further } = await rows();
const notices = await page.locator("css=.notices > *").allInnerTexts();
const region = page.getByRole("region", { name: "Playlist" });
if (!(await region.isVisible())) await page.getByRole("button", { name: /^Playlist/ }).click();
const playlist = region.getByRole("list").getByRole("listitem");
const result = {
  files: files.map((path) => relative(folder, path)),
  tracks,
  further_tracks: further,
  notices: notices.map((text) => text.replaceAll(/\s*×\s*$/g, "")),
  playlist: (await playlist.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim()),
  console_errors: errors,
  foreign_requests: foreign,
  crashed_workers: errors.filter((text) => /panicked|unreachable/.test(text)).length + crashed.length,
  seconds,
};
console.log(`SEGUE_TRY ${JSON.stringify(result)}`);
await browser.close();
await server.close();

/** Everything below a folder, in order. */
async function listed(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(paths.map(async (path) => [path, (await stat(path)).size]));
  return sizes.map(([path]) => path).sort();
}

/** Waits until nothing is queued, read or analysed any more. */
async function quiet() {
  const pending = page.getByRole("navigation", { name: "Your tracks" }).getByRole("progressbar");
  const running = page.getByRole("region", { name: /^(Analysis of all tracks|Import)$/ });
  // Twice, since a file may still be on its way into the list.
  for (let calm = 0; calm < 2; ) {
    await page.waitForTimeout(300);
    const busy = (await pending.count()) + (await running.count());
    calm = busy === 0 ? calm + 1 : 0;
    if (performance.now() - started > PATIENCE_MS) throw new Error("the page is not done after a quarter of an hour");
  }
}

/** What the page says of each track, up to some hundreds, and how many there are besides: a table may hold a hundred thousand. */
async function rows() {
  const found = [];
  if ((await list.count()) === 0) return { tracks: found, further: 0 };
  const count = Number(await list.getByRole("listitem").first().getAttribute("aria-setsize"));
  for (let index = 0; index < Math.min(count, MOST_TRACKS); index++) {
    const row = list.getByRole("listitem").and(page.locator(`css=[aria-posinset="${index + 1}"]`));
    if ((await row.count()) === 0) {
      await list.getByRole("list").evaluate((list, index) => (list.scrollTop = index * 60), index);
      await row.waitFor();
    }
    await row.getByRole("button").click();
    found.push(await told(row));
  }
  return { tracks: found, further: count - found.length };
}

/** Name, state and detail of the track that is shown. */
async function told(row) {
  const [name, ...words] = (await row.innerText()).split("\n");
  const detail = page.getByRole("article");
  const failure = detail.getByRole("alert");
  const feature = detail.locator("css=[data-feature]");
  await failure.or(feature.first()).first().waitFor();
  const facts = (await detail.getByRole("paragraph").first().innerText()).split(" · ");
  if (await failure.isVisible()) {
    const said = (await failure.innerText()).replaceAll(/\s+/g, " ");
    return { name, state: "failed", words: said, title: name, artist: null, length: null, features: null };
  }
  const features = await feature.evaluateAll((rows) =>
    Object.fromEntries(rows.map((row) => [row.dataset.feature, Number(row.dataset.value)])),
  );
  const line = async (name) =>
    (await detail.locator(`css=[data-feature="${name}"]`).first().innerText()).replaceAll(/\s+/g, " ");
  const length = facts.find((fact) => /^\d+:\d\d/.test(fact)) ?? null;
  const artist = facts.length > 1 || length === null ? facts[0] : null;
  return { name, state: "ready", words: words.join(" "), title: name, artist, length, tempo: await line("tempo"), key: await line("key"), features };
}
