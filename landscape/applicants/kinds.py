"""What kind of applicant a name speaks of: company, university, institute, state, person."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from landscape.applicants import wordlists
from landscape.applicants.scripts import Script, fold_han, normal, raw_words, script_of
from landscape.applicants.sounds import is_pinyin
from landscape.applicants.wordlists import squeeze


class Kind(StrEnum):
    """The kinds of applicants that are counted apart."""

    COMPANY = "company"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    STATE = "state"
    PERSON = "person"
    UNKNOWN = "unknown"


@cache
def _names(file: str) -> frozenset[str]:
    """All words of a list of names of persons."""
    text = resources.files("landscape.applicants").joinpath(file).read_text("utf-8")
    return frozenset(word for row in text.splitlines() if not row.startswith("#") for word in row.split())


@cache
def _legal_words() -> frozenset[str]:
    """Single words that are legal forms of their own."""
    forms = (raw_words(form.form) for form in wordlists.legal_forms() if script_of(form.form) is Script.LATIN)
    return frozenset(squeeze(words[0]) for words in forms if len(words) == 1)


@lru_cache(maxsize=200_000)
def is_person(name: str) -> bool:
    """Whether a name reads as a person's: a guess from its shape, meant to be right rather than complete.

    >>> is_person("MILLS, RANDELL, L"), is_person("Applied Materials, Inc."), is_person("陈璞"), is_person("Li Haiming")
    (True, False, True, True)
    """
    script = script_of(name)
    if len(name) > _LONGEST_PERSON:
        return False
    if script in (Script.HAN, Script.HANGUL):
        return _is_east_asian_person(normal(name), script)
    if script is not Script.LATIN:
        return False
    return _is_latin_person(name)


_LONGEST_PERSON = 80  # characters
_LONGEST_NAME = 11  # letters; longer words are compounds, or misspelt words of organisations


def _is_latin_person(name: str) -> bool:
    words = raw_words(name)
    if not 2 <= len(words) <= 5 or any(char.isdigit() or char in "&/" for char in name):
        return False
    common = sum(1 for word in words if squeeze(word) in wordlists.common_words())
    legal = any(squeeze(word) in _legal_words() for word in words if len(word) > 1)
    if legal or common > 1 or max(map(len, words)) > _LONGEST_NAME:
        return False
    if not common and _surname_first(name):
        return True
    if len(words) <= 3 and all(is_pinyin(word) for word in words):
        return words[0] in _names("surnames.txt") and not common
    given = any(word in _names("given_names.txt") for word in words)
    if _initial_last_or_between(words):
        return given or not common  # "Randell L. Mills", though mills are works
    short = len(words) <= 3 or any(len(word) == 1 for word in words[1:]) or "," in name
    return given and not common and short and words[0] != "the"


def _initial_last_or_between(words: tuple[str, ...]) -> bool:
    """Whether one letter stands at the end of a short name, or between its two other words."""
    ends = (words[-1], words[1]) if len(words) == 3 else (words[-1],)
    return len(words) <= 4 and any(len(word) == 1 and word.isalpha() for word in ends)


def _surname_first(name: str) -> bool:
    """Whether a name has the shape "Surname, Given" or "Surname, Given, Initial"."""
    parts = [part.split() for part in name.split(",")]
    return 2 <= len(parts) <= 3 and all(1 <= len(part) <= 2 for part in parts)


_TWO_PARTS = re.compile(r"^[㐀-鿿]{1,3}[\s　・,][㐀-鿿]{1,3}$")


def _is_east_asian_person(name: str, script: Script) -> bool:
    if _mentions_organisation(name):
        return False
    if script is Script.HANGUL:
        return len(name) == 3 and name[0] in _names("surnames.txt")
    if _TWO_PARTS.match(name):
        return True
    return 2 <= len(name) <= 3 and fold_han(name[0]) in _names("surnames.txt") and len(fold_han(name)) == len(name)


@cache
def _other_words(kind: str) -> tuple[str, ...]:
    return tuple(fold_han(part) for part in wordlists.institutions()[kind]["other"])


def _mentions_organisation(name: str) -> bool:
    folded = fold_han(name)
    return any(part in folded for kind in wordlists.institutions() for part in _other_words(kind)) or any(
        form.form in folded
        for form in wordlists.legal_forms()
        if len(form.form) > 1 and script_of(form.form) is not Script.LATIN
    )


@cache
def _latin_words(kind: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Single words and phrases that tell a kind."""
    words = wordlists.institutions()[kind]["latin"]
    phrases = "|".join(sorted(re.escape(f" {word} ") for word in words if " " in word))
    return frozenset(w for w in words if " " not in w), re.compile(phrases or "(?!)")


def kind_of(name: str) -> Kind:
    """The kind a name speaks of, by its words; UNKNOWN where nothing tells.

    >>> kind_of("Univ Tokyo").value, kind_of("Fraunhofer Ges Forschung").value, kind_of("出光興産株式会社").value
    ('university', 'institute', 'company')
    """
    if is_person(name):
        return Kind.PERSON
    script = script_of(name)
    if script is Script.LATIN:
        words = raw_words(name)
        common, stops = wordlists.common_words(), wordlists.stop_words()
        full = [common.get(squeeze(word), word) for word in words]
        texts = {f" {' '.join(full)} ", f" {' '.join(w for w in full if squeeze(w) not in stops)} "}
        for kind in wordlists.institutions():
            single, phrases = _latin_words(kind)
            if single.intersection(full) or any(phrases.search(text) for text in texts):
                return Kind(kind)
        legal = any(squeeze(word) in _legal_words() for word in words[1:])
        trade = any(squeeze(word) in common and common[squeeze(word)] not in wordlists.places() for word in words)
        return Kind.COMPANY if legal or trade else Kind.UNKNOWN
    folded = fold_han(normal(name).casefold())
    if script in (Script.HAN, Script.KANA) and ("公司" in folded or "株式会社" in folded or "有限会社" in folded):
        return Kind.COMPANY
    schools = folded.replace("科学院", "")  # an academy of sciences, which is no school (学院)
    for kind in wordlists.institutions():
        if any(part in (schools if kind == Kind.UNIVERSITY else folded) for part in _other_words(kind)):
            return Kind(kind)
    legal = any(f.form in name for f in wordlists.legal_forms() if len(f.form) > 1 and script_of(f.form) is script)
    return Kind.COMPANY if legal else Kind.UNKNOWN
