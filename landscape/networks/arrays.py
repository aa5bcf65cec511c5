"""A networkx graph as arrays, in an order of its own: what the heavy algorithms work on.

Nodes are taken in the order of their ids and edges in the order of their ends, so that no result depends on the
order in which a graph was built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landscape.errors import AnalysisError

if TYPE_CHECKING:
    import networkx as nx

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Arrays:
    """Nodes sorted by id, and for each edge the indexes of its ends and its weight; an undirected edge stands once."""

    nodes: list[Any]
    source: Integers
    target: Integers
    weight: Floats
    directed: bool

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @cached_property
    def undirected(self) -> Arrays:
        """The same without directions and loops, the weights of parallel and mutual edges added up."""
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        proper = low != high
        keys, place = np.unique(low[proper] * np.int64(self.n) + high[proper], return_inverse=True)
        weight = np.bincount(place, self.weight[proper], len(keys)).astype(np.float64)
        return Arrays(self.nodes, keys // max(self.n, 1), keys % max(self.n, 1), weight, directed=False)

    def by_node(self, values: Any) -> dict[Any, Any]:
        """The values of an array, one for each node, as a mapping from node to plain number."""
        return dict(zip(self.nodes, np.asarray(values).tolist(), strict=True))


def arrays(graph: nx.Graph[Any], weighted: bool = True) -> Arrays:
    """Turn a graph into arrays; an edge without weight has weight 1, and without `weighted` every edge has.

    AnalysisError for a multigraph (add up its parallel edges first), and for weights that are not above 0.
    """
    if graph.is_multigraph():
        raise AnalysisError("a network with parallel edges: add them up into one weighted edge first")
    nodes = in_order(graph)
    index = {node: place for place, node in enumerate(nodes)}
    adjacency = dict(graph.adjacency())
    own = np.fromiter(map(index.__getitem__, adjacency), np.int64, len(nodes))
    source = np.repeat(own, np.fromiter(map(len, adjacency.values()), np.int64, len(nodes)))
    target = np.fromiter(map(index.__getitem__, chain.from_iterable(adjacency.values())), np.int64, len(source))
    weight = _weights(adjacency) if weighted else np.ones(len(source))
    if not graph.is_directed():  # each edge stands with both of its ends
        once = source <= target
        source, target, weight = source[once], target[once], weight[once]
    order = np.argsort(source * np.int64(max(len(nodes), 1)) + target)  # no two edges have the same ends
    return Arrays(nodes, source[order], target[order], weight[order], graph.is_directed())


def in_order(graph: nx.Graph[Any]) -> list[Any]:
    """The nodes in the order of their ids; ids of several types, or without an order, in the order of their text."""
    if set(map(type, graph)) <= {str} or set(map(type, graph)) <= {int}:
        return sorted(graph)
    return sorted(graph, key=lambda node: (str(node), type(node).__name__))


def _weights(adjacency: Mapping[Any, Mapping[Any, Mapping[str, Any]]]) -> Floats:
    """The weight of each edge; a list is several times faster here than a generator."""
    found = [columns.get("weight", 1.0) for around in adjacency.values() for columns in around.values()]
    if None in found:
        found = [1.0 if weight is None else weight for weight in found]
    weights = np.array(found, np.float64)
    if not np.all(np.isfinite(weights) & (weights > 0)):
        raise AnalysisError("a network with a weight that is not above 0")
    return weights


def kernel(edges: Arrays, weighted: bool = True) -> Any:
    """The same graph in networkit."""
    import networkit

    weight = edges.weight if weighted else np.ones(len(edges.weight))
    return networkit.GraphFromCoo(
        (weight, (edges.source, edges.target)), n=edges.n, directed=edges.directed, weighted=weighted
    )


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Run networkit on one thread from a seed, so that its results repeat to the last bit."""
    import networkit

    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, False)
    try:
        yield
    finally:
        networkit.setNumberOfThreads(before)
