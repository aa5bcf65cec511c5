"""GraphML, as Gephi, Cytoscape, yEd, igraph, networkx and graphology read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.report.files import replacing
from landscape.report.graph_files.columns import Column, Table, Write, edge_id, table
from landscape.report.graph_files.sidecar import GraphFile, Provenance, described, finish
from landscape.report.graph_files.xml import attribute, comment, content

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(graph: nx.Graph[Any], path: str | Path, provenance: Provenance | None = None) -> GraphFile:
    """Write a network as GraphML, and what it is and comes from as <file>.meta.json beside it.

    graph: a simple graph, directed or not, whose attributes are columns; `label`, x, y, size, r, g, b of nodes and
    `weight` of edges are taken for the drawing by Gephi.  provenance: whatever is to stand in the sidecar (plain
    values); its `title` and `note` are repeated in a comment at the head of the file.

    Nodes and edges are sorted by id and streamed: the same graph gives the same bytes, and memory beyond the graph
    does not grow with its edges.  AnalysisError for parallel edges, values no file can hold, reserved column names.
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
    yield '<key id="n_label" for="node" attr.name="label" attr.type="string"/>\n'
    for (column, key), element in [(one, "node") for one in nodes] + [(one, "edge") for one in edges]:
        name = attribute(column.name)
        yield f'<key id="{key}" for="{element}" attr.name="{name}" attr.type="{column.type}"/>\n'
    yield f'<graph edgedefault="{"directed" if rows.directed else "undirected"}">\n'
    node_data, edge_data = _data(nodes), _data(edges)
    for name, label, values in rows.node_rows():
        data = "".join(_filled(node_data, values))
        yield f'<node id="{attribute(name)}"><data key="n_label">{content(label)}</data>{data}</node>\n'
    for source, target, values in rows.edge_rows():
        ends = f'id="{attribute(edge_id(source, target))}" source="{attribute(source)}" target="{attribute(target)}"'
        data = "".join(_filled(edge_data, values))
        yield f"<edge {ends}>{data}</edge>\n" if data else f"<edge {ends}/>\n"
    yield "</graph>\n</graphml>\n"


def _keyed(columns: list[Column], prefix: str) -> list[tuple[Column, str]]:
    """Columns with the ids of their keys: the name where it can be one, else the place."""
    return [
        (
            column,
            f"{prefix}_{column.name}" if column.name.isidentifier() and column.name.isascii() else f"{prefix}.{place}",
        )
        for place, column in enumerate(columns)
    ]


def _data(keyed: list[tuple[Column, str]]) -> list[tuple[str, Write, str, bool]]:
    return [(column.name, column.write, f'<data key="{key}">', column.type == "string") for column, key in keyed]


def _filled(data: list[tuple[str, Write, str, bool]], values: Mapping[str, Any]) -> Iterable[str]:
    for name, write, begin, is_text in data:
        if name in values:
            text = write(values[name])
            if text:
                yield f"{begin}{content(text) if is_text else text}</data>"
