// The worker in browsers.

import { answering } from "./listening.js";

/** Bytes that are read from the disk at once. */
const PIECE = 1 << 20;

/** A Blob to read from at any position. */
function open(blob) {
  const reader = new FileReaderSync();
  let [piece, start] = [new Uint8Array(), 0];
  const read = (at, length) => {
    if (at < start || at + length > start + piece.length) {
      piece = new Uint8Array(reader.readAsArrayBuffer(blob.slice(at, at + Math.max(length, PIECE))));
      start = at;
    }
    return piece.subarray(at - start, at - start + length);
  };
  return { length: blob.size, read, close() {} };
}

const answer = answering((told) => postMessage(told), open);
onmessage = ({ data }) => answer(data);
