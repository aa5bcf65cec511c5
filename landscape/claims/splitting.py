"""A plain claim set cut into its claims, by the numbers that lead them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from landscape.claims.grammar import Grammar, phrases
from landscape.claims.readable import folded
from landscape.claims.readable import plain as plain_text
from landscape.claims.references import number_list, references

_WIDEST_GAP = 20  # numbers that may be missing in a row: cancelled claims, or numbers lost
_HIGHEST = 10_000  # above all numbers of claims
_REFERENCE = 60  # characters of a list of claims referred to
_OPENING = 160  # characters within which a dependent claim refers to another
_LONGEST_LINE = 120  # characters of a line that only announces claims, or cancels them
_CJK = "\u3041-\u30fa\u3400-\u9fff\uac00-\ud7af"
_UNFINISHED = re.compile(r"[:;,：；，]\s*(?:and|or|und|oder|以及|和)?$", re.IGNORECASE)
_OPENS = re.compile(rf"""["'(\[{{<]?(?:[A-ZÄÖÜÉ]|[0-9]+['′,-]|[{_CJK}])""")
_SENTENCE_START = re.compile(rf"(?<=[.。])\s*(?=[A-Z{_CJK}])")
_STRONG, _WEAK = 4, 1


@dataclass(frozen=True, slots=True)
class _Marker:
    """A number that may lead a claim: where it stands, where the claim's text starts, the numbers it names."""

    start: int
    end: int
    first: int
    last: int
    weight: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Ascending markers: the last of them, the row before it, and the weight of all."""

    marker: _Marker
    before: _Row | None
    weight: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Numbers at the start of a line and within one, lines that announce claims, cancelled claims (at the end)."""

    line: re.Pattern[str]
    inline: re.Pattern[str]
    heading: re.Pattern[str]
    after_cancelled: re.Pattern[str]
    cancelled: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = phrases()["sets"]
    word = f"(?i:{data['word']})"
    bracketed = rf"[【\[<(]\s*{word}\s*(?P<bracketed>[0-9]{{1,4}})\s*[】\]>)][.:、]?"
    worded = rf"{word}\s*(?P<worded>[0-9]{{1,4}})\s*(?:[.:](?![0-9])|(?=\n))"
    number = r"(?P<first>[0-9]{1,4})(?:\s?\.?\s?[-~]\s?(?P<last>[0-9]{1,4}))?\s?[.、:)](?![0-9])"
    damaged = rf"(?P<letter>[lI])\s?\.(?=\s?[A-Z{_CJK}])|(?P<bare>[0-9]{{1,3}})(?=\s[A-Z{_CJK}])"
    return _Patterns(
        line=re.compile(rf"^[ \t]*(?:{bracketed}|{worded}|{number}|{damaged})", re.MULTILINE),
        inline=re.compile(rf"(?<=[\s.;。；!?]){number.replace(':)', '')}"),
        heading=re.compile(rf"\s*(?:{data['heading']})\s*", re.IGNORECASE),
        after_cancelled=re.compile(rf"(?:{data['cancelled']})\s*[.。]?$", re.IGNORECASE),
        cancelled=re.compile(rf"\s*(?:{data['cancelled']})\s*[.。]?\s*", re.IGNORECASE),
    )


def is_cancelled(text: str) -> bool:
    """Whether all a claim says is that it has been cancelled."""
    return len(text) <= _LONGEST_LINE and _patterns().cancelled.fullmatch(text) is not None


def without_number(text: str, number: int) -> str:
    """A claim's text without its own number at the start, if it has it."""
    match = _patterns().line.match(plain_text(text[:_LONGEST_LINE]))
    if match and _numbers(match)[0] == number and not match["bare"]:
        return text[match.end() :]
    return text


def split(text: str, grammar: Grammar) -> list[tuple[int, str]]:
    """Numbers and texts of the claims in a plain claim set, ascending.

    A number leads a claim if it stands at the start of a line or behind the end of a sentence, if what follows opens
    a claim, and if it takes part in the longest ascending row of such numbers; so quantities ("2. 5 mol") and steps
    counted within a claim do not split it.  Where numbers are missing in that row, and in what follows the last,
    claims whose number was lost are told by a new sentence, because a claim is one sentence; they are numbered on.
    Claims that are only said to be cancelled are left out.
    """
    plain = plain_text(text)
    row = _longest_row(_markers(plain, grammar))
    pieces: list[tuple[int, str]] = []
    preface = _without_heading(text[: row[0].start] if row else text)
    if preface and (not row or row[0].first > 1):
        pieces += _renumbered(1, row[0].first if row else None, preface, grammar)
    for marker, following in zip_longest(row, row[1:]):
        claim = text[marker.end : following.start if following else len(text)].strip()
        if claim and not is_cancelled(claim):
            pieces += _renumbered(marker.last, following.first if following else None, claim, grammar)
    return pieces


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    if groups.get("letter"):
        return 1, 1
    first = int(next(filter(None, map(groups.get, ("bracketed", "worded", "first", "bare")))))
    return first, max(first, int(groups.get("last") or first))


def _markers(plain: str, grammar: Grammar) -> Iterator[_Marker]:
    """Candidates in the order of their places; one found twice counts as found at the start of a line."""
    patterns = _patterns()
    found: dict[int, _Marker] = {}
    for pattern in (patterns.inline, patterns.line):
        for match in pattern.finditer(plain):
            weight = _weight(match, plain, grammar, at_line_start=pattern is patterns.line)
            if weight:
                found[match.end()] = _Marker(match.start(), match.end(), *_numbers(match), weight)
    yield from (found[end] for end in sorted(found))


def _weight(match: re.Match[str], plain: str, grammar: Grammar, at_line_start: bool) -> int:
    """How surely a number leads a claim: 0 not at all."""
    groups = match.groupdict()
    if groups.get("bracketed") or groups.get("worded") or groups.get("last"):
        return _STRONG
    before = plain[max(0, match.start() - 40) : match.start()].rstrip()
    after_sentence = not before or before[-1] in ".。!?" or bool(_patterns().after_cancelled.search(before))
    start = match.end() + (plain[match.end() : match.end() + 1] == " ")
    if _in_reference(plain, match.start(), grammar):
        return 0
    refers = _refers_soon(plain, start, grammar)
    first = _numbers(match)[0]
    if groups.get("bare"):
        return _WEAK if after_sentence and (refers or first == 1) else 0
    if refers:
        return _STRONG
    opens = _OPENS.match(plain, start) is not None
    finished = first == 1 or not _UNFINISHED.search(before)
    if opens and (after_sentence or (at_line_start and finished)):
        return _STRONG
    return _WEAK if at_line_start and after_sentence and not plain[start : start + 1].isdigit() else 0


def _in_reference(plain: str, position: int, grammar: Grammar) -> bool:
    """Whether a number here is one of a list of claims referred to: "the cell of claim 1 or 2.\""""
    before = plain[max(0, position - _REFERENCE) : position + 1].lower()
    anchors = grammar.anchor.finditer(before)
    return any(number_list(before, anchor.end(), grammar, plural=True)[1] == len(before) for anchor in anchors)


def _refers_soon(plain: str, position: int, grammar: Grammar) -> bool:
    """Whether the sentence that starts here refers to a claim by number near its beginning."""
    opening = plain[position : position + _OPENING].lower()
    anchor = grammar.anchor.search(opening)
    if anchor is None or any(mark in opening[: anchor.start()] for mark in ".。;；:："):
        return False
    token = grammar.tokens.match(opening, anchor.end())
    return token is not None and token.lastgroup != "comma"


def _longest_row(markers: Iterator[_Marker]) -> list[_Marker]:
    """The heaviest row of markers whose numbers ascend without wide gaps; of equal ones the first."""
    best: dict[int, _Row] = {}
    heaviest: _Row | None = None
    for marker in markers:
        lower = (best[number] for number in range(marker.first - _WIDEST_GAP, marker.first) if number in best)
        before = max(lower, key=lambda row: row.weight, default=None)
        row = _Row(marker, before, marker.weight + (before.weight if before else 0))
        if marker.last not in best or best[marker.last].weight < row.weight:
            best[marker.last] = row
        if heaviest is None or heaviest.weight < row.weight:
            heaviest = row
    found: list[_Marker] = []
    while heaviest:
        found.append(heaviest.marker)
        heaviest = heaviest.before
    return found[::-1]


def _without_heading(text: str) -> str:
    """Text before the first number, without the lines that only announce claims."""
    heading = _patterns().heading
    lines = (line for line in text.splitlines() if len(line) > _LONGEST_LINE or not heading.fullmatch(line))
    return "\n".join(lines).strip()


def _renumbered(number: int, following: int | None, text: str, grammar: Grammar) -> list[tuple[int, str]]:
    """A claim, and behind it those that lost their numbers, of which there is room for up to the following one."""
    room = following - number if following else len(text)
    if room <= 1:
        return [(number, text)]
    plain = plain_text(text)
    starts = list(_SENTENCE_START.finditer(plain, 1))
    certain = [start.end() for start in starts if _refers_soon(plain, start.end(), grammar)]
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
