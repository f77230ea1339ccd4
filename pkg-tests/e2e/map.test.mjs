// The map and the groups: drawn, moved, searched, coloured, selected from; by pointer and by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser, visit } from "./app.mjs";

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
    await app.page.getByText("50 of 39265 tracks are listed.").waitFor();
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

const listed = (page) => page.locator(".map__listed > .hint");

test("all tracks are drawn, and zooming shows fewer", () =>
  onMap(async (page, canvas) => {
    assert.ok((await inked(canvas)) > 20_000, "points are on the canvas");
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, -1500);
    await page.getByText(/^50 of \d{2,4} tracks are listed\.$/).waitFor();
    const before = await page.getByRole("row").nth(1).textContent();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 250, box.y + box.height / 2 - 80, { steps: 6 });
    await page.mouse.up();
    await page.waitForFunction((text) => document.querySelectorAll("tbody tr")[0]?.textContent !== text, before);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("50 of 39265 tracks are listed.").waitFor();
  }));

test("a search flies to the track", () =>
  onMap(async (page) => {
    await page.getByRole("searchbox", { name: "Find on the map" }).fill("Midnight City");
    await page.getByRole("button", { name: "M83 – Midnight City" }).first().click();
    await page.locator(".map__current", { hasText: "M83 – Midnight City" }).waitFor();
    await page.getByText(/^\d+ of \d{2,4} tracks are listed\.$/).waitFor();
  }));

test("colours change, and the legend filters", () =>
  onMap(async (page, canvas) => {
    const group = page.getByRole("list", { name: /Legend/ }).getByRole("button");
    assert.equal(await group.count(), 8);
    const all = await inked(canvas);
    await group.first().click();
    await page.getByText(/^50 of 3[0-8]\d{3} tracks are listed\.$/).waitFor();
    assert.ok((await inked(canvas)) < all, "a group is fainter");
    await page.getByRole("combobox", { name: "Colour by" }).selectOption("Mode");
    await page.getByRole("button", { name: "minor" }).waitFor();
    assert.equal(await group.count(), 2);
    await page.getByText("50 of 39265 tracks are listed.").waitFor();
    await page.getByRole("combobox", { name: "Near means" }).selectOption("in the same playlists");
    await page.getByText(/^50 of \d+ tracks are listed\.$/).waitFor();
  }));

test("an outline selects tracks for the playlist", () =>
  onMap(async (page, canvas) => {
    const box = await canvas.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.getByRole("button", { name: "Select an area" }).click();
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
    await page.getByRole("link", { name: "Listen", exact: true }).click();
    await page.getByRole("button", { name: "Clear selection" }).waitFor({ state: "detached" });
  }));

test("the keyboard goes from track to track", () =>
  onMap(async (page, canvas) => {
    await canvas.focus();
    await page.keyboard.press("ArrowRight");
    const current = page.locator(".map__current strong");
    await current.waitFor();
    const first = await current.textContent();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(
      (text) => document.querySelector(".map__current strong")?.textContent !== text, first);
    await page.keyboard.press("Space");
    await page.getByText("1 track selected").waitFor();
    const name = (await current.textContent()).split(" – ").slice(1).join(" – ");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }));

test("a track of one's own stands on the map", () =>
  visit(browser, async (app) => {
    const { page } = app;
    await page.getByRole("button", { name: "Try the built-in sample" }).click();
    await page.getByRole("article").waitFor();
    await opened(page, "Map");
    await page.getByText("50 of 39266 tracks are listed.").waitFor();
  }));

test("groups have names, examples, a curve and a tree", () =>
  visit(browser, async ({ page }) => {
    await opened(page, "Groups");
    await page.getByRole("heading", { name: "Which groups are alike" }).waitFor();
    assert.equal(await page.locator(".group").count(), 8);
    await page.getByText("The numbers as a table").click();
    assert.equal(await page.locator(".elbow tbody tr").count(), 28);
    await page.getByRole("slider", { name: /Cut the tree into/ }).fill("5");
    await page.locator(".tree__groups li").nth(4).waitFor();
    assert.equal(await page.locator(".tree__groups li").count(), 5);
    const example = page.locator(".group button").first();
    const name = (await example.textContent()).split(" – ").slice(1).join(" – ");
    await example.click();
    await page.getByRole("heading", { level: 2, name }).waitFor();
  }));
