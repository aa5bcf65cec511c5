"""Any other HTML page as a policy document: its main text, without menus and footers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.blocks import html_lines
from landscape.formats.lines import head_text
from landscape.formats.passages import paragraphs, told_language
from landscape.formats.reading import Reading, language
from landscape.formats.xml import Element, clean, html_tree, text
from landscape.records import Document, Provenance

NAME = "html-page"
TITLE = "HTML pages of policy documents"
MAX_BYTES = 8 * 2**20
"""Bytes of a page; the longest acts on a page of their own have about two million."""

# What a page tells of itself, in order of preference; metas by name or property, in lower case.
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "title")
_ISSUERS = ("dc.publisher", "dcterms.publisher", "og:site_name", "publisher", "author")
_DAYS = (
    "article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "datepublished",
    "pubdate",
    "date",
)
# Below this share of the page's characters the extraction is taken to have missed the text.
_ENOUGH = 0.1
# Elements of a page; to tell its main text apart takes a tenth of a millisecond for each.
_MOST_ELEMENTS = 50_000


def recognises(head: bytes) -> bool:
    """Whether this is HTML; asked after all formats that know their pages."""
    start = head_text(head).lstrip("\ufeff \t\r\n").lower()
    return start.startswith(("<!doctype html", "<html")) or (
        start.startswith(("<?xml", "<!--")) and "<html" in start[:2000]
    )


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The page as one document, its paragraphs as passages."""
    reading = Reading(origin, "page")
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield reading.error(f"a page longer than {MAX_BYTES // 2**20} MiB")
        return
    try:
        root = html_tree(data, origin.url, "page")
    except RecordError as error:
        yield error
        return
    metas, title = _metas(root), root.find(".//title")
    named = _first(metas, _TITLES) or ("" if title is None else text(title))
    code = language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    lines = main_lines(root)
    if not lines:
        yield reading.error("a page without text; it may be built by a script, save what the browser shows")
        return
    day = _first(metas, _DAYS)[:10]
    yield Document(
        id=origin.url,
        title=named or lines[0][:200],
        provenance=reading.provenance,
        issuer=_first(metas, _ISSUERS) or None,
        published=reading.date(day) if len(day) == 10 and day[:4].isdecimal() else None,
        language=code if code != "und" else told_language(lines),
        passages=tuple(paragraphs(lines, code if code != "und" else told_language(lines))),
    )
    yield from reading.skipped


def main_lines(root: Element) -> list[str]:
    """The lines of a page's main text; of the whole page where that cannot be told apart, or is too large for it."""
    every = html_lines(root)
    if sum(1 for _ in zip(root.iter(), range(_MOST_ELEMENTS), strict=False)) == _MOST_ELEMENTS:
        return every
    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it would write of pages with little text to stderr
    whole = etree.tostring(root, encoding="unicode", method="html")
    main = trafilatura.extract(whole, include_comments=False, include_tables=True, deduplicate=False) or ""
    found = [line for raw in main.splitlines() if (line := clean(raw))]
    enough = sum(map(len, found)) > _ENOUGH * sum(map(len, every))
    return found if enough else every


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in root.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or ""
        found.setdefault(name.casefold(), clean(each.get("content") or ""))
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next(filter(None, (metas.get(name, "") for name in names)), "")
