"""Acts of the European Union, by name, number or CELEX number.

An act is looked for from its number: what stands before and behind it tells the kind and the treaty, in any of the
official languages and in Chinese, Japanese and Korean.

Reference: Publications Office, Interinstitutional style guide, 1.2.2 and 3.1; EUR-Lex, how CELEX numbers are composed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from landscape.standards.keys import four_digits, year_first
from landscape.standards.reference import StandardReference

_KINDS = {"R": "Regulation", "L": "Directive", "D": "Decision", "H": "Recommendation"}
# The most that is looked at before a number, "Implementing Regulation " or "(EU) No ".
_LONGEST = 40
_CJK = "\u2e80"
# ES is the Community in Czech, Slovak and Slovenian, the Union in Latvian and Lithuanian; Chinese makes no difference.
_OPEN = frozenset(("ES", "欧盟", "歐盟"))
# Since 2015 the year stands first in all acts; the Union took the Community's place in December 2009.
_YEAR_FIRST, _UNION = 2015, 2010
_CELEX = re.compile(
    r"(?P<sector>[0-9])(?P<year>(?:19|20)\d\d)(?P<kind>[A-Z]{1,2})(?P<number>\d{4})"
    r"(?:-\d{8}|\(\d\d\)|R\(\d\d\))?(?![A-Za-z0-9])"
)
_NAMED = re.compile(r"(?<![A-Za-z0-9_])CELEX(?:%3A|[: ]{0,2})(?:(?:number|No\.?|Nr\.?)[: ]?){0,2}$")


class _Grammar(NamedTuple):
    """number: of an act, with the treaty behind it; treaty, kind: before it; after: the kind behind it."""

    number: re.Pattern[str]
    treaty: re.Pattern[str]
    kind: re.Pattern[str]
    after: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    treaties: dict[str, str]


def acts(text: str) -> Iterator[StandardReference]:
    """The acts of the European Union that a folded text names: by CELEX number, then by number."""
    for celex in _CELEX.finditer(text):
        yield from _celex(text, celex)
    if "/" in text:
        grammar = _grammar()
        for found in grammar.number.finditer(text):
            if found["treaty"] or _has_year(int(found["first"]), int(found["second"])):
                yield from _act(text, found, grammar)


def _has_year(first: int, second: int) -> bool:
    """Whether one of the numbers can be the year of an act; saves looking around most ratios."""
    return any(57 <= number <= 99 or 1957 <= number < 2100 for number in (first, second))


def _act(text: str, found: re.Match[str], grammar: _Grammar) -> Iterator[StandardReference]:
    """The act whose number stands here; nothing where neither a treaty nor a kind makes a number of it."""
    start, end = found.span()
    before = grammar.treaty.search(text[max(0, start - _LONGEST) : start])
    start -= len(before[0]) if before else 0
    named = grammar.kind.search(text[max(0, start - _LONGEST) : start])
    after = None if named else grammar.after.match(text, end)
    if named:
        start -= len(named[0])
        while start and text[start].isalpha() and text[start - 1].isalpha() and text[start - 1] < _CJK:
            start -= 1  # the beginning of "Batterieverordnung"
    elif after:
        end = after.end()
    kind = _kind((named or after or [""])[0], grammar)
    spelled = found["treaty"] or (before["treaty"] if before else None) or ""
    treaty = _treaty(spelled, found, grammar)
    if before and before["euratom"]:
        treaty += ", Euratom"
    cited = _cited(found, treaty, kind)
    if kind and not spelled and text[start].islower() and int(found["first"]) < _YEAR_FIRST:
        return  # voltage regulation 1/2000
    marked = before is not None and (before["no"] or before["open"] or _bare(found, treaty))
    if cited is None or not (kind or found["treaty"] or marked):
        return
    number, year = cited
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    designation = f"{kind} {number}".strip()
    yield StandardReference(designation, start, end, "EU", designation, year)


def _kind(words: str, grammar: _Grammar) -> str:
    """ "Delegierte Verordnung" as "Delegated Regulation"; "" for no kind of act."""
    return " ".join(name for name, pattern in grammar.kinds.items() if pattern.search(words))


def _cited(found: re.Match[str], treaty: str, kind: str) -> tuple[str, int] | None:
    """The number of an act as it is cited, and its year; None where neither part can be a year."""
    first, second = int(found["first"]), int(found["second"])
    if found["treaty"] or (not treaty and kind.endswith("Directive") and first < _YEAR_FIRST):
        year, own = year_first(first, second)
        number = f"{first}/{second}/{treaty or _treaty_of(year)}"
        known = own > 0 and (year == first or (year > 99 and found["treaty"] is not None))
    elif _YEAR_FIRST <= first < 2100 and treaty not in ("EC", "EEC"):
        year, number = first, f"({treaty or 'EU'}) {first}/{second}"
        known = second > 0 and (treaty != "" or kind.endswith(("Regulation", "Directive")))
    else:
        year, number = second, f"({treaty or _treaty_of(second)}) No {first}/{second}"
        known = (second > 99 and kind.endswith("Regulation")) if not treaty else (second > 99 or kind != "")
        known = known and first > 0 and second < _YEAR_FIRST
    year = four_digits(year)
    return (number, year) if known and 1957 <= year < 2100 else None


def _bare(found: re.Match[str], treaty: str) -> bool:
    """Whether "EU 2023/1542" is an act; "EU 2019/20" is a season."""
    return treaty == "EU" and int(found["first"]) >= _YEAR_FIRST and len(found["second"]) > 2


def _treaty(spelled: str, found: re.Match[str], grammar: _Grammar) -> str:
    """The treaty in English; one that the spelling leaves open follows from the year."""
    if spelled not in _OPEN:
        return grammar.treaties.get(spelled, "")
    return _treaty_of(max(int(found["first"]), int(found["second"])))


def _treaty_of(year: int) -> str:
    return "EU" if four_digits(year) >= _UNION else "EC" if four_digits(year) >= 1994 else "EEC"


def _celex(text: str, found: re.Match[str]) -> Iterator[StandardReference]:
    named = _NAMED.search(text[max(0, found.start() - _LONGEST) : found.start()])
    start = found.start() - (len(named[0]) if named else 0)
    year, number, kind = int(found["year"]), int(found["number"]), found["kind"]
    if not named and start and (text[start - 1] == "_" or (text[start - 1].isascii() and text[start - 1].isalnum())):
        return
    if found["sector"] not in "03" or kind not in _KINDS:
        if named:
            yield StandardReference(f"CELEX {found[0]}", start, found.end(), "EU", f"CELEX {found[0]}", year)
        return
    treaty = _treaty_of(year)
    if year >= _YEAR_FIRST:
        cited = f"(EU) {year}/{number}"
    elif kind == "R":
        cited = f"({treaty}) No {number}/{year}"
    else:
        cited = f"{year if year >= 1999 else year % 100}/{number}/{treaty}"
    designation = f"{_KINDS[kind]} {cited}"
    yield StandardReference(designation, start, found.end(), "EU", designation, year)


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads(resources.files("landscape.standards").joinpath("acts.toml").read_text("utf-8"))
    treaties = {spelled: name for name, spellings in data.pop("treaties").items() for spelled in spellings}
    treaty = "|".join(sorted(map(re.escape, treaties), key=lambda word: (-len(word), word)))
    manners = [data["Delegated"], data["Implementing"]]
    kinds = [entry for entry in data.values() if entry not in manners]
    early, late = ("|".join(word for manner in manners for word in manner[side]) for side in ("before", "after"))
    before, behind = ("|".join(word for kind in kinds for word in kind[side]) for side in ("before", "after"))
    blank, no = r"[ \t\r\n]{0,2}", r"(?i:No|Nr|n[°º]|n\.[°º]|nº|num|nro|č|αριθ|第)\.?"
    return _Grammar(
        number=re.compile(
            r"(?P<first>(?<![\d/.,-])\d{1,4}) ?/ ?(?P<second>\d{1,4})"
            rf"(?:/(?P<treaty>{treaty})(?![A-Za-z0-9]))?(?![\dA-Za-z/]|[.,-]\d)"
        ),
        treaty=re.compile(
            rf"(?:(?P<open>\()?(?<![A-Za-z0-9_])(?P<treaty>{treaty})(?P<euratom>, Euratom)?(?(open)\)){blank})?"
            rf"(?P<no>(?<![A-Za-z0-9]){no}{blank})?\(?$"
        ),
        kind=re.compile(rf"(?i:(?:(?:{early}) ?)?(?:{before})(?:\s{{1,2}}(?:{late}))?){blank}(?:{no})?{blank}\(?$"),
        after=re.compile(rf"{blank}号?(?i:{early})?(?i:{behind})"),
        kinds={name: re.compile("|".join(entry["before"] + entry["after"]), re.I) for name, entry in data.items()},
        treaties=treaties,
    )
