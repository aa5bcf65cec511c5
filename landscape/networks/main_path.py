"""The main path of a citation network: the line of development that most ways of citing run through.

Search path counts (SPC) and the paths over them, on arcs from the cited to the citing.
Hummon & Doreian (1989), Social Networks 11(1), 39-63; Batagelj (2003), arXiv:cs/0309023; Liu & Lu (2012),
JASIST 63(3), 528-542 (key routes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import exp

import networkx as nx
import numpy as np

from landscape.networks.dag import Count, Dag, condensed

Arc = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SearchPathCount:
    """How many source-to-sink paths run through each arc.

    arcs: (cited, citing) -> paths through it, arcs inside a cycle left out; paths: all source-to-sink paths;
    cycles: families that cite one another in a circle, each taken as one node; exact: True for whole numbers, False
    where they would be too long, and natural logarithms stand in their place (in `paths` too).
    """

    arcs: Mapping[Arc, Count]
    paths: Count
    cycles: tuple[tuple[str, ...], ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class KeyRoute:
    """An arc that many paths run through, and the heaviest way through it from a source to a sink, all ties included.

    arcs: of that way, sorted from source to sink; weight: the sum of their counts along one of the tied ways.
    """

    arc: Arc
    count: Count
    arcs: tuple[Arc, ...]
    weight: Count


@dataclass(frozen=True, slots=True)
class MainPath:
    """The global main path: the source-to-sink path with the largest sum of search path counts.

    paths: the tied paths, in order of their nodes, at most the number asked for; ties: how many paths tie for it in
    all (1: the path is unique); weight: its sum; arcs: the arcs of all tied paths with their counts, from source to
    sink; key_routes: by count, largest first; counts: the search path counts it rests on.  A cycle stands as the
    smallest of its ids; counts.cycles has them all.
    """

    paths: tuple[tuple[str, ...], ...]
    ties: int
    weight: Count
    arcs: Mapping[Arc, Count]
    key_routes: tuple[KeyRoute, ...]
    counts: SearchPathCount

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes of all tied paths, from source to sink."""
        return tuple(dict.fromkeys(end for arc in self.arcs for end in arc))


def search_path_count(graph: nx.DiGraph[str]) -> SearchPathCount:
    """Search path count of every arc: paths from a source to its tail times paths from its head to a sink.

    graph: arcs from cited to citing (the count itself is the same on reversed arcs).  Families that cite one another
    in a circle are joined into one node and reported; arcs that then run between the same two nodes are one arc, and
    each gets its count.  Linear in arcs; weights are not used.

    >>> graph = nx.DiGraph(["AB", "AC", "BD", "CD", "CE", "DF", "EF", "DG"])
    >>> {"".join(arc): count for arc, count in search_path_count(graph).arcs.items()}
    {'AB': 2, 'AC': 3, 'BD': 2, 'CD': 2, 'CE': 1, 'DF': 2, 'DG': 2, 'EF': 1}
    """
    return _counted(condensed(graph))


def main_path(graph: nx.DiGraph[str], key_routes: int = 10, listed: int = 100) -> MainPath:
    """The global main path with all its ties, and the key routes.

    graph: arcs from cited to citing; key_routes: how many of the arcs with the largest counts are followed to their
    ends, all arcs that tie with the last of them included; listed: tied paths to write out (their arcs are complete
    however many there are).  A graph without arcs gives no path.

    >>> found = main_path(nx.DiGraph(["AB", "AC", "BD", "CD", "CE", "DF", "EF", "DG"]))
    >>> found.paths, found.ties, found.weight
    ((('A', 'C', 'D', 'F'), ('A', 'C', 'D', 'G')), 2, 7)
    """
    dag = condensed(graph)
    heaviest = max(dag.through.tolist(), default=0)
    tight = np.flatnonzero(dag.through >= dag.least(heaviest)).tolist()
    return MainPath(
        paths=_listed(dag, tight, listed),
        ties=_ways(dag, tight),
        weight=heaviest,
        arcs={dag.named(arc): dag.counted(arc) for arc in dag.downstream(tight)},
        key_routes=_key_routes(dag, key_routes),
        counts=_counted(dag),
    )


def mark_main_path(graph: nx.Graph[str], found: MainPath) -> None:
    """Write a main path beside a citation network as data columns, whichever way its arcs go.

    Arcs: spc_share = share of all source-to-sink paths that run through it, from 0 to 1 (the whole numbers outgrow
    what files can hold), is_main_path, is_key_route.  Nodes: spc_max = largest share of an arc at it, is_main_path,
    is_key_route.  Arcs inside a cycle have no share.
    """
    counts, names = found.counts, _representatives(found.counts)
    main, key = set(found.arcs), {arc for route in found.key_routes for arc in route.arcs}
    on_main, on_key = ({end for arc in arcs for end in arc} for arcs in (main, key))
    largest: dict[str, float] = {}
    for (cited, citing), count in counts.arcs.items():
        share = count / counts.paths if counts.exact else exp(count - counts.paths)
        share = float(f"{share:.10g}")
        edge = graph.edges[(cited, citing) if graph.has_edge(cited, citing) else (citing, cited)]
        arc = (names.get(cited, cited), names.get(citing, citing))
        edge.update(spc_share=share, is_main_path=arc in main, is_key_route=arc in key)
        for end in (cited, citing):
            largest[end] = max(share, largest.get(end, 0.0))
    for node, columns in graph.nodes(data=True):
        name = names.get(node, node)
        columns.update(is_main_path=name in on_main, is_key_route=name in on_key)
        if node in largest:
            columns["spc_max"] = largest[node]


def _representatives(counts: SearchPathCount) -> dict[str, str]:
    return {member: cycle[0] for cycle in counts.cycles for member in cycle}


def _counted(dag: Dag) -> SearchPathCount:
    return SearchPathCount(dag.originals(), dag.paths, dag.cycles, dag.exact)


def _listed(dag: Dag, tight: list[int], limit: int) -> tuple[tuple[str, ...], ...]:
    """The first paths over the tight arcs, in the order of their nodes."""
    onward = _onward(dag, tight)
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[int, ...]] = [(start,) for start in reversed(_sources(dag, tight))]
    while waiting and len(found) < limit:
        path = waiting.pop()
        further = onward.get(path[-1])
        if further is None:
            found.append(tuple(dag.names[node] for node in path))
        else:
            waiting += [(*path, node) for node in reversed(further)]
    return tuple(found)


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


def _key_routes(dag: Dag, n: int) -> tuple[KeyRoute, ...]:
    if n < 1 or not len(dag.source):
        return ()
    counts = dag.count.tolist()
    least = dag.least(nlargest(n, counts)[-1])
    chosen = [arc for arc, count in enumerate(counts) if count >= least]
    around = cache(dag.heaviest_ways)  # key arcs often share their ends
    routes = []
    for arc in sorted(chosen, key=lambda arc: (-counts[arc], arc)):
        ways = around(int(dag.source[arc]), False) | around(int(dag.target[arc]), True) | {arc}
        named = tuple(dag.named(one) for one in dag.downstream(ways))
        routes.append(KeyRoute(dag.named(arc), counts[arc], named, dag.through[arc : arc + 1].tolist()[0]))
    return tuple(routes)
