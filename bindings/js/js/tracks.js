// Tracks as blocks of samples, an array a channel, as often as they are asked for.

import { Decoding } from "./decoder.js";

/** Samples of each channel in a block of what came as samples. */
const BLOCK = 1 << 18;

/** Samples of a decoded file that are kept for the second pass, bytes: two songs. Longer files are decoded twice. */
const MOST_KEPT = 192 * 2 ** 20;

/** A track that came as samples. */
export class Samples {
  notes = [];

  constructor({ channels, sampleRate }) {
    this.samples = channels;
    this.sampleRate = sampleRate;
  }

  get channels() {
    return this.samples.length;
  }

  get frames() {
    return Math.max(...this.samples.map((channel) => channel.length));
  }

  *blocks() {
    for (let start = 0; start < this.frames; start += BLOCK) {
      yield this.samples.map((channel) => channel.subarray(start, start + BLOCK));
    }
  }
}

/** A file that is decoded here. */
export class Decoded {
  #file;
  #decoding;
  #claimed;
  #kept = [];
  #keptBytes = 0;

  constructor(file) {
    this.#file = file;
    this.#decoding = new Decoding(file.length, file.read);
    this.#claimed = this.#decoding.seconds;
    this.channels = this.#decoding.channels;
    this.sampleRate = this.#decoding.sample_rate;
  }

  /** Samples of each channel, as far as the file tells. */
  get frames() {
    return this.#claimed === undefined ? undefined : this.#claimed * this.sampleRate;
  }

  *blocks() {
    if (!this.#decoding && this.#kept) return yield* this.#kept;
    const decoding = this.#decoding ?? new Decoding(this.#file.length, this.#file.read);
    this.#decoding = undefined;
    try {
      for (let block; (block = decoding.block()) !== undefined; ) {
        this.#keep(block);
        yield block;
      }
      this.notes = JSON.parse(decoding.notes());
    } finally {
      decoding.free();
    }
  }

  #keep(block) {
    this.#keptBytes += block.length * block[0].byteLength;
    if (this.#keptBytes > MOST_KEPT) this.#kept = undefined;
    this.#kept?.push(block);
  }
}
