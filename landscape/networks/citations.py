"""Directed networks of citations: arcs go from the citing to the cited.

Knowledge flows the other way; `graph.reverse(copy=False)` gives cited -> citing, as `main_path` wants it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

import networkx as nx

from landscape.networks.together import EVIDENCE, NodeData, Rows

Citations = Iterable[tuple[Any, ...]]


def family_citations(
    citations: Citations,
    family_applicants: Rows = (),
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
) -> nx.DiGraph[str]:
    """Families citing families.

    citations: (citing family, cited family[, categories[, day of the citation]]), categories a text or several, the
    day a datetime.date or None; rows of the same pair are joined.  family_applicants: (family, applicant): a citation
    between families that share an applicant is a self-citation.  nodes: columns to add to a family.  years: family
    -> priority year; a citation is as old as the citing family, where no row tells its day.

    Edges: weight 1, self_citation, and where the rows tell them categories and first_year.  Nodes: cites_out,
    cites_in and of these cites_in_self.  A family that cites itself (other members of it) is no arc;
    graph.graph["loops_left_out"] counts the rows.
    """
    holders = _sets(family_applicants)
    facts, loops = _joined(citations)
    graph: nx.DiGraph[str] = nx.DiGraph(
        edges="citing family to cited family", weight="1 for each citation", interaction="cites", loops_left_out=loops
    )
    given = Counter(citing for citing, _ in facts)
    received = Counter(cited for _, cited in facts)
    own = {pair for pair in facts if holders and not _apart(holders, *pair)}
    from_own = Counter(cited for _, cited in own)
    if years:
        for (citing, _), known in facts.items():
            if citing in years:
                known.setdefault("first_year", years[citing])
    for family in sorted(given.keys() | received.keys()):
        counts = {"cites_out": given[family], "cites_in": received[family], "cites_in_self": from_own[family]}
        graph.add_node(family, **{"label": family, **counts, **((nodes or {}).get(family) or {})})
    graph.add_edges_from((*pair, {"weight": 1, "self_citation": pair in own, **facts[pair]}) for pair in sorted(facts))
    return graph


def applicant_citations(
    citations: Citations,
    family_applicants: Rows,
    nodes: NodeData | None = None,
    years: Mapping[str, int] | None = None,
) -> nx.DiGraph[str]:
    """Who builds on whom: applicants citing applicants through their families.

    A citation between families that share an applicant is a self-citation: it is counted at the applicants shared
    (column self_citations) and makes no arc.  Any other goes from each applicant of the citing family to each of
    the cited.  Families without an applicant add nothing; graph.graph["citations_without_applicant"] counts them.
    years: family -> priority year.

    Edges: weight = family citations, weight_frac = the same with 1/(citing applicants x cited applicants) each,
    n_families = citing families, first_year and last_year of these, evidence (the first 20 of them).
    Nodes: families, cites_out, cites_in (family citations to and from other applicants), self_citations.
    """
    holders = _sets(family_applicants)
    whole: Counter[tuple[str, str]] = Counter()
    parts: Counter[tuple[str, str, int]] = Counter()  # arc and the number of arcs it was divided among
    behind: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # citing families of each arc, in order
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("cites_out", "cites_in", "self_citations")}
    facts, _ = _joined(citations)
    unknown = 0
    for citing, cited in sorted(facts):
        ours, theirs = holders.get(citing, _NOBODY), holders.get(cited, _NOBODY)
        if not ours or not theirs:
            unknown += 1
        elif shared := ours & theirs:
            counts["self_citations"].update(shared)
        else:
            counts["cites_out"].update(ours)
            counts["cites_in"].update(theirs)
            arcs = [(one, other) for one in ours for other in theirs]
            whole.update(arcs)
            parts.update((*arc, len(arcs)) for arc in arcs)
            for arc in arcs:
                behind[arc][citing] = None
    graph = _of_applicants(holders, whole, parts, counts, unknown, nodes)
    for (one, other), families in behind.items():
        known = [years[family] for family in families if family in years] if years else []
        span = {"first_year": min(known), "last_year": max(known)} if known else {}
        evidence = "; ".join(islice(families, EVIDENCE))
        graph.edges[one, other].update(n_families=len(families), **span, evidence=evidence)
    return graph


def _of_applicants(
    holders: Mapping[str, set[str]],
    whole: Counter[tuple[str, str]],
    parts: Counter[tuple[str, str, int]],
    counts: Mapping[str, Counter[str]],
    unknown: int,
    nodes: NodeData | None,
) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph(
        edges="citing applicant to cited applicant",
        weight="family citations",
        interaction="cites",
        citations_without_applicant=unknown,
    )
    families = Counter(applicant for shared in holders.values() for applicant in shared)
    for applicant in sorted({end for arc in whole for end in arc} | counts["self_citations"].keys()):
        known = {"families": families[applicant], **{name: count[applicant] for name, count in counts.items()}}
        graph.add_node(applicant, **{"label": applicant, **known, **((nodes or {}).get(applicant) or {})})
    fractional: defaultdict[tuple[str, str], float] = defaultdict(float)
    for (one, other, divided), n in sorted(parts.items()):
        fractional[one, other] += n / divided
    for one, other in sorted(whole):
        graph.add_edge(one, other, weight=whole[one, other], weight_frac=fractional[one, other])
    return graph


_NOBODY: set[str] = set()


def _apart(holders: Mapping[str, set[str]], one: str, other: str) -> bool:
    return holders.get(one, _NOBODY).isdisjoint(holders.get(other, _NOBODY))


def _sets(rows: Rows) -> dict[str, set[str]]:
    sets: dict[str, set[str]] = {}
    for family, applicant in rows:
        sets.setdefault(family, set()).add(applicant)
    return sets


def _joined(citations: Citations) -> tuple[dict[tuple[str, str], dict[str, Any]], int]:
    """What is known of each pair of families, and how many rows were a family citing itself."""
    facts: dict[tuple[str, str], dict[str, Any]] = {}
    loops = 0
    for citing, cited, *more in citations:
        if citing == cited:
            loops += 1
            continue
        known = facts.setdefault((citing, cited), {})
        if more and more[0]:
            stated = more[0].split("; ") if isinstance(more[0], str) else more[0]
            before = known["categories"].split("; ") if "categories" in known else ()
            known["categories"] = "; ".join(sorted({*before, *stated}))
        if len(more) > 1 and isinstance(more[1], date):
            known["first_year"] = min(more[1].year, known.get("first_year", more[1].year))
    return facts, loops
