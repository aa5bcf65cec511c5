"""The columns of nodes: what is known of families, applicants and clusters, beside what a network measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from landscape.analysis.counting import ApplicantCount
from landscape.analysis.material import Material
from landscape.analysis.result import CitationRow, ClusterRow, FamilyRow
from landscape.applicants import ApplicantId
from landscape.indicators import hhi, normalised_citations

Columns = dict[str, dict[str, Any]]


def known(**columns: Any) -> dict[str, Any]:
    """Columns without those that have no value: a missing value is left out of a file."""
    return {name: value for name, value in columns.items() if value is not None and value != ""}


def applicant_columns(counts: Mapping[ApplicantId, ApplicantCount]) -> Columns:
    """Of each applicant; hhi_clusters: concentration of its families on clusters, from 0 to 1."""
    return {
        str(applicant): known(
            label=applicant.name,
            entity_id=str(applicant),
            group=applicant.group,
            country=applicant.country,
            type=str(applicant.kind),
            families=count.families,
            families_frac=round(count.fractional, 9),
            ipf_share=round(count.international / count.families, 9),
            first_year=count.first_year,
            last_year=count.last_year,
            top_cluster=count.top_cluster,
            hhi_clusters=round(hhi(count.clusters.values()), 9) if count.clusters else None,
        )
        for applicant, count in counts.items()
    }


def family_columns(
    rows: Sequence[FamilyRow],
    clusters: Iterable[ClusterRow],
    groups_of: Mapping[str, Sequence[str]],
    citations: Iterable[CitationRow],
    material: Material,
    snapshot: str,
) -> Columns:
    """Of each family; cites_norm: citations from the set over those of the families of its priority year, each plus
    one, so that a single citation in a thin year does not lead.
    """  # fmt: skip
    labels = {row.cluster: row.label for row in clusters}
    received = Counter(row.cited_family for row in citations)
    normalised = normalised_citations(
        received, {row.family_id: row.priority_date.year for row in rows if row.priority_date}
    )
    return {
        row.family_id: known(
            label=row.representative,
            title=row.title,
            family_id=row.family_id,
            priority_year=row.priority_date.year if row.priority_date else None,
            filing_year=_filing_year(material, row.publications),
            n_offices=len(row.offices),
            is_ipf=int(row.international),
            offices="; ".join(row.offices),
            applicants="; ".join(row.applicants),
            cpc_main="; ".join(groups_of.get(row.family_id, ())),
            cluster_id=row.cluster,
            cluster_label=labels.get(row.cluster or ""),
            membership_conf=row.membership,
            cites_norm=round(normalised[row.family_id].shrunk, 9) if row.family_id in normalised else None,
            url=material.urls.get(row.representative),
            snapshot=snapshot,
        )
        for row in rows
    }


def cluster_columns(clusters: Iterable[ClusterRow]) -> Columns:
    """Of each cluster."""
    return {
        row.cluster: known(
            label=row.label,
            families=row.families,
            stability=row.stability,
            first_year=row.first_year,
            last_year=row.last_year,
        )
        for row in clusters
    }


def _filing_year(material: Material, members: Iterable[str]) -> int | None:
    return min((day.year for number in members if (day := material.filed.get(number))), default=None)
