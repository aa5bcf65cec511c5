"""How strongly a passage meets a cluster: three parts in bits, the same for real and shuffled ones.

standards  each standard that both name, by its rarity among families, log2(N/n), times the part of the families naming
           it that stand in the cluster: what everybody names weighs nothing
terms      each term of the glossary that both use, by what marks the cluster with it: its share in the cluster times
           log2 of observed over expected families (both plus one); then times the part of the sum over all clusters
           that falls to this one, and times two
text       log2((P+1)/rank): the place of the passage among P passages by mean cosine to the cluster's families, 0
           where the cosine is not positive
"""

from __future__ import annotations

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
class ClusterProfiles:
    """What marks each cluster: terms (clusters, terms), standards (clusters, standards), and mean vectors."""

    terms: Matrix
    standards: Matrix
    centres: Matrix


@dataclass(frozen=True)
class Parts:
    """Scores of n texts and k clusters, each (n, k) in bits."""

    standards: Matrix
    terms: Matrix
    text: Matrix

    @property
    def total(self) -> Matrix:
        """The score."""
        return np.round(self.standards + self.terms + self.text, 9)


def profiles(families: Side, cluster_of: NDArray[np.int64], clusters: int) -> ClusterProfiles:
    """Profiles of clusters; cluster_of: (families,) position of each family's cluster, -1 outside."""
    member = (cluster_of == np.arange(clusters)[:, None]).astype(np.float64)
    sizes = np.maximum(member.sum(axis=1, keepdims=True), 1.0)
    with_term, with_standard = member @ families.terms, member @ families.standards
    expected = member.mean(axis=1, keepdims=True) * families.terms.sum(axis=0)
    marking = with_term / sizes * np.maximum(0.0, np.log2((with_term + 1) / (expected + 1)))
    naming = np.maximum(families.standards.sum(axis=0), 1.0)
    rarity = np.log2(len(cluster_of) / naming)
    return ClusterProfiles(marking, with_standard / naming * rarity, member @ families.vectors / sizes)


def similarity(texts: Side, clusters: ClusterProfiles) -> Matrix:
    """Mean cosine of each text to the families of each cluster (n, k)."""
    return np.round(texts.vectors @ clusters.centres.T, 9)


def score(texts: Side, clusters: ClusterProfiles, among: Matrix) -> Parts:
    """Score texts against clusters; among: (P, k) similarities of the passages that texts are ranked among."""
    terms = texts.terms @ clusters.terms.T
    total = np.maximum(terms.sum(axis=1, keepdims=True), 1e-12)
    found = similarity(texts, clusters)
    rank = ranks(found, among)
    return Parts(
        standards=texts.standards @ clusters.standards.T,
        terms=TERMS_WEIGHT * terms * terms / total,
        text=np.where(found > 0, np.log2((len(among) + 1) / rank), 0.0),
    )


def ranks(found: Matrix, among: Matrix) -> NDArray[np.int64]:
    """The rank of each similarity among those of the passages, by cluster: 1 plus the passages more similar."""
    ordered = np.sort(among, axis=0)
    columns = [len(among) - np.searchsorted(ordered[:, k], found[:, k], side="right") for k in range(found.shape[1])]
    return np.stack(columns, axis=1) + 1
