"""ETSI's export of declarations (ISLD): which patent families companies have declared to which standards.

A declaration says what its company believes; ETSI tests nothing.  So what is here is declared, never essential.
The export has a row for each declaration, version of a standard and patent; a family, the unit to count, is the
database's own (DIPG_PATF_ID).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from landscape.errors import RecordError
from landscape.formats import licences
from landscape.formats.lines import head_text, table
from landscape.formats.reading import Reading
from landscape.formats.xml import clean
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "etsi-declarations"
TITLE = "ETSI's export of declarations (ISLD)"
TYPE = "declaration of patents to ETSI, not tested"

_NEEDED = frozenset({"iprd_reference", "comp_legal_name", "publ_number", "dipg_patf_id"})
_UNKNOWN = "1900-01-01"

Row = dict[str, str]


def recognises(head: bytes) -> bool:
    """Whether the header is that of the export."""
    first = head_text(head).lstrip("\ufeff").partition("\n")[0].lower()
    return ";" in first and all(name in first for name in _NEEDED)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a declaration: a passage for each standard and family that it declares.

    Rows of a declaration stand together; where one comes again later it is a document of its own with "#2" behind its
    id.  Raises FormatError if there is no header.
    """
    found = table(stream, origin.url, lambda header: set(header) >= _NEEDED, ";")
    seen: dict[str, int] = {}
    for reference, group in groupby(found, _reference):
        rows: list[tuple[str, Row]] = []
        for place, row in group:
            if isinstance(row, RecordError):
                yield row
            else:
                rows.append((place, row))
        if not rows:
            continue
        if not reference:
            yield RecordError(origin.url, rows[0][0], f"{len(rows)} rows without a declaration's reference")
            continue
        seen[reference] = seen.get(reference, 0) + 1
        reading = Reading(origin, rows[0][0])
        yield _declaration(reference, seen[reference], [row for _, row in rows], reading)
        yield from reading.skipped


def _reference(entry: tuple[str, Row | RecordError]) -> str:
    return "" if isinstance(entry[1], RecordError) else entry[1]["iprd_reference"]


def _declaration(reference: str, part: int, rows: list[Row], reading: Reading) -> Document:
    """Publications by standard and family; a family stands as often as there are standards it is declared to."""
    company = clean(rows[0]["comp_legal_name"])
    declared: dict[tuple[str, str], dict[str, None]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        family = row["dipg_patf_id"] or "not given"
        numbers = declared.setdefault((_standard(row), family), {})
        numbers.update(dict.fromkeys(clean(each) for each in row["publ_number"].split("|") if each.strip()))
        titles.setdefault(family, clean(row.get("pbpa_titleen", "")))
    return Document(
        id=f"ETSI {reference}" + (f"#{part}" if part > 1 else ""),
        title=f"Declaration {reference} of {company}",
        provenance=reading.licensed(licences.ETSI),
        issuer=company or None,
        type=TYPE,
        number=reference,
        published=_day(rows[0], reading),
        language="en",
        passages=tuple(
            Passage(f"{standard}, family {family}", _words(company, standard, titles[family], list(numbers)), "en")
            for (standard, family), numbers in declared.items()
        ),
    )


def _words(company: str, standard: str, title: str, numbers: list[str]) -> str:
    listed = ", ".join(numbers) or "no publication yet"
    return f"{company} has declared for {standard}: {title + ': ' if title else ''}{listed}"


def _standard(row: Row) -> str:
    """The standard of a row, without its version: "3GPP TS 38.331", "ETSI TS 138 331"."""
    if number := row.get("tgpp_number", ""):
        return f"3GPP {row.get('3gpp_type') or 'TS'} {number}"
    if number := row.get("woit_etsi_deliverable_number", ""):
        return number if number.startswith("ETSI") else f"ETSI {number}"
    return clean(row.get("standard", "")) or "a standard not named"


def _day(row: Row, reading: Reading) -> date | None:
    spelled = (row.get("iprd_signature_date") or row.get("reflected_date") or "")[:10]
    return None if spelled == _UNKNOWN else reading.date(spelled)
