"""Claims and claim sets: reading them, linking them, measuring them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from landscape.claims.anatomy import anatomy, category, is_dependent_in_form
from landscape.claims.grammar import grammar, language_of
from landscape.claims.readable import folded, readable, unmarked
from landscape.claims.references import references
from landscape.claims.splitting import is_cancelled, split, without_number
from landscape.records import Claim, ClaimCategory, ClaimSet

_WORDS = re.compile(r"[\u3041-\u30fa\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+(?:[.,'’-][^\W_]+)*")
_THINGS = frozenset({ClaimCategory.PRODUCT, ClaimCategory.COMPOSITION})


class Scope(NamedTuple):
    """How broadly a claim set claims: the shorter its shortest independent claim, the broader.

    words_shortest_independent: words of the shortest claim that refers to no other (0 if there is none); in Chinese
    and Japanese, which do not separate words, each character counts, and each run of Latin letters or digits.
    n_independent: claims that are independent, those of another kind that refer to one included.
    """

    words_shortest_independent: int
    n_independent: int


def claim(number: int, text: str, language: str = "en", depends_on: Sequence[int] | None = None) -> Claim:
    """One claim from its text, with or without its number at the start.

    depends_on: numbers of the claims it refers to as its markup says; the text then only completes them (markup of
    "claims 1 to 3" often names the first alone).  Without markup (None or empty) the text decides.  Whether those
    claims exist, and are of another kind, is for `linked` to find out once all claims are known.

    >>> claim(2, "2. The battery of claim 1, wherein the electrolyte comprises Li₆PS₅Cl.")
    Claim(number=2, text='The battery of claim 1, wherein the electrolyte comprises Li6PS5Cl.', depends_on=(1,), \
independent=False, category=<ClaimCategory.PRODUCT: 'product'>, preamble='The battery of claim 1', \
transition='wherein', body='the electrolyte comprises Li6PS5Cl')
    """
    text = readable(without_number(text.strip(), number))
    if is_cancelled(text):
        return Claim(number, text, independent=False)
    rules = grammar(language_of(text, language))
    low = folded(text)
    refers = references(low, number, rules)
    numbers = {other for other in depends_on or () if 0 < other < number}
    if not numbers or numbers <= refers.numbers:
        numbers = refers.numbers
    parts = anatomy(text, low, rules)
    return Claim(
        number=number,
        text=text,
        depends_on=tuple(sorted(numbers)),
        independent=not (numbers or refers.any),
        category=category(low, parts.preamble, rules),
        preamble=parts.preamble,
        transition=parts.transition,
        body=parts.body,
    )


def parse_claims(text: str, language: str = "en") -> list[Claim]:
    """The claims of a whole claim set given as plain text, ascending by number, linked.

    language: ISO 639-1 (en, zh, ja, ko, de, fr); any other, such as "und", is told from the text.  Announcements
    ("What is claimed is:") and cancelled claims are left out.  A text without numbers is one claim, but for sentences
    that refer to claims, which are claims of their own.

    >>> [(found.number, found.depends_on) for found in parse_claims("1. A cell. 2. The cell of claim 1. 3. A car.")]
    [(1, ()), (2, (1,)), (3, ())]
    """
    text = unmarked(text)
    code = language_of(text, language)
    found = (claim(number, body, code) for number, body in split(text, grammar(code)))
    return list(linked(each for each in found if each.text))


def linked(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one set in the order of their numbers, with what only the whole set tells.

    Of two claims with one number the first stays.  References to claims that the set does not have go.  "The X of
    claim 1" is on a composition if claim 1 is, whatever noun it opens with, while "a battery with the X of claim 1" is
    on a product; a claim of another kind than all it refers to is independent.  Linking twice changes nothing.
    """
    by_number: dict[int, Claim] = {}
    for found in sorted(claims, key=lambda each: each.number):
        by_number.setdefault(found.number, found)
    for number, found in by_number.items():
        parents = [by_number[other] for other in found.depends_on if other in by_number and other < number]
        if found.depends_on:
            by_number[number] = _with_parents(found, parents)
    return tuple(by_number.values())


def _with_parents(found: Claim, parents: Sequence[Claim]) -> Claim:
    categories = [parent.category for parent in parents if parent.category]
    own = found.category or (categories[0] if categories else None)
    other_kind = bool(categories) and all(_kind(own) != _kind(parent) for parent in categories)
    different = bool(categories) and own != categories[0]
    if different and is_dependent_in_form(folded(found.text), grammar(language_of(found.text, "und"))):
        other_kind = False  # "the system of claim 11" depends on it, even if that is a method by mistake
        if own in _THINGS and categories[0] in _THINGS:
            own = categories[0]
    numbers = tuple(parent.number for parent in parents)
    return replace(found, depends_on=numbers, independent=other_kind, category=own)


def _kind(of: ClaimCategory | None) -> ClaimCategory | None:
    return ClaimCategory.PRODUCT if of in _THINGS else of


def comparable_text(claim_set: ClaimSet) -> str:
    """The text by which claim sets are compared: the independent claims, one a line; all claims if none is."""
    claims = linked(claim_set.claims)
    chosen = [found.text for found in claims if found.independent] or [found.text for found in claims]
    return "\n".join(chosen)


def scope(claim_set: ClaimSet) -> Scope:
    """Scope measures of a claim set."""
    claims = linked(claim_set.claims)
    alone = [len(_WORDS.findall(found.text)) for found in claims if found.independent and not found.depends_on]
    return Scope(min(alone, default=0), sum(found.independent for found in claims))
