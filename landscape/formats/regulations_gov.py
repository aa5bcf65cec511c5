"""Answers of regulations.gov, in JSON:API: documents and comments of dockets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import answers, licences
from landscape.formats.answers import names
from landscape.formats.blocks import html_lines
from landscape.formats.fields import Object, inner, objects, records, text
from landscape.formats.passages import paragraphs
from landscape.formats.reading import Reading
from landscape.formats.xml import html_tree
from landscape.records import Document, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "regulations-gov-json"
TITLE = "answers of regulations.gov"


def recognises(head: bytes) -> bool:
    """Whether this is an answer of regulations.gov with documents or comments, or one that found none."""
    return names(head, "data", "attributes", "agencyId") or names(head, "data", "meta", "totalElements")


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document an entry.  Raises FormatError if the answer cannot be read."""
    yield from records(answers.rows(stream, origin.url, _entries), origin, _document)


def _entries(content: Object) -> list[Object]:
    """A page of entries, or the only one."""
    return [inner(content, "data")] if isinstance(content.get("data"), dict) else objects(content, "data")


def _document(content: Object, reading: Reading) -> Document:
    attributes, own = inner(content, "attributes"), text(content, "id")
    if not own:
        raise ValueError("id is missing")
    comment = text(attributes, "comment")
    words = html_lines(html_tree(comment.encode(), reading.provenance.url, own)) if comment else []
    return Document(
        id=f"regulations.gov:{own}",
        title=text(attributes, "title") or own,
        provenance=reading.licensed(licences.US_DOCKETS),
        issuer=text(attributes, "organization") or text(attributes, "agencyId") or None,
        country="US",
        type=text(attributes, "documentType").lower() or None,
        number=text(attributes, "frDocNum") or own,
        published=reading.date(text(attributes, "postedDate")[:10]),
        status="withdrawn" if attributes.get("withdrawn") is True else None,
        language="en",
        passages=tuple(paragraphs(words, "en")),
    )
