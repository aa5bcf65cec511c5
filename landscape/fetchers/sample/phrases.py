"""Phrases in English and Chinese with slots that are filled alike in both.

A phrase is written twice, "has a thickness of {0.5..120.0 μm}" and "的厚度为{0.5..120.0 μm}"; its slots are

    {1..20 μm}      a range drawn within these bounds, in the precision and unit written
    {>=1..20 μm}    one value, "… or more";  {<=1..20 μm} "… or less";  {=1..20 μm} just the value
    {any pool}      one entry of a pool
    {two pool}      two entries, joined by "and"
    {some pool}     two to four entries as alternatives ("at least one selected from the group consisting of …")
    {formula}       a chemical formula of the topic, with its index drawn or left open
    {it}            left to the caller

A slot written in both languages stands for one draw; one written twice in a phrase is drawn once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

# The same words in English and in Chinese.
Pair = tuple[str, str]
Item = TypeVar("Item")

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(>=|<=|=)?(-?[0-9.]+?)\.\.(-?[0-9.]+)(?: (.+))?")
_INDEX = re.compile(r"\{([0-9.]*)([+-]?)([0-9.]*)x\}")
_CLOSE_UNITS = ("%", "°")
_GRID = 40  # values a range has at most: rounder numbers than its precision allows, as drafters write them


@dataclass(slots=True)
class Drafter:
    """Who writes a family: a source of chance, whether Chinese is wanted too, and a habit in writing ranges.

    random: uniform in [0, 1), the only source of chance, so that a corpus is the same wherever it is made.
    """

    random: Callable[[], float]
    chinese: bool = True
    english_range: str = "{0}{u} to {1}{u}"
    chinese_range: str = "{0}{u}至{1}{u}"

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely."""
        return items[int(self.random() * len(items))]

    def chance(self, probability: float) -> bool:
        """True with this probability (0 to 1)."""
        return self.random() < probability

    def count(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def several(self, items: Sequence[Item], count: int) -> list[Item]:
        """So many different items (all, if there are fewer), in the order drawn."""
        left = list(items)
        return [left.pop(int(self.random() * len(left))) for _ in range(min(count, len(left)))]


Slot = Callable[[Drafter], Pair]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in both languages, its slots numbered."""

    english: str
    chinese: str
    slots: tuple[Slot, ...]

    def draw(self, drafter: Drafter, it: Pair = ("", "")) -> Pair:
        """The phrase with its slots filled; the Chinese is "" where it is not wanted."""
        if not self.slots:
            return self.english.replace("{it}", it[0]), self.chinese.replace("{it}", it[1])
        values = [slot(drafter) for slot in self.slots]
        english = self.english.format(*[value[0] for value in values], it=it[0])
        if not drafter.chinese:
            return english, ""
        return english, self.chinese.format(*[value[1] for value in values], it=it[1])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What slots are filled from: pools of entries, chemical formulas, names of units in both languages."""

    pools: Mapping[str, tuple[Pair, ...]]
    formulas: tuple[Pair, ...]
    units: Mapping[str, Pair]

    def phrase(self, english: str, chinese: str) -> Phrase:
        """Compile; ValueError if the two languages do not have the same slots."""
        slots: dict[str, int] = {}

        def numbered(match: re.Match[str]) -> str:
            return match[0] if match[1] == "it" else f"{{{slots.setdefault(match[1], len(slots))}}}"

        forms = [_SLOT.sub(numbered, text) for text in (english, chinese)]
        if set(_SLOT.findall(english)) != set(_SLOT.findall(chinese)):
            raise ValueError(f"different slots in {english!r} and {chinese!r}")
        return Phrase(forms[0], forms[1], tuple(self._slot(slot) for slot in slots))

    def _slot(self, slot: str) -> Slot:
        bounds = _RANGE.fullmatch(slot)
        if bounds:
            unit = bounds[4] or ""
            return _range_slot(bounds[1] or "", _grid(bounds[2], bounds[3]), self._unit(unit))
        if slot == "formula":
            return _any_slot(self.formulas)
        how, _, pool = slot.partition(" ")
        return _POOLED[how](self.pools[pool])

    def _unit(self, unit: str) -> Pair:
        english, chinese = self.units.get(unit, (unit, unit.replace("°C", "℃")))
        return (english if not unit or unit in _CLOSE_UNITS else f" {english}"), chinese


def _grid(low: str, high: str) -> tuple[str, ...]:
    """Evenly spaced values from low to high, written with the decimals of the bounds."""
    decimals = max(len(bound.partition(".")[2]) for bound in (low, high))
    first, last = (int(Fraction(bound) * 10**decimals) for bound in (low, high))
    step = 1
    while (last - first) // step > _GRID:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    values = [first, *range((first // step + 1) * step, last, step), last]
    return tuple(_decimal(value, decimals) for value in dict.fromkeys(values))


def _decimal(value: int, decimals: int) -> str:
    """A whole number of units of the last decimal, without closing zeros: (130, 2) is "1.3"."""
    digits = f"{abs(value):0{decimals + 1}}"
    whole, part = (digits[:-decimals], digits[-decimals:].rstrip("0")) if decimals else (digits, "")
    return ("-" if value < 0 else "") + (f"{whole}.{part}" if part else whole)


def _range_slot(how: str, grid: tuple[str, ...], unit: Pair) -> Slot:
    one = {
        ">=": (f"{{}}{unit[0]} or more", f"{{}}{unit[1]}以上"),
        "<=": (f"{{}}{unit[0]} or less", f"{{}}{unit[1]}以下"),
        "=": (f"{{}}{unit[0]}", f"{{}}{unit[1]}"),
    }
    if how:
        values = tuple((one[how][0].format(value), one[how][1].format(value)) for value in grid)
        return _any_slot(values)
    half = len(grid) // 2

    def draw(drafter: Drafter) -> Pair:
        low, high = drafter.pick(grid[:half]), drafter.pick(grid[half:])
        english = drafter.english_range.format(low, high, u=unit[0])
        return english, drafter.chinese_range.format(low, high, u=unit[1]) if drafter.chinese else ""

    return draw


def _any_slot(entries: tuple[Pair, ...]) -> Slot:
    return lambda drafter: drafter.pick(entries)


def _two_slot(entries: tuple[Pair, ...]) -> Slot:
    def draw(drafter: Drafter) -> Pair:
        first, second = drafter.several(entries, 2)
        return f"{first[0]} and {second[0]}", f"{first[1]}和{second[1]}"

    return draw


def _some_slot(entries: tuple[Pair, ...]) -> Slot:
    def draw(drafter: Drafter) -> Pair:
        chosen = drafter.several(entries, drafter.count(2, 4))
        long = drafter.chance(0.5)
        *english, last = [entry[0] for entry in chosen]
        opening = "at least one selected from the group consisting of" if long else "at least one of"
        chinese = f"{'、'.join(entry[1] for entry in chosen[:-1])}和{chosen[-1][1]}中的至少一种"
        return f"{opening} {', '.join(english)} and {last}", f"选自{chinese}" if long else chinese

    return draw


_POOLED: Mapping[str, Callable[[tuple[Pair, ...]], Slot]] = {"any": _any_slot, "two": _two_slot, "some": _some_slot}


def formulas(template: str) -> list[Pair]:
    """Formulas of a template "Li{7-x}PS{6-x}Cl{x}; 0.9..1.8; 0.05": one for each index, and some with it open.

    >>> [english for english, chinese in formulas("SiO{x}; 0.5..0.7; 0.1")][:3]
    ['SiO0.5', 'SiO0.6', 'SiO0.7']
    """
    text, bounds, by = (part.strip() for part in template.split(";"))
    first, last = (Fraction(bound) for bound in bounds.split(".."))
    step = Fraction(by)
    values = [first + step * k for k in range(int((last - first) / step) + 1)]

    def at(value: Fraction) -> str:
        return _INDEX.sub(lambda match: _index(match, value), text)

    fixed = [(at(value), at(value)) for value in values]
    generic = _INDEX.sub(lambda match: f"{match[1]}{match[2]}{match[3]}x", text)
    middle = len(values) // 2
    bounds_of_x = [(low, high) for low in values[:middle:4] for high in values[:middle:-4]]
    marks = [f"{_decimal(int(low * 1000), 3)} ≤ x ≤ {_decimal(int(high * 1000), 3)}" for low, high in bounds_of_x]
    return fixed + [(f"{generic} ({mark})", f"{generic}（{mark.replace(' ', '')}）") for mark in marks]


def _index(match: re.Match[str], value: Fraction) -> str:
    """The number of atoms that an index such as 7-3x gives, at most three decimals, nothing for 1."""
    factor = Fraction(match[3] or 1) * value
    constant = Fraction(match[1] or 0) if match[2] else Fraction(0)
    result = constant - factor if match[2] == "-" else constant + factor
    written = _decimal(round(result * 1000), 3)
    return "" if written == "1" else written
