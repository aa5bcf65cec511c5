"""From documents to a clustering, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from landscape.clusters.group import Labels, Vectors, curve_of, k_means, outsiders, resample
from landscape.clusters.identity import match_clusters, new_ids, used_ids
from landscape.clusters.labels import Term, cluster_terms, unique_labels
from landscape.clusters.place import Placer
from landscape.clusters.result import (
    OUTSIDE,
    Cluster,
    ClusterInput,
    Clustering,
    CurvePoint,
    Field,
    PreviousClusters,
)
from landscape.clusters.space import Space, learn_space

WEAK = 0.6
CORE = 0.95


def run(
    documents: Sequence[ClusterInput],
    n_clusters: int | None,
    seed: int,
    representation: str,
    model: str | None,
    stop_words: frozenset[str],
    previous: PreviousClusters | None,
    vector_cache: Path | None,
) -> Clustering:
    """See `cluster_documents`."""
    order = sorted(range(len(documents)), key=lambda i: documents[i].id)
    ordered = [documents[i] for i in order]
    if any(a.id == b.id for a, b in zip(ordered, ordered[1:], strict=False)):
        raise ValueError("document ids must be unique")
    space = learn_space(ordered, seed, stop_words)
    vectors = space.vectors([document.texts for document in ordered])
    inside = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0.5)
    labels = np.full(len(ordered), OUTSIDE, dtype=np.int64)
    curve: list[CurvePoint] = []
    if n_clusters is not None and not 1 <= n_clusters <= max(len(ordered), 1):
        raise ValueError(f"n_clusters is {n_clusters}: between 1 and the number of documents is allowed")
    k = n_clusters or 1
    if n_clusters is None and len(inside) >= 10:
        curve = curve_of(vectors[inside], seed)
        k = max(curve, key=lambda p: (p.score, -p.k)).k if curve else 1
    k = min(k, len(inside))
    assigned = np.zeros((len(ordered), k))
    stability = np.zeros(k)
    centres = np.zeros((k, vectors.shape[1]))
    if k:
        found, centres = k_means(vectors[inside], k, seed)
        doubt = resample(vectors[inside], found, k, seed)
        assigned[inside], stability = doubt.assigned, doubt.stability
        labels[inside] = np.where(outsiders(vectors[inside], found, centres), OUTSIDE, found)
    ids = _ids(ordered, labels, k, previous)
    return _assemble(
        documents, order, ordered, space, vectors, labels, centres, assigned, stability, curve, ids, stop_words,
        representation, seed,
    )


def _ids(
    ordered: Sequence[ClusterInput], labels: Labels, k: int, previous: PreviousClusters | None
) -> tuple[list[str], tuple[object, ...]]:
    sizes = np.bincount(labels[labels >= 0], minlength=k)
    by_size = sorted(range(k), key=lambda c: (-sizes[c], int(np.argmax(labels == c))))
    fresh = iter(new_ids(k, used_ids(previous)))
    if previous is None:
        named = {c: next(fresh) for c in by_size}
        return [named[c] for c in range(k)], ()
    current = {d.id: str(label) for d, label in zip(ordered, labels.tolist(), strict=True) if label >= 0}
    kept, events = match_clusters(previous.cluster_of, current)
    named = {c: kept.get(str(c)) or next(fresh) for c in by_size}
    from dataclasses import replace  # noqa: PLC0415

    renamed = tuple(replace(e, current=tuple(named[int(c)] for c in e.current)) for e in events)
    return [named[c] for c in range(k)], renamed


def _assemble(documents, order, ordered, space: Space, vectors: Vectors, labels: Labels, centres, assigned, stability, curve, ids_events, stop_words, representation, seed):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    ids, events = ids_events
    k = len(ids)
    position = {c: p for p, c in enumerate(sorted(range(k), key=lambda c: ids[c]))}
    rank = [position[c] for c in range(k)]
    texts: list[list[tuple[str, str]]] = [[] for _ in range(k)]
    for document, label in zip(ordered, labels.tolist(), strict=True):
        if label >= 0:
            texts[rank[label]].extend(_shown(document))
    terms: list[list[Term]] = cluster_terms(texts, stop_words)
    names = unique_labels(terms)
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    clusters = []
    for c in sorted(range(k), key=lambda c: ids[c]):
        members = np.flatnonzero(labels == c)
        similarity = np.round(vectors[members] @ centres[c], 9)
        medoid = order[int(members[np.argmax(similarity)])] if len(members) else 0
        core = tuple(sorted(order[int(i)] for i in members if assigned[i, c] >= CORE))
        clusters.append(
            Cluster(
                ids[c], names[rank[c]], None, tuple(terms[rank[c]]), len(members), round(float(stability[c]), 4),
                medoid, core, "fd:01", bool(stability[c] < WEAK),
            )
        )
    cluster_ids = tuple(cluster.id for cluster in clusters)
    confidence, second = [], []
    for i in range(len(documents)):
        at = int(back[i])
        label = int(labels[at])
        confidence.append(round(float(assigned[at, label]), 4) if label >= 0 else 0.0)
        scores = [(round(float(assigned[at, c]), 6), round(float(vectors[at] @ centres[c]), 6), -rank[c]) for c in range(k) if c != label]
        second.append(-max(scores)[2] if scores else OUTSIDE)
    by_position = sorted(range(k), key=lambda c: ids[c])
    placer = Placer(space, vectors, tuple(d.id for d in ordered), centres[by_position], cluster_ids, tuple(tuple(t) for t in terms), stop_words)
    return Clustering(
        ids=tuple(d.id for d in documents),
        labels=tuple(rank[int(labels[back[i]])] if labels[back[i]] >= 0 else OUTSIDE for i in range(len(documents))),
        confidence=tuple(confidence),
        second=tuple(second),
        clusters=tuple(clusters),
        fields=(Field("fd:01", "all", cluster_ids),) if clusters else (),
        curve=tuple(curve),
        languages=space.notes,
        representation=representation,
        parameters={"seed": seed, "components": vectors.shape[1]},
        events=events,
        placer=placer,
    )


def _shown(document: ClusterInput) -> list[tuple[str, str]]:
    """The text labels are made from: English where there is some, else all that there is."""
    if document.texts.get("en"):
        return [("en", document.texts["en"])]
    return sorted((language, text) for language, text in document.texts.items() if text)
