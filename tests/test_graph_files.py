"""Network files: the rules of their readers, and what readers that others wrote understand of them."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tracemalloc
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landscape.errors import AnalysisError
from landscape.networks import annotate, co_applicants, dress, family_citations
from landscape.report.graph_files import (
    write_csv,
    write_gexf,
    write_graphml,
    write_network,
    write_networks,
    write_vosviewer,
)
from landscape.report.graph_files.columns import clean, columns, edge_id
from tests.graph_file_rules import (
    broken_in_csv,
    broken_in_gexf,
    broken_in_graphml,
    broken_in_vosviewer,
    broken_in_vosviewer_tables,
)

READERS = Path(__file__).parent / "readers"
MODIFIED = date(2026, 11, 23)


@dataclass(frozen=True)
class Understood:
    """A network as a reader gives it back: columns of nodes by id, columns of edges by their ends."""

    directed: bool
    nodes: dict[str, dict]
    edges: dict[tuple[str, str], dict]


def drawn_network() -> nx.Graph:
    """Applicants with names that files find hard, every type of column, missing values; laid out and coloured."""
    rows = [(f"f{i}", f"app:{chr(97 + i * step % 7)}") for i in range(12) for step in (1, 3)]
    rows += [("f1", "app:丰田|%")]
    labels = {
        "app:a": "A & <B> GmbH", "app:b": "丰田自动车株式会社", "app:c": 'Say "C"; and, more',
        "app:d": "tab\there\x00\x1f", "app:丰田|%": "한국전력공사 𠮷", "app:e": "  ends  ",
    }  # fmt: skip
    nodes = {name: {"label": label} for name, label in labels.items()}
    graph = co_applicants(rows, nodes, years={f"f{i}": 2010 + i for i in range(11)})
    annotate(graph)
    dress(graph, size_by="families")
    graph.nodes["app:a"].update(
        listed=True, huge=2**40, mixed=1, share=math.nan, note=None, parts=["x", "y"], held=np.int64(7)
    )
    graph.nodes["app:b"].update(listed=False, huge=3, mixed=2.5, share=0.25, parts=("z",), held=np.int64(8))
    return graph


def citation_network() -> nx.DiGraph:
    citations = [
        ("fam:3", "fam:1", ("X", "Y"), date(2019, 1, 2)),
        ("fam:3", "fam:2"),
        ("fam:2", "fam:1"),
        ("fam:1", "fam:3"),
    ]
    graph = family_citations(citations, [("fam:1", "a"), ("fam:2", "a")], {"fam:2": {"priority_year": 2017}})
    annotate(graph)
    dress(graph, size_by="cites_in")
    return graph


@pytest.fixture(params=[drawn_network, citation_network], ids=["applicants", "citations"])
def graph(request) -> nx.Graph:
    return request.param()


def by_networkx_graphml(path: Path) -> Understood:
    found = nx.read_graphml(path)
    edges = {pair if found.is_directed() else tuple(sorted(pair)): found.edges[pair] for pair in found.edges}
    return Understood(found.is_directed(), dict(found.nodes(data=True)), edges)


def by_networkx_gexf(path: Path) -> Understood:
    found = nx.read_gexf(path)
    for columns_of in (*dict(found.nodes(data=True)).values(), *(found.edges[pair] for pair in found.edges)):
        viz = columns_of.pop("viz", {})
        columns_of.update({part: viz["color"][part] for part in "rgb"} if "color" in viz else {})
        columns_of.update({part: viz["position"][part] for part in "xy"} if "position" in viz else {})
        columns_of.update({"size": viz["size"]} if "size" in viz else {})
    edges = {pair if found.is_directed() else tuple(sorted(pair)): found.edges[pair] for pair in found.edges}
    return Understood(found.is_directed(), dict(found.nodes(data=True)), edges)


def by_igraph(path: Path) -> Understood:
    found = igraph.Graph.Read_GraphML(str(path))
    names = found.vs["id"]
    present = [{k: v for k, v in vertex.attributes().items() if not _absent(v)} for vertex in found.vs]
    edges = {
        tuple(
            sorted((names[edge.source], names[edge.target]))
            if not found.is_directed()
            else (names[edge.source], names[edge.target])
        ): edge.attributes()
        for edge in found.es
    }
    return Understood(found.is_directed(), dict(zip(names, present, strict=True)), edges)


def by_graphology(path: Path) -> Understood:
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (READERS / "node_modules" / "graphology").is_dir():
        pytest.skip("graphology is not installed: npm install --prefix tests/readers --no-package-lock")
    command = ["node", str(READERS / "read.js"), path.suffix[1:], str(path)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert not answer["multi"], "parallel edges"
    directed = answer["type"] == "directed"
    nodes = {node["id"]: node["attributes"] for node in answer["nodes"]}
    for columns_of in nodes.values():
        colour = columns_of.pop("color", None)
        if colour:  # "#rrggbb" from GraphML, "rgb(r,g,b)" from GEXF
            parts = bytes.fromhex(colour[1:]) if colour[0] == "#" else map(int, colour[4:-1].split(","))
            columns_of.update(zip("rgb", parts, strict=True))
    edges = {}
    for edge in answer["edges"]:
        pair = (edge["source"], edge["target"])
        edges[pair if directed else tuple(sorted(pair))] = edge["attributes"]
    assert [edge["id"] for edge in answer["edges"]] == [
        edge_id(edge["source"], edge["target"]) for edge in answer["edges"]
    ]
    return Understood(directed, nodes, edges)


def _absent(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def assert_understood(graph: nx.Graph, found: Understood) -> None:
    """Direction, counts, labels, types, colours, places, sizes and weights are those of the graph."""
    assert found.directed == graph.is_directed()
    assert found.nodes.keys() == set(graph)
    pairs = {pair if graph.is_directed() else tuple(sorted(pair)): graph.edges[pair] for pair in graph.edges}
    assert found.edges.keys() == pairs.keys()
    for node, expected in graph.nodes(data=True):
        read = found.nodes[node]
        assert plain(read["label"]) == clean(expected.get("label", node))
        for name in ("x", "y", "size", "r", "g", "b", "families", "cites_in", "pagerank", "community", "degree_w"):
            if name in expected:
                assert read[name] == expected[name], name
        for name, value in expected.items():
            assert name in read or name == "label" or _absent(value), f"{name} is lost"
    for pair, expected in pairs.items():
        assert found.edges[pair]["weight"] == expected["weight"]
        for name in ("weight_frac", "first_year", "evidence", "categories", "self_citation"):
            if name in expected:
                assert found.edges[pair][name] == expected[name]


def plain(text: str) -> str:
    """Text as it was: blanks between two escaped characters are written as no-break spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("reader", [by_networkx_graphml, by_igraph, by_graphology])
def test_graphml_is_understood_by_other_readers(graph, reader, tmp_path):
    write_graphml(graph, tmp_path / "network.graphml")
    assert_understood(graph, reader(tmp_path / "network.graphml"))


@pytest.mark.parametrize("dynamic", [False, True])
@pytest.mark.parametrize("reader", [by_networkx_gexf, by_graphology])
def test_gexf_is_understood_by_other_readers(graph, reader, dynamic, tmp_path):
    write_gexf(graph, tmp_path / "network.gexf", MODIFIED, dynamic=dynamic)
    assert_understood(graph, reader(tmp_path / "network.gexf"))


def test_graphml_keeps_every_rule(graph, tmp_path):
    write_graphml(graph, tmp_path / "network.graphml", {"title": "Who files -- together", "note": "invented"})
    assert broken_in_graphml(tmp_path / "network.graphml") == []


@pytest.mark.parametrize("dynamic", [False, True])
def test_gexf_keeps_every_rule(graph, dynamic, tmp_path):
    write_gexf(graph, tmp_path / "network.gexf", MODIFIED, dynamic=dynamic)
    assert broken_in_gexf(tmp_path / "network.gexf", "2026-11-23") == []


def test_vosviewer_files_follow_the_documented_grammar(graph, tmp_path):
    written = write_vosviewer(graph, tmp_path / "network.json")
    assert [path.name for path in written.files] == [
        "network.json", "network_map.txt", "network_network.txt", "network.json.meta.json",
    ]  # fmt: skip
    assert broken_in_vosviewer(tmp_path / "network.json") == []
    assert broken_in_vosviewer_tables(*written.files[1:3]) == []


def test_vosviewer_shows_the_same_picture(tmp_path):
    graph = drawn_network()
    write_vosviewer(graph, tmp_path / "network.json")
    held = json.loads((tmp_path / "network.json").read_text(encoding="utf-8"))
    colours = {entry["cluster"]: entry["color"] for entry in held["config"]["color_schemes"]["cluster_colors"]}
    assert len(held["network"]["items"]) == len(graph)
    assert len(held["network"]["links"]) == graph.number_of_edges()
    for item in held["network"]["items"]:
        node = graph.nodes[item["id"]]
        assert (item["x"], item["y"], item["cluster"]) == (node["x"], node["y"], node["community"])
        assert next(iter(item["weights"].values())) == node["families"]
        assert colours[item["cluster"]] == "#{r:02x}{g:02x}{b:02x}".format(**node)
    graph.graph["size_by"] = "degree_w"
    write_vosviewer(graph, tmp_path / "network.json")
    held = json.loads((tmp_path / "network.json").read_text(encoding="utf-8"))
    assert next(iter(held["network"]["items"][0]["weights"])) == "Weighted degree"
    assert any("‹B›" in item["label"] for item in held["network"]["items"])


def test_the_checker_finds_what_networkx_writes_wrong(tmp_path):
    """The rules would not be worth much if they passed a file that readers misread."""
    bad = nx.Graph()
    bad.add_node("b", Label="B", r=31.0, share=1)
    bad.add_node("a", share=0.5, note="NA")
    bad.add_edge("b", "a", weight=0)
    bad.graph["source"] = "x"
    nx.write_graphml_xml(bad, tmp_path / "bad.graphml")
    broken = " ".join(broken_in_graphml(tmp_path / "bad.graphml"))
    for part in (
        "two keys",
        "r is not int",
        "lower case",
        "no label",
        "weight 0",
        "edge ids",
        "not sorted",
        "own",
        "NA",
    ):
        assert part in broken, part


def test_csv_for_gephi_and_cytoscape(tmp_path):
    written = write_csv(citation_network(), tmp_path / "network.csv")
    nodes, edges = (path.read_bytes().decode().split("\r\n") for path in written.files[:2])
    assert nodes[0].startswith("Id,Label,b,betweenness,broker_score,cites_in,")
    assert nodes[0].endswith(",color")
    assert edges[0] == "Source,Target,Type,Id,Weight,interaction,categories,first_year,self_citation"
    assert edges[4] == "fam:3,fam:2,Directed,fam:3|fam:2,1,cites,,,false"
    assert edges[3] == "fam:3,fam:1,Directed,fam:3|fam:1,1,cites,X; Y,2019,false"
    assert len({name.lower() for name in nodes[0].split(",")}) == len(nodes[0].split(","))


def test_csv_keeps_every_rule(graph, tmp_path):
    assert broken_in_csv(*write_csv(graph, tmp_path / "network.csv").files[:2]) == []


def test_csv_makes_formulas_harmless(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", label="=HYPERLINK(1)", note="+1")
    write_csv(graph, tmp_path / "network.csv")
    assert (tmp_path / "network_nodes.csv").read_text(encoding="utf-8").splitlines()[1] == "a,'=HYPERLINK(1),'+1"


def test_the_sidecar_says_where_a_file_comes_from(tmp_path):
    graph = drawn_network()
    graph.add_edge("app:a", "app:x", weight=0)
    written = write_graphml(graph, tmp_path / "network.graphml", {"query": "sample", "seed": 0, "day": MODIFIED})
    stated = json.loads((tmp_path / "network.graphml.meta.json").read_text(encoding="utf-8"))
    assert (written.nodes, written.edges, written.left_out) == (9, graph.number_of_edges() - 1, 1)
    assert (stated["nodes"], stated["edges"], stated["edges_left_out"]) == (9, graph.number_of_edges() - 1, 1)
    assert stated["provenance"] == {"query": "sample", "seed": 0, "day": "2026-11-23"}
    assert stated["network"]["betweenness_method"] == "exact"
    assert stated["node_columns"]["mixed"] == "double"


def test_the_same_network_gives_the_same_bytes_however_it_was_built(tmp_path):
    graph = drawn_network()
    turned = nx.Graph(**graph.graph)
    turned.add_nodes_from(
        (node, dict(reversed(values.items()))) for node, values in reversed(list(graph.nodes(data=True)))
    )
    turned.add_edges_from((v, u, values) for u, v, values in reversed(list(graph.edges(data=True))))
    for name, network in (("one", graph), ("other", turned)):
        (tmp_path / name).mkdir()
        write_graphml(network, tmp_path / name / "n.graphml")
        write_gexf(network, tmp_path / name / "n.gexf", MODIFIED, dynamic=True)
        write_vosviewer(network, tmp_path / name / "n.json")
        write_csv(network, tmp_path / name / "n.csv")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 11
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes() for name in files)


def test_a_file_that_fails_leaves_the_old_one(tmp_path):
    path = tmp_path / "network.graphml"
    write_graphml(citation_network(), path)
    before = path.read_bytes()
    bad = citation_network()
    bad.nodes["fam:2"]["r"] = 300
    with pytest.raises(AnalysisError, match="colour 300"):
        write_graphml(bad, path)
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["network.graphml", "network.graphml.meta.json"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"id": "x"}, "may not be called"),
        ({"xpos": 1.0}, "may not be called"),
        ({"Label": "x"}, "lower case"),
        ({"d": {"a": 1}}, "no file can hold"),
        ({"size": "large"}, "is a number"),
        ({"color": "rgb(1,2,3)"}, "must be #rrggbb"),
    ],
)
def test_columns_that_readers_would_misread_are_refused(values, said, tmp_path):
    graph = nx.Graph()
    graph.add_node("a", **values)
    with pytest.raises(AnalysisError, match=said):
        write_graphml(graph, tmp_path / "network.graphml")


def test_parallel_edges_and_ids_that_read_the_same_are_refused(tmp_path):
    with pytest.raises(AnalysisError, match="parallel edges"):
        write_graphml(nx.MultiGraph([("a", "b"), ("a", "b")]), tmp_path / "network.graphml")
    with pytest.raises(AnalysisError, match="read the same"):
        write_graphml(nx.Graph([(1, "1")]), tmp_path / "network.graphml")


def test_dynamic_gexf_lives_by_its_years(tmp_path):
    write_gexf(drawn_network(), tmp_path / "network.gexf", MODIFIED, dynamic=True)
    found = nx.read_gexf(tmp_path / "network.gexf")
    assert found.graph["mode"] == "dynamic"
    node = found.nodes["app:b"]
    assert (node["start"], node["end"]) == (f"{node['first_year']}-01-01", f"{node['last_year']}-12-31")


def landscape_of(**networks: nx.Graph) -> SimpleNamespace:
    """What the writers take from a landscape."""
    return SimpleNamespace(
        networks=networks, network_summaries=(SimpleNamespace(name="citations", title="Families that cite"),),
        title="A question", query_name="sample", question="Who?", query_text="title = 1", snapshot="20261123T001705Z",
        seed=0, software={"landscape": "0"}, invented=True, partial=False, sources=(SimpleNamespace(source="sample"),),
    )  # fmt: skip


def test_all_networks_of_a_landscape_are_written_and_say_that_their_data_are_invented(tmp_path):
    result = landscape_of(applicants=drawn_network(), citations=citation_network())
    written = write_networks(result, tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == sorted(
        f"{folder}{name}{end}"
        for name in ("applicants", "citations")
        for folder, ends in (
            ("", (".graphml", ".graphml.meta.json", ".gexf", ".gexf.meta.json")),
            ("", ("_by_year.gexf", "_by_year.gexf.meta.json")),
            ("vosviewer/", (".json", ".json.meta.json", "_map.txt", "_network.txt")),
        )
        for end in ends
    )
    for path in written:
        if path.suffix != ".txt":
            assert "invented" in path.read_text(encoding="utf-8"), path.name
    assert 'lastmodifieddate="2026-11-23"' in (tmp_path / "citations.gexf").read_text(encoding="utf-8")


def test_an_unknown_network_or_format_is_named_with_what_there_is(tmp_path):
    result = landscape_of(applicants=drawn_network())
    with pytest.raises(AnalysisError, match="no network 'x'; there are: applicants"):
        write_network(result, "x", "graphml", tmp_path)
    with pytest.raises(AnalysisError, match="graphml, gexf, vosviewer, csv"):
        write_network(result, "applicants", "pdf", tmp_path)


def test_memory_of_writing_is_a_small_part_of_the_graph(tmp_path):
    peaks = []
    for edges in (20_000, 60_000):
        graph = nx.Graph()
        graph.add_edges_from(
            (f"n{i % 5000:04d}", f"n{i * 7919 % 5003:04d}", {"weight": i % 9 + 1, "share": i / 7}) for i in range(edges)
        )
        tracemalloc.start()
        write_graphml(graph, tmp_path / "network.graphml")
        peaks.append((tracemalloc.get_traced_memory()[1], graph.number_of_edges()))
        tracemalloc.stop()
    (small, few), (large, many) = peaks
    assert many > few + 10_000
    assert (large - small) / (many - few) < 64, "bytes an edge"


def test_edges_say_what_they_do_for_cytoscape(tmp_path):
    write_graphml(citation_network(), tmp_path / "network.graphml")
    found = nx.read_graphml(tmp_path / "network.graphml")
    assert set(nx.get_edge_attributes(found, "interaction").values()) == {"cites"}


def test_an_empty_network_can_be_written(tmp_path):
    write_graphml(nx.Graph(), tmp_path / "n.graphml")
    write_gexf(nx.DiGraph(), tmp_path / "n.gexf", MODIFIED)
    write_vosviewer(nx.Graph(), tmp_path / "n.json")
    write_csv(nx.Graph(), tmp_path / "n.csv")
    assert nx.read_graphml(tmp_path / "n.graphml").number_of_nodes() == 0
    assert broken_in_vosviewer(tmp_path / "n.json") == []


texts = st.text(st.characters(codec="utf-8") | st.sampled_from('&<>" ;\x00\x0b\u2028\ufffe'), max_size=12)
values = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | texts | st.lists(texts, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nodes=st.dictionaries(
        st.text('abé&<"|% ', min_size=1, max_size=4).map(clean).filter(bool),
        st.dictionaries(st.sampled_from(["label", "title", "n", "share"]), values, max_size=3),
        min_size=1,
        max_size=6,
    ),
    weights=st.lists(st.floats(allow_nan=True) | st.integers(-3, 9), max_size=8),
    directed=st.booleans(),
)
def test_any_network_gives_files_that_keep_the_rules_and_survive_reading(tmp_path, nodes, weights, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes.items())
    names = sorted(nodes)
    for place, weight in enumerate(weights):
        graph.add_edge(names[place % len(names)], names[place * 7 % len(names)], weight=weight)
    path = tmp_path / "network.graphml"
    written = write_graphml(graph, path)
    words = {"NA", "N/A", "None", "nan", "NaN", "null", "inf", "-inf"}
    if not any(
        isinstance(value, str | list) and clean(str(value)) in words for row in nodes.values() for value in row.values()
    ):
        assert broken_in_graphml(path) == []
    write_gexf(graph, tmp_path / "network.gexf", MODIFIED)
    for found in (by_networkx_graphml(path), by_networkx_gexf(tmp_path / "network.gexf"), by_igraph(path)):
        assert len(found.nodes) == written.nodes == len(nodes)
        assert len(found.edges) == written.edges == graph.number_of_edges() - written.left_out
    write_vosviewer(graph, tmp_path / "network.json")
    assert broken_in_vosviewer(tmp_path / "network.json") == []


@settings(deadline=None)
@given(st.lists(values, min_size=1, max_size=6))
def test_a_column_has_one_type_that_holds_its_values(cells):
    found = columns([{"c": cell} for cell in cells])
    if all(cell is None for cell in cells):
        assert found == []
        return
    (column,) = found
    written = [column.write(cell) for cell in cells]
    if column.type in {"int", "long"}:
        assert [int(text) for text in written if text] == [int(cell) for cell in cells if cell is not None]
    elif column.type == "double":
        numbers = [float(cell) for cell in cells if cell is not None]
        kept = [number for number in numbers if math.isfinite(number)]
        assert [float(text) for text in written if text] == [n if abs(n) >= sys.float_info.min else 0 for n in kept]


@given(
    st.text("ab|%7C", min_size=1),
    st.text("ab|%7C", min_size=1),
    st.text("ab|%7C", min_size=1),
    st.text("ab|%7C", min_size=1),
)
def test_edge_ids_tell_edges_apart(one, other, third, fourth):
    assert (edge_id(one, other) == edge_id(third, fourth)) == ((one, other) == (third, fourth))
