// What a question to a catalogue in cells costs in the built page: milliseconds from the press that asks it to the first tracks
// that are shown, and all that is fetched for it. Run by `cargo xtask bench catalogue`, which makes the catalogue; by itself with the folder of any:
// `node catalogue-speed.mjs FOLDER`. It measures and never fails for being slow.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { startBrowser, visit } from "./app.mjs";

const QUESTIONS = 50;

/** Questions before those that count: what has to be compiled is compiled by then. */
const WARM_UP = 3;

const path = resolve(process.argv[2]);
const folder = pathToFileURL(`${path}/`);
const browser = await startBrowser();
const figures = {};
const fetched = [];
await visit(browser, measure, { folders: { "mine/": folder }, asked: (name, bytes) => fetched.push(bytes) });
console.log(`SEGUE_BENCH ${JSON.stringify(figures)}`);
await browser.close();

async function measure(app) {
  await app.page.goto(`${app.server.address}?catalogue=mine/`);
  await app.page.getByText(/Your catalogue .*mine/).first().waitFor();
  await app.choose({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(table(1 + QUESTIONS + WARM_UP)) });
  await app.page.getByText(/^rows\.csv: .* imported/).waitFor();

  const track = (number) => app.track(`Own ${String(number).padStart(3, "0")}`);
  await track(0).click();
  await app.page.getByRole("button", { name: /^Show all/ }).waitFor();
  const own = [];
  for (let i = 1; i <= QUESTIONS + WARM_UP; i += 1) own.push(await asked(app, track(i)));
  add("own", own);

  // From pick to pick: each is a track of the catalogue, and the next one's seed.
  const picked = [];
  for (let i = 0; i < QUESTIONS + WARM_UP; i += 1) picked.push(await asked(app, app.next().nth(i % 5).getByRole("button", { name: /^More like this: / })));
  add("catalogue", picked);
}

/** Presses a button that asks, and waits until other tracks are shown: milliseconds, bytes and requests. */
async function asked(app, button) {
  // Rows further down the list are drawn once they are near.
  await button.scrollIntoViewIfNeeded();
  fetched.length = 0;
  const ms = await button.evaluate((button) => {
    const shown = () => document.querySelector("ol[aria-labelledby=next-heading]")?.innerText ?? "";
    const before = shown();
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const look = () => {
        if (!shown() || shown() === before) return;
        watcher.disconnect();
        resolve(performance.now() - started);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
      setTimeout(reject, 60_000, new Error("no other tracks are shown"));
      button.click();
    });
  });
  // The names of the others come behind.
  await app.page.getByRole("button", { name: /^Show all/ }).waitFor();
  return { ms, bytes: fetched.reduce((sum, bytes) => sum + bytes, 0), requests: fetched.length };
}

/** Figures of questions: the median, what 19 in 20 stay below, and the most. */
function add(what, all) {
  const questions = all.slice(WARM_UP);
  for (const of of ["ms", "bytes", "requests"]) {
    const values = questions.map((question) => question[of]).sort((a, b) => a - b);
    const at = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
    Object.assign(figures, { [`${what}_${of}`]: at(0.5), [`${what}_${of}_95`]: at(0.95), [`${what}_${of}_most`]: values.at(-1) });
  }
}

/** Tracks of the user's own, each of another sound. */
function table(rows) {
  let state = 1;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const share = () => random().toFixed(3);
  const row = (_, i) =>
    [`Own ${String(i).padStart(3, "0")}`, `Me ${i}`, share(), share(), i % 12, (-3 - 12 * random()).toFixed(2), i % 2]
      .concat([(0.4 * random()).toFixed(3), share(), random() < 0.7 ? 0 : share(), (0.4 * random()).toFixed(3), share(), (70 + 100 * random()).toFixed(2)])
      .join(",");
  const head = "Track Name,Artist Name(s),Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo";
  return [head, ...Array.from({ length: rows }, row)].join("\n");
}
