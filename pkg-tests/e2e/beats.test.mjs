// Where the beats fall: moved by the user, undone, kept, and written for other programs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { saved, startBrowser, unlessWebKit, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const SONG = { name: "one.wav", mimeType: "audio/wav", buffer: wav(music(12)) };

/** Opens what moves the beats of a track: its buttons by their names, and what it says. */
async function opened(app) {
  const detail = app.page.getByRole("article", { name: SONG.name });
  const group = detail.getByRole("group", { name: "Move the beat" });
  if (!(await group.isVisible())) await detail.getByText("Move the beat", { exact: true }).click();
  const said = detail.getByText(/^The first (beat was heard at|bar begins at) \d/);
  return {
    press: (name) => group.getByRole("button", { name, exact: true }).click(),
    button: (name) => group.getByRole("button", { name, exact: true }),
    /** Presses one after the other, before anything that they ask for is answered. */
    pressAtOnce: (...names) =>
      group.evaluate((group, names) => {
        const buttons = [...group.getElementsByTagName("button")];
        for (const name of names) buttons.find((button) => button.textContent === name).click();
      }, names),
    /** Waits until it says where a bar begins, or the first beat, seconds. */
    async says(what, seconds) {
      const look = async () => (await said.innerText()).match(/^The first (beat|bar) .* at (\d+\.\d\d) s/);
      const near = (found) => found?.[1] === what && (seconds === undefined || Math.abs(Number(found[2]) - seconds) < 0.011);
      return Number((await until(look, near))[2]);
    },
  };
}

test("the beat is moved in small steps and whole beats, undone, kept, and as heard again", () =>
  visit(browser, async (app) => {
    await app.choose(SONG);
    const { tempo } = (await app.outcome(SONG.name)).features;
    const [beat, bar] = [60 / tempo, 240 / tempo];
    const { press, pressAtOnce, button, says } = await opened(app);
    const heard = await says("beat");
    assert.ok(await button("Undo").isDisabled());
    assert.ok(await button("As heard").isDisabled());
    assert.ok(await button("This is the one").isDisabled(), "nobody knows where one is in a track that does not play");
    // Faster than they are kept.
    for (let i = 0; i < 3; i += 1) await press("10 ms later");
    await says("bar", (heard + 0.03) % bar);
    await press("1 beat later");
    await says("bar", (heard + 0.03 + beat) % bar);
    await press("Undo");
    await press("10 ms earlier");
    await says("bar", (heard + 0.02) % bar);
    await pressAtOnce("1 beat later", "Undo", "10 ms earlier");
    await says("bar", (heard + 0.01) % bar);
    await press("Undo");
    await says("bar", (heard + 0.02) % bar);
    await app.page.reload();
    await app.outcome(SONG.name);
    const again = await opened(app);
    await again.says("bar", (heard + 0.02) % bar);

    // A second into the track.
    const position = app.page.getByRole("article", { name: SONG.name }).getByRole("slider", { name: "Position in the track" });
    await app.choose(SONG);
    await until(() => position.isDisabled(), (isDisabled) => !isDisabled);
    await position.press("ArrowRight");
    // With its file the track is shown anew.
    const anew = await opened(app);
    await anew.press("This is the one");
    await anew.says("bar", 1 % bar);
    await anew.press("As heard");
    assert.equal(await anew.says("beat"), heard);
  }));

test("rekordbox is told which beat of its bar the first one is", { skip: unlessWebKit("WebDriver shows no saved file") }, () =>
  visit(browser, async (app) => {
    await app.choose(SONG);
    const { tempo } = (await app.outcome(SONG.name)).features;
    const { press, says } = await opened(app);
    const heard = await says("beat");
    for (let i = 0; i < 2; i += 1) await press("1 beat later");
    const bar = await says("bar", (heard + 120 / tempo) % (240 / tempo));
    const panel = app.page.getByRole("navigation", { name: /tracks/i });
    await panel.getByText("Export", { exact: true }).click();
    await panel.getByLabel("Format").selectOption({ label: "rekordbox XML" });
    const { bytes } = await saved(app.page, panel.getByRole("button", { name: "Save" }));
    const [, start, bpm, beatOfBar] = bytes.toString().match(/<TEMPO Inizio="([\d.]+)" Bpm="([\d.]+)" Metro="\d\/4" Battito="(\d)"/);
    const beats = (bar - Number(start)) / (60 / Number(bpm));
    assert.ok(Math.abs(beats - Math.round(beats)) < 0.05, `${beats} beats from the first beat to the first bar`);
    assert.equal(Number(beatOfBar), Math.round(beats) === 0 ? 1 : 5 - Math.round(beats));
  }));
