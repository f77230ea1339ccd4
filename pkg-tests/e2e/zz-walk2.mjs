import { serve } from "./server.mjs";
import { startBrowser, App, until, saved } from "./app.mjs";
import { music, wav, wavHeader, written } from "./audio.mjs";
const only = process.argv[2];
const browser = await startBrowser({ microphone: "fake" });
const song = (name, s) => ({ name, mimeType: "audio/wav", buffer: wav(music(s)) });
function mono8k(s) { const rate = 8000, b = Buffer.alloc(s * rate); for (let i = 0; i < b.length; i++) { const t = i / rate; b[i] = 128 + 30 * Math.exp(-6 * (t % 0.5)) * (Math.sin(2*Math.PI*220*t) + Math.sin(2*Math.PI*277*t)); } return Buffer.concat([wavHeader({ channels: 1, rate, bits: 8, dataBytes: b.length }), b]); }
const probes = {
  async rates({ page, app }) {
    await app.choose(song("a.wav", 10), { name: "b.wav", mimeType: "audio/wav", buffer: mono8k(10) }); for (const n of ["a.wav", "b.wav"]) await app.outcome(n);
    await app.go("Library"); await page.getByRole("button", { name: "Title" }).click();
    await page.getByRole("table").getByRole("button", { name: "Play a.wav" }).click();
    let most = 0; for (let i = 0; i < 60; i++) { const v = await page.evaluate(() => [...document.querySelectorAll("audio")].filter(a => !a.paused && !a.ended).map(a => [a.volume.toFixed(2), a.playbackRate])); most = Math.max(most, v.length); if (i % 8 === 0) console.log(JSON.stringify(v), await page.locator(".dock__name").innerText()); await page.waitForTimeout(250); }
    console.log("most at once", most);
  },
  async halfDouble({ page, app }) {
    const head = "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence\n";
    await app.choose({ name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(head + "One,Me,10,1,174.023,0.555,0.465,-8.25,0.05,0.2,0.1,0.1,0.005\n") }); await page.getByText("t.csv: 1 track imported.").waitFor();
    console.log("card", (await page.locator(".result").innerText()).replace(/\n/g, " | "));
    await app.go("Library"); console.log("row", (await page.locator("tbody tr").nth(1).innerText()).replace(/\s+/g, " "));
    await page.getByLabel("Select One").check(); await page.getByRole("button", { name: "Half tempo", exact: true }).click(); await page.waitForTimeout(500);
    console.log("row", (await page.locator("tbody tr").nth(1).innerText()).replace(/\s+/g, " "));
    await page.getByText("Export", { exact: true }).click(); const { bytes } = await saved(page, page.locator(".library__out").getByRole("button", { name: "Save", exact: true })); console.log(bytes.toString());
    await page.getByRole("button", { name: "Remove", exact: true }).click(); await page.waitForTimeout(500);
    await app.choose({ name: "again.csv", mimeType: "text/csv", buffer: bytes }); await page.waitForTimeout(1500); console.log("notices", (await page.locator(".notices").innerText()).replace(/\n/g, " | "));
    console.log("row", (await page.locator("tbody tr").nth(1).innerText()).replace(/\s+/g, " "));
  },
  async langMid({ page, app }) {
    const files = await written(Array.from({ length: 14 }, (_, i) => ({ name: `s${i}.wav`, buffer: wav(music(25 + i / 10)) }))); await app.choose(...files);
    await page.getByText(/[2-9] of 14 done/).waitFor(); await page.getByLabel("Language").selectOption({ label: "Deutsch" }); await page.waitForTimeout(500);
    console.log("queue", (await page.locator(".queue").innerText()).replace(/\n/g, " | "), "statuses", await page.locator("[role=status]").allInnerTexts());
    await page.locator(".queue").waitFor({ state: "detached", timeout: 120000 }); console.log("rows", await page.locator(".track-row").count());
  },
  async recorder({ page, app }) {
    await page.setViewportSize({ width: 375, height: 812 }); await page.getByRole("button", { name: "Record" }).click(); await page.waitForTimeout(1500); await page.screenshot({ path: "/tmp/shots/page/recorder-375.png" }); console.log("over", await page.evaluate(() => document.documentElement.scrollWidth));
    await page.setViewportSize({ width: 1024, height: 700 }); await page.waitForTimeout(300); await page.screenshot({ path: "/tmp/shots/page/recorder-1024.png" });
    await page.getByRole("button", { name: "Stop", exact: true }).click(); await page.waitForTimeout(1000);
  },
  async dragText({ page, app }) {
    await app.go("Library");
    const prevented = await page.getByLabel("Filter").evaluate((input) => { const d = new DataTransfer(); d.setData("text/plain", "hello"); const e = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: d }); input.dispatchEvent(e); return e.defaultPrevented; });
    console.log("text drop prevented:", prevented);
  },
  async corrections({ page, app }) {
    await app.choose(song("one.wav", 6)); await app.outcome("one.wav"); await page.getByText("Correct tempo or key").click(); const t = page.getByLabel(/^Tempo/).first(); await t.fill("500"); await t.press("Tab"); await page.waitForTimeout(300);
    console.log("valid", await t.evaluate((e) => [e.validity.valid, e.validationMessage]), "headline", await page.locator(".headline").innerText().then((x) => x.replace(/\n/g, " | ")));
    await page.getByLabel("Keys as").selectOption({ label: "Open Key (1m)" }); await page.waitForTimeout(300); console.log("list", (await page.locator(".track-row").first().innerText()).replace(/\n/g, " | "));
  },
};
for (const [name, probe] of Object.entries(probes)) {
  if (only && !only.split(",").includes(name)) continue;
  const server = await serve({});
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block", locale: "en-GB" });
  context.setDefaultTimeout(30000);
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log("console:", m.text())); page.on("pageerror", (e) => console.log("pageerror:", String(e)));
  await page.goto(server.address); await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
  console.log("=====", name);
  await probe({ page, app: new App(page, server) }).catch((e) => console.log("FAILED", e.message.slice(0, 500)));
  await context.close(); await server.close();
}
await browser.close();
