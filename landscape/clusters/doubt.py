"""How sure a clustering is: what random subsets of the documents make of it.

Fifty times, four fifths of the documents are drawn without replacement and clustered afresh.  The stability of a
cluster is the mean of its best Jaccard index among the clusters of each subset (Hennig, Computational Statistics and
Data Analysis 52(1), 2007: from 0.75 valid, below 0.6 not to be trusted).  Every document, drawn or not, goes to the
nearest centre of each subset's clusters; the share of subsets that put it where the clustering put it is its
confidence, and those that are there in at least 95 % are the core of their cluster (Henelius et al., 2016).

Subsets have at most 4,000 documents.  The space is not learned anew for each: the doubt shown is that of the grouping.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.partition import SUBSET, Partition, k_means, nearest_centre
from landscape.clusters.vectors import Vectors

RESAMPLES = 50
DOCUMENTS = 4_000
STARTS = 3
CORE = 0.95
WEAK = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """stability (k,) of each cluster, 0 to 1; shares (n, k): how often each document was put into each cluster."""

    stability: Vectors
    shares: NDArray[np.float32]


def resample(learned: Vectors, partition: Partition, everything: Vectors, seed: int) -> Doubt:
    """Stability of clusters and of assignments.

    learned : (m, d) the documents the partition was learned from; everything : (n, d) the documents to assign.
    """
    generator = np.random.default_rng(seed)
    k = len(partition.centres)
    size = min(max(k, int(SUBSET * len(learned))), DOCUMENTS)
    jaccard = np.zeros((RESAMPLES, k))
    shares = np.zeros((len(everything), k), dtype=np.float32)
    rows = np.arange(len(everything))
    for b in range(RESAMPLES):
        drawn = np.sort(generator.permutation(len(learned))[:size])
        again = k_means(learned[drawn], k, int(generator.integers(2**31)), STARTS)
        overlap = jaccard_table(partition.labels[drawn], again.labels, k)
        jaccard[b] = overlap.max(axis=1)
        same = np.argmax(np.round(overlap, 9), axis=0)
        shares[rows, same[nearest_centre(everything, again.centres)]] += 1
    return Doubt(jaccard.mean(axis=0), shares / np.float32(RESAMPLES))


def jaccard_table(one: NDArray[np.int64], other: NDArray[np.int64], k: int) -> Vectors:
    """Jaccard index of each cluster of `one` (rows) with each of `other` (columns), over the same documents."""
    both = np.zeros((k, k))
    np.add.at(both, (one, other), 1)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None] - both
    return np.asarray(both / np.maximum(either, 1))
