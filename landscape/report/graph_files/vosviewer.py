"""VOSviewer: its JSON file, and its map and network files.

Grammar: VOSviewer Online documentation, "VOSviewer JSON files" and "VOSviewer map and network files".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from math import isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from landscape.report.files import replacing
from landscape.report.graph_files.columns import Table, clean, table
from landscape.report.graph_files.sidecar import GraphFile, Provenance, described, finish

if TYPE_CHECKING:
    import networkx as nx

# Columns that size items, in the order VOSviewer offers them, and columns that colour them in its overlay view.
WEIGHTS = {
    "families": "Families",
    "families_frac": "Families (fractional)",
    "cites_in": "Citations",
    "cited_by": "Citing publications",
    "cites": "Cited publications",
    "degree_w": "Weighted degree",
    "pagerank": "PageRank",
    "betweenness": "Betweenness",
    "broker_score": "Broker score",
}
SCORES = {
    "priority_year": "Priority year",
    "first_year": "First year",
    "last_year": "Last year",
    "ipf_share": "Share of international families",
    "participation": "Participation",
    "cites_norm": "Normalised citations",
}
CLUSTERS = 1000  # the most that VOSviewer knows
_TAGS = str.maketrans("<>", "\u2039\u203a")

Item = dict[str, Any]


def write_vosviewer(
    graph: nx.Graph[Any],
    path: str | Path,
    weights: Mapping[str, str] | None = None,
    scores: Mapping[str, str] | None = None,
    provenance: Provenance | None = None,
) -> GraphFile:
    """Write a network for VOSviewer: the JSON file, <stem>_map.txt and <stem>_network.txt, and <file>.meta.json.

    weights and scores: column -> name to show, as a default the columns of WEIGHTS and SCORES that nodes have; the
    first weight sizes the items, and that is the one that sizes nodes in the drawing (graph.graph["size_by"]).  A
    weight that is missing or below 0 is 0.  Clusters are the column `community`; VOSviewer knows 1,000, and all
    beyond are put together in the last.  Places and cluster colours are those of the drawing; with places given it
    keeps them.  Links have no direction there: the two of a pair are added up.  Descriptions may hold HTML, so text
    is escaped in them; labels are read as HTML too, so < and > are written as single angle quotes.  The map file
    numbers its items, as VOSviewer itself does, and has the id in `description`.
    """
    target, rows = Path(path), table(graph)
    items = _items(rows, weights or WEIGHTS, scores or SCORES)
    links = _links(rows)
    with replacing(target) as file:
        _write_json(file, rows, items, links, described(rows, provenance), str((provenance or {}).get("title", "")))
    map_path, network_path = (target.with_name(f"{target.stem}_{part}.txt") for part in ("map", "network"))
    with replacing(map_path) as file:
        _write_map(file, items)
    with replacing(network_path) as file:
        number = {item["id"]: place for place, item in enumerate(items, 1)}
        file.writelines(f"{number[one]}\t{number[other]}\t{strength}\n" for one, other, strength in links)
    return finish(rows, (target, map_path, network_path), "VOSviewer", provenance)


def _items(rows: Table, weights: Mapping[str, str], scores: Mapping[str, str]) -> list[Item]:
    """Items by id, those with all scores before those without: VOSviewer takes the columns from the first."""
    held = {column.name for column in rows.nodes}
    sized = rows.graph.graph.get("size_by")
    shown_weights = [(column, name) for column, name in weights.items() if column in held]
    shown_weights.sort(key=lambda shown: shown[0] != sized)
    shown_scores = [(column, name) for column, name in scores.items() if column in held]
    places = {"x", "y"} <= held
    items = []
    for name, label, values in rows.node_rows():
        item: Item = {"id": name, "label": label.translate(_TAGS), "description": _description(name, values)}
        url = clean(str(values.get("url") or ""))
        if url.startswith(("https://", "http://")):  # nothing that a click would run
            item["url"] = url
        if places:
            item |= {"x": _number(values.get("x")) or 0.0, "y": _number(values.get("y")) or 0.0}
        if "community" in held:
            item["cluster"] = min(max(int(values.get("community") or CLUSTERS), 1), CLUSTERS)
        item["weights"] = {shown: max(_number(values.get(column)) or 0, 0) for column, shown in shown_weights}
        item["scores"] = {
            shown: number for column, shown in shown_scores if (number := _number(values.get(column))) is not None
        }
        items.append(item)
    return sorted(items, key=lambda item: -len(item["scores"]))


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool | str) or not isinstance(value, Real) or not isfinite(value):
        return None
    return int(value) if isinstance(value, Integral) else float(value)


def _description(name: str, values: Mapping[str, Any]) -> str:
    title = clean(str(values.get("title") or ""))
    return escape(name) + (f"<br>{escape(title)}" if title else "")


def _links(rows: Table) -> list[tuple[str, str, int | float]]:
    strengths: dict[tuple[str, str], int | float] = {}
    for source, target, values in rows.edge_rows():
        if source != target:
            pair = (source, target) if source < target else (target, source)
            strengths[pair] = strengths.get(pair, 0) + (_number(values.get("weight", 1)) or 1)
    return [(*pair, strength) for pair, strength in sorted(strengths.items())]


def _write_json(
    file: IO[str], rows: Table, items: list[Item], links: list[tuple[str, str, int | float]], about: str, title: str
) -> None:
    """The whole object, its long lists a line an entry."""
    numbers = {item["id"]: item["cluster"] for item in items if "cluster" in item}
    clusters = [
        {"cluster": number, "label": f"Community {number}" if number < CLUSTERS else "All further communities"}
        for number in sorted(set(numbers.values()))
    ]
    config: dict[str, Any] = {
        "parameters": {"largest_component": False},
        "terminology": {"link_strength": clean(str(rows.graph.graph.get("weight") or "Weight"))},
    }
    if colours := _colours(rows, numbers):
        config["color_schemes"] = {"cluster_colors": colours}
    joined = ({"source_id": one, "target_id": other, "strength": strength} for one, other, strength in links)
    file.write('{"network":{"items":[\n')
    _write_entries(file, items)
    file.write('],\n"links":[\n')
    _write_entries(file, joined)
    file.write('],\n"clusters":[\n')
    _write_entries(file, clusters)
    info = {"title": title or "Network", "description": escape(about)}
    file.write(f'\n]}},\n"config":{_json(config)},\n"info":{_json(info)}}}\n')


def _write_entries(file: IO[str], entries: Iterable[Item]) -> None:
    file.writelines(f"{',' if place else ''}{_json(entry)}\n" for place, entry in enumerate(entries))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _colours(rows: Table, numbers: Mapping[str, int]) -> list[Item]:
    """The colour of each cluster: that of its first node in the drawing."""
    found: dict[int, str] = {}
    for name, _, values in rows.node_rows():
        parts = [values.get(part) for part in ("r", "g", "b")]
        if name in numbers and None not in parts:
            found.setdefault(numbers[name], "#{:02x}{:02x}{:02x}".format(*map(int, parts)))  # type: ignore[arg-type]
    return [{"cluster": number, "color": colour} for number, colour in sorted(found.items())]


def _write_map(file: IO[str], items: list[Item]) -> None:
    """Tab-separated; text with a comma or semicolon stands in double quotes, as the grammar asks."""
    if not items:
        file.write("id\tlabel\n")
        return
    single: list[str] = [name for name in ("x", "y", "cluster") if name in items[0]]
    weights, scores = list(items[0]["weights"]), list(items[0]["scores"])
    url = any("url" in item for item in items)
    header = ["id", "label", "description", *(["url"] if url else []), *single]
    header += [f"weight<{name}>" for name in weights] + [f"score<{name}>" for name in scores]
    file.write("\t".join(header) + "\n")
    for row in _map_rows(items, url, single, weights, scores):
        file.write("\t".join(row) + "\n")


def _map_rows(
    items: list[Item], url: bool, single: list[str], weights: list[str], scores: list[str]
) -> Iterator[list[str]]:
    for place, item in enumerate(items, 1):
        row = [str(place), _quoted(item["label"]), _quoted(item["description"])]
        row += [_quoted(item.get("url", ""))] if url else []
        row += [str(item[name]) for name in single]
        row += [str(item["weights"][name]) for name in weights]
        yield row + [str(item["scores"].get(name, "")) for name in scores]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',;"') else text
