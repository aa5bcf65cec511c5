"""What clustering returns: clusters, fields, and how sure each is.  Plain data; only `Clustering.space` is a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landscape.clusters.place import Placement, Placer

OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class ClusterInput:
    """One document to cluster: a stable id (a family id) and its text in each language (ISO 639-1 code)."""

    id: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PreviousClusters:
    """The clusters of an earlier run, as a later one needs them to keep ids and labels.

    cluster_of: document id → cluster id, documents outside left out; labels: cluster id → label; field_of: cluster
    id → field id; retired: cluster ids that earlier runs used and that must not be given again.
    """

    cluster_of: Mapping[str, str]
    labels: Mapping[str, str]
    field_of: Mapping[str, str] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """What became of clusters since the previous run.

    kind: "kept", "split" (one former, several current), "merge" (several former, one current), "birth" (no former)
    or "death" (no current); jaccard: overlap of the shared documents, for "kept" only.
    """

    kind: str
    former: tuple[str, ...]
    current: tuple[str, ...]
    jaccard: float | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A topic.

    id: stable ("cl:0007"); label: a phrase in the reader's language, label_original the same in the language it
    was written in where that differs; terms: (phrase, weight) by falling weight; size: documents in it;
    stability: mean Jaccard over resamples, 0 to 1, None where it was not measured; medoid: index of the most
    central document; core: indices of documents that are together in nearly every resample; field: id of the
    upper level; weak: stability below 0.6, so that the cluster should not be relied on.
    """

    id: str
    label: str
    label_original: str | None
    terms: tuple[tuple[str, float], ...]
    size: int
    stability: float | None
    medoid: int
    core: tuple[int, ...]
    field: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Field:
    """The upper level: neighbouring clusters under one label.  clusters: ids of its clusters."""

    id: str
    label: str
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One number of clusters that was tried.

    stability: 0 to 1; separation: silhouette above that of data without clusters; score: their product; error: its
    standard error over resamples.
    """

    k: int
    stability: float
    separation: float
    score: float
    error: float


@dataclass(frozen=True, slots=True)
class LanguageNote:
    """How a language met the others.

    documents: with text in it, in the sample the space was learned from; pairs: those of them with text in a language
    placed before, too; aligned_with: the language of reference of its group, None where it is that itself or is kept
    apart; alignment: probability that a held-out text lands nearer its twin than another text (chance 0.5, required
    0.9), None where that was not measured.
    """

    language: str
    documents: int
    pairs: int
    aligned_with: str | None
    alignment: float | None = None


@dataclass(frozen=True, slots=True)
class Clustering:
    """Documents in clusters, with how sure each assignment is.  Sequences over documents keep the input's order.

    ids: (n,) document ids; labels: (n,) position in `clusters`, -1 outside; confidence: (n,) 0 to 1, share of
    resamples that put the document where it is; second: (n,) position of the second-best cluster, -1 if none.
    """

    ids: tuple[str, ...]
    labels: tuple[int, ...]
    confidence: tuple[float, ...]
    second: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    fields: tuple[Field, ...]
    curve: tuple[CurvePoint, ...]
    languages: tuple[LanguageNote, ...]
    representation: str
    parameters: Mapping[str, float | int | str]
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()
    placer: Placer | None = field(default=None, repr=False, compare=False)

    @property
    def terms(self) -> tuple[tuple[tuple[str, float], ...], ...]:
        """The terms of each cluster, with weights."""
        return tuple(cluster.terms for cluster in self.clusters)

    @property
    def stability(self) -> tuple[float | None, ...]:
        """The stability of each cluster."""
        return tuple(cluster.stability for cluster in self.clusters)

    def place(self, text: str | Mapping[str, str]) -> Placement:
        """Where a text falls among the clusters; a mapping gives the text in several languages."""
        if self.placer is None:
            raise ValueError("this clustering was made without a model and cannot place texts")
        return self.placer(text)

    def closeness(self, texts: Sequence[Mapping[str, str]]) -> list[list[float]]:
        """For each text, given by language, its cosine to the centre of each cluster, in the order of `clusters`."""
        if self.placer is None:
            raise ValueError("this clustering was made without a model and cannot place texts")
        return self.placer.closeness(texts)

    def as_previous(self, retired: Sequence[str] = ()) -> PreviousClusters:
        """What a later run needs to keep ids and labels."""
        return PreviousClusters(
            cluster_of={
                id_: self.clusters[label].id
                for id_, label in zip(self.ids, self.labels, strict=True)
                if label != OUTSIDE
            },
            labels={cluster.id: cluster.label for cluster in self.clusters},
            field_of={cluster.id: cluster.field for cluster in self.clusters},
            retired=frozenset(retired) | {id_ for event in self.events for id_ in event.former},
        )
