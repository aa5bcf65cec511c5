"""Names of clusters and fields, in the reader's language with the original beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from landscape.clusters.labels import Term, cluster_terms, label_of, phrases
from landscape.clusters.languages import Tokens
from landscape.clusters.result import OUTSIDE
from landscape.clusters.words import together

FEWEST_TEXTS = 3
ENOUGH = 0.1
"""A language names a cluster if at least three of its texts and a tenth of them are in it."""

ORIGINAL = 0.2
SAME_MEANING = 0.3


@dataclass(frozen=True, slots=True)
class Name:
    """label: in the reader's language if it can be had; original: in another where much of the cluster is in it."""

    label: str
    original: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of clusters; terms of each cluster by language."""

    clusters: tuple[Name, ...]
    terms: Mapping[str, list[list[Term]]]


def name_clusters(
    tokens: Mapping[str, Tokens], labels: Sequence[int], k: int, reader: str, kept: Mapping[int, str]
) -> Names:
    """Name k clusters of the sample; kept: labels from a previous run by position, used again."""
    terms = {language: cluster_terms(one, labels, k) for language, one in tokens.items()}
    texts = {
        language: Counter(labels[row] for row in one.rows if labels[row] != OUTSIDE) for language, one in tokens.items()
    }
    taken = set(kept.values())
    names: list[Name] = []
    for c in range(k):
        count = {language: texts[language][c] for language in sorted(tokens)}
        name = _name(c, count, terms, tokens, reader, taken)
        if c in kept:
            name = Name(kept[c], name.original, name.terms)
        taken.add(name.label)
        names.append(name)
    return Names(tuple(names), terms)


def _name(
    c: int,
    count: Mapping[str, int],
    terms: Mapping[str, list[list[Term]]],
    tokens: Mapping[str, Tokens],
    reader: str,
    taken: set[str],
) -> Name:
    total = max(count.values(), default=0)
    main = max(count, key=lambda language: (count[language], language == reader, language), default=reader)
    others = [lang for lang in count if lang != reader and count[lang] >= max(ORIGINAL * total, 1)]
    other = max(others, key=lambda language: (count[language], language), default=None)
    if count.get(reader, 0) >= max(FEWEST_TEXTS, ENOUGH * total) or main == reader:
        own = terms.get(reader, [[]] * (c + 1))[c]
        return Name(label_of(own, taken), label_of(terms[other][c]) if other else None, tuple(own))
    own = terms[main][c]
    translated = _translated(own, tokens[main], tokens.get(reader))
    if translated:
        return Name(label_of(translated, taken), label_of(own), tuple(own))
    return Name(label_of(own, taken), None, tuple(own))


def _translated(terms: Sequence[Term], source: Tokens, target: Tokens | None) -> list[Term]:
    """The terms in another language, learned from documents that have both: what stands where they stand."""
    if target is None:
        return []
    other = dict(zip(target.rows, target.texts, strict=True))
    both = [(row, text) for row, text in zip(source.rows, source.texts, strict=True) if row in other]
    found = {row: {together(phrase, source.language) for phrase in phrases(text)} for row, text in both}
    there = {row: phrases(other[row]) for row, _ in both}
    overall = Counter(phrase for beside in there.values() for phrase in beside)
    result: list[Term] = []
    for term, weight in terms:
        rows = [row for row in found if term in found[row]]
        beside = Counter(phrase for row in rows for phrase in there[row])
        dice = {phrase: 2 * n / (len(rows) + overall[phrase]) for phrase, n in beside.items() if n > 1}
        best = max(dice, key=lambda phrase: (round(dice[phrase], 9), len(phrase), phrase), default=())
        name = together(best, target.language)
        if best and dice[best] >= SAME_MEANING and name not in dict(result):
            result.append((name, weight))
    return result


def name_fields(terms: Sequence[Sequence[Term]], sizes: Sequence[int], fields: Sequence[int]) -> list[str]:
    """A label for each field: the terms with most weight over its clusters, by size."""
    names: list[str] = []
    for field in range(max(fields, default=-1) + 1):
        weight: dict[str, float] = {}
        for c in (c for c, of in enumerate(fields) if of == field):
            for term, value in terms[c]:
                weight[term] = round(weight.get(term, 0.0) + value * sizes[c], 6)
        ranked = sorted(weight.items(), key=lambda item: (-item[1], item[0]))
        names.append(label_of(ranked, names))
    return names
