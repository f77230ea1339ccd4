"""Runs the teacher (VibeNet 0.1.0, its own code and weights out of its PyPI wheel) over audio on standard input.

Started by `trainer augment`, which sets up the Python environment it needs (requirements.txt beside it).
Nothing of the teacher is part of what Segue ships.

In:  windows one after the other, each a little-endian u32 number of samples, then that many f32 samples,
     mono, 22,050 Hz, full scale +-1. The end of the input ends the program.
Out: one line a window: acousticness danceability energy instrumentalness liveness speechiness valence,
     each 0...1 (the first, fourth and fifth through the logistic function, the others clipped).
"""

import struct
import sys
from importlib import resources

import numpy as np
import onnxruntime as ort
import soxr
from vibenet import labels
from vibenet.core import SAMPLE_RATE, InferenceResult, extract_mel

INPUT_RATE = 22_050


def main() -> None:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # the trainer runs one of these a core
    weights = resources.files("vibenet.artifacts").joinpath("efficientnet_model.onnx").read_bytes()
    session = ort.InferenceSession(weights, options)
    while header := sys.stdin.buffer.read(4):
        (length,) = struct.unpack("<I", header)
        samples = np.frombuffer(sys.stdin.buffer.read(4 * length), dtype="<f4")
        mel = extract_mel(soxr.resample(samples, INPUT_RATE, SAMPLE_RATE), SAMPLE_RATE)
        logits = session.run(None, {"x": mel[np.newaxis, :]})[0][0]
        values = InferenceResult.from_logits([float(logit) for logit in logits]).to_dict()
        print(*(f"{values[label]:.6f}" for label in labels), flush=True)


if __name__ == "__main__":
    main()
