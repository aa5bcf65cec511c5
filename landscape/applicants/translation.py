"""Chinese names and the English an office printed for them: pinyin for the brand, translation for every other word.

"南通安思卓新能源有限公司" and "NANTONG ANSIZHUO NEW ENERGY CO LTD" are one firm: what no word list translates reads
the same in pinyin, and each other word has its translation.  Both must hold in full; part of it is not evidence.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from landscape.applicants import wordlists
from landscape.applicants.cleaning import Cleaned
from landscape.applicants.scripts import Script
from landscape.applicants.sounds import is_pinyin, readings
from landscape.applicants.wordlists import squeeze

_MOST_READINGS = 12
_SHORTEST_BRAND = 4


@cache
def _chinese_words() -> dict[str, tuple[frozenset[str], ...]]:
    """Chinese word -> the sets of English words that render it; the empty set: it may go unsaid."""
    common, stops = wordlists.common_words(), wordlists.stop_words()
    read = {}
    for word, english in wordlists.lines("chinese_words.tsv"):
        options = []
        for option in english.split("|"):
            words = () if option == "-" else option.split()
            options.append(frozenset(common.get(squeeze(w), w) for w in words if w not in stops))
        read[word] = tuple(options)
    return read


@cache
def _english_words() -> frozenset[str]:
    """Every word that translates a Chinese one, and the common words; words that are also pinyin count as brands."""
    words = {word for options in _chinese_words().values() for option in options for word in option}
    words = words | set(wordlists.common_words().values())
    return frozenset(word for word in words if not is_pinyin(word) or word in _ENGLISH)


# English words that happen to cut into pinyin syllables.
_ENGLISH = frozenset(
    [
        "machine",
        "engine",
        "fine",
        "marine",
        "line",
        "china",
        "no",
        "fan",
        "pan",
        "can",
        "danger",
        "hang",
        "men",
        "sun",
        "song",
        "gene",
        "gas",
        "as",
        "sa",
    ]
)

_Options = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a Chinese name: its brand in pinyin, and the renderings of its other words."""

    brand: str
    others: tuple[_Options, ...]


@lru_cache(maxsize=100_000)
def _read(text: str) -> tuple[_Reading, ...]:
    """The ways to read a simplified Chinese name, cut at known words, longest first; none if a character is unknown.

    At most one known word is read as part of the brand ("阳光" is "sunshine", "sungrow" or "yangguang").
    """
    pieces = list(_pieces(text))
    readings_: dict[_Reading, None] = {}
    for spoken in (None, *(n for n, (_, options) in enumerate(pieces) if options)):
        parts: list[tuple[str, ...]] = []
        others: list[_Options] = []
        for n, (piece, options) in enumerate(pieces):
            said = tuple("".join(o) for o in options if len(o) == 1 and is_pinyin(next(iter(o))) and not o <= _ENGLISH)
            if options and n != spoken and len(said) < len(options):
                others.append(tuple(o for o in options if "".join(o) not in said or not o))
            else:
                parts.append(said or _pinyin(piece))
        if parts and all(parts):
            for product in itertools.islice(itertools.product(*parts), _MOST_READINGS):
                readings_[_Reading("".join(product), tuple(others))] = None
    return tuple(readings_)


def _pieces(text: str) -> Iterator[tuple[str, _Options]]:
    """A name cut into known words with their renderings and single characters without."""
    known = _chinese_words()
    at = 0
    while at < len(text):
        size = next((s for s in range(min(12, len(text) - at), 0, -1) if text[at : at + s] in known), 0)
        piece = text[at : at + max(1, size)]
        yield piece, known.get(piece, ())
        at += len(piece)


def _pinyin(piece: str) -> tuple[str, ...]:
    """The readings of a piece in pinyin; Latin letters read themselves."""
    sounds = [readings(character) or ((character,) if character.isascii() else ()) for character in piece]
    return tuple("".join(p) for p in itertools.islice(itertools.product(*sounds), 4))


def _brand(name: Cleaned) -> str:
    return "".join(word for word in name.words if word not in _english_words())


def _renders(name: Cleaned, others: tuple[_Options, ...]) -> bool:
    """Whether a Latin name's common words are the renderings of a Chinese name's, none missing, none left over."""
    said = {word for word in name.words if word in _english_words()}
    covered: set[str] = set()
    for options in others:
        fitting = [option for option in options if option <= said]
        if not fitting:
            return False
        covered.update(*fitting)
    return said <= covered


def translations(names: Mapping[str, Cleaned]) -> Iterator[tuple[str, str, str]]:
    """Pairs (key of a Latin name, key of a Han name, evidence), where each Latin name fits one Han name alone.

    A Latin name that fits several Han names (homophones) gives none.
    """
    latin: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names):
        if names[key].script is Script.LATIN and not names[key].person:
            brand = _brand(names[key])
            if len(brand) >= _SHORTEST_BRAND:
                latin[brand].append(key)
    fits: dict[str, dict[str, str]] = defaultdict(dict)
    for key in sorted(names):
        if names[key].script is not Script.HAN or names[key].person:
            continue
        for reading in _read(names[key].text):
            for candidate in latin.get(reading.brand, ()) if reading.others else ():
                if _renders(names[candidate], reading.others):
                    fits[candidate][key] = f"{reading.brand} in pinyin, other words translated"
    for candidate, found in sorted(fits.items()):
        if len(found) == 1:
            yield candidate, *next(iter(found.items()))
