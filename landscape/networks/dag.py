"""A citation network without cycles, with path counts: what main paths are found on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import exp, inf, isclose, log1p
from operator import add, mul

import networkx as nx
import numpy as np

from landscape.networks.arrays import Arrays, Integers, arrays

Count = int | float
Operation = Callable[[Count, Count], Count]

EXACT_BITS = 1024  # longest exact count; beyond it (10^308 paths) counts are kept as natural logarithms


@dataclass
class Dag:
    """Nodes and arcs after each cycle became one node; arcs sorted by source and target.

    names: smallest id of each node; cycles: the ids of each cycle, sorted; order: nodes from sources to sinks;
    first: arcs of node i are first[i] to first[i + 1]; nodes come in the order of their names.
    """

    edges: Arrays
    node_of: Integers
    names: list[str]
    cycles: tuple[tuple[str, ...], ...]
    source: list[int]
    target: list[int]
    first: list[int]

    @cached_property
    def order(self) -> list[int]:
        """A topological order."""
        waiting = [0] * len(self.names)
        for node in self.target:
            waiting[node] += 1
        order = [node for node, arcs in enumerate(waiting) if not arcs]
        for node in order:
            for further in self.target[self.first[node] : self.first[node + 1]]:
                waiting[further] -= 1
                if not waiting[further]:
                    order.append(further)
        return order

    @cached_property
    def _paths(self) -> tuple[list[Count], list[Count], bool]:
        """Paths from the sources to each node, from each node to the sinks, and whether they are exact."""
        up = self._to_sinks(add, 0, 1)
        if max(up, default=0) < 1 << EXACT_BITS:
            return self._from_sources(add, 0, 1), up, True
        return self._from_sources(_log_add, -inf, 0.0), self._to_sinks(_log_add, -inf, 0.0), False

    @property
    def exact(self) -> bool:
        """Whether counts are whole numbers, and not their logarithms."""
        return self._paths[2]

    def _to_sinks(self, plus: Operation, nothing: Count, one: Count) -> list[Count]:
        """Paths from each node to the sinks; whole numbers are given up where one grows too long."""
        paths = [nothing] * len(self.names)
        for node in reversed(self.order):
            begin, end = self.first[node], self.first[node + 1]
            total = nothing if end > begin else one
            for further in self.target[begin:end]:
                total = plus(total, paths[further])
            paths[node] = total
            if isinstance(total, int) and total >> EXACT_BITS:
                break
        return paths

    def _from_sources(self, plus: Operation, nothing: Count, one: Count) -> list[Count]:
        paths = [nothing] * len(self.names)
        for node in self.order:
            if paths[node] == nothing:
                paths[node] = one
            own = paths[node]
            for further in self.target[self.first[node] : self.first[node + 1]]:
                paths[further] = plus(paths[further], own)
        return paths

    @cached_property
    def count(self) -> list[Count]:
        """Search path count of each arc."""
        down, up, exact = self._paths
        times: Operation = mul if exact else add
        return [times(down[one], up[other]) for one, other in zip(self.source, self.target, strict=True)]

    @cached_property
    def paths(self) -> Count:
        """Paths from a source to a sink with one arc or more."""
        _, up, exact = self._paths
        starts = set(self.source) - set(self.target)
        if exact:
            return sum(up[node] for node in starts)
        total = -inf
        for node in sorted(starts):
            total = _log_add(total, up[node])
        return total

    @cached_property
    def _heaviest(self) -> tuple[list[Count], list[Count]]:
        """Largest sum of counts on a way from a source to each node, and from each node to a sink."""
        plus: Operation = add if self.exact else _log_add
        nothing: Count = 0 if self.exact else -inf
        target, first, count = self.target, self.first, self.count
        down, up = [nothing] * len(self.names), [nothing] * len(self.names)
        for node in self.order:
            own = down[node]
            for arc in range(first[node], first[node + 1]):
                down[target[arc]] = max(down[target[arc]], plus(own, count[arc]))
        for node in reversed(self.order):
            begin, end = first[node], first[node + 1]
            up[node] = max((plus(up[target[arc]], count[arc]) for arc in range(begin, end)), default=nothing)
        return down, up

    @cached_property
    def through(self) -> list[Count]:
        """Largest sum of counts on a source-to-sink path through each arc."""
        down, up = self._heaviest
        plus: Operation = add if self.exact else _log_add
        ends = zip(self.source, self.count, self.target, strict=True)
        return [plus(plus(down[one], count), up[other]) for one, count, other in ends]

    def same(self, one: Count, other: Count) -> bool:
        """Whether two counts or sums tie: equal, or for logarithms the same to nine digits of what they stand for."""
        return one == other if self.exact else isclose(one, other, rel_tol=0, abs_tol=1e-9)

    def heaviest_ways(self, node: int, onwards: bool) -> set[int]:
        """The arcs of all heaviest ways from a node to a sink (onwards), or from a source to it."""
        down, up = self._heaviest
        plus: Operation = add if self.exact else _log_add
        best, far = (up, self.target) if onwards else (down, self.source)
        found: set[int] = set()
        seen, waiting = {node}, [node]
        while waiting:
            here = waiting.pop()
            arcs: Iterable[int] = range(self.first[here], self.first[here + 1]) if onwards else self._into[here]
            for arc in arcs:
                if self.same(plus(best[far[arc]], self.count[arc]), best[here]):
                    found.add(arc)
                    if far[arc] not in seen:
                        seen.add(far[arc])
                        waiting.append(far[arc])
        return found

    @cached_property
    def _into(self) -> list[list[int]]:
        into: list[list[int]] = [[] for _ in self.names]
        for arc, node in enumerate(self.target):
            into[node].append(arc)
        return into

    @cached_property
    def _depth(self) -> list[int]:
        """Arcs on the longest way from a source to each node."""
        depth = [0] * len(self.names)
        for node in self.order:
            for further in self.target[self.first[node] : self.first[node + 1]]:
                depth[further] = max(depth[further], depth[node] + 1)
        return depth

    def downstream(self, arcs: Iterable[int]) -> list[int]:
        """Arcs sorted from sources to sinks, by the depth of their ends, then by name."""
        return sorted(arcs, key=lambda arc: (self._depth[self.source[arc]], self._depth[self.target[arc]], arc))

    def named(self, arc: int) -> tuple[str, str]:
        """An arc by the names of its ends."""
        return self.names[self.source[arc]], self.names[self.target[arc]]

    def originals(self) -> Iterator[tuple[str, str, int]]:
        """The arcs of the graph that lie in no cycle, each with the arc here that it became."""
        nodes = self.edges.nodes
        one, other = self.node_of[self.edges.source], self.node_of[self.edges.target]
        proper = one != other
        total = np.int64(max(len(self.names), 1))
        here = np.array(self.source, np.int64) * total + np.array(self.target, np.int64)
        place = np.searchsorted(here, one[proper] * total + other[proper])
        ends = zip(self.edges.source[proper].tolist(), self.edges.target[proper].tolist(), place.tolist(), strict=True)
        for start, end, arc in ends:
            yield nodes[start], nodes[end], arc


def condensed(graph: nx.DiGraph[str]) -> Dag:
    """Join each cycle of a graph into one node."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    edges = arrays(graph)
    matrix = coo_array((np.ones(len(edges.source), np.int8), (edges.source, edges.target)), shape=(edges.n, edges.n))
    _, labels = connected_components(matrix, directed=True, connection="strong")
    # Nodes keep the order of the ids: a cycle stands where its smallest id stood.
    _, smallest, place = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(smallest)
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    node_of = number[place]
    names = [edges.nodes[node] for node in np.sort(smallest).tolist()]
    one, other = node_of[edges.source], node_of[edges.target]
    total = np.int64(max(len(names), 1))
    keys = np.unique((one * total + other)[one != other])
    source, target = np.divmod(keys, total)
    first = np.searchsorted(source, np.arange(len(names) + 1))
    cycles = _cycles(edges, node_of)
    return Dag(edges, node_of, names, cycles, source.tolist(), target.tolist(), first.tolist())


def _cycles(edges: Arrays, node_of: Integers) -> tuple[tuple[str, ...], ...]:
    sizes = np.bincount(node_of, minlength=1)
    members: dict[int, list[str]] = {}
    for place in np.flatnonzero(sizes[node_of] > 1).tolist():
        members.setdefault(int(node_of[place]), []).append(edges.nodes[place])
    return tuple(tuple(members[node]) for node in sorted(members))


def _log_add(one: Count, other: Count) -> float:
    """ln(e^one + e^other)."""
    high, low = (one, other) if one > other else (other, one)
    return float(high) if low == -inf else high + log1p(exp(low - high))
