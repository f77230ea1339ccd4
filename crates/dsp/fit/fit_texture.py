"""Learns the dictionary of ../src/texture.rs and writes ../src/texture_dictionary.in.

    python fit_texture.py AUDIO WINDOWS.csv

AUDIO holds the windows as Opus files; WINDOWS.csv names their groups (columns file, group). Patterns of eight frames of
MFCCs out of the windows of training groups (those that the model is tested on, or settings are chosen by, are left out):
mean, principal axes over their deviations, and spherical k-means. No label is read. Seeded. Needs numpy, scipy,
scikit-learn, librosa, av and soxr.
"""

import csv
import sys
from pathlib import Path

import av
import librosa
import numpy as np
import soxr
from scipy.fft import dct
from sklearn.cluster import MiniBatchKMeans

FRAMES, N_COEFFICIENTS, N_AXES, N_ATOMS = 8, 20, 40, 64
# A pattern out of so many frames: plenty.
STRIDE = 37
# Added to the variance along each axis, as a share of the greatest: the least axes are noise.
RIDGE = 1e-3
OUT = Path(__file__).parent.parent / "src" / "texture_dictionary.in"


def share(group):
    """Place of a group in the split: `share` in crates/trainer/src/data/split.rs."""
    mask, h = (1 << 64) - 1, 0xCBF29CE484222325 ^ 0x5E60E
    for byte in group.encode():
        h = ((h ^ byte) * 0x100000001B3) & mask
    h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & mask
    h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & mask
    return ((h ^ (h >> 31)) >> 11) / (1 << 53)


def samples(path):
    with av.open(path) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return soxr.resample(np.concatenate([block.mean(0) for block in blocks]).astype("f4"), 48_000, 22_050)


def mfcc(path):
    """As mel.rs and mfcc.rs: levels at most 80 dB below the loudest, orthonormal DCT-II."""
    mel = librosa.feature.melspectrogram(
        y=samples(path), sr=22_050, n_fft=2048, hop_length=512, center=False, n_mels=64, fmin=30, fmax=11_025, htk=True, norm=None
    )
    return dct(librosa.power_to_db(mel, top_db=80), axis=0, norm="ortho")[:N_COEFFICIENTS].T


def array(values):
    return "[" + ", ".join(f"{v:.4e}" for v in values) + "]"


def nested(rows):
    return "[" + ", ".join(array(row) for row in rows) + "]"


def main():
    audio, windows = sys.argv[1:]
    with open(windows, newline="") as file:
        files = [row["file"] for row in csv.DictReader(file) if share(row["group"]) < 0.7]
    patterns = []
    for file in files:
        view = np.lib.stride_tricks.sliding_window_view(mfcc(Path(audio) / file), FRAMES, axis=0)[::STRIDE]
        patterns.append(view.transpose(0, 2, 1).reshape(len(view), -1))
    patterns = np.concatenate(patterns)
    mean = patterns.mean(0)
    variances, axes = np.linalg.eigh(np.cov((patterns - mean).T))
    axes = (axes[:, -N_AXES:] / np.sqrt(variances[-N_AXES:] + RIDGE * variances[-1])).T
    whitened = (patterns - mean) @ axes.T
    whitened /= np.linalg.norm(whitened, axis=1, keepdims=True)
    means = MiniBatchKMeans(N_ATOMS, random_state=0, batch_size=4096, n_init=1, max_iter=30).fit(whitened)
    atoms = means.cluster_centers_ / np.linalg.norm(means.cluster_centers_, axis=1, keepdims=True)
    print(f"{len(patterns)} patterns of {len(files)} windows; mean resemblance to the nearest atom "
          f"{(whitened @ atoms.T).max(1).mean():.3f}")
    lines = ["Dictionary {", f"    mean: {array(mean)},", f"    axes: {nested(axes)},", f"    atoms: {nested(atoms)},", "}"]
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
