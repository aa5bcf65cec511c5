"""Term vectors: the terms of a language that carry meaning in a corpus, weighted by BM25.

Weights are Okapi BM25 with its textbook constants (Robertson and Zaragoza, Foundations and Trends in Information
Retrieval 3(4), 2009): a term's weight grows with its count but saturates, long texts are not favoured, and a term that
nearly every document has weighs next to nothing.  So what the corpus itself shows to be boilerplate drops out, beside
the reviewed lists of `words`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from landscape.clusters.words import Run, runs, terms

SAMPLE = 20_000
"""Terms, components, neighbours and clusters are learned from at most this many documents."""

MAX_TERMS = 150_000
MIN_DOCUMENTS = 2
SATURATION, LENGTH = 1.2, 0.75

Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms of one language: column and rarity (idf) of each, and the mean number of terms in a text."""

    language: str
    columns: Mapping[str, int]
    rarity: Vectors
    mean_length: float
    stop_words: frozenset[str]

    def vectors(self, texts: Iterable[str]) -> sp.csr_array:
        """Weighted term vectors (number of texts, number of terms), rows of unit length, zero without known terms."""
        return self.weighted(runs(text, self.language, self.stop_words) for text in texts)

    def weighted(self, texts: Iterable[Iterable[Run]]) -> sp.csr_array:
        """As `vectors`, of texts already cut into runs."""
        indptr: list[int] = [0]
        indices: list[int] = []
        counts: list[int] = []
        for text in texts:
            found = Counter(
                column
                for run in text
                for term in terms(run, self.language)
                if (column := self.columns.get(term)) is not None
            )
            indices.extend(found.keys())
            counts.extend(found.values())
            indptr.append(len(indices))
        shape = (len(indptr) - 1, len(self.columns))
        matrix = sp.csr_array(
            (np.array(counts, dtype=np.float64), np.array(indices, dtype=np.int64), indptr), shape=shape
        )
        matrix.sort_indices()
        return self._bm25(matrix)

    def _bm25(self, counts: sp.csr_array) -> sp.csr_array:
        length = np.asarray(counts.sum(axis=1)).ravel() / self.mean_length
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        saturated = counts.data / (counts.data + SATURATION * (1 - LENGTH + LENGTH * length[row]))
        weights = saturated * self.rarity[counts.indices]
        norm = np.sqrt(np.bincount(row, weights**2, minlength=counts.shape[0]))
        unit = weights / np.maximum(norm[row], 1e-12)
        return sp.csr_array((unit, counts.indices, counts.indptr), shape=counts.shape)


def learn_lexicon(texts: Sequence[Sequence[Run]], language: str, stop_words: frozenset[str]) -> Lexicon:
    """The terms found in at least two of the texts, the 150,000 most frequent of them."""
    documents: Counter[str] = Counter()
    length = 0
    for text in texts:
        found = Counter(term for run in text for term in terms(run, language))
        documents.update(found.keys())
        length += found.total()
    kept = [(term, n) for term, n in documents.items() if n >= MIN_DOCUMENTS]
    kept.sort(key=lambda item: (-item[1], item[0]))
    del kept[MAX_TERMS:]
    rarity = np.log((len(texts) + 1) / np.array([n for _, n in kept], dtype=np.float64))
    columns = {term: column for column, (term, _) in enumerate(kept)}
    return Lexicon(language, columns, rarity, max(length / max(len(texts), 1), 1.0), stop_words)


def unit(vectors: Vectors) -> Vectors:
    """Rows of unit length; a zero row stays zero."""
    norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(norms, 1e-12)


def components(matrix: sp.csr_array | Vectors, size: int, seed: int) -> Vectors:
    """The right singular vectors of the largest singular values, (columns, at most `size`), signs fixed.

    Exact where the matrix is dense (its columns are few hundred), else randomised (Halko et al., SIAM Review 53(2),
    2011), with more columns and rounds than scikit-learn's defaults (10 and 5): those left a tenth of the space of real
    claims to chance, and clusters differed from seed to seed by up to 0.07 of mutual information.
    """
    size = min(size, *matrix.shape)
    if size == 0:
        return np.zeros((matrix.shape[1], 0))
    if isinstance(matrix, np.ndarray):
        columns = np.linalg.eigh(matrix.T @ matrix)[1][:, : -size - 1 : -1]
    else:
        from sklearn.utils.extmath import randomized_svd

        columns = randomized_svd(matrix, size, n_oversamples=100, n_iter=15, random_state=seed, flip_sign=False)[2].T
    largest = np.argmax(np.round(np.abs(columns), 9), axis=0)
    return np.ascontiguousarray(columns * np.sign(columns[largest, np.arange(size)]))


def sample_of(ids: Sequence[str], size: int = SAMPLE) -> NDArray[np.int64]:
    """Positions of at most `size` ids, chosen by a hash of the id, so that new documents hardly change the choice."""
    if len(ids) <= size:
        return np.arange(len(ids))
    ranked = sorted(range(len(ids)), key=lambda i: hashlib.sha256(ids[i].encode()).digest())
    return np.sort(np.array(ranked[:size]))


def batches(count: int, size: int = 2_000) -> Iterator[slice]:
    """Slices that cover `count` rows."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))
