"""How a network looks: the same places, colours and sizes in Gephi, in a browser and in VOSviewer."""

from __future__ import annotations

from collections import Counter
from math import isfinite, sqrt

import networkx as nx

from landscape.errors import AnalysisError
from landscape.networks.communities import communities
from landscape.networks.layout import layout

# Paul Tol's "muted" scheme, made to be told apart by colour-blind readers (Colour Schemes, SRON technical note
# SRON/EPS/TN/09-002, issue 3.2, 2021); its grey stands for all communities after the ninth.
PALETTE = (
    (51, 34, 136), (204, 102, 119), (17, 119, 51), (221, 204, 119), (136, 204, 238), (170, 68, 153), (68, 170, 153),
    (153, 153, 51), (136, 34, 85),
)  # fmt: skip
GREY = (187, 187, 187)
SMALLEST, LARGEST = 4.0, 40.0


def community_colour(number: int) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of a community by its number, 1 being the largest.

    >>> community_colour(1), community_colour(10)
    ((51, 34, 136), (187, 187, 187))
    """
    return PALETTE[number - 1] if 1 <= number <= len(PALETTE) else GREY


def dress(graph: nx.Graph[str], size_by: str = "degree_w", seed: int = 0) -> None:
    """Set what a drawing shows as columns of every node: x, y, size, and the integers r, g, b.

    Colour is the node's community (column `community`, found here where a node lacks it), largest community first;
    a community of one node is grey.  Area is the column `size_by`: the diameter runs from 4 for 0 to 40 for the
    largest, with the square root, and nodes do not cover each other (see `layout`).  Programs that take these columns
    for the drawing do not show them as data, so the data columns themselves stay as they are.  graph.graph["size_by"]
    tells the column.
    AnalysisError where size_by is no number or below 0.
    """
    if any("community" not in columns for _, columns in graph.nodes(data=True)):
        nx.set_node_attributes(graph, dict(communities(graph, seed).of), "community")
    members = Counter(columns["community"] for _, columns in graph.nodes(data=True))
    amounts = {node: _amount(node, columns.get(size_by), size_by) for node, columns in graph.nodes(data=True)}
    largest = max(amounts.values(), default=0.0)
    graph.graph["size_by"] = size_by
    sizes = {
        node: round(SMALLEST + (LARGEST - SMALLEST) * (sqrt(amount / largest) if largest > 0 else 0.0), 2)
        for node, amount in amounts.items()
    }
    for node, (x, y) in layout(graph, seed, sizes).items():
        number = graph.nodes[node]["community"]
        red, green, blue = community_colour(number) if members[number] > 1 else GREY
        graph.nodes[node].update(x=x, y=y, size=sizes[node], r=red, g=green, b=blue)


def _amount(node: str, value: object, column: str) -> float:
    if value is None:
        return 0.0
    if isinstance(value, bool | str) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise AnalysisError(f"node {node}: {column} = {value!r} is no size")
    return float(value)
