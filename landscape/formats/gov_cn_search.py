"""Answers of the search in the policy library of gov.cn: titles, numbers, issuers and addresses of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import answers, chinese, licences
from landscape.formats.answers import names
from landscape.formats.fields import Object, inner, objects, records, text
from landscape.formats.reading import Reading
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "gov-cn-search"
TITLE = "answers of gov.cn's policy library"

_NONE_FOUND = 1001


def recognises(head: bytes) -> bool:
    """Whether this is an answer of the policy library, also one without a hit."""
    return names(head, "code", "searchVO")


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a row, with the summary as its passage.  Raises FormatError if the answer cannot be read."""
    yield from records(answers.rows(stream, origin.url, rows), origin, _document)


def rows(content: Object) -> list[Object]:
    """The rows of an answer, of all categories, each address once.

    The list at the top is empty where the search spans categories, and the categories are absent where it does not.
    """
    found = inner(content, "searchVO")
    listed = list(objects(found, "listVO"))
    for category in sorted(inner(found, "catMap")):
        listed += objects(inner(inner(found, "catMap"), category), "listVO")
    return list({text(row, "url") or str(number): row for number, row in enumerate(listed)}.values())


def total(content: Object) -> int:
    """How many documents a search finds: the sum over its categories, else the total at the top.

    The total at the top is 0 wherever there are categories.
    """
    found = inner(content, "searchVO")
    categories = inner(found, "catMap")
    if categories:
        return sum(_count(inner(categories, category)) for category in categories)
    return _count(found)


def _count(content: Object) -> int:
    number = content.get("totalCount")
    if isinstance(number, str) and number.isdecimal():
        return int(number)
    return number if isinstance(number, int) else 0


def _document(content: Object, reading: Reading) -> Document:
    title, address = chinese.unmarked(text(content, "title")), text(content, "url")
    if not title or not address:
        raise ValueError("title or url is missing")
    number, summary = text(content, "pcode"), chinese.unmarked(text(content, "summary"))
    return Document(
        id=number or address,
        title=title,
        provenance=reading.licensed(licences.CHINA),
        issuer=text(content, "puborg") or None,
        country="CN",
        type=text(content, "childtype") or None,
        number=number or None,
        published=chinese.moment(content.get("pubtimeStr") or content.get("ptime") or content.get("pubtime"), reading),
        language="zh",
        passages=(Passage("summary", summary, "zh"),) if summary else (),
    )
