"""Which claims a claim refers to."""

from __future__ import annotations

from dataclasses import dataclass, field

from landscape.claims.grammar import Grammar

_WINDOW = 48  # characters before an anchor in which "any of the preceding" stands
_LONGEST_RANGE = 1_000
_LOOKALIKES = str.maketrans("lio|", "1101")
_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(slots=True)
class References:
    """Numbers of claims referred to, below the claim's own; and whether it refers at all, resolved or not."""

    numbers: set[int] = field(default_factory=set)
    any: bool = False


def references(folded: str, number: int, grammar: Grammar) -> References:
    """The claims that a claim of this number refers to, anywhere in its folded text.

    Only lower numbers count.  A reference whose number is lost ("as claimed in claim") resolves to none.
    """
    found = References()
    position, everything = 0, False
    while anchor := grammar.anchor.search(folded, position):
        plural = grammar.plural is None or bool(grammar.plural.search(anchor[0]))
        numbers, position = number_list(folded, anchor.end(), grammar, plural)
        before = folded[max(0, anchor.start() - _WINDOW) : anchor.start()]
        if numbers:
            found.any = True
            found.numbers |= numbers
        elif grammar.preceding.search(before) or grammar.after.match(folded, anchor.end()):
            found.any = True
            if plural or grammar.any.search(before):
                everything = True
            else:
                found.numbers.add(number - 1)
        elif grammar.referring.search(before):
            found.any = True
    if everything:
        found.numbers.update(range(1, number))
    found.numbers = {other for other in found.numbers if 0 < other < number}
    return found


def number_list(folded: str, position: int, grammar: Grammar, plural: bool) -> tuple[set[int], int]:
    """Numbers of the list that starts here, and where it ends: "1", "1 to 3", "1, 2 or 4 to 6", "1至3中任一项".

    Numbers joined by commas alone count if a conjunction behind them, a plural or a closing word shows that they are a
    list ("the alloy of claim 1, 2 parts of which" refers to claim 1 only, and so does "of claims 1 or 2, 3 parts" to
    claims 1 and 2).
    """
    numbers: set[int] = set()
    doubtful: set[int] = set()
    last, joint, ended = 0, "start", False
    while token := grammar.tokens.match(folded, position):
        kind = token.lastgroup
        if kind in ("number", "han", "joined"):
            value = number_value(token[kind])
            if not joint or not value:
                break
            if joint == "comma":
                doubtful.add(value)
            else:
                numbers |= doubtful
                doubtful.clear()
                ended = joint == "and"
                in_range = joint == "to" and last < value <= last + _LONGEST_RANGE
                numbers.update(range(last, value + 1) if in_range else [value])
            last, joint = value, ""
        elif kind in ("to", "and", "comma"):
            joint = "and" if joint == "and" or (kind == "comma" and joint == "to") else str(kind)
        position = token.end()
    is_list = (plural and not ended) or grammar.closing.match(folded, position)
    return (numbers | doubtful if is_list else numbers), position


def number_value(spelling: str) -> int:
    """A number in digits, with letters that look like them, or in Chinese numerals below 100; 0 if it is none."""
    if spelling[0] in "一二三四五六七八九十":
        tens, ten, units = spelling.rpartition("十")
        return (10 * _HAN_DIGITS.get(tens, 1) if ten else 0) + _HAN_DIGITS.get(units, 0)
    digits = spelling.translate(_LOOKALIKES)
    return int(digits) if digits.isdigit() else 0
