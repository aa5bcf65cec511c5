"""The landscape as plain data: every number a report shows is a field here, so that no renderer computes.

Years are priority years unless a field says otherwise; counts are simple families unless it says otherwise;
shares run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from landscape.analysis.network_rows import MainPath, NetworkRow

if TYPE_CHECKING:
    import networkx

    from landscape.clusters import Clustering, CurvePoint, LanguageNote
    from landscape.policy import PolicyResult


class Completeness(StrEnum):
    """How far a priority year can be trusted: publication comes about 18 months after the priority."""

    COMPLETE = "complete"
    PROVISIONAL = "provisional"
    BLIND = "blind"


class TextBasis(StrEnum):
    """Which text of a family was compared."""

    CLAIMS = "claims"
    ABSTRACT = "abstract"
    TITLE = "title"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its receipt.

    value: None where it cannot be told; formula: in words; n: how many units entered; sources: names of sources.
    """

    value: float | int | str | None
    unit: str
    formula: str
    n: int
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source's part in the snapshot; status: "complete", "partial" or "failed", note: the reason."""

    source: str
    status: str
    native_query: str
    promised: int | None
    received: int
    publications: int
    documents: int
    dropped: int
    undecided: int
    rejected: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class StrandRow:
    """One strand of the query: records that met it, and records kept because they lack what it decides by."""

    strand: str
    decided: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was skipped, where, and why; kind: "record", "file", "source" or "text"."""

    kind: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """What the corpus lacks.  All shares are of publications but the last group, which are of families."""

    publications: int
    families: int
    international_families: int
    extended_families: int
    offices: int
    documents: int
    with_claims: float
    with_abstract: float
    with_classification: float
    with_applicant: float
    with_citations: float
    with_priority_date: float
    text_basis: Mapping[str, int]
    languages: Mapping[str, int]
    derived_families: float
    family_conflicts: Mapping[str, int]
    machine_translated: int
    utility_models: int
    data_until: date | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """One priority year: families, international families among them, and how complete the year is.

    expected: (estimate, low, high) families that the year will come to, with a 90 % interval; None for complete
    years and for those of which too little is visible.
    """

    year: int
    families: int
    international: int
    publications: int
    new_applicants: int
    completeness: Completeness
    expected: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office: families first filed there, families published there, publications there."""

    office: str
    route: bool
    first_filings: int
    families: int
    publications: int


@dataclass(frozen=True, slots=True)
class ApplicantRow:
    """One harmonised applicant; families counted whole, and fractionally (1/number of applicants of the family)."""

    applicant: str
    name: str
    country: str | None
    group: str | None
    kind: str
    families: int
    families_fractional: float
    international: int
    names: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    top_cluster: str | None
    degree: int = 0
    betweenness: float = 0.0
    community: int | None = None


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One spelling and the applicant it went to; mentions: publications that carry the spelling."""

    applicant: str
    name_as_filed: str
    rule: str
    evidence: str
    mentions: int


@dataclass(frozen=True, slots=True)
class RankMove:
    """What joining an applicant's names does to its rank by families (whole count).

    before: its most frequent name alone, all names counted as filed; after: with all its names joined.
    """

    applicant: str
    name: str
    names: int
    families_before: int
    families_after: int
    rank_before: int
    rank_after: int


@dataclass(frozen=True, slots=True)
class UnsureRow:
    """Two names that look alike and were kept apart for want of evidence."""

    name: str
    other: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One simple family.

    membership: confidence from 0 to 1 in its cluster, None where it was not clustered; basis: what makes it one family,
    "family id", "priorities" or "number"; first_office: of its first filing, else of its first publication;
    extended_family: lowest number of all publications connected to it through priorities; core: whether it is one of
    those that stay together in nearly every resample.
    """

    family_id: str
    representative: str
    priority_date: date | None
    publications: tuple[str, ...]
    offices: tuple[str, ...]
    title: str
    applicants: tuple[str, ...]
    cluster: str | None
    membership: float | None
    second_cluster: str | None
    text_basis: TextBasis
    languages: tuple[str, ...]
    cites: int
    cited_by: int
    self_citations: int
    international: bool
    independent_claims: int | None = None
    shortest_independent: int | None = None
    strands: tuple[str, ...] = ()
    basis: str = ""
    first_office: str = ""
    extended_family: str = ""
    core: bool = False


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """One cluster.

    terms: phrases that set it apart, with their weights; medoid_text: the most central independent claim of the most
    central family; classifications: symbols that mark it, with their lift; growth: compound rate a year over complete
    priority years, None where it cannot be told.
    """

    cluster: str
    label: str
    label_original: str | None
    terms: tuple[tuple[str, float], ...]
    field: str | None
    families: int
    stability: float | None
    weak: bool
    core_families: int
    medoid_family: str
    medoid_text: str
    top_applicants: tuple[tuple[str, int], ...]
    classifications: tuple[tuple[str, float], ...]
    first_year: int | None
    last_year: int | None
    recent: int
    growth: float | None
    concentration: float | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The upper level of clusters.  clusters: ids, largest first; families: in them together."""

    field: str
    label: str
    clusters: tuple[str, ...]
    families: int


@dataclass(frozen=True, slots=True)
class ClusterEvent:
    """What became of clusters since an earlier snapshot: "kept", "split", "merge", "birth" or "death".

    former, current: ids then and now; jaccard: overlap of the families both snapshots have, for "kept" only.
    """

    kind: str
    former: tuple[str, ...]
    current: tuple[str, ...]
    jaccard: float | None = None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """Family to family, as cited in the publications of the first; self: they share an applicant."""

    citing_family: str
    cited_family: str
    categories: tuple[str, ...]
    first_date: date | None
    self_citation: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """Known relevant publications asked for, and which of them the corpus lacks."""

    asked: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Landscape:
    """A whole landscape.

    query_name, title, question, query_text: as loaded; snapshot: UTC time as the folder is named; software:
    package -> version that the numbers depend on; invented: whether any record was made up by the sample;
    partial: whether a source failed; previous_snapshot: the earlier one whose cluster ids were kept;
    fields: largest first; cluster_curve: the numbers of clusters that were tried, empty where the query fixed it;
    cluster_languages: how each language met the others; representation: what texts were compared by; figures: id ->
    number with receipt; policy: None for a corpus with neither documents nor named standards; networks: name ->
    networkx graph.
    """

    query_name: str
    title: str
    question: str
    query_text: str
    snapshot: str
    seed: int
    software: Mapping[str, str]
    invented: bool
    partial: bool
    sources: tuple[SourceRow, ...]
    strands: tuple[StrandRow, ...]
    dropped: tuple[Dropped, ...]
    dropped_total: int
    quality: Quality
    trend: tuple[YearRow, ...]
    offices: tuple[OfficeRow, ...]
    applicants: tuple[ApplicantRow, ...]
    name_merges: tuple[MergeRow, ...]
    unsure_names: tuple[UnsureRow, ...]
    rank_moves: tuple[RankMove, ...]
    clusters: tuple[ClusterRow, ...]
    families: tuple[FamilyRow, ...]
    citations: tuple[CitationRow, ...]
    network_summaries: tuple[NetworkRow, ...]
    main_path: MainPath | None
    recall: Recall
    warnings: tuple[str, ...]
    figures: Mapping[str, Figure]
    previous_snapshot: str | None = None
    cluster_events: tuple[ClusterEvent, ...] = ()
    fields: tuple[FieldRow, ...] = ()
    cluster_curve: tuple[CurvePoint, ...] = ()
    cluster_languages: tuple[LanguageNote, ...] = ()
    representation: str = "lexical"
    policy: PolicyResult | None = None
    networks: Mapping[str, networkx.Graph[str]] = field(default_factory=dict, repr=False)
    clustering: Clustering | None = field(default=None, repr=False)
