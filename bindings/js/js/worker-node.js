// The worker in Node.

import { openSync, fstatSync, readSync, closeSync } from "node:fs";
import { parentPort } from "node:worker_threads";

import { answering } from "./listening.js";

/** A file to read from at any position, by its path or its bytes. */
function open(file) {
  if (typeof file !== "string") return { length: file.length, read: (at, length) => file.subarray(at, at + length), close() {} };
  const opened = openSync(file.startsWith("file:") ? new URL(file) : file);
  return {
    length: fstatSync(opened).size,
    read(at, length) {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(opened, bytes, 0, length, at));
    },
    close: () => closeSync(opened),
  };
}

const answer = answering((told) => parentPort.postMessage(told), open);
parentPort.on("message", answer);
