"""Grouping of unit vectors: k-means, the number of clusters, resampling, outsiders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.result import OUTSIDE, CurvePoint

Vectors = NDArray[np.float64]
Labels = NDArray[np.int64]

RESAMPLES = 50
SHARE = 0.8
"""Share of the documents in each resample, drawn without replacement."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What resampling says: per cluster mean Jaccard, per document and cluster how often it was assigned there."""

    stability: NDArray[np.float64]
    assigned: NDArray[np.float64]


def k_means(vectors: Vectors, k: int, seed: int, runs: int = 5) -> tuple[Labels, Vectors]:
    """Labels (n,) and centres (k, d) of unit length."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 - a second of import, only where it fits

    model = KMeans(k, n_init=runs, random_state=seed).fit(vectors)
    centres = model.cluster_centers_
    return model.labels_.astype(np.int64), centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-12)


def curve_of(vectors: Vectors, seed: int) -> list[CurvePoint]:
    """Stability and separation for each number of clusters worth trying."""
    from sklearn.metrics import adjusted_rand_score, silhouette_score  # noqa: PLC0415

    n = len(vectors)
    most = int(min(30, max(2, np.sqrt(n))))
    generator = np.random.default_rng(seed)
    points = []
    for k in range(2, most + 1):
        labels, _ = k_means(vectors, k, seed)
        if len(set(labels.tolist())) < k:
            break
        agreement = []
        for _ in range(5):
            drawn = np.sort(generator.permutation(n)[: int(SHARE * n)])
            again, _ = k_means(vectors[drawn], k, int(generator.integers(2**31)), 1)
            agreement.append(adjusted_rand_score(labels[drawn], again))
        separation = float(silhouette_score(vectors, labels, metric="cosine", sample_size=min(n, 3000), random_state=seed))
        stability = float(np.mean(agreement))
        points.append(CurvePoint(k, round(stability, 4), round((1 + separation) / 2, 4), round(max(stability, 0) * max(separation, 0), 6)))
    return points


def resample(vectors: Vectors, labels: Labels, k: int, seed: int) -> Doubt:
    """Cluster-wise stability by subsampling (Hennig, CSDA 52(1), 2007): mean of the best Jaccard in each resample."""
    generator = np.random.default_rng(seed)
    n = len(vectors)
    best = np.zeros((RESAMPLES, k))
    assigned = np.zeros((n, k))
    for b in range(RESAMPLES):
        drawn = np.sort(generator.permutation(n)[: max(k, int(SHARE * n))])
        found, centres = k_means(vectors[drawn], k, int(generator.integers(2**31)), 2)
        table = np.zeros((k, k))
        np.add.at(table, (labels[drawn], found), 1)
        union = table.sum(1)[:, None] + table.sum(0)[None] - table
        jaccard = table / np.maximum(union, 1)
        best[b] = jaccard.max(1)
        match = jaccard.argmax(0)
        assigned[np.arange(n), match[np.argmax(vectors @ centres.T, axis=1)]] += 1
    return Doubt(best.mean(0), assigned / RESAMPLES)


def outsiders(vectors: Vectors, labels: Labels, centres: Vectors) -> NDArray[np.bool_]:
    """Documents far from their centre: below the lower fence of similarity (Tukey) of their cluster."""
    similarity = np.einsum("nd,nd->n", vectors, centres[labels])
    outside = np.linalg.norm(vectors, axis=1) < 0.5
    for cluster in range(len(centres)):
        members = labels == cluster
        low, high = np.quantile(similarity[members], [0.25, 0.75]) if members.any() else (0.0, 0.0)
        outside |= members & (similarity < low - 1.5 * (high - low))
    return outside


__all__ = ["OUTSIDE", "Doubt", "curve_of", "k_means", "outsiders", "resample"]
