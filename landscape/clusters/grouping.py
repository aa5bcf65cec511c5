"""Which documents belong together: from vectors to labels, doubt and centres, all documents in order of their id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.doubt import Doubt, resample
from landscape.clusters.partition import Labels, Partition, choose, curve, k_means
from landscape.clusters.result import OUTSIDE, CurvePoint
from landscape.clusters.topical import TopicalSpace, learn_topical_space
from landscape.clusters.vectors import Vectors, unit

FEWEST_DOCUMENTS = 10
"""Fewer documents are one cluster, unless the user asks for more."""

WORTH_CHANGING = 0.9
"""A number of clusters is kept from the previous run while its score is at least this share of the best."""

AS_GOOD = 1.01
"""Former centres are kept while the sum of squared distances to them is within 1 % of the best found."""

STAY = 0.05
"""A document leaves its former cluster only for a centre that is nearer by more than this cosine."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """labels (n,), -1 outside; doubt of all n documents; the partition and the space they come from.

    topical: (n, axes), the documents in that space; learned_from: positions of the space's landmarks.
    """

    labels: Labels
    doubt: Doubt
    partition: Partition
    space: TopicalSpace
    curve: tuple[CurvePoint, ...]
    topical: Vectors
    learned_from: Labels

    def in_order(self, clusters: Sequence[int]) -> Grouping:
        """The same with these clusters, given by their present positions, in this order."""
        to = np.full(len(self.partition.centres) + 1, OUTSIDE, dtype=np.int64)
        to[list(clusters)] = np.arange(len(clusters))
        doubt = Doubt(self.doubt.stability[list(clusters)], self.doubt.shares[:, list(clusters)])
        partition = replace(
            self.partition, labels=to[self.partition.labels], centres=self.partition.centres[list(clusters)]
        )
        return replace(self, labels=to[self.labels], doubt=doubt, partition=partition)


def group(
    vectors: Vectors,
    sample: NDArray[np.int64],
    islands: Sequence[str],
    n_clusters: int | None,
    seed: int,
    former: Sequence[str | None],
    rounds: tuple[float, ...],
) -> Grouping:
    """Group documents with vectors (n, d), learning from those at the positions `sample`.

    islands : (n,) the language group of each document; a cluster keeps to the island of most of its documents.
    former : (n,) previous cluster of each document, None where it had none.
    rounds : of drifting, see `topical`.
    """
    known = np.asarray(vectors.any(axis=1))
    sample = sample[known[sample]]
    space = learn_topical_space(vectors[sample], seed, rounds)
    topical, far = space.place(vectors)
    outside = far | ~known
    learned = sample[~outside[sample]]
    k, points = _number(vectors, topical, learned, n_clusters, seed, former, rounds)
    if k == 0:
        nothing = Partition(np.zeros(0, dtype=np.int64), np.zeros((0, topical.shape[1])), 0.0)
        nowhere = np.full(len(vectors), OUTSIDE, dtype=np.int64)
        doubt = Doubt(np.zeros(0), np.zeros((len(vectors), 0), dtype=np.float32))
        return Grouping(nowhere, doubt, nothing, space, points, topical, sample)
    partition, names = _partition(topical, learned, k, seed, former)
    labels = _stay(topical, partition.centres, names, former)
    labels[outside] = OUTSIDE
    labels[_foreign(labels, islands, k)] = OUTSIDE
    doubt = resample(topical[learned], partition, topical, seed)
    grouping = Grouping(labels, doubt, partition, space, points, topical, sample)
    return grouping.in_order([c for c in range(k) if (labels == c).any()])


def _number(
    vectors: Vectors,
    topical: Vectors,
    learned: Labels,
    n_clusters: int | None,
    seed: int,
    former: Sequence[str | None],
    rounds: tuple[float, ...],
) -> tuple[int, tuple[CurvePoint, ...]]:
    different = len(np.unique(np.round(topical[learned], 6), axis=0)) if len(learned) else 0
    if n_clusters is not None:
        return min(n_clusters, different), ()
    if different < FEWEST_DOCUMENTS:
        return min(1, different), ()
    points = curve(vectors[learned], topical[learned], seed, rounds)
    best = choose(points)
    before = len({former[i] for i in learned} - {None})
    score = {point.k: point.score for point in points}
    keep = before in score and score[before] >= WORTH_CHANGING * score[best]
    return before if keep else best, points


def _partition(
    topical: Vectors, learned: Labels, k: int, seed: int, former: Sequence[str | None]
) -> tuple[Partition, list[str]]:
    """k-means; from the centres of the former clusters where there are as many, and they still serve as well.

    With the former cluster that each centre continues, if they do.
    """
    fresh = k_means(topical[learned], k, seed)
    names = sorted({name for i in learned if (name := former[i]) is not None})
    if len(names) != k:
        return fresh, []
    means = [topical[[i for i in learned if former[i] == name]].mean(axis=0) for name in names]
    continued = k_means(topical[learned], k, seed, starts=0, known=unit(np.array(means)))
    return (continued, names) if continued.inertia <= AS_GOOD * fresh.inertia else (fresh, [])


def _stay(topical: Vectors, centres: Vectors, names: list[str], former: Sequence[str | None]) -> Labels:
    """The nearest centre of each document, with a small advantage for the one that continues its former cluster."""
    cosine = topical @ centres.T
    position = {name: c for c, name in enumerate(names)}
    known = [(i, position[name]) for i, name in enumerate(former) if name is not None and name in position]
    if known:
        rows, columns = np.array(known).T
        cosine[rows, columns] += STAY
    return np.asarray(np.argmax(np.round(cosine, 9), axis=1))


def _foreign(labels: Labels, islands: Sequence[str], k: int) -> NDArray[np.bool_]:
    """Documents in a cluster most of whose documents are in languages that nothing aligns with theirs."""
    names = sorted(set(islands))
    number = np.array([names.index(island) for island in islands])
    inside = labels != OUTSIDE
    counts = np.zeros((k, len(names)))
    np.add.at(counts, (labels[inside], number[inside]), 1)
    return np.asarray(inside & (counts.argmax(axis=1)[labels] != number))
