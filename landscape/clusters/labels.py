"""Labels: the phrases that set each cluster apart.

The weight of a phrase in a cluster is its part in the Kullback-Leibler divergence of the cluster from the other
documents (the log-likelihood of Dunning, Computational Linguistics 19(1), 1993, per document): the share p of the
cluster's documents that use it, times ln(p / q), where q is the share of the others.  Phrases of two and three words
count more than single words; a phrase whose uses are mostly part of a longer one gives way to that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from landscape.clusters.languages import Tokens
from landscape.clusters.result import OUTSIDE
from landscape.clusters.words import Run

Term = tuple[str, float]

LONGEST = 3
TERMS = 12
PHRASE_BONUS = 1.5
PART_OF_LONGER = 0.6
MIN_SHARE = 0.05
LABEL_SHARE = 0.15
LABEL_TERMS = 2


def phrases(text: Iterable[Run], language: str) -> set[str]:
    """Words that stand together in a text, up to three."""
    glue = "" if language in {"zh", "ja"} else " "
    return {
        glue.join(run[start : start + length])
        for run in text
        for length in range(1, LONGEST + 1)
        for start in range(len(run) - length + 1)
    }


def cluster_terms(tokens: Tokens, labels: Sequence[int], k: int) -> list[list[Term]]:
    """Terms of each cluster by falling weight, from its texts in one language.

    labels : of all documents of the sample, -1 outside.
    """
    documents = np.zeros(k)
    overall: Counter[str] = Counter()
    inside: list[Counter[str]] = [Counter() for _ in range(k)]
    lengths: dict[str, int] = {}
    for row, text in zip(tokens.rows, tokens.texts, strict=True):
        found = phrases(text, tokens.language)
        overall.update(found)
        if labels[row] != OUTSIDE:
            inside[labels[row]].update(found)
            documents[labels[row]] += 1
    for text in tokens.texts:
        for run in text:
            lengths.update(_lengths(run, tokens.language))
    total = len(tokens.rows)
    return [_ranked(inside[c], overall, int(documents[c]), total, lengths) if documents[c] else [] for c in range(k)]


def _lengths(run: Run, language: str) -> dict[str, int]:
    glue = "" if language in {"zh", "ja"} else " "
    return {
        glue.join(run[start : start + length]): length
        for length in range(2, LONGEST + 1)
        for start in range(len(run) - length + 1)
    }


def _ranked(
    inside: Counter[str], overall: Counter[str], documents: int, total: int, lengths: Mapping[str, int]
) -> list[Term]:
    least = max(min(2, documents), MIN_SHARE * documents)
    weights: dict[str, float] = {}
    for phrase, n in inside.items():
        if n < least:
            continue
        share = n / documents
        elsewhere = (overall[phrase] - n + 0.5) / (total - documents + 1)
        weight = share * float(np.log(share / elsewhere)) * (PHRASE_BONUS if phrase in lengths else 1.0)
        if weight > 0:
            weights[phrase] = round(weight, 6)
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[: 8 * TERMS]
    whole = [
        (phrase, weight)
        for phrase, weight in ranked
        if not any(
            phrase != longer and phrase in longer and inside[longer] >= PART_OF_LONGER * inside[phrase]
            for longer, _ in ranked
        )
    ]
    kept: list[Term] = []
    for phrase, weight in whole:
        if not any(phrase in better or better in phrase for better, _ in kept):
            kept.append((phrase, weight))
    return kept[:TERMS]


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
