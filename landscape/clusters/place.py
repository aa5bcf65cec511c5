"""Where a new text falls among the clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from landscape.clusters.topical import TopicalSpace
from landscape.clusters.vectors import Vectors, unit
from landscape.clusters.words import language_of, runs, terms, together

if TYPE_CHECKING:
    from landscape.clusters.languages import Lexical

NEAREST = 10
DECIDING = 12
LEAST = 0.005  # of a cosine, below which a term decides nothing


class Representation(Protocol):
    """Turns documents, text by language, into vectors (n, d) of length 0 to 1, zero where nothing is known."""

    def vectors(self, documents: Sequence[Mapping[str, str]]) -> Vectors:
        """(n, d)."""
        ...


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text falls.

    scores: (cluster id, cosine to its centre) by falling score, empty for a text that shares no term with the corpus;
    nearest: (document id, cosine) of the ten most similar documents; terms: those of the text that drew it to the best
    cluster, at most twelve, each with its part in the cosine with the cluster's documents, above that with all, by
    falling weight; outside: the text is like no cluster, as documents outside are.
    """

    scores: tuple[tuple[str, float], ...]
    nearest: tuple[tuple[str, float], ...]
    terms: tuple[tuple[str, float], ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Placer:
    """What placing needs: the representation, the topical space, and the clusters in it.

    lexical: by which terms are weighed, part of the representation or all of it; ids, members: of the landmarks of the
    topical space, ids and positions of their clusters, -1 outside; centres (k, axes).
    """

    representation: Representation
    lexical: Lexical
    space: TopicalSpace
    ids: tuple[str, ...]
    members: NDArray[np.int64]
    centres: Vectors
    cluster_ids: tuple[str, ...]

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

    def closeness(self, texts: Sequence[Mapping[str, str]]) -> list[list[float]]:
        """For each text the cosine to the centre of each cluster; 0 for a text that shares no term with the corpus."""
        if not texts or not self.cluster_ids:
            return [[0.0] * len(self.cluster_ids) for _ in texts]
        with threadpool_limits(1):  # sums in another order end in other bits
            vectors = self.representation.vectors(texts)
            topical, _ = self.space.place(vectors)
            topical[~np.asarray(vectors.any(axis=1))] = 0.0
            cosines: list[list[float]] = np.round(topical @ self.centres.T, 9).tolist()
        return cosines

    def _deciding(self, texts: Mapping[str, str], cluster: int) -> tuple[tuple[str, float], ...]:
        """What each term adds to the cosine of the text with the mean of a cluster's documents, less that of all.

        A vector is the sum of those of its terms, so the parts of a cosine add up to it.  Of a phrase and its words
        the phrase stays where it weighs no less.
        """
        directions = unit(self.space.landmarks[0])[:, : self.lexical.axes]
        towards = directions[self.members == cluster].mean(axis=0) - directions.mean(axis=0)
        spoken = [language for language in self.lexical.maps if texts.get(language)]
        weights: dict[tuple[str, str], float] = {}
        for language in spoken:
            known = self.lexical.maps[language]
            weighted = known.lexicon.vectors([texts[language]])
            latent = np.asarray(weighted @ known.own)
            length = max(float(np.linalg.norm(latent)) * float(np.linalg.norm(unit(latent) @ known.shared)), 1e-12)
            parts = weighted.data * (known.own[weighted.indices] @ (known.shared @ towards)) / length / len(spoken)
            found = dict(zip(weighted.indices.tolist(), parts.tolist(), strict=True))
            stops = known.lexicon.stop_words
            for term in {each for run in runs(texts[language], language, stops) for each in terms(run, language)}:
                if (part := found.get(known.lexicon.columns.get(term, -1), 0.0)) >= LEAST:
                    weights[language, term] = part
        ranked = sorted(weights.items(), key=lambda item: (-round(item[1], 4), -len(item[0][1]), item[0]))
        kept: dict[tuple[str, str], float] = {}
        covered: set[tuple[str, str]] = set()
        for (language, term), part in ranked:
            words = {(language, word) for word in term.split(" ")}
            if len(words) > 1 or not words & covered:
                kept[language, together(term.split(" "), language)] = round(part, 4)
                covered |= words if len(words) > 1 else set()
        return tuple((term, part) for (_, term), part in kept.items())[:DECIDING]
