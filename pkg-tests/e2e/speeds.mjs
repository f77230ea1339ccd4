// How fast the built page is where a visitor waits: twenty whole songs beside what the browser takes to decode them, the first
// song beside a later one, and a first visit over a slow line; and what an hour of audio leaves in memory. Run by
// `cargo xtask bench page`; it measures and never fails for being slow.

import { readFile, readdir } from "node:fs/promises";

import { startBrowser, visit } from "./app.mjs";
import { music, wav, written } from "./audio.mjs";

const SONGS = 20;

/** About the length of a song, seconds. */
const SONG_S = 210;

/** A slow line: bytes a second, and what every answer takes at least, milliseconds. */
const LINE = { bytesPerSecond: 1_600_000 / 8, latencyMs: 150 };

const frames = await framesOf(new URL("../fixtures/music.mp3", import.meta.url));
const browser = await startBrowser();
const figures = { ...(await manySongs()), ...(await firstSong()), ...(await firstVisit()), ...(await hourOfAudio()) };
console.log(`SEGUE_BENCH ${JSON.stringify(figures)}`);
await browser.close();

/** Twenty songs: how long the page takes for them, and the browser for decoding the same, two at a time, before and after. */
async function manySongs() {
  const songs = Array.from({ length: SONGS }, (_, i) => mp3(`song ${i}.mp3`, SONG_S + i / 2));
  const paths = await written(songs);
  const encoded = songs.map((song) => song.buffer.toString("base64"));
  const figures = {};
  await visit(browser, async (app) => {
    await warm(app);
    const before = await app.page.evaluate(decodingTime, encoded);
    const started = performance.now();
    await app.choose(...paths);
    await app.page.getByText(`of ${SONGS} done`).waitFor();
    await app.allDone();
    figures.twenty_songs_s = (performance.now() - started) / 1000;
    figures.twenty_songs_decoding_s = (before + (await app.page.evaluate(decodingTime, encoded))) / 2;
    figures.twenty_songs_over_decoding = figures.twenty_songs_s / figures.twenty_songs_decoding_s;
  });
  return figures;
}

/** Seconds that the browser takes to decode files, two at a time. */
async function decodingTime(songs) {
  const context = new OfflineAudioContext(1, 1, 44_100);
  const bytes = songs.map((song) => Uint8Array.from(atob(song), (char) => char.charCodeAt(0)).buffer);
  const started = performance.now();
  const decodeAll = async () => {
    for (let next = bytes.pop(); next; next = bytes.pop()) await context.decodeAudioData(next);
  };
  await Promise.all([decodeAll(), decodeAll()]);
  return (performance.now() - started) / 1000;
}

/** The first song in a fresh page that has had some seconds, and two later ones. */
async function firstSong() {
  const times = [];
  await visit(browser, async (app) => {
    await warm(app);
    for (let i = 0; i < 3; i += 1) {
      const [path] = await written([mp3(`one ${i}.mp3`, SONG_S + i / 2)]);
      const started = performance.now();
      await app.choose(path);
      await app.outcome(`one ${i}.mp3`);
      times.push((performance.now() - started) / 1000);
    }
  });
  return { first_song_s: times[0], later_song_s: times[2], first_over_later: times[0] / times[2] };
}

/** A first visit over a slow line, with a file chosen as soon as there is something to choose it with. */
async function firstVisit() {
  const clip = mp3("clip.mp3", 30);
  const figures = {};
  await visit(
    browser,
    async (app) => {
      const started = performance.now();
      const since = () => (performance.now() - started) / 1000;
      await app.choose(clip);
      await app.page.getByRole("button", { name: /sample/i, disabled: false }).or(app.track("clip.mp3")).first().waitFor();
      figures.visit_ready_s = since();
      await app.page.getByRole("article", { name: "clip.mp3" }).getByText(/\d+ BPM/).first().waitFor();
      figures.visit_features_s = since();
      await app.next().first().waitFor();
      figures.visit_neighbours_s = since();
    },
    { line: LINE, keeps: true },
  );
  return figures;
}

/** What the page's process holds before and after an hour of audio, MB. */
async function hourOfAudio() {
  const HOUR_S = 3_600;
  const figures = {};
  await visit(browser, async (app) => {
    await warm(app);
    figures.memory_before_mb = await pageMemory();
    const [path] = await written([{ name: "hour.wav", buffer: wav(music(HOUR_S)) }]);
    await app.choose(path);
    await app.outcome("hour.wav", 580_000);
    // What is free goes back to the system some seconds later.
    await app.page.waitForTimeout(20_000);
    figures.memory_after_hour_mb = await pageMemory();
  });
  return figures;
}

/** What the browser's greatest page holds of memory that is its own, MB; from Linux's files of processes. */
async function pageMemory() {
  const held = async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "");
    if (!command.includes("--type=renderer")) return 0;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "latin1").catch(() => "");
    return ["Private_Clean", "Private_Dirty"].reduce((sum, kind) => sum + Number(rollup.match(`${kind}:\\s+(\\d+)`)?.[1] ?? 0), 0) / 1000;
  };
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return Math.max(...(await Promise.all(processes.map(held))));
}

/** Waits until the page has got ready by itself. */
async function warm(app) {
  await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
  await app.page.waitForTimeout(6_000);
}

/** Frames of an MP3 without tags and without its index: they can be put one after the other. */
async function framesOf(url) {
  const file = await readFile(url);
  let start = 0;
  if (file.toString("latin1", 0, 3) === "ID3") start = 10 + file.subarray(6, 10).reduce((size, byte) => size * 128 + byte, 0);
  const audio = file.subarray(start);
  const second = audio.indexOf(audio.subarray(0, 2), 24);
  const isIndex = /Xing|Info/.test(audio.toString("latin1", 0, 200));
  const end = audio.length - (audio.toString("latin1", audio.length - 128, audio.length - 125) === "TAG" ? 128 : 0);
  return audio.subarray(isIndex ? second : 0, end);
}

/** A song of about a length, seconds: the fixture again and again, cut so that no two are the same. */
function mp3(name, seconds) {
  const FIXTURE_S = 9;
  const times = Math.floor(seconds / FIXTURE_S);
  const rest = Math.floor(frames.length * (seconds / FIXTURE_S - times));
  return { name, mimeType: "audio/mpeg", buffer: Buffer.concat([...Array(times).fill(frames), frames.subarray(0, rest)]) };
}
