"""GraphML, as Gephi, Cytoscape, yEd, igraph, networkx and graphology read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.report.files import replacing
from landscape.report.graph_files.columns import Column, Table, Write, clean, id_part, table
from landscape.report.graph_files.sidecar import GraphFile, Provenance, described, finish
from landscape.report.graph_files.xml import attribute, comment, content

if TYPE_CHECKING:
    import networkx as nx

REPEATING = frozenset({"boolean", "int", "long"})
KEPT = 4096  # texts of repeating values


def write_graphml(graph: nx.Graph[Any], path: str | Path, provenance: Provenance | None = None) -> GraphFile:
    """Write a network as GraphML, and what it is and comes from as <file>.meta.json beside it.

    graph: a simple graph, directed or not, whose attributes are columns; `label`, x, y, size, r, g, b of nodes and
    `weight` of edges are taken for the drawing by Gephi.  provenance: whatever is to stand in the sidecar (plain
    values); its `title` and `note` are repeated in a comment at the head of the file.  Where graph.graph["interaction"]
    says what edges do ("cites"), each carries it in the column that Cytoscape looks for.

    Nodes and edges are sorted by id and streamed: the same graph gives the same bytes, and memory beyond the graph
    is less than 64 bytes an edge.  AnalysisError for parallel edges, values no file can hold, reserved column names.
    """
    target, rows = Path(path), table(graph)
    with replacing(target) as file:
        file.writelines(_lines(rows, described(rows, provenance)))
    return finish(rows, (target,), "GraphML", provenance)


def _lines(rows: Table, description: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    if description:
        yield comment(description)
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    # Own ids of keys: repeated ids are no valid XML, and Gephi takes yEd's "d3" and "d7" for labels.
    nodes, edges = _keyed(rows.nodes, "n"), _keyed(rows.edges, "e")
    interaction = clean(str(rows.graph.graph.get("interaction") or ""))
    if any(column.name == "interaction" for column in rows.edges):
        interaction = ""
    yield '<key id="n_label" for="node" attr.name="label" attr.type="string"/>\n'
    for (column, key), element in [(one, "node") for one in nodes] + [(one, "edge") for one in edges]:
        name = attribute(column.name)
        yield f'<key id="{key}" for="{element}" attr.name="{name}" attr.type="{column.type}"/>\n'
    if interaction:
        yield '<key id="e_interaction" for="edge" attr.name="interaction" attr.type="string"/>\n'
    yield f'<graph edgedefault="{"directed" if rows.directed else "undirected"}">\n'
    node_data, edge_data = _rendered(nodes), _rendered(edges)
    for name, label, values in rows.node_rows():
        data = "".join([render(values.get(column)) for column, render in node_data])
        yield f'<node id="{attribute(name)}"><data key="n_label">{content(label)}</data>{data}</node>\n'
    # Each id is escaped once, for its place in the ids of edges and for its place in the two ends.
    written = {node: (attribute(id_part(name)), attribute(name)) for node, name in rows.ids.items()}
    same = f'<data key="e_interaction">{content(interaction)}</data>' if interaction else ""
    data_of = _row(edge_data, edges)
    for node, others, values_of in rows.around():
        part, name = written[node]
        # One text a node: a million steps of a generator would take longer than what they yield.
        yield "".join([
            f'<edge id="{part}|{(end := written[other])[0]}" source="{name}" target="{end[1]}">'
            f"{data_of(values_of[other])}{same}</edge>\n"
            for other in others
        ])  # fmt: skip
    yield "</graph>\n</graphml>\n"


def _keyed(columns: list[Column], prefix: str) -> list[tuple[Column, str]]:
    """Columns with the ids of their keys: the name where it can be one, else the place."""
    return [
        (
            column,
            f"{prefix}_{column.name}" if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", column.name) else f"{prefix}.{place}",
        )
        for place, column in enumerate(columns)
    ]


def _rendered(keyed: list[tuple[Column, str]]) -> list[tuple[str, Write]]:
    """For each column its name and how its values become elements, nothing where one is missing."""
    return [(column.name, _element(column, key)) for column, key in keyed]


def _row(rendered: list[tuple[str, Write]], keyed: list[tuple[Column, str]]) -> Write:
    """All elements of a row at once; rows of nothing but whole numbers and truth values repeat, and are kept."""
    names = [name for name, _ in rendered]

    def render(values: Mapping[str, Any]) -> str:
        return "".join([element(values.get(name)) for name, element in rendered])

    if not names or any(column.type not in REPEATING for column, _ in keyed):
        return render
    known: dict[Any, str] = {}
    of_row = itemgetter(*names)

    def kept(values: Mapping[str, Any]) -> str:
        try:
            row = of_row(values)
        except KeyError:  # a value is missing
            return render(values)
        if row not in known:
            if len(known) >= KEPT:
                known.clear()
            known[row] = render(values)
        return known[row]

    return kept


def _element(column: Column, key: str) -> Write:
    begin, write, is_text = f'<data key="{key}">', column.write, column.type == "string"

    def render(value: Any) -> str:
        text = "" if value is None else write(value)
        if not text:
            return ""
        return f"{begin}{content(text) if is_text else text}</data>"

    # Whole numbers and truth values repeat; text and fractions do not, and equal fractions may be written differently.
    return lru_cache(KEPT)(render) if column.type in REPEATING else render
