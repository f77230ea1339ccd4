// Whatever the window's width, the language and the names: no view is wider than the window, and every part of the page can
// be pressed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser, unlessWebKit, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const SKIP = unlessWebKit("WebDriver sets neither language nor window");
const WIDTHS = [1440, 1280, 1024, 768, 650, 375];

/** A row without a space in its names, and one written from the right. */
const LONG = "y".repeat(300);
const ROWS =
  "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence\n" +
  [LONG, "كيفك إنت"].map((name) => `${name},${name},10,1,120.5,0.55,0.5,-8,0.05,0.2,0.1,0.1,0.5\n`).join("");

/** How far something reaches beyond the window to the right, and the parts of the page behind something else. */
const faults = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const links = [...document.querySelectorAll("nav a[href^='#']")].filter((link) => {
      const box = link.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !link.contains(top);
    });
    return { beyond: Math.max(0, root.scrollWidth - root.clientWidth), covered: links.map((link) => link.innerText) };
  });

for (const [locale, add, parts] of [
  ["en-GB", "Add music", ["Listen", "Library", "About"]],
  ["es-ES", "Añadir música", ["Escuchar", "Biblioteca", "Acerca de"]],
  ["de-DE", "Musik hinzufügen", ["Hören", "Bibliothek", "Info"]],
]) {
  test(`nothing is out of reach, ${locale}`, { skip: SKIP, timeout: 300_000 }, () =>
    visit(
      browser,
      async ({ page }) => {
        const files = [
          { name: "song.wav", mimeType: "audio/wav", buffer: wav(music(6)) },
          { name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(ROWS) },
        ];
        await page.getByLabel(add).setInputFiles(files);
        await page.getByRole("button", { name: LONG }).first().click();
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          for (const name of parts) {
            await page.getByRole("link", { name, exact: true }).click();
            await page.getByRole("link", { name, exact: true }).and(page.locator("[aria-current=page]")).waitFor();
            await page.getByRole("main").getByRole("heading").first().waitFor();
            assert.deepEqual(await faults(page), { beyond: 0, covered: [] }, `${name} at ${width} px`);
          }
        }
      },
      { context: { locale } },
    ));
}
