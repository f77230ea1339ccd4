// The main job in WebKitGTK, which Playwright cannot drive as Debian built it: the sample, every format, a broken file,
// the search. Run by itself: `node --test webkit.mjs`, on a display.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { assertResult } from "./app.mjs";
import { music, wav } from "./audio.mjs";
import { serve } from "./server.mjs";
import { startWebKit } from "./webdriver.mjs";

let browser;
let folder;
let server;
before(async () => {
  browser = await startWebKit();
  folder = await mkdtemp(join(tmpdir(), "segue-e2e-"));
  server = await serve();
});
after(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** Opens the page and waits until it is alive. What earlier tests added is still in its library. */
async function open() {
  await browser.open(server.address);
  await browser.waitFor(() => document.querySelector("#sample-button:enabled") !== null);
}

/** A track, once it is done with: `{ features, neighbours }`, or `{ message }` where it could not be analysed. */
async function outcome(name) {
  const { features, ...rest } = await browser.waitFor((name) => {
    const detail = document.querySelector("article.detail");
    if (!detail || !detail.querySelector("h2").innerText.includes(name)) {
      [...document.querySelectorAll("nav.track-list button.track-row")].find((row) => row.innerText.includes(name))?.click();
      return null;
    }
    const failure = detail.querySelector("[role=alert]");
    if (failure) return { message: failure.innerText };
    const next = [...detail.querySelectorAll(".next__row")];
    if (next.length === 0) return null;
    const rows = [...detail.querySelectorAll("[data-feature]")];
    return {
      // Pairs, since the driver gives an object's fields in any order.
      features: rows.map((row) => [row.dataset.feature, Number(row.dataset.value)]),
      neighbours: next.map((row) => ({ text: row.innerText, address: row.querySelector("a")?.href })),
    };
  }, name);
  return features ? { features: Object.fromEntries(features), ...rest } : rest;
}

/** What the page says of one file, by its path. */
async function heard(path) {
  await open();
  await browser.type("#file-input", path);
  return outcome(path.split("/").pop());
}

test("the built-in sample gives a result", async () => {
  await open();
  await browser.click("#sample-button");
  assertResult(await outcome("sample"));
});

test("wav: eleven features and what should play next", async () => {
  const path = join(folder, "music.wav");
  await writeFile(path, wav(music(9)));
  assertResult(await heard(path));
});

for (const format of ["mp3", "flac", "ogg", "opus", "m4a", "webm"]) {
  test(`${format}: eleven features and what should play next`, async () => {
    assertResult(await heard(fileURLToPath(new URL(`../fixtures/music.${format}`, import.meta.url))));
  });
}

test("text named .mp3", async () => {
  const path = join(folder, "shopping list.mp3");
  await writeFile(path, "eggs, milk, bread\n".repeat(500));
  assert.match((await heard(path)).message ?? "a result", /not recogni[sz]e/i);
});

test("a song is found by its name", async () => {
  await open();
  await browser.type("input[role=combobox]", "yesterday beatles");
  await browser.waitFor(() => document.querySelector("[role=option]")?.innerText.includes("Yesterday"));
});
