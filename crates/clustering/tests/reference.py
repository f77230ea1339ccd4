"""Writes reference.json: what scipy and scikit-learn say of a few points, for tests/reference.rs.

Run it with Python where numpy, scipy and scikit-learn are installed: `python reference.py`.
"""

import json
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans
from sklearn.manifold import trustworthiness
from sklearn.metrics import silhouette_score

random = np.random.default_rng(7)


def rounded(values):
    """Numbers that are the same in single and in double precision, and short in the file."""
    return np.round(values * 256) / 256


clear = rounded(
    np.concatenate([random.normal(middle, 0.5, (40, 4)) for middle in random.uniform(-9, 9, (4, 4))])
)
unclear = rounded(random.normal(0, 1, (200, 5)))
low = rounded(unclear[:, :2] + random.normal(0, 0.3, (200, 2)))

start = unclear[:6]
lloyd = KMeans(6, init=start, n_init=1, max_iter=300, tol=0, algorithm="lloyd").fit(unclear)
best = KMeans(6, n_init=50, random_state=1).fit(unclear)
parted = KMeans(4, n_init=50, random_state=1).fit(clear)
joins = linkage(unclear, "ward")

reference = {
    "clear": clear.tolist(),
    "unclear": unclear.tolist(),
    "low": low.tolist(),
    "lloyd": {"wcss": lloyd.inertia_, "labels": lloyd.labels_.tolist()},
    "best_wcss": best.inertia_,
    "clear_wcss": parted.inertia_,
    "clear_labels": parted.labels_.tolist(),
    "silhouette": silhouette_score(unclear, lloyd.labels_),
    "ward": joins.tolist(),
    "ward_5": fcluster(joins, 5, "maxclust").tolist(),
    "trustworthiness": trustworthiness(unclear, low, n_neighbors=12),
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
