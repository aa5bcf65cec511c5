"""Whether a publication meets the strands of a query, by the fields it has.

A strand is met if each of its conditions is, a condition if any of its entries is.  A condition has three outcomes:

- cpc: met if a CPC or IPC symbol of the record is one of the strand's or lies below it; failed if the record has CPC
  symbols and none does; open without CPC symbols.
- text: met if a phrase stands in a title, an abstract or a claim; failed if the record has an abstract or claims in
  the script of one of the phrases and none stands there; else open: a title alone, or a text in another script,
  tells nothing against a phrase.
- applicants: met if a name stands in an applicant's name; failed if the record has an applicant's name in the script
  of one of them; else open.
- published: by the publication date; open without one.

Phrases and names are compared without case, width and accents of typing (NFKC); in Latin, Greek and Cyrillic as
whole words, blanks and hyphens being alike and optional, the last word also in its plural, `*` for any ending; in
other scripts anywhere.  A strand that fails no condition but leaves one open is undecided: the publication is kept,
and counted as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from landscape.errors import IdentifierError
from landscape.identifiers import CPC

if TYPE_CHECKING:
    from landscape.query import Query, Strand
    from landscape.records import Publication

# Letters and digits of the scripts that put blanks between words.
_LETTER = "0-9a-z\u00b5-\u052f\u1e00-\u1fff"
_ALPHABETIC = re.compile(f"[{_LETTER}]")
_SPELLED = re.compile(f"[{_LETTER}]+\\*?|[^{_LETTER}\\s]")
# Japanese is told by its kana; Han alone is Chinese, or too short to tell.
_SCRIPTS = tuple(
    (script, re.compile(f"[{letters}]"))
    for script, letters in (
        ("hangul", "\u1100-\u11ff\uac00-\ud7af"),
        ("kana", "\u3041-\u30fa\u30fd-\u30ff"),
        ("han", "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"),
        ("latin", "a-z"),
        ("cyrillic", "\u0400-\u052f"),
        ("greek", "\u0370-\u03ff"),
    )
)
_GAP = r"[\s\u00ad\u2010-\u2015\-]*+"
_DASHES = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015")


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


def script(text: str) -> str:
    """The script a text is in: "latin", "han", "kana", "hangul", "cyrillic", "greek", "" for others.

    >>> script("solid electrolyte"), script("固体电解质"), script("ファーウェイ Ltd")
    ('latin', 'han', 'kana')
    """
    return _script(_compared(text))


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
    return _found(strand.applicants, (party.name for party in publication.applicants), ())


def _text(strand: Strand, publication: Publication) -> bool | None:
    return _found(strand.text, _full_texts(publication), (title.text for title in publication.titles))


def _full_texts(publication: Publication) -> Iterator[str]:
    for abstract in publication.abstracts:
        yield abstract.text
    for claim_set in publication.claims:
        for claim in claim_set.claims:
            yield claim.text


def _found(phrases: tuple[str, ...], deciding: Iterable[str], others: Iterable[str]) -> bool | None:
    """Whether a phrase stands in a text; its absence is told only by deciding texts in the script of a phrase."""
    if not phrases:
        return True
    pattern, scripts = _pattern(phrases), {_script(_compared(phrase)) for phrase in phrases}
    against = False
    for text in others:
        if pattern.search(_compared(text)):
            return True
    for text in deciding:
        compared = _compared(text)
        if pattern.search(compared):
            return True
        against = against or _script(compared) in scripts
    return False if against else None


def _compared(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@lru_cache(1024)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases; linear in the text, as nothing in it can match the same characters in two ways."""
    return re.compile("|".join(filter(None, map(_phrase, phrases))) or r"(?!)")


def _phrase(phrase: str) -> str:
    pieces = [piece for piece in _SPELLED.findall(_compared(phrase)) if piece not in _DASHES]
    if not pieces:
        return ""
    spelled = [_piece(piece, last=place == len(pieces)) for place, piece in enumerate(pieces, 1)]
    before = f"(?<![{_LETTER}])" if _ALPHABETIC.match(pieces[0]) else ""
    after = f"(?![{_LETTER}])" if _ALPHABETIC.match(pieces[-1]) else ""
    return before + _GAP.join(spelled) + after


def _piece(piece: str, *, last: bool) -> str:
    """A word, with its plural if it is the last; a word that goes on; another character."""
    if piece.endswith("*") and len(piece) > 1:
        return f"{re.escape(piece[:-1])}[{_LETTER}]*+"
    if not last or not piece.isascii() or not piece[-1:].isalpha():
        return re.escape(piece)
    if piece.endswith("y"):
        return f"{re.escape(piece[:-1])}(?:y|ies)"
    return f"{re.escape(piece)}(?:e?s)?"


def _script(compared: str) -> str:
    """The script a text is in: the first of _SCRIPTS it has a letter of; Latin stands beside any other."""
    if compared.isascii():
        return "latin"
    return next((script for script, pattern in _SCRIPTS if pattern.search(compared)), "")
