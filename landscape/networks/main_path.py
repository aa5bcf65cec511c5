"""The main path of a citation network: the line of development that most ways of citing run through.

Search path counts (SPC) and the paths over them, on arcs from the cited to the citing.
Hummon & Doreian (1989), Social Networks 11(1), 39-63; Batagelj (2003), arXiv:cs/0309023; Liu & Lu (2012),
JASIST 63(3), 528-542 (key routes).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from heapq import nlargest
from math import exp
from typing import Any

import networkx as nx
import numpy as np

from landscape.networks.dag import Count, Dag, condensed

Node = Hashable
Arc = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class SearchPathCount(Mapping[Arc, Count]):
    """How many source-to-sink paths run through each arc: a mapping (cited, citing) -> count.

    Arcs inside a cycle are left out.  paths: all source-to-sink paths; cycles: families that cite one another in a
    circle, each taken as one node, and families that cite themselves; exact: True for whole numbers, False where they
    would be too long, and natural logarithms stand in their place (in `paths` too).
    """

    paths: Count
    cycles: tuple[tuple[Any, ...], ...]
    exact: bool
    _dag: Dag = field(repr=False)

    @cached_property
    def arcs(self) -> Mapping[Arc, Count]:
        """The counts as a dictionary."""
        return self._dag.originals()

    def share(self, count: Count) -> float:
        """The share of all paths that a count is, from 0 to 1, in ten digits."""
        return float(f"{count / self.paths if self.exact else exp(count - self.paths):.10g}")

    def __getitem__(self, arc: Arc) -> Count:
        """Paths through an arc."""
        return self.arcs[arc]

    def __iter__(self) -> Iterator[Arc]:
        """The arcs, by the ids of their ends."""
        return iter(self.arcs)

    def __len__(self) -> int:
        """Number of arcs outside cycles."""
        return len(self.arcs)


@dataclass(frozen=True)
class KeyRoute:
    """An arc that many paths run through, and the heaviest way through it from a source to a sink.

    weight: the sum of the counts along that way.
    """

    arc: Arc
    count: Count
    weight: Count
    _ways: Callable[[], tuple[Arc, ...]] = field(repr=False, compare=False)

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """The arcs of that way and of all that tie with it, from source to sink."""
        return self._ways()


@dataclass(frozen=True, slots=True)
class MainPath:
    """The global main path: the source-to-sink path with the largest sum of search path counts.

    paths: the tied paths, in order of their nodes, at most the number asked for; ties: how many paths tie for it in
    all (1: the path is unique); weight: its sum; arcs: the arcs of all tied paths with their counts, from source to
    sink; key_routes: by count, largest first; key_arcs: the arcs of all of them, likewise; counts: the search path
    counts it rests on.  A cycle stands as the smallest of its ids; counts.cycles has them all.
    """

    paths: tuple[tuple[Any, ...], ...]
    ties: int
    weight: Count
    arcs: Mapping[Arc, Count]
    key_routes: tuple[KeyRoute, ...]
    key_arcs: Mapping[Arc, Count]
    counts: SearchPathCount

    @property
    def nodes(self) -> tuple[Any, ...]:
        """The nodes of all tied paths, from source to sink."""
        return tuple(dict.fromkeys(end for arc in self.arcs for end in arc))


def search_path_count(graph: nx.DiGraph[Any]) -> SearchPathCount:
    """Search path count of every arc: paths from a source to its tail times paths from its head to a sink.

    graph: arcs from cited to citing (the count itself is the same on reversed arcs), nodes of any kind; it is not
    changed.  Families that cite one another in a circle are joined into one node and reported; arcs that then run
    between the same two nodes are one arc, and each gets its count.  Nodes without an arc are on no path.  Linear in
    arcs; weights are not used.  AnalysisError for a graph without directions or with parallel arcs.

    >>> graph = nx.DiGraph(["AB", "AC", "BD", "CD", "CE", "DF", "EF", "DG"])
    >>> {"".join(arc): count for arc, count in search_path_count(graph).items()}
    {'AB': 2, 'AC': 3, 'BD': 2, 'CD': 2, 'CE': 1, 'DF': 2, 'DG': 2, 'EF': 1}
    """
    return _counted(condensed(graph))


def main_path(graph: nx.DiGraph[Any], key_routes: int = 10, listed: int = 100) -> MainPath:
    """The global main path with all its ties, and the key routes.

    graph: arcs from cited to citing; key_routes: how many of the arcs with the largest counts are followed to their
    ends, all arcs that tie with the last of them included; listed: tied paths to write out (their arcs are complete
    however many there are).  A graph without arcs gives no path.  AnalysisError as for `search_path_count`.

    >>> found = main_path(nx.DiGraph(["AB", "AC", "BD", "CD", "CE", "DF", "EF", "DG"]))
    >>> found.paths, found.ties, found.weight
    ((('A', 'C', 'D', 'F'), ('A', 'C', 'D', 'G')), 2, 7)
    """
    dag = condensed(graph)
    heaviest = max(dag.through.tolist(), default=0)
    tight = np.flatnonzero(dag.through >= dag.least(heaviest)).tolist()
    key = _key_arcs(dag, key_routes)
    return MainPath(
        paths=_listed(dag, tight, listed),
        ties=_ways(dag, tight),
        weight=heaviest,
        arcs=_with_counts(dag, tight),
        key_routes=_key_routes(dag, key),
        key_arcs=_with_counts(dag, dag.heaviest_ways(key)),
        counts=_counted(dag),
    )


def mark_main_path(graph: nx.Graph[Any], found: MainPath) -> None:
    """Write a main path beside a citation network as data columns, whichever way its arcs go.

    Arcs: spc_share = share of all source-to-sink paths that run through it, from 0 to 1 (the whole numbers outgrow
    what files can hold), is_main_path, is_key_route.  Nodes: spc_max = largest share of an arc at it, is_main_path,
    is_key_route.  Arcs inside a cycle have no share.
    """
    counts, names = found.counts, _representatives(found.counts)
    arrows = dict(graph.adjacency())
    main, key = found.arcs, found.key_arcs
    on_main, on_key = ({end for arc in arcs for end in arc} for arcs in (main, key))
    largest: dict[Node, float] = {}
    for (cited, citing), count in counts.arcs.items():
        share = counts.share(count)
        edge = arrows[cited][citing] if citing in arrows[cited] else arrows[citing][cited]
        arc = (names.get(cited, cited), names.get(citing, citing))
        edge.update(spc_share=share, is_main_path=arc in main, is_key_route=arc in key)
        for end in (cited, citing):
            largest[end] = max(share, largest.get(end, 0.0))
    for node, columns in graph.nodes(data=True):
        name = names.get(node, node)
        columns.update(is_main_path=name in on_main, is_key_route=name in on_key)
        if node in largest:
            columns["spc_max"] = largest[node]


def _representatives(counts: SearchPathCount) -> dict[Node, Node]:
    return {member: cycle[0] for cycle in counts.cycles for member in cycle}


def _counted(dag: Dag) -> SearchPathCount:
    return SearchPathCount(dag.paths, dag.cycles, dag.exact, dag)


def _listed(dag: Dag, tight: list[int], limit: int) -> tuple[tuple[Any, ...], ...]:
    """The first paths over the tight arcs, in the order of their nodes."""
    onward = _onward(dag, tight)
    found: list[tuple[Any, ...]] = []
    waiting: list[Trail] = [(start, None) for start in reversed(_sources(dag, tight))]
    while waiting and len(found) < limit:
        trail = waiting.pop()
        further = onward.get(trail[0])
        if further is None:
            found.append(tuple(dag.names[node] for node in reversed(list(_walked(trail)))))
        else:
            waiting += [(node, trail) for node in reversed(further)]
    return tuple(found)


Trail = tuple[int, "Trail | None"]


def _walked(trail: Trail | None) -> Iterator[int]:
    """The nodes of a path, the last first."""
    while trail:
        node, trail = trail
        yield node


def _ways(dag: Dag, tight: list[int]) -> int:
    """How many paths the tight arcs make."""
    onward = _onward(dag, tight)
    ways: dict[int, int] = {}
    for node in sorted(onward, key=lambda node: -int(dag.depth[node])):
        ways[node] = sum(ways.get(further, 1) for further in onward[node])
    return sum(ways[start] for start in _sources(dag, tight))


def _onward(dag: Dag, tight: list[int]) -> dict[int, list[int]]:
    onward: dict[int, list[int]] = {}
    for arc in tight:  # arcs are sorted by source and target
        onward.setdefault(int(dag.source[arc]), []).append(int(dag.target[arc]))
    return onward


def _sources(dag: Dag, tight: list[int]) -> list[int]:
    return sorted(set(dag.source[tight].tolist()) - set(dag.target[tight].tolist()))


def _with_counts(dag: Dag, arcs: Iterable[int]) -> dict[Arc, Count]:
    return {dag.named(arc): dag.counted(arc) for arc in dag.downstream(arcs)}


def _key_arcs(dag: Dag, n: int) -> list[int]:
    """The n arcs with the largest counts, all that tie with the last of them included, by count."""
    if n < 1 or not len(dag.source):
        return []
    counts = dag.count.tolist()
    least = dag.least(nlargest(n, counts)[-1])
    return sorted((arc for arc, count in enumerate(counts) if count >= least), key=lambda arc: (-counts[arc], arc))


def _key_routes(dag: Dag, arcs: list[int]) -> tuple[KeyRoute, ...]:
    """Ties can make routes by the thousand, each nearly as long as the others: their arcs are found when asked for."""

    def ways(arc: int) -> tuple[Arc, ...]:
        return tuple(map(dag.named, dag.downstream(dag.heaviest_ways([arc]))))

    counts, weights = dag.count[arcs].tolist(), dag.through[arcs].tolist()
    return tuple(
        KeyRoute(dag.named(arc), count, weight, partial(ways, arc))
        for arc, count, weight in zip(arcs, counts, weights, strict=True)
    )
