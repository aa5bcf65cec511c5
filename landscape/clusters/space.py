"""One space for all languages: components of the term vectors, and the maps that bring languages together.

Each language has latent components of its own (LSI: Deerwester et al., JASIS 41(6), 1990).  Documents with text in
two languages teach a ridge regression from the components of one into those of the other, language by language from
the one with most documents.  Languages that nothing aligns get axes of their own: their documents have cosine 0 to all
others, and form clusters of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.result import ClusterInput, LanguageNote
from landscape.clusters.vectors import Lexicon, learn_lexicon, sample_of

COMPONENTS = 50
MIN_PAIRS = 20
"""Fewer documents in two languages do not align them."""

Vectors = NDArray[np.float64]


def unit(vectors: Vectors) -> Vectors:
    """Rows of unit length; a zero row stays zero."""
    norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(norms, 1e-12)


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """From the texts of one language to coordinates in the shared space."""

    lexicon: Lexicon
    components: Vectors
    shared: Vectors

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """(number of texts, dimensions of the space), rows of unit length or zero."""
        weighted = self.lexicon.weighted(self.lexicon.counts(texts))
        return unit(unit(np.asarray(weighted @ self.components)) @ self.shared)


@dataclass(frozen=True, slots=True)
class Space:
    """The shared space: a map for each language, and how each language met the others."""

    maps: Mapping[str, LanguageMap]
    notes: tuple[LanguageNote, ...]

    def vectors(self, documents: Sequence[Mapping[str, str]]) -> Vectors:
        """(n, dimensions): the mean over a document's languages, of unit length; zero where no text is known."""
        dimensions = max((m.shared.shape[1] for m in self.maps.values()), default=1)
        total = np.zeros((len(documents), dimensions))
        for language, language_map in sorted(self.maps.items()):
            having = [i for i, texts in enumerate(documents) if texts.get(language)]
            if having:
                total[having] += language_map.vectors([documents[i][language] for i in having])
        return unit(total)


def learn_space(documents: Sequence[ClusterInput], seed: int, stop_words: frozenset[str]) -> Space:
    """The space of a corpus; documents sorted by id."""
    having: dict[str, list[int]] = {}
    for i, document in enumerate(documents):
        for language, text in sorted(document.texts.items()):
            if text.strip():
                having.setdefault(language, []).append(i)
    own: dict[str, tuple[Lexicon, Vectors]] = {}
    latent: dict[str, Vectors] = {}
    for language, members in sorted(having.items()):
        texts = [documents[i].texts[language] for i in members]
        sample = sample_of([documents[i].id for i in members])
        lexicon = learn_lexicon([texts[i] for i in sample], language, stop_words)
        if not lexicon.index:
            continue
        weighted = lexicon.weighted(lexicon.counts(texts))
        own[language] = lexicon, _components(weighted[sample], seed)
        latent[language] = unit(np.asarray(weighted @ own[language][1]))
    return _aligned(own, latent, having)


def _components(weighted: NDArray[np.float64], seed: int) -> Vectors:
    from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415 - a second of import, only where it fits

    size = min(COMPONENTS, *weighted.shape)
    _, _, rows = randomized_svd(weighted, size, n_iter=5, random_state=seed)
    return np.asarray(rows.T)


def _aligned(
    own: Mapping[str, tuple[Lexicon, Vectors]], latent: Mapping[str, Vectors], having: Mapping[str, list[int]]
) -> Space:
    """Join languages greedily: always the one with most pairs to what is already placed."""
    waiting = sorted(own, key=lambda language: (-len(having[language]), language))
    shared: dict[str, Vectors] = {}
    notes: list[LanguageNote] = []
    size = sum(components.shape[1] for _, components in own.values())
    offset = 0
    while waiting:
        anchor = waiting.pop(0)
        width = own[anchor][1].shape[1]
        shared[anchor] = np.zeros((width, size))
        shared[anchor][:, offset : offset + width] = np.eye(width)
        offset += width
        placed = {i: latent[anchor][row] @ shared[anchor] for row, i in enumerate(having[anchor])}
        notes.append(LanguageNote(anchor, len(having[anchor]), 0, None))
        while waiting:
            pairs = {lang: sum(i in placed for i in having[lang]) for lang in waiting}
            best = min(waiting, key=lambda lang: (-pairs[lang], lang))
            if pairs[best] < MIN_PAIRS:
                break
            waiting.remove(best)
            rows = [row for row, i in enumerate(having[best]) if i in placed]
            target = np.array([placed[having[best][row]] for row in rows])
            shared[best] = _ridge(latent[best][rows], target)
            for row, i in enumerate(having[best]):
                placed.setdefault(i, unit((latent[best][row] @ shared[best])[None])[0])
            notes.append(LanguageNote(best, len(having[best]), pairs[best], anchor))
    maps = {lang: LanguageMap(lexicon, components, shared[lang]) for lang, (lexicon, components) in own.items()}
    return Space(maps, tuple(notes))


def _ridge(source: Vectors, target: Vectors, penalty: float = 1.0) -> Vectors:
    gram = source.T @ source + penalty * np.eye(source.shape[1])
    return np.linalg.solve(gram, source.T @ target)
