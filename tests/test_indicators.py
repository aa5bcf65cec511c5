"""Indicators against known answers, properties and simulated truth."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape import indicators
from landscape.errors import AnalysisError

SHARES = [0.4, 0.3, 0.2, 0.1]
amounts = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)


def test_growth_of_international_battery_families_2000_to_2018():
    assert indicators.cagr(1029, 7153, 18) == pytest.approx(0.1137, abs=5e-5)


@pytest.mark.parametrize(("first", "last", "years"), [(0, 5, 3), (5, -1, 3), (5, 5, 0)])
def test_growth_without_meaning_is_refused(first, last, years):
    with pytest.raises(AnalysisError, match="no growth rate"):
        indicators.cagr(first, last, years)


def test_smoothed_growth_counts_gaps_as_zero_and_needs_two_windows():
    assert indicators.smoothed_cagr({2000: 3, 2002: 3, 2003: 2, 2004: 3, 2005: 3}) == pytest.approx(
        (8 / 6) ** (1 / 3) - 1
    )
    assert indicators.smoothed_cagr({2000: 3, 2001: 3, 2002: 3, 2003: 3, 2004: 3}) is None
    assert indicators.smoothed_cagr({2000: 0, 2005: 3}) is None


@settings(deadline=None)
@given(st.floats(-0.3, 0.6), st.integers(3, 25), st.floats(5, 500))
def test_log_linear_growth_recovers_an_exact_trend(rate, years, start):
    counts = {2000 + step: start * (1 + rate) ** step for step in range(years)}
    found = indicators.log_linear_growth(counts)
    assert found is not None
    assert found.rate == pytest.approx(rate, abs=1e-6)
    assert found.low <= found.rate <= found.high


def test_log_linear_growth_holds_its_confidence_on_poisson_counts():
    generator, covered = random.Random(4), 0
    for _ in range(200):
        counts = {year: _poisson(generator, 20 * 1.08 ** (year - 2010)) for year in range(2010, 2020)}
        found = indicators.log_linear_growth(counts)
        assert found is not None
        covered += found.low <= 0.08 <= found.high
    assert covered >= 180  # 95 % nominal


def test_log_linear_growth_tells_when_there_is_too_little():
    assert indicators.log_linear_growth({2010: 5, 2011: 6}) is None
    assert indicators.log_linear_growth({2010: 0, 2011: 6, 2012: 0}) is None
    assert indicators.log_linear_growth({}) is None


def test_concentration_of_four_shares():
    assert indicators.hhi(SHARES) == pytest.approx(0.30)
    assert indicators.effective_number(SHARES) == pytest.approx(3.333, abs=5e-4)
    assert indicators.normalised_hhi(SHARES) == pytest.approx(0.0667, abs=5e-5)
    assert indicators.concentration_ratio(SHARES) == pytest.approx(1.0)
    assert indicators.entropy(SHARES) == pytest.approx(1.2799, abs=5e-5)


@settings(deadline=None)
@given(amounts)
def test_concentration_keeps_its_bounds_whatever_the_order(values):
    turned = values[::-1]
    assert 1 / len(values) - 1e-12 <= indicators.hhi(values) <= 1
    assert indicators.hhi(values) == indicators.hhi(turned)
    assert 0 <= indicators.entropy(values) <= math.log(len(values)) + 1e-12
    assert indicators.entropy(values) == indicators.entropy(turned)
    assert 0 < indicators.concentration_ratio(values) <= 1


@pytest.mark.parametrize("values", [[], [0, 0], [1, -1], [math.nan]])
def test_shares_of_nothing_are_refused(values):
    with pytest.raises(AnalysisError):
        indicators.hhi(values)


def test_specialisation_of_two_countries_in_two_fields():
    table = {("JP", "sulfide"): 30, ("JP", "oxide"): 10, ("US", "sulfide"): 10, ("US", "oxide"): 50}
    found = {(cell.row, cell.column): cell for cell in indicators.relative_specialisation(table, resamples=400)}
    ratios = {pair: round(cell.ratio, 4) for pair, cell in found.items()}
    indexes = {pair: round(cell.index, 4) for pair, cell in found.items()}
    assert ratios == {
        ("JP", "sulfide"): 1.875, ("JP", "oxide"): 0.4167, ("US", "sulfide"): 0.4167, ("US", "oxide"): 1.3889,
    }  # fmt: skip
    assert indexes == {
        ("JP", "sulfide"): 0.5571, ("JP", "oxide"): -0.7041, ("US", "sulfide"): -0.7041, ("US", "oxide"): 0.3172,
    }  # fmt: skip
    assert all(cell.notable and cell.low < cell.ratio < cell.high for cell in found.values())


def test_specialisation_on_few_families_is_not_notable_and_an_absent_pair_is_none():
    found = indicators.relative_specialisation({("JP", "a"): 2, ("US", "b"): 1, ("US", "a"): 1}, resamples=200)
    assert [cell.ratio for cell in found if (cell.row, cell.column) == ("JP", "b")] == [0]
    assert [cell.index for cell in found if (cell.row, cell.column) == ("JP", "b")] == [-1]
    assert not any(cell.notable for cell in found if cell.n)


def test_fractional_counts_of_two_japanese_and_one_american_applicant():
    counts = indicators.fractional_counts([("f1", "JP"), ("f1", "JP"), ("f1", "US")])
    assert counts == {"JP": pytest.approx(0.6667, abs=5e-5), "US": pytest.approx(0.3333, abs=5e-5)}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("pqrstu"), st.sampled_from("abcde")), unique=True), st.randoms())
def test_fractional_parts_add_up_to_the_families_in_any_order(rows, shuffler):
    counts = indicators.fractional_counts(rows)
    assert math.fsum(counts.values()) == pytest.approx(len({family for family, _ in rows}))
    shuffler.shuffle(rows)
    assert indicators.fractional_counts(rows) == counts
    assert all(counts[unit] <= whole for unit, whole in indicators.whole_counts(rows).items())


def test_new_entrants_are_those_whose_first_year_it_is():
    assert indicators.new_entrants({"a": 2019, "b": 2020}, {2020: ["a", "b", "b"], 2021: []}) == {2020: 0.5}


def test_generality_of_four_citing_families():
    classes = ["H01M", "H01M", "C01B", "B60L"]
    assert indicators.generality(classes) == 0.625
    assert indicators.originality(classes) == 0.625
    assert indicators.corrected_diversity(classes) == pytest.approx(0.8333, abs=5e-5)
    assert indicators.generality([]) is None
    assert indicators.corrected_diversity(["H01M"]) is None


def test_normalised_citations_average_to_one_in_each_cohort():
    cohorts = {f"f{i}": (2010 + i % 3, "H01M") for i in range(30)}
    citations = {f"f{i}": i * i % 7 for i in range(25)}
    found = indicators.normalised_citations(citations, cohorts)
    for cohort in set(cohorts.values()):
        members = [found[family] for family in cohorts if cohorts[family] == cohort]
        assert math.fsum(one.ratio for one in members) / len(members) == pytest.approx(1)
        assert math.fsum(one.shrunk for one in members) / len(members) == pytest.approx(1)
        assert math.fsum(one.percentile for one in members) / len(members) == pytest.approx(0.5)


def test_normalised_citations_of_an_uncited_cohort_have_no_ratio():
    found = indicators.normalised_citations({}, {"f1": 1, "f2": 1}, shrinkage=0)
    assert found["f1"].ratio is None
    assert found["f1"].shrunk == 1


def test_reporting_triangle_recovers_what_is_still_hidden():
    """Delays drawn from a known law: the estimates of truncated years come close, and the interval mostly holds."""
    visible, truth, as_of = _filings(seed=3, as_of=date(2024, 6, 30))
    found = indicators.reporting_triangle(visible, as_of, resamples=200)
    years = {row.year: row for row in found.years}
    assert years[2022].flag == "provisional"
    assert years[2023].flag == "blind"
    assert years[2020].flag == "complete"
    assert years[2022].observed < 0.93 * truth[2022]
    assert years[2022].estimate == pytest.approx(truth[2022], rel=0.05)
    assert years[2022].low <= truth[2022] <= years[2022].high
    assert years[2024].estimate is None
    assert years[2015].estimate == years[2015].observed
    assert all(a <= b for a, b in zip(found.completeness, found.completeness[1:], strict=False))


def test_reporting_triangle_gives_the_same_in_any_order_and_the_flag_at_its_limits():
    visible, _, as_of = _filings(seed=1, as_of=date(2023, 12, 31), a_month=3)
    shuffled = visible[:]
    random.Random(0).shuffle(shuffled)
    found = indicators.reporting_triangle(visible, as_of, resamples=20)
    assert indicators.reporting_triangle(shuffled, as_of, resamples=20) == found
    flags = {row.year: row.flag for row in found.years}
    assert (flags[2020], flags[2021], flags[2022]) == ("complete", "provisional", "blind")


def test_reporting_triangle_refuses_a_family_from_the_future_and_takes_nothing():
    with pytest.raises(AnalysisError, match="2024-02-01"):
        indicators.reporting_triangle([(date(2023, 1, 1), date(2024, 2, 1))], date(2024, 1, 31))
    assert indicators.reporting_triangle([], date(2024, 1, 31)).years == ()


def _filings(seed: int, as_of: date, a_month: int = 30):
    """Priority and publication dates visible at `as_of`, and the true number of families of each year."""
    generator = random.Random(seed)
    visible, truth = [], {}
    for year in range(2012, as_of.year + 1):
        for month in range(1, 13):
            if (year, month) > (as_of.year, as_of.month):
                continue
            for _ in range(a_month):
                priority = date(year, month, 1 + generator.randrange(28))
                published = priority + timedelta(days=int(min(1500, 150 + generator.gammavariate(6, 65))))
                truth[year] = truth.get(year, 0) + 1
                if published <= as_of:
                    visible.append((priority, published))
    return visible, truth, as_of


def _poisson(generator: random.Random, mean: float) -> int:
    count, product, limit = 0, generator.random(), math.exp(-mean)
    while product > limit:
        count += 1
        product *= generator.random()
    return count
