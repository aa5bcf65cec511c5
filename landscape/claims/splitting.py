"""A plain claim set cut into its claims, by the numbers that lead them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from landscape.claims.grammar import Grammar
from landscape.claims.markers import (
    LONGEST_LINE,
    end_of_claims,
    markers,
    numbers,
    patterns,
    refers_soon,
    row_of_claims,
    sentence_starts,
)
from landscape.claims.readable import folded
from landscape.claims.readable import plain as plain_text
from landscape.claims.references import references

_HIGHEST = 10_000  # above all numbers of claims


def is_cancelled(text: str) -> bool:
    """Whether all a claim says is that it has been cancelled."""
    return len(text) <= LONGEST_LINE and patterns().cancelled.fullmatch(plain_text(text)) is not None


def without_number(text: str, number: int) -> str:
    """A claim's text without its own number at the start, if it has it, and without the status of an amendment."""
    match = patterns().line.match(plain_text(text[:LONGEST_LINE]))
    if match and numbers(match)[0] == number and not (match["bare"] or match["enclosed"]):
        text = text[match.end() :]
    status = patterns().status.match(plain_text(text[:LONGEST_LINE]))
    return text[status.end() :] if status else text


def split(text: str, grammar: Grammar) -> list[tuple[int, str]]:
    """Numbers and texts of the claims in a plain claim set, ascending.

    A number leads a claim if it stands at the start of a line or behind the end of a sentence, if what follows opens
    a claim, and if it takes part in the longest ascending row of such numbers; so quantities ("2. 5 mol") and steps
    counted within a claim do not split it.  Where numbers are missing in that row, and in what follows the last,
    claims whose number was lost are told by a new sentence, because a claim is one sentence; they are numbered on.
    Claims that are only said to be cancelled are left out.
    """
    plain = plain_text(text)
    row = row_of_claims(plain, markers(plain, grammar))
    text = text[: end_of_claims(plain, row[0].end if row else 0)]
    pieces: list[tuple[int, str]] = []
    preface = _without_heading(text[: row[0].start] if row else text)
    if preface and (not row or row[0].first > 1):
        pieces += _renumbered(1, row[0].first if row else None, preface, grammar)
    for marker, following in zip_longest(row, row[1:]):
        claim = text[marker.end : following.start if following else len(text)].strip()
        if claim and not is_cancelled(claim):
            pieces += _renumbered(marker.last, following.first if following else None, claim, grammar)
    return pieces


def _without_heading(text: str) -> str:
    """Text before the first number, without the lines that only announce claims and without "I claim:"."""
    heading = patterns().heading
    lines = (line for line in text.splitlines() if len(line) > LONGEST_LINE or not heading.fullmatch(plain_text(line)))
    text = "\n".join(lines).strip()
    announced = patterns().announces.match(plain_text(text[: 2 * LONGEST_LINE]))
    return text[announced.end() :] if announced else text


def _renumbered(number: int, following: int | None, text: str, grammar: Grammar) -> list[tuple[int, str]]:
    """A claim, and behind it those that lost their numbers, of which there is room for up to the following one."""
    room = following - number if following else len(text)
    if room <= 1:
        return [(number, text)]
    plain = plain_text(text)
    starts = list(sentence_starts(plain))
    certain = [start.end() for start in starts if refers_soon(plain, start.end(), grammar)]
    on_new_line = {start.end() for start in starts if "\n" in start[0]}
    cuts = sorted(on_new_line.union(certain)) if certain or following else []
    if len(cuts) >= room:
        cuts = certain
    places = [0, *cuts[: room - 1], len(text)]
    pieces = [text[start:end].strip() for start, end in pairwise(places)]
    return list(zip(_lost_numbers(number, following, pieces, grammar), pieces, strict=True))


def _lost_numbers(number: int, following: int | None, pieces: list[str], grammar: Grammar) -> Iterator[int]:
    """Numbers for pieces: one after the other, but each above those it refers to, as far as there is room."""
    for left, piece in zip(range(len(pieces), 0, -1), pieces, strict=True):
        referred = references(folded(piece), following or _HIGHEST, grammar).numbers
        above = max(referred, default=0) + 1
        if left < len(pieces) and number < above and (following is None or above + left <= following):
            number = above
        yield number
        number += 1
