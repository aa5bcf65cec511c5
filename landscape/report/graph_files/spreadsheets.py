"""CSV tables of a network: for Gephi's spreadsheet import, and for Cytoscape."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from landscape.report.files import replacing
from landscape.report.graph_files.columns import Column, Table, edge_id, table
from landscape.report.graph_files.sidecar import GraphFile, Provenance, finish
from landscape.report.tables import cell

if TYPE_CHECKING:
    import networkx as nx


def write_csv(graph: nx.Graph[Any], path: str | Path, provenance: Provenance | None = None) -> GraphFile:
    """Write a network as <stem>_nodes.csv and <stem>_edges.csv, and <stem>_nodes.csv.meta.json beside them.

    path: its folder and stem count.  Nodes: Id, Label, then the columns; edges: Source, Target, Type, Id, Weight,
    interaction, then the columns.  Gephi finds Id, Label, Source, Target, Type and Weight by these names; Cytoscape
    takes Source, Target and `interaction` (what graph.graph["interaction"] says, else "cites" or "with") when the
    edge table is imported as a network, and joins the node table by Id.  A colour stands once more as `color`
    (#rrggbb), which Cytoscape can map.  UTF-8, RFC 4180; a cell that a spreadsheet would run is made harmless.
    """
    rows = table(graph)
    nodes_path, edges_path = (Path(path).with_name(f"{Path(path).stem}_{part}.csv") for part in ("nodes", "edges"))
    with replacing(nodes_path) as file:
        _write_nodes(file, rows)
    with replacing(edges_path) as file:
        _write_edges(file, rows)
    return finish(rows, (nodes_path, edges_path), "CSV", provenance)


def _write_nodes(file: IO[str], rows: Table) -> None:
    names = {column.name for column in rows.nodes}
    coloured = {"r", "g", "b"} <= names and "color" not in names
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["Id", "Label", *(cell(column.name) for column in rows.nodes), *(["color"] if coloured else [])])
    for name, label, values in rows.node_rows():
        more = [_hexadecimal(values)] if coloured else []
        writer.writerow([cell(name), cell(label), *_cells(rows.nodes, values), *more])


def _write_edges(file: IO[str], rows: Table) -> None:
    kind = "Directed" if rows.directed else "Undirected"
    interaction = cell(str(rows.graph.graph.get("interaction") or ("cites" if rows.directed else "with")))
    columns = [column for column in rows.edges if column.name not in {"weight", "interaction"}]
    weight = next((column for column in rows.edges if column.name == "weight"), None)
    writer = csv.writer(file, lineterminator="\r\n")
    header = ["Source", "Target", "Type", "Id", "Weight", "interaction"]
    writer.writerow(header + [cell(column.name) for column in columns])
    for source, target, values in rows.edge_rows():
        weighs = (weight.write(values.get("weight")) if weight else "") or "1"
        fixed = [cell(source), cell(target), kind, cell(edge_id(source, target)), weighs, interaction]
        writer.writerow(fixed + _cells(columns, values))


def _cells(columns: Iterable[Column], values: Mapping[str, Any]) -> list[str]:
    return [
        cell(text) if (text := column.write(values.get(column.name))) and column.type == "string" else text
        for column in columns
    ]


def _hexadecimal(values: Mapping[str, Any]) -> str:
    parts = [values.get(part) for part in ("r", "g", "b")]
    return "" if None in parts else "#{:02x}{:02x}{:02x}".format(*map(int, parts))  # type: ignore[arg-type]
