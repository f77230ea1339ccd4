// What should play next: from a known song, from the user's own tracks, tuned, and put into a playlist.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { drag, startBrowser, until as untilAny, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** Opens the page at a song of the catalogue that was found by what a user might type. */
function withSong(use) {
  return visit(browser, async (app) => {
    const { page } = app;
    const box = page.getByRole("combobox", { name: /song you know/i });
    await box.fill("killers mr brigtside");
    await page.getByRole("option", { name: "Mr. Brightside The Killers", exact: true }).waitFor();
    await box.press("ArrowDown");
    await box.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Mr. Brightside" }).waitFor();
    const next = page.getByRole("region", { name: "Play next" });
    await rows(next).nth(4).waitFor();
    await use(page, next, app);
  });
}

/** The tracks of the list in the panel. */
const rows = (next) => next.getByRole("list", { name: "Play next" }).getByRole("listitem");

/** The names of tracks, off the buttons that each has: "More like this: NAME", "Move NAME up". */
const namesOn = (buttons, around) =>
  buttons.evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? button.textContent)).then((labels) =>
    labels.map((label) => label.replace(around, "$1").trim()));
const names = (next) => namesOn(rows(next).getByRole("button", { name: /^More like this: / }), /^More like this: (.*)$/);

/** Waits until the list's names satisfy `isWanted`. */
const until = (next, isWanted) => untilAny(() => names(next), isWanted);

test("a song is found by its name, accents and slips forgiven, and others follow it with a reason", () =>
  withSong(async (page, next) => {
    for (const row of await rows(next).allInnerTexts()) {
      assert.match(row, /In \d+ of its \d+ playlists together/);
      assert.match(row, /alike in \w+/);
      assert.match(row, /\d+ BPM/);
      assert.doesNotMatch(row, /% away|sounds/, "where company decides, no distance of features is shown");
    }
    await page.getByRole("combobox", { name: /song you know/i }).fill("beyonce halo");
    await page.getByRole("option", { name: "Halo Beyoncé" }).waitFor();
    await page.getByRole("combobox", { name: /song you know/i }).fill("qqqqqq");
    await page.getByText("nothing like that").waitFor();
  }));

test("the way back leads from song to song, and the way forth, too", () =>
  withSong(async (page, next) => {
    const shown = () => page.getByRole("article").getByRole("heading").first().innerText();
    const first = await shown();
    await next.getByRole("button", { name: /^More like this/ }).first().click();
    const second = await untilAny(shown, (name) => name !== first);
    await page.getByRole("link", { name: "Map" }).click();
    await page.evaluate("history.back()");
    await untilAny(shown, (name) => name === second);
    await page.evaluate("history.back()");
    await untilAny(shown, (name) => name === first);
    await page.evaluate("history.forward()");
    await untilAny(shown, (name) => name === second);
  }));

/** The slider between sound and playlists. */
const fit = (next) => next.getByRole("slider", { name: /match by/i });

test("one slider goes from playlists to sound, by the keyboard, and says in words where it stands", () =>
  withSong(async (page, next) => {
    const slider = fit(next);
    const words = () => slider.getAttribute("aria-valuetext");
    assert.equal(await words(), "Playlists alone");
    const byCompany = await names(next);
    await slider.focus();
    await slider.press("ArrowLeft");
    assert.equal(await words(), "Mostly playlists");
    await slider.fill("0.5");
    assert.equal(await words(), "Half and half");
    await slider.fill("0.25");
    assert.equal(await words(), "Mostly sound");
    await next.getByText("Filters", { exact: true }).click();
    await next.getByText("put into the same kind of playlists").waitFor();
    const mixed = await until(next, (found) => found.join() !== byCompany.join());
    for (const row of await rows(next).allInnerTexts()) {
      assert.match(row, /Sounds (nearly the same|very near|near|rather different)/);
    }
    await slider.press("Home");
    assert.equal(await words(), "Sound alone");
    await next.getByText("whatever their genre").waitFor();
    await until(next, (found) => found.join() !== mixed.join());
    assert.equal(await slider.evaluate((element) => element === document.activeElement), true);
    await slider.press("End");
    await until(next, (found) => found.join() === byCompany.join());
    assert.equal(await next.getByText(/sounds (very )?near/).count(), 0);
  }));

test("filters and sliders change the results at once and keep the keyboard's focus", () =>
  withSong(async (page, next) => {
    const first = await names(next);
    await fit(next).fill("0.25");
    const alike = await until(next, (found) => found[0] !== first[0]);
    await next.getByText("Filters", { exact: true }).click();
    const cluster = next.getByRole("checkbox", { name: "Only from the same group" });
    await cluster.check();
    await until(next, (found) => found.length > 0);
    await cluster.uncheck();
    await until(next, (found) => found.join() === alike.join());
    const tempo = next.getByRole("group", { name: "Tempo" }).getByRole("slider", { name: /at most/i });
    await tempo.focus();
    // From 250 down to where Mr. Brightside's own 148 BPM is out.
    for (let presses = 0; presses < 11; presses += 1) await tempo.press("PageDown");
    await until(next, (found) => found.join() !== alike.join());
    assert.equal(await tempo.evaluate((slider) => slider === document.activeElement), true);
    await next.getByLabel("Only with the tag").selectOption("christmas");
    await until(next, (found) => found.length > 0 && found.every((name) => !alike.includes(name)));
    await next.getByRole("button", { name: "Remove christmas" }).click();
    await next.getByRole("button", { name: "Reset" }).click();
    await until(next, (found) => found.join() === alike.join());
  }));

test("a track that was thumbed down stays away until it is forgiven, and another can be followed", () =>
  withSong(async (page, next) => {
    const [first] = await names(next);
    await next.getByRole("button", { name: `Hide: ${first}` }).click();
    await until(next, (found) => !found.includes(first));
    await next.getByText("Filters", { exact: true }).click();
    await next.getByRole("button", { name: `Let ${first} come up again` }).click();
    const [again] = await until(next, (found) => found.includes(first));
    await next.getByRole("button", { name: `More like this: ${again}` }).click();
    await page.getByRole("heading", { level: 2, name: again }).waitFor();
    await until(next, (found) => !found.includes(again));
  }));

test("a playlist is ordered by hand, by flow and along a path, and every step is undone", () =>
  withSong(async (page, next, app) => {
    const picked = await names(next);
    for (const name of picked) await next.getByRole("button", { name: `Add to playlist: ${name}` }).click();
    const playlist = await app.playlist();
    const order = () => namesOn(playlist.getByRole("button", { name: /^Move .* up$/ }), /^Move (.*) up$/);
    const is = (names) => untilAny(order, (found) => found.join() === names.join());
    await playlist.getByText(/^5 tracks · \d+:\d\d$/).waitFor();
    await is(picked);

    await playlist.getByRole("button", { name: `Move ${picked[0]} down` }).click();
    await is([picked[1], picked[0], ...picked.slice(2)]);
    await playlist.getByRole("button", { name: `Move ${picked[0]} down` }).press("Alt+ArrowUp");
    await is(picked);
    const entries = playlist.getByRole("listitem");
    await drag(entries.nth(4), entries.nth(0));
    await is([picked[4], ...picked.slice(0, 4)]);
    await playlist.getByRole("button", { name: "Undo" }).click();
    await is(picked);

    const cost = async () => {
      const costs = await playlist.evaluate((playlist) =>
        [...playlist.getElementsByTagName("p")].map((step) => step.dataset.cost).filter((cost) => cost !== undefined));
      // What the present order costs is told for all of its steps at once.
      return costs.length === 4 ? costs.reduce((sum, cost) => sum + Number(cost), 0) : undefined;
    };
    const before = await untilAny(cost, (cost) => cost !== undefined);
    await playlist.getByRole("button", { name: "Order for flow" }).click();
    await untilAny(cost, (cost) => cost !== undefined && cost < before);
    assert.deepEqual((await order()).sort(), [...picked].sort());

    // Rows move one after the other: read once they no longer do.
    let last = "";
    const rests = async () => {
      const found = await order();
      const isSame = found.join() === last;
      last = found.join();
      return isSame ? found : [];
    };
    const [from, , , , to] = await untilAny(rests, (found) => found.length === 5);
    // Typed: what `fill` sets is no change that Firefox would report when the field is left.
    await playlist.getByLabel("Tracks between").press("ControlOrMeta+a");
    await playlist.getByLabel("Tracks between").press("4");
    await playlist.getByLabel("Tracks between").press("Tab");
    await playlist.getByRole("button", { name: "Path from first to last" }).click();
    await playlist.getByText(/^6 tracks/).waitFor();
    const path = await untilAny(order, (found) => found.length === 6);
    assert.deepEqual([path[0], path[5]], [from, to]);

    await playlist.getByRole("button", { name: "What follows all of these?" }).click();
    await page.getByRole("heading", { level: 2, name: "Your playlist" }).waitFor();
    const together = await until(next, (found) => found.length === 5);
    assert.ok(together.every((name) => name !== from && name !== to));
  }));

test("the user's own tracks are seeds and candidates", () =>
  visit(browser, async (app) => {
    const files = ["one.wav", "two.wav"].map((name, i) => ({
      name,
      mimeType: "audio/wav",
      buffer: wav(music(6 + i)),
    }));
    await app.choose(...files);
    await app.outcome("two.wav");
    const next = app.page.getByRole("region", { name: "Play next" });
    await next.getByLabel("Look in").selectOption("my tracks");
    assert.deepEqual(await until(next, (found) => found.length === 1), ["one.wav"]);
    assert.match(await rows(next).first().innerText(), /Your file/);
    await fit(next).fill("0.25");
    await next.getByRole("button", { name: "More like this: one.wav" }).click();
    await app.page.getByRole("article", { name: "one.wav" }).waitFor();
    assert.deepEqual(await until(next, (found) => found[0] === "two.wav"), ["two.wav"]);
  }));
