import { serve } from "./server.mjs"; import { startBrowser } from "./app.mjs";
import { music, wav } from "./audio.mjs";
const browser = await startBrowser({ microphone: "fake" }); const server = await serve({});
for (const locale of ["en-GB", "de-DE"]) { const context = await browser.newContext({ viewport: { width: 375, height: 812 }, serviceWorkers: "block", locale }); const page = await context.newPage(); await page.goto(server.address); await page.locator("#sample-button:enabled").waitFor();
await page.locator("#file-input").setInputFiles([{ name: "a.wav", mimeType: "audio/wav", buffer: wav(music(5)) }]); await page.locator(".next li").first().waitFor();
await page.locator(".recorder__idle button").first().click(); await page.waitForTimeout(1200);
for (const w of [375, 768, 1100, 1300, 1440]) { await page.setViewportSize({ width: w, height: 700 }); await page.waitForTimeout(300); console.log(locale, w, await page.evaluate(() => [document.documentElement.scrollWidth, document.querySelector(".bar").offsetHeight])); await page.screenshot({ path: `/tmp/shots/page/rec-${w}-${locale}.png`, clip: { x: 0, y: 0, width: w, height: 320 } }); } await context.close(); }
await browser.close(); await server.close();
