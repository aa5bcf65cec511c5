"""Fields: the upper level, neighbouring clusters joined until about the root of their number is left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.vectors import Vectors, unit

FEWEST = 6
"""Fewer clusters than this are read at one glance: one field holds them all."""


def join_clusters(vectors: Vectors, labels: NDArray[np.int64], k: int) -> list[int]:
    """The field of each cluster, numbered from 0 in order of first cluster.

    Average linkage by cosine between mean document vectors; cut where the distance between two mergers is largest,
    among numbers of fields from 0.7 to 1.4 times the root of the number of clusters.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if k < FEWEST:
        return [0] * k
    directions = unit(vectors)
    means = np.array([directions[labels == c].sum(axis=0) for c in range(k)])
    tree = linkage(unit(means), method="average", metric="cosine")
    fewest, most = max(2, round(0.7 * np.sqrt(k))), round(1.4 * np.sqrt(k))
    heights = np.round(tree[:, 2], 9)
    count = max(range(fewest, most + 1), key=lambda f: (heights[k - f] - heights[k - f - 1], -f))
    found = fcluster(tree, count, criterion="maxclust").tolist()
    order = {field: position for position, field in enumerate(dict.fromkeys(found))}
    return [order[field] for field in found]
