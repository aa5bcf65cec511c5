"""From documents to a clustering, step by step: represent, group, keep identity, name, describe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from landscape.clusters.doubt import CORE, RESAMPLES, WEAK
from landscape.clusters.fields import join_clusters
from landscape.clusters.grouping import Grouping, group
from landscape.clusters.identity import match_clusters, new_ids
from landscape.clusters.languages import Lexical, Tokens, learn_lexical, tokens_of
from landscape.clusters.naming import Names, name_clusters, name_fields
from landscape.clusters.place import Placer, Representation
from landscape.clusters.result import (
    OUTSIDE,
    Cluster,
    Clustering,
    ClusterInput,
    Event,
    Field,
    LanguageNote,
    PreviousClusters,
)
from landscape.clusters.sentence import SentenceModel, join
from landscape.clusters.topical import JOINED, LEXICAL
from landscape.clusters.vectors import Vectors, sample_of


@dataclass(frozen=True, slots=True)
class Options:
    """What `cluster_documents` was asked for."""

    n_clusters: int | None
    seed: int
    representation: str
    sentences: SentenceModel | None
    stop_words: frozenset[str]
    previous: PreviousClusters
    reader: str


def run(documents: Sequence[ClusterInput], options: Options) -> Clustering:
    """See `cluster_documents`."""
    order = sorted(range(len(documents)), key=lambda i: documents[i].id)
    ordered = [documents[i] for i in order]
    sample = sample_of([document.id for document in ordered])
    tokens = tokens_of([ordered[i] for i in sample], options.stop_words)
    lexical = learn_lexical(tokens, options.stop_words, options.seed)
    vectors = _vectors(ordered, sample, tokens, lexical)
    representation: Representation = lexical
    rounds: tuple[float, ...] = LEXICAL
    if options.sentences is not None:
        texts = [document.texts for document in ordered]
        representation, vectors = join(lexical, options.sentences, vectors, texts, sample)
        rounds = JOINED
    islands = [lexical.island_of(document.texts) for document in ordered]
    former = [options.previous.cluster_of.get(document.id) for document in ordered]
    grouping = group(vectors, sample, islands, options.n_clusters, options.seed, former, rounds)
    ids, events, grouping = _identified(ordered, grouping, options.previous)
    kept = {c: options.previous.labels[id_] for c, id_ in enumerate(ids) if id_ in options.previous.labels}
    labels = grouping.labels[sample].tolist()
    names = name_clusters(tokens, labels, len(ids), options.reader, kept)
    fields, field_of = _fields(ordered, grouping, vectors, ids, names, options.previous)
    clusters = _clusters(order, grouping, ids, names, field_of)
    placer = Placer(
        representation,
        lexical,
        grouping.space,
        tuple(ordered[i].id for i in grouping.learned_from),
        grouping.labels[grouping.learned_from],
        grouping.partition.centres,
        ids,
    )
    return _result(order, ordered, grouping, clusters, fields, events, lexical, placer, options)


def _vectors(
    ordered: Sequence[ClusterInput], sample: NDArray[np.int64], tokens: Mapping[str, Tokens], lexical: Lexical
) -> Vectors:
    """Lexical vectors of all documents; the sample's texts are not cut into words again."""
    vectors = np.zeros((len(ordered), lexical.axes))
    vectors[sample] = lexical.vectors_of(tokens, len(sample))
    rest = np.setdiff1d(np.arange(len(ordered)), sample)
    vectors[rest] = lexical.vectors([ordered[i].texts for i in rest])
    return vectors


def _identified(
    ordered: Sequence[ClusterInput], grouping: Grouping, previous: PreviousClusters
) -> tuple[tuple[str, ...], tuple[Event, ...], Grouping]:
    """Ids of the clusters, the events since the previous run, and the grouping with its clusters in order of id."""
    k = len(grouping.partition.centres)
    sizes = np.bincount(grouping.labels[grouping.labels != OUTSIDE], minlength=k)
    first = [int(np.argmax(grouping.labels == c)) for c in range(k)]
    by_size = sorted(range(k), key=lambda c: (-sizes[c], first[c]))
    provisional = {c: f"{position:04d}" for position, c in enumerate(by_size)}
    current = {
        document.id: provisional[label]
        for document, label in zip(ordered, grouping.labels.tolist(), strict=True)
        if label != OUTSIDE
    }
    same, events = match_clusters(previous.cluster_of, current)
    fresh = iter(new_ids("cl:", k, previous.retired | previous.labels.keys()))
    named = {p: same.get(p) or next(fresh) for p in sorted(provisional.values())}
    if not previous.cluster_of:
        events = ()
    events = tuple(replace(event, current=tuple(sorted(named[p] for p in event.current))) for event in events)
    by_id = sorted(range(k), key=lambda c: named[provisional[c]])
    return tuple(named[provisional[c]] for c in by_id), events, grouping.in_order(by_id)


def _fields(
    ordered: Sequence[ClusterInput],
    grouping: Grouping,
    vectors: Vectors,
    ids: Sequence[str],
    names: Names,
    previous: PreviousClusters,
) -> tuple[tuple[Field, ...], list[str]]:
    """The fields, and the field id of each cluster; ids are kept from the previous run as those of clusters are."""
    inside = grouping.labels != OUTSIDE
    numbers = join_clusters(vectors[inside], grouping.labels[inside], len(ids))
    before = {d: previous.field_of[c] for d, c in previous.cluster_of.items() if c in previous.field_of}
    current = {ordered[i].id: f"{numbers[grouping.labels[i]]:04d}" for i in np.flatnonzero(inside).tolist()}
    same, _ = match_clusters(before, current)
    fresh = iter(new_ids("fd:", len(ids), previous.field_of.values()))
    named = {p: same.get(p) or next(fresh) for p in sorted({f"{number:04d}" for number in numbers})}
    field_of = [named[f"{number:04d}"] for number in numbers]
    sizes = np.bincount(grouping.labels[inside], minlength=len(ids)).tolist()
    labels = name_fields([name.terms for name in names.clusters], sizes, numbers)
    fields = [
        Field(named[f"{number:04d}"], label, tuple(ids[c] for c in range(len(ids)) if numbers[c] == number))
        for number, label in enumerate(labels)
    ]
    return tuple(sorted(fields, key=lambda field: field.id)), field_of


def _clusters(
    order: Sequence[int], grouping: Grouping, ids: Sequence[str], names: Names, field_of: Sequence[str]
) -> tuple[Cluster, ...]:
    found = []
    for c, id_ in enumerate(ids):
        members = np.flatnonzero(grouping.labels == c)
        central = np.round(grouping.topical[members] @ grouping.partition.centres[c], 9)
        stability = round(float(grouping.doubt.stability[c]), 4)
        core = members[grouping.doubt.shares[members, c] >= CORE]
        found.append(
            Cluster(
                id=id_,
                label=names.clusters[c].label,
                label_original=names.clusters[c].original,
                terms=names.clusters[c].terms,
                size=len(members),
                stability=stability,
                medoid=order[members[np.argmax(central)]] if len(members) else order[0],
                core=tuple(sorted(order[i] for i in core)),
                field=field_of[c],
                weak=stability < WEAK,
            )
        )
    return tuple(found)


def _result(
    order: Sequence[int],
    ordered: Sequence[ClusterInput],
    grouping: Grouping,
    clusters: tuple[Cluster, ...],
    fields: tuple[Field, ...],
    events: tuple[Event, ...],
    lexical: Lexical,
    placer: Placer,
    options: Options,
) -> Clustering:
    """Everything over documents, back in the order in which they came."""
    back = np.argsort(np.array(order, dtype=np.int64))
    labels = grouping.labels[back]
    rows = np.arange(len(labels))
    shares = grouping.doubt.shares[back].astype(np.float64)
    confidence = np.where(labels != OUTSIDE, shares[rows, labels] if clusters else 0.0, 0.0)
    return Clustering(
        ids=tuple(ordered[i].id for i in back),
        labels=tuple(labels.tolist()),
        confidence=tuple(np.round(confidence, 4).tolist()),
        second=tuple(_second(grouping, shares, labels, back)),
        clusters=clusters,
        fields=fields,
        curve=grouping.curve,
        languages=lexical.notes,
        representation=options.representation,
        parameters={
            "clusters": len(clusters),
            "seed": options.seed,
            "resamples": RESAMPLES,
            "learned_from": len(grouping.learned_from),
            "axes": grouping.topical.shape[1],
        },
        events=events,
        warnings=_kept_apart(lexical.notes),
        placer=placer,
    )


def _kept_apart(notes: Sequence[LanguageNote]) -> tuple[str, ...]:
    """A sentence for each language that nothing aligns with the one that most documents have."""
    main = max(notes, key=lambda note: note.documents, default=None)
    told = []
    for note in notes:
        if main is None or note is main or note.aligned_with == main.language:
            continue
        with_ = f", with {note.aligned_with}" if note.aligned_with else ""
        found = (
            "" if note.alignment is None else f", a twin is nearer than another text in {note.alignment:.0%} of cases"
        )
        told.append(
            f"Texts in {note.language} ({note.documents:,}) are kept apart from {main.language}{with_}: nothing aligns "
            f"them ({note.pairs:,} documents have both{found})."
        )
    return tuple(told)


def _second(grouping: Grouping, shares: Vectors, labels: NDArray[np.int64], back: NDArray[np.int64]) -> list[int]:
    """The cluster a document was put into most often beside its own; the nearer centre decides between equals."""
    if len(grouping.partition.centres) < 2:
        return [OUTSIDE] * len(labels)
    near = grouping.topical[back] @ grouping.partition.centres.T
    score = shares + 1e-3 * np.round(near, 6)
    score[np.arange(len(labels)), labels] = np.where(labels == OUTSIDE, score[:, -1], -np.inf)
    return [int(c) for c in np.argmax(score, axis=1)]
