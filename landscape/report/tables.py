"""The tables as CSV: UTF-8, RFC 4180, several values of a cell joined by "; ", sorted by id."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from landscape.analysis.result import Landscape
from landscape.report.files import replacing

Cell = str | int | float | bool | date | Sequence[str] | None
Row = Sequence[Cell]


def write_tables(result: Landscape, folder: Path) -> list[Path]:
    """Write every table of a landscape into `folder`; returns the files in order of their names."""
    written = []
    for name, (columns, rows) in sorted(TABLES.items()):
        path = folder / f"{name}.csv"
        with replacing(path) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(columns)
            writer.writerows([cell(value) for value in row] for row in rows(result))
        written.append(path)
    return written


def cell(value: Cell) -> str:
    """A value as it stands in a cell.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; fractions keep six digits.

    >>> cell("=1+1"), cell(["a", "b"]), cell(0.5), cell(None), cell(-1)
    ("'=1+1", 'a; b', '0.5', '', '-1')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, int | date):
        return str(value)
    text = value if isinstance(value, str) else "; ".join(value)
    text = "".join(character for character in text if character >= " " or character in "\t\n")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\n")) else text


def _families(result: Landscape) -> Iterator[Row]:
    for row in result.families:
        yield (
            row.family_id, row.representative, row.priority_date, row.publications, row.offices, row.title,
            row.applicants, row.cluster, row.membership, row.text_basis, row.cites, row.cited_by, row.second_cluster,
            row.international, row.languages, row.self_citations, row.independent_claims, row.shortest_independent,
            row.strands, row.basis, row.first_office, row.extended_family, row.core,
        )  # fmt: skip


def _clusters(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.clusters, key=lambda found: found.cluster):
        yield (
            row.cluster, row.label, [f"{term} {weight:.3f}" for term, weight in row.terms], row.families,
            row.stability, row.medoid_family, [f"{name} {count}" for name, count in row.top_applicants],
            row.first_year, row.last_year, row.label_original, row.field, row.weak, row.core_families, row.recent,
            row.growth, row.concentration, [f"{symbol} {lift:.2f}" for symbol, lift in row.classifications],
            row.medoid_text,
        )  # fmt: skip


def _fields(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.fields, key=lambda found: found.field):
        yield row.field, row.label, row.families, row.clusters


def _cluster_events(result: Landscape) -> Iterator[Row]:
    for row in result.cluster_events:
        yield row.kind, row.former, row.current, row.jaccard


def _cluster_curve(result: Landscape) -> Iterator[Row]:
    for row in result.cluster_curve:
        yield row.k, row.stability, row.separation, row.score, row.error, row.k == len(result.clusters)


def _cluster_languages(result: Landscape) -> Iterator[Row]:
    for row in result.cluster_languages:
        yield row.language, row.documents, row.pairs, row.aligned_with, row.alignment


def _applicants(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.applicants, key=lambda found: found.applicant):
        yield (
            row.applicant, row.name, row.country, row.families, row.families_fractional, row.names, row.first_year,
            row.last_year, row.top_cluster, row.group, row.kind, row.international, row.degree, row.betweenness,
            row.community,
        )  # fmt: skip


def _name_merges(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.name_merges, key=lambda found: (found.applicant, found.name_as_filed)):
        yield row.applicant, row.name_as_filed, row.rule, row.evidence, row.mentions


def _rank_moves(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.rank_moves, key=lambda found: found.applicant):
        yield (
            row.applicant, row.name, row.names, row.families_before, row.families_after, row.rank_before,
            row.rank_after,
        )  # fmt: skip


def _unsure_names(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.unsure_names, key=lambda found: (found.name, found.other)):
        yield row.name, row.other, row.score, row.reason


def _citations(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.citations, key=lambda found: (found.citing_family, found.cited_family)):
        yield row.citing_family, row.cited_family, row.categories, row.first_date, row.self_citation


def _main_path(result: Landscape) -> Iterator[Row]:
    arcs = result.main_path.arcs if result.main_path else ()
    for row in sorted(arcs, key=lambda found: (found.cited_family, found.citing_family)):
        yield row.cited_family, row.citing_family, row.share, row.main, row.key


def _trend(result: Landscape) -> Iterator[Row]:
    for row in result.trend:
        yield (
            row.year, row.families, row.international, row.publications, row.new_applicants, row.completeness,
            *(row.expected or (None, None, None)),
        )  # fmt: skip


def _offices(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.offices, key=lambda found: found.office):
        yield row.office, row.route, row.first_filings, row.families, row.publications


def _policy_links(result: Landscape) -> Iterator[Row]:
    links = result.policy.links if result.policy else ()
    for row in sorted(links, key=lambda found: (found.cluster, found.document, found.passage)):
        yield (
            row.cluster, row.document, row.passage, row.score, row.null_percentile, row.shared_standards,
            row.shared_terms, row.family, row.claim, row.q, row.standards_score, row.terms_score, row.text_score,
            row.text_rank, row.text_ranked, row.aspect, row.stage, row.families_before, row.families_after,
            row.passage_text, row.claim_text,
        )  # fmt: skip


def _standards(result: Landscape) -> Iterator[Row]:
    for row in sorted(result.policy.standards if result.policy else (), key=lambda found: found.standard):
        yield (
            row.standard, row.family_of_standards, row.designations, row.families,
            [f"{name} {count}" for name, count in row.applicants], [f"{name} {count}" for name, count in row.clusters],
            row.first_year, row.documents,
        )  # fmt: skip


def _stages(result: Landscape) -> Iterator[Row]:
    for row in result.policy.stages if result.policy else ():
        yield (
            row.aspect, row.stage, row.rank, row.day, row.country, row.issuer, row.document, row.passages, row.told_by,
            row.words,
        )  # fmt: skip


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Landscape], Iterator[Row]]]] = {
    "families": (
        (
            "family_id", "representative", "priority_date", "publications", "offices", "title", "applicants",
            "cluster", "membership", "text_basis", "cites", "cited_by", "second_cluster", "international",
            "languages", "self_citations", "independent_claims", "shortest_independent", "strands",
            "basis", "first_office", "extended_family", "core",
        ),
        _families,
    ),
    "clusters": (
        (
            "cluster", "label", "terms", "families", "stability", "medoid_family", "top_applicants", "first_year",
            "last_year", "label_original", "field", "weak", "core_families", "recent", "growth", "concentration",
            "classifications", "medoid_text",
        ),
        _clusters,
    ),
    "fields": (("field", "label", "families", "clusters"), _fields),
    "cluster_events": (("kind", "former", "current", "jaccard"), _cluster_events),
    "cluster_curve": (("clusters", "stability", "separation", "score", "error", "taken"), _cluster_curve),
    "cluster_languages": (("language", "families", "pairs", "aligned_with", "alignment"), _cluster_languages),
    "applicants": (
        (
            "applicant", "name", "country", "families", "families_fractional", "names", "first_year", "last_year",
            "top_cluster", "group", "kind", "international", "degree", "betweenness", "community",
        ),
        _applicants,
    ),
    "name_merges": (("applicant", "name_as_filed", "rule", "evidence", "mentions"), _name_merges),
    "rank_moves": (
        ("applicant", "name", "names", "families_before", "families_after", "rank_before", "rank_after"),
        _rank_moves,
    ),
    "unsure_names": (("name", "other", "score", "reason"), _unsure_names),
    "citations": (("citing_family", "cited_family", "categories", "first_date", "self_citation"), _citations),
    "main_path": (("cited_family", "citing_family", "share_of_paths", "main_path", "key_route"), _main_path),
    "policy_links": (
        (
            "cluster", "document", "passage", "score", "null_percentile", "shared_standards", "shared_terms", "family",
            "claim", "q", "standards_score", "terms_score", "text_score", "text_rank", "text_ranked", "aspect",
            "stage", "families_before", "families_after", "passage_text", "claim_text",
        ),
        _policy_links,
    ),
    "standards": (
        (
            "standard", "family_of_standards", "designations", "families", "applicants", "clusters", "first_year",
            "documents",
        ),
        _standards,
    ),
    "stages": (
        (
            "aspect", "stage", "rank", "day", "country", "issuer", "document", "passages", "told_by", "words",
        ),
        _stages,
    ),
    "trend": (
        ("priority_year", "families", "international", "publications", "new_applicants", "completeness", "expected",
            "expected_low", "expected_high"),
        _trend,
    ),
    "offices": (("office", "route", "first_filings", "families", "publications"), _offices),
}  # fmt: skip
