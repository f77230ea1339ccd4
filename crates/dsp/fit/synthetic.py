"""Writes click and drum tracks of known tempo: 900 raw 32-bit float files at 22,050 Hz and tempi.csv.

    python synthetic.py FOLDER

47 to 218 BPM; clicks with and without accents, bass drum and snare with straight or swung hi-hats, the same
with a syncopated bass drum; with and without noise. Seeded: the same files every time. Needs numpy.
"""

import csv
import sys
from pathlib import Path

import numpy as np

RATE, SECONDS, TRACKS = 22_050, 30, 900
rng = np.random.default_rng(7)


def time(seconds):
    return np.arange(int(seconds * RATE)) / RATE


def kick():
    t, hz = time(0.25), rng.uniform(45, 65)
    sweep = rng.uniform(0, 4) * (1 - np.exp(-40 * t))
    return np.sin(2 * np.pi * (hz * t + sweep)) * np.exp(-t * rng.uniform(10, 25))


def snare():
    t = time(0.2)
    tone = 0.5 * np.sin(2 * np.pi * rng.uniform(170, 230) * t)
    return (0.6 * rng.standard_normal(len(t)) + tone) * np.exp(-t * rng.uniform(15, 30))


def hat():
    t = time(0.06)
    return np.diff(rng.standard_normal(len(t)), prepend=0) * np.exp(-t * rng.uniform(50, 120))


def click():
    t = time(0.02)
    return np.sin(2 * np.pi * rng.uniform(800, 2500) * t) * np.exp(-200 * t)


def add(track, start, sound, gain):
    at = int(start * RATE)
    end = min(len(track), at + len(sound))
    if at < end:
        track[at:end] += gain * sound[: end - at]


def clicks(track, start, beat):
    sound, accent, metre = click(), rng.choice([1, 1.6]), rng.integers(3, 5)
    for k in range(int(SECONDS / beat) + 1):
        add(track, start + k * beat, sound, accent if k % metre == 0 else 1)


def drums(track, start, beat, syncopated):
    bass, clap, cymbal = kick(), snare(), hat()
    gain, swing = rng.uniform(0.08, 0.5), rng.choice([0.5, 0.5, 0.58, 0.62, 0.667])
    for k in range(int(SECONDS / beat) + 2):
        at = start + k * beat
        add(track, at, clap if k % 2 else bass, 0.8 if k % 2 else 1)
        add(track, at, cymbal, gain)
        add(track, at + swing * beat, cymbal, 0.8 * gain)
        if syncopated and k % 4 == 2:
            add(track, at + swing * beat, bass, 0.8)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    table = csv.writer(open(folder / "tempi.csv", "w", newline=""))
    table.writerow(["file", "bpm", "kind"])
    for index in range(TRACKS):
        bpm, kind = 47 * (218 / 47) ** rng.random(), ["clicks", "drums", "syncopated"][rng.integers(3)]
        track, start = np.zeros(SECONDS * RATE), rng.uniform(0, 1)
        if kind == "clicks":
            clicks(track, start, 60 / bpm)
        else:
            drums(track, start, 60 / bpm, kind == "syncopated")
        track += rng.choice([0, 0, 0.003, 0.02, 0.05]) * rng.standard_normal(len(track))
        track /= max(1, np.abs(track).max())
        name = f"synthetic{index:03}"
        track.astype(np.float32).tofile(folder / f"{name}.f32")
        table.writerow([name, f"{bpm:.3f}", kind])


if __name__ == "__main__":
    main()
