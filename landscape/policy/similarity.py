"""Text vectors for short passages: character trigrams and terms of the glossary.

Trigrams of characters tell words of one language or script; the terms of the glossary carry over to others.  Both are
weighted by rarity among the texts of the corpus (Spärck Jones 1972) and count alike.  On the invented sample they rank
short passages better than the topical space of clustering does (docs/policy.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from landscape.policy.glossary import Glossary
from landscape.policy.profiles import vocabulary
from landscape.policy.rows import Matrix, Vectors

BUCKETS = 1024
_PRIMES = np.array([1_000_003, 10_007, 101], dtype=np.uint64)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing: Knuth, The Art of Computer Programming 3, 6.4


def trigram_vectors(corpus: Sequence[Mapping[str, str]], glossary: Glossary) -> Vectors:
    """A function from texts to vectors (n, 1024 + terms of the glossary), its weights learned from a corpus."""
    columns = vocabulary(glossary, ())

    def halves(texts: Sequence[Mapping[str, str]]) -> tuple[Matrix, Matrix]:
        joined = ["\n".join(text for _, text in sorted(by_language.items())) for by_language in texts]
        counts = np.array([_trigrams(text) for text in joined], dtype=np.float64).reshape(-1, BUCKETS)
        concepts = [{mention.concept for mention in glossary.concepts(text)} for text in joined]
        return np.log1p(counts), columns.term_rows(concepts)

    rarity = [np.log((len(corpus) + 1) / ((half > 0).sum(axis=0) + 1)) + 1 for half in halves(corpus)]

    def vectors(texts: Sequence[Mapping[str, str]]) -> Matrix:
        weighted = [_unit(half * weight) for half, weight in zip(halves(texts), rarity, strict=True)]
        return _unit(np.hstack(weighted))

    return vectors


def _trigrams(text: str) -> NDArray[np.int64]:
    """Counts of hashed trigrams of characters, (1024,)."""
    codes = np.frombuffer(" ".join(text.lower().split()).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < 3:
        return np.zeros(BUCKETS, dtype=np.int64)
    hashed = codes[:-2] * _PRIMES[0] + codes[1:-1] * _PRIMES[1] + codes[2:] * _PRIMES[2]
    return np.bincount((hashed * _GOLDEN >> np.uint64(54)).astype(np.int64), minlength=BUCKETS)


def _unit(rows: Matrix) -> Matrix:
    """Rows of unit length; a zero row stays zero."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))
