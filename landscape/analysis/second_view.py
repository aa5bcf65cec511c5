"""Citations as a second view of the clusters: they played no part in them, so that agreement speaks for both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from landscape.analysis.result import CitationRow, FamilyRow, Figure

if TYPE_CHECKING:
    import networkx

FEWEST = 20
"""Fewer citations, or families with any, say nothing."""


def citation_view(
    families: Sequence[FamilyRow], citations: Sequence[CitationRow], network: networkx.Graph[str] | None
) -> Iterator[tuple[str, Figure]]:
    """Figures on how far citations between clustered families follow the clusters, by id.

    network : of citations between families, its nodes with their `community`; None where nothing is cited.
    """
    cluster_of = {row.family_id: row.cluster for row in families if row.cluster}
    pairs = [
        (cluster_of[row.citing_family], cluster_of[row.cited_family])
        for row in citations
        if row.citing_family in cluster_of and row.cited_family in cluster_of
    ]
    yield "clusters.citations_inside", Figure(*_inside(pairs))
    yield "clusters.citations_inside_by_chance", Figure(*_by_chance(pairs))
    yield "clusters.citation_communities", Figure(*_communities(cluster_of, network))


Told = tuple[float | None, str, str, int]


def _inside(pairs: Sequence[tuple[str, str]]) -> Told:
    share = sum(one == other for one, other in pairs) / len(pairs) if len(pairs) >= FEWEST else None
    return share, "share of citations", "citations inside a cluster / citations between clustered families", len(pairs)


def _by_chance(pairs: Sequence[tuple[str, str]]) -> Told:
    citing, cited = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    share = sum(citing[c] * cited[c] for c in citing) / len(pairs) ** 2 if len(pairs) >= FEWEST else None
    formula = "sum over clusters of (share of citations from it) x (share of citations to it)"
    return share, "share of citations", formula, len(pairs)


def _communities(cluster_of: Mapping[str, str], network: networkx.Graph[str] | None) -> Told:
    from landscape.clusters import adjusted_mutual_information

    formula = "adjusted mutual information of clusters and Leiden communities of citations (Vinh et al. 2010)"
    community = {} if network is None else {node: network.nodes[node]["community"] for node in network}
    sizes = Counter(community.values())
    both = sorted(name for name in community if name in cluster_of and sizes[community[name]] > 1)
    if len(both) < FEWEST:
        return None, "0 by chance to 1", formula, len(both)
    value = adjusted_mutual_information([cluster_of[name] for name in both], [community[name] for name in both])
    return value, "0 by chance to 1", formula, len(both)
