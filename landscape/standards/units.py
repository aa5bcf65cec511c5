"""Blanks inside designations, and the units of measure that make a quantity of what looks like one."""

from __future__ import annotations

BLANK = r"(?:[ \t]{1,2}(?:\r?\n[ \t]{0,2})?|\r?\n[ \t]{0,2})?"
_UNITS = (
    r"[kMG]?V|[kMG]?W|[kMGT]?Hz|[numck]m|[mkµμn]g|kg|m?Ah|k?Wh|[MkG]?Pa|[mµμ]?mol|[mk]?Ω|[KMGT]B|MT/s|bits?|bytes?|ppm|rpm"
    r"|min|hours?|days?|feet|foot|ft|inch(?:es)?|times|cycles|degrees?|psi|dpi|sccm|wt|vol|ms|sec(?:onds?)?|m[lL]|bar"
)
NO_UNIT = rf"(?!{BLANK}-?(?:[%‰°℃]|(?:{_UNITS})(?![A-Za-z0-9])))"
