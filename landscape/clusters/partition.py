"""The number of clusters and the clusters themselves: k-means, chosen by stability and separation.

For each number of clusters k

- *stability* is the mean adjusted Rand index between the clustering of all documents and those of random subsets;
- *separation* is the mean simplified silhouette (how much nearer a document is to its own centre than to the next),
  adjusted for chance as the Rand index is: 0 at the silhouette of data without clusters, 1 at the largest possible.
  Such data are drawn from a single Gaussian with the mean and covariance of the documents (the null of SigClust: Liu
  et al., JASA 103(483), 2008).  Without that comparison, cutting any elongated cloud in two looks best.

Their product is the score.  Of its peaks (no worse than the k before and after it) within a twentieth of the best, the
smallest k is taken: where a few topics and their parts are about as good an answer, the few are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.result import CurvePoint
from landscape.clusters.topical import LEXICAL, learn_topical_space
from landscape.clusters.vectors import Vectors, unit

Labels = NDArray[np.int64]

MAX_CLUSTERS = 60
CURVE_DOCUMENTS = 3_000
SUBSETS = 6
SUBSET = 0.8
NULLS = 3
STARTS = 10
AS_GOOD = 0.95
SEPARATES = 0.05
"""A best score below this (real corpora were measured at 0.2 and more) is no structure: one cluster."""


@dataclass(frozen=True, slots=True)
class Partition:
    """labels (n,); centres (k, d) of unit length; inertia: sum of squared distances to the own centre."""

    labels: Labels
    centres: Vectors
    inertia: float


def k_means(vectors: Vectors, k: int, seed: int, starts: int = STARTS, known: Vectors | None = None) -> Partition:
    """The best of k-means from `starts` random starts and, where given, from the `known` centres (k, d).

    vectors : (n, d), rows of unit length; 1 <= k <= n.
    """
    from sklearn.cluster import KMeans

    generator = np.random.default_rng(seed)
    seeds = [] if known is None else [known]
    seeds += [vectors[spread_out(vectors, k, generator)] for _ in range(starts)]
    models = [KMeans(k, init=centres, n_init=1, random_state=0).fit(vectors) for centres in seeds]
    best = min(models, key=lambda model: round(float(model.inertia_), 6))
    return Partition(best.labels_.astype(np.int64), unit(best.cluster_centers_), float(best.inertia_))


def spread_out(vectors: Vectors, k: int, generator: np.random.Generator) -> list[int]:
    """Positions of k start points by greedy k-means++ (Arthur and Vassilvitskii, SODA 2007), for unit vectors.

    As scikit-learn's, without its overhead for each point, which would be half of the time spent on small corpora.
    """
    chosen = [int(generator.integers(len(vectors)))]
    nearest = np.maximum(2 - 2 * vectors @ vectors[chosen[0]], 0.0)
    trials = 2 + int(np.log(k))
    for _ in range(1, k):
        cumulated = np.cumsum(nearest)
        drawn = np.searchsorted(cumulated, generator.random(trials) * cumulated[-1])
        drawn = np.minimum(drawn, len(vectors) - 1)
        distance = np.minimum(nearest, np.maximum(2 - 2 * vectors[drawn] @ vectors.T, 0.0))
        best = int(np.argmin(np.round(distance.sum(axis=1), 9)))
        chosen.append(int(drawn[best]))
        nearest = distance[best]
    return chosen


def nearest_centre(vectors: Vectors, centres: Vectors) -> Labels:
    """Position of the centre with the largest cosine, ties to the first."""
    return np.asarray(np.argmax(np.round(vectors @ centres.T, 9), axis=1))


def candidates(documents: int) -> list[int]:
    """Numbers of clusters to try up to the root of the number of documents: all up to 16, then in larger steps."""
    most = min(MAX_CLUSTERS, int(np.sqrt(documents)))
    tried, k = [], 2
    while k <= most:
        tried.append(k)
        k += max(1, k // 8)
    return tried


def curve(raw: Vectors, topical: Vectors, seed: int, rounds: tuple[float, ...] = LEXICAL) -> tuple[CurvePoint, ...]:
    """Stability and separation for each number of clusters worth trying.

    raw, topical: the same documents before and after they were brought into the topical space (n, d) and (n, axes);
    data without clusters are modelled on the former and brought there in the same way, by the same rounds.
    """
    generator = np.random.default_rng(seed)
    if len(raw) > CURVE_DOCUMENTS:
        drawn = np.sort(generator.permutation(len(raw))[:CURVE_DOCUMENTS])
        raw, topical = raw[drawn], topical[drawn]
    nulls = [structureless(raw, generator) for _ in range(NULLS)]
    nulls = [learn_topical_space(null, seed, rounds).place(null)[0] for null in nulls]
    size = int(SUBSET * len(raw))
    subsets = [np.sort(generator.permutation(len(raw))[:size]) for _ in range(SUBSETS)]
    return tuple(_point(topical, nulls, subsets, k, seed) for k in candidates(len(raw)))


def _point(vectors: Vectors, nulls: list[Vectors], subsets: list[Labels], k: int, seed: int) -> CurvePoint:
    from sklearn.metrics import adjusted_rand_score

    whole = k_means(vectors, k, seed, STARTS // 2)
    agreement = [
        adjusted_rand_score(whole.labels, nearest_centre(vectors, k_means(vectors[subset], k, seed + i, 3).centres))
        for i, subset in enumerate(subsets, start=1)
    ]
    chance = float(np.mean([silhouette(null, k_means(null, k, seed, 2).centres) for null in nulls]))
    separation = (silhouette(vectors, whole.centres) - chance) / (1 - chance)
    stability = float(np.mean(agreement))
    spread = float(np.std(agreement, ddof=1) / np.sqrt(len(agreement)))
    return CurvePoint(
        k,
        round(stability, 4),
        round(separation, 4),
        round(max(stability, 0.0) * max(separation, 0.0), 4),
        round(spread * max(separation, 0.0), 4),
    )


def silhouette(vectors: Vectors, centres: Vectors) -> float:
    """Mean simplified silhouette by cosine distance, -1 to 1 (Hruschka et al., IDA 2004)."""
    distance = np.sort(1 - vectors @ centres.T, axis=1)
    return float(np.mean((distance[:, 1] - distance[:, 0]) / np.maximum(distance[:, 1], 1e-9)))


def structureless(vectors: Vectors, generator: np.random.Generator) -> Vectors:
    """As many unit vectors drawn from one Gaussian with the mean and covariance of the vectors' directions."""
    directions = unit(vectors)
    values, axes = np.linalg.eigh(np.cov(directions.T))
    drawn = generator.standard_normal(vectors.shape) * np.sqrt(np.maximum(values, 0.0))
    return unit(directions.mean(axis=0) + drawn @ axes.T)


def choose(points: tuple[CurvePoint, ...]) -> int:
    """The smallest number of clusters at a peak of the score that is nearly the highest; 1 where nothing separates.

    points : in order of k.

    >>> choose(tuple(CurvePoint(k, 1.0, score, score, 0.0) for k, score in [(2, 0.3), (3, 0.48), (4, 0.4), (5, 0.5)]))
    3
    """
    scores = [point.score for point in points]
    best = max(scores, default=0.0)
    if best < SEPARATES:
        return 1
    around = zip([0.0, *scores], [*scores[1:], 0.0], strict=False)
    peaks = (
        p.k for p, (before, after) in zip(points, around, strict=True) if p.score >= max(before, after, AS_GOOD * best)
    )
    return next(peaks)
