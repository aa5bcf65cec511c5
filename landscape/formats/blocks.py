"""Markup read as lines: each paragraph one, a list item with its mark, a row of a table with its cells.

What a line is depends on the kind of markup; a `Layout` tells it, so that the same act read from XHTML and from
Formex has the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from landscape.formats.xml import Element, clean, local_name

# What a list item begins with: (a), 1., 12a), (iv), a dash or bullet.
_MARK = re.compile(r"[‘“„«\"]?(?:\(?[0-9]{1,3}[a-z]{0,2}[.)]|\(?[A-Za-z]{1,5}\)|[A-Za-z]\.|\([*0-9]+\)|[–—•*-])")
HTML_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "txt_te", "ul"}
)
_HTML_SILENT = frozenset(
    {"audio", "button", "head", "iframe", "img", "noscript", "option", "script", "select", "style"}
    | {"svg", "template", "video"}
)
_CUT = "\ue000"  # stands where a note was referred to, until the brackets around it are gone too
_NOTE = re.compile(rf" ?(?:\( ?{_CUT} ?\)|{_CUT})")

# Elements within elements; what lies deeper is one line.
_MAX_DEPTH = 60

Line = tuple[str, str]
"""Role and text."""


@dataclass(frozen=True)
class Layout:
    """Which elements are blocks and rows, which say nothing, and what role an element gives to the lines in it.

    role: name of the role, "" for that of the element around it.  fixed: roles that nothing within changes.
    """

    blocks: frozenset[str]
    rows: Callable[[Element], bool]
    silent: Callable[[Element], bool]
    note: Callable[[Element], bool] = lambda element: False
    role: Callable[[Element], str] = lambda element: ""
    fixed: frozenset[str] = frozenset()


def lines(root: Element, layout: Layout, role: str = "text") -> Iterator[Line]:
    """The lines of an element with their roles; empty ones are left out."""
    yield from _Reader(root, layout).lines(root, role, 0)


def html_lines(root: Element) -> list[str]:
    """The lines of HTML whose classes mean nothing."""
    return [line for _, line in lines(root, PLAIN_HTML)]


def _is_element(node: Any) -> bool:
    """Whether a node of a tree is an element, and not a character entity."""
    return isinstance(node.tag, str)


class _Reader:
    """Walks a tree; knows which of its elements hold a block."""

    def __init__(self, root: Element, layout: Layout) -> None:
        self.layout = layout
        self.holders: set[Element] = set()
        for element in root.iter():
            if _is_element(element) and local_name(element).lower() in layout.blocks:
                holder: Element | None = element
                while holder is not None and holder not in self.holders:
                    self.holders.add(holder)
                    holder = holder.getparent()

    def lines(self, element: Element, role: str, depth: int) -> Iterator[Line]:
        """Lines of a block and the blocks in it."""
        own = role if role in self.layout.fixed else self.layout.role(element) or role
        if depth == _MAX_DEPTH:
            yield from _line(self._inline(element), own)
        elif self.layout.rows(element):
            yield from _marked(self._row(element, own, depth))
        else:
            yield from _marked(self._flow(element, own, depth))

    def _flow(self, element: Element, role: str, depth: int) -> Iterator[Line]:
        """Inline content and blocks in turn; inline content between two blocks is a line of its own."""
        inline = [element.text or ""]
        for child in element:
            if not _is_element(child):
                pass
            elif self.layout.note(child):
                inline.append(_CUT)
            elif self.layout.silent(child):
                pass
            elif child in self.holders:
                yield from _line(inline, role)
                yield from self.lines(child, role, depth + 1)
                inline = []
            else:
                inline += self._inline(child)
            inline.append(child.tail or "")
        yield from _line(inline, role)

    def _inline(self, element: Element) -> list[str]:
        """The text of an element, without that of silent ones in it, notes replaced by a mark."""
        parts: list[str] = []
        silent: Element | None = None
        for event, node in etree.iterwalk(element, events=("start", "end")):
            if event == "end":
                silent = None if node is silent else silent
                if silent is None and node is not element:
                    parts.append(node.tail or "")
            elif silent is None and _is_element(node):
                if node is not element and (self.layout.note(node) or self.layout.silent(node)):
                    silent = node
                    parts.append(_CUT if self.layout.note(node) else "")
                else:
                    parts.append(node.text or "")
        return parts

    def _row(self, element: Element, role: str, depth: int) -> Iterator[Line]:
        """An item, whose first cell is its mark, as its own lines; another row as one line."""
        before = clean(element.text or "")
        cells = [
            list(self.lines(child, role, depth + 1))
            for child in element
            if _is_element(child) and not self.layout.silent(child)
        ]
        cells = [cell for cell in cells if cell]
        if len(cells) == 2 and len(cells[0]) == 1 and _MARK.fullmatch(cells[0][0][1]):
            yield from _line([before], role)
            yield from cells[0]
            yield from cells[1]
        else:
            texts = [before, *(" ".join(text for _, text in cell) for cell in cells)]
            yield from _line([" | ".join(filter(None, texts))], role)


def _line(inline: list[str], role: str) -> Iterator[Line]:
    text = clean("".join(inline))
    if _CUT in text:
        text = _NOTE.sub("", text)
    if text:
        yield role, text


def _marked(found: Iterable[Line]) -> Iterator[Line]:
    """A mark alone and the line behind it are one line."""
    mark: Line | None = None
    for role, text in found:
        if mark is not None:
            yield mark[0], f"{mark[1]} {text}"
            mark = None
        elif _MARK.fullmatch(text):
            mark = role, text
        else:
            yield role, text
    if mark is not None:
        yield mark


def classes(element: Element) -> list[str]:
    """The classes of an HTML element, without the prefix that the Official Journal gave all of its own in 2023."""
    return [name.removeprefix("oj-") for name in (element.get("class") or "").split()]


def is_html_silent(element: Element) -> bool:
    """Whether nobody reads the content of an element as text."""
    return local_name(element).lower() in _HTML_SILENT


def is_html_row(element: Element) -> bool:
    """Whether an element is the row of a table."""
    return local_name(element).lower() == "tr"


PLAIN_HTML = Layout(HTML_BLOCKS, is_html_row, is_html_silent)
