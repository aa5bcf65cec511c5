"""The strands of a query in the portal's language (OpenSearch's simple query strings over the fields of a file).

Of texts the portal searches titles alone.  Symbols are stored with blanks ("H01M  10/0562"); beside words they are
asked for by subclass, so that nothing is missed, and the strand decides on what comes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from landscape.fetchers.names import known_forms
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand

_DATA = "applicationMetaData."
_NAMES = (
    f"{_DATA}firstApplicantName",
    f"{_DATA}applicantBag.applicantNameText",
    "assignmentBag.assigneeBag.assigneeNameText",
)
_WORDS = re.compile(r"[a-z0-9]+\*?")
# The portal has applications filed since 2001.
_FIRST, _LAST = date(2001, 1, 1), date(2099, 12, 31)
# Numbers in one question.
_BATCH = 50


def question(strand: Strand) -> str | None:
    """What to ask for a strand; None if it asks for words or names none of which is in Latin letters."""
    phrases, names = _phrases(strand.text, plurals=True), _phrases(known_forms(strand.applicants))
    if (strand.text and not phrases) or (strand.applicants and not names):
        return None
    clauses = []
    if phrases:
        clauses.append(_field(f"{_DATA}inventionTitle", phrases))
    if names:
        clauses.append(_either(_field(name, names) for name in _NAMES))
    if strand.cpc:
        clauses.append(_field(f"{_DATA}cpcClassificationBag", _symbols(strand.cpc, alone=not clauses)))
    if strand.published != Period():
        since, until = strand.published.since or _FIRST, strand.published.until or _LAST
        dates = f"[{since} TO {until}]"
        clauses.append(_either(f"{_DATA}{name}:{dates}" for name in ("earliestPublicationDate", "grantDate")))
    return " AND ".join(clauses)


def numbers(named: Sequence[PublicationNumber]) -> list[str]:
    """Questions for publications by number, several at a time.

    >>> numbers([PublicationNumber("US", "2021210819", "A1"), PublicationNumber("US", "11646472", "")])[0]
    'applicationMetaData.patentNumber:(11646472) OR applicationMetaData.earliestPublicationNumber:(US20210210819A1)'
    """
    asked = []
    for start in range(0, len(named), _BATCH):
        grants, published = [], []
        for number in named[start : start + _BATCH]:
            if is_application(number):
                published.append(number.google if number.kind else f"{number.google}*")
            else:
                grants.append(number.number)
        fields = ((f"{_DATA}patentNumber", grants), (f"{_DATA}earliestPublicationNumber", published))
        asked.append(" OR ".join(_field(name, terms) for name, terms in fields if terms))
    return asked


def is_application(number: PublicationNumber) -> bool:
    """Whether this is the number of a published application: a year and seven digits, the first of them left out."""
    return len(number.number) == 10 and number.number.isdigit()


def _field(name: str, terms: Iterable[str]) -> str:
    return f"{name}:({' OR '.join(terms)})"


def _either(clauses: Iterable[str]) -> str:
    return f"({' OR '.join(clauses)})"


def _phrases(spelled: Sequence[str], *, plurals: bool = False) -> list[str]:
    """Phrases in Latin letters, each once; a word alone with any ending where it is a name."""
    found: dict[str, None] = {}
    for phrase in spelled:
        plain = "".join(c for c in unicodedata.normalize("NFKD", phrase.casefold()) if not unicodedata.combining(c))
        words = _WORDS.findall(plain) if plain.isascii() else []
        if words and any(word.endswith("*") for word in words):
            found[_all(words)] = None
        elif words and plurals:
            found.update(dict.fromkeys(_spelled([*words[:-1], last]) for last in _plurals(words[-1])))
        elif words:
            found[_spelled(words) if len(words) > 1 else f"{words[0]}*"] = None
    return list(found)


def _all(words: Sequence[str]) -> str:
    """Words of which one has an open ending: no phrase can be made of them."""
    return words[0] if len(words) == 1 else f"({' AND '.join(words)})"


def _spelled(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f'"{" ".join(words)}"'


def _plurals(word: str) -> Iterator[str]:
    yield word
    if word.isalpha():
        yield f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _symbols(symbols: Sequence[str], *, alone: bool) -> list[str]:
    """Symbols by subclass; subgroups that stand alone as they are stored: subclass, main group in four columns.

    >>> _symbols(["H01M10/0562", "H01M2300/0068", "H01G"], alone=True)
    ['"H01M  10/0562"', '"H01M2300/0068"', 'H01G*']
    """
    found: dict[str, None] = {}
    for symbol in symbols:
        subclass, group = symbol[:4], symbol[4:].partition("/")
        whole = alone and group[2] and group[2] != "00"
        found[f'"{subclass}{group[0]:>4}/{group[2]}"' if whole else f"{subclass}*"] = None
    return list(found)
