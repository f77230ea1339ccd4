// The page as a visitor meets it: opened in Chromium or Firefox, given files, read by roles and names.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium, firefox } from "playwright-core";

import { serve } from "./server.mjs";

/** How long a track of a few seconds may take from its choice to its neighbours, milliseconds. */
const PATIENCE_MS = 10_000;

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
 * page logged an error (a breach of its content security policy is one) or asked another host for anything. The options
 * are those of `serve`, and `keeps`, with which the page is kept for use without a network; `context` goes to
 * Playwright.
 */
export async function visit(browser, use, { keeps = false, context: contextOptions = {}, ...options } = {}) {
  const server = await serve(options);
  const context = await browser.newContext({ serviceWorkers: keeps ? "allow" : "block", ...contextOptions });
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
    await page.goto(server.address, { waitUntil: "commit" });
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

/** Drags one element onto another. */
export async function drag(from, to) {
  if (!IN_FIREFOX) return from.dragTo(to);
  // What WebDriver drags in Firefox is picked up and never dropped, on any page: these are the page's events alone.
  const dataTransfer = await from.page().evaluateHandle(() => new DataTransfer());
  await from.dispatchEvent("dragstart", { dataTransfer });
  await to.dispatchEvent("dragover", { dataTransfer });
  await to.dispatchEvent("drop", { dataTransfer });
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
    await this.page.getByLabel("Choose files").setInputFiles(files);
  }

  /** Waits until all tracks of a long queue are done with. */
  async allDone() {
    await this.page.getByRole("region", { name: "Analysis of all tracks" }).waitFor({ state: "detached", timeout: 280_000 });
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
    const next = detail.getByRole("region", { name: "Play next" }).getByRole("listitem");
    await failure.or(next).first().waitFor({ timeout: patience });
    if (await failure.isVisible()) {
      return { message: await failure.innerText() };
    }
    const features = await detail
      .locator("[data-feature]")
      .evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.dataset.feature, Number(row.dataset.value)])));
    const neighbours = await next.evaluateAll((rows) =>
      rows.map((row) => ({ text: row.innerText, address: row.querySelector("a")?.href })),
    );
    return { features, neighbours };
  }
}

/** Fails unless this is a result: eleven finite features in range, and at least five tracks to play next. */
export function assertResult({ features, neighbours, message }) {
  assert.equal(message, undefined);
  assert.deepEqual(Object.keys(features), Object.keys(FEATURES));
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
