"""The CSV export of The Lens, whole or with a selection of its columns.

Several values in a cell are joined by ";;".  A record is known by its publication number (columns Display Key or
Publication Number).  Where an export has none, the Lens ID stands in for it: office, then LENS and the 15 characters
of the ID ("US-LENS004805490009407"), which is unique, says what it is, and equals no publication number; the same
document from another source can then not be recognised as the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats.fields import records
from landscape.formats.languages import languages
from landscape.formats.lines import MAX_PREAMBLE, head_text, table
from landscape.formats.name_lists import parties
from landscape.formats.reading import distinct, earliest
from landscape.identifiers import PublicationNumber
from landscape.records import LegalEvent, Provenance, Publication, Text

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading

NAME = "lens-csv"
TITLE = "Lens patent export (CSV)"

# Code of the event that stands for the column "Legal Status", which The Lens concludes.
STATUS = "LENS-STATUS"

_COLUMNS = {"lens id", "jurisdiction"}
_LENS_ID = re.compile(r"([0-9]{3})-([0-9]{3})-([0-9]{3})-([0-9]{3})-([0-9]{2}[0-9X])")
_OFFICE = re.compile(r"[A-Z]{2}")


def recognises(head: bytes) -> bool:
    """Whether the header is among the first lines; the export of scholarly works has no jurisdiction."""
    lines = head_text(head).casefold().replace('"', "").split("\n")[:MAX_PREAMBLE]
    return any(_is_header(line.strip().split(",")) for line in lines)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One publication a row, with the line as its place.  Raises FormatError if there is no header."""
    return records(table(stream, origin.url, _is_header), origin, _publication)


def _is_header(cells: list[str]) -> bool:
    return _COLUMNS.issubset(cells)


def lens_number(office: str, lens_id: str) -> PublicationNumber:
    """The number that stands in for the one that is not told.  ValueError if the Lens ID is none.

    >>> str(lens_number("US", "036-622-702-426-94X"))
    'US-LENS03662270242694X'
    """
    match = _LENS_ID.fullmatch(lens_id)
    if match is None:
        raise ValueError(f"{lens_id[:40]!r} is no Lens ID")
    if not _OFFICE.fullmatch(office):
        raise ValueError(f"jurisdiction {office[:40]!r} is no code of two letters")
    return PublicationNumber(office, f"LENS{''.join(match.groups())}")


def _values(row: dict[str, str], column: str) -> list[str]:
    return [value.strip() for value in row.get(column, "").split(";;") if value.strip()]


def _publication(row: dict[str, str], reading: Reading) -> Publication:
    number = _number(row)
    title, abstract, status = row.get("title", ""), row.get("abstract", ""), row.get("legal status", "")
    priorities = tuple(reading.priority("", claimed) for claimed in _values(row, "priority numbers"))
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(row.get("publication date", "")),
        application=reading.application("", row.get("application number", "")),
        filing_date=reading.date(row.get("application date", "")),
        priority_date=reading.date(row.get("earliest priority date", "")) or earliest(priorities),
        priorities=priorities,
        family_members=tuple(_members(row, number, reading)),
        titles=_text(title, number.country, abstract),
        abstracts=_text(abstract, number.country, title),
        applicants=parties(_values(row, "applicants")),
        inventors=parties(_values(row, "inventors")),
        classifications=distinct(
            reading.classification(scheme, symbol)
            for scheme, column in (("CPC", "cpc classifications"), ("IPC", "ipcr classifications"))
            for symbol in _values(row, column)
        ),
        events=(LegalEvent(STATUS, None, number.country, status),) if status else (),
    )


def _number(row: dict[str, str]) -> PublicationNumber:
    for column in ("display key", "publication number"):
        if row.get(column):
            return PublicationNumber.parse(row[column])
    return lens_number(row["jurisdiction"], row["lens id"])


def _members(row: dict[str, str], own: PublicationNumber, reading: Reading) -> Iterator[PublicationNumber]:
    """Family members listed by number; newer exports list Lens IDs, which do not name an office."""
    for listed in _values(row, "simple family members"):
        member = None if _LENS_ID.fullmatch(listed) else reading.member("", listed.replace("_", " "))
        if member and member != own:
            yield member


def _text(text: str, office: str, beside: str) -> tuple[Text, ...]:
    return (Text(text, languages([text], office, beside=[beside])[0]),) if text else ()
