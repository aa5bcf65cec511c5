"""Clusters described: size, years, growth, who leads, how concentrated, which classification marks them.

Classification describes a cluster afterwards; it never enters the distance between texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from landscape.analysis.counting import top
from landscape.analysis.material import Material
from landscape.analysis.result import ClusterRow, Completeness, FieldRow, YearRow
from landscape.applicants import ApplicantId
from landscape.clusters import Clustering
from landscape.clusters.result import Cluster
from landscape.indicators import cagr, hhi

WINDOW, SPAN = 3, 5  # growth: mean of three complete years against the mean of three years five earlier
LEADING = 5
MARKING = 5
MEDOID_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Context:
    """What describes clusters; applicants_of, groups_of: family id -> applicants, classification main groups."""

    material: Material
    applicants_of: Mapping[str, Sequence[ApplicantId]]
    groups_of: Mapping[str, Sequence[str]]
    trend: Sequence[YearRow]


def cluster_rows(clustering: Clustering, context: Context) -> tuple[ClusterRow, ...]:
    """A row for each cluster, largest first."""
    members: dict[int, list[str]] = defaultdict(list)
    for family_id, label in zip(clustering.ids, clustering.labels, strict=True):
        members[label].append(family_id)
    everywhere = _symbol_counts(context, clustering.ids)
    dates = {family.id: family.priority_date for family in context.material.families.families}
    claims = _central_claims(clustering, context)
    rows = [
        _row(cluster, clustering.ids[cluster.medoid], claims[position], members[position], everywhere, dates, context)
        for position, cluster in enumerate(clustering.clusters)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.families, row.cluster)))


def field_rows(clustering: Clustering, clusters: Sequence[ClusterRow]) -> tuple[FieldRow, ...]:
    """A row for each field, largest first; `clusters` largest first."""
    rows = [
        FieldRow(
            field.id,
            field.label,
            tuple(row.cluster for row in clusters if row.field == field.id),
            sum(row.families for row in clusters if row.field == field.id),
        )
        for field in clustering.fields
    ]
    return tuple(sorted(rows, key=lambda row: (-row.families, row.field)))


def _row(
    cluster: Cluster,
    medoid: str,
    claim: str,
    members: Sequence[str],
    everywhere: Counter[str],
    dates: Mapping[str, date | None],
    context: Context,
) -> ClusterRow:
    years = Counter(day.year for day in (dates[member] for member in members) if day)
    leading: Counter[str] = Counter()
    shares: dict[str, float] = defaultdict(float)
    for member in members:
        applicants = context.applicants_of.get(member, ())
        leading.update(applicant.name for applicant in applicants)
        for applicant in applicants:
            shares[applicant] += 1 / len(applicants)
    complete = [row.year for row in context.trend if row.completeness is Completeness.COMPLETE]
    return ClusterRow(
        cluster=cluster.id,
        label=cluster.label,
        label_original=cluster.label_original,
        terms=cluster.terms,
        field=cluster.field,
        families=cluster.size,
        stability=cluster.stability,
        weak=cluster.weak,
        core_families=len(cluster.core),
        medoid_family=medoid,
        medoid_text=claim,
        top_applicants=top(leading, LEADING),
        classifications=_marking(_symbol_counts(context, members), len(members), everywhere, len(dates)),
        first_year=min(years) if years else None,
        last_year=max(years) if years else None,
        recent=sum(years[year] for year in complete[-WINDOW:]),
        growth=growth(years, complete[-1]) if complete else None,
        concentration=hhi(sorted(shares.values())) if shares else None,
    )


def _central_claims(clustering: Clustering, context: Context) -> list[str]:
    """For each cluster, of the independent claims of its most central family that nearest to the cluster's centre."""
    claims: list[tuple[int, str, str]] = []
    for position, cluster in enumerate(clustering.clusters):
        texts = context.material.texts.get(clustering.ids[cluster.medoid], {})
        language = "en" if texts.get("en") else next(iter(texts), "en")
        claims += [(position, language, claim) for claim in texts.get(language, "").split("\n") if claim.strip()]
    near = clustering.closeness([{language: claim} for _, language, claim in claims])
    best: dict[int, tuple[float, str]] = {}
    for (position, _, claim), cosines in zip(claims, near, strict=True):
        if position not in best or cosines[position] > best[position][0]:
            best[position] = cosines[position], claim
    return [
        best[position][1][:MEDOID_LENGTH] if position in best else "" for position in range(len(clustering.clusters))
    ]


def growth(families_by_year: Mapping[int, int], last_complete: int) -> float | None:
    """Compound annual growth between two three-year means five years apart, the later ending in `last_complete`.

    None where the earlier three years hold fewer than three families: a rate on less says nothing.

    >>> round(growth({2015: 1, 2016: 1, 2017: 1, 2020: 2, 2021: 2, 2022: 2}, 2022), 4)
    0.1487
    """
    later = sum(families_by_year.get(last_complete - back, 0) for back in range(WINDOW))
    earlier = sum(families_by_year.get(last_complete - SPAN - back, 0) for back in range(WINDOW))
    return cagr(earlier / WINDOW, later / WINDOW, SPAN) if earlier >= WINDOW else None


def _symbol_counts(context: Context, members: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for member in members:
        counts.update(set(context.groups_of.get(member, ())))
    return counts


def _marking(inside: Counter[str], size: int, everywhere: Counter[str], total: int) -> tuple[tuple[str, float], ...]:
    """The symbols that mark a cluster, by share times log lift, each with its lift (share inside / share overall)."""
    found = []
    for symbol, count in inside.items():
        lift = (count / size) / (everywhere[symbol] / total)
        if count > 1 and lift > 1:
            found.append((symbol, lift, count / size * log2(lift)))
    found.sort(key=lambda entry: (-round(entry[2], 9), entry[0]))
    return tuple((symbol, lift) for symbol, lift, _ in found[:MARKING])
