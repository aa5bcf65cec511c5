"""Citations: how widely a family is used, how widely it draws, and how often it is cited for its age and field.

Count family to family and leave self-citations out beforehand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from landscape.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class NormalisedCitations:
    """Citations of one family against its cohort in the corpus.

    ratio: citations over the cohort's mean, 1 as usual, None where nobody in the cohort is cited; shrunk: the same,
    drawn towards 1 where the mean is small, (citations + a)/(mean + a); percentile: share of the cohort with fewer
    citations plus half of those with as many, from 0 to 1; cohort: its families, this one included.
    """

    citations: int
    mean: float
    ratio: float | None
    shrunk: float
    percentile: float
    cohort: int


def generality(classes: Iterable[str] | Mapping[str, float]) -> float | None:
    """Generality of a family: 1 - sum of squared shares of classes (IPC subclasses) among the families citing it.

    classes: one for each citing family, or class -> number of citing families.  0 where all lie in one class,
    towards 1 where they scatter; None where nobody cites.  Biased downwards for few citations (see
    `corrected_diversity`).
    Trajtenberg, Henderson & Jaffe (1997), Economics of Innovation and New Technology 5(1), 19-50.

    >>> generality(["H01M", "H01M", "C01B", "B60L"])
    0.625
    """
    return _diversity(_counted(classes))


def originality(classes: Iterable[str] | Mapping[str, float]) -> float | None:
    """Originality of a family: the same measure on the families that it cites.

    >>> originality({"H01M": 2, "C01B": 2})
    0.5
    """
    return _diversity(_counted(classes))


def corrected_diversity(classes: Iterable[str] | Mapping[str, float]) -> float | None:
    """Generality or originality corrected for small numbers, times n/(n - 1); None for fewer than two citations.

    Hall (2005), "A note on the bias in Herfindahl-type measures based on count data".

    >>> round(corrected_diversity(["H01M", "H01M", "C01B", "B60L"]), 4)
    0.8333
    """
    counts = _counted(classes)
    n = fsum(counts.values())
    value = _diversity(counts)
    return None if value is None or n < 2 else value * n / (n - 1)


def _counted(classes: Iterable[str] | Mapping[str, float]) -> Mapping[str, float]:
    counts = classes if isinstance(classes, Mapping) else Counter(classes)
    if any(count < 0 for count in counts.values()):
        raise AnalysisError("diversity of counts below 0")
    return counts


def _diversity(counts: Mapping[str, float]) -> float | None:
    n = fsum(counts.values())
    return 1 - fsum((count / n) ** 2 for count in counts.values()) if n > 0 else None


def normalised_citations(
    citations: Mapping[str, int], cohorts: Mapping[str, Hashable], shrinkage: float = 1.0
) -> dict[str, NormalisedCitations]:
    """In-corpus normalised citations: each family's citations against the mean of its cohort.

    citations: family -> citations received, 0 where absent; cohorts: family -> cohort (field, year and office, say);
    families without a cohort are left out.  The means are those of this corpus, not of the world.
    shrinkage: the constant a of (citations + a)/(mean + a), in citations; 0 for none (then shrunk is 1 in a cohort
    that nobody cites).

    >>> found = normalised_citations({"f1": 3, "f2": 1}, {"f1": "2015", "f2": "2015", "f3": "2015", "f4": "2015"})
    >>> found["f1"].ratio, found["f1"].shrunk, found["f1"].percentile
    (3.0, 2.0, 0.875)
    """
    if shrinkage < 0:
        raise AnalysisError(f"shrinkage {shrinkage:g}: must be 0 or more")
    members: defaultdict[Hashable, list[str]] = defaultdict(list)
    for family in sorted(cohorts):
        members[cohorts[family]].append(family)
    found = {}
    for families in members.values():
        counts = Counter(citations.get(family, 0) for family in families)
        mean = fsum(count * n for count, n in counts.items()) / len(families)
        rank, below = {}, 0
        for count in sorted(counts):
            rank[count] = (below + counts[count] / 2) / len(families)
            below += counts[count]
        for family in families:
            count = citations.get(family, 0)
            shrunk = (count + shrinkage) / (mean + shrinkage) if mean + shrinkage > 0 else 1.0
            ratio = count / mean if mean > 0 else None
            found[family] = NormalisedCitations(count, mean, ratio, shrunk, rank[count], len(families))
    return dict(sorted(found.items()))
