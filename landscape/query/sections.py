"""Reading a TOML file with every key and type checked, and errors that say what is allowed."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from landscape.errors import IdentifierError, QueryError

T = TypeVar("T")
_TYPE_NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    datetime.date: "a date",
    datetime.datetime: "a date with a time",
    datetime.time: "a time",
}


class Section:
    """One table of the file: each key is taken once and checked; what is left over is an error."""

    def __init__(self, file: str, path: str, content: Mapping[str, Any]) -> None:
        """Path: key of this table in the file ("patents[0]"), empty for the whole file."""
        self.file, self.path = file, path
        self.given, self.left = frozenset(content), dict(content)
        self.known: list[str] = []

    def error(self, key: str, reason: str) -> QueryError:
        """The error to raise for a key of this section."""
        return QueryError(self.file, self._path_of(key), reason)

    def take(self, key: str, kind: type[T], example: str) -> T | None:
        """The value under the key, None if absent; another type is an error that shows the example."""
        self.known.append(key)
        if key not in self.left:
            return None
        value = self.left.pop(key)
        # `type`, not `isinstance`: true is not a whole number here, a date with a time not a date.
        if type(value) is kind:
            return value
        raise self.error(key, f"{_TYPE_NAMES[type(value)]} is given; {_TYPE_NAMES[kind]} is wanted, such as {example}")

    def holds(self, key: str, kind: type) -> bool:
        """Whether the key has a value of just this type."""
        return type(self.left.get(key)) is kind

    def string(self, key: str, example: str) -> str | None:
        """A text without the blanks at its ends; an empty one is an error."""
        value = self.take(key, str, example)
        if value is not None and not value.strip():
            raise self.error(key, f"an empty text is given; a text is wanted, such as {example}")
        return value if value is None else value.strip()

    def strings(self, key: str, example: str) -> tuple[str, ...]:
        """A list of texts, blanks at the ends removed, repeats dropped."""
        entries = self.take(key, list, f"[{example}]") or []
        for index, entry in enumerate(entries):
            if type(entry) is not str or not entry.strip():
                given = "an empty text" if type(entry) is str else _TYPE_NAMES[type(entry)]
                raise self.error(f"{key}[{index}]", f"{given} is given; a text is wanted, such as {example}")
        return tuple(dict.fromkeys(entry.strip() for entry in entries))

    def parsed(self, key: str, example: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """A list of texts, each read by `parse`; an IdentifierError becomes an error of this key."""
        values: dict[T, None] = {}
        for entry in self.strings(key, example):
            try:
                values[parse(entry)] = None
            except IdentifierError as error:
                raise self.error(key, f"{error}; one such as {example} is wanted") from error
        return tuple(values)

    def integer(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number from least to most."""
        value = self.take(key, int, str(default))
        if value is not None and not least <= value <= most:
            raise self.error(key, f"{value} is given; {least} to {most} is allowed")
        return default if value is None else value

    def choice(self, key: str, allowed: Sequence[str], further: str = "") -> str:
        """One of the allowed texts, the first if absent; further: what else the message says is allowed."""
        value = self.take(key, str, f'"{allowed[0]}" {further}'.rstrip())
        if value is not None and value not in allowed:
            reason = f"{value!r} is not known{did_you_mean(value, allowed)}; allowed: {', '.join(allowed)} {further}"
            raise self.error(key, reason.rstrip())
        return allowed[0] if value is None else value

    def section(self, key: str) -> Section | None:
        """A table below this one, None if absent."""
        content = self.take(key, dict, f"[{self._path_of(key)}]")
        return None if content is None else Section(self.file, self._path_of(key), content)

    def sections(self, key: str) -> list[Section]:
        """A list of tables, `[[key]]`."""
        entries = self.take(key, list, f"[[{key}]]") or []
        for index, entry in enumerate(entries):
            if type(entry) is not dict:
                raise self.error(f"{key}[{index}]", f"a table is wanted, such as [[{key}]]")
        return [Section(self.file, self._path_of(f"{key}[{index}]"), entry) for index, entry in enumerate(entries)]

    def done(self) -> None:
        """Raise if a key is left that nobody took."""
        for key in self.left:
            allowed = f"{did_you_mean(key, self.known)}; allowed: {', '.join(self.known)}"
            raise self.error(key, f"not known here{allowed}")

    def _path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def did_you_mean(given: str, allowed: Sequence[str]) -> str:
    """A question to put into a message, or nothing.

    >>> did_you_mean("titel", ["title", "question"])
    ", did you mean 'title'?"
    """
    close = difflib.get_close_matches(given.lower(), allowed, n=1)
    return f", did you mean {close[0]!r}?" if close else ""


def syntax_error(file: str, text: str, error: tomllib.TOMLDecodeError) -> QueryError:
    """What the parser could not read, with its line; a date that does not exist is named as such."""
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    if found is None:
        return QueryError(file, "end of file", f"not TOML: {str(error).removesuffix(' (at end of document)')}")
    number = int(found[1])
    line = text.split("\n")[number - 1]
    for key, date in re.findall(r"([\w-]{1,99})\s?=\s?(\d{4}-\d\d?-\d\d?)\b", line):
        try:
            datetime.date.fromisoformat(date)
        except ValueError as impossible:
            reason = f"{date} is not a date ({impossible}); a date such as 2015-01-31 is wanted"
            return QueryError(file, f"line {number}, {key}", reason)
    return QueryError(file, f"line {number}", f"not TOML: {str(error)[: found.start()].strip()}")
