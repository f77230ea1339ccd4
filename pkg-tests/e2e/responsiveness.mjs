// How long the built page keeps a visitor waiting: while forty songs are added with the table open, while two hundred files of
// all formats come in, and while a table of twenty thousand rows is scrolled. Run by `cargo xtask bench page`; it measures and
// never fails for being slow. Chromium alone tells what its main thread did.

import { startBrowser, visit } from "./app.mjs";
import { mixed, music, wav, written } from "./audio.mjs";

const SONGS = 40;
const FILES = 200;
const ROWS = 20_000;

/** From here on browsers call a task long, milliseconds. */
const LONG_MS = 50;

/** How many frames are scrolled, and how far in each, pixels: about nine rows, as a hand does that looks for something. */
const FRAMES = 300;
const STEP_PX = 400;

const browser = await startBrowser();
const figures = {
  ...named("songs", await visited(fortySongs)),
  ...named("files", await visited(manyFiles)),
  ...named("table", await visited(longTable)),
};
console.log(`SEGUE_BENCH ${JSON.stringify(figures)}`);
await browser.close();

/** Forty songs with the table open, once one song has been heard: what has to be compiled is compiled by then. */
async function fortySongs(app) {
  const song = (seconds, name) => ({ name, mimeType: "audio/wav", buffer: wav(music(seconds)) });
  await app.choose(song(5, "first.wav"));
  await app.outcome("first.wav");
  await app.go("Library");
  await tracksInTable(app, "1 track");
  const paths = await written(Array.from({ length: SONGS }, (_, i) => song(30 + i / 10, `song ${i}.wav`)));
  return traced(app, async () => {
    await app.choose(...paths);
    await tracksInTable(app, `${SONGS + 1} tracks`);
    await app.allDone();
  });
}

/** Two hundred files of all formats, with whatever the page shows first. */
async function manyFiles(app) {
  const paths = await written(await mixed(FILES));
  return traced(app, async () => {
    await app.choose(...paths);
    await app.page.getByText(`of ${FILES} done`).waitFor();
    await app.allDone();
    await app.go("Library");
    await tracksInTable(app, `${FILES} tracks`);
  });
}

/** A table of twenty thousand rows, scrolled as fast as frames come. */
async function longTable(app) {
  const head = "Track Name,Artist Name(s),Key,Mode,Tempo,Energy,Danceability,Loudness,Speechiness,Acousticness,Instrumentalness,Liveness,Valence";
  const row = (_, i) => `Song ${i},Artist ${i % 997},${i % 12},${i % 2},${60 + (i % 120)},0.${10 + (i % 90)},0.5,-8,0.05,0.2,0.1,0.1,0.5`;
  const csv = [head, ...Array.from({ length: ROWS }, row)].join("\n");
  const started = performance.now();
  const [path] = await written([{ name: "rows.csv", buffer: Buffer.from(csv) }]);
  await app.choose(path);
  await app.page.getByText(/^rows\.csv: .* imported/).waitFor({ timeout: 580_000 });
  const import_seconds = (performance.now() - started) / 1000;
  await app.go("Library");
  await tracksInTable(app, `${ROWS.toLocaleString("en")} tracks`);
  const table = app.page.getByRole("region", { name: "All tracks" });
  await table.getByRole("rowheader").first().waitFor();
  const times = await table.evaluate(
    async (table, { frames, step }) => {
      const frame = () => new Promise(requestAnimationFrame);
      // The first frames are the table's own.
      for (let i = 0; i < 30; i += 1) await frame();
      const times = [await frame()];
      while (times.length <= frames) {
        table.scrollTop += step;
        times.push(await frame());
      }
      return times;
    },
    { frames: FRAMES, step: STEP_PX },
  );
  const lengths = times.slice(1).map((time, i) => time - times[i]);
  return {
    rows: ROWS,
    import_seconds,
    frames_per_second: (1000 * lengths.length) / (times.at(-1) - times[0]),
    worst_frame_ms: Math.max(...lengths),
    frames_over_50_ms: lengths.filter((length) => length > LONG_MS).length,
  };
}

/** Opens the page, and measures once it is alive. */
async function visited(measure) {
  let figures;
  await visit(browser, async (app) => {
    await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    figures = await measure(app);
  });
  return figures;
}

/** Waits until the table says how many tracks there are. */
function tracksInTable(app, count) {
  const facts = app.page.getByRole("region", { name: "Library" }).getByText(count, { exact: true });
  return facts.waitFor({ timeout: 580_000 });
}

/** How long something takes, and which tasks of the page's main thread were long meanwhile. */
async function traced(app, act) {
  await browser.startTracing(app.page, { categories: ["toplevel"] });
  const started = performance.now();
  await act();
  const seconds = (performance.now() - started) / 1000;
  const tasks = mainThreadTasks(JSON.parse(await browser.stopTracing()).traceEvents);
  if (tasks.length === 0) throw new Error("the trace holds no task of the main thread");
  return {
    seconds,
    long_tasks: tasks.filter((task) => task.wallMs > LONG_MS).length,
    longest_task_ms: Math.max(0, ...tasks.map((task) => task.wallMs)),
    longest_task_cpu_ms: Math.max(0, ...tasks.map((task) => task.cpuMs)),
  };
}

/** Outermost tasks of the page's main thread: time by the clock, and time that they were given a core. */
function mainThreadTasks(events) {
  const mains = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const isMain = (event) => mains.some(({ pid, tid }) => event.pid === pid && event.tid === tid);
  return events
    .filter((event) => event.name === "ThreadControllerImpl::RunTask" && event.ph === "X" && isMain(event))
    .map((event) => ({ wallMs: event.dur / 1000, cpuMs: (event.tdur ?? 0) / 1000 }));
}

/** Figures under names that say what they are of. */
function named(what, figures) {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [`${what}_${name}`, figure]));
}
