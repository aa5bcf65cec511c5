"""Counts: one unit, one date axis, whole and fractional, and years that cannot be trusted yet marked as such."""

from __future__ import annotations

from datetime import date

import pytest

from landscape.analysis.counting import applicant_counts, completeness, offices, trend
from landscape.analysis.result import Completeness
from landscape.families import Member, simple_families


def _families(*members: Member):
    return simple_families(members).families


def _member(number: str, year: int | None, family: str | None = None, priorities: tuple[str, ...] = ()) -> Member:
    day = date(year, 3, 1) if year else None
    published = date(year + 1, 9, 1) if year else None
    return Member(number, family_id=family, priorities=priorities, priority_date=day, published=published)


@pytest.mark.parametrize(
    ("data_until", "expected"),
    [
        (date(2026, 6, 30), Completeness.COMPLETE),
        (date(2026, 5, 31), Completeness.PROVISIONAL),
        (date(2025, 6, 1), Completeness.PROVISIONAL),
        (date(2025, 5, 31), Completeness.BLIND),
        (date(2023, 7, 1), Completeness.BLIND),
    ],
)
def test_a_year_is_complete_30_months_after_its_end_and_provisional_from_18(
    data_until: date, expected: Completeness
) -> None:
    assert completeness(2023, data_until) is expected


def test_the_trend_has_no_gaps_and_leaves_undated_families_out() -> None:
    families = _families(_member("EP-1-A1", 2010), _member("EP-2-A1", 2013), _member("EP-3-A1", None))
    rows = trend(families, {}, date(2026, 1, 1))
    assert [(row.year, row.families) for row in rows] == [(2010, 1), (2011, 0), (2012, 0), (2013, 1)]


def test_a_family_counts_once_however_many_publications_it_has() -> None:
    families = _families(_member("EP-1-A1", 2010, "7"), _member("US-2-A1", 2010, "7"), _member("US-2-B2", 2010, "7"))
    (row,) = trend(families, {}, date(2026, 1, 1))
    assert (row.families, row.international, row.publications) == (1, 1, 3)
    by_office = {row.office: row for row in offices(families)}
    assert (by_office["US"].families, by_office["US"].publications) == (1, 2)
    assert by_office["EP"].route
    assert not by_office["US"].route


def test_first_filings_go_to_the_office_of_the_priority_even_if_it_published_nothing_here() -> None:
    families = _families(_member("EP-1-A1", 2010, priorities=("JP-9",)))
    by_office = {row.office: row for row in offices(families)}
    assert (by_office["JP"].first_filings, by_office["JP"].families) == (1, 0)
    assert (by_office["EP"].first_filings, by_office["EP"].families) == (0, 1)


def test_an_applicant_is_new_in_the_year_of_its_first_family_only() -> None:
    families = _families(_member("EP-1-A1", 2012), _member("EP-2-A1", 2010))
    rows = trend(families, {family.id: ["a"] for family in families}, date(2026, 1, 1))
    assert [row.new_applicants for row in rows] == [1, 0, 0]


def test_joint_families_count_whole_for_each_and_in_parts_that_add_up_to_one() -> None:
    families = _families(_member("EP-1-A1", 2012), _member("EP-2-A1", 2010))
    first, second = (family.id for family in families)
    counts = applicant_counts(families, {first: ["a", "b"], second: ["a"]}, {first: "c1"})
    assert (counts["a"].families, counts["a"].fractional) == (2, 1.5)
    assert (counts["b"].families, counts["b"].fractional) == (1, 0.5)
    assert (counts["a"].first_year, counts["a"].last_year) == (2010, 2012)
    assert counts["b"].clusters == {"c1": 1}
    assert sum(count.fractional for count in counts.values()) == len(families)


def test_a_young_year_gets_the_number_it_will_come_to_from_the_delays_of_old_ones() -> None:
    members = []
    for year in range(2008, 2025):
        for month in range(1, 13):
            for n, delay in enumerate((18, 24)):  # half is published after 18 months, the other half after 24
                total = year * 12 + month - 1 + delay
                published = date(total // 12, total % 12 + 1, 15)
                if published <= date(2026, 6, 30):
                    members.append(
                        Member(f"EP-{year}{month:02}{n}-A1", priority_date=date(year, month, 1), published=published)
                    )
    last = trend(_families(*members), {}, date(2026, 6, 30))[-1]
    assert (last.year, last.completeness, last.families) == (2024, Completeness.PROVISIONAL, 18)
    assert last.expected is not None
    estimate, low, high = last.expected
    assert low <= 24 <= high
    assert estimate == pytest.approx(24, abs=1.5)
