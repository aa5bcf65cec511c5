"""Word documents (DOCX): their paragraphs and tables, without headers, footnotes and deleted text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from landscape.errors import FormatError, RecordError
from landscape.formats.passages import paragraphs, told_language
from landscape.formats.reading import Reading
from landscape.formats.xml import MAX_BYTES, Element, clean, local_name, tree, value
from landscape.records import Document, Provenance

NAME = "docx"
TITLE = "Word documents (DOCX)"

_BODY, _PROPERTIES = "word/document.xml", "docProps/core.xml"
# One of them comes first, whichever program wrote the file.
_NAMES = (b"[Content_Types].xml", b"_rels/.rels", b"word/document.xml")
_FIRST_NAMES = 2000


def recognises(head: bytes) -> bool:
    """Whether this is an Office document, by the first names in its archive; `parse` refuses tables and slides."""
    return head.startswith(b"PK\x03\x04") and any(name in head[:_FIRST_NAMES] for name in _NAMES)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """One document, a passage for each paragraph.  Raises FormatError if it is no Word document or damaged."""
    reading = Reading(origin, "file")
    data = stream.read(MAX_BYTES + 1)  # an archive is read from its end, which a stream out of another cannot
    if len(data) > MAX_BYTES:
        raise FormatError(origin.url, f"a Word document larger than {MAX_BYTES // 2**20} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _BODY not in names:
                raise FormatError(origin.url, "an Office document without a Word text; save a table as CSV")
            body = _member(archive, _BODY, origin.url)
            properties = _member(archive, _PROPERTIES, origin.url) if _PROPERTIES in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FormatError(origin.url, f"a damaged Word document: {error}") from None
    root = tree(body, origin.url, _BODY)
    lines = [line for paragraph in _paragraphs(root) if (line := clean(paragraph))]
    if not lines:
        yield reading.error("a Word document without text")
        return
    code = told_language(lines)
    yield Document(
        id=origin.url,
        title=_title(properties, origin.url) or lines[0][:200],
        provenance=reading.provenance,
        language=code,
        passages=tuple(paragraphs(lines, code)),
    )


def _member(archive: zipfile.ZipFile, name: str, url: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FormatError(url, f"{name} is longer than {MAX_BYTES // 2**20} MiB")
    return data


def _title(properties: bytes, url: str) -> str:
    return value(tree(properties, url, _PROPERTIES), "title") if properties else ""


def _paragraphs(root: Element) -> Iterator[str]:
    """Paragraphs and rows of tables in the order of the document; deleted text has an element of its own."""
    rows: set[Element] = set()
    for element in root.iter("{*}p", "{*}tr"):
        if any(ancestor in rows for ancestor in element.iterancestors("{*}tr")):
            continue
        if local_name(element) == "tr":
            rows.add(element)
            cells = (" ".join(map(_words, cell.iter("{*}p"))) for cell in element.iter("{*}tc"))
            yield " | ".join(filter(None, map(clean, cells)))
        else:
            yield _words(element)


def _words(paragraph: Element) -> str:
    found = paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr")
    return "".join(each.text or "" if local_name(each) == "t" else " " for each in found)
