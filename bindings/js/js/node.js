// The package in Node: its files lie beside this one, and the decoder decodes every file.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

import { SegueError } from "./error.js";
import { Segue as Anywhere } from "./segue.js";

export { SegueError };

export class Segue extends Anywhere {
  static load() {
    return super.load(node);
  }
}

const node = {
  module: async (name) => WebAssembly.compile(await beside(`${name}_bg.wasm`)),
  model: () => beside("model.bin"),

  start(answered) {
    const worker = new Worker(new URL("./worker-node.js", import.meta.url));
    // It keeps the program from ending while it works, and no longer.
    worker.on("message", (answer) => {
      if (answer.progress === undefined) worker.unref();
      answered(answer);
    });
    worker.on("error", ({ message }) => answered({ error: { code: "failed", message } }));
    return {
      post(question, moved) {
        worker.ref();
        worker.postMessage(question, moved);
      },
      terminate: () => void worker.terminate(),
    };
  },

  async file(input) {
    if (input instanceof Blob) return new Uint8Array(await input.arrayBuffer());
    if (input instanceof ArrayBuffer || input instanceof Uint8Array) return new Uint8Array(input);
    if (typeof input === "string") return input.startsWith("file:") ? fileURLToPath(input) : input;
    if (input instanceof URL && input.protocol === "file:") return fileURLToPath(input);
    throw new SegueError("bad_input", "a file is a path, a file: URL, a Blob, an ArrayBuffer or a Uint8Array");
  },

  hear: (file, { decodeAndHear }) => decodeAndHear(),
};

async function beside(name) {
  try {
    return await readFile(new URL(`./${name}`, import.meta.url));
  } catch (cause) {
    throw new SegueError("load", `${name} could not be read`, { cause });
  }
}
