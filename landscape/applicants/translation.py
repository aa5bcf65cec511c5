"""Chinese names and the English an office printed for them: pinyin for the brand, translation for every other word.

"南通安思卓新能源有限公司" and "NANTONG ANSIZHUO NEW ENERGY CO LTD" are one firm: what no word list translates reads the same
in pinyin, and each other word has its translation.  Both must hold in full; part of it is not evidence.
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
from landscape.applicants.sounds import readings
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
    """Every word that translates a Chinese one, and the common words: what is not a brand in pinyin."""
    words = {word for options in _chinese_words().values() for option in options for word in option}
    return frozenset(words | set(wordlists.common_words().values()))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A Chinese name cut up: its brand in pinyin (one of several readings), and its other words' renderings."""

    brands: tuple[str, ...]
    others: tuple[tuple[frozenset[str], ...], ...]


@lru_cache(maxsize=100_000)
def _read(text: str) -> _Reading | None:
    """A simplified Chinese name cut up, longest known words first; None where a character has no reading."""
    known = _chinese_words()
    brand: list[tuple[str, ...]] = []
    others = []
    at = 0
    while at < len(text):
        size = next((s for s in range(min(12, len(text) - at), 0, -1) if text[at : at + s] in known), 0)
        if size and not (size == 1 and at == 0):
            others.append(known[text[at : at + size]])
            at += size
            continue
        sounds = readings(text[at]) or ((text[at],) if text[at].isascii() else ())
        if not sounds:
            return None
        brand.append(sounds)
        at += 1
    products = itertools.islice(itertools.product(*brand), _MOST_READINGS)
    return _Reading(tuple("".join(p) for p in products), tuple(others))


def _brand(name: Cleaned) -> str:
    return "".join(word for word in name.words if word not in _english_words())


def _renders(name: Cleaned, others: tuple[tuple[frozenset[str], ...], ...]) -> bool:
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
            if len(brand) >= _SHORTEST_BRAND or brand in _english_words():
                latin[brand].append(key)
    fits: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(names):
        if names[key].script is not Script.HAN or names[key].person:
            continue
        reading = _read(names[key].text)
        if reading is None or not reading.others:
            continue
        for brand in sorted(set(reading.brands)):
            for candidate in latin.get(brand, ()):
                if _renders(names[candidate], reading.others):
                    fits[candidate].append((key, f"{brand} in pinyin, other words translated"))
    for candidate, found in sorted(fits.items()):
        if len(found) == 1:
            yield candidate, *found[0]
