"""How a list of designations goes on: with a part ("-2"), a bare part ("/2"), or a number spelled out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from landscape.standards.units import BLANK, NO_UNIT

JOINT = (
    rf"(?P<mark>{BLANK}(?:[,;，；/、&~]|and|or|to|through|und|bis|et|和|及|与|或|至|-(?=-))"
    rf"{BLANK}(?:and|or|和|及)?{BLANK})"
)
_JOINT = re.compile(JOINT)
_YEAR = rf"(?:{BLANK}[:-]{BLANK}(?P<year>(?:19|20)\d\d))?(?![\dA-Za-z]){NO_UNIT}"
_WHOLE = {
    "-": re.compile(rf"(?P<number>\d{{3,6}}(?:-\d{{1,3}}(?!\d)){{0,3}}){_YEAR}"),
    ".": re.compile(rf"(?P<number>\d{{3,6}}(?:\.\d{{1,3}}){{0,2}}){_YEAR}"),
}
_PART = {
    "-": re.compile(rf"-(?P<number>\d{{1,3}}(?:-\d{{1,3}}(?!\d)){{0,2}}){_YEAR}"),
    ".": re.compile(rf"\.(?P<number>\d{{1,3}}){_YEAR}"),
}
_BARE = re.compile(rf"(?P<number>\d{{1,2}})(?P<year>(?!))?(?![\dA-Za-z.-]|/(?!\d{{1,2}}(?!\d))){NO_UNIT}")
_BARE_MARKS = frozenset("/~、至和及")
_RANGES = re.compile(r"~|to|through|bis|至|-")
_LISTED = frozenset("、，和及与或")
_MOST_PASSED = 30


class Member(NamedTuple):
    """numbers: of the member, and before it those that a range passes over; place of the spelling."""

    numbers: tuple[str, ...]
    year: str | None
    start: int
    end: int


def members(text: str, end: int, number: str, separator: str, *, bare: bool = False) -> Iterator[Member]:
    """What a list goes on with behind a number of parts separated by `separator`.

    Parameters
    ----------
    text : folded.
    bare : parts may stand alone ("parts 1, 2 and 3"); else only behind strokes, tildes and the marks of Chinese lists.
    """
    while joint := _JOINT.match(text, end):
        mark = joint["mark"].strip()
        member = _member(text, joint.end(), number, separator, mark, bare or mark in _BARE_MARKS)
        if member is None:
            return
        yield member
        number, end = member.numbers[-1], member.end


def _member(text: str, start: int, number: str, separator: str, mark: str, bare: bool) -> Member | None:
    stem, *parts = number.split(separator)
    if found := _WHOLE[separator].match(text, start):
        if not _goes_on(stem, found["number"].split(separator), mark if separator == "." else ""):
            return None
        following = found["number"]
    elif (found := _PART[separator].match(text, start)) or (bare and (found := _BARE.match(text, start))):
        own = found["number"].split(separator)
        if not len(own) <= len(parts):
            return None
        following = separator.join([stem, *parts[: len(parts) - len(own)], *own])
    else:
        return None
    passed = _passed(number, following, separator) if _RANGES.search(mark) else []
    return Member((*passed, following), found["year"], start, found.end())


def _goes_on(stem: str, following: list[str], mark: str) -> bool:
    """Whether a number spelled out is of the same standard, or near enough to be a standard of the same body."""
    own, *parts = following
    if own == stem:
        return bool(parts)
    if len(own) != len(stem) or len(own) < 4:
        return False
    return mark in _LISTED or (own[:2] == stem[:2] and not ("1900" <= own < "2040"))


def _passed(number: str, following: str, separator: str) -> list[str]:
    """The parts between the ends of a range."""
    (base, _, first), (own, _, last) = number.rpartition(separator), following.rpartition(separator)
    if base != own or not (first.isdigit() and last.isdigit() and int(last) - int(first) <= _MOST_PASSED):
        return []
    return [f"{base}{separator}{part}" for part in range(int(first) + 1, int(last))]
