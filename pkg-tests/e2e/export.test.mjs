// Tracks out of the page: every format can be saved, and holds what the page shows.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { saved, startBrowser, unlessWebKit, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const SKIP = unlessWebKit("WebDriver shows no saved file");

/** Chooses a format, and saves. */
async function savedAs(page, panel, format) {
  await panel.getByLabel("Format").selectOption({ label: format });
  const { name, bytes } = await saved(page, panel.getByRole("button", { name: "Save" }));
  return { name, text: bytes.toString() };
}

test("the user's tracks are saved in every format", { skip: SKIP }, () =>
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

test("tempo, key and energy are written into copies of the files, whose audio stays as it is", { skip: SKIP }, () =>
  visit(browser, async (app) => {
    const file = { name: "one.wav", mimeType: "audio/wav", buffer: wav(music(8)) };
    await app.choose(file);
    const { features } = await app.outcome("one.wav");
    await app.go("Library");
    await app.page.getByText("Write tags into files").click();
    const { name, bytes } = await saved(app.page, app.page.getByRole("button", { name: "Save tagged copies (ZIP)" }));
    assert.equal(name, "segue-tagged.zip");
    await app.page.getByText("1 file tagged.").waitFor();
    assert.equal(bytes.toString("latin1", 0, 4), "PK\x03\x04");
    // Stored, not compressed: all of the audio stands there as it was, and the tag's frames beside it.
    assert.ok(bytes.includes(file.buffer.subarray(44)), "the audio has changed");
    const tempo = bytes.indexOf("TBPM");
    assert.ok(tempo > 0 && bytes.toString("latin1", tempo, tempo + 20).includes(String(Math.round(features.tempo))));
    assert.ok(bytes.includes("TKEY") && bytes.includes("EnergyLevel"));
    // The very same file again, out of the archive: nothing more has to be written.
    const start = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
    const riff = bytes.subarray(start, start + 8 + bytes.readUInt32LE(start + 4));
    await app.choose({ name: "tagged.wav", mimeType: "audio/wav", buffer: Buffer.from(riff) });
    await app.page.getByText("file tagged.").waitFor();
    await until(() => app.page.getByRole("row").count(), (count) => count >= 2);
    assert.equal(await app.page.getByRole("rowheader").count(), 1, "the same recording");
  }));

test("from forty files to a set of ten in flow for rekordbox in ten presses", { skip: SKIP }, () =>
  visit(browser, async (app) => {
    const { page } = app;
    const files = Array.from({ length: 40 }, (_, i) => ({ name: `track ${i + 10}.wav`, mimeType: "audio/wav", buffer: wav(music(4 + i / 20)) }));
    let presses = 1;
    await app.choose(...files);
    await app.allDone();
    const press = async (what, ...how) => {
      presses += 1;
      await what.click(...how);
    };
    await press(page.getByRole("link", { name: "Library" }));
    const boxes = page.getByRole("checkbox", { name: /^Select track/ });
    await press(boxes.nth(0));
    await press(boxes.nth(9), { modifiers: ["Shift"] });
    await press(page.getByRole("button", { name: "Add to playlist", exact: true }));
    await press(page.getByRole("button", { name: /^Playlist/ }));
    const playlist = page.getByRole("region", { name: "Playlist" });
    await playlist.getByText(/^10 tracks/).waitFor();
    await press(playlist.getByRole("button", { name: "Order for flow" }));
    await press(playlist.getByText("Export", { exact: true }));
    presses += 1;
    await playlist.getByLabel("Format").selectOption({ label: "rekordbox XML" });
    presses += 1;
    const { bytes } = await saved(page, playlist.getByRole("button", { name: "Save", exact: true }));
    assert.equal(bytes.toString().match(/<TRACK TrackID/g).length, 10);
    assert.equal(bytes.toString().match(/<TRACK Key=/g).length, 10);
    assert.ok(presses <= 10, `${presses} presses`);
  }));
