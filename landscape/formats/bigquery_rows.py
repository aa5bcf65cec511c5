"""Rows of Google Patents Public Data (patents-public-data.patents.publications on BigQuery), one JSON object a line.

Columns that were not selected are taken as absent; as a date, 0 stands for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.claims import parse_claims
from landscape.formats.fields import Object, objects, records, text, texts
from landscape.formats.json_stream import head_keys
from landscape.formats.json_stream import objects as json_objects
from landscape.formats.name_lists import numbered
from landscape.formats.reading import distinct, earliest, language
from landscape.records import Citation, ClaimSet, Party, PartyForm, Priority, Provenance, Publication, Text

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading

NAME = "bigquery-rows"
TITLE = "Google Patents Public Data rows (JSON Lines)"

# Phase of the procedure -> who cited; in other phases it may be either.
_CITED_BY = {"SEA": "examiner", "ISR": "examiner", "SUP": "examiner", "EXA": "examiner", "APP": "applicant"}
_COLUMNS = {"title_localized", "assignee_harmonized", "family_id", "country_code", "application_number_formatted"}
# Families of publications that belong to none.
_NO_FAMILY = frozenset({"", "0", "-1"})


def recognises(head: bytes) -> bool:
    """Whether the first rows have a publication number and another column of the table."""
    keys = head_keys(head)
    return "publication_number" in keys and not keys.isdisjoint(_COLUMNS)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One publication a row, with its line as its place."""
    return records(json_objects(stream, origin.url), origin, _publication)


def _publication(row: Object, reading: Reading) -> Publication:
    priorities = tuple(_priorities(row, reading))
    family = text(row, "family_id")
    return Publication(
        number=reading.number("", text(row, "publication_number")),
        provenance=reading.provenance,
        publication_date=reading.date(_day(row, "publication_date")),
        application=reading.application("", text(row, "application_number")),
        filing_date=reading.date(_day(row, "filing_date")),
        priority_date=reading.date(_day(row, "priority_date")) or earliest(priorities),
        priorities=priorities,
        family_id=None if family in _NO_FAMILY else family,
        titles=_texts(row, "title_localized"),
        abstracts=_texts(row, "abstract_localized"),
        claims=tuple(_claim_sets(row)),
        applicants=numbered((*_parties(row, "assignee_harmonized"), *_as_filed(row, "assignee"))),
        inventors=numbered((*_parties(row, "inventor_harmonized"), *_as_filed(row, "inventor"))),
        classifications=distinct(
            reading.classification(scheme, text(entry, "code"), _flag(entry, "inventive"), _flag(entry, "first"))
            for scheme, key in (("CPC", "cpc"), ("IPC", "ipc"))
            for entry in objects(row, key)
        ),
        citations=tuple(_citations(row, reading)),
    )


def _day(row: Object, key: str) -> str:
    """A date, which the table holds as the number YYYYMMDD and its exports as text."""
    value = row.get(key)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(row, key)


def _flag(entry: Object, key: str) -> bool | None:
    value = entry.get(key)
    return value if isinstance(value, bool) else None


def _texts(row: Object, key: str) -> tuple[Text, ...]:
    found = ((text(entry, "text"), language(text(entry, "language"))) for entry in objects(row, key))
    return tuple(Text(words, code) for words, code in found if words)


def _claim_sets(row: Object) -> Iterator[ClaimSet]:
    for entry in _texts(row, "claims_localized"):
        claims = tuple(parse_claims(entry.text, entry.language))
        if claims:
            yield ClaimSet(claims, entry.language)


def _parties(row: Object, key: str) -> Iterator[Party]:
    for entry in objects(row, key):
        if name := text(entry, "name"):
            yield Party(name, text(entry, "country_code") or None, PartyForm.STANDARDISED)


def _as_filed(row: Object, key: str) -> Iterator[Party]:
    return (Party(name, None, PartyForm.AS_FILED) for name in texts(row, key))


def _priorities(row: Object, reading: Reading) -> Iterator[Priority]:
    for entry in objects(row, "priority_claim"):
        if number := text(entry, "application_number"):
            yield reading.priority("", number, filed=_day(entry, "filing_date"))


def _citations(row: Object, reading: Reading) -> Iterator[Citation]:
    for entry in objects(row, "citation"):
        phase, category = text(entry, "category"), text(entry, "type") or None
        number, other = text(entry, "publication_number"), text(entry, "npl_text")
        if number:
            yield reading.citation("", number, category=category, origin=_CITED_BY.get(phase))
        elif other:
            yield Citation(None, other, patent=False, category=category, origin=_CITED_BY.get(phase))
