// The library: it lasts, knows files again, and is a table that can be sorted, filtered, corrected, saved and emptied.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { IN_FIREFOX, IN_WEBKIT, assertResult, saved, startBrowser, unlessWebKit, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const song = (name, seconds) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });
/** Waits until the table's tracks are these, in this order. */
const shows = (app, names) =>
  until(() => app.page.getByRole("table").getByRole("rowheader").allInnerTexts(), (found) => found.map((name) => name.trim()).join() === names.join());

test("what was heard is there after a reload, and its file is not analysed twice", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 5), song("two.wav", 6));
    const before = await app.outcome("two.wav");
    await app.kept(2);
    await app.page.reload();
    const after = await app.outcome("two.wav");
    assert.deepEqual(after.features, before.features);
    await app.page.getByText("Add the file again to play it").waitFor();
    // The same contents under another name.
    await app.choose(song("three.wav", 6));
    await app.page.getByRole("button", { name: "Play", exact: true, disabled: false }).waitFor();
    assert.equal(await app.page.getByRole("navigation", { name: "Your tracks" }).getByRole("listitem").count(), 2);
  }));

test("the table is sorted, filtered, selected, and what is selected can be removed", () =>
  visit(browser, async (app) => {
    await app.choose(song("b.wav", 5), song("a.wav", 9), song("c.wav", 7));
    for (const name of ["a.wav", "b.wav", "c.wav"]) await app.outcome(name);
    await app.go("Library");
    await app.page.getByRole("button", { name: "Title" }).click();
    await shows(app, ["a.wav", "b.wav", "c.wav"]);
    await app.page.getByRole("button", { name: "Length" }).click();
    await app.page.getByRole("button", { name: "Length" }).click();
    await shows(app, ["a.wav", "c.wav", "b.wav"]);
    await app.page.getByLabel("Filter").fill("c.w");
    await shows(app, ["c.wav"]);
    await app.page.getByText("1 of 3 tracks").waitFor();
    await app.page.getByLabel("Filter").fill("");
    await app.page.getByText("Ranges").click();
    await app.page.getByLabel("Tempo: at least").fill("240");
    await shows(app, []);
    await app.page.getByLabel("Tempo: at least").fill("");
    await app.page.getByText("Columns", { exact: true }).click();
    await app.page.getByLabel("Album").check();
    await app.page.getByRole("columnheader", { name: "Album" }).waitFor();

    await app.page.getByLabel("Select c.wav").check();
    await app.page.getByText("3 tracks, 1 selected").waitFor();
    app.page.once("dialog", (dialog) => dialog.accept());
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
    await app.page.reload();
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
  }));

test("who looks at a track, or changes the language, comes back to the table as it was", () =>
  visit(browser, async (app) => {
    const { page } = app;
    await app.choose(song("b.wav", 5), song("a.wav", 9), song("c.mp3.wav", 7));
    for (const name of ["a.wav", "b.wav", "c.mp3.wav"]) await app.outcome(name);
    await app.go("Library");
    await page.getByRole("button", { name: "Title" }).click();
    await page.getByLabel("Filter").fill(".wav");
    await page.getByText("Ranges").click();
    await page.getByLabel("Tempo: at least").fill("60");
    await page.getByLabel("Select b.wav").check();
    await page.getByRole("rowheader").getByRole("button", { name: "a.wav" }).click();
    await page.getByRole("article", { name: "a.wav" }).waitFor();
    await page.goBack();
    const assertAsItWas = async (filter) => {
      await shows(app, ["a.wav", "b.wav", "c.mp3.wav"]);
      assert.equal(await page.getByLabel(filter, { exact: true }).inputValue(), ".wav");
      assert.ok(await page.getByRole("checkbox", { name: /b\.wav/ }).isChecked());
    };
    await assertAsItWas("Filter");
    await page.getByLabel("Language").selectOption({ label: "Deutsch" });
    await page.getByText("3 Titel, 1 ausgewählt").waitFor();
    await assertAsItWas("Filtern");
    await page.getByText("Bereiche").click();
    assert.equal(await page.getByLabel("Tempo: mindestens").inputValue(), "60");
    await page.getByLabel("Filtern", { exact: true }).fill("nothing like it");
    await page.getByRole("button", { name: "Alle Titel zeigen" }).click();
    await page.getByText("3 Titel, 1 ausgewählt").waitFor();
    assert.equal(await page.getByLabel("Filtern", { exact: true }).inputValue(), "");
  }));

test("tempo and key are corrected, and stay so", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 8));
    const { features } = await app.outcome("one.wav");
    await app.page.getByText("Correct tempo or key").click();
    await app.page.getByRole("button", { name: "Tempo ×½" }).click();
    await app.page.getByLabel(/^Key(?![sb])/).selectOption({ label: "F♯ minor · 11A" });
    await app.page.getByText("Locked: your correction counts").waitFor();
    await app.page.reload();
    const corrected = (await app.outcome("one.wav")).features;
    assert.ok(Math.abs(corrected.tempo - features.tempo / 2) < 0.01, `${corrected.tempo}`);
    assert.deepEqual([corrected.key, corrected.mode], [6, 0]);
    await app.page.getByText("Correct tempo or key").click();
    await app.page.getByRole("button", { name: "As heard" }).click();
    await app.page.getByText(new RegExp(`^${Math.round(features.tempo)} BPM`)).first().waitFor();
  }));

test("what an earlier version heard is heard anew with its file, and keeps its corrections", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 8));
    const { features } = await app.outcome("one.wav");
    await app.page.getByText("Correct tempo or key").click();
    await app.page.getByRole("button", { name: "Tempo ×2", exact: true }).click();
    await app.page.getByText("Locked: your correction counts").waitFor();
    await app.page.evaluate(async () => {
      const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
      const database = await done(indexedDB.open("segue"));
      const tracks = database.transaction(["tracks"], "readwrite").objectStore("tracks");
      const [hash] = await done(tracks.getAllKeys());
      await done(tracks.put({ ...(await done(tracks.get(hash))), analysed_by: 1 }, hash));
      database.close();
    });
    await app.page.reload();
    await app.page.getByText("Heard by an earlier version").waitFor();
    await app.choose(song("one again.wav", 8));
    await app.page.getByRole("button", { name: "Play", exact: true, disabled: false }).waitFor();
    assert.equal(await app.page.getByRole("navigation", { name: "Your tracks" }).getByRole("listitem").count(), 1);
    const again = (await app.outcome("one.wav")).features;
    assert.ok(Math.abs(again.tempo - 2 * features.tempo) < 0.01, `${again.tempo}`);
  }));

test("tracks that mix with a key are found, in the notation that the user wants, and tempi halved in one go", () =>
  visit(browser, async (app) => {
    const rows = [["C major", 0, 1], ["G major", 7, 1], ["A minor", 9, 0], ["F sharp major", 6, 1]];
    const csv = ["Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence"];
    for (const [name, key, mode] of rows) csv.push(`${name},Me,${key},${mode},170,0.55,0.5,-8,0.05,0.2,0.1,0.1,0.5`);
    await app.choose({ name: "keys.csv", mimeType: "text/csv", buffer: Buffer.from(csv.join("\n")) });
    await app.page.getByText("keys.csv: 4 tracks imported.").waitFor();
    await app.go("Library");
    await app.page.getByRole("button", { name: "Title" }).click();
    await shows(app, ["A minor", "C major", "F sharp major", "G major"]);
    await app.page.getByLabel("Mixes with").selectOption({ label: "8B · C major" });
    await shows(app, ["A minor", "C major", "G major"]);
    await app.page.getByLabel("Mixes with").selectOption({ index: 0 });
    await app.page.getByLabel("Filter").fill("9B");
    await shows(app, ["G major"]);
    await app.page.getByLabel("Filter").fill("");
    await app.page.getByLabel("Keys as").selectOption({ label: "Open Key (1m)" });
    await app.page.getByRole("cell", { name: /^1d/ }).waitFor();
    await app.page.getByRole("cell", { name: "6 · 0.55" }).first().waitFor();
    await app.page.getByLabel("Select C major").check();
    await app.page.getByLabel("Select G major").check();
    const halved = () => app.page.getByRole("cell", { name: "85", exact: true }).count();
    await app.page.getByRole("button", { name: "Half tempo", exact: true }).click();
    await until(halved, (count) => count === 2);
    assert.equal(await app.page.getByRole("cell", { name: "170", exact: true }).count(), 2);
    // Both are taken back in one go, and are so on the device, too.
    await app.page.getByText("Half tempo: 2 tracks.").waitFor();
    await app.page.getByRole("button", { name: "Undo", exact: true }).click();
    await until(halved, (count) => count === 0);
    await app.page.getByRole("button", { name: "Half tempo", exact: true }).click();
    await until(halved, (count) => count === 2);
    await app.page.reload();
    await until(halved, (count) => count === 2);
    // One row alone, by keyboard; each can be taken back.
    await app.page.getByRole("button", { name: "Half tempo: A minor" }).press("Enter");
    await until(halved, (count) => count === 3);
    await app.page.getByText("A minor: 170 → 85 BPM.").waitFor();
    await app.page.getByRole("button", { name: "Undo", exact: true }).click();
    await until(halved, (count) => count === 2);
    await app.page.getByRole("button", { name: "Double tempo: C major" }).click();
    await until(halved, (count) => count === 1);
  }));

const SKIP_SAVED = unlessWebKit("WebDriver shows no saved file");

test("the whole library is saved as one file, deleted, and brought back", { skip: SKIP_SAVED }, () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 5), song("two.wav", 6));
    const before = await app.outcome("two.wav");
    await app.go("Library");
    const { bytes } = await saved(app.page, app.page.getByRole("button", { name: "Save a copy of the library" }));
    const { segue_library, tracks } = JSON.parse(bytes);
    assert.deepEqual([segue_library, tracks.length], [2, 2]);
    app.page.once("dialog", (dialog) => dialog.accept());
    await app.page.getByRole("button", { name: "Delete all my data" }).click();
    await app.page.getByText("0 tracks").waitFor();
    await app.page.reload();
    await app.page.getByText("0 tracks").waitFor();
    await app.choose({ name: "copy.json", mimeType: "application/json", buffer: bytes });
    await app.page.getByText("copy.json: 2 tracks imported.").waitFor();
    await app.go("Listen");
    const after = await app.outcome("two.wav");
    assertResult(after);
    assert.deepEqual(after.features, before.features);
  }));

test("a table of tracks is imported as seeds, and says what it could not read", () =>
  visit(browser, async (app) => {
    const csv =
      "Track URI,Track Name,Artist Name(s),Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo\n" +
      ",My import,Me,0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,100\n" +
      ",Bad row,Me,much,0.6,9,-7,0,.1,.1,.1,.1,.1,100\n";
    await app.choose({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await app.page.getByText("mine.csv: 1 track imported.").waitFor();
    await app.page.getByText(/line 3, column Danceability/).waitFor();
    const { features, neighbours } = await app.outcome("My import");
    assert.deepEqual([features.key, features.mode, features.tempo], [9, 0, 100]);
    assert.ok(neighbours.length > 0);

    const m3u8 = "#EXTM3U\n#EXTINF:9,Me - My import\nx.mp3\n#EXTINF:9,The Beatles - Yesterday - Remastered\ny.mp3\n#EXTINF:9,Nobody - Nothing at all\nz.mp3\n";
    await app.choose({ name: "list.m3u8", mimeType: "audio/x-mpegurl", buffer: Buffer.from(m3u8) });
    await app.page.getByText(/list\.m3u8: a playlist of/).waitFor();
    await app.page.getByText("Not found: Nobody – Nothing at all").waitFor();
    await app.page.getByRole("region", { name: "Playlist" }).getByText("My import").waitFor();

    // Written before Unicode: the tables for its letters are with another worker.
    const old = Buffer.from("#EXTM3U\n#EXTINF:9,Me - My import\nGr\u00fc\u00dfe.mp3\n", "latin1");
    await app.choose({ name: "old.m3u", mimeType: "audio/x-mpegurl", buffer: old });
    await app.page.getByText(/old\.m3u: a playlist of 1 track\./).waitFor();
    await app.page.getByText(/read as windows-1252/).waitFor();

    await app.choose({ name: "broken.csv", mimeType: "text/csv", buffer: Buffer.from("one,two\n1,2\n") });
    await app.page.getByText(/broken\.csv: The file could not be read: no column names the tracks/).waitFor();
  }));

test("without a place to keep it the library lasts as long as the page, and says so", () =>
  visit(browser, async (app) => {
    // Another program has taken the database's name for a later version of it.
    await app.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const request = indexedDB.open("segue", 1_000);
          request.onsuccess = () => resolve(request.result.close());
          request.onerror = reject;
          request.onblocked = reject;
        }),
    );
    await app.page.reload();
    await app.page.getByText(/stays only as long as this page is open/).waitFor();
    await app.choose(song("one.wav", 5));
    assertResult(await app.outcome("one.wav"));
  }));

const SKIP_QUOTA = (IN_FIREFOX || IN_WEBKIT) && "only Chromium's driver can take room away";

test("a full disk costs nothing that was heard, and is told of", { skip: SKIP_QUOTA }, () =>
  visit(browser, async (app) => {
    const session = await app.page.context().newCDPSession(app.page);
    const origin = new URL(app.server.address).origin;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000 });
    await app.choose(song("one.wav", 5), song("two.wav", 6));
    assertResult(await app.outcome("one.wav"));
    await app.page.getByText(/stays only as long as this page is open: the browser's storage for this page is full/).waitFor();
    assertResult(await app.outcome("two.wav"));
    assertResult(await app.outcome("one.wav"));
  }));
