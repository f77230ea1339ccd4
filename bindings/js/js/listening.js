// What the worker does, in browsers and in Node: it listens to a track twice, block by block, as the page and `segue` do.

import { Analyst, initSync as initAnalysis, look } from "./analysis.js";
import { initSync as initDecoder } from "./decoder.js";
import { Decoded, Samples } from "./tracks.js";

/** Shares of the work that the first pass is: of samples, and of a file, which is decoded meanwhile. */
const OF_SAMPLES = 0.1;
const OF_A_FILE = 0.4;

/** Answers questions: `tell` is given answers and progress; `open` opens what the platform calls a file. */
export function answering(tell, open) {
  let analyst;
  let hasDecoder = false;
  const progress = (share) => tell({ progress: share });

  function answered({ analysis, model, look: looked, file, decoder, ...samples }) {
    if (analysis) {
      initAnalysis({ module: analysis });
      analyst = new Analyst(new Uint8Array(model));
      return undefined;
    }
    if (looked) return using(open(looked), ({ length, read }) => JSON.parse(look(length, read)));
    if (file === undefined) return listen(analyst, new Samples(samples), OF_SAMPLES, progress);
    if (!hasDecoder) initDecoder({ module: decoder });
    hasDecoder = true;
    return using(open(file), (file) => listen(analyst, new Decoded(file), OF_A_FILE, progress));
  }

  return (question) => {
    try {
      tell({ done: answered(question) });
    } catch ({ code = "failed", message }) {
      tell({ error: { code, message } });
    }
  };
}

function using(file, use) {
  try {
    return use(file);
  } finally {
    file.close();
  }
}

/** Both passes through a track. */
function listen(analyst, track, firstPass, progress) {
  analyst.begin(track.channels, track.sampleRate);
  const frames = pass(analyst, track, track.frames, (share) => progress(firstPass * share));
  analyst.again();
  pass(analyst, track, frames, (share) => progress(firstPass + (1 - firstPass) * share));
  return { ...JSON.parse(analyst.finish()), notes: track.notes };
}

/** One pass: how many samples of each channel came. `tell` hears the share of those expected, where that is known. */
function pass(analyst, track, expected, tell) {
  let frames = 0;
  for (const block of track.blocks()) {
    analyst.take(block);
    frames += block[0].length;
    if (expected > 0) tell(Math.min(1, frames / expected));
  }
  return frames;
}
