"""Who is strong where, against what chance would give: relative specialisation inside the corpus.

The formula is that of the revealed technological advantage, (P_ck / P_.k) / (P_c. / P_..).  But the totals here are
those of the corpus, a topic, not of the world: a value of 2 says that a country holds twice the share of this
cluster that it holds of the topic, and nothing about its strength against other technologies.  Hence the name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, log, tanh

from landscape.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Specialisation:
    """One cell: families in it, their relative specialisation and its index.

    ratio: 0 none, 1 as the corpus, above 1 specialised; index: (ratio² - 1)/(ratio² + 1) = tanh(ln ratio), from -1
    to 1; low and high: bootstrap interval of the ratio, None where it was not asked for; notable: the interval lies
    wholly on one side of 1.
    """

    row: str
    column: str
    n: float
    ratio: float
    index: float
    low: float | None = None
    high: float | None = None

    @property
    def notable(self) -> bool:
        """Whether the interval excludes 1; False without an interval."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def relative_specialisation(
    counts: Mapping[tuple[str, str], float], resamples: int = 0, seed: int = 0, confidence: float = 0.95
) -> list[Specialisation]:
    """Relative specialisation of every row (country, applicant) in every column (cluster, field) inside the corpus.

    counts: (row, column) -> families; absent pairs are 0.  Rows and columns without a family are left out, cells
    without one are not.  resamples: multinomial resamples of the whole table for the interval, 0 for none; it
    treats counts as whole families drawn independently.  Sorted by row and column.

    >>> table = {("JP", "sulfide"): 30, ("JP", "oxide"): 10, ("US", "sulfide"): 10, ("US", "oxide"): 50}
    >>> [(cell.row, cell.column, round(cell.ratio, 4), round(cell.index, 4)) for cell in relative_specialisation(table)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('JP', 'oxide', 0.4167, -0.7041), ('JP', 'sulfide', 1.875, 0.5571),
     ('US', 'oxide', 1.3889, 0.3172), ('US', 'sulfide', 0.4167, -0.7041)]
    """
    if any(count < 0 for count in counts.values()):
        raise AnalysisError("specialisation of counts below 0")
    rows, columns = _sums(counts, 0), _sums(counts, 1)
    total = fsum(rows.values())
    cells = [(row, column) for row in sorted(rows) for column in sorted(columns)]
    intervals = _intervals(counts, cells, resamples, seed, confidence) if resamples and cells else {}
    found = []
    for row, column in cells:
        n = float(counts.get((row, column), 0))
        ratio = n * total / (rows[row] * columns[column])
        index = tanh(log(ratio)) if ratio > 0 else -1.0
        found.append(Specialisation(row, column, n, ratio, index, *intervals.get((row, column), ())))
    return found


def _sums(counts: Mapping[tuple[str, str], float], axis: int) -> dict[str, float]:
    parts: defaultdict[str, list[float]] = defaultdict(list)
    for pair, count in counts.items():
        parts[pair[axis]].append(count)
    return {name: amount for name in parts if (amount := fsum(parts[name])) > 0}


def _intervals(
    counts: Mapping[tuple[str, str], float],
    cells: list[tuple[str, str]],
    resamples: int,
    seed: int,
    confidence: float,
) -> dict[tuple[str, str], tuple[float, float]]:
    """Percentile intervals of every cell's ratio; a resample in which a row or column is empty gives 1 there."""
    import numpy as np

    columns = len({column for _, column in cells})
    table = np.array([counts.get(cell, 0) for cell in cells], dtype=float)
    drawn = np.random.default_rng(seed).multinomial(round(table.sum()), table / table.sum(), size=resamples)
    shaped = drawn.reshape(resamples, -1, columns).astype(float)
    expected = shaped.sum(axis=2, keepdims=True) * shaped.sum(axis=1, keepdims=True) / shaped.sum(axis=(1, 2))[0]
    ratios = np.divide(shaped, expected, out=np.ones_like(shaped), where=expected > 0)
    low, high = np.quantile(ratios.reshape(resamples, -1), [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return {cell: (float(a), float(b)) for cell, a, b in zip(cells, low, high, strict=True)}
