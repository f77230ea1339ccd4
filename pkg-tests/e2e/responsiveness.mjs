// How long the built page keeps a visitor waiting while it takes two hundred files. Run by `cargo xtask bench page`; it
// measures and never fails for being slow. Chromium alone tells what its main thread did.

import { startBrowser, visit } from "./app.mjs";
import { mixed, written } from "./audio.mjs";

const TRACKS = 200;

/** From here on browsers call a task long, milliseconds. */
const LONG_MS = 50;

const browser = await startBrowser();
await visit(browser, async (app) => {
  await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
  const paths = await written(await mixed(TRACKS));

  await browser.startTracing(app.page, { categories: ["toplevel"] });
  const started = performance.now();
  await app.choose(...paths);
  await app.page.getByText(`of ${TRACKS} done`).waitFor();
  await app.allDone();
  await app.go("Library");
  await app.page.getByRole("region", { name: "Library" }).getByText(`${TRACKS} tracks`, { exact: true }).waitFor();
  const seconds = (performance.now() - started) / 1000;

  const tasks = mainThreadTasks(JSON.parse(await browser.stopTracing()).traceEvents);
  if (tasks.length === 0) throw new Error("the trace holds no task of the main thread");
  const figures = {
    tracks: TRACKS,
    seconds,
    long_tasks: tasks.filter((task) => task.wallMs > LONG_MS).length,
    longest_task_ms: Math.max(0, ...tasks.map((task) => task.wallMs)),
    longest_task_cpu_ms: Math.max(0, ...tasks.map((task) => task.cpuMs)),
  };
  console.log(`SEGUE_BENCH ${JSON.stringify(figures)}`);
});
await browser.close();

/** Outermost tasks of the page's main thread: time by the clock, and time that they were given a core. */
function mainThreadTasks(events) {
  const mains = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
  const isMain = (event) => mains.some(({ pid, tid }) => event.pid === pid && event.tid === tid);
  return events
    .filter((event) => event.name === "ThreadControllerImpl::RunTask" && event.ph === "X" && isMain(event))
    .map((event) => ({ wallMs: event.dur / 1000, cpuMs: (event.tdur ?? 0) / 1000 }));
}
