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

/** The samples of a WAV file of 44,100 Hz, 16 bits and two channels as AIFF-C, in the same order of bytes. */
function aifc(samples) {
  const chunk = (id, contents) => {
    const header = Buffer.alloc(8);
    header.write(id, "latin1");
    header.writeUInt32BE(contents.length, 4);
    return Buffer.concat([header, contents]);
  };
  const common = Buffer.from("000200000000001040" + "0eac44000000000000" + "736f77740000", "hex");
  common.writeUInt32BE(samples.length / 4, 2);
  const sound = chunk("SSND", Buffer.concat([Buffer.alloc(8), samples]));
  return chunk("FORM", Buffer.concat([Buffer.from("AIFC"), chunk("COMM", common), sound]));
}

test("aiff, which most browsers refuse: eleven features and what should play next", () =>
  visit(browser, async (app) => {
    const buffer = aifc(wav(music(9)).subarray(44));
    await app.choose({ name: "music.aifc", mimeType: "audio/aiff", buffer });
    assertResult(await app.outcome("music.aifc"));
  }));

test("several files at once are all analysed", () =>
  visit(browser, async (app) => {
    const names = ["music.mp3", "music.ogg", "music.webm"];
    await app.choose(...names.map(fixture));
    for (const name of names) {
      assertResult(await app.outcome(name));
    }
  }));
