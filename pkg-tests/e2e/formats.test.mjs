// Every format that the page promises, as real files.

import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { assertResult, startBrowser, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

for (const format of ["mp3", "flac", "ogg", "opus", "m4a", "webm"]) {
  test(`${format}: eleven features and what should play next`, () =>
    visit(browser, async (app) => {
      await app.choose(fixture(`music.${format}`));
      assertResult(await app.outcome(`music.${format}`));
    }));
}

test("wav: eleven features and what should play next", () =>
  visit(browser, async (app) => {
    await app.choose({ name: "music.wav", mimeType: "audio/wav", buffer: wav(music(9)) });
    assertResult(await app.outcome("music.wav"));
  }));

test("several files at once are all analysed", () =>
  visit(browser, async (app) => {
    const names = ["music.mp3", "music.ogg", "music.webm"];
    await app.choose(...names.map(fixture));
    for (const name of names) {
      assertResult(await app.outcome(name));
    }
  }));
