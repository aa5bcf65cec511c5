"""Fields: the upper level, neighbouring clusters joined until about the root of their number is left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.vectors import Vectors, unit

FEWEST = 6
"""Fewer clusters than this are read at one glance: one field holds them all."""


def join_clusters(vectors: Vectors, labels: NDArray[np.int64], k: int) -> list[int]:
    """The field of each of k clusters, numbered from 0 in order of first cluster; 1.2 √k fields.

    vectors : (n, d), labels : (n,), of the documents inside.  Clusters are joined by the cosine between the mean
    directions of their documents (weighted average linkage: Sokal and Michener, 1958).
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if k < FEWEST:
        return [0] * k
    means = np.zeros((k, vectors.shape[1]))
    np.add.at(means, labels, unit(vectors))
    tree = linkage(np.round(unit(means), 9), method="weighted")
    found = fcluster(tree, round(1.2 * np.sqrt(k)), criterion="maxclust").tolist()
    order = {field: position for position, field in enumerate(dict.fromkeys(found))}
    return [order[field] for field in found]
