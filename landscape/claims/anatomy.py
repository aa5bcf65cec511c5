"""What a claim is made of: preamble, transition and body; and what it protects."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from landscape.claims.grammar import Grammar
from landscape.records import ClaimCategory

_LONGEST_PREAMBLE = 2_000  # characters in which a transition is looked for
_LONGEST_LEAD = 40
_CLAUSE_END = re.compile(r"[,;:，；：。]")
_TRIMMED = " ,;:.，；：。、"


class Anatomy(NamedTuple):
    """The three parts of a claim; transition and body are "" where there is none."""

    preamble: str
    transition: str
    body: str


def anatomy(text: str, folded: str, grammar: Grammar) -> Anatomy:
    """Cut a claim, given with its folded copy, at its transition ("comprising", "其特征在于", "を備える").

    In two-part form the preamble is what is known from prior art ("characterised in that" wins over an earlier
    "comprising").  Where the noun comes last (Japanese, Korean), the preamble is that noun, or what stands before
    "において、" or "에 있어서,".  Without a transition the preamble is the first clause.
    """
    if grammar.subject_last:
        return _subject_last(text, folded, grammar)
    cut = grammar.marked.search(folded)
    for pattern in (grammar.transition, grammar.weak):
        cut = cut or pattern.search(folded, 1, _LONGEST_PREAMBLE)
    if cut:
        lead = grammar.lead.search(folded, max(0, cut.start() - _LONGEST_LEAD), cut.start())
        start = lead.start() if lead else cut.start()
        return _parts(text[:start], text[start : cut.end()], text[cut.end() :])
    cut = _CLAUSE_END.search(folded)
    return _parts(text[: cut.start()], "", text[cut.end() :]) if cut else _parts(text, "", "")


def _parts(preamble: str, transition: str, body: str) -> Anatomy:
    return Anatomy(preamble.strip(_TRIMMED), transition.strip(_TRIMMED), body.strip(_TRIMMED))


def _subject_last(text: str, folded: str, grammar: Grammar) -> Anatomy:
    for pattern in (grammar.marked, grammar.transition):
        cut = _last(pattern, folded)
        if cut:
            return _parts(text[cut.end() :], cut[0], text[: cut.start()])
    leading = grammar.leading.search(folded, 1)
    if leading:
        return _parts(text[: leading.start()], leading[0], text[leading.end() :])
    cut = _last(grammar.weak, folded)
    return _parts(text[cut.end() :], cut[0], text[: cut.start()]) if cut else _parts(text, "", "")


def _last(pattern: re.Pattern[str], folded: str) -> re.Match[str] | None:
    """The last match that a noun follows."""
    found = deque(pattern.finditer(folded, 1), maxlen=1)
    return found[0] if found and folded[found[0].end() :].strip(_TRIMMED) else None


def category(folded: str, preamble: str, grammar: Grammar) -> ClaimCategory | None:
    """What a claim, given with its preamble, protects, by the noun that names it: "a method for making …" is a process.

    Everything that is no process, use or composition is a product, apparatus included; None if the noun says nothing
    ("the invention of claim 1") or there is no text.
    """
    noun = _noun(folded, preamble, grammar)
    if not noun or grammar.neutral.search(noun):
        return None
    for pattern, found in (
        (grammar.process, ClaimCategory.PROCESS),
        (grammar.use, ClaimCategory.USE),
        (grammar.composition, ClaimCategory.COMPOSITION),
    ):
        if pattern.search(noun):
            return found
    return ClaimCategory.PRODUCT


def is_dependent_in_form(folded: str, grammar: Grammar) -> bool:
    """Whether the noun that names the claim is followed at once by the reference: "the method of claim 1"."""
    start, end = _noun_phrase(folded, grammar)
    anchor = grammar.anchor.search(folded, start)
    return anchor is not None and grammar.direct.fullmatch(folded[end : anchor.start()].strip()) is not None


def _noun_phrase(folded: str, grammar: Grammar) -> tuple[int, int]:
    """Where the opening noun phrase starts and ends, without article."""
    skipped = grammar.skip.match(folded)
    start = skipped.end() if skipped else 0
    end = grammar.ends.search(folded, start + 1, start + _LONGEST_PREAMBLE)
    return start, end.start() if end else len(folded)


def _noun(folded: str, preamble: str, grammar: Grammar) -> str:
    if grammar.head == "end":
        source = folded if grammar.subject_last else _CLAUSE_END.split(preamble, maxsplit=1)[0]
        return source.rstrip(_TRIMMED)[-40:]
    start, end = _noun_phrase(folded, grammar)
    words = [word for word in folded[start : min(end, start + _LONGEST_PREAMBLE)].split() if not word.isdigit()]
    return "" if not words else words[-1 if grammar.head == "last" else 0].strip("\"'().,;:")
