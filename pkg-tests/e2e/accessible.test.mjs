// For everyone: no view has a fault that axe-core finds, in light and in dark, and the page speaks three languages.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { IN_FIREFOX, IN_WEBKIT, assertResult, startBrowser, unlessWebKit, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const song = (name, seconds) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });

/** Fails with what axe-core finds in the page as it stands. */
async function assertAccessible(page, what) {
  // Transitions would be caught half-way between two colours.
  const moving = "document.getAnimations().filter((animation) => animation instanceof CSSTransition && animation.playState === 'running').length";
  await until(() => page.evaluate(moving), (count) => count === 0);
  // Evaluated by the browser's debugger, which no content security policy stands against.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n    ")}`);
  assert.deepEqual(found, [], what);
}

for (const colorScheme of ["light", "dark"]) {
  // A scheme that was not set would be tested as light a second time.
  const skip = (IN_FIREFOX || IN_WEBKIT) && colorScheme === "dark" && "WebDriver sets no colour scheme";
  test(`axe-core finds nothing, ${colorScheme}`, { timeout: 600_000, skip }, () =>
    visit(
      browser,
      async (app) => {
        await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
        await assertAccessible(app.page, "the empty page");
        await app.choose(song("one.wav", 65), song("two.wav", 6), { name: "bad.mp3", mimeType: "", buffer: Buffer.from("no") });
        await app.outcome("bad.mp3");
        await assertAccessible(app.page, "a failed track");
        assertResult(await app.outcome("one.wav"));
        for (const summary of ["What each number means, and how sure it is", "Along the track", "Fourier spectrum"]) {
          await app.page.getByText(summary, { exact: true }).first().click();
        }
        const features = app.page.getByRole("region", { name: "Audio features" });
        await features.getByText("What drove this").first().click();
        await features.getByText("By aspect of the sound").first().waitFor();
        for (const summary of ["Filters", "Export", "Correct tempo or key"]) {
          await app.page.getByText(summary, { exact: true }).first().click();
        }
        for (const place of [0, 1, 2]) {
          await app.page.getByRole("button", { name: "Add to playlist" }).nth(place).click();
        }
        await app.page.getByRole("button", { name: "Play", exact: true }).click();
        await app.playlist();
        await app.page.getByRole("region", { name: "Now playing" }).getByRole("button", { name: "Transitions" }).click();
        await app.page.getByLabel("Crossfade").waitFor();
        await assertAccessible(app.page, "a track with everything opened");
        await app.page.getByLabel(/song you know/).fill("yesterday");
        await app.page.getByRole("option").first().waitFor();
        await assertAccessible(app.page, "the search");
        await app.page.getByRole("option").first().click();
        await app.page.getByText("As Spotify published them.").waitFor();
        await assertAccessible(app.page, "a track of the catalogue");
        await app.go("Library");
        for (const summary of ["Ranges", "Columns"]) await app.page.getByText(summary, { exact: true }).click();
        await app.page.getByLabel("Select two.wav").check();
        await assertAccessible(app.page, "the library");
        await app.go("Map");
        await app.page.getByText(/^50 of [\d,]+ tracks are listed\.$/).waitFor();
        await assertAccessible(app.page, "the map");
        await app.go("Groups");
        const tree = app.page.getByRole("region", { name: "Which groups are alike" });
        await tree.getByRole("list").getByRole("button").first().click();
        await tree.getByRole("row").nth(1).waitFor();
        for (const summary of await app.page.getByText("The numbers as a table").all()) await summary.click();
        await assertAccessible(app.page, "the groups");
        await app.go("About");
        await app.page.getByRole("heading", { name: "Where it fails" }).waitFor();
        for (const summary of await app.page.getByText("The numbers as a table").all()) await summary.click();
        await app.page.getByText("The ten test tracks").click();
        await assertAccessible(app.page, "about the model");
      },
      { context: { colorScheme } },
    ),
  );
}

test("whatever a finger presses is 44 px high and wide", { skip: (IN_FIREFOX || IN_WEBKIT) && "WebDriver emulates no touch screen" }, () =>
  visit(
    browser,
    async (app) => {
      const { page } = app;
      await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
      await app.choose(song("one.wav", 20), song("two.wav", 6));
      assertResult(await app.outcome("one.wav"));
      for (const summary of ["Filters", "Correct tempo or key", "Move the beat"]) await page.getByText(summary, { exact: true }).first().click();
      await assertRoomy(page, "a track");
      await app.go("Library");
      for (const summary of ["Ranges", "Columns", "Write tags into files"]) await page.getByText(summary, { exact: true }).click();
      await assertRoomy(page, "the library");
      await page.getByRole("button", { name: "Add to playlist", exact: true }).click();
      await app.playlist();
      await assertRoomy(page, "the playlist");
    },
    { context: { viewport: { width: 375, height: 800 }, hasTouch: true, isMobile: true } },
  ));

/** Fails with the buttons, boxes and choices that are smaller than a finger. A box is as large as its label. */
async function assertRoomy(page, what) {
  const small = await page.evaluate(() =>
    ["button", "summary", "select", "input"]
      .flatMap((name) => [...document.getElementsByTagName(name)])
      .map((element) => (element.type === "checkbox" ? (element.closest("label") ?? element) : element))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !["range", "file"].includes(element.type))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      // What is there for screen readers alone is a pixel wide.
      .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}×${box.height}`),
  );
  assert.deepEqual(small, [], what);
}

test("news is told to screen readers: what comes, what is done, what was added", () =>
  visit(browser, async (app) => {
    const { page } = app;
    const told = (text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
    await app.choose(song("one.wav", 20), song("two.wav", 12));
    await told(/^Analysing 2 tracks$/);
    await told(/^2 of 2 tracks analysed$/);
    await app.go("Library");
    await page.getByRole("button", { name: "Add to playlist", exact: true }).click();
    await told("2 tracks put into the playlist.");
  }));

test("another language is spoken everywhere, and remembered", () =>
  visit(browser, async (app) => {
    await app.choose(song("one.wav", 6));
    assertResult(await app.outcome("one.wav"));
    await app.kept(1);
    await app.page.getByLabel("Language").selectOption({ label: "Español" });
    await app.page.getByText("Nada de lo que añades sale de este dispositivo.").waitFor();
    await app.page.getByRole("region", { name: "A continuación" }).waitFor();
    assert.equal(await app.page.evaluate("document.documentElement.lang"), "es");
    await app.page.reload();
    await app.page.getByRole("link", { name: "Biblioteca" }).click();
    await app.page.getByRole("columnheader", { name: "Duración" }).waitFor();
    await app.page.getByLabel("Idioma").selectOption({ label: "English" });
    await app.page.getByRole("columnheader", { name: "Length" }).waitFor();
  }));

for (const [language, locale, sample] of [
  ["Spanish", "es-MX", "Probar la muestra incluida"],
  ["German", "de-AT", "Beispiel ausprobieren"],
]) {
  test(`a browser in ${language} is spoken to in ${language}`, { skip: unlessWebKit("WebDriver sets no language") }, () =>
    visit(browser, (app) => app.page.getByRole("button", { name: sample }).waitFor(), { context: { locale } }));
}

test("German has its own keys and numbers", () =>
  visit(browser, async (app) => {
    await app.page.getByLabel("Language").selectOption({ label: "Deutsch" });
    await app.page.getByText("Nichts, was du hinzufügst, verlässt dieses Gerät.").waitFor();
    assert.equal(await app.page.evaluate("document.documentElement.lang"), "de");
    const csv =
      "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence\n" +
      "eins,Ich,10,1,120.5,0.55,0.5,-8,0.05,0.2,0.1,0.1,0.5\n";
    const file = { name: "eins.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await app.page.getByLabel("Musik hinzufügen").setInputFiles(file);
    await app.page.getByText("eins.csv: 1 Titel importiert.").waitFor();
    await app.page.getByRole("link", { name: "Bibliothek" }).click();
    await app.page.getByLabel("Passt zu").selectOption({ label: "6B · B-Dur" });
    await app.page.getByRole("cell", { name: "120,5", exact: true }).waitFor();
    await app.page.getByRole("cell", { name: "6 · 0,55" }).waitFor();
  }));
