// The page as a visitor meets it: opened in Chromium, Firefox or WebKitGTK, given files, read by roles and names.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium, firefox } from "playwright-core";

import { serve } from "./server.mjs";
import { startWebKit } from "./webkit.mjs";

/** How long anything may take, milliseconds: no test says how fast a busy machine is. */
export const PATIENCE_MS = 60_000;

/** Spotify's ranges: name of the feature, least and greatest value. */
export const FEATURES = {
  danceability: [0, 1],
  energy: [0, 1],
  key: [-1, 11],
  loudness: [-60, 0],
  mode: [0, 1],
  speechiness: [0, 1],
  acousticness: [0, 1],
  instrumentalness: [0, 1],
  liveness: [0, 1],
  valence: [0, 1],
  tempo: [0, 250],
};

/** Whether the tests run in Firefox, whose path FIREFOX then holds. */
export const IN_FIREFOX = process.env.FIREFOX !== undefined;

/** Whether the tests run in WebKitGTK, the path of whose driver WEBKIT_DRIVER then holds. */
export const IN_WEBKIT = process.env.WEBKIT_DRIVER !== undefined;

/** Why a test is skipped in WebKitGTK; `false` in the others. */
export const unlessWebKit = (reason) => IN_WEBKIT && `${reason} in WebKitGTK`;

/** Where Firefox puts what the page saves. */
let downloads;

/** What makes a microphone that hears beeps, or one that the visitor refuses: flags of Chromium, settings of Firefox. */
const MICROPHONES = {
  fake: {
    flags: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    settings: { "media.navigator.streams.fake": true, "media.navigator.permission.disabled": true },
  },
  refused: {
    flags: ["--use-fake-device-for-media-stream", "--deny-permission-prompts"],
    settings: { "media.navigator.streams.fake": true, "permissions.default.microphone": 2 },
  },
  none: { flags: [], settings: {} },
};

/** A browser for a whole test file; `microphone` is "fake", "refused" or "none". */
export async function startBrowser({ microphone = "none" } = {}) {
  const { flags, settings } = MICROPHONES[microphone];
  if (IN_WEBKIT) return startWebKit(PATIENCE_MS);
  if (IN_FIREFOX) {
    downloads = await mkdtemp(join(tmpdir(), "segue-e2e-"));
    // As Mozilla or Debian built it, driven by WebDriver BiDi. Playwright 1.65 sends it a command that Firefox 153
    // does not know, hence the version in package.json.
    const browser = await firefox.launch({
      channel: "moz-firefox",
      executablePath: process.env.FIREFOX,
      downloadsPath: downloads,
      firefoxUserPrefs: settings,
    });
    browser.on("disconnected", () => rmSync(downloads, { recursive: true, force: true }));
    return browser;
  }
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...flags,
    ],
  });
}

/**
 * Opens the page in a context of its own, lets `use` have it, and closes it whatever happened. Fails where the
 * page logged an error (a breach of its content security policy is one) or asked another host for anything; WebKitGTK's
 * driver tells neither. The options are those of `serve`, and `keeps`, with which the page is kept for use without a
 * network; `context` goes to Playwright; `path` leads to another page below the server's folder.
 */
export async function visit(browser, use, { keeps = false, context: contextOptions = {}, path = "", ...options } = {}) {
  const server = await serve(options);
  const context = await browser.newContext({ serviceWorkers: keeps ? "allow" : "block", ...contextOptions });
  context.setDefaultTimeout?.(PATIENCE_MS);
  try {
    const complaints = [];
    context.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    // What Firefox says of a load that a reload cuts short is no fault of the page.
    const isCutShort = (text) => IN_FIREFOX && text.endsWith("NS_BINDING_ABORTED");
    context.on("weberror", (error) => complaints.push(String(error.error())));
    const page = await context.newPage();
    const foreign = [];
    // The context sees what workers ask for, too.
    context.on("request", (request) => {
      const isOwn = request.url().startsWith(server.address) || /^(blob|data):/.test(request.url());
      if (!isOwn) foreign.push(request.url());
    });
    await page.goto(server.address + path, { waitUntil: "commit" });
    await use(new App(page, server)).catch((error) => {
      const logged = complaints.join("\n") || "nothing";
      throw new Error(`${error.message}\nThe console says: ${logged}`, { cause: error });
    });
    assert.deepEqual(complaints.filter((text) => !isCutShort(text)), [], "errors in the console");
    assert.deepEqual(foreign, [], "requests to other hosts");
  } finally {
    await context.close();
    await server.close();
  }
}

/** Presses a button that saves a file, and reads the file: `{ name, bytes }`. */
export async function saved(page, button) {
  if (IN_FIREFOX) {
    // Playwright passes over Firefox's report of a file that no navigation led to; its folder shows the file.
    await button.click();
    return firstDownload();
  }
  const download = page.waitForEvent("download");
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Waits for a file in Firefox's folder, and takes it away from there. */
async function firstDownload() {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(50)) {
    const names = await readdir(downloads);
    // What is being written is a ".part", with an empty file of the final name beside it.
    if (names.length === 0 || names.some((name) => name.endsWith(".part"))) continue;
    const path = join(downloads, names[0]);
    if ((await stat(path)).size === 0) continue;
    const bytes = await readFile(path);
    await rm(path);
    return { name: names[0], bytes };
  }
  assert.fail("Firefox saved no file");
}

/** Asks until `isWanted` is true of the answer, and returns that; fails with the last answer when patience is over. */
export async function until(ask, isWanted, patience = PATIENCE_MS) {
  for (const end = Date.now() + patience; ; await setTimeout(50)) {
    const answer = await ask();
    if (await isWanted(answer)) return answer;
    if (Date.now() > end) assert.fail(`still ${JSON.stringify(answer)}`);
  }
}

/** A promise to hold something back with, and the function that lets it go. */
export function held() {
  let release;
  const promise = new Promise((resolve) => (release = resolve));
  return { promise, release };
}

/** Drags one element onto another. */
export async function drag(from, to) {
  if (!IN_FIREFOX && !IN_WEBKIT) return from.dragTo(to);
  // What WebDriver drags is picked up and never dropped, on any page: these are the page's events alone.
  await drops(from, to);
}

/** Tells two elements what they would hear of a drag. */
async function drops(from, to) {
  const tell = (element, [type, name]) => {
    // What is dragged goes from event to event.
    const dataTransfer = (globalThis[name] ??= new DataTransfer());
    element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  };
  const name = `dragged ${Math.random()}`;
  await from.evaluate(tell, ["dragstart", name]);
  await to.evaluate(tell, ["dragover", name]);
  await to.evaluate(tell, ["drop", name]);
}

/** The open page, worked and read by roles and names. */
export class App {
  constructor(page, server) {
    this.page = page;
    this.server = server;
  }

  /** Another page of the same visitor. */
  async open() {
    const page = await this.page.context().newPage();
    await page.goto(this.server.address);
    return new App(page, this.server);
  }

  /** Goes to another part of the page. */
  async go(part) {
    await this.page.getByRole("navigation", { name: "Parts of the page" }).getByRole("link", { name: part }).click();
  }

  /** Chooses files: paths, or objects of name, mimeType and buffer. */
  async choose(...files) {
    await this.page.getByLabel("Add music").setInputFiles(files);
  }

  /** Waits until all tracks of a long queue are done with. */
  async allDone() {
    await this.page.getByRole("region", { name: "Analysis of all tracks" }).waitFor({ state: "detached", timeout: 580_000 });
  }

  /** Waits until the browser has put this many tracks on its disk: the page does not show when that is done. */
  async kept(count) {
    const look = async () => {
      if (!(await indexedDB.databases()).some(({ name }) => name === "segue")) return 0;
      const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
      const database = await done(indexedDB.open("segue"));
      try {
        return await done(database.transaction(["tracks"]).objectStore("tracks").count());
      } finally {
        database.close();
      }
    };
    await until(() => this.page.evaluate(look), (found) => found === count);
  }

  /** Opens the playlist beside whatever is shown, and returns it. */
  async playlist() {
    const playlist = this.page.getByRole("region", { name: "Playlist" });
    if (!(await playlist.isVisible())) await this.page.getByRole("button", { name: /^Playlist/ }).click();
    await playlist.waitFor();
    return playlist;
  }

  /** The tracks of the panel that says what should play next. */
  next(within = this.page) {
    return within.getByRole("region", { name: "Play next" }).getByRole("list", { name: "Play next" }).getByRole("listitem");
  }

  /** The button of a track in the list of the user's tracks. */
  track(name) {
    return this.page.getByRole("navigation", { name: /tracks/i }).getByRole("button", { name });
  }

  /**
   * Shows a track and waits until it is done with: `{ features, neighbours }`, or `{ message }` where it could
   * not be analysed.
   */
  async outcome(name, patience = PATIENCE_MS) {
    await this.track(name).click();
    const detail = this.page.getByRole("article", { name });
    const failure = detail.getByRole("alert");
    const next = this.next(detail);
    await failure.or(next).first().waitFor({ timeout: patience });
    if (await failure.isVisible()) {
      return { message: await failure.innerText() };
    }
    // The values as they are, not as they are rounded to be read; in pairs, since a driver may give fields in any order.
    const features = await detail.evaluate((detail) =>
      [...detail.getElementsByTagName("*")]
        .filter((row) => row.dataset?.feature)
        .map((row) => [row.dataset.feature, Number(row.dataset.value)]),
    );
    const neighbours = await next.evaluateAll((rows) =>
      rows.map((row) => ({ text: row.innerText, address: row.getElementsByTagName("a")[0]?.href })),
    );
    return { features: Object.fromEntries(features), neighbours };
  }
}

/** Fails unless this is a result: eleven finite features in range, and at least five tracks to play next. */
export function assertResult({ features, neighbours, message }) {
  assert.equal(message, undefined);
  assert.deepEqual(Object.keys(features).sort(), Object.keys(FEATURES).sort());
  for (const [name, [least, greatest]] of Object.entries(FEATURES)) {
    const value = features[name];
    assert.ok(Number.isFinite(value) && value >= least && value <= greatest, `${name} is ${value}`);
  }
  assert.ok(neighbours.length >= 5, `${neighbours.length} tracks`);
  for (const { text, address } of neighbours) {
    assert.match(address, /^https:\/\/open\.spotify\.com\/track\/[0-9A-Za-z]{22}$/);
    assert.match(text, /\S.*\n.*\S/, "a track has a name and an artist");
    assert.match(text, /playlist|alike in/i, "a track has a reason");
  }
}
