"""What designations of one standard have in common: editions, drafts, national adoptions and equivalents.

An act of the European Union has one key, however it is cited: since 2015 all acts of a year share one series of
numbers; before, regulations were numbered apart from directives and decisions, which carried their year first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib import resources

# What a number says by itself, in this order: drafts, then adoptions.
_RULES = (
    (re.compile(r"^(ISO(?:/[A-Z]+)*)/(?:F?DIS|CD|WD|AWI|NP|PRF|PWI)(?= )"), r"\1"),
    (re.compile(r"^(ISO(?:/[A-Z]+)*)(?:/CD|/F?D|/AWI|/WD|/PRF| )[ /]?(?=(?:TS|TR|PAS)\b)"), r"\1/"),
    (re.compile(r"^(ISO(?:/[A-Z]+)*)[/ ](?:CD|AWI|WD|PRF|NP)[ /](TS|TR|PAS)\b"), r"\1/\2"),
    (re.compile(r"^IEC (?:FDIS|CDV|CD) "), "IEC "),
    (re.compile(r"(?:Fpr|pr)(?=EN)"), ""),
    (re.compile(r"^(?:DIN|BS|NF|UNE|SS|SN) (?=EN|ISO|IEC)"), ""),
    (re.compile(r"^KS [A-Z] (?=IEC|ISO|CISPR)"), ""),
    (re.compile(r"^KC (?=6)"), "IEC "),
    (re.compile(r"^EN (?=ISO|IEC)"), ""),
    (re.compile(r"^(?:EN|JIS C|UL) (?=6\d{4}(?!\d))"), "IEC "),
)


@cache
def undated_key(undated: str, family: str) -> str:
    """The key of an undated normal form."""
    if family == "EU":
        return undated if undated.startswith("CELEX") else act_key(undated)
    traced = undated
    for pattern, replacement in _RULES:
        traced = pattern.sub(replacement, traced)
    adopted = _sources().get(traced)
    if adopted is not None:
        return adopted
    head, mark, part = _split(traced)
    pattern_of = _sources().get(f"{head}{mark}*") if part else None
    return pattern_of.replace("*", part) if pattern_of else traced


def adopting(key: str) -> tuple[str, ...]:
    """Designations in the table that adopt the standard of this key, in the order of the table."""
    head, mark, part = _split(key)
    wild = _adopting().get(f"{head}{mark}*", ()) if part else ()
    return (*_adopting().get(key, ()), *(pattern.replace("*", part) for pattern in wild))


def act_key(undated: str) -> str:
    """What all spellings of an act have in common.

    >>> act_key("Regulation (EU) 2023/1542") == act_key("(EU) 2023/1542")
    True
    >>> act_key("Directive 2006/66/EC") == act_key("2006/66/EC")
    True
    """
    first, second = (int(number) for number in re.findall(r"\d+", undated))
    if undated[-1].isalpha():
        year, number = year_first(first, second)
        return f"EU {four_digits(year)}/{number} (directive or decision)"
    if first >= 2015:
        return f"EU {first}/{second}"
    return f"EU {four_digits(second)}/{first} (regulation)"


def year_first(first: int, second: int) -> tuple[int, int]:
    """Year and number of an act cited with its treaty last; the year stands first but in a few decisions.

    >>> year_first(2006, 66), year_first(91, 157), year_first(768, 2008)
    ((2006, 66), (91, 157), (2008, 768))
    """
    return (first, second) if 1957 <= four_digits(first) < 2100 else (second, first)


def four_digits(year: int) -> int:
    """91 as 1991."""
    return year if year > 99 else year + 1900


def _split(undated: str) -> tuple[str, str, str]:
    """A designation as head, mark and part; without a part the last two are empty."""
    found = re.fullmatch(r"(.*\d)([-.])(\d{1,3})", undated)
    return (found[1], found[2], found[3]) if found else (undated, "", "")


@cache
def _sources() -> dict[str, str]:
    """Adopting designation -> what it adopts."""
    text = resources.files("landscape.standards").joinpath("equivalents.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {adopting: source for source, adopting in rows}


@cache
def _adopting() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for adopting, source in _sources().items():
        found[source].append(adopting)
    return dict(found)
