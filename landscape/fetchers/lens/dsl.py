"""The strands of a query as questions to The Lens, in the part of Elasticsearch's language that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from landscape.fetchers.names import known_forms
from landscape.fetchers.phrases import script
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand

# Script of a phrase -> the languages it is searched in; Han alone may be Chinese or Japanese.
_LANGUAGES = {
    "latin": ("EN",),
    "han": ("ZH", "JA"),
    "kana": ("JA",),
    "hangul": ("KO",),
    "cyrillic": ("RU",),
}
_TEXTS = ("title", "abstract", "claim")
_SYMBOLS = ("class_cpc.symbol", "class_ipcr.symbol")
_WORD = re.compile(r"\w+\*?")

Clause = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A query, as an object or in the language of query strings, and the language that it is asked in."""

    language: str
    query: Clause | str


def questions(strands: Sequence[Strand], named: Sequence[PublicationNumber]) -> list[Question]:
    """One question for each language that the strands have words in, with all strands that have any.

    The first, in English, has also the strands without words and the publications named.
    """
    asked: dict[str, list[Clause]] = {}
    if named:
        asked["EN"] = [{"terms": {"ids": [_id(number) for number in named]}}]
    for strand in strands:
        phrases = _by_language(strand.text)
        for language in phrases if strand.text else ("EN",):
            asked.setdefault(language, []).append(_clause(strand, phrases.get(language, [])))
    return [Question(language, _any(clauses)) for language, clauses in sorted(asked.items(), key=_english_first)]


def _english_first(entry: tuple[str, list[Clause]]) -> tuple[bool, str]:
    return entry[0] != "EN", entry[0]


def _by_language(phrases: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        for language in _LANGUAGES.get(script(phrase), ("EN",)):
            found.setdefault(language, []).append(phrase)
    return found


def _clause(strand: Strand, phrases: Sequence[str]) -> Clause:
    """All conditions of a strand; phrases: those of its texts in the language of the question."""
    must = []
    if strand.cpc:
        must.append(_any([clause for symbol in strand.cpc for clause in _classified(symbol)]))
    if phrases:
        must.append(_any([clause for phrase in phrases for clause in _phrase(phrase, _TEXTS)]))
    if strand.applicants:
        names = known_forms(strand.applicants)
        must.append(_any([clause for name in names for clause in _phrase(name, ("applicant.name",))]))
    period = _dates(strand.published)
    return {"bool": {"must": must, "filter": [period]} if period else {"must": must}}


def _any(clauses: Sequence[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses)}}


def _classified(symbol: str) -> list[Clause]:
    """A subgroup as it is, a main group and all above it with what lies below.

    >>> _classified("H01M10/00")[0]
    {'query_string': {'query': 'class_cpc.symbol:H01M10\\\\/*'}}
    """
    if "/" in symbol and not symbol.endswith("/00"):
        return [{"term": {field: symbol}} for field in _SYMBOLS]
    below = symbol.removesuffix("00").replace("/", "\\/")
    return [{"query_string": {"query": f"{field}:{below}*"}} for field in _SYMBOLS]


def _phrase(phrase: str, fields: Sequence[str]) -> list[Clause]:
    """A phrase in each field; one with an open ending as its words, which finds more than the strand wants."""
    if "*" not in phrase:
        return [{"match_phrase": {field: phrase}} for field in fields]
    words = _WORD.findall(phrase)
    return [{"query_string": {"query": " AND ".join(words), "fields": list(fields)}}] if words else []


def _dates(period: Period) -> Clause | None:
    ends = {"gte": period.since, "lte": period.until}
    limits = {name: day.isoformat() for name, day in ends.items() if day is not None}
    return {"range": {"date_published": limits}} if limits else None


def _id(number: PublicationNumber) -> str:
    """A number as the service's own ids spell it, with year and serial in full.

    >>> _id(PublicationNumber("US", "2021210819", "A1")), _id(PublicationNumber("EP", "227762", ""))
    ('US_20210210819_A1', 'EP0227762')
    """
    digits = number.google[2 : len(number.google) - len(number.kind)]
    if number.country == "EP":
        digits = digits.zfill(7)
    return f"{number.country}_{digits}_{number.kind}" if number.kind else f"{number.country}{digits}"
