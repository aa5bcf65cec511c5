"""Networks: who stands behind what, and how knowledge flows.

Builders take plain rows and give networkx graphs whose nodes and edges carry data columns:

    graph = co_applicants(family_applicants, years=priority_years)
    annotate(graph, seed=0)            # degree, PageRank, betweenness, communities, … as columns
    dress(graph, size_by="families")   # x, y, size, r, g, b
    report.graph_files.write_graphml(graph, path)

Citation arcs go from the citing to the cited; main paths are sought on `graph.reverse(copy=False)`.
Importing this package loads networkx and numpy; networkit loads where it is used.
"""

from __future__ import annotations

from landscape.networks.citations import applicant_citations, family_citations
from landscape.networks.communities import Broker, Communities, brokers, communities, participation
from landscape.networks.layout import layout
from landscape.networks.main_path import (
    KeyRoute,
    MainPath,
    SearchPathCount,
    main_path,
    mark_main_path,
    search_path_count,
)
from landscape.networks.measures import (
    Betweenness,
    Measured,
    annotate,
    betweenness,
    components,
    core_numbers,
    pagerank,
)
from landscape.networks.picture import community_colour, dress
from landscape.networks.policy import policy_network
from landscape.networks.together import (
    applicant_clusters,
    bibliographic_coupling,
    co_applicants,
    cocitation,
    coclassification,
    inventor_collaboration,
)

__all__ = [
    "Betweenness",
    "Broker",
    "Communities",
    "KeyRoute",
    "MainPath",
    "Measured",
    "SearchPathCount",
    "annotate",
    "applicant_citations",
    "applicant_clusters",
    "betweenness",
    "bibliographic_coupling",
    "brokers",
    "co_applicants",
    "cocitation",
    "coclassification",
    "communities",
    "community_colour",
    "components",
    "core_numbers",
    "dress",
    "family_citations",
    "inventor_collaboration",
    "layout",
    "main_path",
    "mark_main_path",
    "pagerank",
    "participation",
    "policy_network",
    "search_path_count",
]
