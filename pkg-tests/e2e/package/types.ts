// Compiled by package.test.mjs, never run: what a program in TypeScript may rely on.

import { type Analysis, type ErrorCode, type Note, Segue, SegueError } from "segue";

const segue: Segue = await Segue.load({ base: "/segue/" });
const stop = new AbortController();
const options = { onProgress: (share: number) => void share.toFixed(2), signal: stop.signal };

const analysis: Analysis = await segue.analyse(new File([], "song.mp3"), options);
const { features, estimates, tempo, keys } = analysis;
const numbers: number[] = [features.danceability, features.tempo, analysis.duration_ms, estimates.valence.low];
const reading: number | undefined = tempo.alternatives[0]?.[0];
const camelot: string | undefined = keys[0]?.camelot;

await segue.analyse({ channels: [new Float32Array(44_100)], sampleRate: 44_100 });
await segue.analyse(new AudioBuffer({ length: 44_100, sampleRate: 44_100 }));
await segue.analyse("song.mp3");

function inWords(note: Note): string {
  return note.code === "cut_off" ? `${note.seconds} of ${note.claimed} s` : note.code;
}

function codeOf(error: unknown): ErrorCode | undefined {
  return error instanceof SegueError ? error.code : undefined;
}

// @ts-expect-error Only load() makes one.
new Segue();
// @ts-expect-error A number is no file.
await segue.analyse(3);
// @ts-expect-error There is no such feature.
features.popularity;
// @ts-expect-error Measured features have no interval.
estimates.tempo;

console.log(numbers, reading, camelot, analysis.notes.map(inWords), codeOf(undefined));
segue.close();
