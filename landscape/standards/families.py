"""The families of standards, as `families.toml` states them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from landscape.standards.lists import JOINT, members
from landscape.standards.reference import StandardReference
from landscape.standards.units import BLANK, NO_UNIT

_FRAGMENTS = {
    "«s»": BLANK,
    "«y»": r"(?:19|20)\d\d",
    "«d»": rf"(?:{BLANK}(?:-{{1,2}}|:(?={BLANK}[12])){BLANK}|一)",
    "«no»": (
        rf"(?:{BLANK}-?(?:International Standard|[Ss]tandards?|Std\.?|STD|[Pp]ublication|[Nn]orme?|标准|標準|规格|規格"
        r"|표준))?"
        rf"(?:{BLANK}(?:No|Nr|[Nn]umber)\.?)?{BLANK}"
    ),
    "«end»": r"(?![A-Za-z0-9])",
    "«unit»": NO_UNIT,
    "«w»": r"(?:\r?\n(?!\d{4}))?",
    "«iso»": (
        rf"ISO(?:{BLANK}[/-]{BLANK}(?:IEC|SAE|IEEE|ASTM|CIE|IDF|OIML|ASME|CISPR)){{0,3}}"
        r"(?:[/ ](?:TS|TR|PAS|IWA|Guide|DIS|FDIS|CD|WD|AWI|NP|PRF|DTS|DTR|DPAS|FDTS|FDTR|DGuide|PWI)(?![A-Za-z])){0,2}"
    ),
    "«tail»": (
        rf"(?:{BLANK}[/+]{BLANK}(?:(?:AWI|CD|FD|D|WD|PRF){BLANK})?"
        rf"(?:(?:Amd|AMD|Amendment|DAM|FDAM|Cor|COR|DCOR|ISH|Add|AC|A|C)\.?{BLANK}\d{{1,2}}|AC(?=:))"
        rf"(?:{BLANK}:{BLANK}(?:19|20)\d\d(?:-\d\d)?)?){{0,6}}"
        r"(?: (?:CSV|RLV|CMV|SER|EXV|SRD|PRV)(?![A-Za-z]))?"
    ),
}
_WRAPPED = re.compile(r"-\s+")
# Spacing of amendments: ISO writes "/Amd 1:2020", IEC "/AMD1:2020" and "+AMD1:2020 CSV".
_TAIL = [
    (re.compile(r"\s*([/+:])\s*"), r"\1"),
    (re.compile(r"([a-z])\.?\s*(\d)"), r"\1 \2"),
    (re.compile(r"([A-Z]{2})\s+(\d)"), r"\1\2"),
    (re.compile(r"\b((?:F?D)AM|DCOR)(?=\d)"), r"\1 "),
]
_WORDED = re.compile(
    rf"{BLANK}[,(]?{BLANK}(?:[Pp]art(?P<several>s)?|第){BLANK}(?P<part>\d{{1,2}})(?![\d.])(?:{BLANK}部分|\))?"
)


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
    again: re.Pattern[str] | None

    def match(self, text: str, start: int) -> list[StandardReference]:
        """The reference that begins at `start` of a folded text, and those its list goes on with; else nothing."""
        found = self.pattern.match(text, start)
        if found is None:
            return []
        groups, end, several = found.groupdict(), found.end(), False
        if self.lists and self.lists not in (groups["number"] or "") and (part := _WORDED.match(text, end)):
            groups["number"], end = f"{groups['number']}{self.lists}{part['part']}", part.end()
            several = part["several"] is not None
        references = [self._reference(groups, found.start(), end)]
        if self.lists:
            references += self._listed(text, groups, end, several)
        return [*references, *self._repeated(text, groups, references[-1].end)]

    def _reference(self, groups: Mapping[str, str | None], start: int, end: int) -> StandardReference:
        body = self.body or " ".join((groups.get("body") or "").split())
        number = _WRAPPED.sub("-", " ".join((groups["number"] or "").split()))
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

    def _listed(self, text: str, groups: dict[str, str | None], end: int, bare: bool) -> Iterator[StandardReference]:
        for member in members(text, end, groups["number"] or "", self.lists, bare=bare):
            for number in member.numbers:
                renewed = groups | {"number": number, "tail": None, "year": member.year}
                yield self._reference(renewed, member.start, member.end)

    def _repeated(self, text: str, groups: dict[str, str | None], end: int) -> Iterator[StandardReference]:
        while self.again is not None and (found := self.again.match(text, end)):
            end = found.end()
            yield self._reference(groups | {"tail": None, "year": None} | found.groupdict(), found.end("mark"), end)


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
    return Family(
        name=entry["name"],
        starts=tuple(entry["starts"]),
        pattern=re.compile(r"(?<![A-Za-z0-9_])" + _spelled_out(entry["pattern"])),
        body=entry.get("body"),
        join=entry.get("join", " "),
        year=entry.get("year", "-"),
        rewrite=tuple((re.compile(before), after) for before, after in entry.get("rewrite", ())),
        lists=entry.get("lists", ""),
        again=re.compile(JOINT + _spelled_out(entry["again"])) if "again" in entry else None,
    )


def _spelled_out(pattern: str) -> str:
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace(name, fragment)
    return pattern
