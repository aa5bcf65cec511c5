"""Plain text: prose, not a table or a list of codes; in UTF-8, or in an older encoding of East Asia.

Encodings of Latin script other than UTF-8 cannot be told from each other by a short text, and are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.lines import encoding, fault
from landscape.formats.passages import paragraphs, told_language
from landscape.formats.reading import Reading
from landscape.formats.xml import clean
from landscape.records import Document, Provenance

NAME = "plain-text"
TITLE = "plain text in UTF-8 or an East Asian encoding"
MAX_BYTES = 8 * 2**20

_EAST_ASIAN = frozenset(
    ("gb18030", "gbk", "gb2312", "big5", "big5hkscs", "cp932", "shift_jis", "euc_jp", "cp949", "euc_kr")
)
# What is looked at to tell the encoding.
_SAMPLE = 16 * 2**10
_SEPARATORS = ",;\t|"
_NOT_TEXT = frozenset(range(32)) - {9, 10, 12, 13}


def recognises(head: bytes) -> bool:
    """Whether this reads as sentences; markup, JSON and tables do not.  Asked last."""
    name = encoding(head)
    if name == "utf-8" and not _NOT_TEXT.isdisjoint(head):
        return False
    if name == "utf-8" and _broken(head) and not (name := _east_asian(head)):
        return False
    text = head.decode(name, errors="ignore").lstrip("\ufeff \t\r\n")
    return bool(text) and text[0] not in "<{[%" and any(map(_is_sentence, text.split("\n"))) and not _is_table(text)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """One document.  Paragraphs are parted by empty lines; without any, each line is one."""
    reading = Reading(origin, "file")
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield reading.error(f"a text longer than {MAX_BYTES // 2**20} MiB")
        return
    name = encoding(data)
    if name == "utf-8" and _broken(data):
        name = _east_asian(data) or name
    raw = data.decode(name, errors="surrogateescape" if name.startswith("utf-8") else "replace")
    if reason := fault(raw):
        yield reading.error(reason)
        return
    blocks = re.split(r"\n[ \t\r]*\n", raw) if re.search(r"\n[ \t\r]*\n", raw.strip()) else raw.split("\n")
    lines = [line for block in blocks if (line := clean(block))]
    if not lines:
        yield reading.error("a text without a word")
        return
    code = told_language(lines)
    yield Document(
        id=origin.url,
        title=lines[0][:200],
        provenance=reading.provenance,
        language=code,
        passages=tuple(paragraphs(lines, code)),
    )


def _is_sentence(line: str) -> bool:
    """Whether a line has a few words and a full stop, or a Chinese or Japanese one."""
    return "。" in line or (len(line.split()) >= 4 and (". " in line or line.rstrip().endswith((".", ":", ";"))))


def _east_asian(data: bytes) -> str:
    """The East Asian encoding of a text that is not in UTF-8, "" if it seems to be in none."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None and best.encoding in _EAST_ASIAN else ""


def _broken(head: bytes) -> bool:
    """Whether bytes are not UTF-8 before the end, where a character may be cut."""
    try:
        head[:-4].decode()
    except UnicodeDecodeError as error:
        return error.end < len(head) - 8
    return False


def _is_table(text: str) -> bool:
    """Whether the first lines have the same separators, as many times."""
    lines = [line for line in text.split("\n")[:6] if line.strip()][:4]
    return len(lines) > 1 and any(
        (count := lines[0].count(mark)) and all(line.count(mark) == count for line in lines[1:]) for mark in _SEPARATORS
    )
