"""Find the wordings of concepts in text, in any language at once.

Latin script is compared by words (case, plurals and hyphens folded; "…" in a wording stands for up to three words),
other scripts by characters, as their words are not set apart.  Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from landscape.standards.reference import folded

GAP = "…"
_MAX_GAP = 3
_LETTERS = r"[^\W\d_\u2e80-\uffff]"
_WORDS = re.compile(f"{_LETTERS}+")
# What may stand between the words of a wording: blanks, hyphens, numbers, but no end of a sentence or clause.
_NEXT_WORD = re.compile(rf"(?:[\W\d_](?<![.;:!?\u2e80-\uffff])){{1,12}}({_LETTERS}+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept met in a text; concept: its name; start, end: place of the wording."""

    concept: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A word of a wording: what may follow, what ends here, and whether words may lie between."""

    following: dict[str, _Node] = field(default_factory=dict)
    concept: str | None = None
    gap: _Node | None = None


class Wordings:
    """Concepts by their wordings; the first concept of a wording keeps it.

    >>> wordings = Wordings({"durability": ["service life", "keep … capacity", "耐久"]})
    >>> [found.concept for found in wordings.find("It keeps most of its capacity; 提高耐久性")]
    ['durability', 'durability']
    """

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        wordings = {concept: tuple(spelled) for concept, spelled in wordings.items()}
        self.concepts = frozenset(concept for concept, spelled in wordings.items() if spelled)
        self._root = _Node()
        characters: dict[str, str] = {}
        for concept, spelled in wordings.items():
            for wording in spelled:
                if re.match(_LETTERS, wording):
                    self._add(concept, wording)
                else:
                    characters.setdefault(wording, concept)
        self._characters = characters
        firsts = [form for word in self._root.following for form in (word, re.sub("y$", "ie", word))]
        self._first_word = _any_of(firsts, rf"(?<!{_LETTERS})")
        self._first_characters = _any_of(characters)

    def find(self, text: str) -> list[Mention]:
        """Mentions in order of place, not overlapping within a script; at each place the longest wording counts."""
        plain = _lower(folded(text))
        found = list(self._found_words(plain))
        if not text.isascii():
            found += (Mention(self._characters[m[0]], *m.span()) for m in self._first_characters.finditer(plain))
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def _add(self, concept: str, wording: str) -> None:
        node = self._root
        for part in wording.split():
            if part == GAP:
                node.gap = node.gap or _Node()
                node = node.gap
            else:
                for word in _WORDS.findall(part.lower()):
                    node = node.following.setdefault(stem(word), _Node())
        node.concept = node.concept or concept

    def _found_words(self, text: str) -> Iterator[Mention]:
        end = 0
        for candidate in self._first_word.finditer(text):
            start = candidate.start()
            word = _WORDS.match(text, start)
            if start < end or word is None or (node := self._root.following.get(stem(word[0]))) is None:
                continue
            best = _longest(node, text, word.end())
            if best is not None:
                concept, end = best
                yield Mention(concept, start, end)


def _longest(node: _Node, text: str, end: int) -> tuple[str, int] | None:
    """The concept of the longest wording that goes on from `node`, and where its last word ends."""
    best = (node.concept, end) if node.concept is not None else None
    following = _NEXT_WORD.match(text, end) if node.following or node.gap else None
    if following is None:
        return best
    if (after := node.following.get(stem(following[1]))) is not None:
        best = _longest(after, text, following.end()) or best
    if node.gap is not None:
        for _ in range(_MAX_GAP + 1):
            after = node.gap.following.get(stem(following[1]))
            found = _longest(after, text, following.end()) if after is not None else None
            if found is not None and (best is None or found[1] > best[1]):
                return found
            following = _NEXT_WORD.match(text, following.end())
            if following is None:
                break
    return best


def _any_of(words: Iterable[str], before: str = "") -> re.Pattern[str]:
    """A pattern for any of these words, the longest at each place, built as a tree so that it is fast."""
    ordered = sorted(set(words))
    return re.compile(before + _tree(ordered)) if ordered else re.compile(r"(?!)")


def _tree(words: Iterable[str]) -> str:
    tails: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            tails.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not tails:
        return ""
    branches = "|".join(re.escape(initial) + _tree(rest) for initial, rest in tails.items())
    return f"(?:{branches})?" if ends else f"(?:{branches})"


def _lower(text: str) -> str:
    """In lower case, place by place: the few letters that become two stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def stem(word: str) -> str:
    """A lower-case English word without its plural (Harman's S stemmer, JASIS 42(1), 1991).

    >>> [stem(word) for word in ("batteries", "cells", "gases", "process", "life")]
    ['battery', 'cell', 'gase', 'process', 'life']
    """
    if len(word) < 4 or word[-1] != "s" or word[-2] in "usi":
        return word
    if word.endswith("ies") and word[-4] not in "ea":
        return word[:-3] + "y"
    return word[:-1]
