"""Boolean questions as the sources take them: terms joined by and, or, not and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable

from landscape.records import Publication

_WORD = re.compile(r"[a-z0-9]+\*?|[^\W_]")
Predicate = Callable[["Indexed"], bool]


class Indexed:
    """A publication as a search sees it; all in lower case."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.title = _words(" ".join(text.text for text in publication.titles))
        self.abstract = _words(" ".join(text.text for text in publication.abstracts))
        self.claims = _words(" ".join(claim.text for each in publication.claims for claim in each.claims))
        self.applicants = _words(" ".join(party.name for party in publication.applicants))
        self.cpc = [each.symbol for each in publication.classifications if each.scheme == "CPC"]
        self.date = f"{publication.publication_date:%Y%m%d}" if publication.publication_date else ""
        self.cited = {citation.cited.epodoc for citation in publication.citations if citation.cited}


def _words(text: str) -> str:
    """Words with a blank before and after each; characters of scripts without blanks are words of their own."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def has(words: str, phrase: str) -> bool:
    """Whether a phrase stands in words; `*` ends a word that goes on."""
    wanted = " ".join(_WORD.findall(phrase.lower()))
    return f" {wanted[:-1]}" in words if wanted.endswith("*") else f" {wanted} " in words


def parse(tokens: list[str], term: Callable[[list[str]], Predicate]) -> Predicate:
    """What the tokens ask for; `term` takes one term off the front.  ValueError if they cannot be understood."""
    found = _either(tokens, term)
    if tokens:
        raise ValueError(f"unexpected {tokens[0]}")
    return found


def _either(tokens: list[str], term: Callable[[list[str]], Predicate]) -> Predicate:
    found = [_both(tokens, term)]
    while tokens and tokens[0].lower() == "or":
        tokens.pop(0)
        found.append(_both(tokens, term))
    return found[0] if len(found) == 1 else lambda row: any(each(row) for each in found)


def _both(tokens: list[str], term: Callable[[list[str]], Predicate]) -> Predicate:
    found = [_one(tokens, term)]
    while tokens and tokens[0].lower() == "and":
        tokens.pop(0)
        found.append(_one(tokens, term))
    return found[0] if len(found) == 1 else lambda row: all(each(row) for each in found)


def _one(tokens: list[str], term: Callable[[list[str]], Predicate]) -> Predicate:
    if not tokens:
        raise ValueError("unexpected end")
    if tokens[0] == "(":
        tokens.pop(0)
        found = _either(tokens, term)
        if not tokens or tokens.pop(0) != ")":
            raise ValueError("a parenthesis is not closed")
        return found
    return term(tokens)
