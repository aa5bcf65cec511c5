"""Numbers that lead claims in a plain claim set: finding them, weighing them, and the row they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from landscape.claims.grammar import Grammar, phrases
from landscape.claims.references import number_list, number_value

LONGEST_LINE = 120  # characters of a line that only announces claims, or cancels them
_LONGEST_HEADING = 250
_WIDEST_GAP = 20  # numbers that may be missing in a row: cancelled claims, or numbers lost
_REFERENCE = 60  # characters of a list of claims referred to
_OPENING = 160  # characters within which a dependent claim refers to another
_CJK = "\u3041-\u30fa\u3400-\u9fff\uac00-\ud7af"
_UNFINISHED = re.compile(r"(?:[:;,]|、|，|：|；)\s*(?:and|or|und|oder|以及|和)?$", re.IGNORECASE)
_OPENS = re.compile(rf"""["'(\[{{<]?(?:[A-ZÄÖÜÉ]|[0-9]+['′,-]|[{_CJK}])""")
_SENTENCE_START = re.compile(rf"(?<=[.。])\s*(?=[A-Z{_CJK}])")
_STRONG, _WEAK = 4, 1


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that may lead a claim: where it stands, where the claim's text starts, the numbers it names.

    style: how it is set off, "(" for (1), ")" for 1), "一" for Chinese numerals, "" for all others; the claims of one
    set are numbered in one style, and lists within them often in another.
    """

    start: int
    end: int
    first: int
    last: int
    style: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Row:
    """Ascending markers: the last of them, the row before it, and the weight of all."""

    marker: Marker
    before: _Row | None
    weight: int


@dataclass(frozen=True, slots=True)
class Patterns:
    """What is found in plain claim sets.

    line, inline: numbers at the start of a line and within one; heading: announces claims, in announces with a colon
    before the first; claim_word: in a line that announces them in other words; joint: the end of a line that goes on;
    abbreviation: a full stop that ends no sentence;
    sequel: a line behind the claims; status: of an amended claim; cancelled: all that a cancelled claim says, in
    after_cancelled at the end of a text.
    """

    line: re.Pattern[str]
    inline: re.Pattern[str]
    heading: re.Pattern[str]
    announces: re.Pattern[str]
    claim_word: re.Pattern[str]
    joint: re.Pattern[str]
    abbreviation: re.Pattern[str]
    sequel: re.Pattern[str]
    status: re.Pattern[str]
    cancelled: re.Pattern[str]
    after_cancelled: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns of [sets] in phrases.toml, compiled once."""
    data = phrases()["sets"]
    word, cancelled = f"(?i:{data['word']})", f"(?i:{data['cancelled']})"
    bracketed = (
        rf"(?:[【\[<]\s*{word}\s*(?P<bracketed>[0-9]{{1,4}})\s*[】\]>]|\({word}\s*(?P<round>[0-9]{{1,4}})\))[.:、]?"
    )
    worded = rf"{word}\s*(?P<worded>[0-9]{{1,4}})\s*(?:[.:)](?![0-9])|-(?=\s)|(?=\n))"
    spoken = rf"{word}\s?(?P<spoken>[0-9]{{1,4}})(?=\s+[A-Z{_CJK}])(?!\s+(?:{data['goes_on']}))"
    initials = "".join(sorted({name[0] + name[0].upper() for name in str(data["word"]).split("|")}))
    one = r"[0-9]{1,4}(?:\s?\.)?"
    gone = (
        rf"(?:{word}s?\s*)?(?P<gone>{one}(?:\s?(?:[-~,&]|to|and|through|bis|und|至|乃至|내지)\s?{one}){{0,9}})"
        rf"\s?[.、:)]?(?=\s?{cancelled}\s*[.。]?\s*(?:$|{word}|[0-9]))"
    )
    number = r"(?P<number>[0-9]{1,4})\s?(?P<mark>[.、:)])(?![0-9])"
    enclosed = r"[(\[]\s?(?P<enclosed>[0-9]{1,3})\s?[)\]](?=\s?[^\s,;)])"
    damaged = (
        rf"(?P<letter>[lI])\s?\.(?=\s?[A-Z{_CJK}])|(?P<bare>[0-9]{{1,3}})(?=\s[A-Z{_CJK}])"
        rf"|(?P<dashed>[0-9]{{1,3}})\s?[-,](?=\s+[A-Z]|\s?[{_CJK}])|(?P<han>[一二三四五六七八九十]{{1,3}})[、.](?=[{_CJK}])"
    )
    return Patterns(
        line=re.compile(rf"^[ \t]*(?:{bracketed}|{worded}|{spoken}|{gone}|{number}|{enclosed}|{damaged})", re.M),
        inline=re.compile(
            rf"【\s*{word}\s*(?P<bracketed>[0-9]{{1,4}})\s*】"
            rf"|(?<=[\s.;。；!?])(?=[0-9{initials}])(?:{spoken}|{gone}|{number.replace(':)', '')})",
            re.M,
        ),
        heading=re.compile(rf"\s*(?:(?:{data['heading']})\s*){{1,2}}", re.I),
        announces=re.compile(rf"\s*(?:{data['heading']})\s*(?<=[:】])\s*(?=\S)", re.I),
        claim_word=re.compile(str(data["claim_word"]), re.I),
        abbreviation=re.compile(rf"(?:{data['abbreviation']})$", re.I),
        joint=re.compile(rf"(?:{data['joint']})$", re.I),
        sequel=re.compile(rf"^[ \t]*[【\[]?(?:{data['sequel']})[】\]]?:?[ \t]*$", re.I | re.M),
        status=re.compile(rf"\s*\(\s*(?:{data['status']})\s*\)\s*[.:]?\s*(?=\S)", re.I),
        cancelled=re.compile(rf"\s*(?:{cancelled}|\(withdrawn\))\s*[.。]?\s*", re.I),
        after_cancelled=re.compile(rf"{cancelled}\s*[.。]?$"),
    )


def numbers(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last number that a match of `line` or `inline` names."""
    groups = match.groupdict()
    if groups.get("letter"):
        return 1, 1
    if groups.get("gone"):
        named = [int(number) for number in re.findall("[0-9]+", groups["gone"])]
        return min(named), max(named)
    names = ("bracketed", "round", "worded", "spoken", "number", "enclosed", "bare", "dashed", "han")
    found = number_value(next(filter(None, map(groups.get, names))))
    return found, found


def markers(plain: str, grammar: Grammar) -> list[Marker]:
    """Candidates in the order of their places; one found twice counts as found at the start of a line.

    Where a line says that something else follows ("ABSTRACT"), they end.
    """
    found: dict[int, Marker] = {}
    for pattern in (patterns().inline, patterns().line):
        for match in pattern.finditer(plain):
            weight = _weight(match, plain, grammar, at_line_start=pattern is patterns().line)
            first, last = numbers(match)
            if weight and first:
                found[match.end()] = Marker(match.start(), match.end(), first, last, _style(match), weight)
    ordered = [found[end] for end in sorted(found)]
    end = end_of_claims(plain, ordered[0].end if ordered else 0)
    return [marker for marker in ordered if marker.start < end]


def end_of_claims(plain: str, position: int) -> int:
    """Where the claims end that start here: at a line that announces something else, or with the text."""
    sequel = patterns().sequel.search(plain, max(1, position))
    return sequel.start() if sequel else len(plain)


def _style(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("enclosed"):
        return "("
    if groups.get("han"):
        return "一"
    return ")" if groups.get("mark") == ")" else ""


def _weight(match: re.Match[str], plain: str, grammar: Grammar, at_line_start: bool) -> int:
    """How surely a number leads a claim: 0 not at all."""
    groups = match.groupdict()
    if any(map(groups.get, ("bracketed", "round", "gone"))) or _is_announced(plain, match.start()):
        return _STRONG
    before = plain[max(0, match.start() - 40) : match.start()].rstrip()
    stopped = not before or (before[-1] in ".。!?" and not patterns().abbreviation.search(before))
    after_sentence = stopped or bool(patterns().after_cancelled.search(before))
    start = match.end() + (plain[match.end() : match.end() + 1] == " ")
    if groups.get("worded"):
        leads = not patterns().joint.search(before)
    elif groups.get("spoken"):
        leads = after_sentence or (at_line_start and refers_soon(plain, start, grammar))
    else:
        return _weight_of_number(match, plain, start, grammar, at_line_start, after_sentence)
    return _STRONG if leads else 0


def _weight_of_number(
    match: re.Match[str], plain: str, start: int, grammar: Grammar, at_line_start: bool, after_sentence: bool
) -> int:
    """The same for a number alone, behind which the text starts here."""
    groups = match.groupdict()
    if _in_reference(plain, match.start(), grammar):
        return 0
    refers = refers_soon(plain, start, grammar)
    first = numbers(match)[0]
    if groups.get("bare"):
        return _WEAK if after_sentence and (refers or first == 1) else 0
    opens = _OPENS.match(plain, start) or patterns().status.match(plain, start, start + LONGEST_LINE)
    finished = first == 1 or not _UNFINISHED.search(plain[max(0, match.start() - 40) : match.start()].rstrip())
    if refers or (opens and (after_sentence or (at_line_start and finished))):
        return _STRONG
    begins = not plain[start : start + 1].isdigit() if at_line_start else plain[start : start + 1].islower()
    return _WEAK if after_sentence and begins else 0


def _is_announced(plain: str, position: int) -> bool:
    """Whether all that stands before is an announcement: "What is claimed is:"."""
    return 0 < position <= _LONGEST_HEADING and patterns().heading.fullmatch(plain, 0, position) is not None


def _in_reference(plain: str, position: int, grammar: Grammar) -> bool:
    """Whether a number here is one of a list of claims referred to: "the cell of claim 1 or 2.\""""
    before = plain[max(0, position - _REFERENCE) : position + 1].lower()
    anchors = grammar.anchor.finditer(before)
    return any(number_list(before, anchor.end(), grammar, plural=True)[1] == len(before) for anchor in anchors)


def refers_soon(plain: str, position: int, grammar: Grammar) -> bool:
    """Whether the sentence that starts here refers to a claim by number near its beginning."""
    opening = plain[position : position + _OPENING].lower()
    anchor = grammar.anchor.search(opening)
    if anchor is None or any(mark in opening[: anchor.start()] for mark in ".。;；:："):
        return False
    token = grammar.tokens.match(opening, anchor.end())
    return token is not None and token.lastgroup != "comma"


def row_of_claims(plain: str, found: Iterable[Marker]) -> list[Marker]:
    """The heaviest row of markers in one style whose numbers ascend without wide gaps; of equal ones the first.

    A row that starts with 1 behind something unfinished ("a method comprising:") is a list of steps, and not taken.
    """
    left = list(found)
    while left:
        row = _heaviest_row(left)
        last_line = plain[max(0, row[0].start - _LONGEST_HEADING) : row[0].start].rstrip().rpartition("\n")[2]
        is_list = row[0].first == 1 and _UNFINISHED.search(last_line)
        if not is_list or patterns().claim_word.search(last_line):
            return row
        left = [marker for marker in left if marker.style != row[0].style]
    return []


def _heaviest_row(found: Iterable[Marker]) -> list[Marker]:
    best: dict[tuple[str, int], _Row] = {}
    heaviest: _Row | None = None
    for marker in found:
        keys = ((marker.style, number) for number in range(marker.first - _WIDEST_GAP, marker.first))
        before = max((best[key] for key in keys if key in best), key=lambda row: row.weight, default=None)
        row = _Row(marker, before, marker.weight + (before.weight if before else 0))
        key = marker.style, marker.last
        if key not in best or best[key].weight < row.weight:
            best[key] = row
        if heaviest is None or heaviest.weight < row.weight:
            heaviest = row
    rows: list[Marker] = []
    while heaviest:
        rows.append(heaviest.marker)
        heaviest = heaviest.before
    return rows[::-1]


def sentence_starts(plain: str) -> Iterator[re.Match[str]]:
    """Places where a new sentence starts behind a full stop, blanks before it included."""
    return _SENTENCE_START.finditer(plain, 1)
