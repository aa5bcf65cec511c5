"""Topical space: each document drifts towards the documents most like it, so that topics stand out from wording.

A round takes a document part of the way to the mean of about 1.2 √n neighbours, weighted by cosine; after the rounds,
the 40 main axes of what came out are kept.  In retrieval the same idea is called pseudo-relevance feedback, in graph
learning feature propagation.  Lexical vectors take one round of 0.8 (a second was measured to blur topics into each
other), vectors joined with those of a sentence model two of 0.9.

The neighbours also tell who belongs nowhere: a document to which they are less than 0.4 times as similar as is typical.
Similarity counts here by how much of both texts the main components explain, so that a text whose words nobody else
uses has no close neighbour, whatever its direction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.vectors import Vectors, batches, components, unit

NEIGHBOURS = 1.2
LEXICAL = (0.8,)
JOINED = (0.9, 0.9)
AXES = 40
FAR = 0.4


@dataclass(frozen=True, slots=True)
class TopicalSpace:
    """What a document's place among topics is computed from.

    landmarks: for each round, the documents among which neighbours are sought (m, d), rows of length 0 to 1; rounds:
    how far each goes, 0 to 1; axes: (d, at most 40); typical: median similarity of a landmark to its neighbours in
    the first round.
    """

    landmarks: tuple[Vectors, ...]
    rounds: tuple[float, ...]
    axes: Vectors
    typical: float

    def place(self, vectors: Vectors) -> tuple[Vectors, NDArray[np.bool_]]:
        """Where documents with vectors (n, d) lie: (n, axes) of unit length; and which belong nowhere (n,)."""
        far = np.zeros(len(vectors), dtype=np.bool_)
        for number, (landmarks, share) in enumerate(zip(self.landmarks, self.rounds, strict=True)):
            vectors, similarity = drift(vectors, landmarks, share)
            if number == 0:
                far = np.round(similarity, 9) < FAR * self.typical
        return unit(vectors @ self.axes), far


def learn_topical_space(vectors: Vectors, seed: int, rounds: tuple[float, ...] = LEXICAL) -> TopicalSpace:
    """The topical space of documents with these vectors (m, d), rows of length 0 to 1, none zero."""
    stages, typical = [], 0.0
    inside = np.ones(len(vectors), dtype=np.bool_)
    for number, share in enumerate(rounds):
        stages.append(vectors)
        vectors, similarity = drift(vectors, vectors, share)
        if number == 0 and len(vectors):
            typical = float(np.median(similarity))
            inside = np.round(similarity, 9) >= FAR * typical
    return TopicalSpace(tuple(stages), rounds, components(vectors[inside], AXES, seed), typical)


def drift(vectors: Vectors, landmarks: Vectors, share: float) -> tuple[Vectors, Vectors]:
    """Vectors moved a share of the way to their nearest landmarks (n, d), and how similar these are (n,).

    A landmark is no neighbour of itself: the first landmark in the same direction is left out.
    """
    size = min(int(NEIGHBOURS * np.sqrt(len(landmarks))), len(landmarks) // 5)
    if size == 0:
        return unit(vectors), np.ones(len(vectors))
    directions, explained = unit(landmarks), np.linalg.norm(landmarks, axis=1)
    drifted = np.empty_like(vectors)
    similarity = np.empty(len(vectors))
    for part in batches(len(vectors), 500):
        own = unit(vectors[part])
        cosine = own @ directions.T
        rows, first = np.arange(len(own)), np.argmax(cosine, axis=1)
        same = cosine[rows, first] > 1 - 1e-9
        cosine[rows[same], first[same]] = -1.0
        nearest = np.sort(np.argpartition(-cosine, size, axis=1)[:, :size], axis=1)
        weight = np.maximum(np.take_along_axis(cosine, nearest, axis=1), 0.0)
        similarity[part] = np.mean(weight * explained[nearest], axis=1) * np.linalg.norm(vectors[part], axis=1)
        weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
        towards = unit(np.einsum("nk,nkd->nd", weight, directions[nearest]))
        drifted[part] = unit((1 - share) * own + share * towards)
    return drifted, similarity
