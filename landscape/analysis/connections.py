"""The networks of a landscape: who files together, who builds on whom, what is classified or cited together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log10
from typing import TYPE_CHECKING, cast

from landscape.analysis.inventors import Inventors
from landscape.analysis.material import CitationPair
from landscape.analysis.network_rows import MainPath, NetworkRow, PathArc
from landscape.analysis.node_columns import Columns, known
from landscape.analysis.result import CitationRow, FamilyRow
from landscape.applicants import ApplicantId
from landscape.networks import (
    annotate,
    applicant_citations,
    applicant_clusters,
    bibliographic_coupling,
    co_applicants,
    cocitation,
    coclassification,
    dress,
    family_citations,
    inventor_collaboration,
    main_path,
    mark_main_path,
    policy_network,
)

if TYPE_CHECKING:
    import networkx

    from landscape import networks
    from landscape.networks import Measured
    from landscape.policy import PolicyResult

LEADING, STANDING = 5, 3
# What a drawing still shows: beyond it pairs need more in common, and inventors and classes more families.
MOST_EDGES = 20_000
MOST_NODES = {"inventors": 2_000, "classifications": 300}
LEAST_SHARED = 2
LARGEST_POWER = 308  # of ten, that a fraction of the machine holds


@dataclass(frozen=True, slots=True)
class Links:
    """What networks are built from.

    applicants_of, groups_of: family id -> applicants, classification main groups; citations: inside the set;
    references: (citing, cited), families by id where they are in the set, else publications by number; applicants,
    clusters, columns: what is known of applicants, clusters and families, by id.
    """

    families: Sequence[FamilyRow]
    applicants_of: Mapping[str, Sequence[ApplicantId]]
    groups_of: Mapping[str, Sequence[str]]
    inventors: Inventors
    citations: Sequence[CitationRow]
    references: Sequence[tuple[str, str]]
    applicants: Columns
    clusters: Columns
    columns: Columns
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


def references(pairs: Iterable[CitationPair], family_of: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Every citation that a publication of the set makes or receives, families standing for what is in the set."""
    found = {(family_of.get(pair.citing, pair.citing), family_of.get(pair.cited, pair.cited)) for pair in pairs}
    return tuple(sorted(pair for pair in found if pair[0] != pair[1]))


def connect(links: Links, seed: int) -> Connected:
    """Build, measure and draw every network that has something to show."""
    graphs = _graphs(links)
    path = _main_path(graphs["citations"], links.families) if "citations" in graphs else None
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
    "cocitation": ("Families cited together", "publications that cite it"),
    "coupling": ("Families that cite the same", "publications it cites"),
    "inventors": ("Inventors of the same families", "families"),
    "classifications": ("Main groups given to the same families", "families"),
    "clusters": ("Applicants and the clusters they file in", "families"),
    "policy": ("Documents, the clusters they meet, the standards they name", "links"),
}
# The column that ranks nodes in the report and sizes them in a drawing, where it is not "families".
_RANKS = {
    "applicants": "joint_families",
    "applicant_citations": "cites_in",
    "citations": "cites_in",
    "cocitation": "cited_by",
    "coupling": "cites",
    "policy": "degree",
}
_SIZES = {name: column for name, column in _RANKS.items() if name != "applicants"}


def _graphs(links: Links) -> dict[str, networkx.Graph[str]]:
    held = [(family, str(applicant)) for family, found in links.applicants_of.items() for applicant in found]
    groups = [(family, symbol) for family, found in links.groups_of.items() for symbol in found]
    invented = [(family, inventor) for family, found in links.inventors.of_family.items() for inventor in found]
    people = {inventor: {"label": label} for inventor, label in links.inventors.labels.items()}
    years = {row.family_id: row.priority_date.year for row in links.families if row.priority_date}
    cited = [(row.citing_family, row.cited_family, row.categories) for row in links.citations]
    placed = [(row.family_id, row.cluster) for row in links.families if row.cluster]
    applicants, clusters, columns = links.applicants, links.clusters, links.columns
    graphs: dict[str, networkx.Graph[str]] = {
        "applicants": co_applicants(held, applicants, years),
        "applicant_citations": applicant_citations(cited, held, applicants, years),
        "citations": family_citations(cited, held, columns, years),
        "cocitation": cocitation(
            (row for row in links.references if row[1] in columns), columns, least=LEAST_SHARED, most=MOST_EDGES
        ),
        "coupling": bibliographic_coupling(
            (row for row in links.references if row[0] in columns), columns, least=LEAST_SHARED, most=MOST_EDGES
        ),
        "inventors": inventor_collaboration(invented, people, years, most=MOST_NODES["inventors"]),
        "classifications": coclassification(groups, None, years, most=MOST_NODES["classifications"]),
        "clusters": applicant_clusters(held, placed, applicants | clusters, years),
        "policy": _policy(links),
    }
    # An applicant's fractional weights add up to the families it shares with anybody (Newman 2001).
    for applicant, joint in graphs["applicants"].degree(weight="weight_frac"):
        graphs["applicants"].nodes[applicant]["joint_families"] = round(joint)
    return {name: graph for name, graph in sorted(graphs.items()) if graph.number_of_edges()}


def _policy(links: Links) -> networkx.Graph[str]:
    """Documents with the clusters they meet and the standards they name, and applicants that claim with these."""
    policy, applicants, clusters = links.policy, links.applicants, links.clusters
    if policy is None:
        return policy_network((), (), ())
    documents = {
        f"doc:{row.document}": known(label=row.title or row.document, issuer=row.issuer, country=row.country,
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
        ((cluster, f"std:{row.standard}", families) for row in policy.standards for cluster, families in row.clusters),
        documents
        | applicants
        | clusters
        | {f"std:{row.standard}": {"label": row.standard} for row in policy.standards},
    )


def _main_path(citations: networkx.Graph[str], families: Iterable[FamilyRow]) -> MainPath | None:
    flow = cast("networkx.DiGraph[str]", citations).reverse(copy=False)  # from the cited to the citing
    found = main_path(flow)
    mark_main_path(citations, found)
    if not found.paths:
        return None
    counts = found.counts
    weight = _log10(found.weight, counts.exact)
    years = {row.family_id: row.priority_date.year for row in families if row.priority_date}
    place = {route.arc: counted for route, counted in zip(found.key_routes, _places(found), strict=True)}
    return MainPath(
        families=found.paths[0],
        weight=None if weight >= LARGEST_POWER else float(found.weight) if counts.exact else 10**weight,
        weight_log10=round(weight, 9),
        paths_log10=round(_log10(counts.paths, counts.exact), 9),
        exact=counts.exact,
        ties=found.ties - 1,
        tied=found.paths[1:],
        cycles=counts.cycles,
        arcs=tuple(
            PathArc(*arc, counts.share(count), arc in found.arcs, place.get(arc))
            for arc, count in sorted(
                {**found.key_arcs, **found.arcs}.items(),
                key=lambda item: (*(years.get(family, 0) for family in item[0]), item[0]),
            )
        ),
    )


def _places(found: networks.MainPath) -> list[int]:
    """The place of each key route by its count, from 1; tied ones have one place."""
    places: list[int] = []
    for order, (before, route) in enumerate(pairwise((None, *found.key_routes)), 1):
        places.append(places[-1] if before and route and before.count == route.count else order)
    return places


def _log10(count: float, exact: bool) -> float:
    return (log10(count) if count else 0.0) if exact else count / log(10)


def _summary(name: str, graph: networkx.Graph[str], measured: Measured) -> NetworkRow:
    title, measure = _TITLES[name]
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
        leading=_leading(graph, _RANKS.get(name, "families"), LEADING),
        note="; ".join(_notes(name, graph, measured)),
        modularity=round(measured.communities.modularity, 9),
        core=measured.core,
        between=_leading(graph, "betweenness", STANDING),
        pagerank=_leading(graph, "pagerank", STANDING) if graph.is_directed() else (),
        brokers=tuple(
            (str(graph.nodes[broker.node]["label"]), broker.joined) for broker in measured.brokers[:STANDING]
        ),
    )


def _leading(graph: networkx.Graph[str], column: str, n: int) -> tuple[tuple[str, float], ...]:
    """The n nodes with the largest values of a column above 0, ties by id."""
    ranked = sorted(graph, key=lambda node: (-float(graph.nodes[node].get(column, 0)), node))[:n]
    values = ((str(graph.nodes[node]["label"]), float(graph.nodes[node].get(column, 0))) for node in ranked)
    return tuple((label, value) for label, value in values if value > 0)


def _notes(name: str, graph: networkx.Graph[str], measured: Measured) -> Iterator[str]:
    """What was left out of a network, and what was estimated."""
    if measured.betweenness.pivots:
        yield f"betweenness {measured.betweenness.method}"
    if graph.graph.get("least_shared", LEAST_SHARED) > LEAST_SHARED:
        yield f"pairs with {graph.graph['least_shared']} or more in common, so that {MOST_EDGES:,} edges remain at most"
    if "least_families" in graph.graph:
        yield f"those of {graph.graph['least_families']} families or more, so that {MOST_NODES[name]:,} remain at most"
    if graph.graph.get("skipped_lists"):
        yield f"{graph.graph['skipped_lists']:,} lists too long to pair"
