// Audio made from nothing: a few bars of music, silence, and the files that users' disks hold by accident.

import { rmSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Sample rate of everything made here, Hz. */
export const RATE = 44_100;

const BEAT_S = 0.5; // 120 BPM
const CHORDS = [
  [57, 60, 64], // A minor, MIDI note numbers
  [53, 57, 60], // F major
  [48, 52, 55], // C major
  [55, 59, 62], // G major
];

const hertz = (note) => 440 * 2 ** ((note - 69) / 12);

/** Noise that is the same on every machine (Park and Miller's generator), −1…1. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  };
}

/**
 * Chords, a bass, a kick on every beat and a hat between, in stereo: [left, right] of ±1.
 * The chord changes every two seconds.
 */
export function music(seconds) {
  const length = Math.round(seconds * RATE);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  const hiss = noise(1);
  for (let i = 0; i < length; i += 1) {
    const t = i / RATE;
    const chord = CHORDS[Math.floor(t / (4 * BEAT_S)) % CHORDS.length];
    const sinceBeat = t % BEAT_S;
    const sinceOffbeat = (t + BEAT_S / 2) % BEAT_S;

    const tone = (note) => Math.sin(2 * Math.PI * hertz(note) * t) + 0.4 * Math.sin(4 * Math.PI * hertz(note) * t);
    const [low, middle, high] = chord.map(tone);
    const swell = 0.4 + 0.6 * Math.exp(-4 * sinceBeat);
    const bass = Math.sin(2 * Math.PI * hertz(chord[0] - 24) * t);
    // A kick falls from 150 Hz to 50 Hz in a twentieth of a second.
    const kick = Math.sin(2 * Math.PI * (50 * sinceBeat + 5 * (1 - Math.exp(-20 * sinceBeat)))) * Math.exp(-12 * sinceBeat);
    const hat = hiss() * Math.exp(-60 * sinceOffbeat);

    const centre = 0.18 * bass + 0.3 * kick + 0.08 * hat;
    left[i] = centre + 0.1 * swell * (low + 0.6 * middle + 0.4 * high);
    right[i] = centre + 0.1 * swell * (0.4 * low + 0.6 * middle + high);
  }
  return [left, right];
}

/** Channels of nothing. */
export function silence(seconds) {
  return [new Float32Array(Math.round(seconds * RATE))];
}

/** A PCM WAV file of 16-bit samples. */
export function wav(channels, rate = RATE) {
  const frames = channels[0].length;
  const bytes = wavHeader({ channels: channels.length, rate, bits: 16, dataBytes: frames * channels.length * 2 });
  const samples = Buffer.alloc(frames * channels.length * 2);
  for (let i = 0, at = 0; i < frames; i += 1) {
    for (const channel of channels) {
      at = samples.writeInt16LE(Math.round(Math.max(-1, Math.min(1, channel[i])) * 32_767), at);
    }
  }
  return Buffer.concat([bytes, samples]);
}

/** The 44 bytes before the samples; `dataBytes` is what it claims, whatever follows. */
export function wavHeader({ channels, rate, bits, dataBytes }) {
  const header = Buffer.alloc(44);
  const frameBytes = channels * (bits / 8);
  header.write("RIFF", 0);
  header.writeUInt32LE(Math.min(36 + dataBytes, 0xffff_ffff), 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * frameBytes, 28);
  header.writeUInt16LE(frameBytes, 32);
  header.writeUInt16LE(bits, 34);
  header.write("data", 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** A silent MP3 of any length: MPEG-2.5 layer III, 8 kHz, mono, 8 kbit/s, 72 bytes for every 72 ms. */
export function silentMp3(seconds) {
  const frame = Buffer.alloc(72);
  frame.set([0xff, 0xe3, 0x18, 0xc4]);
  return Buffer.concat(Array(Math.round(seconds / 0.072)).fill(frame));
}

const COMPRESSED = ["mp3", "flac", "ogg", "opus", "m4a", "webm"];

/** Files of all formats, no two of the same contents: `{ name, mimeType, buffer }`. */
export async function mixed(count) {
  const compressed = await Promise.all(COMPRESSED.map((end) => readFile(new URL(`../fixtures/music.${end}`, import.meta.url))));
  return Array.from({ length: count }, (_, i) => {
    const end = [...COMPRESSED, "wav"][i % 7];
    const name = `${String(i).padStart(3, "0")}.${end}`;
    if (end === "wav") return { name, mimeType: "audio/wav", buffer: wav(music(3.2 + 0.01 * i)) };
    // Bytes after the end make other contents of the same music.
    return { name, mimeType: "", buffer: Buffer.concat([compressed[i % 7], Buffer.from(`${i}`)]) };
  });
}

/** Writes files into a folder that goes when the tests end, and returns their paths: making many in the page keeps it busy. */
export async function written(files) {
  const folder = await mkdtemp(join(tmpdir(), "music-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await Promise.all(files.map((file) => writeFile(join(folder, file.name), file.buffer)));
  return files.map((file) => join(folder, file.name));
}
