// A realistic library: songs with long, right-to-left, German names; imported rows; failures.
import { serve } from "./server.mjs";
import { startBrowser } from "./app.mjs";
import { music, wav } from "./audio.mjs";
const sizes = { 1440: [1440, 900], 1024: [1024, 768], 768: [768, 1024], 375: [375, 812], 720: [720, 450] };
const want = (process.argv[2] ?? "1440,375").split(",");
const scheme = process.argv[3] ?? "light";
const lang = process.argv[4] ?? "en-GB";
const tag = process.argv[5] ?? "";
const extra = tag.includes("forced") ? { forcedColors: "active" } : {};
const browser = await startBrowser();
const server = await serve({ root: new URL(process.env.ROOT ?? "../../dist/", import.meta.url) });
const LONG = "Symphonie fantastique, Op. 14, H. 48: V. Songe d'une nuit du sabbat (Larghetto — Allegro) [Live at the Royal Concertgebouw, Amsterdam, 1974] (Remastered 2011 – Bonus Track Version) and so on and on and on until nobody reads it any more because the label had a field that was three hundred characters long, x".padEnd(300, "y").slice(0, 240);
const names = [
  "Nina Simone - Feeling Good",
  `Koninklijk Concertgebouworkest & Sir Colin Davis - ${LONG}`.slice(0, 240),
  "فيروز - كيفك إنت",
  "עידן רייכל - ממעמקים",
  "Donaudampfschifffahrtsgesellschaft - Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
  "米津玄師 - Lemon",
];
for (const w of want) {
  const context = await browser.newContext({ viewport: { width: sizes[w][0], height: sizes[w][1] }, colorScheme: scheme, locale: lang, serviceWorkers: "block", reducedMotion: "reduce", ...extra });
  context.setDefaultTimeout(60000);
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log("console:", m.text()));
  page.on("pageerror", (e) => console.log("pageerror:", String(e)));
  await page.goto(server.address);
  const shot = async (name, full) => { await page.waitForTimeout(300); await page.screenshot({ path: `/tmp/shots/page/${tag}${name}-${w}-${scheme}-${lang}.png`, fullPage: !!full }); const o = await page.evaluate(() => { const w = document.documentElement.clientWidth; return document.documentElement.scrollWidth > w ? `OVERFLOW ${document.documentElement.scrollWidth}>${w}` : "" }); if (o) console.log(name, w, lang, o); };
  await page.locator(".welcome__search input").waitFor();
  await page.waitForTimeout(400);
  await shot("0-welcome", true);
  const files = names.map((n, i) => ({ name: `${n}.wav`, mimeType: "audio/wav", buffer: wav(music(20 + 5 * i, 220)) }));
  files.push({ name: "broken.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("this is no audio") });
  await page.locator("#file-input").setInputFiles(files);
  await page.waitForTimeout(700);
  await shot("1-coming");
  await page.locator(".queue").waitFor({ state: "detached" });
  await page.locator(".next li").nth(3).waitFor();
  await page.waitForTimeout(1500);
  await shot("2-listen");
  await shot("2-listenfull", true);
  for (const n of [1, 2, 4]) { await page.locator(".track-list .track-row").nth(n).click(); await page.waitForTimeout(1200); await shot(`3-name${n}`); }
  await page.locator(".track-list .track-row").filter({ hasText: "broken" }).click(); await shot("3-broken");
  for (const d of await page.locator(".playlist-none").all()) {}
  await page.locator(".views a").nth(1).click();
  await page.waitForTimeout(800);
  await shot("4-table");
  await page.locator(".library__bulk button").nth(1).click();
  await page.locator("tbody th button").nth(2).click();
  await page.waitForTimeout(800);
  for (const d of await page.locator(".result__more > details > summary").all()) await d.click();
  await page.waitForTimeout(1200);
  await shot("5-more", true);
  await page.locator("#playlist-button").click();
  await page.waitForTimeout(800);
  await page.locator(".playlist__head button").first().click();
  await page.waitForTimeout(1200);
  await shot("6-drawer");
  await page.evaluate(() => { const d = document.querySelector(".drawer"); d.scrollTop = d.scrollHeight; });
  await shot("6-drawer-end");
  await page.locator("#playlist-button").click();
  await page.locator(".dock__how").click();
  await shot("6-dock");
  await page.keyboard.press("Escape");
  await page.locator(".views a").nth(1).click();
  for (const d of await page.locator(".library details > summary").all()) await d.click();
  await page.waitForTimeout(600);
  await shot("7-tableopen", true);
  for (const [n, v] of [[2, "map"], [3, "groups"], [4, "about"]]) { if ((tag || w === "720") && n === 4) continue; await page.locator(".views a").nth(n).click(); await page.waitForTimeout(3000); await shot(`8-${v}`); }
  await page.locator(".bar__search input").fill("yesterday"); await page.locator("[role=option]").first().waitFor(); await shot("9-search");
  await page.locator("[role=option]").first().click(); await page.waitForTimeout(2000); await shot("9-song");
  await context.close();
}
await browser.close();
await server.close();
