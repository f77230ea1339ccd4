import { serve } from "./server.mjs";
import { startBrowser } from "./app.mjs";
import { written } from "./audio.mjs";
const ROWS = Number(process.env.N ?? 4000), FRAMES = 300, STEP = 400;
const browser = await startBrowser();
const server = await serve({ root: new URL(process.env.ROOT ?? "../../dist/", import.meta.url) });
const context = await browser.newContext({ serviceWorkers: "block" });
const page = await context.newPage();
await page.goto(server.address);
await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
const head = "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence";
const csv = [head, ...Array.from({ length: ROWS }, (_, i) => `Song ${i},Artist ${i % 997},${i % 12},${i % 2},${60 + (i % 120)},0.${10 + (i % 90)},0.5,-8,0.05,0.2,0.1,0.1,0.5`)].join("\n");
const [path] = await written([{ name: "rows.csv", buffer: Buffer.from(csv) }]);
await page.getByLabel("Add music").setInputFiles([path]);
await page.getByText(/^rows\.csv: .* imported/).waitFor({ timeout: 580000 });
await page.locator(".views a").nth(1).click();
const table = page.getByRole("region", { name: "All tracks" });
await table.getByRole("rowheader").first().waitFor();
const scroll = () => table.evaluate(async (table, { frames, step }) => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let i = 0; i < 30; i += 1) await frame();
  const times = [await frame()];
  while (times.length <= frames) { table.scrollTop += step; times.push(await frame()); }
  return times;
}, { frames: FRAMES, step: STEP });
for (const round of [1, 2]) {
  await table.evaluate((t) => (t.scrollTop = 0));
  const traced = round === 2;
  if (traced) await browser.startTracing(page, { categories: ["devtools.timeline", "toplevel", "cc", "disabled-by-default-devtools.timeline"] });
  const times = await scroll();
  const lengths = times.slice(1).map((t, i) => t - times[i]);
  console.log("fps", (1000 * lengths.length / (times.at(-1) - times[0])).toFixed(1), "worst", Math.max(...lengths).toFixed(1), "over 17.5:", lengths.filter((l) => l > 17.5).length, "over 34:", lengths.filter((l) => l > 34).length);
  if (traced) {
    const events = JSON.parse(await browser.stopTracing()).traceEvents;
    const mains = events.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain");
    const main = mains.map((m) => m.pid + ":" + m.tid);
    const sum = {};
    for (const e of events) if (e.ph === "X" && main.includes(e.pid + ":" + e.tid)) { const s = (sum[e.name] ??= [0, 0]); s[0] += (e.tdur ?? 0) / 1000; s[1] += 1; }
    const rows = Object.entries(sum).sort((a, b) => b[1][0] - a[1][0]).slice(0, 13);
    for (const [n, [ms, c]] of rows) console.log(n.padEnd(44), (ms / FRAMES).toFixed(2), "ms/frame", c);
  }
}
await browser.close(); await server.close();
