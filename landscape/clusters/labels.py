"""Labels: the phrases that set each cluster apart, by class-based TF-IDF (Grootendorst, arXiv:2203.05794)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from landscape.clusters.words import runs

TERMS = 12
Term = tuple[str, float]


def phrases(text: str, language: str, stop_words: frozenset[str]) -> set[str]:
    """Words, pairs and triples of words that stand together in a text."""
    glue = "" if language in {"zh", "ja"} else " "
    return {
        glue.join(run[start : start + length])
        for run in runs(text, language, stop_words)
        for length in (1, 2, 3)
        for start in range(len(run) - length + 1)
    }


def cluster_terms(texts: Sequence[Sequence[tuple[str, str]]], stop_words: frozenset[str]) -> list[list[Term]]:
    """Terms by falling weight for each cluster; texts: per cluster (language, text) pairs."""
    per_cluster: list[Counter[str]] = []
    for members in texts:
        counts: Counter[str] = Counter()
        for language, text in members:
            counts.update(phrases(text, language, stop_words))
        per_cluster.append(counts)
    overall = sum(per_cluster, Counter[str]())
    average = sum(len(members) for members in texts) / max(len(texts), 1)
    ranked = []
    for members, counts in zip(texts, per_cluster, strict=True):
        weights = {
            term: n / max(len(members), 1) * float(np.log(1 + average / overall[term])) * (1 + 0.3 * term.count(" "))
            for term, n in counts.items()
            if n >= 2 or len(members) < 4
        }
        ranked.append(_without_parts(sorted(weights.items(), key=lambda item: (-round(item[1], 9), item[0]))))
    return ranked


def _without_parts(ranked: list[Term]) -> list[Term]:
    """The best terms; one that is part of a better one, or contains it, is left out."""
    kept: list[Term] = []
    for term, weight in ranked:
        if not any(term in better or better in term for better, _ in kept):
            kept.append((term, round(weight, 6)))
        if len(kept) == TERMS:
            break
    return kept


def unique_labels(terms: Sequence[Sequence[Term]]) -> list[str]:
    """Two or three terms for each cluster, unique among all."""
    used: set[str] = set()
    names = []
    for ranked in terms:
        words = [term for term, _ in ranked] or ["unnamed"]
        for length in range(2, len(words) + 1):
            name = ", ".join(words[:length])
            if name not in used:
                break
        else:
            name = ", ".join(words)
            name = name if name not in used else f"{name} ({len(used) + 1})"
        used.add(name)
        names.append(name)
    return names
