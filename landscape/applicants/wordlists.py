"""The word lists beside this module, read once: legal forms, common words, places, institutions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


def lines(file: str) -> list[list[str]]:
    """Rows of a tab-separated data file of this package, without blank lines and comments."""
    text = resources.files("landscape.applicants").joinpath(file).read_text("utf-8")
    return [row.split("\t") for row in text.splitlines() if row.strip() and not row.startswith("#")]


@lru_cache(maxsize=400_000)
def squeeze(word: str) -> str:
    """A Latin word with the German spellings of umlauts read as the plain vowel; acronyms stay.

    >>> squeeze("foerderung") == squeeze("forderung")
    True
    """
    if len(word) < 6:
        return word
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: its words (or, in scripts without blanks, its text) and where it stands in a name."""

    form: str
    jurisdictions: tuple[str, ...]
    place: str


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """Every legal form of the data file, longest first."""
    forms = [LegalForm(form, tuple(where.split(",")), place) for form, where, place in lines("legal_forms.tsv")]
    return tuple(sorted(forms, key=lambda f: (-len(f.form), f.form)))


@cache
def common_words() -> dict[str, str]:
    """Form -> the word as we read it, for the common words and the places; forms are squeezed."""
    read: dict[str, str] = {}
    for file in ("words.tsv", "places.tsv"):
        for word, *forms in lines(file):
            for form in (word, *" ".join(forms).split()):
                read.setdefault(squeeze(form), word)
    return read


@cache
def places() -> frozenset[str]:
    """Words that name a city, a country or a part of the world."""
    return frozenset(row[0] for row in lines("places.tsv"))


@cache
def stop_words() -> frozenset[str]:
    """Articles, prepositions and conjunctions, squeezed."""
    return frozenset(squeeze(word) for row in lines("stop_words.txt") for word in row[0].split())


@cache
def institutions() -> dict[str, dict[str, list[str]]]:
    """The file of institution words: kind -> "latin" and "other" -> words or phrases."""
    text = resources.files("landscape.applicants").joinpath("institutions.toml").read_text("utf-8")
    return tomllib.loads(text)
