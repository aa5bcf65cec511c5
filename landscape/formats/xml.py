"""The one XML parser of this package: hardened, bounded, streaming.

Whatever the file says, nothing is fetched, no DTD is read and no entity is expanded: a document that declares
entities of its own is refused, a reference to one of ISO's character entities (&mdash;), which old layouts take from
their DTD, reads as that character.  Elements are matched by local name, since offices and their services disagree on
prefixes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypedDict

from lxml import etree

from landscape.errors import RecordError

MAX_BYTES = 64 * 2**20
"""Bytes of one document, or of one record of a streamed file; the longest grants of the USPTO have about 20 MiB."""

MAX_MARKS = 2_000_000
"""`<` and `=` in that span, which bound elements and attributes: libxml2 needs about 130 bytes for each, and offices'
files have one in 22 to 46 bytes."""

MAX_TAG = 10_000
"""Words of an HTML page without an element: libxml2's time for an HTML tag grows with the square of its attributes,
and takes a tenth of a second for so many (its XML parser has no such weakness)."""


class _Options(TypedDict):
    resolve_entities: bool
    load_dtd: bool
    dtd_validation: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


# Nesting deeper than 256 and text nodes above 10 MB are refused by libxml2 itself, as long as huge_tree is off.
_HARDENED = _Options(
    resolve_entities=False,
    load_dtd=False,
    dtd_validation=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_CHUNK = 2**18
_HTML_CHUNK = 2**13
_PROLOG = re.compile(rb"<\?xml[ \t\r\n]")
_LONGEST_PROLOG_START = 6  # bytes of "<?xml "
_AROUND = b"\xef\xbb\xbf \t\r\n"  # what may stand between glued documents: byte order mark and blanks
_NONE = (*range(32), *range(127, 160), 0xFEFF, 0xFFFE, 0xFFFF)  # controls, byte order marks, no characters at all
_PRINTABLE = {code: " " if chr(code).isspace() else None for code in _NONE}
# Their content is a line of its own; all other elements (sub, b, claim-ref) stand inside a word or sentence.
_BLOCKS = frozenset(
    {"abstract", "br", "claim", "claim-statement", "claim-text", "clm", "dd", "div", "dl", "dt", "entry", "heading"}
    | {"li", "ol", "p", "para", "paragraph", "pre", "row", "section", "table", "td", "tr", "ul"}
)
_RAISED = frozenset({"sup", "sp"})
_POWER = re.compile(r"\s*[0-9+\u2212-]")

Element = etree._Element


class Name(NamedTuple):
    """Name of an element: namespace ("" if none) and local name."""

    namespace: str
    local: str


def opening(head: bytes, count: int = 4) -> tuple[Name, ...]:
    """The first `count` element names of a document of which `head` is the start; fewer if that is not XML.

    >>> opening(b'<?xml version="1.0"?><a xmlns="http://x.example"><b/><c>cut off her')
    (Name(namespace='http://x.example', local='a'), Name(namespace='http://x.example', local='b'),\
 Name(namespace='http://x.example', local='c'))
    """
    parser: Any = etree.XMLPullParser(events=("start",), **_HARDENED)
    with suppress(etree.XMLSyntaxError):  # the names before a fault still tell what it was meant to be
        parser.feed(head.lstrip(_AROUND) or b" ")
    return tuple(_name(element) for _, element in islice(parser.read_events(), count))


def _name(element: Element) -> Name:
    namespace, _, local = str(element.tag).rpartition("}")
    return Name(namespace.removeprefix("{"), local)


def local_name(element: Element) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def documents(stream: BinaryIO, document: str) -> Iterator[tuple[str, bytes] | RecordError]:
    """The XML documents glued together in a stream, each with its place ("document 3"), in constant memory.

    A document starts at each XML declaration (`<?xml `).  One longer than MAX_BYTES is passed over with an error.
    """
    number, buffer, too_long = 0, bytearray(), False
    while chunk := stream.read(_CHUNK):
        searched = max(len(buffer) - _LONGEST_PROLOG_START, 1)
        buffer += chunk
        while start := _PROLOG.search(buffer, searched):
            if not too_long and buffer[: start.start()].strip(_AROUND):
                number += 1
                yield f"document {number}", bytes(buffer[: start.start()].strip(_AROUND))
            del buffer[: start.start()]
            searched, too_long = 1, False
        if len(buffer) > MAX_BYTES:
            if not too_long:
                number += 1
                yield RecordError(document, f"document {number}", f"longer than {MAX_BYTES // 2**20} MiB")
            too_long = True
            del buffer[:-_LONGEST_PROLOG_START]
    if not too_long and buffer.strip(_AROUND):
        yield f"document {number + 1}", bytes(buffer.strip(_AROUND))


def tree(data: bytes, document: str, place: str) -> Element:
    """The root element of a whole document; RecordError if it is not well-formed, too large or declares entities."""
    _refuse_excess(data, document, place)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_HARDENED))
    except etree.XMLSyntaxError as error:
        raise RecordError(document, place, f"not well-formed XML: {error.msg}") from None
    if refused := _declared_entity(root):
        raise RecordError(document, place, refused)
    return root


def html_tree(data: bytes, document: str, place: str) -> Element:
    """The root element of an HTML page, however broken its markup; RecordError if it is empty or too large.

    Read as UTF-8 where it is, which a saved page need not say, else in the encoding that it names.
    """
    _refuse_excess(data, document, place)
    try:
        data.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    parser: Any = etree.HTMLPullParser(
        events=("start",), encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    words = 0
    try:
        for start in range(0, len(data), _HTML_CHUNK):
            chunk = data[start : start + _HTML_CHUNK]
            count = len(chunk.split()) + chunk.count(b"/")
            if words + count > MAX_TAG:
                raise RecordError(document, place, f"more than {MAX_TAG:,} words without an element")
            parser.feed(chunk)
            # Words of this chunk may belong to a tag that it leaves open.
            words = count if any(True for _ in parser.read_events()) else words + count
        root: Element | None = parser.close()
    except etree.XMLSyntaxError as error:
        raise RecordError(document, place, f"not HTML: {error.msg}") from None
    if root is None:
        raise RecordError(document, place, "holds no element")
    return root


def _refuse_excess(data: bytes, document: str, place: str) -> None:
    if len(data) > MAX_BYTES:
        raise RecordError(document, place, f"longer than {MAX_BYTES // 2**20} MiB")
    if data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise RecordError(document, place, "more elements and attributes than a patent document has")


def _declared_entity(element: Element) -> str:
    """Why a document is refused for an entity it declares, "" if it is not."""
    dtd: Any = element.getroottree().docinfo.internalDTD  # None without a document type, says no stub
    for entity in dtd.iterentities() if dtd is not None else ():
        if entity.orig is not None or not entity.content:  # old US layouts declare their drawings, as NDATA
            return f"declares the entity {entity.name!r}; entities are not read"
    return ""


def elements(stream: BinaryIO, names: Collection[str], document: str) -> Iterator[tuple[str, Element] | RecordError]:
    """The outermost elements of these local names, each with its place ("exchange-document 3"), in constant memory.

    An element is valid until the next is asked for.  A fault of the document ends the iteration with an error that
    names its line; what came before it has been given.
    """
    wanted = [f"{{*}}{name}" for name in names]
    parser: Any = etree.XMLPullParser(events=("start", "end"), tag=wanted, **_HARDENED)  # the stub knows all events
    count, inside, size, marks = 0, 0, 0, 0
    while True:
        chunk = stream.read(_CHUNK)
        size, marks = size + len(chunk), marks + chunk.count(b"<") + chunk.count(b"=")
        fault = None
        if size > MAX_BYTES + _CHUNK or marks > MAX_MARKS:
            yield RecordError(document, f"after record {count}", "one record is longer than any patent record")
            return
        try:
            if chunk:
                parser.feed(chunk)
            else:
                parser.close()
        except etree.XMLSyntaxError as error:
            fault = error.msg
        for event, element in parser.read_events():
            inside += 1 if event == "start" else -1
            # A prefix that is not declared stays in the name; the parser says so when it has read all.
            if event == "end" and not inside and ":" not in local_name(element):
                if not count and (refused := _declared_entity(element)):
                    yield RecordError(document, "document type", refused)
                    return
                count, size, marks = count + 1, 0, 0
                yield f"{local_name(element)} {count}", element
                _forget(element)
        if fault:
            yield RecordError(document, f"after record {count}", f"not well-formed XML: {fault}")
        if fault or not chunk:
            return


def _forget(element: Element) -> None:
    """Free an element, and all that stands before it and before its ancestors."""
    element.clear()
    for node in (element, *element.iterancestors()):
        parent = node.getparent()
        while parent is not None and (before := node.getprevious()) is not None:
            parent.remove(before)


@lru_cache(maxsize=512)
def _any_namespace(path: str) -> str:
    return re.sub(r"(?<![\w*.-])(?=[A-Za-z])", "{*}", path)


def find(element: Element, path: str) -> Element | None:
    """The first element at a path of local names ("publication-reference/document-id"), or None."""
    return element.find(_any_namespace(path))


def find_all(element: Element, path: str) -> list[Element]:
    """All elements at a path of local names, in document order."""
    return element.findall(_any_namespace(path))


def value(element: Element, path: str = ".") -> str:
    """The text of the first element at a path, "" where there is none."""
    found = element.find(_any_namespace(path))
    return "" if found is None else text(found)


def clean(raw: str) -> str:
    r"""Text in one line: runs of white space become one blank, control characters go.

    >>> clean(" 9SOLUTIONS OY\u2002[FI]\n\x07")
    '9SOLUTIONS OY [FI]'
    """
    return " ".join(printable(raw).split())


def printable(raw: str) -> str:
    """Text without the characters that XML does not allow, those among them that part words as blanks."""
    return raw.translate(_PRINTABLE)


def text(element: Element) -> str:
    """All text of an element in one line; lines of a claim apart, formulae together (Li<sub>7</sub>P is Li7P).

    A power of a number keeps a mark (10<sup>-4</sup> is 10^-4), so that it is not taken for a range or for more digits.
    """
    if not len(element):
        return clean(element.text or "")
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):  # a character entity; comments and processing instructions are gone
            parts.append(html.unescape(node.text) if event == "start" else node.tail or "")
            continue
        name = local_name(node).lower()
        if name in _BLOCKS:
            parts.append(" ")
        if event == "start":
            if name in _RAISED and _is_power(parts, node):
                parts.append("^")
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return clean("".join(parts))


def _is_power(parts: list[str], raised: Element) -> bool:
    before = next((part for part in reversed(parts) if part), "")
    return before[-1:].isdigit() and _POWER.match("".join(map(str, raised.itertext()))) is not None
