"""What gov.cn and MIIT have in common: a search that gives addresses, pages with bodies, texts in PDF files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from landscape.errors import FormatError, RecordError
from landscape.formats import chinese_page, pdf
from landscape.formats.fields import Object
from landscape.formats.xml import html_tree
from landscape.records import Document, Passage
from landscape.session import Request

if TYPE_CHECKING:
    from landscape.fetchers.documents import Asking
    from landscape.formats import Parsed

# Hosts that a search may send us to.
_HOSTS = (".gov.cn", "gov.cn")


def page_of(address: str, asking: Asking, headers: dict[str, str]) -> list[Parsed]:
    """The document on a page, with the texts of its PDF files behind its own.

    A page elsewhere than at a Chinese authority, or one that is gone, is counted as missing.
    """
    host = urlsplit(address).hostname or ""
    if urlsplit(address).scheme not in ("http", "https") or not host.endswith(_HOSTS):
        asking.missing["stand elsewhere than at an authority"] += 1
        return []
    request = Request(asking.here(address), headers=headers, expects="html", none=frozenset({404}))
    try:
        answer = asking.attempt(request, url=address)
    except FormatError as error:
        return [error]
    if answer is None:
        return []
    if answer.status == 404:
        asking.missing["have no page any more"] += 1
        return []
    found = asking.read(answer, chinese_page, address)
    attached = _attached(answer.content, address)
    document = next((item for item in found if isinstance(item, Document)), None)
    if document is None or not attached:
        return found
    passages: list[Passage] = []
    errors: list[Parsed] = []
    for number, file in enumerate(attached, 1):
        told = asking.texts(Request(asking.here(file), headers=headers, none=frozenset({404})), pdf, file)
        passages += _behind(told, f"attachment {number}" if len(attached) > 1 else "attachment")
        errors += [item for item in told if not isinstance(item, Document)]
    if passages:
        # That the page itself has no text is no loss where its file has it.
        found = [item for item in found if isinstance(item, Document)]
        found[0] = replace(document, passages=(*document.passages, *passages))
    return [*found, *errors]


def with_page(document: Document, address: str, asking: Asking, headers: dict[str, str]) -> Iterator[Parsed]:
    """A document of a search with the passages of its page; without these, with its summary."""
    read = page_of(address, asking, headers)
    page = next((each for each in read if isinstance(each, Document)), None)
    if page is not None and page.passages:
        document = replace(
            document,
            passages=page.passages,
            provenance=page.provenance,
            number=document.number or page.number,
            issuer=document.issuer or page.issuer,
            published=document.published or page.published,
        )
    yield document
    yield from (each for each in read if isinstance(each, RecordError | FormatError))


def address_of(document: Document, rows: list[Object], read: Callable[[Object], str]) -> str:
    """The address in the row that a document of a search was made of, "" if there is none."""
    number = document.provenance.place.rpartition(" ")[2]
    return read(rows[int(number) - 1]) if number.isdecimal() and 0 < int(number) <= len(rows) else ""


def _attached(content: bytes, address: str) -> list[str]:
    try:
        return chinese_page.attachments(html_tree(content, address, "page"), address)
    except RecordError:
        return []  # said by what read the page


def _behind(told: list[Parsed], within: str) -> Iterator[Passage]:
    for item in told:
        if isinstance(item, Document):
            yield from (replace(passage, place=f"{within}, {passage.place}") for passage in item.passages)
