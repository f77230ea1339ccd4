// What browsers and Node have in common: a worker, and the analyses that wait for it.

import { SegueError } from "./error.js";
import { samplesOf } from "./samples.js";

export class Segue {
  #platform;
  #analysis;
  #model;
  #decoder;
  #worker;
  #isClosed = false;
  /** Settled when all analyses so far have ended. */
  #last = Promise.resolve();
  /** What the worker's next answer, and its end, are given to. */
  #answered = () => {};
  #failed = () => {};

  /** Loads what every analysis needs, from where the platform has it. */
  static async load(platform) {
    const segue = new this();
    segue.#platform = platform;
    [segue.#analysis, segue.#model] = await Promise.all([platform.module("analysis"), platform.model()]);
    await segue.#start();
    return segue;
  }

  analyse(input, { onProgress, signal } = {}) {
    const analysis = this.#last.then(() => this.#analyse(input, onProgress, signal));
    this.#last = analysis.catch(() => {});
    return abortable(analysis, signal);
  }

  close() {
    this.#isClosed = true;
    this.#end(closed());
  }

  async #analyse(input, onProgress, signal) {
    signal?.throwIfAborted();
    const stop = () => this.#end(signal.reason);
    signal?.addEventListener("abort", stop);
    try {
      if (!this.#worker) await this.#start();
      const samples = samplesOf(input);
      return await (samples ? this.#hear(samples, onProgress) : this.#hearFile(input, onProgress));
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  async #hearFile(input, onProgress) {
    const file = await this.#platform.file(input);
    return this.#platform.hear(file, {
      look: () => this.#ask({ look: file }),
      hear: (samples) => this.#hear(samples, onProgress),
      decodeAndHear: async () => this.#ask({ file, decoder: await this.#loadDecoder() }, [], onProgress),
    });
  }

  #hear({ channels, sampleRate }, onProgress) {
    const moved = channels.map((channel) => channel.buffer);
    return this.#ask({ channels, sampleRate }, moved, onProgress);
  }

  #loadDecoder() {
    this.#decoder ??= this.#platform.module("decoder").catch((error) => {
      // The next file may have more luck.
      this.#decoder = undefined;
      throw error;
    });
    return this.#decoder;
  }

  async #start() {
    if (this.#isClosed) throw closed();
    const worker = this.#platform.start((answer) => worker === this.#worker && this.#answered(answer));
    this.#worker = worker;
    try {
      await this.#ask({ analysis: this.#analysis, model: this.#model });
    } catch (error) {
      throw error.code === "failed" ? new SegueError("load", `the worker does not start: ${error.message}`) : error;
    }
  }

  /** Asks the worker, which answers one question after the other. */
  #ask(question, moved = [], onProgress = undefined) {
    return new Promise((resolve, reject) => {
      // Ended while a file was read for it.
      if (!this.#worker) return reject(closed());
      this.#failed = reject;
      this.#answered = ({ progress, done, error }) => {
        if (progress !== undefined) return this.#report(progress, onProgress);
        if (!error) return resolve(done);
        const { code, message } = error;
        reject(new SegueError(code, message));
        // What has failed in an unforeseen way is not asked again.
        if (code === "failed") this.#end();
      };
      this.#worker.post(question, moved);
    });
  }

  /** Tells how far it is. Where the listener throws, nobody would hear of it: that ends the analysis. */
  #report(progress, onProgress) {
    try {
      onProgress?.(progress);
    } catch (error) {
      this.#end(error);
    }
  }

  /** Ends the worker, and with it what it is doing; the next analysis starts another. */
  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#failed(reason);
  }
}

const closed = () => new SegueError("closed", "close() was called");

/** The promise, or the signal's reason where that comes first. */
function abortable(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
