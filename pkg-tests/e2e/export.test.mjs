// Tracks out of the page: every format can be saved, and holds what the page shows.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { saved, startBrowser, unlessWebKit, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** Chooses a format, and saves. */
async function savedAs(page, panel, format) {
  await panel.getByLabel("Format").selectOption({ label: format });
  const { name, bytes } = await saved(page, panel.getByRole("button", { name: "Save" }));
  return { name, text: bytes.toString() };
}

test("the user's tracks are saved in every format", { skip: unlessWebKit("WebDriver shows no saved file") }, () =>
  visit(browser, async (app) => {
    await app.choose(
      { name: "=one.wav", mimeType: "audio/wav", buffer: wav(music(5)) },
      { name: "two.wav", mimeType: "audio/wav", buffer: wav(music(7)) },
    );
    const { features } = await app.outcome("two.wav");
    const panel = app.page.getByRole("navigation", { name: /tracks/i });
    await panel.getByText("Export", { exact: true }).click();

    const csv = await savedAs(app.page, panel, "CSV, as Exportify writes it");
    assert.equal(csv.name, "segue-library.csv");
    const [head, one, two] = csv.text.trim().split("\n");
    assert.match(head, /^"?Track URI"?,"?Track Name"?,/);
    assert.match(head, /Camelot"?,"?Tempo Confidence"?,"?Key Confidence"?,"?File"?$/);
    assert.match(one, /'=one\.wav/, "what a spreadsheet would run is text");
    assert.ok(two.includes("two.wav") && two.includes("7000"), two);

    const json = await savedAs(app.page, panel, "JSON, as Spotify wrote it");
    const objects = JSON.parse(json.text).audio_features;
    assert.equal(objects.length, 2);
    for (const name of Object.keys(features)) {
      assert.ok(Math.abs(objects[1][name] - features[name]) < 1e-4, name);
    }

    const m3u8 = await savedAs(app.page, panel, "M3U8 playlist");
    assert.match(m3u8.text, /^#EXTM3U\n#EXTINF:5,[^\n]*\n[^\n]*one\.wav\n/);
    assert.match((await savedAs(app.page, panel, "XSPF playlist")).text, /<title>two\.wav<\/title>/);
    assert.equal(JSON.parse((await savedAs(app.page, panel, "JSPF playlist")).text).playlist.track.length, 2);

    await panel.getByLabel("Format").selectOption({ label: "rekordbox XML" });
    await panel.getByLabel("Folder of your music").fill("C:\\Music");
    const rekordbox = await savedAs(app.page, panel, "rekordbox XML");
    assert.match(rekordbox.text, /Location="file:\/\/localhost\/C:\/Music\/two\.wav"/);
    assert.match(rekordbox.text, /Kind="WAV File" Size="\d+"/);
    await panel.getByText("2 tracks written.").waitFor();
    const traktor = await savedAs(app.page, panel, "Traktor NML");
    assert.match(traktor.text, /DIR="\/:Music\/:" FILE="two\.wav" VOLUME="C:"/);
  }));
