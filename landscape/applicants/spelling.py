"""Misspelt words: a rare word that is letters away from a word known or far more common among the names at hand.

A word is corrected, a name never: two names meet through a correction only if all their other words agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from landscape.applicants import wordlists
from landscape.applicants.cleaning import Cleaned
from landscape.applicants.known import known_names
from landscape.applicants.phrases import phrases
from landscape.applicants.scripts import Script, raw_words, script_of
from landscape.applicants.sounds import is_pinyin
from landscape.applicants.wordlists import squeeze

Words = tuple[str, ...]

_SHORTEST = 5  # letters of a word that may be corrected
_LONG = 9  # from here on two letters may differ
_MANY = 5  # mentions that make a word of the names an anchor
_RATIO = 10  # an anchor has at least so many times the mentions of its misspelling


@cache
def generic_words() -> frozenset[str]:
    """Words that never distinguish a name: common words, legal forms, stop words, phrases; squeezed."""
    words = set(wordlists.common_words()) | set(wordlists.stop_words())
    for form in wordlists.legal_forms():
        if script_of(form.form) is Script.LATIN:
            words.update(squeeze(word) for word in raw_words(form.form))
    known = phrases()
    for phrase in (*known.represented, *known.crown, *known.states, *known.transfer):
        words.update(squeeze(word) for word in phrase)
    return frozenset(words | {squeeze(word) for word in known.offices | known.bodies})


@cache
def _lexicon() -> frozenset[str]:
    """Words that are right as they stand."""
    return generic_words() | {squeeze(word) for word in known_names().words}


def _deletions(word: str, depth: int) -> set[str]:
    """The word and what is left of it without 1 ... depth letters."""
    found = last = {word}
    for _ in range(depth):
        last = {w[:i] + w[i + 1 :] for w in last for i in range(len(w))}
        found = found | last
    return found


def _depth(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


class Speller:
    """Corrections for the words of a set of names.

    names: words of each name (as from `scripts.raw_words`) -> mentions.
    """

    def __init__(self, names: Mapping[Words, int]) -> None:
        self._weights: Counter[str] = Counter()
        for words, mentions in names.items():
            for word in set(words):
                self._weights[squeeze(word)] += mentions
        common = {w for w, n in self._weights.items() if n >= _MANY and len(w) >= _SHORTEST and w.isalpha()}
        self._right = _lexicon() | common
        self._near: dict[str, list[str]] = defaultdict(list)
        for anchor in sorted(self._right):
            if len(anchor) >= _SHORTEST:
                for part in _deletions(anchor, _depth(anchor)):
                    self._near[part].append(anchor)
        self._corrected: dict[str, str] = {}

    def word(self, word: str) -> str:
        """The word, or the one it is a misspelling of."""
        if word not in self._corrected:
            self._corrected[word] = self._find(squeeze(word)) or word
        return self._corrected[word]

    def _find(self, word: str) -> str | None:
        if len(word) < _SHORTEST or not word.isalpha() or word in _lexicon() or is_pinyin(word):
            return None
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - heavy

        best: tuple[int, int, str] | None = None
        candidates = {anchor for part in _deletions(word, _depth(word)) for anchor in self._near.get(part, ())}
        for anchor in candidates:
            distance = OSA.distance(word, anchor, score_cutoff=_depth(word))
            if distance == 0 or distance > _depth(word) or not self._stronger(anchor, word, distance):
                continue
            choice = (distance, -self._weights[anchor], anchor)
            best = min(best, choice) if best else choice
        return best[2] if best else None

    def _stronger(self, anchor: str, word: str, distance: int) -> bool:
        """Whether an anchor is so much better attested that the word reads as its misspelling."""
        if anchor[0] != word[0] and (distance > 1 or len(word) < 7):
            return False
        prior = 30 if anchor in generic_words() else 10 if anchor in _lexicon() else 0
        return self._weights[anchor] + prior >= _RATIO * self._weights[word]

    def _parts(self, word: str) -> Words:
        """A word that runs two right ones together, as these two; else the word alone."""
        if len(word) >= _LONG and word.isalpha() and squeeze(word) not in self._right:
            for cut in range(len(word) - 2, 1, -1):
                left, right = squeeze(word[:cut]), squeeze(word[cut:])
                if max(cut, len(word) - cut) > 3 and left in self._right and right in self._right:
                    return word[:cut], word[cut:]
        return (word,)

    def correct(self, words: Words) -> Words:
        """The words of a name with misspellings corrected, where enough of the name speaks for it.

        At least one distinctive word must stand uncorrected; or the corrected one is long and its anchor frequent.
        """
        joined: list[str] = []
        for word in words:
            if joined and len(word) > 3 and squeeze(joined[-1] + word) in self._right and not self._known_pair(joined[-1], word):
                joined[-1] += word
            else:
                joined.append(word)
        fixed: list[str] = []
        bold = 0  # corrected words that distinguish the name
        for word in joined:
            right = self.word(word)
            if right == word:
                fixed.extend(self._parts(word))
                continue
            if right not in generic_words() and not self._sure(squeeze(word), right):
                bold += 1
            fixed.append(right)
        kept = {squeeze(w) for w in words} & {squeeze(w) for w in fixed} - generic_words()
        if bold and not kept:
            return words
        distinctive = {squeeze(w) for w in fixed} - generic_words()
        return tuple(fixed) if distinctive or not {squeeze(w) for w in words} - generic_words() else self._state(words, fixed)

    def _state(self, words: Words, fixed: list[str]) -> Words:
        """Names of states' offices are made of common words alone; others keep their spelling."""
        return tuple(fixed) if {"represented", "secretary", "administrator", "department"} & set(fixed) else words

    def _known_pair(self, left: str, right: str) -> bool:
        return squeeze(left) in self._right and squeeze(right) in self._right

    def _sure(self, word: str, anchor: str) -> bool:
        """Whether a misspelt name of one word may be corrected without support from other words."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - heavy

        one = OSA.distance(word, anchor, score_cutoff=1) == 1
        ratio = self._weights[anchor] / max(1, self._weights[word])
        return one and ((len(word) >= 8 and ratio >= _RATIO) or (len(word) >= 6 and ratio >= 10 * _RATIO))


def near_pairs(names: Mapping[str, Cleaned]) -> Iterator[tuple[str, str, str, str]]:
    """Pairs of keys that differ in one letter of one distinctive word: (key, key, word, word), each pair once.

    A join over (the other words, the word less one letter), so the work grows with the names, not with their pairs.
    """
    buckets: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    generic = generic_words()
    for key in sorted(names):
        words = key.split()
        for at, word in enumerate(words):
            if len(word) < _SHORTEST or word in generic or not word.isalpha() or is_pinyin(word):
                continue
            rest = " ".join(words[:at] + words[at + 1 :])
            for part in _deletions(word, 1):
                buckets[rest, part].append((key, word))
    seen: set[tuple[str, str]] = set()
    for found in buckets.values():
        if len(found) > 20:
            continue
        for n, (key, word) in enumerate(found):
            for other, other_word in found[n + 1 :]:
                if key != other and (key, other) not in seen:
                    seen.add((key, other))
                    yield key, other, word, other_word
