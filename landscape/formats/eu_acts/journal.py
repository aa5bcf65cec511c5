"""XHTML of the Official Journal: the act as adopted, with recitals, articles, annexes.

The layout before 2023 lacks the prefix "oj-" of the classes; the one before 2014 has neither classes nor identifiers,
and its articles and annexes are told by the lines that name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.blocks import HTML_BLOCKS, Layout, Line, classes, is_html_row, is_html_silent, lines
from landscape.formats.eu_acts import act
from landscape.formats.reading import Reading, language
from landscape.formats.xml import MAX_BYTES, Element, html_tree, text
from landscape.records import Document, Provenance

NAME = "eu-official-journal"
TITLE = "XHTML of the EU's Official Journal"

_CLASSES = re.compile(rb'class="(?:oj-)?(?:doc-ti|ti-art|sti-art|hd-oj)"|id="(?:art|rct)_[0-9]+"')
_OLD = re.compile(rb'<txt_te|id="texteonly"', re.IGNORECASE)
_ROLES = {
    "doc-ti": "title",
    "ti-art": "article",
    "sti-art": "heading",
    "ti-section-1": "division",
    "ti-section-2": "division",
    "ti-grseq-1": "section",
    "ti-tbl": "section",
    "final": "end",
    "signatory": "end",
}
_DROPPED = frozenset({"note", "hd-date", "hd-lg", "hd-ti", "hd-oj", "doc-end"})
_ARTICLE = re.compile(r"[^\W\d_]{3,12}\.? [0-9]+[a-z]{0,2}")


def recognises(head: bytes) -> bool:
    """Whether this is an act in the layout of the Official Journal, and not a consolidated one."""
    return b"title-article-norm" not in head and bool(_CLASSES.search(head) or _OLD.search(head))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The act as one document; what an old layout does not tell is named beside it."""
    reading = Reading(origin, "act")
    try:
        root = html_tree(stream.read(MAX_BYTES + 1), origin.url, "act")
    except RecordError as error:
        yield error
        return
    head = _head(root)
    if root.find(".//txt_te") is not None or root.find(".//*[@id='TexteOnly']") is not None:
        reading.skipped.append(reading.error("an old layout, which marks neither recitals nor lists; told by lines"))
        found: Iterator[Line] = _told(lines(root, _LAYOUT))
    else:
        found = lines(root, _LAYOUT)
    document = act.document(found, head, reading)
    yield document if document else reading.error("no article, annex or recital in it")
    yield from reading.skipped


def _silent(element: Element) -> bool:
    return is_html_silent(element) or not _DROPPED.isdisjoint(classes(element))


def _note(element: Element) -> bool:
    return element.tag == "a" and (element.get("id") or "").startswith("ntc")


def _role(element: Element) -> str:
    if element.tag == "tr":
        return "item"
    return next((_ROLES[name] for name in classes(element) if name in _ROLES), "")


_LAYOUT = Layout(HTML_BLOCKS, is_html_row, _silent, _note, _role, frozenset({"item", "end"}))


def _head(root: Element) -> act.Head:
    head = act.Head()
    for element in root.iter("p"):
        names = classes(element)
        if "hd-lg" in names:
            head = replace(head, language=language(text(element)))
        elif any(name.startswith("hd-") for name in names) and head.published is None:
            head = replace(head, published=act.day(text(element)))
        elif "doc-ti" in names:
            break
    return head


def _told(found: Iterator[Line]) -> Iterator[Line]:
    """Roles of lines that no class tells: the title comes first, then lines that name an article alone."""
    begun = False
    for role, line in found:
        if _ARTICLE.fullmatch(line):
            begun = True
            yield "article", line
        elif act.number_of(line) and not begun:
            begun = True
            yield "title", line
        else:
            yield "annex" if act.is_annex(line) else role, line
