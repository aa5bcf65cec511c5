"""The strands of a query as SQL over Google Patents Public Data.

What the query says goes into parameters, never into the text of the SQL.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from landscape.fetchers.names import known_forms
from landscape.identifiers import PublicationNumber
from landscape.query import Strand

TABLE = "patents-public-data.patents.publications"
COLUMNS = (
    "publication_number",
    "application_number",
    "family_id",
    "publication_date",
    "filing_date",
    "priority_date",
    "priority_claim",
    "title_localized",
    "abstract_localized",
    "claims_localized",
    "assignee",
    "assignee_harmonized",
    "inventor",
    "inventor_harmonized",
    "cpc",
    "ipc",
    "citation",
)
_CLASSIFIED = """EXISTS (SELECT 1 FROM UNNEST(ARRAY_CONCAT(p.cpc, p.ipc)) AS c
        WHERE c.code IN UNNEST(@{0}_symbols)
           OR EXISTS (SELECT 1 FROM UNNEST(@{0}_above) AS a WHERE STARTS_WITH(c.code, a)))"""
_SAID = """EXISTS (SELECT 1 FROM UNNEST(ARRAY_CONCAT(p.title_localized, p.abstract_localized, p.claims_localized)) AS t
        WHERE REGEXP_CONTAINS(t.text, @{0}_text))"""
_APPLIED = """(EXISTS (SELECT 1 FROM UNNEST(p.assignee_harmonized) AS h WHERE REGEXP_CONTAINS(h.name, @{0}_names))
      OR EXISTS (SELECT 1 FROM UNNEST(p.assignee) AS n WHERE REGEXP_CONTAINS(n, @{0}_names)))"""
_PUBLISHED = "p.publication_date BETWEEN @{0}_since AND @{0}_until"
_NAMED = """p.publication_number IN UNNEST(@numbers)
      OR EXISTS (SELECT 1 FROM UNNEST(@stems) AS s WHERE STARTS_WITH(p.publication_number, s))"""
_PIECE = re.compile(r"[a-z0-9\u00b5-\u024f]+\*?|[^\s\w*-]|[^\W_]", re.IGNORECASE)
_GAP = r"[\s-]*"
_LATIN = re.compile(r"[a-z0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value of a query; type: as BigQuery names it; a tuple is an array."""

    name: str
    type: str
    value: str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """SQL and the values of its parameters."""

    sql: str
    parameters: tuple[Parameter, ...] = ()


def question(strands: Sequence[Strand], named: Sequence[PublicationNumber]) -> Question | None:
    """One query for all strands and the publications named, sorted by number; None if there is nothing to ask."""
    conditions, parameters = [], []
    for number, strand in enumerate(strands):
        condition, values = _strand(f"s{number}", strand)
        conditions.append(f"({condition})")
        parameters += values
    if named:
        conditions.append(f"({_NAMED})")
        parameters.append(Parameter("numbers", "STRING", tuple(str(each) for each in named if each.kind)))
        parameters.append(Parameter("stems", "STRING", tuple(f"{each}-" for each in named if not each.kind)))
    if not conditions:
        return None
    columns = ", ".join(f"p.{column}" for column in COLUMNS)
    wanted = "\n   OR ".join(conditions)
    sql = f"SELECT {columns}\nFROM `{TABLE}` AS p\nWHERE {wanted}\nORDER BY p.publication_number"
    return Question(sql, tuple(parameters))


def _strand(name: str, strand: Strand) -> tuple[str, list[Parameter]]:
    conditions, values = [], []
    if strand.cpc:
        whole = tuple(symbol for symbol in strand.cpc if "/" in symbol and not symbol.endswith("/00"))
        above = tuple(symbol.removesuffix("00") for symbol in strand.cpc if symbol not in whole)
        conditions.append(_CLASSIFIED)
        values += [Parameter(f"{name}_symbols", "STRING", whole), Parameter(f"{name}_above", "STRING", above)]
    if strand.text:
        conditions.append(_SAID)
        values.append(Parameter(f"{name}_text", "STRING", pattern(strand.text)))
    if strand.applicants:
        conditions.append(_APPLIED)
        values.append(Parameter(f"{name}_names", "STRING", pattern(known_forms(strand.applicants))))
    if strand.published.since or strand.published.until:
        since, until = strand.published.since, strand.published.until
        conditions.append(_PUBLISHED)
        values.append(Parameter(f"{name}_since", "INT64", int(f"{since:%Y%m%d}") if since else 1))
        values.append(Parameter(f"{name}_until", "INT64", int(f"{until:%Y%m%d}") if until else 99991231))
    return "\n  AND ".join(condition.format(name) for condition in conditions), values


def pattern(phrases: Sequence[str]) -> str:
    r"""A regular expression (RE2) for any of the phrases: whole words in Latin letters, the last also in its plural.

    >>> pattern(["solid-state battery", "固态电池", "electroly*"])
    '(?i)\\bsolid[\\s-]*state[\\s-]*batter(?:y|ies)\\b|固态电池|\\belectroly'
    """
    return "(?i)" + "|".join(filter(None, map(_phrase, phrases)))


def _phrase(phrase: str) -> str:
    pieces = _PIECE.findall(phrase.lower())
    spelled = "".join(
        (_GAP if place and not (_is_han(piece) and _is_han(pieces[place - 1])) else "")
        + _piece(piece, last=place == len(pieces) - 1)
        for place, piece in enumerate(pieces)
    )
    before = r"\b" if pieces and _LATIN.match(pieces[0]) else ""
    after = r"\b" if pieces and _LATIN.match(pieces[-1]) and not pieces[-1].endswith("*") else ""
    return before + spelled + after


def _is_han(piece: str) -> bool:
    """Whether a piece is a letter of a script without blanks between words."""
    return piece.isalnum() and not piece.isascii() and len(piece) == 1


def _piece(piece: str, *, last: bool) -> str:
    if piece.endswith("*"):
        return re.escape(piece[:-1])
    if not last or not piece.isascii() or not piece.isalpha():
        return re.escape(piece)
    return f"{piece[:-1]}(?:y|ies)" if piece.endswith("y") else f"{piece}(?:e?s)?"
