"""How a name is written: script, width, composition, accents, variants of Han characters; and its words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache


class Script(StrEnum):
    """The script a name is written in; kana wins over Han, and both over Latin."""

    LATIN = "latin"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    CYRILLIC = "cyrillic"
    OTHER = "other"


_HAN = r"㐀-鿿豈-﫿々〇𠀀-𯿿"
_KANA = r"ァ-ヺー"
_HANGUL = r"가-힣"
_SCRIPTS = (
    (Script.HANGUL, re.compile(f"[{_HANGUL}]")),
    (Script.KANA, re.compile(f"[ぁ-ゖ{_KANA}]")),
    (Script.HAN, re.compile(f"[{_HAN}]")),
    (Script.CYRILLIC, re.compile("[Ѐ-ӿ]")),
    (Script.LATIN, re.compile("[a-zA-Z0-9À-ɏ]")),
)
_ASCII = re.compile("[a-zA-Z0-9]")
_COUNTRY_TAIL = re.compile(r"\s*[\[(][A-Z]{2}[\])]\s*$")
_INVERTED = re.compile(r"\s*[:：]\s*(?:the|kk)\.?$", re.IGNORECASE)  # "Japan Steel Works Ltd:The"
_SHORT_AND = re.compile(r"\b([a-z]{1,2})\s?&\s?([a-z])\b(?!')")
_LIKE_STOPS = ("at", "as", "an")  # "A&T", "A&S": letters that would read as small words
_ELISION = re.compile(r"\b([dln])['’`´]\s?(?=[a-z])")
_APOSTROPHES = re.compile("['’`´]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d"})
CJK_GAP = re.compile(r"[\s・·•‧,，、.。．]+")
WORD_OR_SIGN = re.compile(r"[^\W_]+|ー")
LONG_DASH = re.compile(f"(?<=[{_KANA}])[-‐‑−–—―ｰ]")


def script_of(name: str) -> Script:
    """The script that decides how a name is read.

    >>> script_of("三星SDI株式会社").value, script_of("トヨタ自動車").value
    ('han', 'kana')
    """
    if name.isascii():
        return Script.LATIN if _ASCII.search(name) else Script.OTHER
    return next((script for script, letters in _SCRIPTS if letters.search(name)), Script.OTHER)


def normal(name: str) -> str:
    """Width, composition, blanks, broken encodings: what no reader sees as a difference; case stays.

    >>> normal("Ｐａｎａｓｏｎｉｃ　ＩＰ　[JP]")
    'Panasonic IP'
    """
    if "&" in name:
        name = html.unescape(name)
    for _ in range(0 if name.isascii() else 3):  # text that was encoded as UTF-8 over and over
        if "Ã" not in name and "Â" not in name and "â" not in name:
            break
        try:
            name = b"".join(map(_byte, name)).decode("utf-8")
        except UnicodeError:
            break
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name).replace("▲ふん▼", "份").replace("▲分▼", "份")
    if ":" in name or "：" in name:
        name = _INVERTED.sub("", name)
    if ")" in name or "]" in name:
        name = _COUNTRY_TAIL.sub("", name)
    return " ".join(name.split())


def _byte(letter: str) -> bytes:
    """The byte that Windows' Western code page, or Latin-1 where that has a gap, shows as this letter."""
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")


@lru_cache(maxsize=200_000)
def raw_words(name: str) -> tuple[str, ...]:
    """Words of a name in an alphabet: lower case, no accents, initials joined; nothing left out yet.

    >>> raw_words("L'Air Liquide S.A."), raw_words("R&D Ges.m.b.H.")
    (('l', 'air', 'liquide', 'sa'), ('rd', 'ges', 'mbh'))
    """
    text = _plain(normal(name).casefold())
    if "&" in text:
        text = _SHORT_AND.sub(lambda m: m[1] + ("and" if m[1] + m[2] in _LIKE_STOPS else "") + m[2], text)
    if _APOSTROPHES.search(text):
        text = _APOSTROPHES.sub("", _ELISION.sub(r"\1 ", text))
    text = text.replace("&", " and ").replace("+", " and ")
    words: list[str] = []
    joining = False
    for word in _WORD.findall(text):
        single = len(word) == 1 and word.isalpha()
        if single and joining:
            words[-1] += word
        else:
            words.append(word)
        joining = single
    return tuple(words)


def _plain(text: str) -> str:
    """Latin letters without accents; other scripts untouched, since their marks are part of the letter."""
    if text.isascii():
        return text
    plain = []
    for letter in text.translate(_LETTERS):
        if "\u00c0" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff":
            plain.append(unicodedata.normalize("NFD", letter)[0])
        else:
            plain.append(letter)
    return "".join(plain).replace("ё", "е")


@cache
def _han_folders() -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Converters Japanese to traditional and traditional to simplified characters (OpenCC's tables)."""
    import opencc

    return opencc.OpenCC("jp2t").convert, opencc.OpenCC("t2s").convert


# Japanese forms that are also rare Chinese characters, and variants that the tables leave alone.
_VARIANTS = dict(zip("鑛礦鉱臺髙﨑浜芸缶桜歩徳辺", "矿矿矿台高崎滨艺罐樱步德边", strict=True))


@cache
def _fold_letter(letter: str) -> str:
    """One Han character in its simplified form; the table is as large as the script at most."""
    if letter in _VARIANTS:
        return _VARIANTS[letter]
    to_traditional, to_simplified = _han_folders()
    simple = to_simplified(letter)
    if simple != letter or _is_simplified(letter):
        return simple
    return to_simplified(to_traditional(letter))


def _is_simplified(letter: str) -> bool:
    """Whether a character is one of GB 2312, the set of simplified characters in common use."""
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def fold_han(text: str) -> str:
    """Han characters in simplified form, letter by letter, whether Chinese or Japanese.

    >>> fold_han("三井金属鉱業") == fold_han("三井金屬鑛業") == fold_han("三井金属矿业")
    True
    """
    return "".join(_fold_letter(c) if "㐀" <= c <= "鿿" else c for c in text)


_LARGE_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", "ー")


def fold_kana(text: str) -> str:
    """Katakana with small letters large and without long marks, as Japan's office used to print them.

    >>> fold_kana("ゲゼルシャフト") == fold_kana("ゲゼルシヤフト")
    True
    """
    return text.translate(_LARGE_KANA)
