"""Growth of a yearly series.

Years that are not complete must be left out by the caller: the last 18 to 30 months always fall off, because
publication follows the priority by 18 months and databases load later still (see `reporting_triangle`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, fsum, sqrt

from landscape.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Trend:
    """A growth rate a year with its interval: 0.1 is ten per cent a year.

    confidence: of the interval from low to high; dispersion: variance over mean about the trend, 1 where the counts
    scatter no more than Poisson counts do.
    """

    rate: float
    low: float
    high: float
    confidence: float
    years: int
    dispersion: float


def cagr(first: float, last: float, years: float) -> float:
    """Compound annual growth rate, (last/first)^(1/years) - 1: 0.1 is ten per cent a year.

    It hangs on its two ends: give means of three years for counts (see `smoothed_cagr`).
    AnalysisError where first is not above 0, last is below 0 or years is not above 0.

    >>> round(cagr(1029, 7153, 18), 4)
    0.1137
    """
    if first <= 0 or last < 0 or years <= 0:
        raise AnalysisError(f"no growth rate from {first:g} to {last:g} over {years:g} years")
    return float((last / first) ** (1 / years) - 1)


def smoothed_cagr(counts: Mapping[int, float], window: int = 3) -> float | None:
    """Compound annual growth between the means of the first and of the last `window` years.

    counts: year -> count; a year between the first and the last that is missing counts as 0.  None where the two
    windows would overlap or the first holds nothing.

    >>> round(smoothed_cagr({2010: 1, 2011: 2, 2012: 3, 2013: 5, 2014: 8, 2015: 11}), 4)
    0.5874
    """
    if not counts or max(counts) - min(counts) + 1 < 2 * window:
        return None
    begin, end = min(counts), max(counts)
    first = fsum(counts.get(begin + step, 0) for step in range(window)) / window
    last = fsum(counts.get(end - step, 0) for step in range(window)) / window
    return cagr(first, last, end - begin + 1 - window) if first > 0 else None


def log_linear_growth(counts: Mapping[int, float], confidence: float = 0.95) -> Trend | None:
    """Growth rate e^b - 1 of the log-linear trend ln E[count] = a + b year, with its interval.

    Fitted as a Poisson regression, so that years with no family count too; the interval is widened by the
    dispersion of the counts about the trend (never narrowed below Poisson) and uses Student's t with n - 2 degrees
    of freedom.  counts: year -> count, missing years between the ends count as 0.  None for fewer than three years
    or where fewer than two years hold a family.
    McCullagh & Nelder, Generalized Linear Models, 2nd ed. (1989), chapters 6 and 9.

    >>> found = log_linear_growth({2015: 100, 2016: 110, 2017: 121, 2018: 133.1})
    >>> round(found.rate, 6)
    0.1
    """
    if not 0 < confidence < 1:
        raise AnalysisError(f"confidence {confidence:g}: must lie between 0 and 1")
    if any(count < 0 for count in counts.values()):
        raise AnalysisError("growth of counts below 0")
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    if len(years) < 3 or sum(count > 0 for count in counts.values()) < 2:
        return None
    observed = [float(counts.get(year, 0)) for year in years]
    moments = [year - fsum(years) / len(years) for year in years]
    slope, expected = _fit(moments, observed)
    centre = fsum(m * t for m, t in zip(expected, moments, strict=True)) / fsum(expected)
    information = fsum(m * (t - centre) ** 2 for m, t in zip(expected, moments, strict=True))
    scatter = fsum((y - m) ** 2 / m for y, m in zip(observed, expected, strict=True)) / (len(years) - 2)
    half = _student(confidence, len(years) - 2) * sqrt(max(1.0, scatter) / information)
    return Trend(_rate(slope), _rate(slope - half), _rate(slope + half), confidence, len(years), scatter)


def _rate(slope: float) -> float:
    return exp(min(slope, 700.0)) - 1


def _fit(moments: list[float], observed: list[float]) -> tuple[float, list[float]]:
    """Slope and expected counts of the Poisson regression, by Newton's method on the slope alone.

    The intercept that fits a slope is known (expected and observed sums agree), and what remains is concave.
    """
    total = fsum(observed)
    wanted = fsum(y * t for y, t in zip(observed, moments, strict=True)) / total
    slope, expected = 0.0, observed
    for _ in range(100):
        highest = max(slope * t for t in moments)
        weights = [exp(slope * t - highest) for t in moments]
        mass = fsum(weights)
        expected = [max(total * w / mass, 1e-300) for w in weights]
        mean = fsum(w * t for w, t in zip(weights, moments, strict=True)) / mass
        spread = fsum(w * (t - mean) ** 2 for w, t in zip(weights, moments, strict=True)) / mass
        step = (wanted - mean) / max(spread, 1e-12)
        slope += max(-1.0, min(1.0, step))  # a Newton step far from the solution may overshoot
        if abs(step) < 1e-13:
            break
    return slope, expected


def _student(confidence: float, freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + confidence / 2))
