"""The networks of a landscape: who files together, who builds on whom, what is classified together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from landscape.analysis.counting import ApplicantCount
from landscape.analysis.material import CitationPair
from landscape.analysis.result import CitationRow, ClusterRow, FamilyRow, MainPath, NetworkRow
from landscape.applicants import ApplicantId
from landscape.networks import (
    annotate,
    applicant_citations,
    applicant_clusters,
    co_applicants,
    coclassification,
    dress,
    family_citations,
    main_path,
    mark_main_path,
    policy_network,
)

if TYPE_CHECKING:
    import networkx

    from landscape.networks.measures import Measured
    from landscape.policy import PolicyResult

LEADING = 5


@dataclass(frozen=True, slots=True)
class Links:
    """What networks are built from.

    applicants_of, groups_of: family id -> applicants, classification main groups; counts: of each applicant.
    """

    families: Sequence[FamilyRow]
    applicants_of: Mapping[str, Sequence[ApplicantId]]
    groups_of: Mapping[str, Sequence[str]]
    citations: Sequence[CitationRow]
    clusters: Sequence[ClusterRow]
    counts: Mapping[ApplicantId, ApplicantCount]
    policy: PolicyResult | None = None


@dataclass(frozen=True, slots=True)
class Connected:
    """Networks by name, each with its summary; the main path of the citations, None where nothing is cited."""

    networks: Mapping[str, networkx.Graph[str]]
    summaries: tuple[NetworkRow, ...]
    main_path: MainPath | None


def family_pairs(
    pairs: Iterable[CitationPair], family_of: Mapping[str, str], applicants_of: Mapping[str, Sequence[str]]
) -> tuple[CitationRow, ...]:
    """Citations between publications of the set as citations between families, sorted; loops are left out."""
    found: dict[tuple[str, str], list[CitationPair]] = defaultdict(list)
    for pair in pairs:
        citing, cited = family_of.get(pair.citing), family_of.get(pair.cited)
        if citing and cited and citing != cited:
            found[citing, cited].append(pair)
    return tuple(
        CitationRow(
            citing_family=citing,
            cited_family=cited,
            categories=tuple(sorted({pair.category for pair in joined if pair.category})),
            first_date=min((pair.date for pair in joined if pair.date), default=None),
            self_citation=not set(applicants_of.get(citing, ())).isdisjoint(applicants_of.get(cited, ())),
        )
        for (citing, cited), joined in sorted(found.items())
    )


def connect(links: Links, seed: int) -> Connected:
    """Build, measure and draw every network that has something to show."""
    graphs = _graphs(links)
    path = _main_path(graphs["citations"]) if "citations" in graphs else None
    summaries = []
    for name, graph in graphs.items():
        measured = annotate(graph, seed)
        dress(graph, _SIZES.get(name, "families"), seed)
        summaries.append(_summary(name, graph, measured))
    return Connected(graphs, tuple(summaries), path)


_TITLES = {
    "applicants": ("Applicants that file together", "joint families"),
    "applicant_citations": ("Applicants that build on each other", "families that cite it"),
    "citations": ("Families that cite each other", "families that cite it"),
    "classifications": ("Main groups given to the same families", "families"),
    "clusters": ("Applicants and the clusters they file in", "families"),
    "policy": ("Documents, the clusters they meet, the standards they name", "links"),
}
# The column that ranks nodes in the report and sizes them in a drawing, where it is not "families".
_RANKS = {
    "applicants": "joint_families",
    "applicant_citations": "cites_in",
    "citations": "cites_in",
    "policy": "degree",
}
_SIZES = {"applicant_citations": "cites_in", "citations": "cites_in", "policy": "degree"}


def _graphs(links: Links) -> dict[str, networkx.Graph[str]]:
    held = [(family, str(applicant)) for family, found in links.applicants_of.items() for applicant in found]
    groups = [(family, symbol) for family, found in links.groups_of.items() for symbol in found]
    years = {row.family_id: row.priority_date.year for row in links.families if row.priority_date}
    cited = [(row.citing_family, row.cited_family, row.categories, row.first_date) for row in links.citations]
    placed = [(row.family_id, row.cluster) for row in links.families if row.cluster]
    applicants, clusters = _applicant_columns(links), _cluster_columns(links)
    graphs: dict[str, networkx.Graph[str]] = {
        "applicants": co_applicants(held, applicants, years),
        "applicant_citations": applicant_citations(cited, held, applicants),
        "citations": family_citations(cited, held, _family_columns(links)),
        "classifications": coclassification(groups, None, years),
        "clusters": applicant_clusters(held, placed, applicants | clusters, years),
        "policy": _policy(links, applicants, clusters),
    }
    # An applicant's fractional weights add up to the families it shares with anybody (Newman 2001).
    for applicant, joint in graphs["applicants"].degree(weight="weight_frac"):
        graphs["applicants"].nodes[applicant]["joint_families"] = round(joint)
    return {name: graph for name, graph in sorted(graphs.items()) if graph.number_of_edges()}


def _policy(links: Links, applicants: Columns, clusters: Columns) -> networkx.Graph[str]:
    """Documents with the clusters they meet and the standards they name, and applicants that claim with these."""
    policy = links.policy
    if policy is None:
        return policy_network((), (), ())
    documents = {
        f"doc:{row.document}": _known(label=row.title or row.document, issuer=row.issuer, country=row.country,
                                      type=row.type, year=row.published.year if row.published else None)
        for row in policy.documents
    }  # fmt: skip
    of_name = {str(data["label"]): applicant for applicant, data in applicants.items()}
    return policy_network(
        ((f"doc:{cell.document}", cell.cluster, cell.strength, cell.passages) for cell in policy.matrix),
        ((f"doc:{name}", f"std:{row.standard}") for row in policy.standards for name in row.documents),
        (
            (of_name[name], f"std:{row.standard}", families)
            for row in policy.standards
            for name, families in row.applicants
            if name in of_name
        ),
        documents
        | applicants
        | clusters
        | {f"std:{row.standard}": {"label": row.standard} for row in policy.standards},
    )


Columns = dict[str, dict[str, Any]]


def _known(**columns: Any) -> dict[str, Any]:
    """Columns without those that have no value: a missing value is left out of a file."""
    return {name: value for name, value in columns.items() if value is not None and value != ""}


def _applicant_columns(links: Links) -> Columns:
    return {
        str(applicant): _known(
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
        )
        for applicant, count in links.counts.items()
    }


def _family_columns(links: Links) -> Columns:
    labels = {row.cluster: row.label for row in links.clusters}
    return {
        row.family_id: _known(
            label=row.representative,
            title=row.title,
            family_id=row.family_id,
            priority_year=row.priority_date.year if row.priority_date else None,
            n_offices=len(row.offices),
            is_ipf=int(row.international),
            offices="; ".join(row.offices),
            applicants="; ".join(row.applicants),
            cpc_main="; ".join(links.groups_of.get(row.family_id, ())),
            cluster_id=row.cluster,
            cluster_label=labels.get(row.cluster or ""),
            membership_conf=row.membership,
        )
        for row in links.families
    }


def _cluster_columns(links: Links) -> Columns:
    return {
        row.cluster: _known(
            label=row.label, families=row.families, stability=row.stability, first_year=row.first_year,
            last_year=row.last_year,
        )
        for row in links.clusters
    }  # fmt: skip


def _main_path(citations: networkx.Graph[str]) -> MainPath | None:
    flow = cast("networkx.DiGraph[str]", citations).reverse(copy=False)  # from the cited to the citing
    found = main_path(flow)
    mark_main_path(citations, found)
    if not found.paths:
        return None
    return MainPath(found.paths[0], float(found.weight), found.ties - 1, len(found.counts.cycles))


def _summary(name: str, graph: networkx.Graph[str], measured: Measured) -> NetworkRow:
    title, measure = _TITLES[name]
    column = _RANKS.get(name, "families")
    ranked = sorted(graph, key=lambda node: (-float(graph.nodes[node].get(column, 0)), node))
    sizes = measured.communities.sizes
    return NetworkRow(
        name=name,
        title=title,
        directed=graph.is_directed(),
        nodes=measured.nodes,
        edges=measured.edges,
        components=len(measured.components),
        communities=sum(1 for size in sizes if size > 1),
        measure=measure,
        leading=tuple(
            (str(graph.nodes[node]["label"]), float(graph.nodes[node].get(column, 0))) for node in ranked[:LEADING]
        ),
        note=f"betweenness {measured.betweenness.method}" if measured.betweenness.pivots else "",
    )
