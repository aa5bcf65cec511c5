"""The parts of a query: strands, periods, what to read of policy, files and sample, how to analyse."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Period:
    """Days from since to until, both included; None leaves that end open."""

    since: datetime.date | None = None
    until: datetime.date | None = None

    def __contains__(self, day: datetime.date) -> bool:
        """Whether the day lies in the period.

        >>> datetime.date(2015, 1, 1) in Period(since=datetime.date(2015, 1, 1))
        True
        """
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Strand:
    """One part of a search: publications that meet each of the conditions given.

    cpc: any of these symbols, of sections to main groups also what lies below; text: any of these phrases;
    applicants: any of these names; published: publication date.  An empty condition is met by all.
    """

    name: str
    cpc: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    published: Period = field(default_factory=Period)


@dataclass(frozen=True, slots=True)
class PolicyScope:
    """Which policy documents and standards to read.

    text: any of these phrases; documents: ids, or addresses for the source "web", always included
    ("CELEX:32023R1542", "GB 38031-2025"); aspects: name of a glossary; published: date of the document.
    languages: ISO 639-1 codes, asked for where a source has a text in several; max_documents: how many texts are
    fetched from one source at most, the named first; of the others only what its search tells of them is kept.
    """

    text: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    aspects: str | None = None
    published: Period = field(default_factory=Period)
    languages: tuple[str, ...] = ("en",)
    max_documents: int = 200


@dataclass(frozen=True, slots=True)
class FilesScope:
    """Local files: paths or patterns (`*`, `**`), relative to the project's root."""

    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleScope:
    """The invented corpus: how many families, and its seed."""

    families: int = 600
    seed: int = 0


@dataclass(frozen=True, slots=True)
class EpoOpsScope:
    """What to ask OPS for beside bibliographic data and claims, which costs a request each.

    also: "families" (a request a simple family), "events" (none if families are asked for), "cited-by" (one a
    publication).
    """

    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SureChemblScope:
    """How many documents SureChEMBL may be asked for in a run, those not counted that are held; also: "families"."""

    max_documents: int = 5000
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationServerScope:
    """How many documents the EPO publication server may be asked for because of the days they were published on."""

    max_documents: int = 200


@dataclass(frozen=True, slots=True)
class UsptoScope:
    """How many documents in full text to ask the USPTO for, one call each; bulk: products or files ("PTGRXML").

    A product stands for its files of the days that the strands ask for; a file is named behind it,
    "PTGRXML/ipg260602.zip".  max_gib: of files in bulk, in all.
    """

    max_documents: int = 1000
    bulk: tuple[str, ...] = ()
    max_gib: int = 1


@dataclass(frozen=True, slots=True)
class BigQueryScope:
    """How many GiB one query may read on BigQuery, which bills them."""

    max_gib: int = 50


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """How to analyse: number of clusters, what texts are compared by, seed, words and names.

    model: name or folder of a sentence model, for the representation "sentence" only.
    aliases: applicant name as filed -> the applicant it belongs to.
    """

    clusters: int | Literal["auto"] = "auto"
    representation: Literal["lexical", "sentence"] = "lexical"
    model: str | None = None
    seed: int = 0
    stop_words: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False)
