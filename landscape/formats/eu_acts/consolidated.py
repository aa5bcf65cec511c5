"""Consolidated XHTML: an act with its amendments worked in, without its recitals and without legal effect.

The marks of the amendments (arrows, lines that name the amending act) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.blocks import HTML_BLOCKS, Layout, classes, is_html_row, is_html_silent, lines
from landscape.formats.eu_acts import act
from landscape.formats.reading import Reading, language
from landscape.formats.xml import MAX_BYTES, Element, html_tree, text
from landscape.records import Document, Provenance

NAME = "eu-consolidated"
TITLE = "consolidated XHTML of an EU act"

_CLASSES = re.compile(rb'class="(?:title-article-norm|title-doc-first|hd-modifiers|title-annex-1|no-parag)"')
_REFERENCE = re.compile(r"0?([0-9]{4}[A-Z]{1,2}[0-9]{4}) . ([A-Z]{2}) . ([0-9.]{8,10})")
_ROLES = {
    "title-doc-first": "title",
    "title-doc-last": "title",
    "title-article-norm": "article",
    "stitle-article-norm": "heading",
    "title-division-1": "division",
    "title-division-2": "division",
    "title-annex-1": "annex",
    "title-annex-2": "section",
    "title-table": "section",
    "final": "end",
    "signatory": "end",
    "grid-container": "item",
}
_DROPPED = frozenset(
    {"arrow", "disclaimer", "footnote", "hd-modifiers", "hd-toc-1", "hd-toc-2", "hd-toc-3", "modref"}
    | {"reference", "title-doc-oj-reference", "title-fam-member", "title-fam-member-star", "toc-1"}
    | {"toc-2"}
)


def recognises(head: bytes) -> bool:
    """Whether this is a consolidated act."""
    return bool(_CLASSES.search(head))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The act as one document; its date of effect is that of the consolidated version."""
    reading = Reading(origin, "act")
    try:
        root = html_tree(stream.read(MAX_BYTES + 1), origin.url, "act")
    except RecordError as error:
        yield error
        return
    head = _head(root)
    # The front page has the title once more, beside the list of amendments.
    titles = (each for each in root.iter("p") if "title-doc-first" in classes(each))
    front = next((table for title in titles for table in title.iterancestors("table")), None)
    if front is not None:
        for row in list(front):
            front.remove(row)
    document = act.document(lines(root, _LAYOUT), head, reading)
    yield document if document else reading.error("no article or annex in it")
    yield from reading.skipped


def _head(root: Element) -> act.Head:
    reference = _first(root, "reference")
    found = _REFERENCE.search(reference)
    version = act.day(reference)
    return act.Head(
        celex=f"0{found[1]}-{version:%Y%m%d}" if found and version else "",
        language=language(found[2]) if found else "und",
        published=_published(root),
        effective=version,
        status=act.LEGAL_STATUS_OF_CONSOLIDATED,
    )


def _published(root: Element) -> date | None:
    return act.day(_first(root, "title-doc-oj-reference"))


def _first(root: Element, name: str) -> str:
    found = root.find(f".//p[@class='{name}']")
    return "" if found is None else text(found)


def _silent(element: Element) -> bool:
    return is_html_silent(element) or not _DROPPED.isdisjoint(classes(element))


def _note(element: Element) -> bool:
    return element.tag == "a" and (element.get("id") or "").startswith("src.")


def _row(element: Element) -> bool:
    return is_html_row(element) or "grid-container" in classes(element)


def _role(element: Element) -> str:
    if element.tag == "tr":
        return "item"
    if (element.get("id") or "").startswith("fnp_"):
        return "end"
    for name in classes(element):
        if name.startswith("title-gr-seq"):
            return "section"
        if name in _ROLES:
            return _ROLES[name]
    return ""


_LAYOUT = Layout(HTML_BLOCKS, _row, _silent, _note, _role, frozenset({"item", "end"}))
