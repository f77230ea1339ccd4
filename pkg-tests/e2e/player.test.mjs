// Music that plays on: a player on every part of the page, the playlist from end to end, what fits after it, and single keys.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const song = (name, seconds) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });
const NAMES = ["one.wav", "two.wav", "three.wav"];

/** Opens the page with three short songs, all of which are in the playlist. */
function withPlaylist(use) {
  return visit(browser, async (app) => {
    await app.choose(song("one.wav", 8), song("two.wav", 9), song("three.wav", 10));
    for (const name of NAMES) await app.outcome(name);
    await app.go("Library");
    await app.page.getByRole("button", { name: "Added" }).click();
    await app.page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await app.page.getByText("3 tracks put into the playlist.").waitFor();
    const playlist = await app.playlist();
    await playlist.getByRole("listitem").nth(2).waitFor();
    await use(app, playlist);
  });
}

const dock = (app) => app.page.getByRole("region", { name: "Now playing" });
/** What plays, and where: `{ name, seconds }`. */
const playing = async (app) => {
  const seconds = Number(await dock(app).getByRole("slider", { name: "Position in what plays" }).inputValue());
  return { name: (await dock(app).getByRole("button").nth(3).innerText()).split("\n")[0].trim(), seconds };
};
const plays = (app, name) => until(() => playing(app), (now) => now.name === name && now.seconds > 0.2);
/** How loud each element is that sounds. */
const sounding = (app) =>
  app.page.evaluate(() => [...document.getElementsByTagName("audio")].filter((audio) => !audio.paused && !audio.ended).map((audio) => audio.volume));

test("the playlist plays through, whatever part of the page is shown, one track fading into the next", () =>
  withPlaylist(async (app, playlist) => {
    await playlist.getByRole("button", { name: "Play all" }).click();
    const order = await playlist.getByRole("button", { name: /^(Play|Pause) .*wav$/ }).evaluateAll((buttons) => buttons.map((button) => button.ariaLabel.split(" ")[1]));
    await plays(app, order[0]);
    await app.go("Map");
    await dock(app).getByText(`Next: ${order[1]}`).waitFor();
    // Both are heard while one goes over into the other, their powers adding up.
    const volumes = await until(() => sounding(app), (volumes) => volumes.length === 2 && volumes.every((volume) => volume > 0.05));
    const power = volumes.reduce((sum, volume) => sum + volume * volume, 0);
    assert.ok(Math.abs(power - 1) < 0.1, `${volumes}`);
    await plays(app, order[1]);
    await until(() => sounding(app), (volumes) => volumes.length === 1 && volumes[0] === 1);
    await dock(app).getByRole("button", { name: "Next track" }).click();
    await plays(app, order[2]);
    await dock(app).getByRole("button", { name: "Previous track" }).click();
    await plays(app, order[1]);
    assert.equal((await sounding(app)).length, 1);
  }));

test("after the last track goes on what fits, with a reason, unless that is turned off", () =>
  withPlaylist(async (app, playlist) => {
    await playlist.getByRole("button", { name: "Remove one.wav" }).click();
    await playlist.getByRole("button", { name: /^Play .*wav$/ }).last().click();
    await dock(app).getByText(/^Next: .*wav · .*alike in/i).waitFor();
    await dock(app).getByRole("button", { name: "Transitions" }).click();
    await dock(app).getByLabel("Go on with what fits, from my tracks").uncheck();
    await dock(app).getByText(/^Next: /).waitFor({ state: "detached" });
    assert.ok(await dock(app).getByRole("button", { name: "Next track" }).isDisabled());
    await app.page.reload();
    await app.page.getByRole("button", { name: /^Playlist/ }).waitFor();
    assert.equal(await dock(app).count(), 0);
  }));

test("single keys work the player, but not in a box that is typed into, nor when they are turned off", () =>
  withPlaylist(async (app, playlist) => {
    await playlist.getByRole("button", { name: "Play all" }).click();
    const [first] = await until(() => playing(app), (now) => now.seconds > 0.2).then((now) => [now.name]);
    const { keyboard } = app.page;
    await app.page.getByRole("heading", { name: "Library" }).click();
    await keyboard.press("k");
    await dock(app).getByRole("button", { name: "Go on playing" }).waitFor();
    await keyboard.press("n");
    await until(() => playing(app), (now) => now.name !== first);
    await keyboard.press("q");
    await playlist.waitFor({ state: "detached" });
    await keyboard.press("q");
    await playlist.getByText("3 tracks").waitFor();
    await until(() => app.page.evaluate("document.activeElement.id"), (id) => id === "playlist");
    await app.page.getByRole("heading", { name: "Library" }).click();
    await keyboard.press("Escape");
    await playlist.waitFor({ state: "detached" });
    await app.page.getByLabel("Filter").fill("");
    await app.page.getByLabel("Filter").press("q");
    assert.equal(await app.page.getByLabel("Filter").inputValue(), "q");
    assert.equal(await playlist.count(), 0);
    await app.page.getByRole("heading", { name: "Library" }).click();
    await keyboard.press("?");
    const help = app.page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await help.getByText("Play or pause").waitFor();
    await help.getByLabel("Single keys are shortcuts").uncheck();
    await help.getByRole("button", { name: "Dismiss" }).click();
    await keyboard.press("q");
    assert.equal(await playlist.count(), 0);
  }));

test("what is taken out of the library plays no more, and what comes after it does", () =>
  withPlaylist(async (app) => {
    await app.page.getByRole("button", { name: "Title" }).click();
    await app.page.getByRole("table").getByRole("button", { name: "Play one.wav" }).click();
    await plays(app, "one.wav");
    await app.page.getByLabel("Select one.wav").check();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await plays(app, "three.wav");
    await app.page.getByLabel("Select all").check();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await dock(app).waitFor({ state: "detached" });
    assert.deepEqual(await sounding(app), []);
  }));

test("a row of the table plays, and the rows below follow", () =>
  withPlaylist(async (app) => {
    await app.page.getByRole("button", { name: "Title" }).click();
    const table = app.page.getByRole("table");
    await table.getByRole("button", { name: "Play one.wav" }).click();
    await plays(app, "one.wav");
    await dock(app).getByText("Next: three.wav").waitFor();
    await table.getByRole("button", { name: "Pause one.wav" }).click();
    await until(() => sounding(app), (volumes) => volumes.length === 0);
    await dock(app).getByRole("button", { name: "Stop and close the player" }).click();
    await dock(app).waitFor({ state: "detached" });
  }));
