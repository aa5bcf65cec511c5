"""What scores chance gives: passages shuffled, clusters shuffled, and the false discovery rate.

Shuffled passages: within a language the terms, the standards and the other words of all passages are dealt anew, each
passage keeping how many of each it has.  Shuffled clusters: families are dealt anew to clusters of the same sizes.  A
score has to stand out among both: its p-value is the larger of two, the share of shuffled passages of its language
that score as much with its cluster, and the share of shuffled clusters that its passage scores as much with (each with
one added above and below, as the real arrangement is one of those possible: Phipson & Smyth, Stat. Appl. Genet. Mol.
Biol. 9(1), 2010).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from landscape.policy.measure import Side, profiles, score, similarity
from landscape.policy.profiles import Text, Vocabulary
from landscape.policy.rows import Matrix, Vectors

SHUFFLED_PASSAGES = 5_000
"""At least so many for each language: p-values reach down to 1/5,001."""

SHUFFLED_CLUSTERS, MAX_ROUNDS = 2_000, 200

Piece = TypeVar("Piece")
Dealt = tuple[list[tuple[str, str]], list[str], str]


def shuffled_passages(
    texts: Sequence[Text], languages: Sequence[str], columns: Vocabulary, vectors: Vectors, seed: int
) -> dict[str, Side]:
    """For each language, what its shuffled passages have."""
    found = {}
    for position, language in enumerate(sorted(set(languages))):
        own = [text for text, of in zip(texts, languages, strict=True) if of == language]
        rng = np.random.default_rng([seed, position])
        dealt = [text for _ in range(ceil(SHUFFLED_PASSAGES / len(own))) for text in _dealt(own, rng)]
        found[language] = Side(
            columns.term_rows([[concept for concept, _ in concepts] for concepts, _, _ in dealt]),
            columns.standard_rows([keys for _, keys, _ in dealt]),
            vectors([{language: text} for _, _, text in dealt]),
        )
    return found


def _dealt(texts: Sequence[Text], rng: np.random.Generator) -> list[Dealt]:
    """The texts with concepts, standards and words dealt anew: concepts, keys, and a text of all of them."""
    concepts = _deal([text.concepts for text in texts], rng)
    standards = _deal([tuple(text.standards.items()) for text in texts], rng)
    words = _deal([text.words for text in texts], rng)
    result = []
    for own, named, others in zip(concepts, standards, words, strict=True):
        pieces = [*(wording for _, wording in own), *(designation for _, designation in named), *others]
        shuffled = " ".join(pieces[place] for place in rng.permutation(len(pieces)))
        result.append((own, [key for key, _ in named], shuffled))
    return result


def _deal(hands: Sequence[Sequence[Piece]], rng: np.random.Generator) -> list[list[Piece]]:
    """The pieces of all hands, dealt anew to hands of the same sizes."""
    pot = [piece for hand in hands for piece in hand]
    order = iter(rng.permutation(len(pot)).tolist())
    return [[pot[next(order)] for _ in hand] for hand in hands]


def p_of_passages(real: Matrix, languages: Sequence[str], shuffled: dict[str, Matrix]) -> Matrix:
    """p-value of each score (n, k) among those of shuffled passages of its language with its cluster."""
    values = np.ones_like(real)
    for language, scores in shuffled.items():
        rows = np.array([of == language for of in languages])
        ordered = np.sort(scores, axis=0)
        for k in range(real.shape[1]):
            values[rows, k] = _p(real[rows, k], ordered[:, k])
    return values


def p_of_clusters(real: Matrix, passages: Side, families: Side, cluster_of: NDArray[np.int64], seed: int) -> Matrix:
    """p-value of each score (n, k) among those of its passage with shuffled clusters."""
    clusters = real.shape[1]
    rounds = min(MAX_ROUNDS, ceil(SHUFFLED_CLUSTERS / clusters))
    rng = np.random.default_rng([seed, 1])
    scores = np.empty((len(real), clusters * rounds))
    for turn in range(rounds):
        shuffled = profiles(families, rng.permutation(cluster_of), clusters)
        found = score(passages, shuffled, similarity(passages, shuffled)).total
        scores[:, turn * clusters : (turn + 1) * clusters] = found
    scores.sort(axis=1)
    return np.stack([_p(row, drawn) for row, drawn in zip(real, scores, strict=True)])


def _p(values: Matrix, ordered: Matrix) -> Matrix:
    """Share of the ordered draws that are not less, with one added above and below."""
    not_less = len(ordered) - np.searchsorted(ordered, values - 1e-9, side="left")
    return np.asarray((1 + not_less) / (1 + len(ordered)))


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
    return rates.reshape(p.shape)
