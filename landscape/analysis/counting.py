"""Counts of families: by priority year, by office, by applicant (whole and fractional).

A family counts once in its priority year, once for each office it was published at, and for each of its applicants
once (whole) or 1/number of its applicants (fractional), the applicants being harmonised.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from landscape.analysis.result import Completeness, OfficeRow, YearRow
from landscape.families import ROUTES, Family
from landscape.indicators import reporting_triangle

Applicant = TypeVar("Applicant", bound=str)
COMPLETE_MONTHS, PROVISIONAL_MONTHS = 30, 18


def completeness(year: int, data_until: date | None) -> Completeness:
    """How far a priority year can be trusted when the data reach to `data_until`.

    Counted from the end of the year: complete from 30 months, provisional from 18, else blind.

    >>> [completeness(year, date(2026, 6, 30)).value for year in (2023, 2024, 2025)]
    ['complete', 'provisional', 'blind']
    """
    if data_until is None:
        return Completeness.COMPLETE
    months = (data_until.year - year - 1) * 12 + data_until.month
    if months >= COMPLETE_MONTHS:
        return Completeness.COMPLETE
    return Completeness.PROVISIONAL if months >= PROVISIONAL_MONTHS else Completeness.BLIND


def trend(
    families: Iterable[Family], applicants_of: Mapping[str, Sequence[str]], data_until: date | None, seed: int = 0
) -> tuple[YearRow, ...]:
    """Families by priority year, from the first to the last without gaps; families without a date are left out.

    applicants_of: family id -> applicants; an applicant is new in the year of its first family.  Years that are not
    complete get the number they are expected to come to, where enough of them is visible (see `reporting_triangle`).
    """
    dated = [(family.priority_date.year, family) for family in families if family.priority_date]
    if not dated:
        return ()
    counts: dict[str, Counter[int]] = {name: Counter() for name in ("families", "international", "publications")}
    first_seen: dict[str, int] = {}
    for year, family in dated:
        counts["families"][year] += 1
        counts["international"][year] += family.international
        counts["publications"][year] += len(family.members)
        for applicant in applicants_of.get(family.id, ()):
            first_seen[applicant] = min(year, first_seen.get(applicant, year))
    new = Counter(first_seen.values())
    years = [year for year, _ in dated]
    expected = _expected([family for _, family in dated], data_until, seed)
    return tuple(
        YearRow(
            year=year,
            expected=expected.get(year),
            families=counts["families"][year],
            international=counts["international"][year],
            publications=counts["publications"][year],
            new_applicants=new[year],
            completeness=completeness(year, data_until),
        )
        for year in range(min(years), max(years) + 1)
    )


def _expected(families: Iterable[Family], data_until: date | None, seed: int) -> dict[int, tuple[float, float, float]]:
    """Year -> (estimate, low, high) of the families it will come to, for years that are not complete."""
    if data_until is None:
        return {}
    delays = [
        (family.priority_date, family.first_published)
        for family in families
        if family.priority_date
        and family.first_published
        and family.priority_date <= family.first_published <= data_until
    ]
    found = {}
    for year in reporting_triangle(delays, data_until, seed=seed).years:
        if year.flag != "complete" and year.estimate is not None and year.low is not None and year.high is not None:
            found[year.year] = (round(year.estimate, 6), round(year.low, 6), round(year.high, 6))
    return found


def offices(families: Iterable[Family]) -> tuple[OfficeRow, ...]:
    """Families and publications by office, most families first; first filings by the office of the priority."""
    first: Counter[str] = Counter()
    published: Counter[str] = Counter()
    publications: Counter[str] = Counter()
    for family in families:
        first[family.first_office] += 1
        published.update(family.offices)
        publications.update(number[:2] for number in family.members)
    rows = [
        OfficeRow(office, office in ROUTES, first[office], published[office], publications[office])
        for office in published.keys() | first.keys()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.families, -row.first_filings, row.office)))


@dataclass(slots=True)
class ApplicantCount:
    """What one applicant's families add up to; clusters: families by cluster."""

    families: int = 0
    fractional: float = 0.0
    international: int = 0
    first_year: int | None = None
    last_year: int | None = None
    clusters: Counter[str] = field(default_factory=Counter)

    @property
    def top_cluster(self) -> str | None:
        """The cluster that holds most of its families, ties by id."""
        return min(self.clusters, key=lambda found: (-self.clusters[found], found), default=None)


def applicant_counts(
    families: Iterable[Family], applicants_of: Mapping[str, Sequence[Applicant]], cluster_of: Mapping[str, str]
) -> dict[Applicant, ApplicantCount]:
    """Families of each applicant, whole and fractional, its years and its clusters."""
    counts: dict[Applicant, ApplicantCount] = defaultdict(ApplicantCount)
    for family in families:
        applicants = applicants_of.get(family.id, ())
        for applicant in applicants:
            count = counts[applicant]
            count.families += 1
            count.fractional += 1 / len(applicants)
            count.international += family.international
            if family.priority_date:
                year = family.priority_date.year
                count.first_year = min(year, count.first_year or year)
                count.last_year = max(year, count.last_year or year)
            if family.id in cluster_of:
                count.clusters[cluster_of[family.id]] += 1
    return dict(counts)


def top(counts: Counter[str], n: int) -> tuple[tuple[str, int], ...]:
    """The n largest, ties by name.

    >>> top(Counter("abbcc"), 2)
    (('b', 2), ('c', 2))
    """
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:n])
