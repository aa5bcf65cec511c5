"""A citation network without cycles, with path counts: what main paths are found on.

Counts are swept through the network level by level on arrays: of machine integers where they fit, of whole numbers of
any length where they do not, and of natural logarithms beyond that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf, log, log2
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from landscape.errors import AnalysisError
from landscape.networks.arrays import Arrays, Integers, arrays

Count = int | float

WORD_BITS = 62
# Longest whole number (2,466 digits), and how many bits the counts of all arcs may take together; beyond these
# they are kept as natural logarithms.
EXACT_BITS = 8192
EXACT_BITS_IN_ALL = 2**30


class Front(NamedTuple):
    """Arcs that a sweep passes at once: the ends it comes from, and where the arcs of each end it comes to begin."""

    arcs: Integers
    far: Integers
    firsts: Integers
    near: Integers


class Arithmetic(NamedTuple):
    """How counts are kept, added and multiplied; nothing and one: no path, and one."""

    dtype: Any
    plus: np.ufunc
    times: np.ufunc
    nothing: Count
    one: Count
    exact: bool


WORDS = Arithmetic(np.int64, np.add, np.multiply, 0, 1, exact=True)
WHOLE = Arithmetic(object, np.add, np.multiply, 0, 1, exact=True)
LOGARITHMS = Arithmetic(np.float64, np.logaddexp, np.add, -inf, 0.0, exact=False)


@dataclass
class Dag:
    """Nodes and arcs after each cycle became one node; arcs sorted by source and target.

    names: smallest id of each node, ascending; cycles: the ids of each cycle, sorted; a node that cites itself is a
    cycle of one.
    """

    edges: Arrays
    node_of: Integers
    names: list[Any]
    cycles: tuple[tuple[Any, ...], ...]
    source: Integers
    target: Integers

    @cached_property
    def depth(self) -> Integers:
        """Arcs on the longest way from a source to each node."""
        depth = np.zeros(len(self.names), np.int64)
        waiting = np.bincount(self.target, minlength=len(self.names))
        first = np.searchsorted(self.source, np.arange(len(self.names) + 1))
        front, level = np.flatnonzero(waiting == 0), 0
        while len(front):
            depth[front] = level
            sizes = first[front + 1] - first[front]
            skipped = np.repeat(first[front] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
            reached, arcs = np.unique(self.target[skipped + np.arange(sizes.sum())], return_counts=True)
            waiting[reached] -= arcs
            front, level = reached[waiting[reached] == 0], level + 1
        return depth

    @cached_property
    def _fronts(self) -> tuple[list[Front], list[Front]]:
        """Arcs by the depth of their sources from sinks to sources, and of their targets from sources to sinks."""
        both = []
        for near, far, level in (
            (self.source, self.target, -self.depth[self.source]),
            (self.target, self.source, self.depth[self.target]),
        ):
            order = np.lexsort((near, level))
            cuts = np.flatnonzero(np.diff(level[order], prepend=level[order[:1]] - 1))
            fronts = []
            for begin, end in pairwise([*cuts.tolist(), len(order)]):
                arcs = order[begin:end]
                firsts = np.flatnonzero(np.diff(near[arcs], prepend=-1))
                fronts.append(Front(arcs, far[arcs], firsts, near[arcs][firsts]))
            both.append(fronts)
        return both[0], both[1]

    def _sweep(self, how: Arithmetic, combine: np.ufunc, start: Count, onwards: bool, gain: Any = None) -> Any:
        """For each node, `combine` over its arcs of what the other end has (plus the gain of the arc).

        onwards: from sources to sinks, over incoming arcs; else from sinks to sources.  Nodes without such arcs have
        `start`.
        """
        result = np.full(len(self.names), start, how.dtype)
        for arcs, far, firsts, near in self._fronts[onwards]:
            values = result[far]
            result[near] = combine.reduceat(values if gain is None else how.plus(values, gain[arcs]), firsts)
        return result

    @cached_property
    def how(self) -> Arithmetic:
        """The arithmetic that holds the counts and their sums along a path."""
        if not len(self.source):
            return WORDS
        paths = np.logaddexp.reduce(self._sweep(LOGARITHMS, np.logaddexp, 0.0, onwards=False)[self._starts])
        bits = float(paths) / log(2) + log2(int(self.depth.max()) + 1) + 1
        if bits >= EXACT_BITS:
            return LOGARITHMS
        if bits < WORD_BITS:
            return WORDS
        return WHOLE if bits * len(self.source) <= EXACT_BITS_IN_ALL else LOGARITHMS

    @property
    def exact(self) -> bool:
        """Whether counts are whole numbers, and not their logarithms."""
        return self.how.exact

    @cached_property
    def _starts(self) -> Integers:
        """Sources with an arc."""
        leaves, enters = (np.bincount(end, minlength=len(self.names)) > 0 for end in (self.source, self.target))
        return np.flatnonzero(leaves & ~enters)

    @cached_property
    def _to_sinks(self) -> Any:
        return self._sweep(self.how, self.how.plus, self.how.one, onwards=False)

    @cached_property
    def count(self) -> Any:
        """Search path count of each arc, an array."""
        from_sources = self._sweep(self.how, self.how.plus, self.how.one, onwards=True)
        return self.how.times(from_sources[self.source], self._to_sinks[self.target])

    @cached_property
    def paths(self) -> Count:
        """Paths from a source to a sink with one arc or more."""
        if not len(self.source):
            return self.how.nothing
        return _plain(self.how.plus.reduce(self._to_sinks[self._starts]))

    @cached_property
    def _heaviest(self) -> tuple[Any, Any]:
        """Largest sum of counts on a way from a source to each node, and from each node to a sink."""
        down, up = (
            self._sweep(self.how, np.maximum, self.how.nothing, onwards, self.count) for onwards in (True, False)
        )
        return down, up

    @cached_property
    def through(self) -> Any:
        """Largest sum of counts on a source-to-sink path through each arc, an array."""
        down, up = self._heaviest
        return self.how.plus(self.how.plus(down[self.source], self.count), up[self.target])

    def least(self, count: Any) -> Any:
        """The smallest count that ties with this one: itself, or a logarithm that stands for the same nine digits."""
        return count if self.exact else count - 1e-9

    @cached_property
    def _best(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Arcs on a heaviest way from a source to their target, and on one from their source to a sink."""
        down, up = self._heaviest
        onto = self.how.plus(down[self.source], self.count) >= self.least(down[self.target])
        onwards = self.how.plus(up[self.target], self.count) >= self.least(up[self.source])
        return onto.astype(bool), onwards.astype(bool)

    @cached_property
    def _by_end(self) -> tuple[tuple[Integers, Integers], tuple[Integers, Integers]]:
        """Arcs in order of their targets, and of their sources, with where the arcs of each node begin."""
        nodes = np.arange(len(self.names) + 1)
        by_target = np.argsort(self.target, kind="stable")
        return (
            (by_target, np.searchsorted(self.target[by_target], nodes)),
            (np.arange(len(self.source)), np.searchsorted(self.source, nodes)),
        )

    def heaviest_ways(self, through: Iterable[int]) -> set[int]:
        """The arcs of all heaviest ways, from a source to a sink, through any of these arcs."""
        chosen = sorted(set(through))
        found = set(chosen)
        for onwards in (False, True):
            arcs, first = self._by_end[onwards]
            best, far = self._best[onwards], self.target if onwards else self.source
            seen = set((self.target if onwards else self.source)[chosen].tolist())
            waiting = list(seen)
            while waiting:
                here = waiting.pop()
                around = arcs[first[here] : first[here + 1]]
                for arc in around[best[around]].tolist():
                    found.add(arc)
                    further = int(far[arc])
                    if further not in seen:
                        seen.add(further)
                        waiting.append(further)
        return found

    def downstream(self, arcs: Iterable[int]) -> list[int]:
        """Arcs sorted from sources to sinks, by the depth of their ends, then by name."""
        chosen = np.array(sorted(arcs), np.int64)
        order = np.lexsort((chosen, self.depth[self.target[chosen]], self.depth[self.source[chosen]]))
        return [int(arc) for arc in chosen[order]]

    def named(self, arc: int) -> tuple[Any, Any]:
        """An arc by the names of its ends."""
        return self.names[self.source[arc]], self.names[self.target[arc]]

    def counted(self, arc: int) -> Count:
        """The count of an arc as a plain number."""
        return _plain(self.count[arc])

    def originals(self) -> dict[tuple[Any, Any], Count]:
        """The arcs of the graph that lie in no cycle, each with the count of the arc here that it became."""
        one, other = self.node_of[self.edges.source], self.node_of[self.edges.target]
        proper = one != other
        total = np.int64(max(len(self.names), 1))
        place = np.searchsorted(self.source * total + self.target, one[proper] * total + other[proper])
        name = self.edges.nodes.__getitem__
        starts, ends = (map(name, side[proper].tolist()) for side in (self.edges.source, self.edges.target))
        return dict(zip(zip(starts, ends, strict=True), self.count[place].tolist(), strict=True))


def condensed(graph: nx.DiGraph[Any]) -> Dag:
    """Join each cycle of a graph into one node.  AnalysisError for a graph without directions, or a multigraph."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not graph.is_directed():
        raise AnalysisError(
            "a network without directions has no search paths: arcs must go from the cited to the citing"
        )
    edges = arrays(graph, weighted=False)
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
    keys = np.sort((one * total + other)[one != other])
    source, target = np.divmod(keys[np.diff(keys, prepend=-1) > 0], total)
    return Dag(edges, node_of, names, _cycles(edges, node_of), source, target)


def _cycles(edges: Arrays, node_of: Integers) -> tuple[tuple[Any, ...], ...]:
    circular = np.bincount(node_of, minlength=1)[node_of] > 1
    circular[edges.source[edges.source == edges.target]] = True
    members: dict[int, list[Any]] = {}
    for place in np.flatnonzero(circular).tolist():
        members.setdefault(int(node_of[place]), []).append(edges.nodes[place])
    return tuple(tuple(members[node]) for node in sorted(members))


def _plain(value: Any) -> Count:
    """A number of an array as Python's own."""
    number: Count = value.item() if isinstance(value, np.generic) else value
    return number
