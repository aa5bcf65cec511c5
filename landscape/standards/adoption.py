"""What a text says of one standard adopting another: IDT, MOD and NEQ, in English and Chinese.

Reference: ISO/IEC Guide 21-1, regional or national adoption of international standards; GB/T 1.2, 标准中采用国际标准.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from landscape.standards.reference import StandardReference

_DEGREES = {
    "idt": "identical", "identical": "identical", "等同": "identical", "/": "identical",
    "mod": "modified", "modified": "modified", "修改": "modified", "eqv": "modified", "等效": "modified",
    "neq": "not equivalent", "not equivalent": "not equivalent", "非等效": "not equivalent",
}  # fmt: skip
_LETTERS = r"(?i:idt|mod|eqv|neq)"
# What stands between the adopting and the adopted: "(idt ", "等同采用国际标准", " is identical to ".
_BETWEEN = re.compile(
    rf"\s{{0,2}}[(,，]?\s{{0,2}}(?:(?P<letters>{_LETTERS})[:：]?\s{{0,2}}"
    r"|[^。；;.\n]{0,12}?(?P<chinese>非等效|等同|修改|等效)采用了?(?:国际标准|标准)?\s{0,2}"
    r"|(?:is |was )?(?:an )?(?P<english>identical|not equivalent)(?: to| with| adoption of)\s"
    r"|(?:is )?a (?P<modified>modified) adoption of\s)[《(]?"
)
# Where the degree stands behind: "GB/T 31467.3-2015 title (ISO 12405-3:2014, MOD)".
_OPENED = re.compile(r"[^。；;\n]{0,80}?[(]\s{0,2}")
_BEHIND = re.compile(rf"\s{{0,2}}[,，;:]?\s{{0,2}}(?P<letters>{_LETTERS})(?![A-Za-z])")
_WORLD = frozenset(("ISO", "IEC"))
_LONGEST = 84


def with_adoptions(text: str, references: Sequence[StandardReference]) -> list[StandardReference]:
    """The references of a folded text, those that it says adopt the next one with what they adopt and how far."""
    found = list(references)
    for place, (one, other) in enumerate(pairwise(references)):
        degree = _degree(text, one, other)
        if degree:
            found[place] = replace(one, adopts=other.designation, adopts_as=_DEGREES[degree.lower()])
    return found


def _degree(text: str, one: StandardReference, other: StandardReference) -> str:
    """The word for how far a reference adopts the next one; "" where the text says nothing of it."""
    if other.start - one.end > _LONGEST or other.family == "EU":
        return ""
    between = text[one.end : other.start]
    if between == "/":
        return "/" if one.family.startswith(("GB", "CN")) and other.family in _WORLD else ""
    if said := _BETWEEN.fullmatch(between):
        return said["letters"] or said["chinese"] or said["english"] or said["modified"]
    behind = _BEHIND.match(text, other.end)
    return behind["letters"] if behind and _OPENED.fullmatch(between) else ""
