"""From a spelling to its tokens: what is common to all numbers before an office's own rules apply."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

LONGEST = 200  # characters; the longest spelling in use is a web address

_SEPARATED = re.compile(r"[A-Z0-9]+")
_FOREIGN = re.compile(r"[^A-Z0-9\s.,:/_()\-]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_ADDRESS = re.compile(
    r"(?:HTTPS?://)?(?:(?:WWW\.)?PATENTS\.GOOGLE\.COM/)?PATENT/([A-Z0-9]+)(?:/[A-Z-]{2,5})?/?(?:[?#]\S*)?"
)


def clean(spelling: str) -> str:
    """Upper-case, half-width text of a spelling, without a web address around it.

    Raises ValueError with the reason if it is empty or too long.
    """
    if len(spelling) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    plain = spelling if spelling.isascii() else unicodedata.normalize("NFKC", spelling).translate(_DASHES)
    text = plain.upper().strip()
    if not text:
        raise ValueError("is empty")
    address = _ADDRESS.fullmatch(text) if "PATENT/" in text else None
    return address[1] if address else text


def tokens(text: str) -> list[str]:
    """Runs of letters and digits of a cleaned spelling; ValueError if anything but separators lies between."""
    foreign = _FOREIGN.search(text)
    if foreign:
        raise ValueError(f"holds the character {foreign[0]!r}")
    return _SEPARATED.findall(text)


def split_office(parts: list[str]) -> tuple[str, list[str]]:
    """The office code that leads the first token, and the other tokens."""
    if not parts or not parts[0][:2].isalpha() or len(parts[0]) < 2:
        raise ValueError("does not start with the two-letter code of an office")
    office, rest = parts[0][:2], parts[0][2:]
    return office, ([rest] if rest else []) + parts[1:]


@cache
def offices() -> frozenset[str]:
    """The two-letter codes of WIPO ST.3, former and user-assigned ones included."""
    text = resources.files(__package__).joinpath("offices.txt").read_text("utf-8")
    return frozenset(code for line in text.splitlines() if not line.startswith("#") for code in line.split())
