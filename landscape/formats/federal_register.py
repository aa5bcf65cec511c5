"""Answers of the Federal Register's API: one document, or a page of a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import answers, licences
from landscape.formats.fields import Object, objects, records, text
from landscape.formats.json_stream import head_keys
from landscape.formats.reading import Reading
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "federal-register-json"
TITLE = "answers of the Federal Register's API"

# Until this year document numbers were given out again.
_UNIQUE_SINCE = 2016


def recognises(head: bytes) -> bool:
    """Whether these are documents of the Federal Register, or a search that found none."""
    keys = head_keys(head)
    return {"document_number", "publication_date"} <= keys or {"count", "description"} <= keys


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a record; a search without a hit gives none.  The abstract and the dates are its passages.

    Raises FormatError if the answer cannot be read.
    """
    yield from records(answers.rows(stream, origin.url, _listed), origin, _document)


def _listed(content: Object) -> list[Object]:
    """The results of a search, or the only document; a search without a hit may have no list of results."""
    return objects(content, "results") if "count" in content else [content]


def identifier(number: str, published: str) -> str:
    """The id of a document; with its date where its number alone is not unique.

    >>> identifier("2021-06337", "2021-03-29"), identifier("E9-12940", "2009-06-03")
    ('FR:2021-06337', 'FR:E9-12940@2009-06-03')
    """
    unique = published[:4].isdecimal() and int(published[:4]) >= _UNIQUE_SINCE
    return f"FR:{number}" if unique or not published else f"FR:{number}@{published}"


def _document(content: Object, reading: Reading) -> Document:
    number, published = text(content, "document_number"), text(content, "publication_date")
    if not number:
        raise ValueError("document_number is missing")
    agencies = [text(each, "name") or text(each, "raw_name") for each in objects(content, "agencies")]
    parts = (("Abstract", "abstract"), ("Action", "action"), ("Dates", "dates"))
    return Document(
        id=identifier(number, published),
        title=text(content, "title") or number,
        provenance=reading.licensed(licences.US),
        issuer="; ".join(filter(None, agencies)) or None,
        country="US",
        type=text(content, "type").lower() or None,
        number=text(content, "citation") or number,
        published=reading.date(published),
        effective=reading.date(text(content, "effective_on")),
        status=text(content, "action") or None,
        language="en",
        passages=tuple(Passage(place, text(content, key), "en") for place, key in parts if text(content, key)),
    )
