"""Terms and labels: the phrases that set each cluster apart.

The weight of a phrase in a cluster is its part in the Kullback-Leibler divergence of the cluster from the other
documents (the log-likelihood of Dunning, Computational Linguistics 19(1), 1993, per document): the share p of the
cluster's documents that use it, times ln(p / q), where q is the share of the others.  Phrases of two and three words
count more than single words; a phrase whose uses are mostly part of a longer one gives way to that, and of two that
overlap the better stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from landscape.clusters.languages import Tokens
from landscape.clusters.result import OUTSIDE
from landscape.clusters.words import Run, together

Term = tuple[str, float]
Phrase = tuple[str, ...]

LONGEST = 3
TERMS = 12
PHRASE_BONUS = 3.0
PART_OF_LONGER = 0.5
MIN_SHARE = 0.05
LABEL_TERMS = 2


def phrases(text: Iterable[Run]) -> set[Phrase]:
    """Words that stand together in a text, up to three."""
    return {
        tuple(run[start : start + length])
        for run in text
        for length in range(1, LONGEST + 1)
        for start in range(len(run) - length + 1)
    }


def cluster_terms(tokens: Tokens, labels: Sequence[int], k: int) -> list[list[Term]]:
    """Terms of each cluster by falling weight, from its texts in one language.

    labels : of all documents of the sample, -1 outside.
    """
    documents = np.zeros(k, dtype=np.int64)
    overall: Counter[Phrase] = Counter()
    inside: list[Counter[Phrase]] = [Counter() for _ in range(k)]
    for row, text in zip(tokens.rows, tokens.texts, strict=True):
        found = phrases(text)
        overall.update(found)
        if labels[row] != OUTSIDE:
            inside[labels[row]].update(found)
            documents[labels[row]] += 1
    return [
        [
            (together(phrase, tokens.language), weight)
            for phrase, weight in _ranked(inside[c], overall, int(documents[c]), len(tokens.rows))
        ]
        for c in range(k)
    ]


def _ranked(
    inside: Counter[Phrase], overall: Counter[Phrase], documents: int, total: int
) -> Iterator[tuple[Phrase, float]]:
    least = max(min(2, documents), MIN_SHARE * documents)
    weights: dict[Phrase, float] = {}
    for phrase, n in inside.items():
        share = n / max(documents, 1)
        elsewhere = (overall[phrase] - n + 0.5) / (total - documents + 1)
        if n >= least and share > elsewhere:
            bonus = PHRASE_BONUS if len(phrase) > 1 else 1.0
            weights[phrase] = round(bonus * share * float(np.log(share / elsewhere)), 6)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[: 10 * TERMS]
    longer = [(phrase, inside[phrase]) for phrase, _ in ranked if len(phrase) > 1]
    kept: list[Phrase] = []
    for phrase, weight in ranked:
        part = any(n >= PART_OF_LONGER * inside[phrase] and _within(phrase, whole) for whole, n in longer)
        if not part and not any(_overlap(phrase, better) for better in kept):
            kept.append(phrase)
            yield phrase, weight
        if len(kept) == TERMS:
            return


def _within(part: Phrase, whole: Phrase) -> bool:
    """Whether a phrase is a proper part of another."""
    size = len(part)
    return size < len(whole) and any(whole[i : i + size] == part for i in range(len(whole) - size + 1))


def _overlap(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases share half of their words; a single word does not stand in the way of a phrase."""
    if len(other) == 1 < len(one):
        return False
    return 2 * len(set(one) & set(other)) >= min(len(one), len(other))


def label_of(terms: Sequence[Term], taken: Iterable[str] = ()) -> str:
    """The first two terms, or as many as make the label unlike those taken.

    >>> label_of([("wind turbine", 1.2), ("blade", 0.8), ("hub", 0.3)], taken=["wind turbine, blade"])
    'wind turbine, blade, hub'
    """
    used = set(taken)
    words = [term for term, _ in terms] or ["unnamed"]
    for length in range(min(LABEL_TERMS, len(words)), len(words) + 1):
        label = ", ".join(words[:length])
        if label not in used:
            return label
    number = 2
    while f"{label} ({number})" in used:
        number += 1
    return f"{label} ({number})"
