"""Answers of the search on the site of China's Ministry of Industry and Information Technology."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin

from landscape.formats import answers, chinese, licences
from landscape.formats.answers import names
from landscape.formats.fields import Object, inner, objects, records, text
from landscape.formats.reading import Reading
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "miit-search"
TITLE = "answers of MIIT's search"
ISSUER = "工业和信息化部"

_SITE = "https://www.miit.gov.cn/"


def recognises(head: bytes) -> bool:
    """Whether this is an answer of the search, also one without a hit."""
    return names(head, "success", "data") and (names(head, "searchResult") or names(head, "dataResults"))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a row.  Raises FormatError if the answer cannot be read."""
    yield from records(answers.rows(stream, origin.url, rows), origin, _document)


def rows(content: Object) -> list[Object]:
    """The rows of an answer; without a hit the result may be missing."""
    result = inner(inner(content, "data"), "searchResult")
    return [inner(row, "data") for row in objects(result, "dataResults")]


def total(content: Object) -> int:
    """How many documents the search finds."""
    result = inner(inner(content, "data"), "searchResult")
    number = result.get("total", result.get("totalCount"))
    return number if isinstance(number, int) else 0


def address(row: Object) -> str:
    """The address of a row's page; the site gives it relative."""
    return urljoin(_SITE, text(row, "url") or text(row, "jsearch_url"))


def _document(content: Object, reading: Reading) -> Document:
    title = chinese.unmarked(text(content, "title_text") or text(content, "title"))
    if not title or not text(content, "url"):
        raise ValueError("title or url is missing")
    number, words = text(content, "filenumbername"), chinese.unmarked(text(content, "infocontent"))
    return Document(
        id=number or address(content),
        title=title,
        provenance=reading.licensed(licences.CHINA),
        issuer=text(content, "publishgroupname") or ISSUER,
        country="CN",
        type=text(content, "typename") or None,
        number=number or None,
        published=chinese.moment(content.get("jsearch_date") or content.get("cdate"), reading),
        language="zh",
        passages=(Passage("summary", words, "zh"),) if words else (),
    )
