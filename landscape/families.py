"""Patent families: which publications are one invention.

The unit of counting is the DOCDB simple family: publications with exactly the same set of priorities.  Where a
source gives the family id, the id decides; else equal priority sets do, where a first filing, which claims nothing,
counts as claiming its own application, and a claimed application that is here and claims others itself (an
international application, the parent of a continuation) counts as those others.  A publication with neither
stands with those of its own number (CN and EP publish application and grant under one number).

Reference: EPO, "DOCDB simple patent family"; WIPO Handbook on Industrial Property Statistics, ch. 4.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

# Routes, not territories: a filing there is not protection in a country.
ROUTES = frozenset({"EP", "WO"})


@dataclass(frozen=True, slots=True)
class Member:
    """What a family needs to know of a publication.

    number: canonical; priorities: canonical or as spelled; completeness: 3 claims, 2 abstract, 1 title, 0 none,
    as its fullest text; english: whether that text is in English.
    """

    number: str
    family_id: str | None = None
    priorities: tuple[str, ...] = ()
    application: str | None = None
    published: date | None = None
    filed: date | None = None
    priority_date: date | None = None
    completeness: int = 0
    english: bool = False

    @property
    def office(self) -> str:
        """Two-letter code of the publishing office (ST.3)."""
        return self.number[:2]


@dataclass(frozen=True, slots=True)
class Family:
    """One simple family; members sorted by number.

    basis: "family id", "priorities" or "number": what made it one family.
    priority_date: the earliest date its members claim, else the earliest filing, else None (never a publication
    date: that would shift the time axis).
    """

    id: str
    basis: str
    representative: str
    members: tuple[str, ...]
    offices: tuple[str, ...]
    first_office: str
    priority_date: date | None
    first_published: date | None

    @property
    def international(self) -> bool:
        """Whether it was published by two offices or more (an international patent family, IPF)."""
        return len(self.offices) > 1


@dataclass(frozen=True, slots=True)
class Families:
    """All families sorted by id, where each publication went, and what did not agree.

    of: publication number -> family id.  conflicts: counts by kind; "equal priorities, different family ids" are
    the priority sets that sources spread over several ids.
    """

    families: tuple[Family, ...]
    of: Mapping[str, str]
    conflicts: Mapping[str, int]

    @property
    def derived_share(self) -> float:
        """Share of families (0 to 1) that no source gave an id for."""
        derived = sum(1 for family in self.families if family.basis != "family id")
        return derived / len(self.families) if self.families else 0.0


def simple_families(members: Iterable[Member]) -> Families:
    """Group publications into simple families.

    Parameters
    ----------
    members : publications with distinct numbers, in any order.

    Returns
    -------
    Families
        Ids are "docdb:<id>" from a source's family id, else "pri:<priorities>" or "pub:<number>".  A publication
        without an id joins the id that equal priorities carry elsewhere; where they carry several, the most
        frequent one (then the lowest), and the conflict is counted.

    Examples
    --------
    >>> found = simple_families([
    ...     Member("XA-1-A1", priorities=("XA-9-A",)), Member("XB-2-B", priorities=("XA-9-A",)), Member("XA-3-A1")])
    >>> [(f.id, f.members) for f in found.families]
    [('pri:XA-9-A', ('XA-1-A1', 'XB-2-B')), ('pub:XA-3', ('XA-3-A1',))]
    """
    ordered = sorted(members, key=lambda member: member.number)
    claims_of: dict[str, set[str]] = defaultdict(set)
    for member in ordered:
        if member.application:
            claims_of[member.application].update(member.priorities)
    ordered = [replace(member, priorities=_first_filings(member.priorities, claims_of)) for member in ordered]
    ids_of_key: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for member in ordered:
        if member.family_id:
            for key in _keys(member):
                ids_of_key[key][member.family_id] += 1
    conflicts = sum(1 for key, ids in ids_of_key.items() if key[0] == "pri" and len(ids) > 1)

    groups: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for member in ordered:
        groups[_group(member, ids_of_key)].append(member)
    families = tuple(
        sorted((_family(name, basis, found) for (basis, name), found in groups.items()), key=lambda f: f.id)
    )
    of = {number: family.id for family in families for number in family.members}
    counted = {"equal priorities, different family ids": conflicts} if conflicts else {}
    return Families(families, of, counted)


def extended_families(members: Iterable[Member]) -> dict[str, str]:
    """Publication number -> extended (INPADOC) family: connected by shared priorities, directly or not.

    Members of one family id, of one application and of one number belong together as well, so that no simple family is
    cut.  The id is the lowest publication number in the component.  Use it for legal status and geography, never for
    trends: it grows with every continuation.

    >>> extended_families([Member("XA-1-A1", priorities=("p", "q")), Member("XB-2-A1", priorities=("q",))])
    {'XA-1-A1': 'XA-1-A1', 'XB-2-A1': 'XA-1-A1'}
    """
    ordered = sorted(members, key=lambda member: member.number)
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for member in ordered:
        own = parent.setdefault(member.number, member.number)
        links = [*member.priorities, *((member.application,) if member.application else ())]
        links.append(f"number {_without_kind(member.number)}")
        links += [f"family {member.family_id}"] if member.family_id else []
        for link in links:
            known = parent.setdefault(f"link {link}", own)
            a, b = root(known), root(member.number)
            low, high = sorted((a, b))
            parent[high] = low
    return {member.number: root(member.number) for member in ordered}


def _first_filings(priorities: Iterable[str], claims_of: Mapping[str, set[str]]) -> tuple[str, ...]:
    """What priorities come down to when those that claim others are followed to the end."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = sorted(priorities)
    while waiting:
        priority = waiting.pop()
        if priority not in seen:
            seen.add(priority)
            further = claims_of.get(priority, set())
            waiting.extend(further)
            if not further or priority in further:  # one that claims itself adds matter of its own
                found.add(priority)
    # Applications that claim each other in a circle have no first filing: they stand as claimed.
    return tuple(sorted(found or priorities))


def _keys(member: Member) -> list[tuple[str, ...]]:
    """What may tie a publication to its family, strongest first."""
    claimed = sorted(set(member.priorities)) or ([member.application] if member.application else [])
    keys = [("pub", _without_kind(member.number))]
    return [("pri", *claimed), *keys] if claimed else [*keys]


def _group(member: Member, ids_of_key: Mapping[tuple[str, ...], Counter[str]]) -> tuple[str, str]:
    if member.family_id:
        return "family id", member.family_id
    keys = _keys(member)
    for key in keys:
        if key in ids_of_key:
            ids = ids_of_key[key]
            return "family id", min(ids, key=lambda family_id: (-ids[family_id], family_id))
    strongest = keys[0]
    return "priorities" if strongest[0] == "pri" else "number", "+".join(strongest[1:])


def _first_filing_office(members: Sequence[Member]) -> str:
    """Office of the first filing: of the lowest claimed priority, "" where the members claim none that parses."""
    claimed = sorted({priority for member in members for priority in member.priorities})
    office = claimed[0][:2] if len(claimed) == 1 else ""
    return office if re.fullmatch("[A-Z]{2}", office) else ""


def _without_kind(number: str) -> str:
    return "-".join(number.split("-")[:2])


_PREFIX = {"family id": "docdb", "priorities": "pri", "number": "pub"}


def _family(name: str, basis: str, members: Sequence[Member]) -> Family:
    representative = min(
        members,
        key=lambda m: (-m.completeness, not m.english, m.published or date.max, m.number),
    )
    first = min(members, key=lambda m: (m.published or date.max, m.number))
    claimed = [m.priority_date for m in members if m.priority_date] or [m.filed for m in members if m.filed]
    first_filing = _first_filing_office(members)
    return Family(
        id=f"{_PREFIX[basis]}:{name}",
        basis=basis,
        representative=representative.number,
        members=tuple(m.number for m in members),
        offices=tuple(sorted({m.office for m in members})),
        first_office=first_filing or first.office,
        priority_date=min(claimed) if claimed else None,
        first_published=first.published,
    )
