"""What harmonisation gives: applicants, merges with their reasons, what is unsure, and the whole resolution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from landscape.applicants import wordlists
from landscape.applicants.kinds import Kind
from landscape.applicants.scripts import Script, script_of
from landscape.records import PartyForm


class Judgement(StrEnum):
    """What is held of two names: one applicant, two applicants, or not decided."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


class Rule(StrEnum):
    """Why two names were joined, strongest first."""

    OVERRIDE = "override"  # the query file says so
    ALIAS = "alias"  # the reviewed list of this package says so
    SPELLING = "spelling"  # equal but for case, width, accents, legal form, abbreviations, variants of characters
    ORDER = "order and blanks"  # the same words in another order, or the same letters with other blanks
    BOTH_IN_ONE = "both in one name"  # a name filed holds both forms
    ACRONYM = "acronym"  # a name filed states its own acronym
    MISSPELLING = "misspelling"  # letters away from a name or word that is far more common, all else equal
    TRUNCATED = "truncated"  # breaks off where one longer name goes on
    SOUND = "sound"  # the same sounds in another script
    TRANSLATION = "translation"  # pinyin of the brand and translation of every other word agree
    SAME_PUBLICATION = "same publication"  # the only applicant of a publication, in two forms
    SAME_FAMILY = "same family"  # the only applicant of members of one family
    INVENTORS = "shared inventors"  # near in letters, and the same people invent for both
    ADDRESS = "shared address"  # near in letters, and at one address


class ApplicantId(str):
    """The id of one applicant ("app:toyota-motor"), with what is known of it; compares and sorts as the id.

    name: preferred, in Latin letters where there is one; country: ISO code or None; group: id of the group of firms
    it belongs to ("group:toyota") or None; kind: what it is.
    """

    name: str
    country: str | None
    group: str | None
    kind: Kind

    def __new__(
        cls, value: str, name: str = "", country: str | None = None, group: str | None = None, kind: Kind = Kind.UNKNOWN
    ) -> Self:
        """An id with its attributes; `name` defaults to the id."""
        made = super().__new__(cls, value)
        made.name, made.country, made.group, made.kind = name or value, country, group, kind
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str | None, str | None, Kind]]:
        """Pickle with the attributes."""
        return type(self), (str(self), self.name, self.country, self.group, self.kind)


@dataclass(frozen=True, slots=True)
class Mention:
    """One applicant name on one publication.

    country: of the applicant, as the source gives it; family: id of the simple family; publication: its number, so
    that the two forms of one list can be told from lists of two publications; form: whose spelling it is; address:
    street, city and region of the applicant, as the source gives them.
    """

    name: str
    country: str | None = None
    family: str = ""
    publication: str = ""
    form: PartyForm = PartyForm.UNKNOWN
    address: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """One spelling that was joined to an applicant: by which rule, on what evidence, with how many mentions."""

    applicant: ApplicantId
    name_as_filed: str
    rule: Rule
    evidence: str
    mentions: int


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two names that may be one applicant and were not joined.

    score: likeness of the cleaned names, 0 to 100 (rapidfuzz ratio); low where records, not letters, speak for it.
    """

    name: str
    other: str
    score: float
    reason: str
    judgement: Judgement = Judgement.UNSURE


@dataclass(frozen=True, slots=True)
class Rungs:
    """The ladder of one spelling: as filed, cleaned, applicant, group."""

    as_filed: str
    cleaned: str
    applicant: ApplicantId
    group: str | None


@dataclass(frozen=True)
class Resolution:
    """Every spelling's applicant, and how it came about.

    spellings: name as filed -> applicant; mentions: name as filed -> number of mentions; merges: every spelling but
    each applicant's own leading one (positive judgements); unsure: pairs left apart for want of evidence; refused:
    pairs that a rule would join and the list or the query holds apart (negative).  Most mentions first.
    """

    spellings: Mapping[str, ApplicantId]
    mentions: Mapping[str, int]
    cleaned: Mapping[str, str]
    merges: tuple[Merge, ...] = ()
    unsure: tuple[Doubt, ...] = ()
    refused: tuple[Doubt, ...] = ()
    _applicants: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for name, applicant in self.spellings.items():
            self._applicants.setdefault(applicant, []).append(name)

    @property
    def applicants(self) -> tuple[ApplicantId, ...]:
        """All applicants, by id."""
        return tuple(sorted({str(a): a for a in self.spellings.values()}.values()))

    def entity_of(self, name: str) -> ApplicantId:
        """The applicant of a name as filed; KeyError for a name that was not mentioned."""
        return self.spellings[name]

    def names_of(self, applicant: str) -> tuple[str, ...]:
        """All spellings of an applicant, most mentioned first."""
        return tuple(sorted(self._applicants.get(applicant, ()), key=lambda n: (-self.mentions[n], n)))

    def rungs(self, name: str) -> Rungs:
        """The ladder of one name as filed."""
        applicant = self.spellings[name]
        return Rungs(name, self.cleaned[name], applicant, applicant.group)


@dataclass(frozen=True, slots=True, order=True)
class RankingEffect:
    """What joining an applicant's names does to its rank by families (or whatever was counted).

    rank_before: rank of its best name alone, names counted as filed; rank_after: with all its names joined.
    """

    applicant: ApplicantId
    names: int
    count_before: float
    count_after: float
    rank_before: int
    rank_after: int

    def __str__(self) -> str:
        moved = f"moves {self.applicant.name} from {self.rank_before} to {self.rank_after}"
        if self.rank_before == self.rank_after:
            moved = f"leaves {self.applicant.name} at {self.rank_after}"
        return f"joining these {self.names} names {moved}"


def ranking_effect(resolution: Resolution, counts: Mapping[str, float]) -> tuple[RankingEffect, ...]:
    """What each applicant's merges do to the ranking, by rank after them.

    counts: name as filed -> its count (families, say); names without a count count 0.  Counts are summed per
    applicant: where two names of one applicant stand on one family, count each family under one of them.
    Ranks start at 1; equals share the better rank.

    >>> from landscape.applicants import resolve
    >>> found = resolve([Mention("Idemitsu Kosan Co Ltd"), Mention("出光興産株式会社"), Mention("Canon Inc")])
    >>> counts = {"Idemitsu Kosan Co Ltd": 4, "出光興産株式会社": 3, "Canon Inc": 5}
    >>> print(ranking_effect(found, counts)[0])
    joining these 2 names moves Idemitsu Kosan from 2 to 1
    """
    totals: dict[ApplicantId, float] = {}
    best: dict[str, float] = {}
    for name, applicant in resolution.spellings.items():
        count = counts.get(name, 0)
        totals[applicant] = totals.get(applicant, 0) + count
        best[applicant] = max(best.get(applicant, 0), count)
    before, after = sorted(counts.values(), reverse=True), sorted(totals.values(), reverse=True)
    rank_before, rank_after = _ranks(before), _ranks(after)
    effects = [
        RankingEffect(
            a, len(resolution.names_of(a)), best[a], total, rank_before.get(best[a], len(before) + 1), rank_after[total]
        )
        for a, total in totals.items()
        if len(resolution.names_of(a)) > 1
    ]
    return tuple(sorted(effects, key=lambda e: (e.rank_after, e.applicant)))


def _ranks(ordered: Sequence[float]) -> dict[float, int]:
    """Count -> the rank it has in a list in descending order."""
    ranks: dict[float, int] = {}
    for rank, count in enumerate(ordered, start=1):
        ranks.setdefault(count, rank)
    return ranks


def display_name(names: Iterable[tuple[str, int]]) -> str:
    """The name for people among (name as filed, mentions): the most mentioned in Latin letters, capitals softened.

    >>> display_name([("出光興産株式会社", 55), ("IDEMITSU KOSAN CO LTD", 37), ("Idemitsu Kosan Co.,Ltd.", 4)])
    'Idemitsu Kosan Co Ltd'
    """
    ranked = sorted(names, key=lambda n: (script_of(n[0]) is not Script.LATIN, -n[1], n[0]))
    name = " ".join(ranked[0][0].split())
    if name.isupper() or name.islower():
        name = " ".join(word.capitalize() if _is_word(word) else word for word in name.split())
    return name


_SMALL = frozenset(("co", "ltd", "inc", "of", "and"))


def _is_word(word: str) -> bool:
    """Whether capitals are those of a word ("NEW", "TECH"), not of a name made of initials ("SDI", "USA")."""
    plain = word.casefold().strip(".,")
    common = plain in wordlists.common_words() and wordlists.common_words()[plain] not in wordlists.places()
    return len(word) > 3 or plain in _SMALL or common
