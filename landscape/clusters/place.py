"""Where a new text falls among the clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from landscape.clusters.labels import Term, phrases
from landscape.clusters.topical import TopicalSpace
from landscape.clusters.vectors import Vectors, unit
from landscape.clusters.words import language_of, runs, together

NEAREST = 10


class Representation(Protocol):
    """Turns documents, text by language, into vectors (n, d) of length 0 to 1, zero where nothing is known."""

    def vectors(self, documents: Sequence[Mapping[str, str]]) -> Vectors:
        """(n, d)."""
        ...


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text falls.

    scores: (cluster id, cosine to its centre) by falling score, empty for a text that shares no term with the corpus;
    nearest: (document id, cosine) of the ten most similar documents; terms: those of the best cluster that the text
    uses, by falling weight; outside: the text is like no cluster, as documents outside are.
    """

    scores: tuple[tuple[str, float], ...]
    nearest: tuple[tuple[str, float], ...]
    terms: tuple[Term, ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Placer:
    """What placing needs: the representation, the topical space, and the clusters in it.

    ids: of the landmarks of the topical space; centres (k, axes); terms: per language, the terms of each cluster.
    """

    representation: Representation
    space: TopicalSpace
    ids: tuple[str, ...]
    centres: Vectors
    cluster_ids: tuple[str, ...]
    terms: Mapping[str, Sequence[Sequence[Term]]]
    stop_words: frozenset[str]

    def __call__(self, text: str | Mapping[str, str]) -> Placement:
        """Place one text, given alone or by language."""
        texts = {language_of(text): text} if isinstance(text, str) else dict(text)
        vector = self.representation.vectors([texts])
        if not vector.any() or not self.cluster_ids:
            return Placement((), (), (), outside=True)
        topical, far = self.space.place(vector)
        scores = np.round(self.centres @ topical[0], 4).tolist()
        order = sorted(range(len(scores)), key=lambda c: (-scores[c], self.cluster_ids[c]))
        near = np.round(unit(self.space.landmarks[0]) @ unit(vector)[0], 4).tolist()
        closest = sorted(range(len(near)), key=lambda i: (-near[i], self.ids[i]))[:NEAREST]
        return Placement(
            tuple((self.cluster_ids[c], scores[c]) for c in order),
            tuple((self.ids[i], near[i]) for i in closest),
            self._deciding(texts, order[0]),
            outside=bool(far[0]),
        )

    def _deciding(self, texts: Mapping[str, str], cluster: int) -> tuple[Term, ...]:
        shared: list[Term] = []
        for language, text in sorted(texts.items()):
            if language in self.terms:
                used = {together(p, language) for p in phrases(runs(text, language, self.stop_words))}
                shared += [term for term in self.terms[language][cluster] if term[0] in used]
        return tuple(sorted(shared, key=lambda term: (-term[1], term[0])))
