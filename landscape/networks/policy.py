"""The policy network: documents, the clusters they meet, the standards they name, and the applicants that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from landscape.networks.together import NodeData

Meeting = tuple[str, str, float, int]
Naming = tuple[str, str, int]


def policy_network(
    meetings: Iterable[Meeting],
    named_by_documents: Iterable[tuple[str, str]],
    named_by_applicants: Iterable[Naming],
    named_by_clusters: Iterable[Naming] = (),
    nodes: NodeData | None = None,
) -> nx.Graph[str]:
    """Documents, clusters, standards and applicants as one undirected network; the column `kind` tells them apart.

    meetings: (document, cluster, strength, passages); named_by_documents: (document, standard);
    named_by_applicants: (applicant, standard, families); named_by_clusters: (cluster, standard, families).  Ids of
    different kinds must differ.

    Edges: weight = strength, 1, or families; `relation` is "meets", "names" or "claims with" (of applicants and
    clusters); passages on meetings, families on namings.

    >>> graph = policy_network([("doc:a", "cl:1", 2.5, 3)], [("doc:a", "std:x")], [("app:f", "std:x", 2)])
    >>> sorted(graph.nodes[node]["kind"] for node in graph)
    ['applicant', 'cluster', 'document', 'standard']
    """
    graph: nx.Graph[str] = nx.Graph(
        edges="document meets cluster, document names standard, applicant or cluster claims with standard",
        weight="strength of the link, 1, or families",
    )
    kinds: dict[str, str] = {}
    edges: dict[tuple[str, str], dict[str, str | float | int]] = {}
    for document, cluster, strength, passages in meetings:
        kinds |= {document: "document", cluster: "cluster"}
        edges[document, cluster] = {"weight": float(strength), "relation": "meets", "passages": passages}
    for document, standard in named_by_documents:
        kinds |= {document: "document", standard: "standard"}
        edges[document, standard] = {"weight": 1.0, "relation": "names"}
    for kind, naming in (("applicant", named_by_applicants), ("cluster", named_by_clusters)):
        for name, standard, families in naming:
            kinds |= {name: kind, standard: "standard"}
            edges[name, standard] = {"weight": float(families), "relation": "claims with", "families": families}
    for name in sorted(kinds):
        given: Mapping[str, object] = (nodes or {}).get(name, {})
        graph.add_node(name, **{"label": name, "kind": kinds[name], **given})
    for (one, other), columns in sorted(edges.items()):
        graph.add_edge(one, other, **columns)
    return graph
