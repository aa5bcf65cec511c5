"""Where a new text falls among the clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from landscape.clusters.labels import Term, phrases
from landscape.clusters.space import Space, Vectors
from landscape.clusters.words import language_of

NEAREST = 10


@dataclass(frozen=True, slots=True)
class Placement:
    """scores: (cluster id, cosine) by falling score; nearest: (document id, cosine); terms: that decided."""

    scores: tuple[tuple[str, float], ...]
    nearest: tuple[tuple[str, float], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Placer:
    """The model behind `Clustering.place`."""

    space: Space
    vectors: Vectors
    ids: tuple[str, ...]
    centres: Vectors
    cluster_ids: tuple[str, ...]
    cluster_terms: tuple[tuple[Term, ...], ...]
    stop_words: frozenset[str]

    def __call__(self, text: str | Mapping[str, str]) -> Placement:
        """Cosine to each centre and to the nearest documents."""
        texts = {language_of(text): text} if isinstance(text, str) else dict(text)
        vector = self.space.vectors([texts])[0]
        scores = np.round(self.centres @ vector, 6).tolist()
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], self.cluster_ids[i]))
        near = np.round(self.vectors @ vector, 6)
        closest = sorted(range(len(near)), key=lambda i: (-near[i], self.ids[i]))[:NEAREST]
        found = {term for lang, one in texts.items() for term in phrases(one, lang, self.stop_words)}
        deciding = tuple(t for t in (self.cluster_terms[order[0]] if order else ()) if t[0] in found)
        return Placement(
            tuple((self.cluster_ids[i], scores[i]) for i in order),
            tuple((self.ids[i], float(near[i])) for i in closest),
            deciding,
        )
