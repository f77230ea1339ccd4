// The worker in Node.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { parentPort } from "node:worker_threads";

import { SegueError } from "./error.js";
import { answering } from "./listening.js";

/** A file to read from at any position: its bytes, or what lies at a path. */
function open(file) {
  if (typeof file !== "string") {
    return { length: file.length, read: (at, length) => file.subarray(at, at + length), close() {} };
  }
  const opened = atPath(file);
  const told = fstatSync(opened);
  if (!told.isFile()) {
    closeSync(opened);
    throw new SegueError("unreadable", `this is ${told.isDirectory() ? "a folder" : "no file"}: ${file}`);
  }
  return {
    length: told.size,
    read(at, length) {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(opened, bytes, 0, length, at));
    },
    close: () => closeSync(opened),
  };
}

function atPath(path) {
  try {
    return openSync(path);
  } catch ({ message }) {
    throw new SegueError("unreadable", `the file cannot be read: ${message}`);
  }
}

const answer = answering((told) => parentPort.postMessage(told), open);
parentPort.on("message", answer);
