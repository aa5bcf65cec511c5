"""The families of standards, as `families.toml` states them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from landscape.standards.reference import StandardReference

_BLANK = r"[ \t\r\n]{0,2}"
_UNITS = (
    r"[kMG]?V|[kMG]?W|[kMGT]?Hz|[numck]m|[mkµμn]g|kg|m?Ah|k?Wh|[MkG]?Pa|[mµμ]?mol|[mk]?Ω|[KMGT]B|MT/s|bits?|bytes?|ppm|rpm"
    r"|min|hours?|days?|feet|foot|ft|inch(?:es)?|times|cycles|degrees?|psi|dpi|sccm|wt|vol|ms|sec(?:onds?)?|m[lL]|bar"
)
_FRAGMENTS = {
    "«s»": _BLANK,
    "«y»": r"(?:19|20)\d\d",
    "«no»": (
        rf"(?:{_BLANK}(?:International Standard|[Ss]tandards?|Std\.?|STD|[Pp]ublication|标准|標準|规格|規格|표준))?"
        rf"(?:{_BLANK}(?:No|Nr|[Nn]umber)\.?)?{_BLANK}"
    ),
    "«end»": r"(?![A-Za-z0-9])",
    "«unit»": rf"(?!{_BLANK}(?:[%‰°℃]|(?:{_UNITS})(?![A-Za-z0-9])))",
    "«iso»": (
        r"ISO(?:[/-](?:IEC|SAE|IEEE|ASTM|CIE|IDF|OIML|ASME|CISPR)){0,3}"
        r"(?:[/ ](?:TS|TR|PAS|IWA|Guide|DIS|FDIS|CD|WD|AWI|NP|PRF|DTS|DTR|DPAS|FDTS|FDTR|DGuide|PWI)(?![A-Za-z])){0,2}"
    ),
    "«tail»": (
        rf"(?:{_BLANK}[/+]{_BLANK}(?:(?:AWI|CD|FD|D|WD|PRF){_BLANK})?"
        rf"(?:Amd|AMD|Amendment|DAM|FDAM|Cor|COR|DCOR|ISH|Add|AC|A|C)\.?{_BLANK}\d{{1,2}}"
        rf"(?:{_BLANK}:{_BLANK}(?:19|20)\d\d(?:-\d\d)?)?){{0,6}}"
        r"(?: (?:CSV|RLV|CMV|SER|EXV|SRD|PRV)(?![A-Za-z]))?"
    ),
}
# Spacing of amendments: ISO writes "/Amd 1:2020", IEC "/AMD1:2020" and "+AMD1:2020 CSV".
_TAIL = [
    (re.compile(r"\s*([/+:])\s*"), r"\1"),
    (re.compile(r"([a-z])\.?\s*(\d)"), r"\1 \2"),
    (re.compile(r"([A-Z]{2})\s+(\d)"), r"\1\2"),
    (re.compile(r"\b((?:F?D)AM|DCOR)(?=\d)"), r"\1 "),
]
# How a list goes on: with a part ("-2"), with a part behind a stroke ("/2"), or with a number spelled out again.
_JOINT = "[,;，；/、&~]|and|or|to|through|und|bis|和|及|与|或|至|-(?=-)"
_AND = rf"(?P<mark>{_BLANK}(?:{_JOINT}){_BLANK}(?:and|or|和|及)?{_BLANK})"
_YEAR = rf"(?:{_BLANK}[:-]{_BLANK}(?P<year>(?:19|20)\d\d))?(?![\dA-Za-z])"
_PART = re.compile(rf"{_AND}-(?P<part>\d{{1,3}})(?!\d){_YEAR}")
_STROKE = re.compile(r"(?P<mark>/)(?P<part>\d{1,2})(?P<year>(?!))?(?![\dA-Za-z.-]|/(?!\d{1,2}(?!\d)))")
_AGAIN = {
    "-": re.compile(rf"{_AND}(?P<base>\d{{3,6}})-(?P<part>\d{{1,3}})(?!\d){_YEAR}"),
    ".": re.compile(
        rf"(?P<mark>{_BLANK}(?:[,，、/~-]|和|及|与|或|至){_BLANK})(?P<base>\d{{3,6}})(?:\.(?P<part>\d{{1,3}}))?{_YEAR}"
    ),
}
_WORDED = re.compile(rf"{_BLANK}[,(]?{_BLANK}(?:[Pp]art|第){_BLANK}(?P<part>\d{{1,2}})(?![\d.])(?:{_BLANK}部分|\))?")
_RANGES = re.compile(r"~|to|through|bis|至|-")
_MAX_RANGE = 30
_LISTED = frozenset("、，和及与或")


@dataclass(frozen=True, slots=True)
class Family:
    """One way of writing designations; the fields are those of the data file."""

    name: str
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    body: str | None
    join: str
    year: str
    rewrite: tuple[tuple[re.Pattern[str], str], ...]
    lists: str

    def match(self, text: str, start: int) -> list[StandardReference]:
        """The reference that begins at `start` of a folded text, and those its list goes on with; else nothing."""
        found = self.pattern.match(text, start)
        if found is None:
            return []
        groups, end = found.groupdict(), found.end()
        if self.lists and self.lists not in (groups["number"] or "") and (part := _WORDED.match(text, end)):
            groups["number"], end = f"{groups['number']}{self.lists}{part['part']}", part.end()
        first = self._reference(groups, found.start(), end)
        return [first, *self._continued(text, groups, end)] if self.lists else [first]

    def _reference(self, groups: Mapping[str, str | None], start: int, end: int) -> StandardReference:
        body = self.body or " ".join((groups.get("body") or "").split())
        number = " ".join((groups["number"] or "").split())
        year = groups.get("year")
        tail = groups.get("tail") or ""
        for pattern, replacement in _TAIL if tail[:1] in "/+ " and self.year == ":" else ():
            tail = pattern.sub(replacement, tail)
        undated = self._rewritten(f"{body}{self.join}{number}".strip())
        mark = "" if year is None else f"{self.year}{year}"
        designation = self._rewritten(f"{body}{self.join}{number}{mark}{tail}".strip())
        return StandardReference(designation, start, end, self.name, undated, _year(year, tail))

    def _rewritten(self, designation: str) -> str:
        for pattern, replacement in self.rewrite:
            designation = pattern.sub(replacement, designation)
        return designation

    def _continued(self, text: str, groups: dict[str, str | None], end: int) -> list[StandardReference]:
        """What a list goes on with: parts of the same standard, or numbers spelled out again."""
        base, _, part = (groups["number"] or "").rpartition(self.lists)
        base, part = (base, part) if base else (part, "")
        references: list[StandardReference] = []
        while following := self._following(text, end, base, part):
            found, base, part, passed = following
            for each in (*passed, part):
                number = f"{base}{self.lists}{each}" if each else base
                renewed = groups | {"number": number, "tail": None, "year": found["year"]}
                references.append(self._reference(renewed, end + len(found["mark"]), found.end()))
            end = found.end()
        return references

    def _following(self, text: str, end: int, base: str, part: str) -> tuple[re.Match[str], str, str, list[str]] | None:
        """The next member of a list: its match, base and part, and the parts that a range passes over."""
        found = _AGAIN[self.lists].match(text, end)
        if found is not None:
            stem, own = base.split(self.lists, maxsplit=1)[0], found["base"]
            same = own == stem and found["part"] is not None
            if not same and not (self.lists == "." and found["mark"].strip() in _LISTED and len(own) == len(stem) > 3):
                return None
            base = base if same else own
        elif self.lists == "-" and part:
            found = _PART.match(text, end) or _STROKE.match(text, end)
        if found is None:
            return None
        here = found["part"] or ""
        spanned = _RANGES.search(found["mark"]) and part.isdigit() and 0 < int(here) - int(part) <= _MAX_RANGE
        return found, base, here, [str(n) for n in range(int(part) + 1, int(here))] if spanned else []


def _year(year: str | None, tail: str) -> int | None:
    """The year of the edition, from its own group or from a suffix such as "_201302" or "-17"."""
    if year is None:
        found = re.match(r"[-_]((?:19|20)\d\d|\d\d)(?!\d(?!\d))", tail)
        if found is None:
            return None
        year = found[1]
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= 50 else 2000)


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of the file."""
    data = tomllib.loads(resources.files("landscape.standards").joinpath("families.toml").read_text("utf-8"))
    return tuple(_family(entry) for entry in data["family"])


def _family(entry: Mapping[str, Any]) -> Family:
    pattern = entry["pattern"]
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace(name, fragment)
    return Family(
        name=entry["name"],
        starts=tuple(entry["starts"]),
        pattern=re.compile(r"(?<![A-Za-z0-9_])" + pattern),
        body=entry.get("body"),
        join=entry.get("join", " "),
        year=entry.get("year", "-"),
        rewrite=tuple((re.compile(before), after) for before, after in entry.get("rewrite", ())),
        lists=entry.get("lists", ""),
    )
