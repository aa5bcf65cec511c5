"""The records every format parses into: frozen, plain, with where each came from.

A publication keeps what its source said; what we conclude from it (harmonised applicant, family, cluster) lives
elsewhere, beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from landscape.identifiers import ApplicationNumber, PublicationNumber


class TextOrigin(StrEnum):
    """Who wrote a text in its language."""

    OFFICE = "office"
    MACHINE_TRANSLATION = "machine-translation"
    UNKNOWN = "unknown"


class PartyForm(StrEnum):
    """How a name came: as the parties filed it, as the office standardised it, or not told."""

    AS_FILED = "as-filed"
    STANDARDISED = "standardised"
    UNKNOWN = "unknown"


class ClaimCategory(StrEnum):
    """What a claim protects."""

    PRODUCT = "product"
    PROCESS = "process"
    USE = "use"
    COMPOSITION = "composition"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from.

    source: name as in `landscape sources` ("files", "epo-ops"); url: address or file path as named in the query,
    a member of an archive after "!"; place: line or element within it; sha256: hex digest of the document as
    received; retrieved: UTC, None for local files; licence: as the source states it, None if it states none.
    """

    source: str
    url: str
    place: str = ""
    sha256: str = ""
    retrieved: datetime | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language: ISO 639-1 code, "und" if unknown."""

    text: str
    language: str = "und"
    origin: TextOrigin = TextOrigin.UNKNOWN


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its number (from 1), its text without the number, and the claims it depends on, ascending."""

    number: int
    text: str
    depends_on: tuple[int, ...] = ()
    independent: bool = True
    category: ClaimCategory | None = None
    preamble: str = ""
    transition: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """All claims of a publication in one language, in order."""

    claims: tuple[Claim, ...]
    language: str = "und"
    origin: TextOrigin = TextOrigin.UNKNOWN


@dataclass(frozen=True, slots=True)
class Party:
    """An applicant or inventor as the source names it; country: ISO/ST.3 code of residence where given.

    sequence: position in its own list (from 1); the lists of different forms must not be zipped; address: street,
    city and region as given, without the country, "" where the source has none.
    """

    name: str
    country: str | None = None
    form: PartyForm = PartyForm.UNKNOWN
    sequence: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority claim: the number as the source spells it, parsed where its grammar is known, and its date."""

    number: str
    date: date | None = None
    application: ApplicationNumber | None = None


@dataclass(frozen=True, slots=True)
class Classification:
    """A symbol in canonical form ("H01M10/0562"); scheme: "CPC", "IPC", or the source's own name ("FI", "USPC").

    inventive: True for invention information, False for additional; first: True if marked as first.
    """

    scheme: str
    symbol: str
    inventive: bool | None = None
    first: bool | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: a publication, or (cited is None) other literature, whose text is kept as it stands.

    A patent citation whose number does not parse has cited None, its spelling in text, and patent True.
    category: as the office gives it ("X", "A", "cited by applicant"…); origin: "examiner", "applicant" or None.
    """

    cited: PublicationNumber | None = None
    text: str = ""
    patent: bool = True
    category: str | None = None
    origin: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class LegalEvent:
    """A legal event; effect: "+", "-" or None as the source marks it."""

    code: str
    date: date | None = None
    office: str | None = None
    description: str = ""
    effect: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """One published patent document.

    family_id: DOCDB simple family where the source gives one; family_members: simple-family publications the
    source lists; cited_by: citing publications the source lists.
    """

    number: PublicationNumber
    provenance: Provenance
    publication_date: date | None = None
    application: ApplicationNumber | None = None
    filing_date: date | None = None
    priority_date: date | None = None
    priorities: tuple[Priority, ...] = ()
    family_id: str | None = None
    family_members: tuple[PublicationNumber, ...] = ()
    titles: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    claims: tuple[ClaimSet, ...] = ()
    applicants: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    classifications: tuple[Classification, ...] = ()
    citations: tuple[Citation, ...] = ()
    cited_by: tuple[PublicationNumber, ...] = ()
    events: tuple[LegalEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable part of a document; place: "Article 7(2)", "Annex I", "paragraph 3", "page 12".

    aspect and stage: as the source labels the passage, None where it does not.
    """

    place: str
    text: str
    language: str = "und"
    aspect: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document or a standard.

    id: stable ("CELEX:32023R1542", "GB 38031-2025"); shareable: False where only its metadata may be shown.
    """

    id: str
    title: str
    provenance: Provenance
    issuer: str | None = None
    country: str | None = None
    type: str | None = None
    number: str | None = None
    published: date | None = None
    effective: date | None = None
    status: str | None = None
    language: str = "und"
    shareable: bool = True
    passages: tuple[Passage, ...] = field(default=())
