// Nothing is lost: what is seen is what is acted on, what is said to be done is done, two tabs do not undo each other, and
// the same recording is the same track.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { saved, startBrowser, unlessWebKit, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const song = (name, seconds) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });
const HEADER =
  "Track Name,Artist Name(s),Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo\n";
const row = (name, tempo) => `${name},Me,0.5,0.6,9,-7,0,.1,.1,.1,.1,.1,${tempo}\n`;
const table = (name, rows) => ({ name, mimeType: "text/csv", buffer: Buffer.from(HEADER + rows.join("")) });
const list = (app) => app.page.getByRole("navigation", { name: "Your tracks" });
const playlist = (app) => app.page.getByRole("region", { name: "Playlist" });
const entries = (app) => playlist(app).getByRole("listitem");
const titles = async (app) => (await app.page.getByRole("rowheader").allInnerTexts()).map((text) => text.trim());

/** A WAV file with a title in a chunk of its own before the audio. */
function titled(file, title) {
  const text = Buffer.from(title.padEnd(title.length + (title.length % 2 ? 1 : 2), "\0"));
  const info = Buffer.concat([Buffer.from("LIST"), int(text.length + 12), Buffer.from("INFOINAM"), int(text.length), text]);
  const bytes = Buffer.concat([file.buffer.subarray(0, 36), info, file.buffer.subarray(36)]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return { ...file, name: `tagged ${file.name}`, buffer: bytes };
}

function int(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

test("after sorting and filtering, the row that is seen is the one that is removed, added and told", () =>
  visit(browser, async (app) => {
    await app.choose(table("rows.csv", [row("slow", 80), row("fast", 170), row("middle", 120)]));
    await app.page.getByText("rows.csv: 3 tracks imported.").waitFor();
    await app.go("Library");
    await app.page.getByRole("columnheader", { name: /^Tempo/ }).getByRole("button").click();
    assert.deepEqual(await titles(app), ["slow", "middle", "fast"]);
    await app.page.getByRole("columnheader", { name: /^Tempo/ }).getByRole("button").click();
    assert.deepEqual(await titles(app), ["fast", "middle", "slow"]);
    const indices = await app.page.getByRole("row").evaluateAll((rows) => rows.slice(1).map((row) => row.ariaRowIndex ?? row.getAttribute("aria-rowindex")));
    assert.deepEqual(indices.slice(-3), ["2", "3", "4"]);

    await app.page.getByLabel("Select fast").check();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await app.page.getByText("1 track removed.").waitFor();
    assert.deepEqual(await titles(app), ["middle", "slow"]);
    await app.page.reload();
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
    assert.deepEqual((await titles(app)).sort(), ["middle", "slow"]);
  }));

test("what is removed comes back until the page is left", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 5), song("two.wav", 6));
    const before = await app.outcome("two.wav");
    await app.go("Library");
    await app.page.getByLabel("Select two.wav").check();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await app.page.getByText("1 track", { exact: true }).waitFor();
    await app.page.getByRole("button", { name: "Undo" }).click();
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
    await app.page.reload();
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
    await app.go("Listen");
    assert.deepEqual((await app.outcome("two.wav")).features, before.features);
  }));

test("choosing a track leaves the list where it is, and the keys where they were", () =>
  visit(browser, async (app) => {
    const rows = Array.from({ length: 60 }, (_, i) => row(`Row ${String(i).padStart(2, "0")}`, 90 + i));
    await app.choose(table("rows.csv", rows));
    await app.page.getByText("rows.csv: 60 tracks imported.").waitFor();
    const scrolled = list(app).getByRole("list");
    await app.page.getByRole("combobox", { name: /song you know/i }).fill("what stands here");
    await app.page.getByRole("combobox", { name: /song you know/i }).evaluate((input) => input.blur());
    await scrolled.evaluate((list) => (list.scrollTop = 40 * 60));
    await app.track("Row 42").click();
    await app.page.getByRole("article", { name: "Row 42" }).waitFor();
    assert.ok((await scrolled.evaluate((list) => list.scrollTop)) > 30 * 60, "the list has jumped");
    assert.equal(await app.page.getByRole("combobox", { name: /song you know/i }).inputValue(), "what stands here");
    await app.page.keyboard.press("ArrowDown");
    await app.page.getByRole("article", { name: "Row 43" }).waitFor();
    await app.page.keyboard.press("ArrowDown");
    await app.page.getByRole("article", { name: "Row 44" }).waitFor();
  }));

const WITHOUT_DOWNLOADS = { skip: unlessWebKit("the driver saves no files") };
const WITHOUT_TABS = { skip: unlessWebKit("the driver has one tab") };

test("the playlist lasts, and an entry is an entry, not a track", WITHOUT_DOWNLOADS, () =>
  visit(browser, async (app) => {
    await app.choose(table("rows.csv", [row("A song", 100), row("Another", 120)]));
    await app.page.getByText("rows.csv: 2 tracks imported.").waitFor();
    const m3u8 = ["A song", "Another", "A song"].map((name) => `#EXTINF:9,Me - ${name}\n${name}.mp3\n`).join("");
    await app.choose({ name: "list.m3u8", mimeType: "audio/x-mpegurl", buffer: Buffer.from(`#EXTM3U\n${m3u8}`) });
    await app.page.getByText("list.m3u8: a playlist of 3 tracks.").waitFor();
    assert.equal(await entries(app).count(), 3);
    // The last of the two of one track, up by one, then out.
    await entries(app).nth(2).getByRole("button", { name: "Move A song up" }).click();
    const order = async () => (await entries(app).allInnerTexts()).map((text) => (text.includes("Another") ? "Another" : "A song"));
    assert.deepEqual(await order(), ["A song", "A song", "Another"]);
    await app.page.reload();
    await app.playlist();
    await entries(app).nth(2).waitFor();
    assert.deepEqual(await order(), ["A song", "A song", "Another"]);
    await entries(app).nth(1).getByRole("button", { name: "Remove A song" }).click();
    assert.deepEqual(await order(), ["A song", "Another"]);
    await playlist(app).getByRole("button", { name: "Undo" }).click();
    assert.equal(await entries(app).count(), 3);
    await playlist(app).getByText("Export", { exact: true }).click();
    await playlist(app).getByLabel("Format").selectOption({ label: "CSV, as Exportify writes it" });
    const { bytes } = await saved(app.page, playlist(app).getByRole("button", { name: "Save", exact: true }));
    assert.equal(bytes.toString().trim().split("\n").length, 4, "a header and three rows");
  }));

test("two tabs see each other's changes, and neither undoes the other's", WITHOUT_TABS, () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 8), song("two.wav", 6));
    const { features } = await app.outcome("one.wav");
    await app.outcome("two.wav");
    const other = await app.open();
    await other.outcome("one.wav");

    await app.track("one.wav").click();
    await app.page.getByText("Correct tempo or key").click();
    await app.page.getByRole("button", { name: "Tempo ×½" }).click();
    await app.page.getByText("Locked: your correction counts").waitFor();
    // The other tab sees it at once, and adds a correction of its own.
    await other.page.getByText("Correct tempo or key").click();
    await other.page.getByText("Locked: your correction counts").waitFor();
    await other.page.getByLabel(/^Key(?![sb])/).selectOption({ label: "F♯ minor · 11A" });
    await app.track("one.wav").getByText("11A").waitFor();
    for (const tab of [app, other]) {
      await tab.page.reload();
      const both = (await tab.outcome("one.wav")).features;
      assert.ok(Math.abs(both.tempo - features.tempo / 2) < 0.01, `${both.tempo}`);
      assert.deepEqual([both.key, both.mode], [6, 0]);
    }

    await app.go("Library");
    await app.page.getByLabel("Select two.wav").check();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await other.track("two.wav").waitFor({ state: "detached" });
    await other.page.reload();
    await other.track("one.wav").waitFor();
    assert.equal(await list(other).getByRole("listitem").count(), 1);

    await other.choose(song("three.wav", 7));
    await other.outcome("three.wav");
    await app.page.getByText("2 tracks", { exact: true }).waitFor();
  }));

test("an import that is cut off claims no more than is kept", () =>
  visit(browser, async (app) => {
    const rows = Array.from({ length: 20_000 }, (_, i) => row(`Row ${i}`, 60 + (i % 140)));
    await app.go("Library");
    await app.choose(table("many.csv", rows));
    await app.page.getByRole("region", { name: "Import" }).waitFor();
    const shown = app.page.getByRole("region", { name: "Library" }).getByRole("status").first();
    await shown.filter({ hasText: /^[1-9][\d,]+ tracks/ }).waitFor();
    const told = async () => Number.parseInt((await shown.innerText()).replaceAll(",", ""));
    const claimed = await told();
    await app.page.reload();
    await shown.filter({ hasText: /^[1-9][\d,]* tracks/ }).waitFor();
    assert.ok((await told()) >= Math.min(claimed, 100), "fewer than were claimed");
    await app.choose(table("many.csv", rows));
    await app.page.getByText(/many\.csv: [\d,]+ tracks imported, [\d,]+ here already\./).waitFor({ timeout: 120_000 });
    await app.page.getByText("20,000 tracks", { exact: true }).waitFor();
  }));

test("a recording whose tags were rewritten is the same track", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 5));
    await app.outcome("one.wav");
    await app.choose(titled(song("one.wav", 5), "A title"), song("one again.wav", 5));
    await app.page.getByText("2 of these were here already.").waitFor();
    assert.equal(await list(app).getByRole("listitem").count(), 1);
  }));

test("a track that an earlier version named by its whole file is known again", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 5));
    await app.outcome("one.wav");
    const old = "0123456789abcdef0123456789abcdef";
    await app.page.evaluate(async (old) => {
      const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
      const database = await done(indexedDB.open("segue"));
      for (const name of ["tracks", "analyses"]) {
        const store = database.transaction([name], "readwrite").objectStore(name);
        const [key] = await done(store.getAllKeys());
        const value = await done(store.get(key));
        await done(store.put(name === "tracks" ? { ...value, hash: old } : value, old));
        await done(store.delete(key));
      }
      database.close();
    }, old);
    await app.page.reload();
    await app.track("one.wav").waitFor();
    // Its file has another hash than the made-up one: it is a track of its own, and the old one stays whole.
    await app.choose(song("two.wav", 5));
    await app.outcome("two.wav");
    assert.equal(await list(app).getByRole("listitem").count(), 2);
  }));

test("a backup is small, and holds corrections and the playlist", WITHOUT_DOWNLOADS, () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 40), song("two.wav", 6));
    const before = await app.outcome("one.wav");
    await app.page.getByText("Correct tempo or key").click();
    await app.page.getByRole("button", { name: "Tempo ×½" }).click();
    await app.page.getByText("Locked: your correction counts").waitFor();
    await app.go("Library");
    await app.page.getByLabel("Select one.wav").check();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await app.playlist();
    await entries(app).nth(1).waitFor();
    const { bytes } = await saved(app.page, app.page.getByRole("button", { name: "Save a copy of the library" }));
    assert.ok(bytes.length < 2 * 12_000, `${bytes.length} bytes for two tracks`);

    app.page.once("dialog", (dialog) => dialog.accept());
    await app.page.getByRole("button", { name: "Delete all my data" }).click();
    await app.page.getByText("0 tracks").waitFor();
    await app.page.reload();
    await app.page.getByText("0 tracks").waitFor();
    await app.choose({ name: "copy.json", mimeType: "application/json", buffer: bytes });
    await app.page.getByText("copy.json: 2 tracks imported, a playlist of 2 tracks.").waitFor();
    await entries(app).nth(1).waitFor();
    assert.equal(await entries(app).count(), 2);
    await app.go("Listen");
    const after = await app.outcome("one.wav");
    assert.ok(Math.abs(after.features.tempo - before.features.tempo / 2) < 0.01);
    // What a backup leaves out is heard anew with the file.
    await app.page.getByText(/add the file again/i).first().waitFor();
    await app.choose(song("one.wav", 40));
    await app.page.getByRole("button", { name: "Play", exact: true, disabled: false }).waitFor();
    assert.equal(await list(app).getByRole("listitem").count(), 2);
  }));

test("what failed says why in the list, and all of it can be tried again or removed together", () =>
  visit(browser, async (app) => {
    const broken = (name) => ({ name, mimeType: "audio/mpeg", buffer: Buffer.from(`no audio: ${name}`) });
    await app.choose(broken("a.mp3"), broken("b.mp3"), song("good.wav", 5));
    await app.outcome("good.wav");
    await app.track("a.mp3").getByText(/it is a text, not music/).waitFor();
    const failures = list(app).getByRole("group", { name: "2 tracks could not be analysed" });
    await failures.getByRole("button", { name: "Try them again" }).click();
    await failures.waitFor();
    await failures.getByRole("button", { name: "Remove them" }).click();
    await app.track("a.mp3").waitFor({ state: "detached" });
    assert.equal(await list(app).getByRole("listitem").count(), 1);
  }));

test("several playlists have names, and each keeps its tracks", () =>
  visit(browser, async (app) => {
    await app.choose(table("rows.csv", [row("A song", 100), row("Another", 120)]));
    await app.page.getByText("rows.csv: 2 tracks imported.").waitFor();
    await app.go("Library");
    await app.page.getByLabel("Select A song").check();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await app.playlist();
    await entries(app).first().waitFor();
    const called = async (button, name) => {
      await playlist(app).getByRole("button", { name: button, exact: true }).click();
      await playlist(app).getByLabel("Name").fill(name);
      await playlist(app).getByRole("button", { name: "Done" }).click();
    };
    await called("Rename", "First");
    await called("New playlist", "Second");
    await entries(app).first().waitFor({ state: "detached" });
    await app.page.getByLabel("Select Another").check();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await entries(app).nth(1).waitFor();
    await app.page.reload();
    await app.playlist();
    await entries(app).nth(1).waitFor();
    await playlist(app).getByLabel("Open").selectOption({ label: "First" });
    await until(() => entries(app).count(), (count) => count === 1);
    await playlist(app).getByLabel("Open").selectOption({ label: "Second" });
    await until(() => entries(app).count(), (count) => count === 2);
    if (!WITHOUT_DOWNLOADS.skip) {
      await playlist(app).getByText("Export", { exact: true }).click();
      await playlist(app).getByLabel("Format").selectOption({ label: "XSPF playlist" });
      const file = await saved(app.page, playlist(app).getByRole("button", { name: "Save", exact: true }));
      assert.equal(file.name, "Second.xspf");
      assert.match(file.bytes.toString(), /<title>Second<\/title>/);
    }
    app.page.once("dialog", (dialog) => dialog.accept());
    await playlist(app).getByRole("button", { name: "Delete playlist" }).click();
    await until(() => entries(app).count(), (count) => count === 1);
    await entries(app).first().getByText("A song").waitFor();
  }));
