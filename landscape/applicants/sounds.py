"""How a name sounds: romanisation of kana, Hangul, Cyrillic, Han, and a key that is equal for names that sound alike.

A name that an office of another script wrote down by ear ("스미토모 긴조쿠 고잔", "Тойота Дзидося") has the same
sound as the romanised original, but for voicing, length and the sounds a script lacks; the key leaves these out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from landscape.applicants import wordlists
from landscape.applicants.scripts import Script, script_of

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINALS = [
    "",
    *[
        "k",
        "k",
        "ks",
        "n",
        "nj",
        "nh",
        "t",
        "l",
        "k",
        "m",
        "l",
        "l",
        "l",
        "p",
        "l",
        "m",
        "p",
        "ps",
        "t",
        "t",
        "ng",
        "t",
        "t",
        "k",
        "t",
        "p",
        "t",
    ],
]
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya i yi ye g".replace("_", "").split(
            " "
        ),
        strict=True,
    )
)


@cache
def _kana() -> tuple[dict[str, str], re.Pattern[str]]:
    text = resources.files("landscape.applicants").joinpath("kana.txt").read_text("utf-8")
    parts = [part for row in text.splitlines() if not row.startswith("#") for part in row.split()]
    table = dict(zip(parts[::2], parts[1::2], strict=True))
    return table, re.compile("|".join(sorted(map(re.escape, table), key=lambda k: (-len(k), k))))


def _hangul(syllable: str) -> str:
    code = ord(syllable) - 0xAC00
    return _INITIALS[code // 588] + _VOWELS[code % 588 // 28] + _FINALS[code % 28]


@lru_cache(maxsize=100_000)
def romanise(text: str) -> str:
    """Kana, Hangul and Cyrillic letters as they sound, in Latin letters; other letters unchanged.

    >>> romanise("トヨタ"), romanise("긴조쿠"), romanise("тойота")
    ('toyota', 'ginjoku', 'toyota')
    """
    table, pattern = _kana()
    text = pattern.sub(lambda match: table[match[0]], text)
    return "".join(_hangul(c) if "가" <= c <= "힣" else _CYRILLIC.get(c, c) for c in text)


# In this order: digraphs to one sound, then voicing, length and what scripts confuse.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eo", "o"),
        (r"eu", "u"),
        (r"ae|oe", "e"),
        (r"tch|cch|ch|sh|ts|dz|zh|jj|ss|[jzxs]", "s"),
        (r"ph", "f"),
        (r"fu", "hu"),
        (r"[fv]", "b"),
        (r"ck|kk|[gcq]", "k"),
        (r"tt|th|d", "t"),
        (r"pp|p", "b"),
        (r"l", "r"),
        (r"ng|m(?=[bkts])", "n"),
        (r"(?<=[sktbnrmh])y", ""),
        (r"ー", ""),
        (r"([a-z])\1+", r"\1"),
        (r"ou", "o"),
        (r"w(?=o)|y(?=i)", ""),
        (r"(?<=[aeou])y(?![aeou])", "i"),
    )
]


@lru_cache(maxsize=100_000)
def sound_key(text: str) -> str:
    """Equal for spellings of one sound; "" where a name holds letters whose sound is not known (Han).

    >>> sound_key("스미토모긴조쿠고잔") == sound_key("sumitomo kinzoku kozan") == "sumitomokinsokukosan"
    True
    """
    text = "".join(romanise(text).split())
    if script_of(text) is Script.HAN or not text.isascii():
        return ""
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return text


@cache
def _pinyin() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Han character -> readings, and all syllables."""
    readings: dict[str, tuple[str, ...]] = {}
    rows = wordlists.lines("pinyin.tsv")
    for syllable, characters in rows:
        for character in characters:
            readings[character] = (*readings.get(character, ()), syllable)
    return readings, frozenset(row[0] for row in rows) - frozenset("abcdefghijklmnopqrstuvwxyz")


def readings(character: str) -> tuple[str, ...]:
    """Pinyin readings of a simplified character, () where none is known."""
    return _pinyin()[0].get(character, ())


@lru_cache(maxsize=100_000)
def is_pinyin(word: str) -> bool:
    """Whether a word cuts into pinyin syllables without rest.

    >>> is_pinyin("zhongguancun"), is_pinyin("corning")
    (True, False)
    """
    syllables = _pinyin()[1]
    ends = {0}
    for stop in range(1, len(word) + 1):
        if any(start in ends and word[start:stop] in syllables for start in range(max(0, stop - 6), stop)):
            ends.add(stop)
    return bool(word) and len(word) in ends
