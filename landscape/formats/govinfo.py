"""Answers of govinfo: results of a search, summaries of packages and granules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import answers, licences
from landscape.formats.federal_register import identifier
from landscape.formats.fields import Object, objects, records, text, texts
from landscape.formats.json_stream import head_keys
from landscape.formats.reading import Reading
from landscape.records import Document, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "govinfo-json"
TITLE = "answers of govinfo"


def recognises(head: bytes) -> bool:
    """Whether these are packages or granules of govinfo, or a search that found none."""
    keys = head_keys(head)
    return {"packageId", "collectionCode"} <= keys or ("offsetMark" in keys and "document_number" not in keys)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a package or granule, without its text, which stands in a file of its own.

    Raises FormatError if the answer cannot be read.
    """
    yield from records(answers.rows(stream, origin.url, _listed), origin, _document)


def _listed(content: Object) -> list[Object]:
    """The results of a search, or the package or granule of a summary."""
    return objects(content, "results") if "offsetMark" in content or "packageId" not in content else [content]


def _document(content: Object, reading: Reading) -> Document:
    granule, package = text(content, "granuleId"), text(content, "packageId")
    if not package:
        raise ValueError("packageId is missing")
    collection, issued = text(content, "collectionCode"), text(content, "dateIssued")
    authors = [text(each, "name").title() for each in objects(content, "agencies")]
    authors = authors or texts(content, "governmentAuthor") or [text(content, "governmentAuthor1")]
    own = identifier(granule, issued) if granule and collection == "FR" else f"govinfo:{granule or package}"
    return Document(
        id=own,
        title=text(content, "title") or granule or package,
        provenance=reading.licensed(licences.US),
        issuer="; ".join(filter(None, authors)) or None,
        country="US",
        type=(text(content, "granuleClass") or text(content, "collectionName") or collection).lower() or None,
        number=granule or package,
        published=reading.date(issued),
        language="en",
    )
