// A catalogue of the user's own in the place of the built-in one: dropped as a file, or by its address beside the page, as
// one file or in cells.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";
import { inCells, oneFile, tracks } from "./catalogue.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const SONG = "song.wav";
const song = () => ({ name: SONG, mimeType: "audio/wav", buffer: wav(music(8)) });
const file = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });
const BUILT_IN = /The built-in catalogue: 39,265 tracks/;
const OWN = /Your catalogue .*jazz\.seguecat.*: 12 tracks/;

/** What should play next of the song, once the catalogue's line says what is wanted. */
async function next(app, line) {
  await app.track(SONG).click();
  const detail = app.page.getByRole("article", { name: SONG });
  await detail.getByText(line).waitFor();
  return until(() => app.next(detail).allInnerTexts(), (rows) => rows.length > 0);
}

const isMade = (rows) => rows.every((row) => /Made \d+/.test(row));

test("a dropped catalogue takes the place of the built-in one until the user goes back", () =>
  visit(browser, async (app) => {
    await app.choose(song());
    assert.ok(!isMade(await next(app, BUILT_IN)));
    await app.kept(1);
    await app.choose(file("jazz.seguecat", oneFile(tracks(12))));
    assert.ok(isMade(await next(app, OWN)));
    await app.page.getByText("It knows no playlists: tracks are found by sound alone.").first().waitFor();

    await app.page.reload();
    assert.ok(isMade(await next(app, OWN)), "the choice is kept");
    await app.go("Map");
    await app.page.getByText("This catalogue has neither map nor groups.").waitFor();
    await app.go("Listen");

    await app.page.getByRole("button", { name: "Use the built-in catalogue" }).click();
    assert.ok(!isMade(await next(app, BUILT_IN)));
  }));

test("a playlist that is changed keeps what another catalogue has", () =>
  visit(browser, async (app) => {
    const addFirst = () => app.next().first().getByRole("button", { name: /^Add to playlist: / }).click();
    const entries = async () => (await app.playlist()).getByRole("listitem");
    await app.choose(song());
    await next(app, BUILT_IN);
    await addFirst();
    await (await entries()).first().waitFor();
    const known = await (await entries()).first().innerText();
    await app.kept(1);
    await app.choose(file("jazz.seguecat", oneFile(tracks(12))));
    await app.page.getByText("Some of your playlist is neither in your library nor in the catalogue in use.").waitFor();
    await next(app, OWN);
    await addFirst();
    await until(async () => (await entries()).allInnerTexts(), (texts) => texts.length === 1 && /Made \d+/.test(texts[0]));

    await app.page.getByRole("button", { name: "Use the built-in catalogue" }).click();
    await next(app, BUILT_IN);
    await until(async () => (await entries()).allInnerTexts(), (texts) => texts.length === 1 && texts[0] === known);
  }));

test("a catalogue that is damaged, or of another version, is refused in words and changes nothing", () =>
  visit(browser, async (app) => {
    await app.choose(song());
    await next(app, BUILT_IN);
    const whole = oneFile(tracks(12));
    await app.choose(file("cut.bin", whole.subarray(0, whole.length - 9)));
    await app.page.getByText(/cut\.bin.*the catalogue is damaged/).waitFor();
    const other = Buffer.from(whole);
    other.writeUInt16LE(99, 8);
    await app.choose(file("other.seguecat", other));
    await app.page.getByText(/other\.seguecat.*format version 99/).waitFor();
    await app.choose(file("index.bin", inCells(tracks(12))["index.bin"]));
    await app.page.getByText(/index\.bin.*put the whole folder beside the page/).waitFor();
    assert.ok(!isMade(await next(app, BUILT_IN)));
  }));

test("a catalogue beside the page is used by its address, and kept", () =>
  visit(
    browser,
    async (app) => {
      await app.page.getByText(OWN).first().waitFor();
      assert.doesNotMatch(await app.page.evaluate(() => location.href), /catalogue=/);
      await app.choose(song());
      assert.ok(isMade(await next(app, OWN)));
      await app.kept(1);
      await app.page.reload();
      assert.ok(isMade(await next(app, OWN)));
    },
    { path: "?catalogue=mine/jazz.seguecat", beside: { "mine/jazz.seguecat": oneFile(tracks(12)) } },
  ));

/** The files of a catalogue in cells, in a folder. */
const folder = (name, files) =>
  Object.fromEntries(Object.entries(files).map(([file, bytes]) => [`${name}/${file}`, bytes]));

test("of a catalogue in cells, parts are fetched and the names of what is shown", () => {
  const asked = [];
  return visit(
    browser,
    async (app) => {
      const line = /Your catalogue .*large.*: 40 tracks/;
      await app.page.getByText(line).first().waitFor();
      await app.choose(song());
      const rows = await next(app, line);
      assert.ok(isMade(rows));
      const cells = asked.filter(([name]) => name.startsWith("mine/large/cells-"));
      assert.deepEqual(cells.map(([, bytes]) => bytes), [40 * 22], "the cell is fetched once");
      const names = () => asked.filter(([name]) => name.startsWith("mine/large/names-"));
      await app.page.getByRole("button", { name: "Show all 20" }).waitFor();
      assert.equal(names().length, 20, "a record for each track that can be shown");
      // A pick can be a seed, and stands in the playlist.
      await app.page.getByRole("button", { name: /^More like this: / }).first().click();
      await app.page.getByRole("heading", { level: 2, name: /^Made \d+$/ }).waitFor();
    },
    { path: "?catalogue=mine/large/", beside: folder("mine/large", inCells(tracks(40))), asked: (name, bytes) => asked.push([name, bytes]) },
  );
});

for (const [what, address] of [
  ["without the slash behind its name", "mine/large"],
  ["with a question", "mine/large/?v=2"],
  ["by its index with a question", "mine/large/index.bin?v=2"],
]) {
  test(`a folder of cells is found ${what}`, () =>
    visit(
      browser,
      async (app) => {
        await app.choose(song());
        assert.ok(isMade(await next(app, /Your catalogue .*large.*: 40 tracks/)));
      },
      { path: `?catalogue=${encodeURIComponent(address)}`, beside: folder("mine/large", inCells(tracks(40))) },
    ));
}

test("what is damaged of a catalogue in cells is told, and shown where it is whole again", async () => {
  const files = inCells(tracks(40));
  const names = Object.keys(files).find((name) => name.startsWith("names-"));
  let isDamaged = true;
  const flipped = (name, body) => {
    if (!isDamaged || !name.endsWith(names)) return body;
    // The ids of all of them.
    return Buffer.from(body.map((byte, at) => (at % 8 === 5 ? byte ^ 1 : byte)));
  };
  await visit(
    browser,
    async (app) => {
      await app.choose(song());
      await app.track(SONG).click();
      const detail = app.page.getByRole("article", { name: SONG });
      await detail.getByText(/the catalogue is damaged \(a record is not as it was written\)/).waitFor();
      await app.kept(1);
      isDamaged = false;
      await app.page.reload();
      assert.ok(isMade(await next(app, /Your catalogue .*large.*: 40 tracks/)));
    },
    { path: "?catalogue=mine/large/", beside: folder("mine/large", files), change: flipped },
  );
});

test("a host that sends no parts of files is named as such", () =>
  visit(
    browser,
    async (app) => {
      await app.choose(song());
      await app.track(SONG).click();
      const detail = app.page.getByRole("article", { name: SONG });
      await detail.getByText(/its server sends whole files where parts are asked for/).waitFor();
      await detail.getByRole("button", { name: "Use the built-in catalogue" }).click();
      assert.ok(!isMade(await next(app, BUILT_IN)));
    },
    { path: "?catalogue=mine/large/", beside: folder("mine/large", inCells(tracks(40))), sendsParts: false },
  ));
