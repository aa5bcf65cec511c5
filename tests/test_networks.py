"""Networks: known answers, small graphs by hand, agreement with networkx and with brute force, repeatability."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import math
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from landscape import networks
from landscape.errors import AnalysisError
from landscape.networks import dag, measures

steady = settings(deadline=None)  # how long a test takes is no property of the code
ORACLE = ["AB", "AC", "BD", "CD", "CE", "DF", "EF", "DG"]
rows = st.lists(st.tuples(st.sampled_from([f"f{i}" for i in range(8)]), st.sampled_from("abcdefg")), max_size=40)


@st.composite
def graphs(draw, directed=None, least=3):
    """A random graph with text ids, whole weights and no loops."""
    n = draw(st.integers(least, 14))
    directed = draw(st.booleans()) if directed is None else directed
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j and (directed or i < j)]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(f"n{i:02d}" for i in range(n))
    graph.add_weighted_edges_from((f"n{i:02d}", f"n{j:02d}", draw(st.integers(1, 5))) for i, j in kept)
    return graph


@st.composite
def citation_dags(draw):
    n = draw(st.integers(2, 9))
    pairs = list(combinations(range(n), 2))
    kept = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=18))
    return nx.DiGraph([(chr(97 + i), chr(97 + j)) for i, j in kept])


def all_paths(graph: nx.DiGraph) -> list[list]:
    sources = [node for node in graph if not graph.in_degree(node) and graph.out_degree(node)]
    sinks = [node for node in graph if not graph.out_degree(node)]
    return [path for one in sources for other in sinks for path in nx.all_simple_paths(graph, one, other)]


# Main path


def test_search_path_counts_of_the_known_graph():
    found = networks.search_path_count(nx.DiGraph(ORACLE))
    assert [found.arcs[tuple(arc)] for arc in ORACLE] == [2, 3, 2, 2, 1, 2, 1, 2]
    assert (found.paths, found.cycles, found.exact) == (5, (), True)


def test_main_path_of_the_known_graph_reports_its_tie():
    found = networks.main_path(nx.DiGraph(ORACLE), key_routes=1)
    assert found.paths == (("A", "C", "D", "F"), ("A", "C", "D", "G"))
    assert (found.ties, found.weight) == (2, 7)
    assert found.arcs == {("A", "C"): 3, ("C", "D"): 2, ("D", "F"): 2, ("D", "G"): 2}
    assert found.nodes == ("A", "C", "D", "F", "G")
    (route,) = found.key_routes
    assert (route.arc, route.count, route.weight) == (("A", "C"), 3, 7)
    assert route.arcs == (("A", "C"), ("C", "D"), ("D", "F"), ("D", "G"))


def test_key_routes_include_all_arcs_that_tie_with_the_last():
    found = networks.main_path(nx.DiGraph(ORACLE), key_routes=2)
    assert [route.count for route in found.key_routes] == [3, 2, 2, 2, 2, 2]
    by_arc = {route.arc: route for route in found.key_routes}
    assert by_arc["A", "B"].arcs == (("A", "B"), ("B", "D"), ("D", "F"), ("D", "G"))
    assert by_arc["A", "B"].weight == 6


@steady
@given(citation_dags())
def test_search_path_count_and_main_path_agree_with_all_paths_written_out(graph):
    found = networks.main_path(graph, key_routes=3)
    paths = all_paths(graph)
    counts = Counter(arc for path in paths for arc in pairwise(path))
    assert dict(found.counts.arcs) == dict(counts)
    assert found.counts.paths == len(paths)
    weights = {tuple(path): sum(counts[arc] for arc in pairwise(path)) for path in paths}
    best = max(weights.values())
    assert found.weight == best
    assert sorted(found.paths) == sorted(path for path, weight in weights.items() if weight == best)
    assert found.ties == len(found.paths)
    for route in found.key_routes:
        through = {p: w for p, w in weights.items() if route.arc in pairwise(p)}
        tied = [path for path, weight in through.items() if weight == max(through.values())]
        assert set(route.arcs) == {arc for path in tied for arc in pairwise(path)}
        assert route.weight == max(through.values())


@steady
@given(citation_dags())
def test_what_flows_into_an_inner_node_flows_out(graph):
    arcs = networks.search_path_count(graph).arcs
    for node in graph:
        if graph.in_degree(node) and graph.out_degree(node):
            assert sum(arcs[arc] for arc in graph.in_edges(node)) == sum(arcs[arc] for arc in graph.out_edges(node))


@steady
@given(citation_dags())
def test_the_count_is_the_same_on_reversed_arcs(graph):
    turned = networks.search_path_count(graph.reverse()).arcs
    assert {(v, u): count for (u, v), count in turned.items()} == networks.search_path_count(graph).arcs


def test_logarithms_stand_in_for_numbers_that_grow_too_long(monkeypatch):
    graph = nx.DiGraph(ORACLE)
    exact = networks.main_path(graph)
    monkeypatch.setattr(dag, "EXACT_BITS", 1)
    logs = networks.main_path(graph)
    assert not logs.counts.exact
    assert {arc: round(math.exp(log)) for arc, log in logs.counts.arcs.items()} == exact.counts.arcs
    assert math.exp(logs.weight) == pytest.approx(7)
    assert (logs.paths, logs.ties) == (exact.paths, exact.ties)
    assert [route.arcs for route in logs.key_routes] == [route.arcs for route in exact.key_routes]


@steady
@given(citation_dags())
def test_long_whole_numbers_give_what_machine_integers_give(graph):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dag, "WORD_BITS", 0)
        long = networks.main_path(graph)
    assert long == networks.main_path(graph)


def diamonds(n: int) -> nx.DiGraph:
    """n diamonds in a row: 2^n paths."""
    return nx.DiGraph(
        arc
        for i in range(n)
        for j in (0, 1)
        for arc in ((f"{i:04d}", f"{i:04d}.{j}"), (f"{i:04d}.{j}", f"{i + 1:04d}"))
    )


def test_big_counts_are_exact_and_bigger_ones_are_logarithms_and_ties_are_counted_beyond_what_is_listed():
    found = networks.main_path(diamonds(200), key_routes=0, listed=5)
    assert found.counts.paths == 2**200
    assert found.ties == 2**200
    assert len(found.paths) == 5
    assert len(found.arcs) == 800
    beyond = networks.main_path(diamonds(9000), key_routes=0, listed=1)
    assert not beyond.counts.exact
    assert beyond.counts.paths == pytest.approx(9000 * math.log(2))
    assert len(beyond.arcs) == 36_000


def test_a_ladder_of_two_thousand_diamonds_is_counted_exactly_with_all_its_ties():
    graph = diamonds(2000)
    found = networks.main_path(graph, key_routes=3, listed=2)
    assert found.counts.paths == found.ties == 2**2000
    assert set(found.counts.values()) == {2**1999}
    assert len(found.key_routes) == len(found.key_arcs) == 8000  # all arcs tie
    route = found.key_routes[0]
    assert (len(route.arcs), route.weight) == (7998, 4000 * 2**1999)
    networks.mark_main_path(graph, found)
    assert graph.edges["0000", "0000.0"] == {"spc_share": 0.5, "is_main_path": True, "is_key_route": True}


@pytest.mark.parametrize("name", [int, str, lambda i: ("f", i), lambda i: ("f", i) if i % 2 else i], ids=str)
def test_nodes_of_a_citation_graph_may_be_of_any_kind_and_the_graph_stays_as_it_was(name):
    arcs = [(1, 2), (2, 10), (1, 10), (20, 21), (21, 20), (30, 30)]
    graph = nx.DiGraph([(name(one), name(other), {"weight": 0}) for one, other in arcs])
    graph.add_node(name(99))
    before = graph.copy()
    found = networks.main_path(graph)
    assert dict(found.counts) == {
        (name(1), name(2)): 1, (name(1), name(10)): 1, (name(2), name(10)): 1,
    }  # fmt: skip
    assert found.paths == ((name(1), name(2), name(10)),)
    assert set(map(frozenset, found.counts.cycles)) == {frozenset({name(20), name(21)}), frozenset({name(30)})}
    assert nx.utils.graphs_equal(graph, before)


def test_main_paths_need_directions():
    with pytest.raises(AnalysisError, match="without directions"):
        networks.search_path_count(nx.Graph(["AB"]))
    with pytest.raises(AnalysisError, match="parallel"):
        networks.main_path(nx.MultiDiGraph(["AB", "AB"]))


def test_families_that_cite_each_other_are_one_node_and_are_named():
    graph = nx.DiGraph(["AB", "BC", "CB", "BD", "CD", "DE"])
    found = networks.main_path(graph)
    assert found.counts.cycles == (("B", "C"),)
    assert found.paths == (("A", "B", "D", "E"),)
    assert found.counts.arcs == {("A", "B"): 1, ("B", "D"): 1, ("C", "D"): 1, ("D", "E"): 1}
    citing = graph.reverse(copy=True)
    networks.mark_main_path(citing, found)
    assert citing.nodes["C"] == {"is_main_path": True, "is_key_route": True, "spc_max": 1.0}
    assert citing.edges["D", "C"] == {"spc_share": 1.0, "is_main_path": True, "is_key_route": True}
    assert citing.edges["B", "C"] == {}


def test_a_graph_without_arcs_has_no_main_path():
    graph = nx.DiGraph()
    assert dict(networks.search_path_count(graph)) == {}
    graph.add_nodes_from("ab")
    found = networks.main_path(graph)
    assert (found.paths, found.ties, found.weight, found.nodes, found.key_routes) == ((), 0, 0, (), ())


# Building


def test_co_applicants_by_hand():
    held = [("f1", "a"), ("f1", "b"), ("f2", "a"), ("f2", "b"), ("f2", "c"), ("f3", "d"), ("f1", "a")]
    graph = networks.co_applicants(held, {"a": {"label": "A Co", "country": "XA"}}, years={"f1": 2010, "f2": 2015})
    assert graph.edges["a", "b"] == {
        "weight": 2, "weight_frac": 1.5, "n_families": 2, "first_year": 2010, "last_year": 2015, "evidence": "f1; f2",
    }  # fmt: skip
    assert graph.nodes["a"] == {
        "label": "A Co", "families": 2, "families_frac": pytest.approx(1 / 2 + 1 / 3), "first_year": 2010,
        "last_year": 2015, "country": "XA",
    }  # fmt: skip
    assert graph.nodes["d"] == {"label": "d", "families": 1, "families_frac": 1.0}
    assert sorted(graph.edges) == [("a", "b"), ("a", "c"), ("b", "c")]


@steady
@given(rows)
def test_co_applicants_agree_with_networkx_projections(held):
    graph = networks.co_applicants(held)
    two_mode = nx.Graph((("family", family), applicant) for family, applicant in held)
    applicants = sorted({applicant for _, applicant in held})
    whole = nx.bipartite.weighted_projected_graph(two_mode, applicants) if held else nx.Graph()
    newman = nx.bipartite.collaboration_weighted_projected_graph(two_mode, applicants) if held else nx.Graph()
    assert set(graph) == set(applicants)
    assert {frozenset(pair) for pair in graph.edges} == {frozenset(pair) for pair in whole.edges}
    for one, other, edge in graph.edges(data=True):
        assert edge["weight"] == whole[one][other]["weight"]
        assert edge["weight_frac"] == pytest.approx(newman[one][other]["weight"])
    joint = Counter(family for family, _ in set(held))
    for applicant in applicants:
        families = {family for family, other in held if other == applicant and joint[family] > 1}
        assert sum(edge["weight_frac"] for edge in graph[applicant].values()) == pytest.approx(len(families))


@steady
@given(rows, st.randoms())
def test_a_network_does_not_depend_on_the_order_of_rows(held, shuffler):
    years = {f"f{i}": 2000 + i for i in range(8)}
    turned = held[:]
    shuffler.shuffle(turned)
    one, other = (networks.co_applicants(each, years=years) for each in (held, turned))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_families_with_very_many_applicants_are_counted_but_not_paired():
    held = [("f1", f"a{i}") for i in range(6)] + [("f2", "a0"), ("f2", "a1")]
    graph = networks.co_applicants(held, longest=5)
    assert list(graph.edges) == [("a0", "a1")]
    assert graph.nodes["a5"]["families"] == 1
    assert graph.graph["skipped_lists"] == 1


def test_association_strength_is_observed_over_what_both_classes_hold():
    held = [("f1", "x"), ("f1", "y"), ("f2", "x"), ("f2", "y"), ("f3", "x"), ("f4", "y"), ("f5", "y"), ("f6", "z")]
    edge = networks.coclassification(held).edges["x", "y"]
    assert edge["n_families"] == 2
    assert edge["association_strength"] == pytest.approx(2 / (3 * 4))
    assert edge["weight"] == pytest.approx(6 * 2 / (3 * 4))
    assert networks.coclassification(held, least=3).number_of_edges() == 0


@steady
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=30))
def test_cocitation_and_coupling_count_what_is_shared(citations):
    citing_of, cited_of = defaultdict(set), defaultdict(set)
    for citing, cited in citations:
        citing_of[cited].add(citing)
        cited_of[citing].add(cited)
    for build, sets in ((networks.cocitation, citing_of), (networks.bibliographic_coupling, cited_of)):
        graph = build(citations, least=1)
        expected = {(a, b): len(sets[a] & sets[b]) for a, b in combinations(sorted(sets), 2) if sets[a] & sets[b]}
        assert {tuple(sorted(pair)): graph.edges[pair]["weight"] for pair in graph.edges} == expected
        for (a, b), shared in expected.items():
            assert graph.edges[a, b]["cosine"] == pytest.approx(shared / math.sqrt(len(sets[a]) * len(sets[b])))


def test_family_citations_by_hand():
    citations = [
        ("f2", "f1", ["X"], date(2015, 3, 1)), ("f2", "f1", "Y; A", date(2014, 1, 1)), ("f3", "f1"), ("f3", "f3"),
    ]  # fmt: skip
    graph = networks.family_citations(citations, [("f1", "a"), ("f2", "a"), ("f2", "b"), ("f3", "c")])
    assert graph.edges["f2", "f1"] == {"weight": 1, "self_citation": True, "categories": "A; X; Y", "first_year": 2014}
    assert graph.edges["f3", "f1"] == {"weight": 1, "self_citation": False}
    assert graph.nodes["f1"] == {"label": "f1", "cites_out": 0, "cites_in": 2, "cites_in_self": 1}
    assert graph.graph["loops_left_out"] == 1


def test_applicant_citations_by_hand():
    held = [("f1", "a"), ("f1", "b"), ("f2", "c"), ("f2", "d"), ("f3", "a"), ("f4", "c")]
    citations = [("f2", "f1"), ("f3", "f1"), ("f4", "f1"), ("f4", "f9")]
    graph = networks.applicant_citations(citations, held, years={"f2": 2011, "f4": 2009})
    assert graph.edges["c", "a"] == {
        "weight": 2, "weight_frac": 0.25 + 0.5, "n_families": 2, "first_year": 2009, "last_year": 2011,
        "evidence": "f2; f4",
    }  # fmt: skip
    assert graph.edges["d", "b"]["weight_frac"] == 0.25
    assert sorted(graph.edges) == [("c", "a"), ("c", "b"), ("d", "a"), ("d", "b")]
    assert graph.nodes["a"] == {"label": "a", "families": 2, "cites_out": 0, "cites_in": 2, "self_citations": 1}
    assert graph.graph["citations_without_applicant"] == 1


def test_a_citation_is_as_old_as_the_citing_family_where_no_row_tells_its_day():
    citations = [("f2", "f1", [], date(2015, 3, 1)), ("f3", "f1")]
    graph = networks.family_citations(citations, years={"f1": 1990, "f2": 2000, "f3": 2010})
    assert nx.get_edge_attributes(graph, "first_year") == {("f2", "f1"): 2015, ("f3", "f1"): 2010}


def test_shared_citations_name_their_evidence_and_weak_pairs_give_way_to_a_bound():
    citations = [(f"c{i}", cited) for i in range(4) for cited in "xyz" if (i, cited) != (0, "z")]
    whole = networks.cocitation(citations)
    assert whole.edges["x", "y"]["evidence"] == "c0; c1; c2; c3"
    assert whole.edges["x", "z"]["n_families"] == 3
    bounded = networks.cocitation(citations, most=1)
    assert sorted(bounded.edges) == [("x", "y")]
    assert (whole.graph["least_shared"], bounded.graph["least_shared"]) == (2, 4)
    assert networks.cocitation(citations, most=0).number_of_edges() == 0


def test_where_inventors_are_too_many_those_with_most_families_stay_and_weights_are_those_of_all():
    invented = [("f1", "a"), ("f1", "b"), ("f1", "c"), ("f2", "a"), ("f2", "b"), ("f3", "d")]
    graph = networks.inventor_collaboration(invented, most=2)
    assert sorted(graph) == ["a", "b"]
    assert graph.edges["a", "b"]["weight_frac"] == 1.5
    assert graph.graph["least_families"] == 2
    assert "least_families" not in networks.inventor_collaboration(invented, most=4).graph


def test_applicants_and_clusters_by_hand():
    held = [("f1", "app:a"), ("f1", "app:b"), ("f2", "app:a"), ("f3", "app:a")]
    graph = networks.applicant_clusters(held, [("f1", "cl:1"), ("f2", "cl:1"), ("f3", "cl:2")], years={"f1": 2012})
    assert graph.edges["app:a", "cl:1"] == {
        "weight": 2, "weight_frac": 1.5, "n_families": 2, "first_year": 2012, "last_year": 2012, "evidence": "f1; f2",
    }  # fmt: skip
    assert nx.get_node_attributes(graph, "kind") == {
        "app:a": "applicant", "app:b": "applicant", "cl:1": "cluster", "cl:2": "cluster",
    }  # fmt: skip
    assert nx.is_bipartite(graph)


def test_inventors_of_one_family_are_joined():
    assert networks.inventor_collaboration([("f1", "i:a"), ("f1", "i:b")]).edges["i:a", "i:b"]["weight"] == 1


# Measures


@steady
@given(graphs())
def test_pagerank_agrees_with_networkx(graph):
    expected = nx.pagerank(graph, tol=1e-14, max_iter=1000)
    assert networks.pagerank(graph) == pytest.approx(expected, abs=1e-9)


@steady
@given(graphs())
def test_betweenness_agrees_with_networkx(graph):
    found = networks.betweenness(graph)
    assert found.method == "exact"
    assert found.of == pytest.approx(nx.betweenness_centrality(graph), abs=1e-12)


@steady
@given(graphs())
def test_cores_and_components_agree_with_networkx(graph):
    plain = graph.to_undirected()
    assert networks.core_numbers(graph) == nx.core_number(plain)
    numbers = networks.components(graph)
    expected = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    assert [
        sorted(node for node in graph if numbers[node] == place) for place in range(1, len(expected) + 1)
    ] == expected


@steady
@given(graphs())
def test_annotated_columns_agree_with_networkx(graph):
    whole = networks.annotate(graph)
    assert {node: values["degree"] for node, values in graph.nodes(data=True)} == dict(graph.degree())
    assert {node: values["degree_w"] for node, values in graph.nodes(data=True)} == dict(graph.degree(weight="weight"))
    assert whole.density == pytest.approx(nx.density(graph))
    if graph.is_directed():
        assert {node: values["in_degree"] for node, values in graph.nodes(data=True)} == dict(graph.in_degree())
    assert graph.graph["betweenness_method"] == "exact"
    assert sum(whole.components) == sum(whole.communities.sizes) == len(graph)
    assert whole.core == max(values["core"] for _, values in graph.nodes(data=True))
    assert list(whole.brokers) == networks.brokers(graph, whole.communities)
    for broker in whole.brokers:
        values = graph.nodes[broker.node]
        assert values["communities_joined"] == broker.joined
        assert values["broker_score"] == pytest.approx(broker.score)


def test_sampled_betweenness_says_so_and_finds_the_leading_nodes(monkeypatch):
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(600, 2, seed=5), str)
    exact = networks.betweenness(graph)
    monkeypatch.setattr(measures, "SAMPLED_STEPS", 200 * graph.number_of_edges())
    sampled = networks.betweenness(graph, exact_steps=1000)
    assert sampled.method == "sampled from 200 pivots"
    leading, found = ({node for node, _ in Counter(each.of).most_common(10)} for each in (exact, sampled))
    assert len(leading & found) >= 8


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf])
def test_weights_that_are_not_above_zero_are_refused(weight):
    with pytest.raises(AnalysisError, match="not above 0"):
        networks.pagerank(nx.Graph([("a", "b", {"weight": weight})]))


def test_parallel_edges_are_refused():
    with pytest.raises(AnalysisError, match="parallel edges"):
        networks.pagerank(nx.MultiGraph([("a", "b")]))


@pytest.mark.parametrize("n", [0, 1, 2])
def test_the_smallest_graphs_have_measures_and_a_drawing(n):
    graph = nx.Graph()
    graph.add_nodes_from("ab"[:n])
    assert networks.annotate(graph).nodes == n
    networks.dress(graph)
    assert len({(values["x"], values["y"]) for _, values in graph.nodes(data=True)}) == n


# Communities


@steady
@given(graphs())
def test_communities_part_the_nodes_hold_together_and_have_the_modularity_that_is_told(graph):
    found = networks.communities(graph)
    parts = [{node for node in graph if found.of[node] == place} for place in range(1, len(found.sizes) + 1)]
    assert [len(part) for part in parts] == list(found.sizes) == sorted(found.sizes, reverse=True)
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    for one, other, weight in graph.edges(data="weight"):
        plain.add_edge(one, other, weight=weight + plain.get_edge_data(one, other, {"weight": 0})["weight"])
    assert all(nx.is_connected(plain.subgraph(part)) for part in parts)
    if plain.number_of_edges():
        assert found.modularity == pytest.approx(nx.community.modularity(plain, parts))


def test_communities_are_those_that_were_planted():
    graph = nx.relabel_nodes(nx.planted_partition_graph(6, 40, 0.4, 0.01, seed=2), "n{:03d}".format)
    found = networks.communities(graph)
    assert found.sizes == (40,) * 6
    assert {found.of[f"n{i:03d}"] for i in range(40)} == {found.of["n000"]}
    rival = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=0))
    assert found.modularity >= rival - 1e-9


def test_brokers_join_communities():
    graph = nx.Graph([*combinations("abcd", 2), *combinations("efgh", 2), ("d", "x"), ("x", "e"), ("a", "b")])
    found = networks.communities(graph)
    shares = networks.participation(graph, found)
    assert shares["x"] == pytest.approx(0.5)
    assert shares["a"] == 0
    leading = networks.brokers(graph, found, n=3)
    assert leading[0].node in {"x", "d", "e"}
    assert {broker.node for broker in leading} <= {"x", "d", "e"}
    x = next(broker for broker in leading if broker.node == "x")
    assert (x.joined, x.participation, x.score, x.across) == (2, pytest.approx(0.5), pytest.approx(1.0), 1)


# Drawing


def spread(graph: nx.Graph, nodes) -> float:
    places = np.array([(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in nodes])
    return float(np.sqrt(((places - places.mean(axis=0)) ** 2).sum(axis=1)).mean())


@pytest.mark.parametrize("size", [40, 150])
def test_a_drawing_sets_communities_apart(size):
    """Summed exactly for the small graph, on a grid for the large."""
    graph = nx.relabel_nodes(nx.planted_partition_graph(4, size, 12 / size, 0.5 / size, seed=1), "n{:04d}".format)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
    networks.dress(largest)
    groups = [[node for node in largest if int(node[1:]) // size == group] for group in range(4)]
    assert max(spread(largest, group) for group in groups) < 0.55 * spread(largest, largest)


@pytest.mark.parametrize("graph", [nx.star_graph(60), nx.complete_graph(25), nx.barbell_graph(12, 0)], ids=str)
def test_nodes_do_not_cover_each_other(graph):
    graph = nx.relabel_nodes(graph, "n{:03d}".format)
    for place, node in enumerate(graph):
        graph.nodes[node]["families"] = place % 7 * 10
    networks.dress(graph, size_by="families")
    for one, other in combinations(graph.nodes.values(), 2):
        assert math.dist((one["x"], one["y"]), (other["x"], other["y"])) > (one["size"] + other["size"]) / 2


def test_parts_of_a_drawing_do_not_overlap():
    graph = nx.disjoint_union_all(
        [nx.path_graph(30), nx.star_graph(9), nx.cycle_graph(5), nx.path_graph(2), *[nx.empty_graph(1)] * 25]
    )
    graph = nx.relabel_nodes(graph, "n{:03d}".format)
    places = networks.layout(graph)
    parts = [np.array([places[node] for node in part]) for part in nx.connected_components(graph)]
    for one, other in combinations(parts, 2):
        assert np.sqrt(((one[:, None] - other[None]) ** 2).sum(axis=2)).min() > 10


def test_colours_go_by_size_of_community_and_sizes_by_the_root():
    graph = nx.Graph([*combinations("abcde", 2), *combinations("uvw", 2)])
    graph.add_node("z")
    for node in graph:
        graph.nodes[node]["families"] = {"a": 100, "b": 25}.get(node, 0)
    networks.dress(graph, size_by="families")
    colours = {node: tuple(graph.nodes[node][part] for part in "rgb") for node in graph}
    assert colours["a"] == colours["e"] == networks.community_colour(1)
    assert colours["u"] == networks.community_colour(2)
    assert colours["z"] == networks.community_colour(99)
    assert [graph.nodes[node]["size"] for node in "abc"] == [40.0, 22.0, 4.0]
    assert graph.nodes["a"]["families"] == 100


def test_what_is_no_size_is_refused():
    with pytest.raises(AnalysisError, match="is no size"):
        graph = nx.Graph()
        graph.add_node("a", families="many")
        networks.dress(graph, size_by="families")


def fingerprint() -> str:
    """Everything of a network that is computed, as one hash."""
    generator = random.Random(7)
    held = [(f"f{i}", f"app:{generator.randrange(200) * generator.random():.0f}") for i in range(900) for _ in range(2)]
    generator = random.Random()
    generator.shuffle(held)
    graph = networks.co_applicants(held)
    networks.annotate(graph, seed=3, exact_steps=1000)
    networks.dress(graph, size_by="families", seed=3)
    return hashlib.sha256(json.dumps([list(graph.nodes(data=True)), list(graph.edges(data=True))]).encode()).hexdigest()


@pytest.mark.parametrize(("hash_seed", "threads"), [("1", "1"), ("2", "4")])
def test_results_repeat_whatever_the_hash_seed_the_threads_and_the_order_of_rows(hash_seed, threads):
    code = "from tests.test_networks import fingerprint; print(fingerprint())"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == fingerprint()


@settings(max_examples=30, deadline=None)
@given(graphs(), st.randoms())
def test_a_drawing_does_not_depend_on_the_order_of_building(graph, shuffler):
    assume(graph.number_of_edges())
    nodes, edges = list(graph), [(*sorted(edge[:2]), edge[2]) for edge in graph.to_undirected().edges(data="weight")]
    built = []
    for _ in range(2):
        shuffler.shuffle(nodes)
        shuffler.shuffle(edges)
        other = nx.Graph()
        other.add_nodes_from(nodes)
        other.add_weighted_edges_from(edges)
        networks.annotate(other)
        networks.dress(other)
        built.append({node: other.nodes[node] for node in sorted(other)})
    assert built[0] == built[1]


def test_a_real_citation_graph_with_cycles(shared_data):
    with gzip.open(shared_data / "benchmarks" / "drone-citations.csv.gz", "rt", encoding="utf-8") as file:
        citations = [tuple(row) for row in csv.reader(file)][1:]
    graph = networks.family_citations(citations)
    assert (len(graph), graph.number_of_edges(), graph.graph["loops_left_out"]) == (161_018, 337_881, 9)
    found = networks.main_path(graph.reverse(copy=False))
    strong = [part for part in nx.strongly_connected_components(graph) if len(part) > 1]
    assert {frozenset(cycle) for cycle in found.counts.cycles} == {frozenset(part) for part in strong}
    assert found.counts.paths == 810_831_080
    assert found.weight == sum(found.arcs[arc] for arc in zip(found.paths[0], found.paths[0][1:], strict=False))
    assert found.ties == len(found.paths) == 12
