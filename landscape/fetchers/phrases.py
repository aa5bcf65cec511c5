"""Phrases and names as they are compared: which script they are in, and where they stand in a text.

Compared are they without case, width and accents of typing (NFKC); in Latin, Greek and Cyrillic as whole words, blanks
and hyphens being alike and optional, the last word also in its plural, `*` for any ending; in other scripts anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters and digits of the scripts that put blanks between words.
_LETTER = "0-9a-z\u00b5-\u052f\u1e00-\u1fff"
_ALPHABETIC = re.compile(f"[{_LETTER}]")
_SPELLED = re.compile(f"[{_LETTER}]+\\*?|[^{_LETTER}\\s]")
# Japanese is told by its kana; Han alone is Chinese, or too short to tell.
_SCRIPTS = tuple(
    (script, re.compile(f"[{letters}]"))
    for script, letters in (
        ("hangul", "\u1100-\u11ff\uac00-\ud7af"),
        ("kana", "\u3041-\u30fa\u30fd-\u30ff"),
        ("han", "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"),
        ("latin", "a-z"),
        ("cyrillic", "\u0400-\u052f"),
        ("greek", "\u0370-\u03ff"),
    )
)
_GAP = r"[\s\u00ad\u2010-\u2015\-]*+"
_DASHES = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015")


def script(text: str) -> str:
    """The script a text is in: "latin", "han", "kana", "hangul", "cyrillic", "greek", "" for others.

    >>> script("solid electrolyte"), script("固体电解质"), script("ファーウェイ Ltd")
    ('latin', 'han', 'kana')
    """
    return script_of(compared(text))


def compared(text: str) -> str:
    """A text as it is compared."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@lru_cache(1024)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases; linear in the text, as nothing in it can match the same characters in two ways."""
    return re.compile("|".join(filter(None, map(_phrase, phrases))) or r"(?!)")


def _phrase(phrase: str) -> str:
    pieces = [piece for piece in _SPELLED.findall(compared(phrase)) if piece not in _DASHES]
    if not pieces:
        return ""
    spelled = [_piece(piece, last=place == len(pieces)) for place, piece in enumerate(pieces, 1)]
    before = f"(?<![{_LETTER}])" if _ALPHABETIC.match(pieces[0]) else ""
    after = f"(?![{_LETTER}])" if _ALPHABETIC.match(pieces[-1]) else ""
    return before + _GAP.join(spelled) + after


def _piece(piece: str, *, last: bool) -> str:
    """A word, with its plural if it is the last; a word that goes on; another character."""
    if piece.endswith("*") and len(piece) > 1:
        return f"{re.escape(piece[:-1])}[{_LETTER}]*+"
    if not last or not piece.isascii() or not piece[-1:].isalpha():
        return re.escape(piece)
    if piece.endswith("y"):
        return f"{re.escape(piece[:-1])}(?:y|ies)"
    return f"{re.escape(piece)}(?:e?s)?"


def script_of(spelled: str) -> str:
    """The script of a text as it is compared: the first it has a letter of; Latin stands beside any other."""
    if spelled.isascii():
        return "latin"
    return next((name for name, letters in _SCRIPTS if letters.search(spelled)), "")
