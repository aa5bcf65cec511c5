"""The text of a document of the Federal Register as its offices publish it, plain or within an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats import licences
from landscape.formats.federal_register import identifier
from landscape.formats.lines import head_text
from landscape.formats.passages import paragraphs
from landscape.formats.reading import Reading
from landscape.formats.xml import MAX_BYTES, clean, html_tree
from landscape.records import Document, Passage, Provenance

NAME = "federal-register-text"
TITLE = "texts of the Federal Register"

_VOLUME = re.compile(
    r"\[Federal Register Volume ([0-9]+), Number [0-9]+ \([A-Za-z]+, ([A-Z][a-z]+) ([0-9]+), ([0-9]+)\)"
)
_NUMBER = re.compile(r"\[FR Doc(?:\.|ument)? ?No(?:\.|:)+ ?([A-Z0-9-]+)\]")
_PAGES = re.compile(r"\[Pages? ([0-9]+)")
_PAGE = re.compile(r"\[\[Page ([0-9]+)\]\]")
_SECTION = re.compile(r"\[(Rules and Regulations|Proposed Rules|Notices|Presidential Documents)\]")
_TYPES = {
    "Rules and Regulations": "rule",
    "Proposed Rules": "proposed rule",
    "Notices": "notice",
    "Presidential Documents": "presidential document",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RULE = re.compile(r"-{5,}|={5,}")


def recognises(head: bytes) -> bool:
    """Whether a text of the Federal Register begins here."""
    return "[Federal Register Volume" in head_text(head)[:5000]


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The document, its paragraphs named by the printed page they begin on and counted within it."""
    reading = Reading(origin, "text")
    data = stream.read(MAX_BYTES + 1)
    try:
        if b"<html" in data[:2000].lower() or b"<pre" in data[:2000].lower():
            raw = "".join(map(str, html_tree(data, origin.url, "text").itertext()))
        elif len(data) <= MAX_BYTES:
            raw = data.decode()
        else:
            raise reading.error(f"longer than {MAX_BYTES // 2**20} MiB")
    except UnicodeDecodeError:
        yield reading.error("is not valid UTF-8")
        return
    except RecordError as error:
        yield error
        return
    volume, number = _VOLUME.search(raw), _NUMBER.search(raw)
    if volume is None or number is None:
        yield reading.error("names no volume or no document number")
        return
    yield _document(raw, volume, number, reading)


def _document(raw: str, volume: re.Match[str], number: re.Match[str], reading: Reading) -> Document:
    published = _day(volume)
    section = _SECTION.search(raw)
    first = _PAGES.search(raw)
    passages = tuple(_passages(raw[number.end() :], first[1] if first else ""))
    head = passages[0].text.split("\n") if passages else []
    return Document(
        id=identifier(number[1], published.isoformat() if published else ""),
        title=_title(raw[number.end() :]) or number[1],
        provenance=reading.licensed(licences.US),
        issuer=head[0].title() if head and head[0].isupper() else None,
        country="US",
        type=_TYPES[section[1]] if section else None,
        number=f"{volume[1]} FR {first[1]}" if first else number[1],
        published=published,
        language="en",
        passages=passages,
    )


def _day(volume: re.Match[str]) -> date | None:
    try:
        return date(int(volume[4]), _MONTHS.index(volume[2]) + 1, int(volume[3]))
    except ValueError:
        return None


def _blocks(raw: str) -> Iterator[str]:
    """Paragraphs: runs of lines, parted by an empty line or begun by an indented one."""
    block: list[str] = []
    for line in raw.splitlines():
        indented = line.startswith("    ") and not line.startswith("     ")
        if (not line.strip() or indented or _RULE.fullmatch(line.strip())) and block:
            yield clean(" ".join(block))
            block = []
        if line.strip() and not _RULE.fullmatch(line.strip()):
            block.append(line)
    if block:
        yield clean(" ".join(block))


def _title(raw: str) -> str:
    """The paragraph before the one that says AGENCY or SUMMARY."""
    before = ""
    for block in _blocks(raw[:20_000]):
        if block.startswith(("AGENCY:", "SUMMARY:", "ACTION:")):
            return before
        before = block
    return ""


def _passages(raw: str, page: str) -> Iterator[Passage]:
    parts = _PAGE.split(raw)
    pages = [(page, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    for printed, text in pages:
        yield from paragraphs(_blocks(text), "en", f"page {printed}" if printed else "")
