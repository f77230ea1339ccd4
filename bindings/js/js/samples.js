// Samples that users hand over: an AudioBuffer, or an array a channel.

import { SegueError } from "./error.js";

/** Samples where the input has any, copied, since they are moved to the worker; `undefined` for all else. */
export function samplesOf(input) {
  if (typeof input?.getChannelData === "function") {
    const channels = Array.from({ length: input.numberOfChannels }, (_, index) => input.getChannelData(index).slice());
    return { channels, sampleRate: input.sampleRate };
  }
  if (!Array.isArray(input?.channels)) return undefined;
  const { channels, sampleRate } = input;
  if (channels.length === 0 || !channels.every((channel) => channel instanceof Float32Array)) {
    throw new SegueError("bad_input", "channels is an array of at least one Float32Array");
  }
  if (channels.some((channel) => channel.length !== channels[0].length)) {
    const lengths = channels.map((channel) => channel.length).join(", ");
    throw new SegueError("bad_input", `channels are of one length, not of ${lengths} samples`);
  }
  if (!Number.isInteger(sampleRate) || sampleRate <= 0) {
    throw new SegueError("bad_input", "sampleRate is a whole number of samples a second");
  }
  return { channels: channels.map((channel) => channel.slice()), sampleRate };
}
