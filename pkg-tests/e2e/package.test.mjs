// The JavaScript package in Node, and what is said of it: README, types and size.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";

import { FEATURES } from "./app.mjs";
import { music, wav } from "./audio.mjs";
import { Installed, WAV_S, readmeBlocks } from "./package/installed.mjs";

const run = promisify(execFile);

/** Most that a page downloads of it before it can listen, bytes with brotli. */
const MOST_BYTES = 1_400_000;

/** What is downloaded only for files that the browser cannot decode, and what only Node takes. */
const NOT_AT_FIRST = /^decoder_bg\.wasm$|node|\.d\.ts$|^LICENSE/;

let installed;
let Segue;
let SegueError;
let segue;
before(async () => {
  installed = await Installed.here();
  ({ Segue, SegueError } = await installed.import());
  segue = await Segue.load();
});
after(async () => {
  segue?.close();
  await installed?.remove();
});

/** Fails unless the promise fails with a SegueError of this code, and a message. */
const failsWith = (code, promise, words = /....../) =>
  assert.rejects(promise, (error) => error instanceof SegueError && error.code === code && words.test(error.message));

/** A FLAC file whose header says that it plays for seven hours. */
async function ofSevenHours() {
  const bytes = await readFile(installed.path("song.flac"));
  bytes.writeUInt32BE(22_050 * 7 * 3_600, 22);
  return bytes;
}

test("what the README shows is printed", async () => {
  const [[script], [printed]] = await Promise.all([readmeBlocks("js"), readmeBlocks("text")]);
  await writeFile(installed.path("readme.mjs"), script);
  const { stdout } = await run(process.execPath, ["readme.mjs"], { cwd: installed.folder });
  const [found, shown] = [stdout, printed].map((text) => [...text.matchAll(/(\w+): ([-\d.]+)/g)]);
  assert.deepEqual(found.map(([, name]) => name), Object.keys(FEATURES));
  assert.deepEqual(shown.map(([, name]) => name), Object.keys(FEATURES));
  found.forEach(([line, , value], index) => {
    assert.ok(Math.abs(value - shown[index][2]) < 1e-3, `${line}, in the README ${shown[index][2]}`);
  });
});

test("what the project's README shows is printed", async () => {
  const project = new URL("../../", import.meta.url);
  const [[script], [printed]] = await Promise.all([readmeBlocks("js", project), readmeBlocks("text", project)]);
  await writeFile(installed.path("project.mjs"), script);
  const { stdout } = await run(process.execPath, ["project.mjs"], { cwd: installed.folder });
  assert.equal(stdout, printed);
});

test("a program in TypeScript compiles, and the types have all fields of an analysis and no others", async () => {
  await copyFile(new URL("package/types.ts", import.meta.url), installed.path("types.ts"));
  // The compiler refuses fields that are missing, and in a literal those that are too many.
  const heard = JSON.stringify(await segue.analyse(installed.path("song.wav")));
  const literal = `import type { Analysis } from "segue";\nexport const heard: Analysis = ${heard};\n`;
  await writeFile(installed.path("heard.ts"), literal);
  const compiler = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const compiling = run(process.execPath, [compiler, ...options, "types.ts", "heard.ts"], { cwd: installed.folder });
  await compiling.catch(({ stdout }) => assert.fail(stdout));
});

test("a page downloads no more than is promised before it can listen", async () => {
  const folder = installed.path("node_modules/segue/dist");
  const names = (await readdir(folder)).filter((name) => !NOT_AT_FIRST.test(name));
  const files = await Promise.all(names.map((name) => readFile(`${folder}/${name}`)));
  const bytes = files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0);
  assert.ok(names.includes("model.bin") && names.includes("analysis_bg.wasm"), names.join(" "));
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
});

test("a file gives the same by path, by URL and by its bytes", async () => {
  const path = installed.path("song.mp3");
  const bytes = await readFile(path);
  const inputs = [path, pathToFileURL(path), bytes, new Blob([bytes]), new Uint8Array(bytes).buffer];
  const [first, ...others] = await Promise.all(inputs.map((input) => segue.analyse(input)));
  others.forEach((other) => assert.deepEqual(other, first));
  assert.deepEqual(Object.keys(first.features).sort(), Object.keys(FEATURES).sort());
  assert.deepEqual([first.duration_ms, first.notes], [9000, []]);
  const { value, low, high } = first.estimates.energy;
  assert.ok(value === first.features.energy && low <= value && value <= high);
});

test("samples give what their file gives", async () => {
  const channels = music(WAV_S).map((samples) => Float32Array.from(samples, (sample) => Math.round(sample * 32767) / 32768));
  const [heard, read] = await Promise.all([
    segue.analyse({ channels, sampleRate: 44_100 }),
    segue.analyse(installed.path("song.wav")),
  ]);
  for (const name of Object.keys(FEATURES)) {
    assert.ok(Math.abs(heard.features[name] - read.features[name]) < 1e-3, name);
  }
  assert.equal(channels[0].length, WAV_S * 44_100, "what was handed over is still there");
});

test("progress goes from nothing to all", async () => {
  const shares = [];
  await segue.analyse(installed.path("song.flac"), { onProgress: (share) => shares.push(share) });
  assert.ok(shares.length >= 4 && shares[0] > 0 && shares.at(-1) === 1, shares.join(" "));
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
});

test("a stopped analysis fails with the signal's reason, and others go on", async () => {
  const stop = new AbortController();
  const path = installed.path("song.mp3");
  const before = segue.analyse(path);
  const stopped = segue.analyse(path, { signal: stop.signal, onProgress: () => stop.abort() });
  const waiting = new AbortController();
  const never = segue.analyse(path, { signal: waiting.signal });
  const behind = segue.analyse(path);
  waiting.abort(new Error("no longer wanted"));
  await assert.rejects(never, { message: "no longer wanted" });
  await assert.rejects(stopped, { name: "AbortError" });
  assert.deepEqual(await behind, await before);
  await assert.rejects(segue.analyse(path, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("a listener to progress that fails ends its own analysis, and others go on", async () => {
  const path = installed.path("song.mp3");
  const onProgress = () => {
    throw new RangeError("of the listener");
  };
  await assert.rejects(segue.analyse(path, { onProgress }), RangeError);
  assert.ok((await segue.analyse(path)).features.tempo > 0);
});

test("what cannot be analysed is refused with a code, and the next file is heard", async () => {
  await failsWith("empty", segue.analyse(new Uint8Array()));
  await failsWith("not_audio", segue.analyse(new TextEncoder().encode("This is no music. ".repeat(99))));
  await failsWith("too_short", segue.analyse(wav(music(1))));
  await failsWith("too_long", segue.analyse(await ofSevenHours()));
  await failsWith("silent", segue.analyse({ channels: [new Float32Array(441_000)], sampleRate: 44_100 }));
  await failsWith("unreadable", segue.analyse(installed.path("absent.mp3")));
  await failsWith("unreadable", segue.analyse(""));
  await failsWith("unreadable", segue.analyse(installed.path(".")), /folder/);
  await failsWith("bad_input", segue.analyse(undefined));
  await failsWith("bad_input", segue.analyse({ channels: [], sampleRate: 44_100 }));
  await failsWith("bad_input", segue.analyse({ channels: [new Float32Array(9)], sampleRate: 1 }));
  const unequal = { channels: [new Float32Array(9), new Float32Array(8)], sampleRate: 44_100 };
  await failsWith("bad_input", segue.analyse(unequal), /not of 9, 8 samples/);
  const undivided = Float32Array.from({ length: 441_000 }, (_, at) => 20_000 * Math.sin(at / 9));
  await failsWith("bad_input", segue.analyse({ channels: [undivided], sampleRate: 44_100 }), /full scale/);
  const { features } = await segue.analyse(installed.path("song.wav"));
  assert.ok(features.tempo > 0);
});

test("a file that is cut off is analysed, and that is told", async () => {
  for (const name of ["song.flac", "song.mp3"]) {
    const whole = await readFile(installed.path(name));
    const { notes, duration_ms } = await segue.analyse(whole.subarray(0, whole.length / 2));
    assert.deepEqual(notes.map(({ code }) => code), ["cut_off"], name);
    assert.ok(duration_ms > 3500 && duration_ms < 5500, `${name}: ${duration_ms}`);
  }
});

test("what is closed says so", async () => {
  const other = await Segue.load();
  const path = installed.path("song.mp3");
  const [current, waiting] = [other.analyse(path), other.analyse(path)];
  setTimeout(() => other.close(), 20);
  await Promise.all([failsWith("closed", current), failsWith("closed", waiting)]);
  await failsWith("closed", other.analyse(path));
});
