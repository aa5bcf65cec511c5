"""Records from untrusted objects: the type of each field is checked, and the error names the key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from landscape.errors import RecordError
from landscape.formats.reading import Reading

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.records import Document, Provenance, Publication

Object = Mapping[str, object]
Content = TypeVar("Content")

_NAMES = {str: "a text", int: "a number", float: "a number", bool: "true or false", list: "a list", dict: "an object"}


def mismatch(value: object, wanted: str) -> str:
    """What is there and what should be: "a number where a text is wanted"."""
    return f"{_NAMES.get(type(value), 'nothing')} where {wanted} is wanted"


def wrong(key: str, value: object, wanted: str) -> ValueError:
    """The error for a value of the wrong type under a key."""
    return ValueError(f"{key}: {mismatch(value, wanted)}")


def text(content: Object, key: str) -> str:
    """The text under a key, stripped; "" where there is none or null."""
    value = content.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise wrong(key, value, "a text")
    return value.strip()


def texts(content: Object, key: str) -> list[str]:
    """The texts listed under a key, stripped, empty ones left out; one text alone is a list of it."""
    value = content.get(key)
    if isinstance(value, str):
        value = [value]
    found = []
    for item in _list(key, value):
        if not isinstance(item, str):
            raise wrong(key, item, "a list of texts")
        if stripped := item.strip():
            found.append(stripped)
    return found


def inner(content: Object, key: str) -> Object:
    """The object under a key; an empty one where there is none or null."""
    value = content.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise wrong(key, value, "an object")
    return value


def objects(content: Object, key: str) -> list[Object]:
    """The objects listed under a key; none where there is no such key or null."""
    value = content.get(key)
    found: list[Object] = []
    for item in _list(key, value):
        if not isinstance(item, dict):
            raise wrong(key, item, "a list of objects")
        found.append(item)
    return found


def _list(key: str, value: object) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise wrong(key, value, "a list")
    return value


def records(
    found: Iterable[tuple[str, Content | RecordError]],
    origin: Provenance,
    read: Callable[[Content, Reading], Publication | Document],
) -> Iterator[Parsed]:
    """Read each content into a record.

    RecordError or ValueError from `read` costs the record; what `read` skipped of it is yielded behind it.
    """
    for place, content in found:
        if isinstance(content, RecordError):
            yield content
            continue
        reading = Reading(origin, place)
        try:
            record = read(content, reading)
        except RecordError as error:
            yield error
        except ValueError as error:
            yield reading.error(str(error))
        else:
            yield record
            yield from reading.skipped
