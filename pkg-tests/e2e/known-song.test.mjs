// A file whose name names a song of the catalogue is that song, until the user says that it is not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { IN_WEBKIT, saved, startBrowser, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const song = (name, seconds) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });
const KNOWN_FILE = "01 - The Killers – Mr Brightside (Official Video).wav";
const VERSION_FILE = "the_killers_-_mr_brightside_(live).wav";

/** What the files are called once their names have been read. */
const KNOWN = "Mr Brightside (Official Video)";
const VERSION = "mr brightside (live)";

/** What should play next and why, once the list has settled to what `isWanted`. */
const settled = (app, detail, isWanted) =>
  until(() => app.next(detail).allInnerTexts(), (found) => found.length > 0 && isWanted(found));

const together = (rows) => rows.every((row) => /playlists together/.test(row));

test("a file is the song that its name names, and one press says that it is not", () =>
  visit(browser, async (app) => {
    await app.choose(song(KNOWN_FILE, 8));
    await app.outcome(KNOWN);
    const detail = app.page.getByRole("article", { name: KNOWN });
    await detail.getByText("In the catalogue: Mr. Brightside, The Killers").waitFor();
    const rows = await settled(app, detail, together);
    assert.ok(rows.every((row) => !/Brightside/.test(row)), "the song is not its own recommendation");

    // By the keyboard alone; the focus stays.
    const refuse = detail.getByRole("button", { name: "Not this song" });
    await refuse.focus();
    await refuse.press("Enter");
    await detail.getByText("Not taken for Mr. Brightside, The Killers").waitFor();
    await settled(app, detail, (found) => !found.some((row) => /playlists together/.test(row)));
    const again = detail.getByRole("button", { name: "Match again" });
    assert.equal(await again.evaluate((button) => button === document.activeElement), true);

    await app.page.reload();
    await app.outcome(KNOWN);
    await detail.getByText("Not taken for Mr. Brightside, The Killers").waitFor();
    // WebKitGTK's driver shows no saved file.
    if (!IN_WEBKIT) {
      await app.go("Library");
      const { bytes } = await saved(app.page, app.page.getByRole("button", { name: "Save a copy of the library" }));
      assert.match(JSON.parse(bytes).tracks[0].refused_song, /^[0-9A-Za-z]{22}$/);
      await app.go("Listen");
    }

    await detail.getByRole("button", { name: "Match again" }).click();
    await detail.getByText("In the catalogue: Mr. Brightside, The Killers").waitFor();
    await settled(app, detail, together);
  }));

test("another version is said to be a guess, and what the catalogue does not have is said nothing of", () =>
  visit(browser, async (app) => {
    await app.choose(song(VERSION_FILE, 7), song("nobody at all.wav", 6));
    await app.outcome(VERSION);
    const detail = app.page.getByRole("article", { name: VERSION });
    await detail.getByText(/In the catalogue in another version: Mr\. Brightside, The Killers\. .* a guess/).waitFor();
    const rows = await settled(app, detail, (found) => !found.some((row) => /playlists together/.test(row)));
    assert.ok(rows.every((row) => !/Brightside/.test(row)));
    await app.outcome("nobody at all.wav");
    await app.page.getByRole("article", { name: "nobody at all.wav" }).waitFor();
    assert.equal(await app.page.getByRole("button", { name: "Not this song" }).count(), 0);
  }));
