"""What a landscape tells of its networks, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One network in brief; the graph itself is in `Landscape.networks`.

    leading: (label, value) of the nodes that stand out by the measure named; communities: of two members or more;
    modularity: of these, from -0.5 to 1; core: the largest k for which some nodes all have k neighbours or more among
    themselves; between: (label, share of shortest paths that pass it); pagerank: (label, PageRank), directed networks
    only; brokers: (label, communities that it joins), by participation times weight.
    """

    name: str
    title: str
    directed: bool
    nodes: int
    edges: int
    components: int
    communities: int
    measure: str
    leading: tuple[tuple[str, float], ...]
    note: str = ""
    modularity: float = 0.0
    core: int = 0
    between: tuple[tuple[str, float], ...] = ()
    pagerank: tuple[tuple[str, float], ...] = ()
    brokers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PathArc:
    """A citation on a main path or a key route.

    share: of all source-to-sink paths, those through it, from 0 to 1; main: on a path that ties for the main path;
    key: place among the arcs with the largest counts, from 1, tied arcs having one place; None: only on a route
    through one of them.
    """

    cited_family: str
    citing_family: str
    share: float
    main: bool
    key: int | None


@dataclass(frozen=True, slots=True)
class MainPath:
    """The citation main path by search path count.

    families: the main path, oldest first, the first by id of those that tie; ties: how many others tie; tied: the
    others, at most 99 (`arcs` has the citations of all); weight_log10, paths_log10: decimal logarithm of the main
    path's sum of counts, and of the number of source-to-sink paths; weight: the sum, None where it is beyond 10^308;
    exact: whether counts are whole numbers or were kept as logarithms; cycles: families that cite each other in a
    circle, each circle standing as the first of its families; arcs: the citations of all tied paths and key routes,
    oldest first.
    """

    families: tuple[str, ...]
    weight: float | None
    weight_log10: float
    paths_log10: float
    exact: bool
    ties: int
    tied: tuple[tuple[str, ...], ...]
    cycles: tuple[tuple[str, ...], ...]
    arcs: tuple[PathArc, ...]
