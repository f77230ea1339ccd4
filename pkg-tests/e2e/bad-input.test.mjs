// Files that are not what they seem: each gives a clear message or a sound result, and a good file still works.

import assert from "node:assert/strict";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { assertResult, startBrowser, visit } from "./app.mjs";
import { RATE, music, silence, silentMp3, wav, wavHeader } from "./audio.mjs";

const SEVEN_HOURS_S = 7 * 60 * 60;

let browser;
let folder;
before(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), "segue-e2e-"));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const GOOD = { name: "good.wav", mimeType: "audio/wav", buffer: wav(music(5)) };

/** Gives the page one file, then a good one; `judge` looks at the outcome of the first. */
async function survives(name, contents, judge) {
  const path = join(folder, name);
  if (contents !== undefined) await writeFile(path, contents);
  await visit(browser, async (app) => {
    await app.choose(path);
    judge(await app.outcome(name));
    await app.choose(GOOD);
    assertResult(await app.outcome(GOOD.name));
    // What came before is still there.
    judge(await app.outcome(name));
  });
}

const says = (pattern) => ({ message }) => assert.match(message ?? "a result", pattern);

/** A result in range is as good as a message. */
const saysOrResult = (pattern) => (outcome) =>
  outcome.message === undefined ? assertResult(outcome) : says(pattern)(outcome);

test("text named .mp3", () => survives("shopping list.mp3", "eggs, milk, bread\n".repeat(500), says(/it is a text, not music/)));

test("an empty file", () => survives("empty.flac", "", says(/empty/i)));

test("a truncated mp3", async () => {
  const whole = await readFile(new URL("../fixtures/music.mp3", import.meta.url));
  await survives("cut off.mp3", whole.subarray(0, whole.length * 0.6), saysOrResult(/decoded/i));
});

test("a clip of 0.2 seconds", () => survives("blip.wav", wav(music(0.2)), says(/0\.2 s.*at least 3 s/i)));

test("pure silence", () => survives("silence.wav", wav(silence(6)), says(/silent/i)));

test("a wav whose header claims more than there is", () => {
  const samples = wav(music(5)).subarray(44);
  const header = wavHeader({ channels: 2, rate: RATE, bits: 16, dataBytes: 0xffff_fff0 });
  return survives("boastful.wav", Buffer.concat([header, samples]), saysOrResult(/decoded/i));
});

test("a wav whose header makes no sense", () => {
  const samples = wav(music(5)).subarray(44);
  const header = wavHeader({ channels: 0, rate: 0, bits: 16, dataBytes: samples.length });
  return survives("nonsense.wav", Buffer.concat([header, samples]), says(/decoded|sense/i));
});

test("seven hours of mp3", () => survives("seven hours.mp3", silentMp3(SEVEN_HOURS_S), says(/420 minutes.*at most 360/i)));

test("seven hours of wav", async () => {
  const [rate, bits] = [8_000, 8];
  const dataBytes = SEVEN_HOURS_S * rate;
  const name = "seven hours.wav";
  // A sparse file: only the header takes room on the disk.
  const file = await open(join(folder, name), "w");
  await file.write(wavHeader({ channels: 1, rate, bits, dataBytes }));
  await file.truncate(44 + dataBytes);
  await file.close();
  await survives(name, undefined, says(/420 minutes.*at most 360/i));
});

test("an hour of silence, heard block by block", () =>
  survives("silent hour.mp3", silentMp3(60 * 60), says(/silent/i)));
