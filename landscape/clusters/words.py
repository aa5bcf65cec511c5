"""Text to terms: words of a technology without the words of claim drafting, per language.

A text becomes *runs*: unbroken sequences of content words.  Boilerplate, punctuation and bare numbers break a run, so
that a phrase never bridges them.  Chemical formulas (Li6PS5Cl), ranges (0.5-1.5) and hyphenated words (solid-state)
are one word.  Chinese words come from rjieba, after conversion to simplified characters; Japanese ones from Sudachi,
which cuts the compounds that stand between hiragana; Korean nouns lose their particles.
"""

from __future__ import annotations

import itertools
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from landscape.clusters.tokens import MAX_CHARACTERS, formula_of, range_of, tokens

Run = list[str]
_LONGEST_COMPOUND = 1_000


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The words of a language to leave out, among them those that stand in no compound; particles that end a word."""

    words: frozenset[str]
    function: frozenset[str] = frozenset()
    particles: tuple[str, ...] = ()


@cache
def boilerplate(language: str) -> Boilerplate:
    """The reviewed list of a language, and the units of measurement; these alone for a language without a list."""
    words: list[str] = []
    function: list[str] = []
    particles: list[str] = []
    for name in (language, "units"):
        source = resources.files("landscape.clusters") / "boilerplate" / f"{name}.toml"
        if source.is_file():
            lists = tomllib.loads(source.read_text(encoding="utf-8"))
            function += lists["function"].split()
            words += f"{lists['function']} {lists['claims']}".split()
            particles += lists.get("particles", "").split()
    return Boilerplate(frozenset(words), frozenset(function), tuple(particles))


_HAN, _KANA, _HANGUL = re.compile("[㐀-鿿]"), re.compile("[ぁ-ヿ]"), re.compile("[가-힣]")


def language_of(text: str) -> str:
    """Language by script: "ja" with kana, "ko" with hangul, "zh" with Han characters, else "en"."""
    han, kana, hangul = (len(script.findall(text, 0, 2000)) for script in (_HAN, _KANA, _HANGUL))
    if 10 * max(han, kana, hangul) <= len(text[:2000].strip()):
        return "en"
    if 10 * kana > han:
        return "ja"
    return "ko" if hangul > han else "zh"


def runs(text: str, language: str, stop_words: frozenset[str] = frozenset()) -> Iterator[Run]:
    """Unbroken sequences of content words of `text`, folded for comparison.

    >>> list(runs("1. A solid-state cell comprising Li6PS5Cl in 0.5 to 1.5 wt%, wherein the anodes (12)...", "en"))
    [['solid-state', 'cell'], ['Li6PS5Cl'], ['0.5-1.5wt%'], ['anode']]
    """
    run: Run = []
    for kind, token in _words(text, language):
        word = _content(token, kind, language)
        if word and word not in stop_words:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def together(words: Iterable[str], language: str) -> str:
    """Words that stand together, as the language writes them."""
    return ("" if language in {"zh", "ja"} else " ").join(words)


def terms(run: Run, language: str) -> Iterator[str]:
    """What a run is compared by: its words, its pairs of words, and for Korean pairs of characters.

    Korean compounds are written without a blank, so that 양극활물질 and 양극활물질층 would share no word.  Of a
    Japanese compound (水素/製造/装置) what is boilerplate, or a single character, counts in pairs only.
    """
    stops = boilerplate(language).words if language == "ja" else frozenset()
    yield from (word for word in run if language != "ja" or (len(word) > 1 and word not in stops))
    for first, second in itertools.pairwise(run):
        yield f"{first} {second}"
    if language == "ko":
        for word in run:
            if len(word) > 2 and word[0] > "\u3000":
                yield from (word[start : start + 2] for start in range(len(word) - 1))


def _words(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Tokens, those of Chinese and Japanese cut into words."""
    for kind, token in tokens(_simplified(text[:MAX_CHARACTERS]) if language == "zh" else text):
        if kind == "han" and language == "zh":
            yield from ((kind, word) for word in _chinese_words()(token))
        elif kind in {"han", "katakana"} and language == "ja":
            yield from (("part" if word else "break", word) for word in _japanese_words(token))
        else:
            yield kind, token


@lru_cache(maxsize=1 << 18)
def _content(token: str, kind: str, language: str) -> str:
    """The form in which a token is compared; empty if it is boilerplate or cannot be a term."""
    if kind == "part":
        return sys.intern(token)
    word = "" if kind == "break" else sys.intern(_folded(token, kind, language))
    stops = boilerplate(language).words
    return "" if word in stops or token.lower() in stops else word


def _folded(token: str, kind: str, language: str) -> str:
    if kind == "formula":
        return formula_of(token)
    if kind == "range":
        return range_of(token)
    if kind == "word":
        word = token.lower().replace("‐", "-").replace("‑", "-")
        if len(word) < 2 or not any(character.isalpha() for character in word):
            return ""
        return _singular(word) if language == "en" else word
    if kind == "hangul":
        return _without_particle(token)
    return token if len(token) > 1 else ""


def _singular(word: str) -> str:
    """English plurals folded (Harman's S stemmer, JASIS 42(1), 1991, and the plurals in -ches, -shes, -sses, -xes)."""
    if word.endswith("ies") and len(word) > 4 and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("us", "ss", "is")):
        return word[:-1]
    return word


def _without_particle(word: str) -> str:
    for particle in boilerplate("ko").particles:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word[: -len(particle)]
    return word if len(word) > 1 else ""


@cache
def _chinese_words() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


@cache
def _japanese_tokenizer() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="small").tokenizer()


def _morphemes(compound: str) -> Iterator[Any]:
    """Of a compound by Sudachi, which takes no text of any length."""
    for start in range(0, len(compound), _LONGEST_COMPOUND):
        yield from _japanese_tokenizer().tokenize(compound[start : start + _LONGEST_COMPOUND])


@lru_cache(maxsize=1 << 18)
def _japanese_words(compound: str) -> tuple[str, ...]:
    """The words of a compound of kanji or katakana, "" where function words part it, none if all is boilerplate.

    Affixes stay with their word (電解 + 質), but for function words (前記 + 固体).
    """
    stops = boilerplate("ja")
    words: list[str] = []
    prefix = ""
    for found in _morphemes(compound):
        word, kind = prefix + found.surface(), found.part_of_speech()[0]
        is_prefix = kind == "接頭辞" and word not in stops.function
        if word in stops.function:
            words.append("")
        elif kind == "接尾辞" and words and words[-1] and not prefix:
            words[-1] += word
        elif not is_prefix:
            words.append(word)
        prefix = word if is_prefix else ""
    words += [prefix] if prefix else []
    return tuple(words) if any(len(word) > 1 and word not in stops.words for word in words) else ("",)


@cache
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def _simplified(text: str) -> str:
    return _converter()(text)
