"""What a network file cannot say itself: where it comes from.  It stands beside it as <file>.meta.json.

GraphML has no place for it: Gephi reports attributes of a graph as an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from landscape.report.files import replacing
from landscape.report.graph_files.columns import Column, Table

Provenance = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GraphFile:
    """What was written: the files, the sidecar last; nodes, edges, and edges left out for a weight not above 0."""

    files: tuple[Path, ...]
    nodes: int
    edges: int
    left_out: int


def finish(table: Table, files: tuple[Path, ...], format_name: str, provenance: Provenance | None) -> GraphFile:
    """Write the sidecar of a network's files and tell what was written."""
    nodes, edges = len(table.ids), table.graph.number_of_edges() - table.left_out
    stated = {
        "files": {path.name: _sha256(path) for path in files},
        "format": format_name,
        "directed": table.directed,
        "nodes": nodes,
        "edges": edges,
        "edges_left_out": table.left_out,
        "node_columns": {"label": "string", **_types(table.nodes)},
        "edge_columns": _types(table.edges),
        "network": {str(key): _plain(value) for key, value in table.graph.graph.items()},
        "provenance": {str(key): _plain(value) for key, value in (provenance or {}).items()},
    }
    path = files[0].with_name(f"{files[0].name}.meta.json")
    with replacing(path) as file:
        json.dump(stated, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")
    return GraphFile((*files, path), nodes, edges, table.left_out)


def described(table: Table, provenance: Provenance | None) -> str:
    """One sentence or two on a network: title, what its edges join and weigh, and any note (invented data, …)."""
    known = {**table.graph.graph, **(provenance or {})}
    parts = [str(known[key]) for key in ("title", "note") if known.get(key)]
    if known.get("edges"):
        direction = "from" if table.directed else "between"
        parts.insert(min(1, len(parts)), f"edges {direction} {known['edges']}")
    if known.get("weight"):
        parts.append(f"weight: {known['weight']}")
    return "; ".join(parts)


def _types(columns: list[Column]) -> dict[str, str]:
    return {column.name: column.type for column in columns}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
