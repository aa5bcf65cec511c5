"""A reference to a standard or legal act, and the text it is looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from landscape.standards.keys import undated_key

# One character for one, so that places in the folded text are places in the text; commas and the like need no folding.
_FOLDED = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；！？"}
    | dict.fromkeys("\u3000\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " ")
    | dict.fromkeys("‐‑‒–—―−﹣─", "-")
    | dict.fromkeys("〔【﹝〖", "[")
    | dict.fromkeys("〕】﹞〗", "]")
    | {"∕": "/", "⁄": "/", "〜": "~", "∼": "~"}
)
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, _FOLDED))}]")
# Bodies that texts without capitals name; "un", "en", "din" and "ul" are words or units.
_SMALL = re.compile(
    r"\b(?:g[Bb] ?/ ?[tTzZ]|Gb ?/ ?[tTzZ]|GB ?/ ?[tz]|(?:qc|sj|nb|yd|jb)/[tT]"
    r"|[Ii]so(?:/iec)?(?:/t[sr])?|[Ii]ec(?: t[sr])?|sae [jJ]|astm [a-gA-G]|ieee|fmvss|jis [a-zA-Z])(?=[ -]?\d)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class StandardReference:
    """A standard or legal act as a text names it.

    designation: normal form ("GB/T 31485-2015"); start, end: place of the spelling in the text; family: whose it is
    ("GB", "ISO", "EU"); undated: the normal form without year, amendments and revision, which means the latest
    edition; year: of the edition, None where the text leaves it open; adopts: the designation of the standard that the
    text says this one adopts, and adopts_as: "identical", "modified" or "not equivalent"; else None.
    """

    designation: str
    start: int
    end: int
    family: str
    undated: str
    year: int | None = None
    adopts: str | None = None
    adopts_as: str | None = None

    @property
    def key(self) -> str:
        """What all editions, drafts, adoptions and equivalents of the standard have in common."""
        return undated_key(self.undated, self.family)


def folded(text: str) -> str:
    """Full-width characters, dashes, blanks and brackets as plain ones, small letters as capitals; place by place.

    >>> folded("ＧＢ／Ｔ 31485—2015, iec 62619")
    'GB/T 31485-2015, IEC 62619'
    """
    plain = text if text.isascii() else _FOLDABLE.sub(lambda found: _FOLDED[found[0]], text)
    return _SMALL.sub(lambda found: found[0].upper(), plain)
