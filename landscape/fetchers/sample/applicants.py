"""Invented applicants and inventors: who they are, and in how many ways their names are written.

Some forty are named in applicants.toml, with groups, look-alikes and histories; behind them comes a long tail, put
together from syllables, as long as the corpus asks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from landscape.fetchers.sample.phrases import Drafter
from landscape.fetchers.sample.topics import NOISE, read, topics
from landscape.records import Party, PartyForm

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_NAMED_SHARE = 0.62  # of filings that go to the applicants named in the file
_FAMILIES_PER_TAIL_APPLICANT = 5
_TAIL_LEAST = 60


@dataclass(frozen=True, slots=True)
class Applicant:
    """One entity.

    number: position among all, by which its inventors are told; forms: language -> spellings, the usual one first;
    standard: as offices abbreviate it.
    """

    id: str
    number: int
    group: str
    country: str
    kind: str
    latin: str
    standard: str
    forms: Mapping[str, tuple[str, ...]]
    other: tuple[str, ...] = ()


@dataclass(slots=True)
class Applicants:
    """All applicants of a corpus of so many families; they prefer topics, and few of them file most."""

    families: int

    def choose(self, topic: str, drafter: Drafter) -> Applicant:
        """Who files in a topic."""
        named, weights = _preferences(topic)
        if named and drafter.chance(_NAMED_SHARE):
            return named[bisect_right(weights, drafter.random() * weights[-1])]
        size = self.families // _FAMILIES_PER_TAIL_APPLICANT + _TAIL_LEAST
        specialities = len(topics()) + 1
        rank = int(size * drafter.random() * drafter.random())
        if drafter.chance(0.85):
            rank = rank // specialities * specialities + _position(topic)
        return _from_tail(rank)

    def partners(self, first: Applicant, topic: str, drafter: Drafter) -> list[Applicant]:
        """The applicant with those it files jointly with, mostly none."""
        joint = [first]
        for _ in range((drafter.chance(0.13) and 1) + (drafter.chance(0.02) and 1)):
            for _ in range(4):
                other = self.choose(topic, drafter)
                fits = other.kind != first.kind or (first.group and other.group == first.group) or drafter.chance(0.2)
                if fits and all(other.id != each.id for each in joint):
                    joint.append(other)
                    break
        return joint


def parties(applicants: Sequence[Applicant], language: str, drafter: Drafter) -> tuple[Party, ...]:
    """The applicants as an office that works in this language names them: as filed, standardised, or both."""
    way = drafter.random()
    listed: list[Party] = []
    if way < 0.78:
        country = drafter.chance(0.3)
        listed += (
            Party(_as_filed(one, language, drafter), one.country if country else None, PartyForm.AS_FILED, place)
            for place, one in enumerate(applicants, 1)
        )
    if way > 0.3:
        listed += (
            Party(_standardised(one, drafter), one.country, PartyForm.STANDARDISED, place)
            for place, one in enumerate(applicants, 1)
        )
    return tuple(listed)


def _as_filed(applicant: Applicant, language: str, drafter: Drafter) -> str:
    forms = applicant.forms.get(language)
    if forms:
        name = forms[0] if drafter.chance(0.85) else drafter.pick(forms)
        return name.translate(_WIDE) if name.isascii() and drafter.chance(0.3) else name
    way = drafter.random()
    return next(write for until, write in _LATIN_HABITS if way < until)(applicant, language, drafter)


def _standardised(applicant: Applicant, drafter: Drafter) -> str:
    capitals = [name for name in applicant.other if name.isupper() and name.isascii()]
    return drafter.pick(capitals) if capitals and drafter.chance(0.12) else applicant.standard


def _misspelt(name: str, drafter: Drafter) -> str:
    """Two letters of the first word swapped, or one lost."""
    place = drafter.count(2, min(6, name.index(" ") if " " in name else 6) - 1)
    middle = name[place + 1] + name[place] if drafter.chance(0.5) else name[place]
    return name[:place] + middle + name[place + 2 :]


def _without_legal_form(applicant: Applicant) -> str:
    if applicant.kind != "company":
        return applicant.latin
    return applicant.latin.rsplit(",", 1)[0].removesuffix(" Co.")


# How a name is filed in Latin script: up to which share (0 to 1) of cases, and what is written.
_LATIN_HABITS: tuple[tuple[float, Callable[[Applicant, str, Drafter], str]], ...] = (
    (0.68, lambda one, language, drafter: one.latin),
    (0.76, lambda one, language, drafter: one.latin.upper()),
    (0.84, lambda one, language, drafter: one.latin.replace(",", "").replace(".", "")),
    (0.88, lambda one, language, drafter: one.latin.replace("Co., Ltd.", "Co.,Ltd.").replace(", Inc.", " Inc.")),
    (0.95, lambda one, language, drafter: drafter.pick(one.other or (one.latin,))),
    (0.97, lambda one, language, drafter: _without_legal_form(one)),
    (0.985, lambda one, language, drafter: one.latin.translate(_WIDE) if language in ("ja", "zh") else one.latin),
    (0.995, lambda one, language, drafter: one.latin),
    (1.0, lambda one, language, drafter: _misspelt(one.latin, drafter)),
)


@cache
def named_applicants() -> tuple[Applicant, ...]:
    """The applicants of the data file."""
    return tuple(_named(number, row) for number, row in enumerate(read("applicants.toml")["applicant"]))


def _named(number: int, row: Mapping[str, Any]) -> Applicant:
    forms = {language: row[language] for language in ("zh", "ja", "ko") if language in row}
    return Applicant(
        id=row["id"],
        number=number,
        group=row.get("group", ""),
        country=row["country"],
        kind=row["kind"],
        latin=row["latin"],
        standard=row["standard"],
        forms={language: (form,) if isinstance(form, str) else tuple(form) for language, form in forms.items()},
        other=tuple(row.get("other", ())),
    )


@cache
def _preferences(topic: str) -> tuple[list[Applicant], list[float]]:
    """The named applicants active in a topic, with cumulative weights."""
    rows = read("applicants.toml")["applicant"]
    weights = [row["share"] * row["topics"].get(topic, 0) / sum(row["topics"].values()) for row in rows]
    active = [(one, weight) for one, weight in zip(named_applicants(), weights, strict=True) if weight]
    return [one for one, _ in active], list(accumulate(weight for _, weight in active))


def _position(topic: str) -> int:
    return len(topics()) if topic == NOISE else [each.id for each in topics()].index(topic)


@cache
def _tail_words() -> dict[str, Any]:
    tail: dict[str, Any] = read("applicants.toml")["tail"]
    return tail


@lru_cache(1 << 14)
def _from_tail(rank: int) -> Applicant:
    """The applicant of a rank in the tail: every rank has its own syllables or trade."""
    words = _tail_words()
    syllables, trades = words["syllables"], words["trades"]
    mixed = (rank * 7919 + 101) % (len(syllables) ** 3)
    first, second, third = (syllables[mixed // len(syllables) ** power % len(syllables)] for power in range(3))
    country = words["countries"][rank * 7 % len(words["countries"])]
    kind = words["kinds"][rank * 3 % len(words["kinds"])]
    trade = trades[(rank // 3 + rank // len(syllables) ** 3) % len(trades)]
    stems = ["".join(syllable[script] for syllable in (first, second, third)) for script in range(4)]
    number = len(named_applicants()) + rank
    if kind == "person":
        name = inventor(number, 0, "en", country == "XC")
        native = {"zh": (inventor(number, 0, "zh"),)} if country == "XC" else {}
        return Applicant(f"tail-{rank}", number, "", country, kind, name, name.upper(), native)
    stem = stems[0].capitalize()
    if kind == "university":
        latin, standard = f"{stem} University", f"UNIV {stem.upper()}"
        native = {"zh": (f"{stems[1]}大学",), "ja": (f"{stems[2]}大学",), "ko": (f"{stems[3]}대학교",)}
    else:
        legal = words["legal"][country]
        latin, standard = f"{stem} {trade[0]} {legal[0]}", f"{stem.upper()} {trade[1]} {legal[1]}"
        native = {
            "zh": (f"{stems[1]}{trade[2]}{legal[2]}",),
            "ja": (f"{legal[3]}{stems[2]}{trade[3]}" if rank % 2 else f"{stems[2]}{trade[3]}{legal[3]}",),
            "ko": (f"{legal[4]} {stems[3]}{trade[4]}" if rank % 2 else f"{stems[3]}{trade[4]}{legal[4]}",),
        }
    own = {"XC": "zh", "XD": "ja", "XE": "ko"}.get(country)
    kept = {own: native[own]} if own else {}
    if rank % 4 == 0:
        kept |= {"zh": native["zh"]}
    return Applicant(f"tail-{rank}", number, "", country, kind, latin, standard, kept)


def inventors(applicants: Iterable[Applicant], language: str, picks: Sequence[int]) -> tuple[Party, ...]:
    """Inventors from the staff of the applicants, by position in it, as filed."""
    found: list[Party] = []
    for applicant in applicants:
        script = "zh" if language == "zh" and applicant.country == "XC" else "en"
        for pick in picks:
            name = inventor(applicant.number, pick, script, chinese=applicant.country == "XC")
            found.append(Party(name, None, PartyForm.AS_FILED, len(found) + 1))
    return tuple(found)


@lru_cache(1 << 16)
def inventor(applicant: int, pick: int, script: str, chinese: bool = True) -> str:
    """The name of one of an applicant's people, in Latin or Chinese characters."""
    words = _tail_words()
    if chinese:
        surnames, given = words["surnames"], words["given"]
        mixed = applicant * 1013 + pick * 331
        surname, mixed = surnames[mixed % len(surnames)], mixed // len(surnames)
        one, two = given[mixed % len(given)], given[mixed // len(given) % len(given)]
        return f"{surname[1]}{one[1]}{two[1]}" if script == "zh" else f"{surname[0]} {one[0]}{two[0].lower()}"
    syllables = words["syllables"]
    size = len(syllables)
    mixed = (applicant * 505_031 + pick * 40_503) % size**4
    parts = [syllables[mixed // size**power % size][0] for power in range(4)]
    return f"{parts[0]}{parts[1]}, {parts[2]}{parts[3]}a".title()
