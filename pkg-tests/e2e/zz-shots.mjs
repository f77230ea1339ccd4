import { serve } from "./server.mjs";
import { startBrowser } from "./app.mjs";
import { music, wav } from "./audio.mjs";
const sizes = { 1440: [1440, 900], 1024: [1024, 768], 768: [768, 1024], 375: [375, 812] };
const want = (process.argv[2] ?? "1440,375").split(",");
const scenes = (process.argv[3] ?? "welcome,listen").split(",");
const scheme = process.argv[4] ?? "light";
const browser = await startBrowser();
const server = await serve({ root: new URL(process.env.ROOT ?? "../../dist/", import.meta.url) });
for (const w of want) {
  const context = await browser.newContext({ viewport: { width: sizes[w][0], height: sizes[w][1] }, colorScheme: scheme, serviceWorkers: "block" });
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log("console:", m.text()));
  page.on("pageerror", (e) => console.log("pageerror:", String(e)));
  await page.goto(server.address);
  const shot = (name, full) => page.screenshot({ path: `/tmp/shots/page/${name}-${w}-${scheme}.png`, fullPage: !!full });
  await page.getByRole("combobox", { name: /song you know/i }).waitFor();
  await page.waitForTimeout(500);
  if (scenes.includes("welcome")) await shot("welcome");
  const files = [1, 2, 3].map((n) => ({ name: `Artist ${n} - Song ${n}.wav`, mimeType: "audio/wav", buffer: wav(music(40 + n, 220 * (1 + n / 12))) }));
  await page.locator("#file-input").setInputFiles(files);
  await page.getByRole("region", { name: "Play next" }).getByRole("listitem").nth(4).waitFor({ timeout: 60000 });
  await page.waitForTimeout(2500);
  if (scenes.includes("listen")) await shot("listen");
  if (scenes.includes("full")) await shot("full", true);
  if (scenes.includes("more")) {
    for (const d of await page.locator(".result__more > details > summary").all()) await d.click();
    await page.waitForTimeout(1000);
    await shot("more", true);
  }
  if (scenes.includes("play")) {
    await page.getByRole("button", { name: /^Add to playlist/ }).first().click();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.waitForTimeout(1500);
    await shot("play");
  }
  if (scenes.includes("drawer")) {
    for (const b of (await page.getByRole("button", { name: /^Add to playlist/ }).all()).slice(0, 5)) await b.click();
    await page.locator("#playlist-button").click();
    await page.waitForTimeout(1500);
    await shot("drawer");
    await page.locator("#playlist-button").click();
  }
  for (const v of ["Library", "Map", "Groups", "About"]) if (scenes.includes(v.toLowerCase())) {
    await page.getByRole("navigation", { name: "Parts of the page" }).getByRole("link", { name: v }).click();
    await page.waitForTimeout(2500);
    await shot(v.toLowerCase());
  }
  if (scenes.includes("song")) {
    const box = page.getByRole("combobox", { name: /song you know/i });
    await box.fill("killers mr brightside");
    await page.getByRole("option").first().waitFor();
    await page.waitForTimeout(300);
    await shot("search");
    await box.press("Enter");
    await page.waitForTimeout(2000);
    await shot("song");
  }
  await context.close();
}
await browser.close();
await server.close();
