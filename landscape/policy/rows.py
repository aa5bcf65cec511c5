"""What linking takes and gives: plain data, so that it can be tested and used alone.

Years are of publication or effect for documents, and priority years for families; counts of patents are simple
families.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = NDArray[np.float64]
Vectors: TypeAlias = Callable[[Sequence[Mapping[str, str]]], Matrix]
"""Texts, each by language, to rows of unit length, or zero where nothing of a text is known: (n, dimensions).

Cosines are to be comparable between policy and claims, and between languages where that is possible; texts in
languages that cannot be compared have cosine 0.
"""


@dataclass(frozen=True, slots=True)
class ClusterName:
    """A cluster: its id and its label."""

    cluster: str
    label: str


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim by its number, or with number 0 a text that stands in for claims (abstract, title)."""

    number: int
    text: str
    language: str = "und"


@dataclass(frozen=True, slots=True)
class FamilyClaims:
    """What linking needs of a family; cluster: None outside; applicants: names; compared: text by language that
    was clustered, absent: the claims of each language joined."""

    family: str
    cluster: str | None
    claims: Sequence[ClaimText]
    priority: date | None = None
    applicants: tuple[str, ...] = ()
    compared: Mapping[str, str] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The text to compare, by language."""
        if self.compared:
            return dict(self.compared)
        joined: dict[str, list[str]] = {}
        for claim in self.claims:
            joined.setdefault(claim.language, []).append(claim.text)
        return {language: "\n".join(texts) for language, texts in sorted(joined.items())}


@dataclass(frozen=True, slots=True)
class PolicyLink:
    """A passage that meets a cluster, with the parts of its score and the passages on both sides.

    score: standards_score + terms_score + text_score, in bits (docs/policy.md); text_rank: place of the passage among
    the `text_ranked` passages of its language by similarity to the cluster, 1 the most similar, None where texts cannot
    be compared; null_percentile: share of passages dealt at random that score less, 0 to 1; q: smallest false discovery
    rate at which its document is said to meet the cluster; aspect, stage: what the passage says of its chief aspect;
    families_before, families_after: of the cluster, by priority before the document was published and since;
    passage_text: "" where the text may not be shown; claim: 0 where a text stands in for claims.
    """

    cluster: str
    document: str
    passage: str
    score: float
    standards_score: float
    terms_score: float
    text_score: float
    text_rank: int | None
    text_ranked: int
    null_percentile: float
    q: float
    shared_standards: tuple[str, ...]
    shared_terms: tuple[str, ...]
    aspect: str | None
    stage: str | None
    families_before: int
    families_after: int
    family: str
    claim: int
    passage_text: str
    passage_language: str
    claim_text: str
    claim_language: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A document that meets a cluster.

    strength: mean score of its strongest tenth of passages, in bits; null_percentile: share of documents dealt at
    random whose strongest tenth scores less; q: smallest false discovery rate at which the pair is shown; passages:
    that meet the cluster.
    """

    cluster: str
    document: str
    strength: float
    null_percentile: float
    q: float
    passages: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in brief; aspects: each with the passages that chiefly concern it; clusters: that it meets."""

    document: str
    title: str
    issuer: str | None
    country: str | None
    type: str | None
    number: str | None
    published: date | None
    effective: date | None
    stage: str | None
    language: str
    shareable: bool
    passages: int
    aspects: tuple[tuple[str, int], ...]
    standards: tuple[str, ...]
    clusters: tuple[str, ...]
    url: str
    licence: str | None


@dataclass(frozen=True, slots=True)
class StageRow:
    """The stage of an aspect as a document tells it.

    rank: place on the way from research to force, None for stages beside it; day: when the document was published or
    took effect; told_by: "source" (its label), "text", "document" (its status, type or dates) or "effect" (its date of
    effect); words: that tell the aspect.
    """

    aspect: str
    stage: str
    rank: int | None
    day: date | None
    country: str | None
    issuer: str | None
    document: str
    passages: tuple[str, ...]
    told_by: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageChange:
    """A change of the stage of an aspect in a country between two documents; forward: towards force."""

    aspect: str
    country: str
    from_stage: str
    from_day: date
    from_document: str
    to_stage: str
    to_day: date
    to_document: str
    forward: bool


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """The stages of an aspect in a country, in order of day; country: the issuer's name where none is told.

    steps: day, stage, and the documents that tell it.
    """

    aspect: str
    country: str
    steps: tuple[tuple[date, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard or legal act that patents or documents name.

    standard: what its editions and equivalents have in common; designations: as named, normalised; families: that name
    it in their claims; applicants, clusters: of these, each with its families; first_year: earliest priority year;
    documents: that name it or are it.
    """

    standard: str
    family_of_standards: str
    designations: tuple[str, ...]
    families: int
    applicants: tuple[tuple[str, int], ...]
    clusters: tuple[tuple[str, int], ...]
    first_year: int | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """Policy and standards of a landscape.

    links: strongest first; best: the strongest of each cluster, one passage once; tested: pairs of document and cluster
    that were held against chance; unmet_clusters and unmet_documents: without any link.
    """

    documents: tuple[DocumentRow, ...]
    stages: tuple[StageRow, ...]
    timeline: tuple[TimelineRow, ...]
    changes: tuple[StageChange, ...]
    standards: tuple[StandardRow, ...]
    links: tuple[PolicyLink, ...]
    best: tuple[PolicyLink, ...]
    matrix: tuple[MatrixCell, ...]
    unmet_clusters: tuple[str, ...]
    unmet_documents: tuple[str, ...]
    tested: int
    fdr: float
    glossary: str
    warnings: tuple[str, ...]
