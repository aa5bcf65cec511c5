"""Text in lines and tables, streamed: byte order marks, foreign encodings, endless lines and broken rows in hand."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO

from landscape.errors import FormatError, RecordError

# Characters.  A publication with its whole description is below one million; an unclosed quote must not swallow a file.
MAX_LINE = 64 * 2**20
MAX_CELL = 4 * 2**20
# Rows before the header (a search address, a title, blank rows).
MAX_PREAMBLE = 20
# What a joined export has before its header.
_PREAMBLE = "search url"
_CHUNK = 2**20
# Bytes that the first piece of text is made of at least: what begins a document can be told from it.
_ENOUGH = 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding(head: bytes) -> str:
    """Name of the encoding that a byte order mark announces, else UTF-8; other encodings are not guessed."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")


def head_text(head: bytes) -> str:
    """The first bytes of a document as text, for recognition; what does not decode is left out."""
    return head.decode(encoding(head), errors="ignore")


def text_chunks(stream: BinaryIO) -> Iterator[str]:
    """Decode a stream piece by piece; bytes that are not UTF-8 become lone surrogates, which `fault` finds."""
    first = b""
    while len(first) < _ENOUGH and (more := stream.read(_CHUNK)):
        first += more
    name = encoding(first)
    # UTF-16 and UTF-32 know no surrogateescape; half pairs are what can be wrong in them.
    decoder = codecs.getincrementaldecoder(name)("surrogateescape" if name.startswith("utf-8") else "surrogatepass")
    for chunk in chain([first], iter(partial(stream.read, _CHUNK), b"")):
        yield decoder.decode(chunk)
    if decoder.getstate()[0]:
        yield "\udcff"  # the document ends within a character


def text_lines(chunks: Iterable[str]) -> Iterator[str | None]:
    """Lines without their ends (LF or CR LF); None stands for a line over MAX_LINE, which is not kept."""
    rest, endless = "", False
    for chunk in chunks:
        *lines, rest = (rest + chunk).split("\n")
        for line in lines:
            yield None if endless or len(line) > MAX_LINE else line.removesuffix("\r")
            endless = False
        if len(rest) > MAX_LINE:
            rest, endless = "", True
    if rest or endless:
        yield None if endless else rest


def fault(text: str) -> str | None:
    """Why a text cannot be kept: undecodable bytes or NUL; None if it can."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return _not_utf8(text[error.start])
    return "holds a NUL character; the file is damaged" if "\0" in text else None


def _not_utf8(character: str) -> str:
    byte = ord(character) - 0xDC00
    shown = f" (byte 0x{byte:02X})" if 0x80 <= byte <= 0xFF else ""
    return f"is not valid UTF-8{shown}; save the file as UTF-8"


def too_long(what: str) -> str:
    """The reason for something over MAX_LINE."""
    return f"{what} of more than {MAX_LINE:,} characters"


def rows(stream: BinaryIO, document: str, separator: str = ",") -> Iterator[tuple[int, list[str] | RecordError]]:
    """Rows of a CSV document, each with the number of its first line; a row that cannot be read is an error.

    RFC 4180 with any line ends, and any separator.  Cells are at most MAX_CELL characters.  Raises nothing.
    """
    # The one limit there is belongs to the module csv as a whole; no format here wants a smaller one.
    csv.field_size_limit(max(MAX_CELL, csv.field_size_limit()))
    endless: list[int] = []

    def bounded() -> Iterator[str]:
        for number, line in enumerate(text_lines(text_chunks(stream)), 1):
            if line is None:
                endless.append(number)
            yield "\n" if line is None else line + "\n"

    reader = csv.reader(bounded(), strict=True, delimiter=separator)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            endless.clear()
            lost = f"lines {first} to {reader.line_num} are lost" if reader.line_num > first else "the line is lost"
            yield first, RecordError(document, f"line {first}", f"not readable as CSV, {lost}: {error}")
            continue
        if endless:
            yield first, RecordError(document, f"line {endless.pop()}", too_long("a line"))
            continue
        reason = next(filter(None, map(fault, cells)), None)
        yield first, RecordError(document, f"line {first}", reason) if reason else cells


def table(
    stream: BinaryIO, document: str, is_header: Callable[[list[str]], bool], separator: str = ","
) -> Iterator[tuple[str, dict[str, str] | RecordError]]:
    """Rows of a table with their places ("line 3"), as header -> cell, both stripped, the header in lower case.

    The first rows may be other than the header.  Joined exports, whose header comes again, are read on.
    Raises FormatError if there is no header.
    """
    header: list[str] | None = None
    for line, cells in rows(stream, document, separator):
        place = f"line {line}"
        if isinstance(cells, RecordError):
            yield place, cells
        elif is_header(names := [cell.strip().casefold() for cell in cells]):
            header = names
        elif header is None:
            if line > MAX_PREAMBLE:
                break
        elif not any(cells) or names[0].startswith(_PREAMBLE):
            continue
        elif len(header) == len(cells):
            yield place, dict(zip(header, map(str.strip, cells), strict=True))
        else:
            yield place, RecordError(document, place, f"{len(cells)} cells where the header has {len(header)}")
    if header is None:
        raise FormatError(document, "no header row")
