"""Term vectors: counts of terms per language, weighted by TF-IDF."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from landscape.clusters.words import runs, terms

SAMPLE = 20_000
"""Vocabulary and components are learned from at most this many documents, chosen by a hash of their id."""

MIN_DOCUMENTS = 2
MAX_SHARE = 0.5
"""A term in more than half of the documents is boilerplate of this corpus."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one language that carry meaning in this corpus, with their weight (idf)."""

    language: str
    index: dict[str, int]
    idf: NDArray[np.float64]
    stop_words: frozenset[str]

    def counts(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Counts of the known terms, (number of texts, number of terms)."""
        indptr, indices, data = [0], [], []
        for text in texts:
            found = Counter(
                self.index[term]
                for run in runs(text, self.language, self.stop_words)
                for term in terms(run, self.language)
                if term in self.index
            )
            indices.extend(sorted(found))
            data.extend(found[column] for column in sorted(found))
            indptr.append(len(indices))
        return sp.csr_matrix((np.asarray(data, dtype=np.float64), indices, indptr), shape=(len(indptr) - 1, len(self.index)))

    def weighted(self, counts: sp.csr_matrix) -> sp.csr_matrix:
        """TF-IDF with logarithmic term frequency, rows of unit length."""
        weighted = counts.copy()
        weighted.data = (1 + np.log(weighted.data)) * self.idf[weighted.indices]
        norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        return sp.diags_array(1 / np.maximum(norms, 1e-12)) @ weighted


def learn_lexicon(texts: Sequence[str], language: str, stop_words: frozenset[str]) -> Lexicon:
    """The terms that occur in at least two and at most half of the texts."""
    documents: Counter[str] = Counter()
    for text in texts:
        documents.update({term for run in runs(text, language, stop_words) for term in terms(run, language)})
    most = max(MAX_SHARE * len(texts), MIN_DOCUMENTS)
    kept = sorted(term for term, n in documents.items() if MIN_DOCUMENTS <= n <= most)
    idf = np.log((1 + len(texts)) / (1 + np.array([documents[term] for term in kept], dtype=np.float64))) + 1
    return Lexicon(language, {term: column for column, term in enumerate(kept)}, idf, stop_words)


def sample_of(ids: Sequence[str], size: int = SAMPLE) -> list[int]:
    """Positions of at most `size` ids, chosen by a hash of the id: adding documents hardly changes the choice."""
    if len(ids) <= size:
        return list(range(len(ids)))
    ranked = sorted(range(len(ids)), key=lambda i: hashlib.sha256(ids[i].encode()).digest())
    return sorted(ranked[:size])
