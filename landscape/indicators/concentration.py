"""How evenly a field is shared: Herfindahl-Hirschman index, concentration ratio, entropy.

Each takes amounts (families of each applicant, say), not less than 0, and works on their shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, isfinite, log

from landscape.errors import AnalysisError


def shares(amounts: Iterable[float]) -> list[float]:
    """The amounts as shares of their sum, largest first; AnalysisError for negative amounts or a sum of 0."""
    values = sorted((float(amount) for amount in amounts), reverse=True)
    if not values or not all(isfinite(value) and value >= 0 for value in values):
        raise AnalysisError("shares need at least one amount, and none below 0")
    total = fsum(values)
    if total == 0:
        raise AnalysisError("shares of nothing: all amounts are 0")
    return [value / total for value in values]


def hhi(amounts: Iterable[float]) -> float:
    """Herfindahl-Hirschman index, the sum of squared shares: 1/n for n equal parts, 1 for one alone.

    Times 10,000 it is the index of competition authorities.

    >>> round(hhi([40, 30, 20, 10]), 6)
    0.3
    """
    return fsum(share * share for share in shares(amounts))


def effective_number(amounts: Iterable[float]) -> float:
    """How many equal parties would give the same concentration: 1/HHI.

    >>> round(effective_number([40, 30, 20, 10]), 3)
    3.333
    """
    return 1 / hhi(amounts)


def normalised_hhi(amounts: Iterable[float]) -> float | None:
    """HHI freed of the number of parties, (HHI - 1/n)/(1 - 1/n), from 0 (equal) to 1; None for one party alone.

    Parties with nothing are parties too: leave them out beforehand if they are not to count.

    >>> round(normalised_hhi([40, 30, 20, 10]), 4)
    0.0667
    """
    values = shares(amounts)
    if len(values) == 1:
        return None
    even = 1 / len(values)
    return (fsum(share * share for share in values) - even) / (1 - even)


def concentration_ratio(amounts: Iterable[float], n: int = 4) -> float:
    """Share of the n largest, from 0 to 1 (CR4 by default).

    >>> concentration_ratio([5, 3, 1, 1], n=2)
    0.8
    """
    if n < 1:
        raise AnalysisError(f"a concentration ratio of the {n} largest: n must be 1 or more")
    return min(1.0, fsum(shares(amounts)[:n]))


def entropy(amounts: Iterable[float]) -> float:
    """Shannon entropy of the shares in nats, -sum(s ln s): 0 for one alone, ln n for n equal parts.

    >>> round(entropy([1, 1, 1, 1]), 4)
    1.3863
    """
    return max(0.0, -fsum(share * log(share) for share in shares(amounts) if share > 0))
