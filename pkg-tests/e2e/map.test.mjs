// The map, the groups and the story of the model: drawn, moved, searched, coloured, selected from; by pointer and by keyboard.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { held, startBrowser, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

/** Opens a part by its link. */
const opened = async (page, name) => {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
};

const onMap = (use) =>
  visit(browser, async (app) => {
    await opened(app.page, "Map");
    const canvas = app.page.getByRole("application", { name: "Map of the catalogue" });
    await app.page.getByText("50 of 39,265 tracks are listed.").waitFor();
    await canvas.scrollIntoViewIfNeeded();
    await use(app.page, canvas);
  });

/** How many pixels of the canvas are of different colours than its corner. */
const inked = (canvas) =>
  canvas.evaluate((element) => {
    const { data } = element.getContext("2d").getImageData(0, 0, element.width, element.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      count += Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]) > 40;
    }
    return count;
  });

test("all tracks are drawn, and zooming shows fewer", () =>
  onMap(async (page, canvas) => {
    assert.ok((await inked(canvas)) > 20_000, "points are on the canvas");
    await canvas.focus();
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -1500);
    await page.getByText(/^50 of (\d{2,3}|\d,\d{3}) tracks are listed\.$/).waitFor();
    const before = await page.getByRole("row").nth(1).textContent();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 250, box.y + box.height / 2 - 80, { steps: 6 });
    await page.mouse.up();
    await until(() => page.getByRole("row").nth(1).textContent(), (text) => text !== before);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("50 of 39,265 tracks are listed.").waitFor();
  }));

test("the wheel scrolls the page where the map has not been clicked", () =>
  onMap(async (page, canvas) => {
    const scrolled = () => page.evaluate("document.scrollingElement.scrollTop");
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const before = await scrolled();
    await page.mouse.wheel(0, 150);
    await page.getByText("Click the map, or hold Ctrl, to zoom").waitFor();
    await until(scrolled, (now) => now > before);
    await page.getByText("50 of 39,265 tracks are listed.").waitFor();
    // What was said is said for a moment.
    await page.getByText("Click the map, or hold Ctrl, to zoom").waitFor({ state: "detached" });
  }));

/** Hears what is written on canvases from now on: gives what has been. */
const writing = async (page) => {
  await page.evaluate(`(() => {
    const { fillText } = CanvasRenderingContext2D.prototype;
    window.written = [];
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      window.written.push(text);
      return fillText.call(this, text, ...rest);
    };
    return 0;
  })()`);
  return () => page.evaluate("[...new Set(window.written)]");
};

test("zoomed in, the map names the best known tracks and the one at the pointer", () =>
  onMap(async (page) => {
    const written = await writing(page);
    await page.getByRole("searchbox", { name: "Find on the map" }).fill("Midnight City");
    await page.getByRole("button", { name: "M83 – Midnight City" }).first().click();
    const isFound = (name) => name.startsWith("M83 – Midnight City");
    const names = await until(written, (names) => names.length > 5 && names.some(isFound));
    assert.ok(names.every((name) => name.includes(" – ")), names.join("; "));
  }));

test("a search flies to the track", () =>
  onMap(async (page) => {
    await page.getByRole("searchbox", { name: "Find on the map" }).fill("Midnight City");
    await page.getByRole("button", { name: "M83 – Midnight City" }).first().click();
    await page.getByRole("status").filter({ hasText: "M83 – Midnight City" }).waitFor();
    await page.getByText(/^\d+ of (\d{2,3}|\d,\d{3}) tracks are listed\.$/).waitFor();
  }));

test("colours change, and the legend filters", () =>
  onMap(async (page, canvas) => {
    const group = page.getByRole("list", { name: /Legend/ }).getByRole("button");
    assert.equal(await group.count(), 8);
    const all = await inked(canvas);
    await group.first().click();
    await page.getByText(/^50 of 3[0-8],\d{3} tracks are listed\.$/).waitFor();
    assert.ok((await inked(canvas)) < all, "a group is fainter");
    await page.getByRole("combobox", { name: "Colour by" }).selectOption("Mode");
    await page.getByRole("button", { name: "minor" }).waitFor();
    assert.equal(await group.count(), 2);
    await page.getByText("50 of 39,265 tracks are listed.").waitFor();
    await page.getByRole("combobox", { name: "Placed by" }).selectOption("shared playlists");
    await page.getByText(/^50 of [\d,]+ tracks are listed\.$/).waitFor();
  }));

test("an outline selects tracks for the playlist", () =>
  onMap(async (page, canvas) => {
    // Pressing the button may scroll the page.
    await page.getByRole("button", { name: "Select an area" }).click();
    await canvas.evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
    const box = await canvas.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x - 8, y - 8);
    await page.mouse.down();
    for (const [dx, dy] of [[8, -8], [8, 8], [-8, 8]]) {
      await page.mouse.move(x + dx, y + dy, { steps: 3 });
    }
    await page.mouse.up();
    const said = await page.getByText(/tracks? selected$/).textContent();
    const count = Number.parseInt(said);
    assert.ok(count >= 1 && count < 400, said);
    await page.getByRole("button", { name: "Add to the playlist" }).click();
    await page.getByRole("button", { name: /^Playlist/ }).click();
    const entries = page.getByRole("region", { name: "Playlist" }).getByRole("listitem");
    await entries.nth(count - 1).waitFor();
    assert.equal(await entries.count(), count);
  }));

test("the keyboard goes from track to track", () =>
  onMap(async (page, canvas) => {
    // WebKit tells the canvas of a mouse that rests on it, which then points at another track.
    await page.mouse.move(1, 1);
    await canvas.focus();
    await page.keyboard.press("ArrowRight");
    // Its name, behind the word on its button.
    const current = page.getByRole("status").getByRole("button", { name: /^Open / });
    await current.waitFor();
    const first = await current.textContent();
    await page.keyboard.press("ArrowRight");
    await until(() => current.textContent(), (text) => text !== first);
    await page.keyboard.press("Space");
    await page.getByText("1 track selected").waitFor();
    const name = (await current.textContent()).replace(/^Open\s+/, "");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }));

test("a track of one's own stands on the map", () =>
  visit(browser, async (app) => {
    const { page } = app;
    await page.getByRole("button", { name: "Try the built-in sample" }).click();
    await page.getByRole("article").waitFor();
    await opened(page, "Map");
    await page.getByText("50 of 39,266 tracks are listed.").waitFor();
  }));

test("groups have names, examples, a curve and a tree", () =>
  visit(browser, async ({ page }) => {
    await opened(page, "Groups");
    await page.getByRole("heading", { name: "Which groups are alike" }).waitFor();
    const groups = page.getByRole("list", { name: "Groups" });
    assert.equal(await groups.getByRole("heading", { level: 3 }).count(), 8);
    await page.getByText("The numbers as a table").click();
    // How many groups, and what that number is worth in two ways.
    assert.equal(await page.getByRole("row", { name: /^\d+ \d+ -?\d\.\d{3}$/ }).count(), 28);
    const tree = page.getByRole("region", { name: "Which groups are alike" });
    const branches = tree.getByRole("list").getByRole("button");
    await page.getByRole("slider", { name: /Cut the tree into/ }).fill("5");
    await until(() => branches.count(), (count) => count === 5);
    await branches.nth(1).click();
    await tree.getByRole("row").nth(50).waitFor();
    assert.notEqual(await tree.getByRole("heading", { level: 4 }).textContent(), "39,265 tracks on this branch");
    // The last join, of everything: the rightmost line, 10 of 670 units from the edge, somewhere between top and bottom.
    const drawing = tree.getByRole("img");
    await drawing.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await drawing.boundingBox();
    const whole = tree.getByRole("heading", { level: 4, name: "39,265 tracks on this branch" });
    for (let part = 1; part < 16 && (await whole.count()) === 0; part += 1) {
      await page.mouse.click(x + (width * 660) / 670, y + (height * part) / 16);
    }
    await whole.waitFor();
    const example = groups.getByRole("button").first();
    const name = (await example.textContent()).split(" – ").slice(1).join(" – ");
    await example.click();
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }));

/** Five short tracks of one's own, analysed. */
const withFive = (use, options = {}) =>
  visit(browser, async (app) => {
    const names = ["one", "two", "three", "four", "five"].map((name) => `${name}.wav`);
    await app.choose(
      ...names.map((name, place) => ({ name, mimeType: "audio/wav", buffer: wav(music(4 + 2 * place)) })),
    );
    for (const name of names) await app.outcome(name);
    await use(app.page);
  }, options);

/** Plays the track to which the keyboard steps on a map of one's own tracks. */
const playsFromMap = async (page) => {
  await page.mouse.move(1, 1);
  await page.getByRole("application", { name: "Map of the catalogue" }).focus();
  await page.keyboard.press("ArrowRight");
  const play = page.getByRole("status").getByRole("button", { name: /^Play .+\.wav$/ });
  await play.waitFor();
  const name = (await play.textContent()).replace(/^Play\s+/, "");
  await play.click();
  await page.getByRole("region", { name: "Now playing" }).getByText(name).first().waitFor();
};

test("one's own tracks are grouped, joined in a tree, and mapped alone", { timeout: 600_000 }, () =>
  withFive(async (page) => {
    await opened(page, "Groups");
    await page.getByRole("button", { name: "Group your tracks" }).click();
    const tree = page.getByRole("region", { name: "Which of your tracks are alike" });
    await tree.waitFor();
    await page.getByRole("button", { name: "Group your tracks" }).waitFor({ state: "detached" });
    await tree.getByRole("slider").fill("5");
    await until(() => tree.getByRole("list").getByRole("button").count(), (count) => count === 5);
    await tree.getByRole("button", { name: "three.wav" }).click();
    await tree.getByText("1 track on this branch").waitFor();
    await tree.getByRole("rowheader", { name: "three.wav" }).waitFor();
    await opened(page, "Map");
    await page.getByRole("combobox", { name: "Placed by" }).selectOption("sound, only your tracks");
    await page.getByText("5 of 5 tracks are listed.").waitFor();
    const groups = await page.getByRole("list", { name: /Legend/ }).getByRole("button").allTextContents();
    const names = new Set(groups.map((name) => name.trim()));
    assert.ok(names.size >= 1 && names.size === groups.length && !names.has(""), groups.join());
    await playsFromMap(page);
    await page.getByRole("combobox", { name: "Placed by" }).selectOption("sound");
    await page.getByText("50 of 39,270 tracks are listed.").waitFor();
  }));

test("grouping is cancelled, and can begin again", { timeout: 600_000 }, () => {
  // The worker's file comes when it has been cancelled, not before.
  const { promise, release } = held();
  const hold = (name) => (name === "grouping_bg.wasm" ? promise : undefined);
  return withFive(async (page) => {
    await opened(page, "Groups");
    await page.getByRole("button", { name: "Group your tracks" }).click();
    await page.getByRole("progressbar").waitFor();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    release();
    await page.getByRole("button", { name: "Group your tracks" }).click();
    await page.getByRole("heading", { name: "Which of your tracks are alike" }).waitFor();
  }, { hold });
});

test("the model's story draws the figures of the model card", () =>
  visit(browser, async ({ page }) => {
    await opened(page, "About");
    await page.getByRole("heading", { name: "About the model" }).waitFor();
    const card = await readFile(new URL("../../MODEL_CARD.md", import.meta.url), "utf8");
    const mean = card.match(/last 29 s and more by \*\*(\d\.\d{3})/)[1];
    await page.getByText(`off by ${mean}`).first().waitFor();
    await page.getByText("The numbers as a table").first().click();
    for (const name of ["Acousticness", "Danceability", "Energy", "Instrumentalness", "Liveness", "Speechiness", "Valence"]) {
      const r2 = card.match(new RegExp(`\\| ${name.toLowerCase()} \\| (\\d\\.\\d{2}) `))[1];
      await page.getByRole("row", { name: new RegExp(`^${name} ${r2} `) }).waitFor();
    }
    const plot = page.getByRole("img", { name: /predictions against Spotify's values/ });
    assert.ok((await plot.evaluate((plot) => plot.getElementsByTagName("circle").length)) > 150);
    await page.getByRole("combobox", { name: "Feature" }).selectOption("Valence");
    await page.getByRole("img", { name: /^Valence: predictions against Spotify's values of [\d,]+ songs/ }).waitFor();
    await page.getByRole("heading", { name: "What Valence goes by" }).waitFor();
    assert.equal(await page.getByRole("img", { name: /loss over \d+ epochs/ }).count(), 3);
    await page.getByText("The ten test tracks").click();
    // The second list: the first says what it cannot tell.
    const worst = page.getByRole("region", { name: "Where it fails" }).getByRole("list").nth(1);
    assert.equal(await worst.getByRole("listitem").count(), 10);
  }));
