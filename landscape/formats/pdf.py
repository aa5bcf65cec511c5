"""PDF files: the text that is in them, page by page.  A scan has none and says so."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from landscape.errors import FormatError
from landscape.formats.passages import told_language
from landscape.formats.reading import Reading
from landscape.formats.xml import clean, printable
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "pdf"
TITLE = "PDF files with text"

MAX_BYTES = 64 * 2**20
MAX_PAGES = 3000
_MAX_PAGE_CHARACTERS = 200_000
# What pypdf raises on damaged files beside its own errors, which it does not promise to catch.
_DAMAGE = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, NotImplementedError, ArithmeticError,
    OSError, RecursionError, struct.error,
)  # fmt: skip


def recognises(head: bytes) -> bool:
    """Whether this is a PDF file."""
    return b"%PDF-" in head[:1024]


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document, a passage for each page with text; pages that are only pictures are counted.

    Raises FormatError if the file is encrypted, damaged, too large or without any text.
    """
    reading = Reading(origin, "file")
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FormatError(origin.url, f"a PDF file larger than {MAX_BYTES // 2**20} MiB")
    title, pages = _pages(data, origin.url, reading)
    texts = [text for text in pages if text]
    if not texts:
        raise FormatError(origin.url, f"no text on its {len(pages)} pages: a scan; recognise its text (OCR) first")
    empty = [number for number, text in enumerate(pages, 1) if not text]
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" and more" if len(empty) > 10 else "")
        reading.skipped.append(reading.error(f"no text on {len(empty)} of {len(pages)} pages ({shown}); pictures"))
    code = told_language(texts)
    yield Document(
        id=origin.url,
        title=title or texts[0].split("\n")[0][:200],
        provenance=reading.provenance,
        language=code,
        passages=tuple(Passage(f"page {number}", text, code) for number, text in enumerate(pages, 1) if text),
    )
    yield from reading.skipped


def _pages(data: bytes, url: str, reading: Reading) -> tuple[str, list[str]]:
    """Title, and the text of each page."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it repairs in a file is no news to anybody
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError(url, "a PDF file that wants a password")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise FormatError(url, f"a PDF file of {count:,} pages; {MAX_PAGES:,} are read")
        title = clean(str(reader.metadata.title or "")) if reader.metadata else ""
    except (PyPdfError, *_DAMAGE) as error:
        raise FormatError(url, f"a damaged PDF file: {clean(str(error))[:200]}") from None
    return title, [_page(reader, number, reading) for number in range(count)]


def _page(reader: Any, number: int, reading: Reading) -> str:
    from pypdf.errors import PyPdfError

    try:
        raw: str = reader.pages[number].extract_text() or ""
    except (PyPdfError, *_DAMAGE) as error:
        reading.skipped.append(reading.error(f"page {number + 1} cannot be read: {clean(str(error))[:200]}"))
        return ""
    lines = (clean(printable(line)) for line in raw[:_MAX_PAGE_CHARACTERS].encode(errors="ignore").decode().split("\n"))
    return "\n".join(filter(None, lines))
