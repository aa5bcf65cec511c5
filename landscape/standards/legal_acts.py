"""Acts of the European Union, by name, number or CELEX number, and Chinese document numbers.

Reference: Publications Office, Interinstitutional style guide, 1.2.2 and 3.1; EUR-Lex, how CELEX numbers are composed.
"""

from __future__ import annotations

import re

from landscape.standards.keys import four_digits, year_first
from landscape.standards.reference import StandardReference

STARTS = (
    "Regulation", "Directive", "Decision", "Recommendation", "Delegated ", "Implementing ", "CELEX",
    "EU", "EC", "EEC", "Euratom", "UE", "CE",
)  # fmt: skip
STARTS_WITH_NUMBER = re.compile(r"\d{2,4}/\d{1,4}/(?:E|C|U|J)|[03](?:19|20)\d\d[RLDH]\d{4}")
STARTS_WITH_ISSUER = re.compile(r"[一-鿿]{2,14}\[(?:19|20)\d\d\]第?\d")

_TREATY = r"(?:EU|EC|EEC|Euratom|UE|CE|CEE|EG|EWG|CFSP|JHA)"
_ENGLISH = {"UE": "EU", "CE": "EC", "EG": "EC", "CEE": "EEC", "EWG": "EEC"}
_ACT = re.compile(
    r"(?<![A-Za-z0-9_])"
    r"(?P<kind>(?:(?:Delegated|Implementing) )?(?:Regulation|Directive|Decision|Recommendation)s?\s{1,2}\(?)?"
    rf"(?:(?P<treaty>{_TREATY})(?:, Euratom)?\)?\s{{0,2}})?(?:(?:No|Nr|n°)\.?\s{{0,2}})?"
    rf"(?<![\d/.,])(?P<first>\d{{1,4}})/(?P<second>\d{{1,4}})(?:/(?P<after>{_TREATY}))?(?![A-Za-z0-9/])"
)
_CELEX = re.compile(
    r"(?<![A-Za-z0-9_])(?P<named>CELEX(?:[: ]|\s?(?:number|No\.?)\s?){0,2})?(?P<sector>[0-9])(?P<year>(?:19|20)\d\d)"
    r"(?P<kind>[A-Z]{1,2})(?P<number>\d{4})(?:-\d{8}|\(\d\d\)|R\(\d\d\))?(?![A-Za-z0-9])"
)
_KINDS = {"R": "Regulation", "L": "Directive", "D": "Decision", "H": "Recommendation"}
_WORDS_BEFORE = (
    "根据|按照|依据|依照|遵照|关于|参见|参照|印发|发布|转发|通知|文号|文件|办法|意见|规划|方案"
    "|和|与|及|由|在|从|见|的|号"
)
_CHINESE = re.compile(
    rf"(?:[一-鿿]{{0,12}}(?:{_WORDS_BEFORE}))?(?P<issuer>[一-鿿]{{2,10}})\[(?P<year>(?:19|20)\d\d)\]第?(?P<number>\d{{1,4}})号"
)


def match_act(text: str, start: int) -> list[StandardReference]:
    """The act of the European Union named at `start` of a folded text, or nothing."""
    celex = _CELEX.match(text, start)
    if celex is not None:
        return _celex(celex)
    found = _ACT.match(text, start)
    treaty = found and (found["after"] or found["treaty"])
    if found is None or treaty is None:
        return []
    cited = _cited(int(found["first"]), int(found["second"]), _ENGLISH.get(treaty, treaty), found["after"] is not None)
    if cited is None:
        return []
    number, year = cited
    kind = (found["kind"] or "").rstrip(" \t\r\n(").removesuffix("s")
    if start and text[start - 1] == "(" and found["treaty"] and not kind:
        start -= 1
    return [_reference(f"{kind} {number}".strip(), start, found.end(), year)]


def match_chinese_number(text: str, start: int) -> list[StandardReference]:
    """The Chinese document number in the run of characters from `start` of a folded text, or nothing."""
    found = _CHINESE.match(text, start)
    if found is None:
        return []
    number = f"{found['issuer']}〔{found['year']}〕{found['number']}号"
    return [StandardReference(number, found.start("issuer"), found.end(), "CN document", number, int(found["year"]))]


def _cited(first: int, second: int, treaty: str, treaty_last: bool) -> tuple[str, int] | None:
    """The number of an act as it is cited, and its year; None where neither part can be a year."""
    if treaty_last:
        year, _ = year_first(first, second)
        number = f"{first}/{second}/{treaty}"
    elif 2015 <= first < 2100:
        year, number = first, f"({treaty}) {first}/{second}"
    else:
        year, number = second, f"({treaty}) No {first}/{second}"
    return (number, four_digits(year)) if 1957 <= four_digits(year) < 2100 else None


def _celex(found: re.Match[str]) -> list[StandardReference]:
    year, number, kind = int(found["year"]), int(found["number"]), found["kind"]
    if found["sector"] not in "03" or kind not in _KINDS:
        if not found["named"]:
            return []
        return [_reference(f"CELEX {found[0][len(found['named']) :]}", found.start(), found.end(), year)]
    treaty = "EU" if year >= 2010 else "EC" if year >= 1994 else "EEC"
    if year >= 2015:
        cited = f"(EU) {year}/{number}"
    elif kind == "R":
        cited = f"({treaty}) No {number}/{year}"
    else:
        cited = f"{year if year >= 1999 else year % 100}/{number}/{treaty}"
    return [_reference(f"{_KINDS[kind]} {cited}", found.start(), found.end(), year)]


def _reference(designation: str, start: int, end: int, year: int) -> StandardReference:
    return StandardReference(designation, start, end, "EU", designation, year)
