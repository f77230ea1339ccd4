// How a file is heard in a browser: what the browser decodes well, it decodes for nothing. What it refuses, misreads or hears
// only in part, and what is too long to be decoded as a whole, the package's decoder reads.

import { cutOff } from "./cut.js";
import { SegueError } from "./error.js";

/** Longest file that is decoded as a whole, seconds: by choice, and where it can be decoded in no other way. */
const LONG_S = 900;
const LONGEST_AT_ONCE_S = 3_600;

/** Least rate of audio that is worth analysing, bytes a second: where nothing tells how long a file is, it is no longer. */
const LEAST_RATE = 3_000;

/** Rate at which a file is decoded whose own is unknown, Hz. */
const FALLBACK_RATE = 44_100;

/** Errors of the decoder after which the browser may still know better. */
const NOT_FINAL = ["unsupported", "not_audio", "damaged"];

/** Analyses a Blob; `look`, `hear` and `decodeAndHear` ask the worker. */
export async function hearInBrowser(file, { look, hear, decodeAndHear }) {
  if (file.size === 0) throw new SegueError("empty", "the file is empty");
  const seen = await look();
  const seconds = seen.seconds ?? file.size / LEAST_RATE;
  const byBrowser = async () => {
    const heard = await decode(file, seen.sample_rate ?? FALLBACK_RATE);
    return heard && { ...heard, notes: cutOff(heard.seconds, seen.claimed_s) };
  };
  const isBrowsers = !seen.is_ours && seconds <= LONG_S;
  let heard = isBrowsers ? await byBrowser() : undefined;
  if (!heard || heard.notes.length > 0) {
    try {
      return await decodeAndHear();
    } catch (error) {
      if (!NOT_FINAL.includes(error.code)) throw error;
      if (!isBrowsers && seconds <= LONGEST_AT_ONCE_S) heard = await byBrowser();
      if (!heard) throw error;
    }
  }
  const result = await hear(heard);
  if (seen.parts > 1) heard.notes.push({ code: "joined", parts: seen.parts });
  return { ...result, notes: heard.notes };
}

/** All samples of a file as the browser decodes them, at a rate in Hz; nothing where it cannot. */
async function decode(file, rate) {
  try {
    const context = new OfflineAudioContext(1, 1, rate);
    const audio = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: audio.numberOfChannels }, (_, index) => audio.getChannelData(index).slice());
    return { channels, sampleRate: audio.sampleRate, seconds: audio.duration };
  } catch {
    return undefined;
  }
}
