"""What chance gives: terms, standards and ranks dealt anew, and the false discovery rate.

A passage dealt at random has as many terms and as many standards as a real one, drawn without replacement from all
that passages and claims use, in proportion, and a place at random among the passages of its language.  A document dealt
at random has as many such passages as a real one.  A document is said to meet a cluster if its strongest tenth of
passages (at least one) scores so high that, of all pairs of document and cluster that are shown, no more than the false
discovery rate would be met by chance; of such a document those passages are shown that score higher than 95 % of
passages dealt at random.

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

DRAWS = 5_000
TENTH = 10
_BLOCK = 8_000_000
"""Scores held at a time."""


@dataclass(frozen=True)
class Pot:
    """What is dealt: marks (items, clusters) of each item, and its weight (items,)."""

    marks: Matrix
    weights: Matrix

    def draw(self, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Distinct items by weight (5,000, count), without replacement (Gumbel-top-k: Kool et al., ICML 2019)."""
        with np.errstate(divide="ignore"):
            keys = np.log(self.weights) + rng.gumbel(size=(DRAWS, len(self.weights)))
        return np.argpartition(-keys, count - 1, axis=1)[:, :count]

    @property
    def size(self) -> int:
        """Items that can be drawn."""
        return int((self.weights > 0).sum())


@dataclass(frozen=True)
class Chance:
    """Scores of what is dealt at random.  of_terms, of_standards: number of items -> draws (5,000, clusters), bits."""

    of_terms: dict[int, Matrix]
    of_standards: dict[int, Matrix]

    def passages(
        self, terms: Sequence[int], standards: Sequence[int], ranked: Sequence[int], rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """Passages with so many terms and standards, among so many passages: (passages, 5,000, clusters)."""
        dealt = []
        for n_terms, n_standards, among in zip(terms, standards, ranked, strict=True):
            shared = self.of_terms[n_terms][rng.permutation(DRAWS)] + self.of_standards[n_standards]
            text = np.log2((among + 1) / rng.integers(1, among + 1, size=(DRAWS, 1)))
            dealt.append(np.where(shared > 0, shared + text, 0.0).astype(np.float32))
        return np.stack(dealt)


def chance(
    terms: Pot, aspects: Matrix, standards: Pot, counts: Sequence[tuple[int, int]], rng: np.random.Generator
) -> Chance:
    """Draws for every number of terms and of standards that a passage has.

    Parameters
    ----------
    terms : concepts of the glossary first, then aspects, which are not drawn (weight 0) but come with their concepts.
    aspects : (concepts, aspects) 1 where a concept stands under an aspect.
    counts : numbers of concepts and of standards of each passage.
    """
    clusters = terms.marks.shape[1]
    none = np.zeros((DRAWS, clusters))
    of_terms, of_standards = {0: none}, {0: none}
    concepts = len(aspects)
    for count in sorted({concepts_ for concepts_, _ in counts} - {0}):
        has = np.zeros((DRAWS, concepts))
        np.put_along_axis(has, terms.draw(min(count, terms.size), rng), 1.0, axis=1)
        both = np.hstack([has, has @ aspects > 0])
        of_terms[count] = pointed(both @ terms.marks)
    for count in sorted({standards_ for _, standards_ in counts} - {0}):
        drawn = standards.draw(min(count, standards.size), rng)
        of_standards[count] = standards.marks[drawn].sum(axis=1)
    return Chance(of_terms, of_standards)


@dataclass(frozen=True)
class Tested:
    """p-values of a document: its passages' (n, clusters), and its own (clusters,); strength: its mean (clusters,)."""

    passages: Matrix
    document: Matrix
    strength: Matrix


def hold(
    scores: Matrix,
    counts: Sequence[tuple[int, int]],
    ranked: Sequence[int],
    known: Chance,
    rng: np.random.Generator,
) -> Tested:
    """Hold the passages of a document against passages and documents dealt at random.

    Parameters
    ----------
    scores : (n, clusters) of its passages that have a term or a standard.
    counts : numbers of concepts and standards of each; ranked : passages of its language.
    """
    strongest = ceil(len(scores) / TENTH)
    strength = np.sort(scores, axis=0)[-strongest:].mean(axis=0)
    of_terms, of_standards = zip(*counts, strict=True)
    above = np.zeros(scores.shape)
    above_all = np.zeros(scores.shape[1])
    turns = int(rng.integers(2**62))
    width = max(1, _BLOCK // (DRAWS * len(scores)))
    for first in range(0, scores.shape[1], width):
        block = slice(first, first + width)
        part = Chance(
            {count: draws[:, block] for count, draws in known.of_terms.items()},
            {count: draws[:, block] for count, draws in known.of_standards.items()},
        )
        dealt = part.passages(of_terms, of_standards, ranked, np.random.default_rng(turns))
        above[:, block] = (dealt >= scores[:, None, block] - 1e-5).sum(axis=1)
        top = np.partition(dealt, len(scores) - strongest, axis=0)[len(scores) - strongest :].mean(axis=0)
        above_all[block] = (top >= strength[block] - 1e-5).sum(axis=0)
    return Tested(
        np.where(scores > 0, (1 + above) / (1 + DRAWS), 1.0),
        np.where(strength > 0, (1 + above_all) / (1 + DRAWS), 1.0),
        strength,
    )


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
