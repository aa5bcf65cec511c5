"""The data cliff: how much of the last years is not published or loaded yet, and what they will come to.

A reporting triangle, as actuaries use for claims that are incurred but not reported: families by priority month and
by the months until they became visible.  Old months show how long it takes; young months are scaled up by it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from landscape.errors import AnalysisError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

COMPLETE_MONTHS, PROVISIONAL_MONTHS = 30, 18
Flag = Literal["complete", "provisional", "blind"]


@dataclass(frozen=True, slots=True)
class YearEstimate:
    """One priority year: families observed, and the number they are expected to come to.

    completeness: observed share of the estimate, as expected for the year; estimate, low and high are None where a
    month of the year is too young to be scaled up.  flag: complete where the year ended 30 months ago or more,
    provisional from 18, else blind; growth and life cycles must use complete years only.
    """

    year: int
    observed: int
    flag: Flag
    completeness: float | None
    estimate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Truncation:
    """The reporting triangle's outcome.

    completeness: expected visible share of a priority month by its age in whole months, from 0; years: oldest first;
    cohorts: priority months the delays were learnt from; late: families visible later than the horizon, taken as
    visible at it.
    """

    as_of: date
    completeness: tuple[float, ...]
    years: tuple[YearEstimate, ...]
    cohorts: int
    late: int


def reporting_triangle(
    families: Iterable[tuple[date, date]],
    as_of: date,
    horizon: int = 60,
    cohorts: int = 120,
    least: float = 0.3,
    resamples: int = 500,
    seed: int = 0,
    confidence: float = 0.9,
) -> Truncation:
    """Correct the last priority years for what is not visible yet (chain ladder over priority months).

    families: (priority date, date the family became visible, as a rule its first publication); as_of: the date the
    data reach to; families visible later are an AnalysisError.  horizon: months after which nothing more is
    expected; cohorts: how many of the last priority months the delays are learnt from; least: no estimate for a year
    with a month of a lower expected completeness.

    With n(t, <= d) families of month t visible within d months, the share still visible after d months is
    C(d) = product over j >= d of sum n(., <= j) / sum n(., <= j+1), each over the months old enough to show both; a
    month's estimate is n(t) / C(age), a year's the sum of its months.  The interval resamples whole cohorts and adds
    Poisson scatter of what is still hidden.  It corrects what is late, not what is never
    published (withdrawn or secret filings), and assumes that delays stay as they were.
    Mack (1993), ASTIN Bulletin 23(2), 213-225; Dernis (2007), OECD STI working paper 2007/3, on nowcasting patents.
    """
    import numpy as np

    if horizon < 1 or cohorts < 1 or resamples < 0 or not 0 < confidence < 1 or not 0 < least <= 1:
        raise AnalysisError("reporting triangle: horizon, cohorts, resamples, least or confidence out of range")
    counts, late = _triangle(families, as_of, horizon)
    if not counts:
        return Truncation(as_of, (), (), 0, 0)
    now = _month(as_of)
    months = np.arange(max(min(counts), now - cohorts), now + 1)
    triangle = np.cumsum([[counts[int(t)][d] for d in range(horizon + 1)] for t in months], axis=1).astype(float)
    ages = now - months
    share = _completeness(triangle, ages)
    generator = np.random.default_rng(seed)
    draws = generator.integers(0, len(ages), size=(resamples, len(ages)))
    shares = np.array([_completeness(triangle[draw], ages[draw]) for draw in draws]).reshape(resamples, -1)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    years = tuple(
        _year(year, counts, as_of, share, shares, least, tails, generator)
        for year in range(min(counts) // 12, as_of.year + 1)
    )
    return Truncation(as_of, tuple(map(float, share)), years, len(ages), late)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _triangle(
    families: Iterable[tuple[date, date]], as_of: date, horizon: int
) -> tuple[defaultdict[int, Counter[int]], int]:
    """Families by priority month and delay in months (a delay beyond the horizon counts as the horizon), and late."""
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    late = 0
    for priority, visible in families:
        if visible > as_of:
            raise AnalysisError(f"a family visible on {visible} in data that reach to {as_of}")
        delay = max(0, _month(visible) - _month(priority))
        late += delay > horizon
        counts[_month(priority)][min(delay, horizon)] += 1
    return counts, late


def _completeness(cumulative: Numbers, ages: NDArray[np.int64]) -> Numbers:
    """C(d) for d from 0 to the horizon; the running month of each cohort (delay = age) is not whole and not used."""
    import numpy as np

    horizon = cumulative.shape[1] - 1
    factors = np.ones(horizon)
    for j in range(horizon):
        whole = ages > j + 1
        later = cumulative[whole, j + 1].sum()
        if later > 0:
            factors[j] = cumulative[whole, j].sum() / later
    return np.append(np.cumprod(factors[::-1])[::-1], 1.0)


def _year(
    year: int,
    counts: dict[int, Counter[int]],
    as_of: date,
    share: Numbers,
    shares: Numbers,
    least: float,
    tails: tuple[float, float],
    generator: np.random.Generator,
) -> YearEstimate:
    import numpy as np

    now = _month(as_of)
    months = [month for month in range(year * 12, year * 12 + 12) if month <= now]
    observed = np.array([sum(counts[month].values()) if month in counts else 0 for month in months])
    total = int(observed.sum())
    flag = _flag(now - (year * 12 + 11))
    ages = [now - month for month in months]
    passed = as_of.day / monthrange(as_of.year, as_of.month)[1]  # part of the running month that is over
    expected = _at(share[None, :], ages, passed)[0]
    if len(months) < 12 or expected.min() < least:
        return YearEstimate(year, total, flag, None, None, None, None)
    estimate = float((observed / expected).sum())
    low = high = None
    if len(shares):
        # Two doubts: how fast families become visible (cohorts resampled), and how many happen to be still hidden.
        hidden = (observed / np.maximum(_at(shares, ages, passed), least / 10)).sum(axis=1) - total
        drawn = total + generator.poisson(np.maximum(hidden, 0))
        low, high = (float(value) for value in np.quantile(drawn, tails))
    completeness = total / estimate if estimate else float(expected.mean())
    return YearEstimate(year, total, flag, completeness, estimate, low, high)


def _at(shares: Numbers, ages: list[int], passed: float) -> Numbers:
    """Completeness at each age, between whole months in proportion to the part of the running month that is over."""
    import numpy as np

    horizon = shares.shape[1] - 1
    whole = np.minimum(np.array(ages), horizon)
    before = np.where(whole > 0, shares[:, whole - 1], 0.0)
    running = before + (shares[:, whole] - before) * passed
    return np.where(np.array(ages) > horizon, 1.0, running)


def _flag(months: int) -> Flag:
    if months >= COMPLETE_MONTHS:
        return "complete"
    return "provisional" if months >= PROVISIONAL_MONTHS else "blind"
