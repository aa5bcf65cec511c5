"""JSON Lines of our own records, written and read: one object a line, its keys the fields of `landscape.records`.

    {"record": "publication", "schema": 1, "number": "CN-120149317-A", "titles": [{"text": "…", "language": "en"}]}
    {"record": "document", "schema": 1, "id": "CELEX:32023R1542", "title": "…", "passages": [{"place": "…", …}]}

What is written reads back equal.  Fields that have their default are left out.  A key that is not known is an error,
because a misspelt key would lose a field unseen.  docs/json-lines.md describes every field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, BinaryIO, get_args, get_origin, get_type_hints

from landscape.errors import RecordError
from landscape.formats.fields import mismatch
from landscape.formats.json_stream import head_keys, objects
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import Document, Provenance, Publication

if TYPE_CHECKING:
    from landscape.formats import Parsed, Record

NAME = "json-lines"
TITLE = "JSON Lines of landscape's own records"
SCHEMA = 1

_KINDS: dict[str, Any] = {"publication": Publication, "document": Document}
# Types with one printed form that parses back, and what the form is called.
_PRINTED: dict[type, tuple[Callable[[str], object], Callable[[Any], str], str]] = {
    date: (date.fromisoformat, date.isoformat, "a date (YYYY-MM-DD)"),
    datetime: (datetime.fromisoformat, datetime.isoformat, "a time (YYYY-MM-DDTHH:MM:SS+00:00)"),
    PublicationNumber: (lru_cache(2**16)(PublicationNumber.parse), str, "a publication number"),
    ApplicationNumber: (lru_cache(2**16)(ApplicationNumber.parse), str, "an application number"),
}
_PLAIN = {str: "a text", int: "a whole number", bool: "true or false"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]


def recognises(head: bytes) -> bool:
    """Whether the first objects name the record they are."""
    return "record" in head_keys(head)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One record a line.  A line without provenance gets that of the document, with the line as its place."""
    for place, content in objects(stream, origin.url):
        if isinstance(content, RecordError):
            yield content
            continue
        try:
            yield _record(content, origin, place)
        except ValueError as error:
            yield RecordError(origin.url, place, str(error))


def _record(content: dict[str, Any], origin: Provenance, place: str) -> Record:
    kind, schema = content.pop("record", None), content.pop("schema", None)
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"record: one of {', '.join(_KINDS)} is wanted")
    if type(schema) is not int or schema != SCHEMA:  # true is no number
        raise ValueError(f"schema: {SCHEMA} is wanted; this version reads no other")
    provenance = content.pop("provenance", None)
    if provenance is None:
        own = Provenance(origin.source, origin.url, place, origin.sha256, origin.retrieved, origin.licence)
    else:
        own = _at("provenance", _reader(Provenance), provenance)
    record: Record = _object_reader(_KINDS[kind])(content, provenance=own)
    return record


def write(records: Iterable[Record], stream: BinaryIO) -> int:
    """Write records, one a line, in UTF-8; returns how many."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the answer
        stream.write(line(record).encode())
    return count


def line(record: Record) -> str:
    """The line of a record, with its end."""
    kind = "publication" if isinstance(record, Publication) else "document"
    content = {"record": kind, "schema": SCHEMA, **_writer(_KINDS[kind])(record)}
    return _encode(content) + "\n"


@cache
def _reader(wanted: Any) -> Reader:
    """What makes a value of a type from JSON; it raises ValueError with the reason."""
    if get_origin(wanted) is UnionType:
        (some,) = (member for member in get_args(wanted) if member is not NoneType)
        read = _reader(some)
        return lambda value: None if value is None else read(value)
    if get_origin(wanted) is tuple:
        return _list_reader(_reader(get_args(wanted)[0]))
    if wanted in _PLAIN:
        return _plain_reader(wanted)
    if wanted in _PRINTED:
        return _printed_reader(wanted)
    return _choice_reader(wanted) if issubclass(wanted, StrEnum) else _object_reader(wanted)


def _plain_reader(wanted: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not wanted:  # true is no number
            raise ValueError(mismatch(value, _PLAIN[wanted]))
        return value

    return read


def _list_reader(item: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise ValueError(mismatch(value, "a list"))
        try:
            return tuple(map(item, value))
        except ValueError:
            return tuple(_at(f"[{position}]", item, entry) for position, entry in enumerate(value))

    return read


def _printed_reader(wanted: type) -> Reader:
    parse_printed, _, name = _PRINTED[wanted]
    numbers = wanted in (PublicationNumber, ApplicationNumber)

    def read(value: Any) -> Any:
        if type(value) is str:
            return parse_printed(value)
        if numbers and type(value) is dict and value.keys() <= {"country", "number", "kind"}:
            return wanted(*(_at(key, _reader(str), value.get(key, "")) for key in ("country", "number", "kind")))
        raise ValueError(mismatch(value, name))

    return read


def _choice_reader(wanted: type[StrEnum]) -> Reader:
    choices = {choice.value: choice for choice in wanted}

    def read(value: Any) -> Any:
        if type(value) is str and value in choices:
            return choices[value]
        raise ValueError(f"one of {', '.join(choices)} is wanted")

    return read


@cache
def _object_reader(wanted: Any) -> Callable[..., Any]:
    """What makes a record of a type from an object, and from fields that are already there."""
    hints = get_type_hints(wanted)
    readers = {field.name: _reader(hints[field.name]) for field in fields(wanted)}
    plain = {name: hint for name, hint in hints.items() if hint in _PLAIN}
    required = {field.name for field in fields(wanted) if field.default is MISSING and field.default_factory is MISSING}

    def read(value: Any, **given: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(mismatch(value, "an object"))
        for key, entry in value.items():
            if plain.get(key) is type(entry):
                given[key] = entry
                continue
            if key not in readers:
                raise ValueError(f"the key {key[:60]!r} is not known; known are: {', '.join(readers)}")
            try:
                given[key] = readers[key](entry)
            except ValueError as error:
                raise _WithinError(key, error) from None
        try:
            return wanted(**given)
        except TypeError:
            raise ValueError(f"{min(required - given.keys())} is missing") from None

    return read


class _WithinError(ValueError):
    """An error with the path to where it is: "claims[0].claims[2].number: a text where …"."""

    def __init__(self, step: str, inner: ValueError) -> None:
        path: str = inner.path if isinstance(inner, _WithinError) else ""
        self.reason: str = inner.reason if isinstance(inner, _WithinError) else str(inner)
        self.path: str = f"{step}.{path}" if path and path[0] != "[" else f"{step}{path}"
        super().__init__(f"{self.path}: {self.reason}")


def _at(step: str, read: Reader, value: Any) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise _WithinError(step, error) from None


@cache
def _writer(given: Any) -> Writer:
    """What makes JSON of a value of a type; None would be the identity."""
    if get_origin(given) is UnionType:
        (some,) = (member for member in get_args(given) if member is not NoneType)
        return _writer(some)  # None is a default and left out
    if get_origin(given) is tuple:
        item = _writer(get_args(given)[0])
        return lambda values: [item(value) for value in values]
    if given in (PublicationNumber, ApplicationNumber):
        return _number_writer(given)
    if given in _PRINTED:
        return _PRINTED[given][1]
    return _object_writer(given) if is_dataclass(given) else _identity


def _identity(value: Any) -> Any:
    return value


def _number_writer(given: type) -> Writer:
    """Numbers print so that they parse back; one that stands outside the grammar is written in its parts."""
    parse_printed = _PRINTED[given][0]

    @lru_cache(2**16)
    def write(number: Any) -> Any:
        printed = str(number)
        try:
            same = parse_printed(printed) == number
        except ValueError:
            same = False
        return printed if same else {"country": number.country, "number": number.number, "kind": number.kind}

    return write


def _object_writer(given: Any) -> Writer:
    hints = get_type_hints(given)
    names = [field.name for field in fields(given)]
    every = attrgetter(*names)
    rows = [(field.name, field.default, _writer(hints[field.name])) for field in fields(given)]

    def write(record: Any) -> dict[str, Any]:
        content = {}
        for (name, default, writer), value in zip(rows, every(record), strict=True):
            if value != default:
                content[name] = value if writer is _identity else writer(value)
        return content

    return write
