"""Misspelt words: a rare word that is letters away from a word known or far more common among the names at hand.

A word is corrected, a name never: two names meet through a correction only if all their other words agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from landscape.applicants import wordlists
from landscape.applicants.known import known_names
from landscape.applicants.phrases import phrases
from landscape.applicants.scripts import Script, raw_words, script_of
from landscape.applicants.sounds import is_pinyin
from landscape.applicants.wordlists import squeeze

Words = tuple[str, ...]

_SHORTEST, _LONGEST = 5, 40  # letters of a word that may be corrected
_LONG = 9  # from here on two letters may differ
_MANY = 5  # mentions that make a word of the names an anchor
_FREQUENT = 50  # mentions of a word whose misspelling is plain even in a name of one word
_ENOUGH_WORDS = 4  # words of a name that has no distinctive one; three are enough where a long one is misspelt
_PINYIN = 8  # letters of a word that may be no pinyin although it reads as such
_PLAIN = 9  # letters of a misspelt common word that can be no other, if its ending is right
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
def lexicon() -> frozenset[str]:
    """Words that are right as they stand."""
    return generic_words() | {squeeze(word) for word in known_names().words}


def deletions(word: str, depth: int) -> set[str]:
    """The word and what is left of it without 1 ... depth letters."""
    found = last = {word}
    for _ in range(depth):
        last = {w[:i] + w[i + 1 :] for w in last for i in range(len(w))}
        found = found | last
    return found


def _letters(word: str) -> str:
    """Equal for words of the same letters; told from a word by the blank."""
    return " " + "".join(sorted(word))


def _may_be_misspelt(word: str) -> bool:
    """Whether a word is of letters, or has one digit among them ("regent6s")."""
    return word.isalpha() or (word[0].isalpha() and word[-1].isalpha() and sum(map(str.isdigit, word)) == 1)


def _depth(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


_BROKEN_FORMS = frozenset(("inc", "ltd", "llc", "corp", "gmbh", "company", "limited"))  # "Acme In c", "Acme L td"


@cache
def _long_forms() -> dict[str, Words]:
    """Legal forms of ten letters and more, by their letters without blanks."""
    forms = (
        raw_words(f.form) for f in wordlists.legal_forms() if f.place != "start" and script_of(f.form) is Script.LATIN
    )
    return {"".join(words): words for words in sorted(forms, key=len) if len("".join(words)) > 9}


def legal_tail(words: Words) -> Words:
    """The words with a misspelt legal form at the end put right.

    >>> legal_tail(("canon", "kabushiki", "kasiha")), legal_tail(("bosch", "gmmbh"))
    (('canon', 'kabushiki', 'kaisha'), ('bosch', 'gmbh'))
    """
    if len(words) > 2 and words[-2] + words[-1] in _BROKEN_FORMS:
        return (*words[:-2], words[-2] + words[-1])
    if len(words) < 2 or squeeze(words[-1]) in generic_words():
        return words
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    for size in (2, 1, 3):
        tail = "".join(words[-size:])
        if size < len(words) and len(tail) > 8:
            found = process.extractOne(tail, list(_long_forms()), scorer=OSA.distance, score_cutoff=2)
            if found:
                return (*words[:-size], *_long_forms()[found[0]])
        whole = [form for form in _long_forms() if len(tail) > 5 and size == 1 and form.startswith(tail)]
        if whole and len(words) > 1:
            return (*words[:-1], *_long_forms()[min(whole, key=len)])
    if not set(words[-1]) & set("aeiouy") and OSA.distance(words[-1], "gmbh") == 1:
        return (*words[:-1], "gmbh")
    return words


def without_stray(name: str) -> str:
    """A name in title case without small words that are none ("The Regents oft he University"): slips of the pen.

    >>> without_stray("The Regents of tthe University of California")
    'The Regents of University of California'
    """
    words = name.split()
    if sum(word[:1].isupper() for word in words) < 2:
        return name
    stops = wordlists.stop_words()
    return " ".join(w for w in words if not (w.isalpha() and w.islower() and len(w) <= 4 and w not in stops))


def _by_deletions(anchors: Iterable[str]) -> dict[str, list[str]]:
    """Anchors by what is left of them without some letters: two words near each other share such a rest."""
    near: dict[str, list[str]] = defaultdict(list)
    for anchor in sorted(anchors):
        for part in (*deletions(anchor, _depth(anchor)), _letters(anchor)):
            near[part].append(anchor)
    return dict(near)


@cache
def _near_lexicon() -> dict[str, list[str]]:
    """The words of the lexicon that are long enough to correct to, by deletions."""
    return _by_deletions(word for word in lexicon() if _SHORTEST <= len(word) <= _LONGEST)


class Speller:
    """Corrections for the words of a set of names.

    names: words of each name (as from `scripts.raw_words`) -> mentions.
    """

    def __init__(self, names: Mapping[Words, int]) -> None:
        self._weights: Counter[str] = Counter()
        for words, mentions in names.items():
            for word in set(words):
                self._weights[squeeze(word)] += mentions
        many = (w for w, n in self._weights.items() if n >= _MANY and w.isalpha() and w not in lexicon())
        common = {w for w in many if _SHORTEST <= len(w) <= _LONGEST}
        self._right = lexicon() | common
        self._near = _by_deletions(common)
        self._corrected: dict[str, str] = {}
        self._cut: dict[str, Words] = {}

    def word(self, word: str) -> str:
        """The word, or the one it is a misspelling of."""
        if word not in self._corrected:
            self._corrected[word] = self._find(squeeze(word)) or word
        return self._corrected[word]

    def _find(self, word: str) -> str | None:
        if not _SHORTEST <= len(word) <= _LONGEST or not _may_be_misspelt(word) or word in lexicon():
            return None
        from rapidfuzz.distance import OSA

        best: tuple[int, int, str] | None = None
        parts = deletions(word, _depth(word))
        if len(word) > _SHORTEST:
            parts.add(_letters(word))
        candidates = {
            anchor for near in (self._near, _near_lexicon()) for part in parts for anchor in near.get(part, ())
        }
        for anchor in candidates:
            depth = _depth(max(word, anchor, key=len)) if anchor in lexicon() else _depth(word)
            if _letters(word) == _letters(anchor):
                depth = 2  # the same letters, a few of them in other places
            distance = OSA.distance(word, anchor, score_cutoff=depth)
            if distance == 0 or distance > depth or not self._stronger(anchor, word, distance):
                continue
            choice = (distance, -self._weights[anchor], anchor)
            best = min(best, choice) if best else choice
        return best[2] if best else None

    def _stronger(self, anchor: str, word: str, distance: int) -> bool:
        """Whether an anchor is so much better attested that the word reads as its misspelling."""
        if anchor[0] != word[0] and (distance > 1 or len(word) < 7):
            return False
        if distance > 1 and len(word) < _LONG and not (anchor in generic_words() or self._frequent(anchor, word)):
            return False
        if is_pinyin(word) and (is_pinyin(anchor) or anchor not in lexicon() or len(word) < _PINYIN):
            return False  # names in pinyin are letters apart by nature
        prior = 30 if anchor in generic_words() else 10 if anchor in lexicon() else 0
        ratio = _RATIO if len(word) < 8 or anchor not in lexicon() else _RATIO // 2
        return self._weights[anchor] + prior >= ratio * self._weights[word]

    def _parts(self, word: str) -> Words:
        """A word that runs two right ones together, as these two; else the word alone."""
        if word not in self._cut:
            self._cut[word] = self._find_parts(word)
        return self._cut[word]

    def _find_parts(self, word: str) -> Words:
        stops = wordlists.stop_words()
        if 4 <= len(word) <= 6 and squeeze(word) not in self._right:
            for cut in range(2, len(word) - 1):
                if word[:cut] in stops and word[cut:] in stops:
                    return word[:cut], word[cut:]
        if _LONG <= len(word) <= _LONGEST and word.isalpha() and squeeze(word) not in self._right:
            for cut in range(len(word) - 2, 1, -1):
                left, right = squeeze(word[:cut]), squeeze(word[cut:])
                if max(cut, len(word) - cut) > 3 and left in self._right and right in self._right:
                    return word[:cut], word[cut:]
        return (word,)

    def correct(self, words: Words) -> tuple[Words, bool]:
        """The words of a name with misspellings corrected, and whether enough of the name speaks for it.

        At least one distinctive word must stand uncorrected, or a corrected one be long and its anchor far more
        frequent.  A name of common words alone ("Centre National de la Recherche Scientifique") must have four.
        """
        fixed: list[str] = []
        weak = plain = False
        for word in self._rejoined(legal_tail(words)):
            right = self.word(word)
            if right == word:
                fixed.extend(self._parts(word))
                continue
            weak = weak or not (right in generic_words() or self._sure(word, right))
            plain = plain or (right in generic_words() and len(word) >= _PLAIN and word[-2:] == right[-2:])
            fixed.append(right)
        if tuple(fixed) == (tail := legal_tail(words)) and tail != words:
            return tail, True  # the name itself stands
        kept = {squeeze(w) for w in words} & {squeeze(w) for w in fixed} - generic_words()
        enough = bool({squeeze(w) for w in fixed} - generic_words()) or len(set(fixed)) >= _ENOUGH_WORDS - plain
        return tuple(fixed), enough and (bool(kept) or not weak)

    def _rejoined(self, words: Words) -> list[str]:
        """The words, with two that are one word broken apart put together."""
        joined: list[str] = []
        for word in words:
            whole = squeeze(joined[-1] + word) if joined else ""
            if len(whole) > 7 and whole in self._right and not self._known_pair(joined[-1], word):
                joined[-1] += word
            else:
                joined.append(word)
        return joined

    def _known_pair(self, left: str, right: str) -> bool:
        return squeeze(left) in self._right and squeeze(right) in self._right

    def _sure(self, word: str, anchor: str) -> bool:
        """Whether a misspelt name of one word may be corrected without support from other words."""
        from rapidfuzz.distance import OSA

        near = squeeze(word)
        one = OSA.distance(near, anchor, score_cutoff=1) == 1
        ratio = self._weights[anchor] / max(1, self._weights[near])
        long = 7 if anchor in lexicon() else 8
        return (one and len(word) >= long and ratio >= _RATIO) or (len(word) >= 6 and self._frequent(anchor, near))

    def _frequent(self, anchor: str, word: str) -> bool:
        """Whether an anchor is among the most frequent words, and far more frequent than a word."""
        weight = self._weights[anchor]
        return weight >= _FREQUENT and weight >= 2 * _RATIO * self._weights[word]


def slips(words: Words, right: Words) -> bool:
    """Whether only common words were corrected, by one letter each and not in their endings."""
    from rapidfuzz.distance import OSA

    return len(words) == len(right) and all(
        word == fixed or (fixed in generic_words() and word[-2:] == fixed[-2:] and OSA.distance(word, fixed) == 1)
        for word, fixed in zip(words, right, strict=True)
    )


def singular(words: Words) -> str:
    """A key without the plural s of distinctive words, for names of three words and more; "" for shorter ones."""
    if len(words) < 3:
        return ""
    generic = generic_words()
    cut = (
        w[:-1] if len(w) > 4 and w[-1] == "s" and w[-2] != "s" and w not in generic else w for w in map(squeeze, words)
    )
    return " ".join(sorted(cut))


def american(words: Words) -> str:
    """A key that reads America for American, for names of three words and more; "" for others.

    In order, since "American Air Works" and "Air Works America" may be two.
    """
    if len(words) < 3 or not {"america", "american"}.intersection(words):
        return ""
    return " ".join("america" if word == "american" else word for word in map(squeeze, words))
