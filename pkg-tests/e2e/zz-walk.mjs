import { serve } from "./server.mjs";
import { startBrowser, App, until } from "./app.mjs";
import { music, wav, written } from "./audio.mjs";
const browser = await startBrowser();
const only = process.argv[2];
const song = (name, s) => ({ name, mimeType: "audio/wav", buffer: wav(music(s)) });
const probes = {
  async escAfterQ({ page, app }) {
    await app.choose(song("one.wav", 6)); await app.outcome("one.wav");
    await page.getByRole("heading", { name: "one.wav" }).click();
    await page.keyboard.press("q"); await page.waitForTimeout(300);
    console.log("drawer open", await page.locator(".drawer").count(), "focus", await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80)));
    await page.keyboard.press("Escape"); await page.waitForTimeout(300);
    console.log("after Esc drawer", await page.locator(".drawer").count());
    await page.keyboard.press("?"); await page.waitForTimeout(200);
    console.log("dialog", await page.locator("dialog[open]").count()); await page.keyboard.press("Escape"); await page.waitForTimeout(200);
    console.log("after Esc dialog", await page.locator("dialog[open]").count());
    await page.getByText("Export", { exact: true }).first().click();
    await page.locator("select").first().focus(); await page.keyboard.press("n");
  },
  async tabs({ page, app }) {
    await app.choose(song("one.wav", 6), song("two.wav", 7)); await app.outcome("one.wav");
    await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
    const seen = [];
    for (let i = 0; i < 60; i++) { await page.keyboard.press("Tab"); seen.push(await page.evaluate(() => { const e = document.activeElement; const r = e.getBoundingClientRect(); const s = getComputedStyle(e); const hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2); return `${e.tagName}:${(e.ariaLabel || e.innerText || e.id || e.className).slice(0, 30).replace(/\n/g, "|")} ${s.outlineStyle !== "none" || e.matches(".visually-hidden, input[type=range]") ? "" : "NOFOCUS"} ${hit && (e.contains(hit) || hit.contains(e)) ? "" : "COVERED by " + hit?.className}`; })); }
    console.log(seen.join("\n"));
  },
  async stopAll({ page, app }) {
    const files = await written(Array.from({ length: 30 }, (_, i) => i % 6 === 5 ? { name: `bad${i}.mp3`, buffer: Buffer.from("x".repeat(100 + i)) } : { name: `s${i}.wav`, buffer: wav(music(20 + i / 10)) }));
    await app.choose(...files);
    await page.getByText(/[3-9] of 30 done/).waitFor();
    await page.getByRole("button", { name: "Stop all" }).click(); await page.waitForTimeout(1500);
    console.log("list", (await page.locator(".track-list").innerText()).replace(/\n/g, " | ").slice(0, 900));
    console.log("notices", await page.locator(".notices").innerText());
    await app.choose(...files); await page.waitForTimeout(1000);
    console.log("after adding again: rows", await page.locator(".track-list li[aria-setsize]").first().getAttribute("aria-setsize"));
    await app.allDone(); await page.waitForTimeout(500);
    console.log("rows", await page.locator(".track-list li[aria-setsize]").first().getAttribute("aria-setsize"));
    await page.locator(".views a").nth(1).click(); console.log(await page.locator(".library [role=status]").first().innerText());
    console.log("notices", await page.locator(".notices").innerText());
  },
  async reloadMid({ page, app }) {
    const files = await written(Array.from({ length: 12 }, (_, i) => ({ name: `r${i}.wav`, buffer: wav(music(20 + i / 10)) })));
    await app.choose(...files);
    await page.getByText(/[3-9] of 12 done/).waitFor();
    let asked = 0; page.on("dialog", (d) => { asked += 1; console.log("asked", d.type(), d.message()); d.accept(); });
    await page.mouse.click(5, 400);
    await page.reload(); await page.locator(".track-row").first().waitFor();
    await page.waitForTimeout(1500);
    console.log("asked", asked, "rows", await page.locator(".track-row").count(), "notices:", await page.locator(".notices").innerText());
  },
  async tableState({ page, app }) {
    await app.choose(song("one.wav", 6), song("two.wav", 7), song("three.wav", 8)); await app.outcome("one.wav"); await app.outcome("three.wav");
    await app.go("Library");
    await page.getByLabel("Filter").fill("t"); await page.getByRole("button", { name: "Title" }).click(); await page.getByLabel("Select two.wav").check();
    await page.locator("tbody th button").first().click(); await page.waitForTimeout(300);
    await page.goBack(); await page.waitForTimeout(500);
    console.log("hash", await page.evaluate("location.hash"), "filter", JSON.stringify(await page.getByLabel("Filter").inputValue()), await page.locator(".library [role=status]").first().innerText(), "sort", await page.locator("th[aria-sort]").innerText());
    await page.getByLabel("Filter").fill("t");
    await page.getByLabel("Language").selectOption({ label: "Deutsch" }); await page.waitForTimeout(500);
    console.log("after language: filter", JSON.stringify(await page.locator(".library input[type=search]").inputValue()), await page.locator(".library [role=status]").first().innerText());
  },
  async deletePlaying({ page, app }) {
    await app.choose(song("one.wav", 20), song("two.wav", 21), song("three.wav", 22)); for (const n of ["one.wav","two.wav","three.wav"]) await app.outcome(n);
    await app.go("Library"); await page.getByRole("button", { name: "Title" }).click();
    await page.getByRole("table").getByRole("button", { name: "Play one.wav" }).click(); await page.waitForTimeout(800);
    await page.getByLabel("Select one.wav").check(); await page.getByRole("button", { name: "Remove", exact: true }).click(); await page.waitForTimeout(800);
    const dock = page.locator(".dock");
    console.log("dock", await dock.count() ? (await dock.innerText()).replace(/\n/g, " | ") : "gone", "sounds", await page.evaluate(() => [...document.querySelectorAll("audio")].filter(a => !a.paused).length));
    if (await dock.count()) { await page.locator(".dock__name").click(); await page.waitForTimeout(700); console.log("shown", (await page.locator(".stage").innerText()).slice(0, 200).replace(/\n/g, " | ")); }
    console.log("notices", await page.locator(".notices").innerText());
  },
  async backGuest({ page, app }) {
    await app.choose(song("one.wav", 6)); await app.outcome("one.wav");
    await page.getByLabel(/song you know/).fill("yesterday beatles"); await page.locator(".search [role=option]").first().click(); await page.waitForTimeout(800);
    const h = () => page.locator(".stage h2, .stage h3").first().innerText();
    console.log("guest", await h()); await page.getByRole("button", { name: /^More like/ }).first().click(); await page.waitForTimeout(800); console.log("followed", await h());
    await page.goBack(); await page.waitForTimeout(600); console.log("after back", page.url(), await page.locator(".stage").count() ? await h() : "");
  },
  async longNames({ page, app }) {
    const name = "y".repeat(300);
    const csv = "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence\n" + `${name},${name},10,1,120.5,0.55,0.5,-8,0.05,0.2,0.1,0.1,0.5\n`;
    await app.choose({ name: "long.csv", mimeType: "text/csv", buffer: Buffer.from(csv) }); await page.getByText("long.csv: 1 track imported.").waitFor();
    for (const w of [1440, 375]) { await page.setViewportSize({ width: w, height: 800 }); await page.waitForTimeout(500);
      for (const [n, v] of [[0, "listen"], [1, "table"]]) { await page.locator(".views a").nth(n).click(); await page.waitForTimeout(600); console.log(w, v, await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])); await page.screenshot({ path: `/tmp/shots/page/long-${v}-${w}.png` }); } }
    await page.locator(".library__bulk button").nth(1).click(); await page.waitForTimeout(500); await page.locator("#playlist-button").click(); await page.waitForTimeout(800); await page.screenshot({ path: `/tmp/shots/page/long-drawer-375.png` });
  },
  async twoTabs({ page, app }) {
    await app.choose(song("one.wav", 6), song("two.wav", 7)); await app.outcome("one.wav"); await app.outcome("two.wav"); await app.kept(2);
    const other = await app.open(); await other.page.locator(".track-row").nth(1).waitFor();
    await other.track("one.wav").click(); await other.page.waitForTimeout(500);
    await app.go("Library"); await page.getByLabel("Select one.wav").check(); await page.getByRole("button", { name: "Remove", exact: true }).click(); await page.waitForTimeout(1200);
    console.log("other tab shows", (await other.page.locator(".stage").innerText()).slice(0, 120).replace(/\n/g, " | "));
    await page.getByRole("button", { name: "Undo" }).first().click(); await page.waitForTimeout(1200);
    console.log("rows other", await other.page.locator(".track-row").count());
    // the same file in both at once
    const f = song("three.wav", 25);
    await Promise.all([app.choose(f), other.choose(f)]); await page.waitForTimeout(6000);
    console.log("rows", await page.locator(".library [role=status]").first().innerText(), await other.page.locator(".track-row").count());
    console.log("notices", await page.locator(".notices").innerText(), "/", await other.page.locator(".notices").innerText());
  },
  async emptyThings({ page, app }) {
    await page.locator(".views a").nth(1).click(); await page.waitForTimeout(500); await page.screenshot({ path: "/tmp/shots/page/empty-table.png" });
    await page.locator("#playlist-button").click(); await page.waitForTimeout(500); await page.screenshot({ path: "/tmp/shots/page/empty-drawer.png" });
    console.log("disabled?", await page.locator(".drawer button").evaluateAll((b) => b.map((x) => x.innerText + ":" + x.disabled)));
    await page.keyboard.press("Escape");
    await page.locator(".views a").nth(3).click(); await page.waitForTimeout(2500); await page.evaluate(() => window.scrollTo(0, 99999)); await page.screenshot({ path: "/tmp/shots/page/empty-groups.png" });
  },
  async headings({ page, app }) {
    await app.choose(song("one.wav", 6)); await app.outcome("one.wav"); await page.evaluate(() => window.scrollTo(0, 500));
    for (const n of [2, 3, 4]) { await page.locator(".views a").nth(n).click(); await page.waitForTimeout(2500); console.log(n, "scrollY", await page.evaluate("scrollY"), "heading top", await page.evaluate(() => document.querySelector(".stage h2").getBoundingClientRect().top), "bar", await page.evaluate(() => document.querySelector(".bar").getBoundingClientRect().bottom)); }
  },
};
for (const [name, probe] of Object.entries(probes)) {
  if (only && !only.split(",").includes(name)) continue;
  const server = await serve({ root: new URL(process.env.ROOT ?? "../../dist/", import.meta.url) });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block", locale: "en-GB" });
  context.setDefaultTimeout(20000);
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log("console:", m.text()));
  page.on("pageerror", (e) => console.log("pageerror:", String(e)));
  await page.goto(server.address); await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
  console.log("=====", name);
  await probe({ page, app: new App(page, server) }).catch((e) => console.log("FAILED", e.message.slice(0, 600)));
  await context.close(); await server.close();
}
await browser.close();
