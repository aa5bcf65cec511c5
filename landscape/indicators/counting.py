"""Whole and fractional counts, and who is new.

Whole counting gives each party of a family one; its sum exceeds the number of families where parties file jointly.
Fractional counting gives each the same part of one, so that the parts add up to the number of families.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import fsum


def whole_counts(rows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Families of each unit, from (family, unit) rows; a pair that comes twice counts once.

    >>> whole_counts([("f1", "JP"), ("f1", "JP"), ("f1", "US"), ("f2", "JP")])
    {'JP': 2, 'US': 1}
    """
    counts = Counter(unit for _, unit in set(rows))
    return dict(sorted(counts.items()))


def fractional_counts(rows: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Fractional families of each unit, from (family, unit) rows, one row for each party of the family.

    A family with n rows gives 1/n to each of them: with one row per harmonised applicant these are fractional
    families of applicants; with each applicant's country in its place, w(f, c) = applicants in c / applicants of f.
    A repeated row counts again (two Japanese applicants are two), so an applicant must come once a family.

    >>> fractional_counts([("f1", "JP"), ("f1", "JP"), ("f1", "US")])
    {'JP': 0.6666666666666666, 'US': 0.3333333333333333}
    """
    units: defaultdict[str, list[str]] = defaultdict(list)
    for family, unit in rows:
        units[family].append(unit)
    parts: Counter[tuple[str, int]] = Counter()  # (unit, parties of the family) -> rows
    for parties in units.values():
        parts.update((unit, len(parties)) for unit in parties)
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for (unit, parties_of_family), n in parts.items():
        sums[unit].append(n / parties_of_family)
    # fsum is exact, so the order of the rows cannot show in the last digit.
    return {unit: fsum(sums[unit]) for unit in sorted(sums)}


def new_entrants(first_years: Mapping[str, int], active: Mapping[int, Iterable[str]]) -> dict[int, float]:
    """Share of each year's active applicants whose first family of the corpus falls in that year.

    first_years: applicant -> year of its first family; active: year -> its applicants.  A year without applicants
    is left out.  In a corpus cut off at a first year, that year's share is 1 by construction.

    >>> new_entrants({"a": 2019, "b": 2020}, {2019: ["a"], 2020: ["a", "b"]})
    {2019: 1.0, 2020: 0.5}
    """
    shares = {}
    for year in sorted(active):
        applicants = set(active[year])
        if applicants:
            shares[year] = sum(first_years[one] == year for one in applicants) / len(applicants)
    return shares
