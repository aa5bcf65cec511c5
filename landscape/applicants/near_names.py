"""Names a word apart: pairs that agree in all words but one or two, found without comparing all with all.

A join over what two names have in common, so that the work grows with the names, not with their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from landscape.applicants import wordlists
from landscape.applicants.cleaning import Cleaned
from landscape.applicants.sounds import is_pinyin
from landscape.applicants.spelling import deletions, generic_words, lexicon
from landscape.applicants.wordlists import squeeze

Words = tuple[str, ...]

_SHORTEST, _LONGEST = 4, 40  # letters of a word of which one may differ
_MOST_ALIKE = 20  # names a letter apart in one place; more are a pattern, no misspelling
_MOST_STRAY = 50  # names that agree in all words but one or two; more are a pattern too
_ENOUGH_WORDS = 4  # words that agree and so speak for two names of equal weight
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 18  # what must agree where one name is far better attested
_MOST_WORDS = 10  # of names that may differ in two words
_BETTER = 5  # times as many mentions make a name better attested
_STRAY = 4  # letters of a word too many


@dataclass(frozen=True, slots=True)
class Near:
    """Two names (by key) that differ in one letter of one word."""

    left: str
    right: str
    word: str
    other: str

    @property
    def rest(self) -> frozenset[str]:
        """The words that agree."""
        return frozenset(self.left.split()) - {self.word}

    @property
    def slip(self) -> bool:
        """Whether a letter is missing, too many or out of place: a slip; another letter may be another name."""
        return len(self.word) != len(self.other) or sorted(self.word) == sorted(self.other)


def near_pairs(names: Mapping[str, Cleaned]) -> Iterator[Near]:
    """Pairs of keys that differ in one letter of one distinctive word, each pair once.

    Of names in pinyin, which are letters apart by nature, only those that a distinctive word in no pinyin bears out.
    """
    from rapidfuzz.distance import OSA

    by_rest: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in sorted(names):
        words = key.split()
        for at, word in enumerate(words):
            others = words[:at] + words[at + 1 :]
            if _may_differ(word, others):
                by_rest[" ".join(others)].append((key, word))
    seen: set[tuple[str, str]] = set()
    for alike in by_rest.values():
        for (key, word), (other_key, other) in _sharing_letters(alike):
            if key != other_key and (key, other_key) not in seen and OSA.distance(word, other) == 1:
                seen.add((key, other_key))
                yield Near(key, other_key, word, other)


def _may_differ(word: str, others: list[str]) -> bool:
    """Whether a letter of a word may differ from that of another name with the same other words."""
    generic = generic_words()
    if not _SHORTEST <= len(word) <= _LONGEST or word in generic or not word.isalpha():
        return False
    borne_out = [other for other in others if other not in generic]
    if len(word) == _SHORTEST and not borne_out:
        return False
    return not is_pinyin(word) or not all(map(is_pinyin, borne_out))


def _sharing_letters(named: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of (key, word) whose words share all letters but one."""
    near: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, word in named if len(named) > 1 else ():
        for part in deletions(word, 1):
            near[part].append((key, word))
    for found in near.values():
        if len(found) <= _MOST_ALIKE:
            yield from combinations(found, 2)


def near_long_names(
    names: Mapping[str, Cleaned], weight: Callable[[str], int], official: Callable[[str], bool]
) -> Iterator[tuple[str, str, str]]:
    """Pairs of long names that agree in all but a misspelt, stray or missing word: (key, better key, what differs).

    weight: mentions of the applicant a key belongs to so far; official: whether it is a known state body or institute.
    Of two words that differ one is no common or known word and at most a third of the letters differ: one of five and
    more, or, where one name is far better attested, one of four and two of five.  A word too many is no known word
    and has at most four letters; a word may be missing in the long name of a better attested official body.
    """
    for found in _agreeing(names):
        for pair in combinations(found[:_MOST_STRAY], 2):
            (key, odd), (better, other) = sorted(pair, key=lambda named: weight(named[0]))
            if key == better:
                continue
            agree = [word for word in map(squeeze, names[key].words) if word not in odd]
            attested = weight(better) >= _BETTER * weight(key)
            enough = len(agree) >= _FEWEST_WORDS and sum(map(len, agree)) >= _FEWEST_LETTERS and attested
            if difference := _difference(odd, other, len(agree) >= _ENOUGH_WORDS, enough, official(better)):
                yield key, better, f"{difference}, all other words agree"


def _difference(odd: Words, other: Words, many: bool, enough: bool, official: bool) -> str:
    """What makes of one name the other, better attested one, "" where it may be another name.

    odd, other: the words that do not agree; many, enough: whether those that do are so by number, or by number,
    length and mentions; official: whether the better name is of a known state body or institute.
    """
    if len(odd) == len(other):
        if (enough or (many and len(odd) == 1)) and all(map(_misspelt, odd, other)):
            return f"{' '.join(odd)} for {' '.join(other)}"
    elif len(odd) + len(other) == 1:
        (word,) = odd or other
        stray = len(word) == 1 or (len(word) <= _STRAY and word not in lexicon() and not is_pinyin(word))
        if many and stray and word.isalpha():
            return f"“{word}” too many"
        if other and enough and official and word not in wordlists.places() and word != "national":
            return f"“{word}” missing"
    return ""


def _agreeing(names: Mapping[str, Cleaned]) -> Iterator[list[tuple[str, Words]]]:
    """Names that have all words but one or two in common: lists of (key, its other words)."""
    buckets: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    for key in sorted(names):
        words = sorted(map(squeeze, names[key].words))
        if len(words) < _FEWEST_WORDS:
            continue
        for size in (0, 1, 2):
            if len(words) - size < _FEWEST_WORDS or (size == 2 and len(words) > _MOST_WORDS):
                break
            for rest in combinations(range(len(words)), len(words) - size):
                odd = tuple(word for at, word in enumerate(words) if at not in rest)
                buckets[" ".join(words[at] for at in rest)].append((key, odd))
    yield from (found for found in buckets.values() if len(found) > 1)


def _misspelt(word: str, other: str) -> bool:
    """Whether one of two words is no known one, and they are alike by two thirds; of two in pinyin, never."""
    from rapidfuzz.distance import OSA

    if (word in lexicon() and other in lexicon()) or (is_pinyin(word) and is_pinyin(other)):
        return False
    return word.isalpha() and other.isalpha() and OSA.distance(word, other) <= max(len(word), len(other)) / 3
