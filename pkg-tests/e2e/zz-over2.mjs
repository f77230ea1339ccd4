import { serve } from "./server.mjs";
import { startBrowser } from "./app.mjs";
import { music, wav } from "./audio.mjs";
const browser = await startBrowser(); const server = await serve({ root: new URL(process.env.ROOT ?? "../../dist/", import.meta.url) });
for (const [lang, w] of [["es-ES", 375]]) {
  const context = await browser.newContext({ viewport: { width: w, height: 900 }, locale: lang, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(server.address);
  await page.locator(".welcome__search input").waitFor();
  await page.locator("#file-input").setInputFiles([{ name: "Rindfleischetikettierungsüberwachungsaufgaben - Donaudampfschifffahrtsgesellschaft.wav", mimeType: "audio/wav", buffer: wav(music(8)) }]);
  await page.locator(".next li").first().waitFor();
  await page.locator(".views a").nth(1).click(); await page.waitForTimeout(700);
  for (const v of [0, 1]) { await page.locator(".views a").nth(v).click(); await page.waitForTimeout(700); console.log(lang, w, v, await page.evaluate(() => { const w = document.documentElement.clientWidth; const out = []; for (const e of document.querySelectorAll("*")) { const r = e.getBoundingClientRect(); if (r.right > w && true) out.push(e.tagName + "." + e.className + " " + Math.round(r.right)); } const hidden=[...document.querySelectorAll(".visually-hidden")].map(e=>Math.round(e.getBoundingClientRect().right)).filter(x=>x>w); 
   const a=document.querySelectorAll(".views a")[4].getBoundingClientRect(); const hit=document.elementFromPoint(a.x+a.width/2,a.y+a.height/2); return JSON.stringify([document.documentElement.scrollWidth, out.slice(0,14), hidden, ""]); })); }
  await context.close();
}
await browser.close(); await server.close();
