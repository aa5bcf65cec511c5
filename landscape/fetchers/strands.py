"""Whether a publication meets the strands of a query, by the fields it has.

A strand is met if each of its conditions is, a condition if any of its entries is.  A condition has three outcomes:

- cpc: met if a CPC or IPC symbol of the record is one of the strand's or lies below it; failed if the record has CPC
  symbols and none does; open without CPC symbols.
- text: met if a phrase stands in a title, an abstract or a claim; failed if the record has an abstract or claims in
  the script of one of the phrases and none stands there; else open: a title alone, or a text in another script,
  tells nothing against a phrase.
- applicants: met if a name, or another known form of it (see `names`), stands in an applicant's name; failed if the
  record has an applicant's name in the script of one of those given; else open.
- published: by the publication date; open without one.

How phrases and names are compared is told in `phrases`.  A strand that fails no condition but leaves one open is
undecided: the publication is kept, and counted as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from landscape.errors import IdentifierError
from landscape.fetchers.names import known_forms
from landscape.fetchers.phrases import compared, pattern, script, script_of
from landscape.identifiers import CPC

if TYPE_CHECKING:
    from landscape.query import Query, Strand
    from landscape.records import Publication


def decide(query: Query, publication: Publication) -> dict[str, bool | None] | None:
    """The strands that let a publication in: met (True) or undecided (None); None if none does.

    The key "" stands for a publication that the query names, by its number with or without kind.  A query without
    strands lets all in, with nothing to show.
    """
    named = publication.number in query.publications or publication.number.without_kind in query.publications
    found: dict[str, bool | None] = {"": True} if named else {}
    for strand in query.strands:
        outcome = _outcome(strand, publication)
        if outcome is not False:
            found[strand.name] = outcome
    return found if found or not query.strands else None


def _outcome(strand: Strand, publication: Publication) -> bool | None:
    """True, False, or None where what the record has does not tell."""
    undecided = False
    for condition in (_published, _cpc, _applicants, _text):
        outcome = condition(strand, publication)
        if outcome is False:
            return False
        undecided = undecided or outcome is None
    return None if undecided else True


def _published(strand: Strand, publication: Publication) -> bool | None:
    if strand.published.since is None and strand.published.until is None:
        return True
    return None if publication.publication_date is None else publication.publication_date in strand.published


def _cpc(strand: Strand, publication: Publication) -> bool | None:
    if not strand.cpc:
        return True
    classified = False
    for classification in publication.classifications:
        if classification.scheme not in ("CPC", "IPC"):
            continue
        classified = classified or classification.scheme == "CPC"
        symbol = _symbol(classification.symbol)
        if symbol and any(wanted.covers(symbol) for wanted in map(_symbol, strand.cpc) if wanted):
            return True
    return False if classified else None


@lru_cache(2**16)
def _symbol(spelling: str) -> CPC | None:
    try:
        return CPC.parse(spelling)
    except IdentifierError:
        return None  # IPC symbols that CPC's grammar has no room for are covered by none


def _applicants(strand: Strand, publication: Publication) -> bool | None:
    """By all known forms of the names; against, by the scripts of those given: a list of forms is never complete."""
    names = (party.name for party in publication.applicants)
    return _found(known_forms(strand.applicants), strand.applicants, names, ())


def _text(strand: Strand, publication: Publication) -> bool | None:
    return _found(strand.text, strand.text, _full_texts(publication), (title.text for title in publication.titles))


def _full_texts(publication: Publication) -> Iterator[str]:
    for abstract in publication.abstracts:
        yield abstract.text
    for claim_set in publication.claims:
        for claim in claim_set.claims:
            yield claim.text


def _found(
    phrases: tuple[str, ...], given: tuple[str, ...], deciding: Iterable[str], others: Iterable[str]
) -> bool | None:
    """Whether a phrase stands in a text; its absence is told only by deciding texts in the script of one given."""
    if not phrases:
        return True
    wanted, scripts = pattern(phrases), _scripts(given)
    against = False
    for text in others:
        if wanted.search(compared(text)):
            return True
    for text in deciding:
        spelled = compared(text)
        if wanted.search(spelled):
            return True
        against = against or script_of(spelled) in scripts
    return False if against else None


@lru_cache(1024)
def _scripts(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(script, phrases))
