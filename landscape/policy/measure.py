"""How strongly a passage meets a cluster: three parts, in bits.

standards  each standard that both name, by its rarity among families, log2(N/n), times the part of the families naming
           it that stand in the cluster: what everybody names weighs nothing
terms      each term of the glossary that both use, by what marks the cluster with it: its share in the cluster times
           log2 of observed over expected families (both plus one); their sum times the part of the sum over all
           clusters that falls to this one, and times two
text       log2((P+1)/rank): the place of the passage among the P passages of its language by mean cosine to the
           families of the cluster; 0 where the cosine is not positive

The score is their sum, and 0 where no standard and no term is shared: some passage is always the most similar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.policy.rows import Matrix

TERMS_WEIGHT = 2.0
"""Set by how well scores rank planted links of the invented sample; 1 to 3 rank nearly alike."""


@dataclass(frozen=True)
class Side:
    """What n texts have: terms (n, terms) and standards (n, standards) as 0 or 1, vectors (n, dimensions)."""

    terms: Matrix
    standards: Matrix
    vectors: Matrix


@dataclass(frozen=True)
class Marks:
    """What marks each cluster, in bits: terms (clusters, terms), standards (clusters, standards); centres: means of
    the families' vectors (clusters, dimensions)."""

    terms: Matrix
    standards: Matrix
    centres: Matrix


@dataclass(frozen=True)
class Parts:
    """Scores of n passages and k clusters, each (n, k) in bits; similarity: mean cosine; rank: 1 the most similar."""

    standards: Matrix
    terms: Matrix
    text: Matrix
    similarity: Matrix
    rank: NDArray[np.int64]

    @property
    def total(self) -> Matrix:
        """The score."""
        shared = self.standards + self.terms
        return np.where(shared > 0, np.round(shared + self.text, 9), 0.0)


def marks(families: Side, cluster_of: NDArray[np.int64], clusters: int) -> Marks:
    """What marks clusters; cluster_of: (families,) position of each family's cluster, -1 outside."""
    member = (cluster_of == np.arange(clusters)[:, None]).astype(np.float64)
    sizes = np.maximum(member.sum(axis=1, keepdims=True), 1.0)
    with_term, with_standard = member @ families.terms, member @ families.standards
    expected = member.mean(axis=1, keepdims=True) * families.terms.sum(axis=0)
    marking = with_term / sizes * np.maximum(0.0, np.log2((with_term + 1) / (expected + 1)))
    naming = np.maximum(families.standards.sum(axis=0), 1.0)
    rarity = np.log2(len(cluster_of) / naming)
    return Marks(np.round(marking, 12), with_standard / naming * rarity, member @ families.vectors / sizes)


def score(passages: Side, languages: Sequence[str], known: Marks) -> Parts:
    """Score passages, each in a language, against clusters."""
    similarity = np.round(passages.vectors @ known.centres.T, 9)
    rank = np.ones(similarity.shape, dtype=np.int64)
    ranked = np.ones((len(languages), 1))
    for language in sorted(set(languages)):
        rows = np.flatnonzero([of == language for of in languages])
        rank[rows] = _ranks(similarity[rows])
        ranked[rows] = len(rows)
    of_cluster = passages.terms @ known.terms.T
    return Parts(
        standards=passages.standards @ known.standards.T,
        terms=pointed(of_cluster, of_cluster.sum(axis=1, keepdims=True)),
        text=np.where(similarity > 0, np.log2((ranked + 1) / rank), 0.0),
        similarity=similarity,
        rank=rank,
    )


def pointed(terms: Matrix, total: Matrix) -> Matrix:
    """Term marks for a cluster, times their part of the total over all clusters, and times two."""
    return np.asarray(TERMS_WEIGHT * terms * terms / np.maximum(total, 1e-12))


def _ranks(similarity: Matrix) -> NDArray[np.int64]:
    """Rank of each row within its column: 1 plus the rows more similar."""
    ranks = np.empty(similarity.shape, dtype=np.int64)
    for k, column in enumerate(similarity.T):
        ranks[:, k] = len(column) + 1 - np.searchsorted(np.sort(column), column, side="right")
    return ranks
