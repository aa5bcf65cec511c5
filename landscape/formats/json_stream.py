"""JSON objects out of a stream in constant memory: one a line, or the elements of an array or of an API's answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.lines import MAX_LINE, fault, head_text, text_chunks, text_lines, too_long

# An array, an object spread over lines, or an answer with its records in a list.
_ANSWER = re.compile(
    r'\s*(?:\[|\{\s*(?:\r?\n|"(?:total|data|max_score|results|scroll_id|size|from|count|patentFileWrapperDataBag)"\s*:))'
)
_LISTS = ("data", "results", "patentFileWrapperDataBag")
_SPACE = re.compile(r"\s*+")
_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]++|\\.)*+)(?:"(?P<key>\s*+:)?|\\?\Z)|[{}\[\]]', re.DOTALL)

Place = str


class _Fault(str):
    """Why there is no value at a place."""

    __slots__ = ()


def objects(stream: BinaryIO, document: str) -> Iterator[tuple[Place, dict[str, object] | RecordError]]:
    """Each JSON object with its place ("line 3", "record 3"); what is none is a RecordError.  Raises nothing.

    A broken line costs itself only.  Within an array or answer nothing behind a broken element can be read.
    """
    chunks = text_chunks(stream)
    first = next(chunks, "")
    source = chain([first], chunks)
    for place, value in _elements(source) if _ANSWER.match(first) else _lines(source):
        if isinstance(value, dict):
            yield place, value
        else:
            reason = value if isinstance(value, _Fault) else "not a JSON object"
            yield place, RecordError(document, place, reason)


def _lines(chunks: Iterable[str]) -> Iterator[tuple[Place, object]]:
    """Value of each line that is not blank."""
    for number, line in enumerate(text_lines(chunks), 1):
        place = f"line {number}"
        if line is None:
            yield place, _Fault(too_long("a line"))
        elif line and not line.isspace():
            yield place, _line(line)


def _line(line: str) -> object:
    try:
        return _sound(line, json.loads(line))
    except ValueError as error:
        # What does not decode does not parse either; the first is the cause.
        return _Fault(fault(line) or f"not valid JSON: {_reason(error)}")
    except RecursionError:
        return _Fault("JSON nested too deeply")


def _reason(error: ValueError) -> str:
    """What json says, its place as the column, since the line is known."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:]} (column {error.colno})"
    return str(error)


def _sound(spelled: str, value: object) -> object:
    """The value, unless it holds what no file can be written with: bytes that are not UTF-8, half surrogate pairs."""
    reason = fault(spelled)
    if reason is None and ("\\ud" in spelled or "\\uD" in spelled):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            reason = "holds half of a surrogate pair (\\ud800 to \\udfff alone)"
    return value if reason is None else _Fault(reason)


def _elements(chunks: Iterable[str]) -> Iterator[tuple[Place, object]]:
    """Elements of arrays, of lists of an answer, and objects that stand alone, one after the other."""
    cursor, number = _Cursor(iter(chunks)), 0
    try:
        for value in _values(cursor):
            number += 1
            yield f"record {number}", value
    except ValueError as error:
        reason = f"not valid JSON: {error.msg if isinstance(error, json.JSONDecodeError) else error}"
        yield f"record {number + 1}", _Fault(f"{reason}; nothing behind it can be read")
    except RecursionError:
        yield f"record {number + 1}", _Fault("JSON nested too deeply; nothing behind it can be read")


def _values(cursor: _Cursor) -> Iterator[object]:
    while character := cursor.peek():
        if character == "[":
            yield from cursor.array()
        elif character == "{":
            yield from _answer(cursor)
        else:
            yield cursor.value()


def _answer(cursor: _Cursor) -> Iterator[object]:
    """The elements of an object's list of records; the object itself if it has none."""
    own: dict[str, object] = {}
    listed, begin = False, cursor.taken
    for key in cursor.members():
        if key in _LISTS and cursor.peek() == "[":
            listed = True
            yield from cursor.array()
            continue
        value = cursor.value()
        if not listed:
            own[key] = value
            if cursor.taken - begin > MAX_LINE:
                raise ValueError(too_long("an object"))
    if not listed:
        yield next((value for value in own.values() if isinstance(value, _Fault)), own)


class _Cursor:
    """A place in JSON text that is still being read; keeps no more of it than the value it stands at."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self.chunks, self.buffer, self.at, self.taken = chunks, "", 0, 0
        self.decode = json.JSONDecoder().raw_decode

    def more(self) -> bool:
        """Read on until there is twice as much, so that a value read again and again costs linear time."""
        rest = self.buffer[self.at :]
        if len(rest) > MAX_LINE:
            raise ValueError(too_long("a value"))
        parts, wanted = [rest], max(len(rest), 1)
        for chunk in self.chunks:
            parts.append(chunk)
            wanted -= len(chunk)
            if wanted <= 0:
                break
        self.buffer, self.at = "".join(parts), 0
        return len(self.buffer) > len(rest)

    def peek(self) -> str:
        """The next character that is not blank, "" at the end."""
        while True:
            match = _SPACE.match(self.buffer, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self.more():
                return ""

    def take(self, wanted: str) -> str:
        """Step over one of the characters wanted."""
        character = self.peek()
        if not character or character not in wanted:
            found = repr(character) if character else "the end of the file"
            raise ValueError(f"{found} where one of {' '.join(wanted)} is wanted")
        self.at += 1
        return character

    def value(self) -> object:
        """Step over one value."""
        self.peek()
        while True:
            try:
                value, end = self.decode(self.buffer, self.at)
            except json.JSONDecodeError:
                if not self.more():
                    raise
                continue
            # A number that ends with the buffer may go on behind it.
            if end < len(self.buffer) or isinstance(value, (dict, list, str)) or not self.more():
                spelled = self.buffer[self.at : end]
                self.taken += len(spelled)
                self.at = end
                return _sound(spelled, value)

    def array(self) -> Iterator[object]:
        """Step over an array, element by element."""
        self.take("[")
        if self.peek() == "]":
            self.at += 1
            return
        yield self.value()
        while self.take(",]") == ",":
            yield self.value()

    def members(self) -> Iterator[str]:
        """Step over an object, key by key; the caller steps over each value."""
        self.take("{")
        if self.peek() == "}":
            self.at += 1
            return
        while True:
            if self.peek() != '"':
                raise ValueError("a key in quotes is wanted")
            key = self.value()
            self.take(":")
            yield str(key)
            if self.take(",}") == "}":
                return


def head_keys(head: bytes) -> set[str]:
    """Keys of the records at the beginning of a document, however it holds them; none if it is not JSON."""
    text = head_text(head)
    if not text.lstrip()[:1] or text.lstrip()[0] not in "{[":
        return set()
    if _ANSWER.match(text):
        return _keys_of(text)
    return {key for line in text.split("\n")[:50] if line.lstrip().startswith("{") for key in _keys_of(line)}


def _keys_of(text: str) -> set[str]:
    """Keys of the objects that are records: at the top, in an array at the top, or in a list of an answer."""
    found, path, last = set(), "", ""
    for match in _TOKEN.finditer(text):
        mark = match[0]
        if mark in ("{", "["):
            path += "L" if mark == "[" and path == "{" and last in _LISTS else mark
        elif mark in ("}", "]"):
            path = path[:-1]
        elif match["key"] is not None:
            last = match["text"]
            if path in ("{", "[{", "{L{"):
                found.add(last)
    return found
