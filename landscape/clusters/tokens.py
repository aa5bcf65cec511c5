"""Text to tokens: formulas, ranges and hyphenated words whole; runs of a script; everything else parts them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from landscape.claims.readable import readable, unmarked

MAX_CHARACTERS = 200_000
"""Longer texts are cut here: no claim set is longer, and cost stays bounded."""

_ELEMENT = (
    "(?:A[cglmrstu]|B[aeikhr]|C[adeflmnorsu]|D[bsy]|E[rsu]|F[elmr]|G[ade]|H[efgos]|I[nr]|Kr|L[airuv]|M[cdgnot]|"
    "N[abdehiop]|O[gs]|P[abdmortu]|R[abefghnu]|S[bcegimnr]|T[abcehilms]|Xe|Yb|Z[nr]|[BCFHIKNOPSUVWY])"
)
_AMOUNT = r"(?:\d+(?:\.\d+)?|[xyzδ]|[+\-−±](?=[\dxyzδA-Z]))"
_COUNTED = rf"{_ELEMENT}{_AMOUNT}{{0,3}}"
_SHARED_SITE = rf"\((?:{_COUNTED},){{1,5}}{_COUNTED}\)"
_BRACKETS = r"[\(\[](?=[A-Z\d])|[\)\]]"
_FORMULA = (
    rf"(?:[α-ωΑ-Ω]-)?(?:{_SHARED_SITE}|[\(\[]?{_ELEMENT})(?:{_ELEMENT}|{_AMOUNT}|{_SHARED_SITE}|{_BRACKETS}){{1,40}}"
)
_NUMBER = r"\d+(?:[.,]\d+){0,3}"
_UNIT = (
    r"(?: ?(?:wt ?%|mol ?%|vol ?%|at ?%|%|°C|℃|nm|µm|μm|mm|cm|MPa|kPa|GPa|mol/L|mA|mV|kV|V|Hz|h|min"
    r"|(?:質量|重量|体積|モル|原子|质量|体积|摩尔|원자|중량|몰) ?%|(?:Gew|Vol|Mol)\.?-?%)(?![A-Za-z]))"
)
_ABOUT = r"(?:about |approximately |etwa |ca\. ?|约|約|およそ|약 ?)?"
_TO = r"(?:[-–~～至]|to |bis |or |乃至|ないし|から|내지 ?)"
_RANGE = rf"(?:(?i:between|zwischen) {_NUMBER}{_UNIT}? (?:and|und)|{_NUMBER}{_UNIT}? ?{_TO}) ?{_ABOUT}{_NUMBER}{_UNIT}?"
_RANGE_JOINT = re.compile(rf"\s*(?:{_TO}|and |und )\s*{_ABOUT}")
_LETTERS = r"[^\W_㐀-鿿ぁ-ヿ가-힣]+"
_WORD = rf"(?:\d(?:,\d{{1,2}}){{1,6}}-)?{_LETTERS}(?:[-‐‑'’·]{_LETTERS})*"
_HAN, _KATAKANA, _HANGUL = "一-鿿㐀-䶿々", "ァ-ヺー", "가-힣"
_TOKEN = re.compile(
    rf"(?P<formula>(?<![A-Za-z\d]){_FORMULA}(?![A-Za-z]))|(?P<range>{_RANGE})|(?P<word>{_WORD})"
    rf"|(?P<han>[{_HAN}]+)|(?P<katakana>[{_KATAKANA}]+)|(?P<hangul>[{_HANGUL}]+)|(?P<break>[^\s])"
)
_CLAIM_NUMBERS = re.compile(
    r"(?i:claims?|anspr(?:ü|ue)chen?|权利要求|權利要求|請求項|请求项|청구항) ?\d+"
    r"(?: ?(?:[-–~～至、,]|to|or|and|bis|oder|und|乃至|내지) ?\d+)*(?:[中之的]?任[意何]?一?[项項個个]?)?"
)
_REFERENCE_SIGNS = re.compile(r"[(（]\s?\d{1,4}[a-z']?(?:\s?[,;，、-]\s?\d{1,4}[a-z']?){0,20}\s?[)）]")


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and spelling of each token: formula, range, word, han, katakana, hangul, or break.

    Sub- and superscripts are plain, compatibility characters (full-width letters) replaced, signs of drawings and
    numbers of claims gone.

    >>> list(tokens("0.1 to 5 µm of Li₆PS₅Cl (12)"))
    [('range', '0.1 to 5 μm'), ('word', 'of'), ('formula', 'Li6PS5Cl')]
    """
    text = readable(unicodedata.normalize("NFKC", unmarked(text[:MAX_CHARACTERS])))
    text = _CLAIM_NUMBERS.sub(" ; ", _REFERENCE_SIGNS.sub(" ", text))
    for match in _TOKEN.finditer(text):
        yield match.lastgroup or "break", match[0]


def range_of(token: str) -> str:
    """A range as it is compared: "0.1 to 5 μm" and "between 0.1 and 5 μm" are 0.1-5μm."""
    return _RANGE_JOINT.sub("-", re.sub("(?i)^(?:between|zwischen) ", "", token), count=1).replace(" ", "")


def formula_of(token: str) -> str:
    """A formula keeps its case; what only looks like one (an acronym, "In") is a word."""
    if any(character.isdigit() for character in token) or (
        len(token) > 2 and not token.isupper() and not token.islower()
    ):
        return token.rstrip("([")
    return token.lower() if len(token) > 1 else ""
