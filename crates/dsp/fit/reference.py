"""Writes Essentia's tempo and key of every window: the reference of fit_tempo.py and of tempo_key_eval.

    python reference.py AUDIO > reference.csv

AUDIO holds the windows as Opus files. Needs the Python package essentia (an outside reference only: nothing
of it is linked or shipped) and ffmpeg. RhythmExtractor2013 (multifeature) and KeyExtractor (bgate) at 44.1 kHz.
"""

import csv
import subprocess
import sys
from pathlib import Path

import essentia.standard
import numpy as np

TONICS = "C C# D Eb E F F# G Ab A Bb B".split()

table = csv.writer(sys.stdout)
table.writerow("file essentia_bpm essentia_bpm_confidence essentia_key essentia_mode essentia_key_strength".split())
for path in sorted(Path(sys.argv[1]).glob("*.opus")):
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", path, "-ac", "1", "-ar", "44100", "-f", "f32le", "-"]
    samples = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)
    bpm, _, confidence, _, _ = essentia.standard.RhythmExtractor2013(method="multifeature")(samples)
    key, mode, strength = essentia.standard.KeyExtractor(profileType="bgate")(samples)
    table.writerow([path.name, bpm, confidence, TONICS.index(key), int(mode == "major"), strength])
