"""Every number a report shows, with its unit, formula, count of units behind it, sources and caveats.

Ids: "families", "trend.2021.families", "office.EP.families", "applicant.<id>.families", "cluster.<id>.growth"…
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from landscape.analysis.network_rows import NetworkRow
from landscape.analysis.result import (
    ApplicantRow,
    ClusterRow,
    Completeness,
    Figure,
    OfficeRow,
    Quality,
    YearRow,
)

_WHOLE = "families that name the applicant, each counted once (whole counting)"
_FRACTIONAL = "sum over its families of 1 / number of applicants of the family (fractional counting)"
_GROWTH = (
    "(mean of families in the last 3 complete priority years / mean of the 3 years five earlier) ** (1/5) - 1, "
    "compound rate a year"
)
_CAVEATS = {
    Completeness.PROVISIONAL: "provisional: 18 to 30 months old, more families will be published",
    Completeness.BLIND: "not yet visible: under 18 months old, most families are unpublished",
}


def figures(
    quality: Quality,
    trend: Sequence[YearRow],
    offices: Sequence[OfficeRow],
    applicants: Sequence[ApplicantRow],
    clusters: Sequence[ClusterRow],
    networks: Sequence[NetworkRow],
    more: Iterable[tuple[str, Figure]],
    sources: Sequence[str],
) -> dict[str, Figure]:
    """All figures by id, in order of id; `more`: those that were made elsewhere, by id."""
    found = [
        *_of_corpus(quality), *_of_years(trend), *_of_offices(offices, quality), *_of_applicants(applicants),
        *_of_clusters(clusters), *_of_networks(networks), *more,
    ]  # fmt: skip
    told = tuple(sorted(sources))
    return {
        name: Figure(figure.value, figure.unit, figure.formula, figure.n, told, figure.caveats)
        for name, figure in sorted(found)
    }


Found = Iterator[tuple[str, Figure]]


def _of_corpus(quality: Quality) -> Found:
    n = quality.publications
    yield "publications", Figure(n, "publications", "distinct publication numbers in the snapshot", n)
    derived: tuple[str, ...] = ()
    if quality.derived_families:
        share = f"{quality.derived_families:.0%}"
        derived = (f"{share} of the families have no family id in any source and rest on equal priorities",)
    yield (
        "families",
        Figure(
            quality.families, "simple families", "publications grouped by family id or equal priorities", n, (), derived
        ),
    )
    yield (
        "families.international",
        Figure(quality.international_families, "simple families", "families published by two offices or more",
               quality.families),
    )  # fmt: skip
    yield (
        "families.extended",
        Figure(quality.extended_families, "extended families", "simple families connected through shared priorities",
               quality.families),
    )  # fmt: skip
    yield "documents", Figure(quality.documents, "documents", "policy documents and standards", quality.documents)
    shares = {
        "claims": quality.with_claims, "abstract": quality.with_abstract, "applicant": quality.with_applicant,
        "classification": quality.with_classification, "citations": quality.with_citations,
        "priority_date": quality.with_priority_date,
    }  # fmt: skip
    for name, value in shares.items():
        yield f"share.{name}", Figure(value, "share of publications", f"publications with {name} / publications", n)
    for basis, count in quality.text_basis.items():
        formula = f"families compared by {basis}"
        yield f"basis.{basis}", Figure(count, "simple families", formula, quality.families)


def _of_years(trend: Sequence[YearRow]) -> Found:
    total = sum(row.families for row in trend)
    for row in trend:
        caveats = (_CAVEATS[row.completeness],) if row.completeness in _CAVEATS else ()
        told = {
            "families": (row.families, "families whose earliest priority falls in the year"),
            "international": (row.international, "of these, published by two offices or more"),
            "new_applicants": (row.new_applicants, "applicants whose first family falls in the year"),
        }
        for name, (value, formula) in told.items():
            unit = "applicants" if name == "new_applicants" else "simple families"
            yield f"trend.{row.year}.{name}", Figure(value, unit, formula, total, (), caveats)


def _of_offices(offices: Sequence[OfficeRow], quality: Quality) -> Found:
    for row in offices:
        route = ("a route, not a territory",) if row.route else ()
        told = {
            "families": (row.families, "simple families", "families with a publication of the office"),
            "first_filings": (row.first_filings, "simple families", "families whose priority was filed there"),
            "publications": (row.publications, "publications", "publications of the office"),
        }
        for name, (value, unit, formula) in told.items():
            yield f"office.{row.office}.{name}", Figure(value, unit, formula, quality.families, (), route)


def _of_applicants(applicants: Sequence[ApplicantRow]) -> Found:
    for row in applicants:
        merged = (f"{len(row.names)} spellings were merged",) if len(row.names) > 1 else ()
        base = f"applicant.{row.applicant}"
        yield f"{base}.families", Figure(row.families, "simple families", _WHOLE, row.families, (), merged)
        yield (
            f"{base}.families_fractional",
            Figure(round(row.families_fractional, 6), "simple families", _FRACTIONAL, row.families, (), merged),
        )


def _of_clusters(clusters: Sequence[ClusterRow]) -> Found:
    for row in clusters:
        weak = ("weak: dissolves under resampling",) if row.weak else ()
        base, n = f"cluster.{row.cluster}", row.families
        yield f"{base}.families", Figure(n, "simple families", "families assigned to the cluster", n, (), weak)
        yield f"{base}.growth", Figure(row.growth, "rate a year", _GROWTH, n, (), weak)
        formula = "mean Jaccard similarity of the cluster with its nearest counterpart over resamples (Hennig 2007)"
        yield f"{base}.stability", Figure(row.stability, "0 to 1", formula, n, (), weak)
        formula = "sum of squared shares of its applicants, fractional (Herfindahl-Hirschman index)"
        yield f"{base}.concentration", Figure(row.concentration, "0 to 1", formula, n, (), weak)


def _of_networks(networks: Sequence[NetworkRow]) -> Found:
    for row in networks:
        base = f"network.{row.name}"
        yield f"{base}.nodes", Figure(row.nodes, "nodes", f"nodes of the network: {row.title}", row.nodes)
        yield f"{base}.edges", Figure(row.edges, "edges", f"edges of the network: {row.title}", row.nodes)
        yield (
            f"{base}.communities",
            Figure(row.communities, "communities", "Leiden communities of two members or more", row.nodes),
        )
