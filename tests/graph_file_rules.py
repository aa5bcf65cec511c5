"""What readers of network files expect, as checks on the files themselves: each function returns the rules broken.

The rules come from the importers' code and from what they did with bad files: Gephi drops edges whose ids repeat or
that weigh 0, loses colours that are not whole numbers and text that is only blanks between two escapes; igraph
refuses an attribute of two types; a missing value written as NA becomes a value.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from pathlib import Path

from lxml import etree

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
TYPES = {"boolean", "int", "long", "double", "float", "string"}
# Names that Gephi takes for identity, label, place or weight without saying so.
TAKEN = {
    "node": {"id", "nodelabel", "xpos", "ypos", "zpos"},
    "edge": {"id", "source", "target", "type", "kind", "edge weight", "edgelabel"},
}
NUMBERS = {"x", "y", "z", "size", "weight"}
GEXF_TYPES = {"boolean", "integer", "long", "double", "float", "string"}
VISUAL = {"label", "x", "y", "z", "size", "color", "r", "g", "b", "weight"}
MISSING = {"NA", "N/A", "None", "nan", "NaN", "null", "inf", "-inf", ""}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def broken_in_graphml(path: Path) -> list[str]:
    raw = path.read_text(encoding="utf-8")
    root = etree.fromstring(raw.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    broken = _text_rules(raw)
    for text in re.findall("<data[^>]*>(.*?)</data>", raw, re.DOTALL):
        if re.search(r"&(?:amp|lt|gt|quot|apos|#\w+);[ \t\r\n]+&", text):
            broken.append(f"blanks alone between two escaped characters: {text}")
    keys = {key.get("id"): key for key in root.iter(f"{GRAPHML}key")}
    named = Counter((key.get("for"), key.get("attr.name")) for key in keys.values())
    broken += [f"two keys for {name}" for name, n in named.items() if n > 1]
    if len(keys) != len(list(root.iter(f"{GRAPHML}key"))):
        broken.append("repeated key id")
    for key in keys.values():
        name = key.get("attr.name")
        if key.get("for") not in {"node", "edge"}:
            broken.append(f"key for {key.get('for')}")
        if key.get("attr.type") not in TYPES:
            broken.append(f"type {key.get('attr.type')} of {name}")
        if name.lower() in VISUAL and name != name.lower():
            broken.append(f"{name} is not in lower case")
        if name in {"r", "g", "b"} and key.get("attr.type") != "int":
            broken.append(f"{name} is not int")
        if name in NUMBERS and key.get("attr.type") not in {"int", "long", "double", "float"}:
            broken.append(f"{name} is no number")
        if name.lower() in TAKEN.get(key.get("for"), ()):
            broken.append(f"{name} would be taken for something else")
    graph = root.find(f"{GRAPHML}graph")
    if graph.get("edgedefault") not in {"directed", "undirected"} or graph.find(f"{GRAPHML}data") is not None:
        broken.append("graph without edgedefault, or with data of its own")
    nodes, edges = list(graph.iter(f"{GRAPHML}node")), list(graph.iter(f"{GRAPHML}edge"))
    for element in nodes + edges:
        broken += _data_rules(element, keys)
    broken += _id_rules([node.get("id") for node in nodes], edges)
    broken += [f"node {node.get('id')} has no label" for node in nodes if not _value(node, keys, "label")]
    broken += [f"edge {edge.get('id')} has the attribute label" for edge in edges if edge.get("label") is not None]
    weights = [_value(edge, keys, "weight") for edge in edges]
    broken += [f"weight {weight}" for weight in weights if weight is not None and not float(weight) > 0]
    if nodes and {"size", "r"} <= {key.get("attr.name") for key in keys.values()}:
        data = {key.get("attr.name") for key in keys.values() if key.get("for") == "node"} - VISUAL
        broken += [] if data else ["no data column beside what the drawing takes"]
    return broken


def broken_in_gexf(path: Path, modified: str) -> list[str]:
    raw = path.read_text(encoding="utf-8")
    root = etree.fromstring(raw.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    broken = _text_rules(raw)
    if root.get("version") != "1.3" or root.find(f"{GEXF}meta").get("lastmodifieddate") != modified:
        broken.append("version or date")
    graph = root.find(f"{GEXF}graph")
    if graph.get("mode") == "dynamic" and graph.get("timeformat") != "date":
        broken.append("dynamic without a time format")
    declared: dict[str, set[str]] = {}
    for block in graph.iter(f"{GEXF}attributes"):
        if block.get("class") in declared:
            broken.append("two blocks of attributes of one class")
        declared[block.get("class")] = {attribute.get("id") for attribute in block}
        titles = [attribute.get("title") for attribute in block]
        broken += [f"two attributes called {title}" for title, n in Counter(titles).items() if n > 1]
        broken += [f"{title} would be drawn" for title in titles if title in VISUAL - {"label", "size", "color"}]
        broken += [f"type {one.get('type')}" for one in block if one.get("type") not in GEXF_TYPES]
    nodes, edges = list(graph.iter(f"{GEXF}node")), list(graph.iter(f"{GEXF}edge"))
    for element in nodes + edges:
        kind = etree.QName(element).localname
        for value in element.iter(f"{GEXF}attvalue"):
            if value.get("for") not in declared.get(kind, set()) or value.get("value") in MISSING:
                broken.append(f"value {value.get('value')!r} for {value.get('for')}")
        for colour in element.iter(f"{VIZ}color"):
            broken += [f"colour {part}" for part in (colour.get(c) for c in "rgb") if not 0 <= int(part) <= 255]
        if (element.get("start") or "") > (element.get("end") or "9999"):
            broken.append(f"{element.get('id')} ends before it begins")
        if element.get("start") and graph.get("mode") != "dynamic":
            broken.append("a time in a static file")
        for year in (element.get("start"), element.get("end")):
            if year is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", year):
                broken.append(f"time {year}")
    broken += _id_rules([node.get("id") for node in nodes], edges)
    broken += [f"node {node.get('id')} has no label" for node in nodes if not node.get("label")]
    broken += [f"weight {e.get('weight')}" for e in edges if e.get("weight") and not float(e.get("weight")) > 0]
    return broken


def broken_in_vosviewer(path: Path) -> list[str]:
    held = json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda name: MISSING)
    broken = [f"{key} at the top" for key in held if key not in {"network", "config", "info"}]
    network = held["network"]
    broken += [f"{key} in network" for key in network if key not in {"items", "links", "clusters"}]
    ids = [item["id"] for item in network["items"]]
    broken += ["repeated id"] if len(set(ids)) < len(ids) else []
    clusters = {cluster["cluster"] for cluster in network["clusters"]}
    if network["items"]:
        first = network["items"][0]
        weights = {key for item in network["items"] for key in item["weights"]}
        most = max(len(item["scores"]) for item in network["items"])
        if weights - first["weights"].keys() or len(first["scores"]) < most:
            broken.append("the first item, which columns are taken from, lacks some")
    for item in network["items"]:
        allowed = {"id", "label", "description", "url", "x", "y", "cluster", "weights", "scores"}
        broken += [f"{key} in an item" for key in item if key not in allowed]
        if not item["label"] or "<" in item["label"]:
            broken.append(f"label {item['label']!r}")
        if "cluster" in item and not (1 <= item["cluster"] <= 1000 and item["cluster"] in clusters):
            broken.append(f"cluster {item['cluster']}")
        broken += [f"weight {value}" for value in item["weights"].values() if not (_finite(value) and value >= 0)]
        broken += [f"score {value}" for value in item["scores"].values() if not _finite(value)]
        broken += [f"place {item[part]}" for part in ("x", "y") if part in item and not _finite(item[part])]
    for link in network["links"]:
        if set(link) != {"source_id", "target_id", "strength"} or not {link["source_id"], link["target_id"]} <= set(
            ids
        ):
            broken.append(f"link {link}")
        if not (_finite(link["strength"]) and link["strength"] >= 0):
            broken.append(f"strength {link['strength']}")
    for colour in held["config"].get("color_schemes", {}).get("cluster_colors", ()):
        if colour["cluster"] not in clusters or not re.fullmatch("#[0-9a-f]{6}", colour["color"]):
            broken.append(f"colour {colour}")
    return broken


def broken_in_vosviewer_tables(map_path: Path, network_path: Path) -> list[str]:
    with map_path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter="\t")
    allowed = r"id|label|description|url|x|y|cluster|(?:weight|score)<[^<>\t]+>"
    broken = [f"column {name}" for name in header if not re.fullmatch(allowed, name)]
    broken += [f"row {row}" for row in rows if len(row) != len(header)]
    records = [dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header)]
    for line in map_path.read_text(encoding="utf-8").split("\n")[1:]:
        broken += [f"not in quotes: {cell}" for cell in line.split("\t") if re.search("[,;]", cell) and cell[0] != '"']
    for record in records:
        broken += [] if 1 <= int(record.get("cluster", 1)) <= 1000 else [f"cluster {record['cluster']}"]
        weights = [float(value) for name, value in record.items() if name.startswith("weight<")]
        broken += [f"weight {weight}" for weight in weights if not weight >= 0]
    ids = {record["id"] for record in records}
    for line in network_path.read_text(encoding="utf-8").splitlines():
        one, other, strength = line.split("\t")
        if not {one, other} <= ids or not float(strength) > 0:
            broken.append(f"link {line}")
    return broken


def broken_in_csv(nodes_path: Path, edges_path: Path) -> list[str]:
    """Gephi's spreadsheet import and Cytoscape's: names of columns, ends, types, no formula, nothing called NA."""
    broken = []
    (nodes_header, nodes), (edges_header, edges) = map(_csv_rows, (nodes_path, edges_path))
    if nodes_header[:2] != ["Id", "Label"]:
        broken.append(f"nodes begin with {nodes_header[:2]}")
    if edges_header[:6] != ["Source", "Target", "Type", "Id", "Weight", "interaction"]:
        broken.append(f"edges begin with {edges_header[:6]}")
    for header, rows in ((nodes_header, nodes), (edges_header, edges)):
        broken += [f"two columns {name}" for name, n in Counter(map(str.lower, header)).items() if n > 1]
        broken += [f"a row of {len(row)} cells" for row in rows if len(row) != len(header)]
        cells = {cell for row in rows for cell in row}
        broken += [f"{cell!r} for a missing value" for cell in cells & (MISSING - {""})]
        broken += [f"formula {cell}" for cell in cells if (cell[:1] in "=+@" and cell) or re.match("-[^0-9.]", cell)]
    ids = [row[0] for row in nodes]
    broken += ["node ids repeat or are not sorted"] if ids != sorted(set(ids)) else []
    broken += [f"node {row[0]} has no label" for row in nodes if not row[1]]
    ends = [(row[0], row[1]) for row in edges]
    if ends != sorted(ends) or not {end for pair in ends for end in pair} <= set(ids):
        broken.append("edges are not sorted, or join what is no node")
    broken += ["edge ids repeat"] if len({row[3] for row in edges}) < len(edges) else []
    broken += [f"type {row[2]}" for row in edges if row[2] not in {"Directed", "Undirected"}]
    broken += [f"weight {row[4]}" for row in edges if not float(row[4]) > 0]
    broken += ["no interaction"] if any(not row[5] for row in edges) else []
    return broken


def _csv_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    raw = path.read_bytes().decode()
    assert raw.endswith("\r\n")
    assert not raw.startswith("\ufeff"), "Gephi would read the mark as part of Id"
    header, *rows = csv.reader(raw.splitlines(keepends=True))
    return header, rows


def _text_rules(raw: str) -> list[str]:
    return [f"control character {found[0]!r}" for found in CONTROL.finditer(raw)]


def _id_rules(nodes: list[str], edges: list[etree._Element]) -> list[str]:
    broken = []
    if len(set(nodes)) < len(nodes) or nodes != sorted(nodes):
        broken.append("node ids repeat or are not sorted")
    ids = [edge.get("id") for edge in edges]
    if None in ids or len(set(ids)) < len(ids):
        broken.append("edge ids are missing or repeat")
    ends = [(edge.get("source"), edge.get("target")) for edge in edges]
    if ends != sorted(ends) or not {end for pair in ends for end in pair} <= set(nodes):
        broken.append("edges are not sorted, or join what is no node")
    return broken


def _value(element: etree._Element, keys: dict[str, etree._Element], name: str) -> str | None:
    for data in element.iter(f"{GRAPHML}data"):
        if keys[data.get("key")].get("attr.name") == name:
            return data.text
    return None


def _data_rules(element: etree._Element, keys: dict[str, etree._Element]) -> list[str]:
    broken = []
    for data in element.iter(f"{GRAPHML}data"):
        key, text = keys[data.get("key")], data.text or ""
        kind, name = key.get("attr.type"), key.get("attr.name")
        if text in MISSING:
            broken.append(f"{text!r} for {name}")
        elif kind == "boolean" and text not in {"true", "false"}:
            broken.append(f"{text} for the truth value {name}")
        elif kind == "int" and not -(2**31) <= int(text) < 2**31:
            broken.append(f"{text} is too long for {name}")
        elif kind in {"double", "float"} and not math.isfinite(float(text)):
            broken.append(f"{text} for {name}")
        if name in {"r", "g", "b"} and text not in map(str, range(256)):
            broken.append(f"colour {text}")
        if name == "color" and not re.fullmatch("#[0-9a-f]{6}", text):
            broken.append(f"colour {text}")
    return broken


def _finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
