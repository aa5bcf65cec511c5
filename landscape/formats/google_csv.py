"""The CSV that Google Patents offers for a search: number, title, names, dates.

It has no abstract, claims, classification or citations.  Titles come in English, machine-translated where there is
no English publication; names come in up to four scripts.  The address of the search stands before the header.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats.fields import records
from landscape.formats.languages import languages
from landscape.formats.lines import MAX_PREAMBLE, head_text, table
from landscape.formats.name_lists import parties, split_names
from landscape.identifiers import PublicationNumber
from landscape.records import LegalEvent, Provenance, Publication, Text

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading

NAME = "google-patents-csv"
TITLE = "Google Patents search export (CSV)"

_COLUMNS = {"id", "title", "assignee"}
_DATES = {"priority date", "filing/creation date", "publication date", "grant date"}
# Code of the event that stands for the column "grant date"; offices have their own.
GRANT = "GRANT"


def recognises(head: bytes) -> bool:
    """Whether the header is among the first lines."""
    lines = head_text(head).casefold().replace('"', "").split("\n")[:MAX_PREAMBLE]
    return any(_is_header(line.strip().split(",")) for line in lines)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One publication a row, with the line as its place.  Raises FormatError if there is no header."""
    return records(table(stream, origin.url, _is_header), origin, _publication)


def _is_header(cells: list[str]) -> bool:
    return _COLUMNS.issubset(cells) and not _DATES.isdisjoint(cells)


def _publication(row: dict[str, str], reading: Reading) -> Publication:
    number = PublicationNumber.parse(row["id"])
    title = row["title"]
    granted = reading.date(row.get("grant date", ""))
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(row.get("publication date", "")),
        filing_date=reading.date(row.get("filing/creation date", "")),
        priority_date=reading.date(row.get("priority date", "")),
        titles=(Text(title, languages([title], "US")[0]),) if title else (),
        applicants=parties(split_names(row["assignee"])),
        inventors=parties(split_names(row.get("inventor/author", ""))),
        events=(LegalEvent(GRANT, granted, number.country, "grant, as the export dates it", "+"),) if granted else (),
    )
