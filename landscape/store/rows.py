"""A record as rows: what is staged on disk until all records of a publication can be brought together.

A staged record is one line: its key, a tab, and JSON of rank, origin, fields and the rows of each table.  Lines sort
by key, so that the records of one publication meet; see `sorting` and `merging`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from landscape.errors import RecordError
from landscape.identifiers import PublicationNumber
from landscape.records import Citation, ClaimSet, Document, Party, Provenance, Publication

Cell = Any
"""str, int, bool, list or None; dates as days and times as microseconds since 1970, as Parquet has them."""
Row = list[Cell]
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Entry:
    """A staged record; rank: precedence of its source, 0 first; tables: rows of each table, in their fixed order."""

    key: str
    rank: int
    origin: Row
    fields: Row
    tables: list[list[Row]]


def staged(record: Publication | Document, rank: int, strands: Mapping[str, bool | None]) -> bytes:
    """The line to sort.  Raises RecordError where a text is not Unicode (half a surrogate pair)."""
    if isinstance(record, Publication):
        key, fields, tables = str(record.number), _publication_fields(record), _publication_rows(record, strands)
    else:
        key, fields, tables = " ".join(record.id.split()), _document_fields(record), [_passages(record)]
    content = json.dumps([rank, _origin(record.provenance), fields, tables], ensure_ascii=False, separators=(",", ":"))
    try:
        return f"{key}\t{content}\n".encode()
    except UnicodeEncodeError as error:
        origin = record.provenance
        raise RecordError(origin.url, origin.place, f"{key}: a text is not valid Unicode ({error.reason})") from error


def unstaged(line: bytes) -> Entry:
    """The entry of a line."""
    key, _, content = line.partition(b"\t")
    return Entry(key.decode(), *json.loads(content))


def days(day: date | None) -> int | None:
    """Days since 1970-01-01."""
    return None if day is None else day.toordinal() - _EPOCH


def shown(cell: Cell, kind: str) -> str:
    """A cell as people read it; kind: type of its column."""
    return date.fromordinal(cell + _EPOCH).isoformat() if kind == "date" else str(cell)


def _text(value: object) -> str | None:
    """Printed form, None for what is absent or empty."""
    return None if value is None else str(value) or None


def _origin(origin: Provenance) -> Row:
    retrieved = None if origin.retrieved is None else int(origin.retrieved.astimezone(UTC).timestamp()) * 1_000_000
    return [origin.source, origin.url, origin.place, _text(origin.sha256), retrieved, origin.licence]


def _publication_fields(record: Publication) -> Row:
    return [
        days(record.publication_date),
        _text(record.application),
        days(record.filing_date),
        days(record.priority_date),
        _text(record.family_id),
    ]


def _publication_rows(record: Publication, strands: Mapping[str, bool | None]) -> list[list[Row]]:
    """Rows in the order of `tables.PUBLICATION_TABLES`."""
    return [
        [
            [field, text.language, text.origin, text.text]
            for field, texts in (("title", record.titles), ("abstract", record.abstracts))
            for text in texts
            if text.text
        ],
        [row for number, claim_set in enumerate(record.claims, 1) for row in _claims(number, claim_set)],
        _parties(record.applicants),
        _parties(record.inventors),
        [[entry.number, _text(entry.application), days(entry.date)] for entry in record.priorities],
        [[entry.scheme, entry.symbol, entry.inventive, entry.first] for entry in record.classifications],
        _citations(record.number, record.citations, record.cited_by),
        [
            [event.code, days(event.date), event.office, _text(event.description), event.effect]
            for event in record.events
        ],
        [[str(member)] for member in record.family_members],
        [[strand, decided] for strand, decided in strands.items()],
    ]


def _claims(number: int, claim_set: ClaimSet) -> list[Row]:
    return [
        [
            number,
            claim_set.language,
            claim_set.origin,
            claim.number,
            claim.text,
            list(claim.depends_on),
            claim.independent,
            claim.category,
            _text(claim.preamble),
            _text(claim.transition),
        ]
        for claim in claim_set.claims
    ]


def _parties(parties: Iterable[Party]) -> list[Row]:
    return [
        [party.name, party.country, party.form, party.sequence, _text(party.address)] for party in parties if party.name
    ]


def _citations(
    number: PublicationNumber, citations: Iterable[Citation], cited_by: Iterable[PublicationNumber]
) -> list[Row]:
    own = str(number)
    backward = [
        [
            "backward",
            own,
            _text(entry.cited),
            entry.patent,
            _text(entry.text),
            entry.category,
            entry.origin,
            days(entry.date),
        ]
        for entry in citations
    ]
    return backward + [["forward", str(citing), own, True, None, None, None, None] for citing in cited_by]


def _document_fields(record: Document) -> Row:
    return [
        _text(record.title),
        record.issuer,
        record.country,
        record.type,
        record.number,
        days(record.published),
        days(record.effective),
        record.status,
        record.language,
        # Null stands for true until all records are together, so that one which forbids it decides.
        None if record.shareable else False,
    ]


def _passages(record: Document) -> list[Row]:
    return [[entry.place, entry.text, entry.language, entry.aspect, entry.stage] for entry in record.passages]
