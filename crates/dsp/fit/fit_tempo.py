"""Fits the tempo network of ../src/tempo.rs and writes ../src/tempo_weights.in.

    python synthetic.py SYNTHETIC                       # drum and click tracks with known tempo
    cargo run --release -p segue-dsp --example tempo_key_eval -- evidence EVIDENCE AUDIO SYNTHETIC
    python fit_tempo.py EVIDENCE WINDOWS.csv REFERENCE.csv SYNTHETIC/tempi.csv

AUDIO holds raw mono 32-bit float files at 22,050 Hz, one a window; WINDOWS.csv names their groups (columns
file, group), REFERENCE.csv their tempi (reference.py). Needs numpy and scipy. Each tempo of the scale gets
a score from a small network that sees only that tempo's evidence; the loss is the likelihood of the
tempi within 2% of the true one. The weights are fitted without the groups that the model is tested on; the
tables give those groups, and two-fold cross-validation by group over all windows.
"""

import csv
import sys
import zlib
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

N_TEMPI, N_EVIDENCE, N_HIDDEN = 362, 104, 16
TEMPI = 40 * 2 ** (np.arange(N_TEMPI) / 140)
PENALTY, ITERATIONS = 0.01, 150
OUT = Path(__file__).parent.parent / "src" / "tempo_weights.in"
SHAPES = [(N_EVIDENCE, N_HIDDEN), (N_HIDDEN,), (N_HIDDEN,), (N_EVIDENCE,)]


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def tested(group):
    """Whether the model's test part holds this group: `Split::of` in crates/trainer/src/data/split.rs."""
    mask, h = (1 << 64) - 1, 0xCBF29CE484222325 ^ 0x5E60E
    for byte in group.encode():
        h = ((h ^ byte) * 0x100000001B3) & mask
    h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & mask
    h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & mask
    return (h ^ (h >> 31)) >> 11 >= 0.9 * (1 << 53)


def load(folder, names):
    read = lambda name: np.fromfile(Path(folder) / f"{name}.evidence", np.float32)
    return np.array([read(name).reshape(N_TEMPI, N_EVIDENCE) for name in names])


def split(vector):
    ends = np.cumsum([int(np.prod(shape)) for shape in SHAPES])
    parts = np.split(vector, ends[:-1])
    return [part.reshape(shape).astype(np.float32) for part, shape in zip(parts, SHAPES)]


def forward(parts, z):
    hidden, bias, output, linear = parts
    a = np.maximum(z @ hidden + bias, 0)
    return a, a @ output + z @ linear


def softmax(scores):
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def fit(evidence, bpm, weight):
    """Parts of the network, the mean and deviation of the evidence folded in."""
    near = np.abs(TEMPI / bpm[:, None] - 1) <= 0.02
    keep = near.any(1)
    evidence, near, weight = evidence[keep], near[keep], weight[keep] / weight[keep].sum()
    mean, sd = evidence.mean((0, 1)), evidence.std((0, 1)) + 1e-6
    z = ((evidence - mean) / sd).reshape(-1, N_EVIDENCE).astype(np.float32)
    rng = np.random.default_rng(0)
    start = [rng.standard_normal(s) * c for s, c in zip(SHAPES, (0.9 / np.sqrt(N_EVIDENCE), 0, 0.3, 0))]

    def loss(vector):
        parts = split(vector)
        a, scores = forward(parts, z)
        p = softmax(scores.reshape(-1, N_TEMPI))
        likelihood = (p * near).sum(1) + 1e-9
        d = ((p - p * near / likelihood[:, None]) * weight[:, None]).astype(np.float32).reshape(-1)
        da = (d[:, None] * parts[2]) * (a > 0)
        gradient = [z.T @ da, da.sum(0), a.T @ d, z.T @ d]
        gradient = np.concatenate([g.ravel() for g in gradient]).astype(np.float64)
        value = -(weight * np.log(likelihood)).sum() + PENALTY * (vector**2).sum()
        return float(value), gradient + 2 * PENALTY * vector

    x0 = np.concatenate([s.ravel() for s in start])
    best = minimize(loss, x0, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
    hidden, bias, output, linear = split(best)
    hidden = hidden / sd[:, None]
    return [hidden, bias - mean @ hidden, output, linear / sd]


def estimate(parts, evidence):
    _, scores = forward(parts, evidence.reshape(-1, N_EVIDENCE))
    p = softmax(scores.reshape(-1, N_TEMPI))
    near = np.array([np.convolve(row, np.ones(9), "same") for row in p])
    return TEMPI[near.argmax(1)], near.max(1)


def report(name, found, true):
    ratio = found / true
    one = np.abs(ratio - 1) <= 0.04
    two = np.any([np.abs(ratio / k - 1) <= 0.04 for k in (1, 2, 1 / 2, 3, 1 / 3)], axis=0)
    print(f"{name:32} n {len(true):4}  Acc1 {one.mean():.3f}  Acc2 {two.mean():.3f}", flush=True)


def array(values):
    return "[" + ", ".join(f"{v:.5e}" for v in np.ravel(values)) + "]"


def write(parts):
    hidden, bias, output, linear = parts
    lines = ["Network {", "    hidden: ["]
    lines += [f"        {array(hidden[:, h])}," for h in range(N_HIDDEN)]
    lines += ["    ],", f"    bias: {array(bias)},", f"    output: {array(output)},"]
    lines += [f"    linear: {array(linear)},", "}"]
    OUT.write_text("\n".join(lines) + "\n")


def main():
    folder, windows, reference, synthetic = sys.argv[1:]
    group = {row["file"]: row["group"] for row in rows(windows)}
    real, made = rows(reference), rows(synthetic)
    bpm = np.array([float(row["essentia_bpm"]) for row in real])
    sure = np.array([float(row["essentia_bpm_confidence"]) for row in real])
    test = np.array([tested(group[row["file"]]) for row in real])
    half = np.array([zlib.crc32(("g" + group[row["file"]]).encode()) & 1 for row in real])
    made_bpm = np.array([float(row["bpm"]) for row in made])
    # The extremes of the range are rare in music, yet meant to be found where nothing contradicts them.
    plain = np.array([row["kind"] != "syncopated" for row in made])
    extreme = np.where(made_bpm < 75, 6.0, np.where((made_bpm < 90) | (made_bpm > 180), 3.0, 1.5))
    made_weight = np.where(plain, extreme, 0.7)

    evidence = np.concatenate([load(folder, [Path(row["file"]).stem for row in real]), load(folder, [row["file"] for row in made])])
    true = np.concatenate([bpm, made_bpm])
    weight = np.concatenate([np.clip(sure, 0.2, 3), made_weight])
    fold = np.concatenate([half, np.arange(len(made)) % 2])

    n = len(real)
    learnt = np.concatenate([~test, np.ones(len(made), bool)])
    parts = fit(evidence[learnt], true[learnt], weight[learnt])
    write(parts)
    found, _ = estimate(parts, evidence)
    print("the weights that were written:")
    report("test groups", found[:n][test], bpm[test])
    report("test groups, reference sure", found[:n][test & (sure > 1.5)], bpm[test & (sure > 1.5)])
    report("synthetic, plain, learnt", found[n:][plain], made_bpm[plain])
    report("synthetic, plain, below 75 BPM", found[n:][plain & (made_bpm < 75)], made_bpm[plain & (made_bpm < 75)])

    found = np.zeros(len(true))
    confidence = np.zeros(len(true))
    for half in (0, 1):
        parts = fit(evidence[fold != half], true[fold != half], weight[fold != half])
        found[fold == half], confidence[fold == half] = estimate(parts, evidence[fold == half])
    print("two-fold:")
    report("windows", found[:n], bpm)
    report("windows, reference sure (> 1.5)", found[:n][sure > 1.5], bpm[sure > 1.5])
    report("synthetic, plain", found[n:][plain], made_bpm[plain])
    report("synthetic, syncopated", found[n:][~plain], made_bpm[~plain])
    order = np.argsort(-confidence[:n])
    for fifth in np.array_split(order, 5):
        report(f"confidence {confidence[fifth].mean():.2f}", found[fifth], bpm[fifth])


if __name__ == "__main__":
    main()
