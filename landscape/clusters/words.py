"""Text to terms: words of a technology without the words of claim drafting, per language.

A text becomes *runs*: unbroken sequences of content words.  Boilerplate, punctuation and bare numbers break a run, so
that a phrase never bridges them.  Chemical formulas (Li6PS5Cl), ranges (0.5-1.5) and hyphenated words (solid-state)
are one word.  Chinese words come from rjieba, after conversion to simplified characters; Japanese is cut where its
script changes (kanji and katakana runs are its technical words); Korean nouns lose their particles.
"""

from __future__ import annotations

import itertools
import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

MAX_CHARACTERS = 200_000
"""Longer texts are cut here: no claim set is longer, and cost stays bounded."""

_ELEMENT = (
    "(?:A[cglmrstu]|B[aeikhr]|C[adeflmnorsu]|D[bsy]|E[rsu]|F[elmr]|G[ade]|H[efgos]|I[nr]|Kr|L[airuv]|M[cdgnot]|"
    "N[abdehiop]|O[gs]|P[abdmortu]|R[abefghnu]|S[bcegimnr]|T[abcehilms]|Xe|Yb|Z[nr]|[BCFHIKNOPSUVWY])"
)
_AMOUNT = r"(?:\d+(?:\.\d+)?|[xyzδ]|[+\-−±](?=[\dxyzδA-Z]))"
_FORMULA = rf"[\(\[]?{_ELEMENT}(?:{_ELEMENT}|{_AMOUNT}|[\(\[](?=[A-Z\d])|[\)\]](?=[\dxyz(A-Z])|[\)\]]){{1,40}}"
Run = list[str]
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNIT = r"(?: ?(?:wt ?%|mol ?%|vol ?%|at ?%|%|°C|℃|nm|µm|μm|mm|cm|MPa|kPa|GPa|mol/L|mA|mV|kV|V|Hz|h|min)(?![A-Za-z]))"
_HAN, _KATAKANA, _HANGUL = "一-鿿㐀-䶿々", "ァ-ヺー", "가-힣"
_TOKEN = re.compile(
    rf"(?P<formula>(?<![A-Za-z\d]){_FORMULA}(?![A-Za-z]))"
    rf"|(?P<range>{_NUMBER}{_UNIT}? ?(?:[-–~～至]|to |bis |or |乃至) ?{_NUMBER}{_UNIT}?)"
    r"|(?P<word>[^\W_㐀-鿿ぁ-ヿ가-힣]+(?:[-‐‑'’·][^\W_㐀-鿿ぁ-ヿ가-힣]+)*)"
    rf"|(?P<han>[{_HAN}]+)|(?P<katakana>[{_KATAKANA}]+)|(?P<hangul>[{_HANGUL}]+)"
    r"|(?P<break>[^\s])",
)
_SPACED_FORMULA = re.compile(
    rf"(?<![A-Za-z])(?:{_ELEMENT}{{1,3}} (?:\d+(?:\.\d+)?|[xyz]) ?){{2,12}}(?:{_ELEMENT}{{1,3}}(?![a-z]))?"
)
_REFERENCE_SIGNS = re.compile(r"[(（]\s?\d{1,4}[a-z']?(?:\s?[,;，、-]\s?\d{1,4}[a-z']?){0,20}\s?[)）]")


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The words of a language to leave out, and for Korean the particles that end a word."""

    words: frozenset[str]
    particles: tuple[str, ...] = ()


@cache
def boilerplate(language: str) -> Boilerplate:
    """The reviewed list of a language, and the units of measurement; these alone for a language without a list."""
    words: list[str] = []
    particles: list[str] = []
    for name in (language, "units"):
        source = resources.files("landscape.clusters") / "boilerplate" / f"{name}.toml"
        if source.is_file():
            lists = tomllib.loads(source.read_text(encoding="utf-8"))
            words += f"{lists['function']} {lists['claims']}".split()
            particles += lists.get("particles", "").split()
    return Boilerplate(frozenset(words), tuple(particles))


def language_of(text: str) -> str:
    """Language by script: "ja" with kana, "ko" with hangul, "zh" with Han characters, else "en"."""
    han = kana = hangul = 0
    for character in text[:2000]:
        kana += "ぁ" <= character <= "ヿ"
        hangul += "가" <= character <= "힣"
        han += "㐀" <= character <= "鿿"
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
    for kind, token in _tokens(text, language):
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
    """What a run is compared by: its words, its pairs of words, and for Japanese and Korean pairs of characters.

    Compounds are written without a blank there, so that 負極活物質 and 負極活物質層 would share no word.
    """
    yield from run
    for first, second in itertools.pairwise(run):
        yield f"{first} {second}"
    if language in {"ja", "ko"}:
        for word in run:
            if len(word) > 2 and word[0] > "\u3000":
                yield from (word[start : start + 2] for start in range(len(word) - 1))


def _tokens(text: str, language: str) -> Iterator[tuple[str, str]]:
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS])
    text = _REFERENCE_SIGNS.sub(" ", text)
    text = _SPACED_FORMULA.sub(lambda match: re.sub(r"\s", "", match[0]) + " ", text)
    if language == "zh":
        text = _simplified(text)
    cut = _chinese_words() if language == "zh" else None
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "break"
        if kind == "han" and cut is not None:
            yield from (("han", word) for word in cut(match[0]))
        else:
            yield kind, match[0]


@lru_cache(maxsize=1 << 18)
def _content(token: str, kind: str, language: str) -> str:
    """The form in which a token is compared; empty if it is boilerplate or cannot be a term."""
    word = "" if kind == "break" else sys.intern(_folded(token, kind, language))
    stops = boilerplate(language).words
    return "" if word in stops or token.lower() in stops else word


def _folded(token: str, kind: str, language: str) -> str:
    if kind == "formula":
        return _formula(token)
    if kind == "range":
        return re.sub(r"\s*(?:[-–~～至]|to |bis |or |乃至)\s*", "-", token, count=1).replace(" ", "")
    if kind == "word":
        word = token.lower()
        if len(word) < 2 or not any(character.isalpha() for character in word):
            return ""
        return _singular(word) if language == "en" else word
    if kind == "hangul":
        return _without_particle(token)
    return token if len(token) > 1 else ""


def _formula(token: str) -> str:
    """A formula keeps its case; what only looks like one (an acronym, "In") is a word."""
    if any(character.isdigit() for character in token) or (
        len(token) > 2 and not token.isupper() and not token.islower()
    ):
        return token.rstrip("([")
    return token.lower() if len(token) > 1 else ""


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
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def _simplified(text: str) -> str:
    return _converter()(text)
