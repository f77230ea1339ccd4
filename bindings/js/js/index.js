// The package in browsers: its files lie beside this one, or where `base` says.

import { SegueError } from "./error.js";
import { hearInBrowser } from "./in-browser.js";
import { Segue as Anywhere } from "./segue.js";

export { SegueError };

export class Segue extends Anywhere {
  static load({ base } = {}) {
    return super.load(new Browser(base && new URL(base, location.href)));
  }
}

/** Addresses in the form that bundlers look for. */
const BESIDE = {
  "analysis_bg.wasm": () => new URL("./analysis_bg.wasm", import.meta.url),
  "decoder_bg.wasm": () => new URL("./decoder_bg.wasm", import.meta.url),
  "model.bin": () => new URL("./model.bin", import.meta.url),
};

class Browser {
  #base;

  constructor(base) {
    this.#base = base;
  }

  async module(name) {
    const address = this.#address(`${name}_bg.wasm`);
    const bytes = await bytesOf(address);
    try {
      return await WebAssembly.compile(bytes);
    } catch (cause) {
      // Development servers answer with a page of theirs where they find nothing.
      throw new SegueError("load", `what is served as ${address} is not this package's: "Bundlers" in its README says how`, { cause });
    }
  }

  model() {
    return bytesOf(this.#address("model.bin"));
  }

  start(answered) {
    const worker = this.#worker();
    worker.onmessage = ({ data }) => answered(data);
    worker.onerror = ({ message }) =>
      answered({ error: { code: "failed", message: message || "the browser could not start it" } });
    return { post: (question, moved) => worker.postMessage(question, moved), terminate: () => worker.terminate() };
  }

  async file(input) {
    if (input instanceof Blob) return input;
    if (input instanceof ArrayBuffer || input instanceof Uint8Array) return new Blob([input]);
    throw new SegueError("bad_input", "a file is a File, a Blob, an ArrayBuffer or a Uint8Array");
  }

  hear = hearInBrowser;

  #worker() {
    // Written out, as bundlers look for it.
    if (!this.#base) return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const address = new URL("worker.js", this.#base);
    return new Worker(address.origin === location.origin ? address : importing(address), { type: "module" });
  }

  #address(name) {
    return this.#base ? new URL(name, this.#base) : BESIDE[name]();
  }
}

async function bytesOf(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.arrayBuffer();
  } catch (cause) {
    throw new SegueError("load", `${address} could not be loaded: ${cause.message}`, { cause });
  }
}

/** A script that imports another: browsers start no worker from another origin, though they import from it. */
function importing(address) {
  const script = new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" });
  return URL.createObjectURL(script);
}
