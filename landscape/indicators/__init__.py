"""Indicators of a patent landscape: plain functions from counts to numbers, each with its formula and its limits.

The unit of counting is the caller's (simple families, as a rule).  Nothing here is rounded, and the order in which
rows come changes no result.
"""

from __future__ import annotations

from landscape.indicators.citations import (
    NormalisedCitations,
    corrected_diversity,
    generality,
    normalised_citations,
    originality,
)
from landscape.indicators.concentration import (
    concentration_ratio,
    effective_number,
    entropy,
    hhi,
    normalised_hhi,
)
from landscape.indicators.counting import fractional_counts, new_entrants, whole_counts
from landscape.indicators.growth import Trend, cagr, log_linear_growth, smoothed_cagr
from landscape.indicators.specialisation import Specialisation, relative_specialisation
from landscape.indicators.truncation import Truncation, YearEstimate, reporting_triangle

__all__ = [
    "NormalisedCitations",
    "Specialisation",
    "Trend",
    "Truncation",
    "YearEstimate",
    "cagr",
    "concentration_ratio",
    "corrected_diversity",
    "effective_number",
    "entropy",
    "fractional_counts",
    "generality",
    "hhi",
    "log_linear_growth",
    "new_entrants",
    "normalised_citations",
    "normalised_hhi",
    "originality",
    "relative_specialisation",
    "reporting_triangle",
    "smoothed_cagr",
    "whole_counts",
]
