"""GEXF 1.3, Gephi's own format: static, or dynamic by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.errors import AnalysisError
from landscape.report.files import replacing
from landscape.report.graph_files.columns import Column, Table, edge_id, table
from landscape.report.graph_files.sidecar import GraphFile, Provenance, described, finish
from landscape.report.graph_files.xml import attribute

if TYPE_CHECKING:
    import networkx as nx

# What the format has places of its own for.
_DRAWN_NODE = frozenset({"x", "y", "z", "size", "r", "g", "b"})
_DRAWN_EDGE = frozenset({"label", "weight", "r", "g", "b"})
_TYPES = {"boolean": "boolean", "int": "integer", "long": "long", "double": "double", "string": "string"}


def write_gexf(
    graph: nx.Graph[Any],
    path: str | Path,
    modified: date,
    dynamic: bool = False,
    provenance: Provenance | None = None,
) -> GraphFile:
    """Write a network as GEXF, and what it is and comes from as <file>.meta.json beside it.

    graph and provenance: as for `write_graphml`; x, y, size, r, g, b become viz elements.  modified: the date of the
    data, written as the file's (today's date would change the bytes of every run).
    dynamic: nodes and edges live from the year in their column first_year, priority_year where there is none, to
    the year in last_year; without a last year they stay, without a first they are always there.

    Sorted and streamed as GraphML is.  AnalysisError as there, and for a year that is not from 1 to 9999.
    """
    target, rows = Path(path), table(graph)
    with replacing(target) as file:
        file.writelines(_lines(rows, modified, dynamic, described(rows, provenance)))
    return finish(rows, (target,), "GEXF 1.3 dynamic" if dynamic else "GEXF 1.3", provenance)


def _lines(rows: Table, modified: date, dynamic: bool, description: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield f'<meta lastmodifieddate="{modified:%Y-%m-%d}"><creator>landscape</creator>'
    yield f"<description>{attribute(description)}</description></meta>\n"
    # Without a time format Gephi reads dynamic years as plain numbers.
    mode = 'mode="dynamic" timeformat="date"' if dynamic else 'mode="static"'
    yield f'<graph {mode} defaultedgetype="{"directed" if rows.directed else "undirected"}">\n'
    nodes = [column for column in rows.nodes if column.name not in _DRAWN_NODE]
    edges = [column for column in rows.edges if column.name not in _DRAWN_EDGE]
    yield from _declared("node", nodes)
    yield from _declared("edge", edges)
    drawn = {column.name: column for column in rows.nodes + rows.edges}
    yield "<nodes>\n"
    for name, label, values in rows.node_rows():
        inner = _values(nodes, values) + _look(drawn, values)
        life = _life(values) if dynamic else ""
        yield f'<node id="{attribute(name)}" label="{attribute(label)}"{life}>{inner}</node>\n'
    yield "</nodes>\n<edges>\n"
    for source, target, values in rows.edge_rows():
        ends = f'id="{attribute(edge_id(source, target))}" source="{attribute(source)}" target="{attribute(target)}"'
        more = "".join(
            f' {name}="{attribute(text)}"' for name in ("weight", "label") if (text := _written(drawn, values, name))
        )
        inner = _values(edges, values) + _colour(drawn, values)
        yield f"<edge {ends}{more}{_life(values) if dynamic else ''}>{inner}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(element: str, columns: list[Column]) -> Iterator[str]:
    """One block for each class: graphology forgets the first of two.  Ids are numbers, else it shows them as names."""
    if columns:
        yield f'<attributes class="{element}" mode="static">\n'
        for place, column in enumerate(columns):
            yield f'<attribute id="{place}" title="{attribute(column.name)}" type="{_TYPES[column.type]}"/>\n'
        yield "</attributes>\n"


def _values(columns: list[Column], values: Mapping[str, Any]) -> str:
    written = [
        f'<attvalue for="{place}" value="{attribute(text)}"/>'
        for place, column in enumerate(columns)
        if column.name in values and (text := column.write(values[column.name]))
    ]
    return f"<attvalues>{''.join(written)}</attvalues>" if written else ""


def _written(columns: Mapping[str, Column], values: Mapping[str, Any], name: str) -> str:
    return columns[name].write(values[name]) if name in values and name in columns else ""


def _colour(columns: Mapping[str, Column], values: Mapping[str, Any]) -> str:
    red, green, blue = (_written(columns, values, name) for name in ("r", "g", "b"))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>' if red and green and blue else ""


def _look(columns: Mapping[str, Column], values: Mapping[str, Any]) -> str:
    size, x, y = (_written(columns, values, name) for name in ("size", "x", "y"))
    z = _written(columns, values, "z") or "0.0"
    return "".join(
        (
            _colour(columns, values),
            f'<viz:position x="{x}" y="{y}" z="{z}"/>' if x and y else "",
            f'<viz:size value="{size}"/>' if size else "",
        )
    )


def _life(values: Mapping[str, Any]) -> str:
    first = values.get("first_year", values.get("priority_year"))
    last = values.get("last_year")
    begin = f' start="{_year(first):04d}-01-01"' if first is not None else ""
    return begin + (f' end="{_year(last):04d}-12-31"' if last is not None else "")


def _year(value: Any) -> int:
    if isinstance(value, bool | str) or not 1 <= value <= 9999:
        raise AnalysisError(f"year {value!r}: must be a number from 1 to 9999")
    return int(value)
