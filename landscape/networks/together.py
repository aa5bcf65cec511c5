"""Undirected networks: who files, invents, is classified, is cited or cites together.

Each takes plain rows and gives a networkx.Graph whose nodes and edges carry data columns; `weight` is what layout,
communities and strength work with.  Rows may come in any order and may repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np

from landscape.networks.incidence import (
    Incidence,
    Integers,
    Pairs,
    incidence,
    least_shared,
    pairs,
    spans,
    years_of,
)

Value = str | int | float | bool | None
NodeData = Mapping[str, Mapping[str, Value]]
Rows = Iterable[tuple[str, str]]

EVIDENCE = 20  # ids named on an edge at most


def co_applicants(
    family_applicants: Rows,
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
    longest: int = 500,
) -> nx.Graph[str]:
    """Applicants that file together.

    family_applicants: (family, applicant); nodes: columns to add to an applicant, `label` among them; years: family
    -> priority year.  Applicants that only file alone are nodes without an edge.  Families with more than `longest`
    applicants are counted at their nodes, but not paired; graph.graph["skipped_lists"] tells how many.

    Edges: weight and n_families = shared families, weight_frac = sum over them of 1/(applicants - 1) (Newman 2001,
    Physical Review E 64, 016132: an applicant's fractional weights add up to its joint families), first_year,
    last_year, evidence (the first 20 shared families).  Nodes: families, families_frac, first_year, last_year.

    >>> graph = co_applicants([("f1", "a"), ("f1", "b"), ("f2", "a"), ("f2", "b"), ("f2", "c")])
    >>> graph["a"]["b"]["weight"], graph["a"]["b"]["weight_frac"]
    (2, 1.5)
    """
    graph = _by_family(incidence(family_applicants), nodes, years, longest)
    graph.graph |= {"edges": "applicants of one family", "weight": "shared families", "interaction": "files with"}
    return graph


def inventor_collaboration(
    family_inventors: Rows,
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
    longest: int = 500,
    most: int | None = None,
) -> nx.Graph[str]:
    """Inventors of one family; columns as in `co_applicants`, the rows being (family, inventor).

    most: nodes at most.  Where there are more inventors, those with the smallest number of families that leaves so
    many or fewer are kept, graph.graph["least_families"] says which number, and counts and fractional weights are
    still those of all inventors of a family.
    """
    found = incidence(family_inventors)
    fewest = least_shared(found.occurrences, 1, most)
    graph = _by_family(found, nodes, years, longest, fewest=fewest)
    graph.graph |= {"edges": "inventors of one family", "weight": "shared families", "interaction": "invents with"}
    return graph


def coclassification(
    family_classes: Rows,
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
    longest: int = 500,
    least: int = 1,
    most: int | None = None,
) -> nx.Graph[str]:
    """Classes given to the same families.

    family_classes: (family, class symbol at the level wanted, main groups as a rule); least: shared families that an
    edge needs; most: nodes at most, as in `inventor_collaboration`.  Edges: n_families = c_ij, association_strength
    = c_ij/(s_i s_j) with s the families of a class, and weight = the same times the number of families: observed over
    expected, 1 where two classes meet as often as chance would have it (van Eck & Waltman 2009, JASIST 60(8),
    1635-1651; the normalisation of VOSviewer).

    >>> graph = coclassification([("f1", "x"), ("f1", "y"), ("f2", "x"), ("f3", "y"), ("f4", "y")])
    >>> graph["x"]["y"]["n_families"], round(graph["x"]["y"]["association_strength"], 4)
    (1, 0.1667)
    """
    found = incidence(family_classes)
    fewest = least_shared(found.occurrences, 1, most)
    graph = _by_family(found, nodes, years, longest, least, fewest)
    for one, other, edge in graph.edges(data=True):
        strength = edge["n_families"] / (graph.nodes[one]["families"] * graph.nodes[other]["families"])
        edge["association_strength"] = strength
        edge["weight"] = strength * len(found.lists)
    graph.graph |= {
        "edges": "classes of one family",
        "weight": "shared families over those expected by chance",
        "interaction": "is given with",
    }
    return graph


def cocitation(
    citations: Iterable[tuple[Any, ...]],
    nodes: NodeData | None = None,
    longest: int = 200,
    least: int = 2,
    most: int | None = None,
) -> nx.Graph[str]:
    """Families cited together (Small 1973): near in what later families draw on.

    citations: (citing family, cited family, …), further fields ignored; longest: reference lists beyond it are left
    out (they relate everything to everything) and counted in graph.graph["skipped_lists"]; least: citing families
    that an edge needs, raised as far as `most` edges at most ask for; graph.graph["least_shared"] tells it.
    Edges: weight and n_families = families citing both, cosine = that over the root of the product of all citing
    families of each (Salton), evidence (the first 20 of them).  Nodes: cited_by; families without an edge are left
    out.
    """
    graph = _by_list(incidence((row[0], row[1]) for row in citations), nodes, (longest, least, most), "cited_by")
    graph.graph |= {
        "edges": "families cited together",
        "weight": "families citing both",
        "interaction": "is cited with",
    }
    return graph


def bibliographic_coupling(
    citations: Iterable[tuple[Any, ...]],
    nodes: NodeData | None = None,
    longest: int = 200,
    least: int = 2,
    most: int | None = None,
) -> nx.Graph[str]:
    """Families that cite the same families (Kessler 1963): near in what they draw on.

    As `cocitation`, with the roles exchanged: weight and n_families = cited families in common, which are the
    evidence; nodes carry `cites`, and families cited by more than `longest` others are left out of the count.
    """
    graph = _by_list(incidence((row[1], row[0]) for row in citations), nodes, (longest, least, most), "cites")
    graph.graph |= {
        "edges": "families citing the same",
        "weight": "cited families in common",
        "interaction": "draws on the same as",
    }
    return graph


def applicant_clusters(
    family_applicants: Rows,
    family_clusters: Rows,
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
) -> nx.Graph[str]:
    """Applicants and the clusters their families lie in: two kinds of node, edges only between them.

    The column `kind` is "applicant" or "cluster".  Edges: weight and n_families = families of the applicant in the
    cluster, weight_frac = the same counted fractionally, first_year, last_year, evidence.  Ids of applicants and
    clusters must differ ("app:…", "cl:…").
    """
    held = incidence(family_applicants)
    clusters: dict[str, list[str]] = {}
    for family, cluster in sorted(set(family_clusters)):
        clusters.setdefault(family, []).append(cluster)
    cells: dict[tuple[str, str], list[int]] = {}
    for family, applicant in zip(held.list_of.tolist(), held.member_of.tolist(), strict=True):
        for cluster in clusters.get(held.lists[family], ()):
            cells.setdefault((held.members[applicant], cluster), []).append(family)
    graph: nx.Graph[str] = nx.Graph(
        edges="families of an applicant in a cluster", weight="families", interaction="files in"
    )
    for place, kind in enumerate(("applicant", "cluster")):
        for name in sorted({cell[place] for cell in cells}):
            graph.add_node(name, **{"label": name, "kind": kind} | dict((nodes or {}).get(name, {})))
    sizes, of = held.sizes, years_of(held.lists, years)
    for (applicant, cluster), families in sorted(cells.items()):
        shared = np.array(families)
        edge = {"weight": len(shared), "weight_frac": float((1.0 / sizes[shared]).sum()), "n_families": len(shared)}
        span = spans(of, shared, np.zeros(1, np.int64))[0] if of is not None else (None, None)
        graph.add_edge(applicant, cluster, **edge, **_span(span), evidence=_evidence(held.lists, families))
    return graph


def _by_family(
    found: Incidence,
    nodes: NodeData | None,
    years: Mapping[str, int] | None,
    longest: int,
    least: int = 1,
    fewest: int = 1,
) -> nx.Graph[str]:
    """The members of families as nodes, those that share `least` families joined; nodes have `fewest` or more."""
    together, of = pairs(found, longest), years_of(found.lists, years)
    graph: nx.Graph[str] = nx.Graph(skipped_lists=together.skipped)
    if fewest > 1:
        graph.graph["least_families"] = fewest
    order = np.lexsort((found.list_of, found.member_of))
    starts = np.concatenate(([0], np.cumsum(found.occurrences)))[:-1]
    own = spans(of, found.list_of[order], starts) if of is not None else [(None, None)] * len(found.members)
    parts = np.bincount(found.member_of, 1.0 / found.sizes[found.list_of], len(found.members))
    for name, families, part, span in zip(found.members, found.occurrences.tolist(), parts.tolist(), own, strict=True):
        if families < fewest:
            continue
        graph.add_node(name, **_node(name, nodes, {"families": families, "families_frac": part, **_span(span)}))
    joint = spans(of, together.lists, together.starts) if of is not None else [(None, None)] * len(together.left)
    for place, (one, other, shared, start) in enumerate(_edges(together)):
        if shared >= least and found.members[one] in graph and found.members[other] in graph:
            lists = together.lists[start : start + min(shared, EVIDENCE)].tolist()
            graph.add_edge(
                found.members[one],
                found.members[other],
                weight=shared,
                weight_frac=float(together.fractional[place]),
                n_families=shared,
                **_span(joint[place]),
                evidence=_evidence(found.lists, lists),
            )
    return graph


def _by_list(
    found: Incidence, nodes: NodeData | None, bounds: tuple[int, int, int | None], counted: str
) -> nx.Graph[str]:
    """Families joined by the families of the other side that they share; those without an edge are left out.

    bounds: longest, least and most of `cocitation`.
    """
    longest, least, most = bounds
    together, occurrences = pairs(found, longest), found.occurrences
    least = least_shared(together.shared, least, most)
    graph: nx.Graph[str] = nx.Graph(skipped_lists=together.skipped, least_shared=least)
    kept = together.shared >= least
    left, right, shared = together.left[kept], together.right[kept], together.shared[kept]
    cosines = shared / np.sqrt(occurrences[left] * occurrences[right])
    names = found.members
    for place in np.unique(np.concatenate((left, right))).tolist():
        graph.add_node(names[place], **_node(names[place], nodes, {counted: int(occurrences[place])}))
    columns = (left, right, shared, cosines, together.starts[kept])
    rows: Iterable[Any] = zip(*(column.tolist() for column in columns), strict=True)
    graph.add_edges_from(
        (
            names[one],
            names[other],
            {
                "weight": n,
                "n_families": n,
                "cosine": cosine,
                "evidence": _evidence(found.lists, together.lists[start : start + min(n, EVIDENCE)].tolist()),
            },
        )
        for one, other, n, cosine, start in rows
    )
    return graph


def _edges(together: Pairs) -> Iterable[tuple[int, int, int, int]]:
    columns: tuple[Integers, ...] = (together.left, together.right, together.shared, together.starts)
    return zip(*(column.tolist() for column in columns), strict=True)


def _node(name: str, nodes: NodeData | None, computed: dict[str, Value]) -> dict[str, Value]:
    return {"label": name, **computed, **((nodes or {}).get(name) or {})}


def _span(span: tuple[int | None, int | None]) -> dict[str, int]:
    return {key: year for key, year in zip(("first_year", "last_year"), span, strict=True) if year is not None}


def _evidence(names: list[str], families: list[int]) -> str:
    return "; ".join(names[family] for family in families[:EVIDENCE])
