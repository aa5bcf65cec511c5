"""Measures of the nodes of a network: degree, strength, PageRank, betweenness, core, component.

They agree with networkx's own definitions; betweenness and cores run in networkit on one thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from landscape.errors import AnalysisError
from landscape.networks.arrays import Arrays, Floats, Integers, arrays, kernel, repeatable
from landscape.networks.communities import Broker, Communities, by_size, leading_brokers, partition, shares, strengths

# Exact betweenness costs nodes x edges; a hundred million of these steps take about ten seconds on one core.
EXACT_STEPS = 100_000_000
SAMPLED_STEPS = 50_000_000
LEAST_PIVOTS = 64


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Betweenness of every node, from 0 to 1, and how it was found: exactly, or sampled from so many pivots."""

    of: Mapping[str, float]
    pivots: int | None

    @property
    def method(self) -> str:
        """ "exact", or "sampled from n pivots"."""
        return "exact" if self.pivots is None else f"sampled from {self.pivots} pivots"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a network is as a whole.

    density: from 0 to 1; components: sizes, largest first, directions ignored; brokers: the twenty leading ones;
    core: the largest core number.
    """

    nodes: int
    edges: int
    density: float
    components: tuple[int, ...]
    communities: Communities
    betweenness: Betweenness
    brokers: tuple[Broker, ...]
    core: int


def pagerank(graph: nx.Graph[str], damping: float = 0.85) -> dict[str, float]:
    """PageRank along the arcs, weights used; the ranks add up to 1.

    Arcs of a citation network go from the citing to the cited: rank gathers at what is cited, above all by what is
    itself cited.  Undirected edges pass rank both ways.  Nodes without an arc onwards spread theirs over all nodes.
    """
    if not 0 < damping < 1:
        raise AnalysisError(f"damping {damping:g}: must lie between 0 and 1")
    edges = arrays(graph)
    return edges.by_node(_pagerank(edges, damping))


def betweenness(graph: nx.Graph[str], seed: int = 0, exact_steps: int = EXACT_STEPS) -> Betweenness:
    """Share of shortest paths between other nodes that pass a node; directions kept, weights not used.

    Weights are not used because they tell nearness, not length.  Exact (Brandes 2001) where nodes x edges is at most
    `exact_steps`, else estimated from randomly drawn pivots (Geisberger, Sanders & Schultes 2008), which ranks the
    leading nodes well and the others poorly.
    """
    edges = arrays(graph)
    values, pivots = _betweenness(edges, seed, exact_steps)
    return Betweenness(edges.by_node(values), pivots)


def core_numbers(graph: nx.Graph[str]) -> dict[str, int]:
    """The largest k for which a node lies in a part where all have k neighbours or more; directions ignored."""
    edges = arrays(graph)
    return edges.by_node(_cores(edges))


def components(graph: nx.Graph[str]) -> dict[str, int]:
    """Number of the connected part of each node, directions ignored: 1 for the largest, ties by the smallest id."""
    edges = arrays(graph)
    return edges.by_node(component_numbers(edges)[0])


def annotate(graph: nx.Graph[str], seed: int = 0, exact_steps: int = EXACT_STEPS, resolution: float = 1.0) -> Measured:
    """Write every measure beside a graph's nodes, as data columns, and tell what the network is as a whole.

    Columns: degree (in_degree and out_degree too where directed), degree_w (weights of all edges), pagerank,
    betweenness, core, component, community, and of `Broker` participation, communities_joined and broker_score.
    graph.graph gets betweenness_method and modularity.
    Fractions keep ten digits, so that files compare equal across machines.
    """
    edges = arrays(graph)
    found = partition(edges, seed, resolution)
    between, pivots = _betweenness(edges, seed, exact_steps)
    numbers, sizes = component_numbers(edges)
    into = np.bincount(edges.target, minlength=edges.n)
    out = np.bincount(edges.source, minlength=edges.n)
    between_groups, cores = shares(edges, found), _cores(edges)
    columns: dict[str, Any] = {"degree": into + out}
    if edges.directed:
        columns |= {"in_degree": into, "out_degree": out}
    columns |= {
        "degree_w": strengths(edges),
        "pagerank": _pagerank(edges, 0.85),
        "betweenness": between,
        "core": cores,
        "component": numbers,
        "community": np.fromiter((found.of[node] for node in edges.nodes), np.int64, edges.n),
        "participation": between_groups["participation"],
        "communities_joined": between_groups["joined"],
        "broker_score": between_groups["score"],
    }
    write_columns(graph, edges, columns)
    whole = Betweenness(edges.by_node(between), pivots)
    graph.graph |= {"betweenness_method": whole.method, "modularity": float(f"{found.modularity:.10g}")}
    possible = edges.n * (edges.n - 1) / (1 if edges.directed else 2)
    density = len(edges.source) / possible if possible else 0.0
    return Measured(
        nodes=edges.n,
        edges=len(edges.source),
        density=density,
        components=tuple(sizes.tolist()),
        communities=found,
        betweenness=whole,
        brokers=tuple(leading_brokers(edges, between_groups, 20)),
        core=int(cores.max(initial=0)),
    )


def write_columns(graph: nx.Graph[str], edges: Arrays, columns: Mapping[str, Any]) -> None:
    """Set node attributes from arrays in the order of edges.nodes; fractions keep ten digits."""
    plain = [
        [float(f"{value:.10g}") for value in column.tolist()] if column.dtype.kind == "f" else column.tolist()
        for column in map(np.asarray, columns.values())
    ]
    names = list(columns)
    for place, node in enumerate(edges.nodes):
        graph.nodes[node].update((name, values[place]) for name, values in zip(names, plain, strict=True))


def component_numbers(edges: Arrays) -> tuple[Integers, Integers]:
    """Component of each node, numbered from 1 by size, and the sizes."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = (edges.source, edges.target)
    matrix = coo_array((np.ones(len(edges.source), np.int8), ends), shape=(edges.n, edges.n))
    _, labels = connected_components(matrix, directed=False)
    return by_size(labels)


def _pagerank(edges: Arrays, damping: float) -> Floats:
    """Power iteration on a sparse matrix until the ranks move by less than 1e-12 in all."""
    from scipy.sparse import csr_array

    if not edges.n:
        return np.zeros(0)
    source, target, weight = edges.source, edges.target, edges.weight
    if not edges.directed:
        proper = source != target
        source, target, weight = (
            np.concatenate((one, other[proper]))
            for one, other in ((source, target), (target, source), (weight, weight))
        )
    given = np.bincount(source, weight, edges.n)
    passed = csr_array((weight / given[source], (target, source)), shape=(edges.n, edges.n))
    rank: Floats = np.full(edges.n, 1 / edges.n)
    for _ in range(1000):
        stuck = rank[given == 0].sum()
        moved = damping * (passed @ rank + stuck / edges.n) + (1 - damping) / edges.n
        change = np.abs(moved - rank).sum()
        rank = moved
        if change < 1e-12:
            break
    return rank


def _betweenness(edges: Arrays, seed: int, exact_steps: int) -> tuple[Floats, int | None]:
    import networkit

    steps = max(len(edges.source), 1)
    if edges.n < 3:
        return np.zeros(edges.n), None
    pivots = None if edges.n * steps <= exact_steps else min(edges.n, max(LEAST_PIVOTS, SAMPLED_STEPS // steps))
    with repeatable(seed):
        plain = kernel(edges, weighted=False)
        if pivots is None:
            found = networkit.centrality.Betweenness(plain, normalized=True)
        else:
            found = networkit.centrality.EstimateBetweenness(plain, pivots, normalized=True)
        found.run()
        return np.array(found.scores()), pivots


def _cores(edges: Arrays) -> Integers:
    import networkit

    if not edges.n:
        return np.zeros(0, np.int64)
    with repeatable(0):
        found = networkit.centrality.CoreDecomposition(kernel(edges.undirected, weighted=False))
        found.run()
        return np.array(found.scores()).astype(np.int64)
