"""The columns of a network as files hold them: one type each, clean text, nothing missing written.

The rules were read from the importers of Gephi, VOSviewer, graphology and igraph; each is said where it is kept.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import isfinite
from numbers import Integral, Real
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from landscape.errors import AnalysisError

if TYPE_CHECKING:
    import networkx as nx

Type = Literal["boolean", "int", "long", "double", "string"]
Write = Callable[[Any], str]

SMALLEST = sys.float_info.min  # igraph refuses a file with a smaller fraction
# Gephi's columns of identity; a data column of that name would overwrite them, or be lost.
# The rest it takes for label, place and weight without saying so.
RESERVED_NODE = frozenset({"id", "nodelabel", "node label", "xpos", "ypos", "zpos", "viz_color", "viz_size"})
RESERVED_EDGE = frozenset({"id", "source", "target", "type", "kind", "edge weight", "edgelabel", "edge label"})
COLOURS = frozenset({"r", "g", "b"})
NUMBERS = frozenset({"x", "y", "z", "size", "weight"})
# Names that programs take for the drawing, in lower case only: "Label" or "Weight" would be columns like any other.
DRAWN = frozenset({"label", "weight", "x", "y", "z", "size", "color", "r", "g", "b"})

# What XML 1.0 cannot hold (control characters, surrogates, U+FFFE, U+FFFF), and the C1 controls, which it discourages.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Text without control characters; line ends and tabs become one blank; no blanks at its ends.

    >>> clean("solid\\x00 state\\nbattery ")
    'solid state battery'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return _LINE_ENDS.sub(" ", _UNWRITABLE.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its one type, and how to write a value; an empty text means that the value is missing."""

    name: str
    type: Type
    write: Write


def columns(rows: Iterable[Mapping[Any, Any]], reserved: frozenset[str] = frozenset()) -> list[Column]:
    """The columns of rows, sorted by name, each with the narrowest type that holds all its values.

    Whole and broken numbers give double (igraph refuses two types of one name), numbers and text give string; lists
    are joined with "; "; None and what is not a finite number are missing.  AnalysisError for a value that no file
    can hold, for a reserved name, for a place, size or weight that is no number, for r, g and b that are not whole
    numbers from 0 to 255, and for a `color` that is not #rrggbb.
    """
    kept = rows if isinstance(rows, list) else list(rows)
    shapes = set(map(tuple, kept))
    held = []
    for name in sorted(set(chain.from_iterable(shapes)), key=str):
        having = kept if len(shapes) == 1 else [row for row in kept if name in row]
        values = list(map(itemgetter(name), having))
        kinds = set(map(type, values)) - {type(None)}
        if str(name).lower() in reserved:
            raise AnalysisError(f"a column may not be called {name!r}: programs keep that name for themselves")
        if str(name).lower() in DRAWN and name not in DRAWN:
            raise AnalysisError(f"column {name!r}: write it in lower case, as programs look for it")
        if kinds:
            held.append(_column(str(name), kinds, values))
    return held


_HELD = (str, Real, date, list, tuple, set, frozenset)


def _column(name: str, kinds: set[type], values: Collection[Any]) -> Column:
    for kind in kinds:
        if not issubclass(kind, _HELD) and not hasattr(kind, "item"):  # numpy's truth values have item
            raise AnalysisError(f"column {name!r} holds a {kind.__name__}, which no file can hold")
    if name in COLOURS:
        return Column(name, "int", _colour)
    if name == "color":
        return Column(name, "string", _hexadecimal)
    if name in NUMBERS and any(kind.__name__ == "bool" or not issubclass(kind, Real) for kind in kinds):
        raise AnalysisError(f"column {name!r}: a place, a size or a weight is a number")
    if all(kind.__name__ == "bool" for kind in kinds):
        return Column(name, "boolean", _boolean)
    if all(issubclass(kind, Integral) for kind in kinds):
        known = [value for value in values if value is not None] if None in values else values
        low, high = min(known), max(known)
        if low >= -(2**63) and high < 2**63:
            return Column(name, "int" if low >= -(2**31) and high < 2**31 else "long", _whole)
    if all(issubclass(kind, Real) for kind in kinds):
        return Column(name, "double", _broken)
    return Column(name, "string", _text)


def _boolean(value: Any) -> str:
    return "" if value is None else "true" if value else "false"


def _whole(value: Any) -> str:
    return "" if value is None else str(int(value))


def _broken(value: Any) -> str:
    if value is None:
        return ""
    number = float(value)
    if not isfinite(number):
        return ""
    return repr(number) if abs(number) >= SMALLEST or not number else "0.0"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, float):
        return _broken(value)
    if isinstance(value, bool):
        return _boolean(value)
    if isinstance(value, set | frozenset | list | tuple):
        parts = [text for text in map(_text, value) if text]
        return "; ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
    return clean(str(value))


def _colour(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str) or value not in _SHADES:
        raise AnalysisError(f"colour {value!r}: r, g and b are whole numbers from 0 to 255")
    return str(int(value))


_SHADES = range(256)


def _hexadecimal(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise AnalysisError(f"colour {value!r}: must be #rrggbb")
    return value.lower()


@dataclass(frozen=True, slots=True)
class Table:
    """A network as rows in the order of ids: what every writer goes through.

    nodes, edges: their columns without `label` of a node, which all writers treat by itself; left_out: edges that
    are not written because their weight is not above 0 (Gephi drops those of weight 0, and nobody knows what one
    below 0 means).
    """

    graph: nx.Graph[Any]
    ids: dict[Any, str]
    nodes: list[Column]
    edges: list[Column]
    left_out: int

    @property
    def directed(self) -> bool:
        """Whether edges have a direction."""
        return self.graph.is_directed()

    def node_rows(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Id, label and values of each node, by id; a node without label is labelled with its id."""
        data = dict(self.graph.nodes(data=True))
        for node, name in self.ids.items():
            values = data[node]
            label = values.get("label")
            yield name, (_text(label) or name if label is not None else name), values

    def around(self) -> Iterator[tuple[Any, list[Any], Mapping[Any, Mapping[str, Any]]]]:
        """By id: a node, the ends of its edges by id, each undirected edge once, and the values of its edges by end."""
        directed, all_drawn = self.directed, not self.left_out
        order = {node: place for place, node in enumerate(self.ids)}
        key = None if all(name is node for node, name in self.ids.items()) else order.__getitem__
        adjacency = dict(self.graph.adjacency())
        for node in self.ids:
            edges = adjacency[node]
            ends = sorted(edges, key=key)
            if not directed:
                own = order[node]
                ends = [other for other in ends if order[other] >= own]
            if not all_drawn:
                ends = [other for other in ends if _drawn(edges[other])]
            if ends:
                yield node, ends, edges

    def edge_rows(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Source, target and values of each edge, by source and target, each undirected edge once."""
        ids = self.ids
        for node, ends, edges in self.around():
            name = ids[node]
            for other in ends:
                yield name, ids[other], edges[other]


def _drawn(values: Mapping[str, Any]) -> bool:
    weight = values.get("weight")
    return weight is None or not weight < SMALLEST  # what is not a number is a missing weight


def table(graph: nx.Graph[Any]) -> Table:
    """Look through a network: its ids in order and the types of its columns.

    AnalysisError for parallel edges (add them up first), for two nodes whose ids read the same, and as in `columns`.
    """
    if graph.is_multigraph():
        raise AnalysisError("a network with parallel edges: add them up into one weighted edge first")
    named = sorted(((clean(str(node)), node) for node in graph), key=lambda pair: pair[0])
    ids = {node: name for name, node in named}
    if len({name for name, _ in named}) < len(ids) or any(not name for name, _ in named):
        raise AnalysisError("two nodes of a network have ids that read the same, or one has an empty id")
    nodes = columns((values for _, values in graph.nodes(data=True)), RESERVED_NODE)
    # Both ends of an undirected edge hold its values: looking at them twice is faster than telling the two apart.
    data = [values for _, around in graph.adjacency() for values in around.values()]
    edges = columns(data, RESERVED_EDGE)
    left_out = 0
    if not all(map(_drawn, data)):
        left_out = sum(not _drawn(values) for _, _, values in graph.edges(data=True))
    return Table(graph, ids, [column for column in nodes if column.name != "label"], edges, left_out)


def edge_id(source: str, target: str) -> str:
    """An id for an edge that says what it joins; no two edges of a network share one.

    >>> edge_id("app:b", "app:a|x")
    'app:b|app:a%7Cx'
    """
    return f"{id_part(source)}|{id_part(target)}"


def id_part(name: str) -> str:
    """The id of a node as a part of the id of an edge."""
    return name.replace("%", "%25").replace("|", "%7C") if "|" in name or "%" in name else name
