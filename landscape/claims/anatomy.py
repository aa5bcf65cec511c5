"""What a claim is made of: preamble, transition and body; and what it protects."""

from __future__ import annotations

import re
from typing import NamedTuple

from landscape.claims.grammar import Grammar
from landscape.claims.readable import plain as plain_text
from landscape.records import ClaimCategory

_LONGEST_PREAMBLE = 2_000  # characters in which a transition is looked for
_CLAUSE_END = re.compile(r"[,;:，；：。]")
_TRIMMED = " ,;:.，；：。、"
_STOPS = re.compile(r"[,，。;；:：]")


class Anatomy(NamedTuple):
    """The three parts of a claim; transition and body are "" where there is none."""

    preamble: str
    transition: str
    body: str


def anatomy(text: str, grammar: Grammar) -> Anatomy:
    """Cut a claim at its transition ("comprising", "其特征在于", "を備える").

    In two-part form the preamble is what is known from prior art ("characterised in that" wins over an earlier
    "comprising").  Where the noun comes last (Japanese, Korean), the preamble is that noun, or what stands before
    "において、" or "에 있어서,".  Without a transition the preamble is the first clause.
    """
    plain = plain_text(text)
    if grammar.subject_last:
        return _subject_last(text, plain, grammar)
    cut = grammar.marked.search(plain)
    for pattern in (grammar.transition, grammar.weak):
        cut = cut or pattern.search(plain, 1, _LONGEST_PREAMBLE)
    if cut is None:
        cut = _CLAUSE_END.search(plain)
        if cut is None:
            return Anatomy(text.strip(_TRIMMED), "", "")
        return Anatomy(text[: cut.start()].strip(_TRIMMED), "", text[cut.end() :].strip(_TRIMMED))
    return _parts(text[: cut.start()], cut[0], text[cut.end() :])


def _parts(preamble: str, transition: str, body: str) -> Anatomy:
    return Anatomy(preamble.strip(_TRIMMED), transition.strip(_TRIMMED), body.strip(_TRIMMED))


def _subject_last(text: str, plain: str, grammar: Grammar) -> Anatomy:
    for pattern in (grammar.marked, grammar.transition):
        cuts = list(pattern.finditer(plain, 1))
        if cuts and plain[cuts[-1].end() :].strip(_TRIMMED):
            return _parts(text[cuts[-1].end() :], cuts[-1][0], text[: cuts[-1].start()])
    leading = grammar.leading.search(plain, 1)
    if leading:
        return _parts(text[: leading.start()], leading[0], text[leading.end() :])
    weak = list(grammar.weak.finditer(plain, 1))
    if weak and plain[weak[-1].end() :].strip(_TRIMMED):
        return _parts(text[weak[-1].end() :], weak[-1][0], text[: weak[-1].start()])
    return Anatomy(text.strip(_TRIMMED), "", "")


def category(text: str, preamble: str, grammar: Grammar) -> ClaimCategory | None:
    """What a claim protects, by the noun that names it: "a method for making …" is a process.

    Everything that is no process, use or composition is a product, apparatus included; None if the noun says nothing
    ("the invention of claim 1") or there is no text.
    """
    noun = _noun(plain_text(text), plain_text(preamble), grammar)
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


def _noun(text: str, preamble: str, grammar: Grammar) -> str:
    if grammar.head == "end":
        source = text.rstrip(_TRIMMED) if grammar.subject_last else (_STOPS.split(preamble, maxsplit=1)[0] or preamble)
        return source.rstrip(_TRIMMED)[-40:]
    skipped = grammar.skip.match(text)
    opening = text[skipped.end() if skipped else 0 :][:_LONGEST_PREAMBLE]
    end = grammar.ends.search(opening, 1)
    words = (opening[: end.start()] if end else opening).split()
    return "" if not words else words[-1 if grammar.head == "last" else 0].strip("\"'().,;:").lower()
