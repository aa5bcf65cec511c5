"""One space for all languages.

Each language has latent components of its own (latent semantic indexing: Deerwester et al., JASIS 41(6), 1990).  The
language with most documents is the reference; the others are brought into its space one by one, that with most pairs
first.  A pair is a document with text in both.  The map is a ridge regression on the pairs, shrunk towards the
orthogonal Procrustes solution (Schönemann, Psychometrika 31(1), 1966) rather than towards zero, with directions that
the pairs do not support damped: it keeps angles where pairs are few and follows them where they are many.

Whether a map can be trusted is measured before it is used: it is fitted on four fifths of the pairs, and must bring
texts of the last fifth nearer to their twins than to nine tenths of the other texts.  A language that fails, or has
too few pairs, is not guessed at: it gets axes of its own, cosine 0 to all others, and forms clusters of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from landscape.clusters.result import ClusterInput, LanguageNote
from landscape.clusters.vectors import Lexicon, Vectors, batches, components, learn_lexicon, sample_of, unit
from landscape.clusters.words import Run, runs

COMPONENTS = 100
COMPONENTS_TO_ALIGN = 300
"""Finding a twin needs finer detail than finding a topic."""

MIN_PAIRS = 20
MIN_ALIGNMENT = 0.9
PENALTY, DAMPING = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """From texts of one language to the shared space: terms → own components → shared axes."""

    lexicon: Lexicon
    own: Vectors
    shared: Vectors

    def vectors(self, texts: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Directions (number of texts, axes) of unit length or zero, and how much of each text is explained (n,)."""
        return self.place(self.lexicon.vectors(texts))

    def place(self, weighted: sp.csr_array) -> tuple[Vectors, Vectors]:
        """As `vectors`, of weighted term vectors (number of texts, number of terms)."""
        latent = np.asarray(weighted @ self.own)
        return unit(unit(latent) @ self.shared), np.linalg.norm(latent[:, :COMPONENTS], axis=1)


@dataclass(frozen=True, slots=True)
class Lexical:
    """The lexical representation: a map for each language, and how each language met the others."""

    maps: Mapping[str, LanguageMap]
    notes: tuple[LanguageNote, ...]
    axes: int

    def island_of(self, texts: Mapping[str, str]) -> str:
        """The reference language of the group a document's languages are in; "" where none is known."""
        references = [note.aligned_with or note.language for note in self.notes if note.language in self.maps]
        languages = [note.language for note in self.notes if note.language in self.maps]
        return next((of for lang, of in zip(languages, references, strict=True) if texts.get(lang)), "")

    def vectors(self, documents: Sequence[Mapping[str, str]]) -> Vectors:
        """(n, axes): the mean direction over a document's languages; zero where no term is known.

        The length of a row, 0 to 1, is the share of the document's terms that the 100 main components explain.
        """
        result = np.zeros((len(documents), self.axes))
        for part in batches(len(documents)):
            chosen = documents[part]
            placed = {}
            for language, language_map in self.maps.items():
                rows = [i for i, texts in enumerate(chosen) if texts.get(language)]
                if rows:
                    placed[language] = rows, *language_map.vectors([chosen[i][language] for i in rows])
            result[part] = self._together(placed, len(chosen))
        return result

    def vectors_of(self, tokens: Mapping[str, Tokens], count: int) -> Vectors:
        """As `vectors`, of `count` documents whose texts are cut into runs already."""
        placed = {
            language: (list(tokens[language].rows), *one.place(one.lexicon.weighted(tokens[language].texts)))
            for language, one in self.maps.items()
        }
        return self._together(placed, count)

    def _together(self, placed: Mapping[str, tuple[list[int], Vectors, Vectors]], count: int) -> Vectors:
        """The mean over languages; placed: by language, rows, directions and what is explained of each."""
        direction = np.zeros((count, self.axes))
        explained = np.zeros(count)
        languages = np.zeros(count)
        for _, (rows, found, share) in sorted(placed.items()):
            direction[rows] += found
            explained[rows] += share
            languages[rows] += 1
        return unit(direction) * (explained / np.maximum(languages, 1))[:, None]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The texts of one language in the sample, cut into runs once; rows: the documents they belong to."""

    language: str
    rows: tuple[int, ...]
    texts: tuple[tuple[Run, ...], ...]


def tokens_of(documents: Sequence[ClusterInput], stop_words: frozenset[str]) -> dict[str, Tokens]:
    """The texts of documents by language, cut into runs."""
    rows: dict[str, list[int]] = {}
    for i, document in enumerate(documents):
        for language, text in document.texts.items():
            if text.strip():
                rows.setdefault(language, []).append(i)
    return {
        language: Tokens(
            language,
            tuple(members),
            tuple(tuple(runs(documents[i].texts[language], language, stop_words)) for i in members),
        )
        for language, members in sorted(rows.items())
    }


def learn_lexical(tokens: Mapping[str, Tokens], stop_words: frozenset[str], seed: int) -> Lexical:
    """Learn the shared space from the texts of the sample."""
    lexicons = {language: learn_lexicon(t.texts, language, stop_words) for language, t in tokens.items()}
    known = {language: lexicon for language, lexicon in lexicons.items() if len(lexicon.columns) > 1}
    width = COMPONENTS if len(known) == 1 else COMPONENTS_TO_ALIGN
    own: dict[str, Vectors] = {}
    latent: dict[str, dict[int, Vectors]] = {}
    for language, lexicon in known.items():
        weighted = lexicon.weighted(tokens[language].texts)
        own[language] = components(weighted, width, seed)
        placed = unit(np.asarray(weighted @ own[language]))
        latent[language] = {
            row: vector for row, vector in zip(tokens[language].rows, placed, strict=True) if vector.any()
        }
    shared, notes = _join(latent, {language: matrix.shape[1] for language, matrix in own.items()})
    absent = [LanguageNote(lang, len(t.rows), 0, None, None) for lang, t in tokens.items() if lang not in known]
    maps = {language: LanguageMap(known[language], own[language], shared[language]) for language in known}
    axes = next(iter(shared.values())).shape[1] if shared else 1
    return Lexical(maps, (*notes, *absent), axes)


def _join(
    latent: Mapping[str, Mapping[int, Vectors]], widths: Mapping[str, int]
) -> tuple[dict[str, Vectors], list[LanguageNote]]:
    """The map of each language into the shared axes, and the notes."""
    waiting = sorted(latent, key=lambda language: (-len(latent[language]), language))
    blocks: dict[str, tuple[str, Vectors]] = {}
    notes: list[LanguageNote] = []
    failed: dict[str, tuple[int, float | None]] = {}
    while waiting:
        reference = waiting.pop(0)
        blocks[reference] = reference, np.eye(widths[reference])
        pairs, found = failed.get(reference, (0, None))
        notes.append(LanguageNote(reference, len(latent[reference]), pairs, None, found))
        placed = dict(latent[reference])
        rejected: list[str] = []
        while waiting:
            common = {language: sorted(placed.keys() & latent[language].keys()) for language in waiting}
            language = min(waiting, key=lambda name: (-len(common[name]), name))
            waiting.remove(language)
            rows = common[language]
            source = np.array([latent[language][row] for row in rows])
            target = np.array([placed[row] for row in rows])
            found = alignment(source, target) if len(rows) >= MIN_PAIRS else None
            if found is None or found < MIN_ALIGNMENT:
                failed[language] = len(rows), found
                rejected.append(language)
                continue
            matrix = fit_map(source, target)
            blocks[language] = reference, matrix
            for row, vector in latent[language].items():
                if row not in placed:
                    placed[row] = unit((vector @ matrix)[None])[0]
            notes.append(LanguageNote(language, len(latent[language]), len(rows), reference, found))
        waiting = rejected
    return _side_by_side(blocks, widths), notes


def _side_by_side(blocks: Mapping[str, tuple[str, Vectors]], widths: Mapping[str, int]) -> dict[str, Vectors]:
    """Give each reference language axes of its own."""
    references = list(dict.fromkeys(reference for reference, _ in blocks.values()))
    total = sum(widths[reference] for reference in references)
    start = 0
    shared: dict[str, Vectors] = {}
    for reference in references:
        for language, (of, matrix) in blocks.items():
            if of == reference:
                shared[language] = np.zeros((matrix.shape[0], total))
                shared[language][:, start : start + widths[reference]] = matrix
        start += widths[reference]
    return shared


def fit_map(source: Vectors, target: Vectors) -> Vectors:
    """The matrix that brings `source` rows near `target` rows (pairs, components), see the module's text."""
    left, strength, right = np.linalg.svd(source.T @ target, full_matrices=False)
    rotation = (left * (strength / (strength + DAMPING))) @ right
    gram = source.T @ source + PENALTY * np.eye(source.shape[1])
    return np.asarray(np.linalg.solve(gram, source.T @ target + PENALTY * rotation))


def alignment(source: Vectors, target: Vectors) -> float:
    """Probability that a held-out text lands nearer its twin than another text of the other language (chance: 0.5).

    Every fifth pair is held out; pairs are ordered by document id, so the choice says nothing about content.
    """
    held = np.arange(len(source)) % 5 == 0
    placed = unit(source[held] @ fit_map(source[~held], target[~held]))
    own = np.round(np.einsum("nd,nd->n", placed, target[held]), 9)[:, None]
    others = np.round(placed @ target[sample_of([str(i) for i in range(len(target))], 2_000)].T, 9)
    return round(float(np.mean((others < own).mean(axis=1))), 4)
