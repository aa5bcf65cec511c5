"""What chance gives: terms, standards and ranks dealt anew, and the false discovery rate.

Chance for a cluster is a document that has nothing to do with it.  Each of its passages has as many terms and as many
standards as a real one, and a place at random among the passages of its language.  Terms and standards are drawn
without replacement, as often as documents use them; what families of other clusters use counts as one document more,
so that a single document is not held against itself alone.  A passage has the p-value of its score among passages
dealt; a document is held by its tenth of passages with the smallest p-values (at least one), whose mean logarithm is
compared with that of documents dealt.

Pairs of document and cluster are shown if their false discovery rate is low enough.  Documents that meet a cluster tell
nothing of those that do not: what is found at half that rate is left out of what is dealt for the cluster, and it is
tested again, until no more is found.  That the rate still holds is not proved but measured (docs/policy.md): where
nothing is to be found, little is left out.

p-values have one added above and below, as the real arrangement is one of those possible (Phipson & Smyth, Stat. Appl.
Genet. Mol. Biol. 9(1), 2010).  Passages that have neither a term nor a standard can meet nothing and are not tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from landscape.policy.measure import pointed
from landscape.policy.rows import Matrix

DRAWS = (5_000, 40_000)
"""Fewest and most documents dealt for a cluster; twice the pairs tested in between, so that p can be small enough."""
TENTH = 10
SURELY = 0.5
"""Documents are left out of what is dealt at this part of the false discovery rate."""
_BLOCK = 5_000
_ROUNDING = 1e-6

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Items:
    """Terms or standards that can be dealt.

    passages (p, items), families (f, items): who uses them, 0 or 1; brings (items, columns): 0 or 1, the columns of
    marks that come with an item; marks (clusters, columns): in bits.
    """

    passages: Matrix
    families: Matrix
    brings: Matrix
    marks: Matrix

    def weights(self, passages: Mask, documents: int, families: Mask) -> Matrix:
        """How often each is drawn (items,): as the passages of so many documents use it, and families, as one more."""
        used = [(documents, self.passages[passages].sum(axis=0)), (1, self.families[families].sum(axis=0))]
        shares: list[Matrix] = [many * counts / max(1.0, counts.sum()) for many, counts in used]
        return shares[0] + shares[1]

    def deal(self, cluster: int, weights: Matrix, draws: int, rng: np.random.Generator) -> Matrix:
        """What distinct items drawn by weight count: (most items + 1, draws, 2), for the cluster and for all together.

        At n stands what the first n of a draw bring together; items without weight are not drawn.
        (Gumbel-top-k: Kool et al., ICML 2019.)
        """
        most = int(self.passages.sum(axis=1).max(initial=0))
        worth = np.stack([self.marks[cluster], self.marks.sum(axis=0)], axis=1)
        dealt = np.zeros((most + 1, draws, 2))
        with np.errstate(divide="ignore"):
            logarithm = np.log(weights)
        for first in range(0, draws, _BLOCK):
            width = min(_BLOCK, draws - first)
            order = np.argsort(-(logarithm + rng.gumbel(size=(width, len(weights)))), axis=1)[:, :most]
            together = np.zeros((width, self.brings.shape[1]))
            for place in range(most):
                if place < order.shape[1]:
                    item = order[:, place]
                    together = np.maximum(together, self.brings[item] * (weights[item] > 0)[:, None])
                dealt[place + 1, first : first + width] = together @ worth
        return dealt


@dataclass(frozen=True)
class Sides:
    """What is held against chance.

    scores (p, clusters); terms, standards: what is dealt; ranked: for each passage, passages of its language; rows_of:
    for each document, its passages that have a term or a standard; cluster_of: (f,) position of each family's cluster.
    """

    scores: Matrix
    terms: Items
    standards: Items
    ranked: Sequence[int]
    rows_of: Sequence[Sequence[int]]
    cluster_of: NDArray[np.int64]


@dataclass(frozen=True)
class Tested:
    """p-values of passages (p, clusters) and documents (documents, clusters); q of documents: false discovery rates."""

    passages: Matrix
    documents: Matrix
    q: Matrix


def hold(sides: Sides, seed: int, fdr: float) -> Tested:
    """Hold every passage and document against chance, leaving out what is found until no more is."""
    passages, clusters = sides.scores.shape
    p, of_documents = np.ones((passages, clusters)), np.ones((len(sides.rows_of), clusters))
    draws = int(np.clip(2 * of_documents.size, *DRAWS))
    found = np.zeros(of_documents.shape, dtype=np.bool_)
    waiting = list(range(clusters))
    while True:
        for k in waiting:
            p[:, k], of_documents[:, k] = _hold(sides, k, found[:, k], draws, np.random.default_rng([seed, k]))
        q = false_discovery_rates(of_documents)
        surely = q <= SURELY * fdr
        waiting = np.flatnonzero((surely & ~found).any(axis=0)).tolist()
        if not waiting:
            return Tested(p, of_documents, q)
        found |= surely


def _hold(sides: Sides, cluster: int, met: Mask, draws: int, rng: np.random.Generator) -> tuple[Matrix, Matrix]:
    """p-values of passages and of documents for a cluster; met: documents that are left out of what is dealt."""
    others = np.zeros(len(sides.ranked), dtype=np.bool_)
    others[[row for left_out, rows in zip(met, sides.rows_of, strict=True) if not left_out for row in rows]] = True
    used = (others, int((~met).sum()), sides.cluster_of != cluster)
    of_terms = pointed(*np.moveaxis(sides.terms.deal(cluster, sides.terms.weights(*used), draws, rng), 2, 0))
    of_standards = sides.standards.deal(cluster, sides.standards.weights(*used), draws, rng)[:, :, 0]
    counts = np.stack([sides.terms.passages.sum(axis=1), sides.standards.passages.sum(axis=1), sides.ranked], axis=1)
    score = sides.scores[:, cluster]
    p = np.ones(len(score))
    surprise: dict[tuple[int, ...], Matrix] = {}
    kinds, kind_of = np.unique(counts.astype(np.int64), axis=0, return_inverse=True)
    for position, kind in enumerate(map(tuple, kinds.tolist())):
        n_terms, n_standards, among = kind
        shared = of_terms[n_terms] + of_standards[n_standards]
        text = np.log2((among + 1) / rng.integers(1, among + 1, size=draws))
        dealt = np.where(shared > 0, shared + text, 0.0)
        ordered = np.sort(dealt)
        surprise[kind] = -np.log(_above(ordered, dealt) / draws)
        rows = np.flatnonzero((kind_of.ravel() == position) & (score > 0))
        p[rows] = (1 + _above(ordered, score[rows])) / (1 + draws)
    of_documents = np.ones(len(sides.rows_of))
    for document, members in enumerate(sides.rows_of):
        if (p[members] < 1).any():
            known = [surprise[tuple(counts[row].astype(int).tolist())] for row in members]
            of_documents[document] = _document(-np.log(p[members]), known, draws, rng)
    return p, of_documents


def _document(real: Matrix, known: Sequence[Matrix], draws: int, rng: np.random.Generator) -> float:
    """p-value of a document by what is most surprising in it; real: of its passages, known: of each as dealt."""
    tenth = ceil(len(real) / TENTH)
    strongest = np.sort(real)[-tenth:].mean()
    above = 0
    for first in range(0, draws, _BLOCK):
        width = min(_BLOCK, draws - first)
        dealt = np.stack([each[rng.integers(0, draws, size=width)] for each in known])
        top = np.partition(dealt, len(real) - tenth, axis=0)[len(real) - tenth :].mean(axis=0)
        above += int((top >= strongest - _ROUNDING).sum())
    return (1 + above) / (1 + draws)


def _above(ordered: Matrix, scores: Matrix) -> Matrix:
    """How many of the ordered scores are not below each of these."""
    return len(ordered) - np.searchsorted(ordered, scores - _ROUNDING, side="left").astype(np.float64)


def false_discovery_rates(p: Matrix) -> Matrix:
    """For each p-value the smallest false discovery rate at which it is rejected (Benjamini & Hochberg, 1995).

    >>> false_discovery_rates(np.array([[0.01, 0.04], [0.03, 0.5]])).round(4).tolist()
    [[0.04, 0.0533], [0.0533, 0.5]]
    """
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    smallest = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    rates = np.empty_like(flat)
    rates[order] = smallest
    return np.round(rates.reshape(p.shape), 9)
