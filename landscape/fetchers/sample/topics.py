"""The technical topics of the invented corpus, read from topics/*.toml.

A topic says what can be claimed in it (subjects), of what that consists (parts), what can be said of a thing of a
class (traits), how it is made (stages, each with alternatives that end in the same intermediate), under what
conditions, what it is good for (uses, effects, problems).  Much is shared by all topics (common.toml), as much of
the wording of real claims is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from landscape.fetchers.sample.phrases import Pair, Phrase, Vocabulary, formulas

_Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is for: its class and its name in English, Chinese, Japanese and Korean."""

    kind: str
    name: Pair
    japanese: str
    korean: str


@dataclass(frozen=True, slots=True)
class Part:
    """A component: how a claim introduces it, its name afterwards, its class."""

    kind: str
    intro: Phrase
    name: Pair


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a method ("firing the intermediate at …") and its name ("firing")."""

    text: Phrase
    name: Pair


@dataclass(frozen=True, slots=True)
class Use:
    """A claim to something that contains or applies the subject, the name of that, and its class."""

    text: Phrase
    name: Pair
    kind: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """A stock of phrases; parts by the class of what is claimed, traits by the class of what they tell of."""

    parts: Mapping[str, tuple[Part, ...]]
    traits: Mapping[str, tuple[Phrase, ...]]
    conditions: tuple[Phrase, ...]
    effects: tuple[Phrase, ...]
    problems: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; own: its phrases, common: those it shares with every other topic.

    weight: relative share of filings at the years of `WEIGHT_YEARS`; lead: share of claim sets led by a product;
    process_uses: uses of a method.
    """

    id: str
    name: Pair
    field: str
    weight: tuple[float, ...]
    lead: float
    near: tuple[str, ...]
    cpc: tuple[str, ...]
    subjects: tuple[Subject, ...]
    processes: tuple[Subject, ...]
    stages: tuple[tuple[Step, ...], ...]
    uses: tuple[Use, ...]
    process_uses: tuple[Use, ...]
    own: Phrases
    common: Phrases


WEIGHT_YEARS = (2005, 2012, 2019, 2026)
NOISE = ""  # id of what belongs to no topic


def read(name: str) -> dict[str, Any]:
    """A TOML file of this package, by its path within it."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, sorted by id."""
    folder = resources.files(__package__).joinpath("topics")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted((_topic(read(f"topics/{name}")) for name in names), key=lambda topic: topic.id))


@cache
def noise() -> Topic:
    """What belongs to no topic, in the form of one."""
    return _topic(read("noise.toml"))


@cache
def generic_subjects() -> tuple[Subject, ...]:
    """What claims that avoid the words of their topic are for."""
    return tuple(_subject(row) for row in _common()[0]["generic"])


@cache
def _common() -> tuple[_Table, Vocabulary]:
    table = read("common.toml")
    units = {unit: (english, chinese) for unit, (english, chinese) in table["units"].items()}
    return table, Vocabulary(_pools(table), (), units)


def _pools(table: _Table) -> dict[str, tuple[Pair, ...]]:
    return {name: tuple((en, zh) for en, zh in entries) for name, entries in table.get("pools", {}).items()}


def _topic(table: _Table) -> Topic:
    drawn = tuple(pair for template in table["formulas"] for pair in formulas(template))
    base = _common()[1]
    words = Vocabulary({**base.pools, **_pools(table)}, drawn, base.units)
    parts = _parts(table["parts"], words)
    classes = {row[0] for row in table["subjects"]} | {"cell"}
    own = _phrases(table, dict.fromkeys(classes, parts), table["conditions"], words)
    return Topic(
        id=table["id"],
        name=(table["name"][0], table["name"][1]),
        field=table["field"],
        weight=tuple(table["weight"]),
        lead=table["lead"],
        near=tuple(table["near"]),
        cpc=tuple(table["cpc"]),
        subjects=tuple(_subject(row) for row in table["subjects"]),
        processes=tuple(_subject(["process", *row]) for row in table.get("process", ())),
        stages=tuple(
            tuple(Step(words.phrase(en, zh), (en_name, zh_name)) for en, en_name, zh, zh_name in stage)
            for stage in table["stages"]
        ),
        uses=_uses(table["uses"], words),
        process_uses=_uses(table.get("process_uses", ()), words),
        own=own,
        common=own if table["id"] == NOISE else _shared(table["work"]),
    )


@cache
def _shared(work: str) -> Phrases:
    """Phrases of all topics whose work is "chemistry", or "assembly", as the file says."""
    table, words = _common()
    parts = {kind: _parts(rows, words) for kind, rows in table["common"]["parts"].items()}
    parts["powder"] = parts["material"]
    return _phrases(table["common"]["rest"], parts, table["common"]["conditions"][work], words)


def _subject(row: Sequence[str]) -> Subject:
    kind, english, chinese, japanese, korean = row
    return Subject(kind, (english, chinese), japanese, korean)


def _parts(rows: Sequence[Sequence[str]], words: Vocabulary) -> tuple[Part, ...]:
    return tuple(Part(kind, words.phrase(en, zh), (name, zh_name)) for kind, en, name, zh, zh_name in rows)


def _uses(rows: Sequence[Sequence[str]], words: Vocabulary) -> tuple[Use, ...]:
    return tuple(Use(words.phrase(en, zh), (name, zh_name), kind) for en, name, zh, zh_name, kind in rows)


def _phrases(
    table: _Table, parts: Mapping[str, tuple[Part, ...]], conditions: Sequence[Sequence[str]], words: Vocabulary
) -> Phrases:
    traits: dict[str, list[Phrase]] = {}
    for kind, en, zh in table["traits"]:
        traits.setdefault(kind, []).append(words.phrase(en, zh))
    return Phrases(
        parts=parts,
        traits={kind: tuple(phrases) for kind, phrases in traits.items()},
        conditions=tuple(words.phrase(en, zh) for en, zh in conditions),
        effects=tuple(words.phrase(en, zh) for en, zh in table["effects"]),
        problems=tuple(words.phrase(en, zh) for en, zh in table["problems"]),
    )
