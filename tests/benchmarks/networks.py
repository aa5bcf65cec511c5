"""Networks at size: time and memory of each step here and in networkx alone, in one run.

    python tests/benchmarks/networks.py [--citations FILE.csv.gz] [--nodes 250000 --edges 1000000] [--patience 120]

Each row runs in a process of its own; seconds are its CPU time on one thread, without building the graph and without
first imports; memory is its peak (getrusage, rows and graph included).  A step of networkx that is not done after
`patience` seconds is stopped and said so, and its ratio is then a lower bound.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import multiprocessing
import queue
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx

from landscape import networks
from landscape.networks.layout import layout
from landscape.report.graph_files import write_gexf, write_graphml

PATIENCE = 120.0
Rows = list[tuple[str, str]]


def real_citations(path: Path) -> Rows:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in csv.reader(file)][1:]


def synthetic_citations(nodes: int, edges: int, seed: int = 0) -> Rows:
    """Families that cite older ones: half of the same of twenty topics, half of what is cited already, no cycles."""
    generator = random.Random(seed)
    found: set[tuple[int, int]] = set()
    cited: list[int] = [0]
    while len(found) < edges:
        citing = generator.randrange(1, nodes)
        if generator.random() < 0.5:
            older = generator.randrange(citing) // 20 * 20 + citing % 20
        else:
            older = cited[generator.randrange(len(cited))]
        if older < citing and (citing, older) not in found:
            found.add((citing, older))
            cited.append(older)
    return [(f"fam:{citing:07d}", f"fam:{older:07d}") for citing, older in sorted(found)]


def plain_main_path(graph: nx.DiGraph) -> int:
    """Search path counts and the best path in plain networkx: condensation, topological order, sums."""
    flow = nx.condensation(graph.reverse(copy=False))
    order = list(nx.topological_sort(flow))
    down = {}
    for node in order:
        down[node] = sum(down[before] for before in flow.predecessors(node)) or 1
    up = {}
    for node in reversed(order):
        up[node] = sum(up[after] for after in flow.successors(node)) or 1
    for one, other, columns in flow.edges(data=True):
        columns["weight"] = down[one] * up[other]
    return nx.dag_longest_path_length(flow, weight="weight")


def plain_cocitation(graph: nx.DiGraph, longest: int = 200) -> int:
    counts: Counter[tuple[str, str]] = Counter()
    for node in graph:
        cited = sorted(graph.successors(node))
        if len(cited) <= longest:
            counts.update((one, other) for place, one in enumerate(cited) for other in cited[place + 1 :])
    return nx.Graph(pair for pair, n in counts.items() if n > 1).number_of_edges()


def sampled_betweenness(graph: nx.DiGraph) -> dict:
    pivots = max(64, 50_000_000 // graph.number_of_edges())
    return nx.betweenness_centrality(graph, k=min(pivots, len(graph)), seed=0)


def written(write: Callable, graph: nx.DiGraph) -> float:
    """Write into a folder that vanishes; returns megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network"
        write(graph, path)
        return round(path.stat().st_size / 1e6)


def modified_gexf(graph: nx.DiGraph, path: Path) -> None:
    from datetime import date

    write_gexf(graph, path, date(2026, 1, 1))


Step = tuple[str, Callable[[nx.DiGraph], object], Callable[[nx.DiGraph], object] | None, str]


def plain_communities(graph: nx.DiGraph) -> list:
    return nx.community.louvain_communities(graph.to_undirected(), seed=0)


MEASURES: list[Step] = [
    ("PageRank", networks.pagerank, nx.pagerank, "sparse power iteration in both"),
    ("communities", networks.communities, plain_communities, "Leiden in networkit; Louvain"),
    ("betweenness", networks.betweenness, sampled_betweenness, "sampled, as many pivots in both"),
    ("cores", networks.core_numbers, lambda g: nx.core_number(g.to_undirected()), "networkit"),
    ("components", networks.components, lambda g: list(nx.weakly_connected_components(g)), "scipy"),
    (
        "main path",
        lambda g: networks.main_path(g.reverse(copy=False)),
        plain_main_path,
        "with ties and key routes; without",
    ),
]
FILES: list[Step] = [
    ("GraphML out", lambda g: written(write_graphml, g), lambda g: written(nx.write_graphml, g), "stream; lxml tree"),
    ("GEXF out", lambda g: written(modified_gexf, g), lambda g: written(nx.write_gexf, g), "stream; tree"),
]
NEAR: list[Step] = [
    ("co-citation", lambda g: len(networks.cocitation(g.edges)), plain_cocitation, "lists to 200, 2 shared or more"),
    (
        "coupling",
        lambda g: len(networks.bibliographic_coupling(g.edges)),
        lambda g: plain_cocitation(g.reverse()),
        "same",
    ),
]
WHOLE: list[Step] = [
    ("all columns", networks.annotate, None, "degree to participation in one go"),
    ("layout", layout, None, "forces on a grid"),
]


def one_step(rows: Rows, build: Callable[[Rows], nx.DiGraph], step: Callable, answers) -> None:
    step(build(rows[:20]))  # what is imported on first use is not timed
    graph = build(rows)
    begin = time.process_time()
    step(graph)
    seconds = time.process_time() - begin
    answers.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measured(rows: Rows, build: Callable, step: Callable, patience: float) -> tuple[float, float] | None:
    """Seconds and megabytes of a step in a process of its own; None if it was stopped."""
    answers = multiprocessing.get_context("fork").Queue()
    process = multiprocessing.get_context("fork").Process(target=one_step, args=(rows, build, step, answers))
    process.start()
    try:
        return answers.get(timeout=patience)
    except queue.Empty:
        return None
    finally:
        process.kill()
        process.join()


def built_here(rows: Rows) -> nx.DiGraph:
    return networks.family_citations(rows)


def compare(title: str, rows: Rows, steps: list[Step], patience: float) -> list[dict]:
    nodes, edges = len({end for row in rows for end in row}), len({row for row in rows if row[0] != row[1]})
    print(f"\n{title}: {nodes:,} nodes, {edges:,} edges")
    print(f"{'step':<14}{'here s':>9}{'MB':>7}{'networkx s':>12}{'MB':>7}{'ratio':>8}  method")
    table, here, there, bound = [], 0.0, 0.0, ""
    for name, ours, theirs, method in steps:
        mine = measured(rows, built_here, ours, 10 * patience)
        plain = measured(rows, built_here, theirs, patience) if theirs else None
        if mine is None:
            print(f"{name:<14}{'stopped':>9}")
            continue
        row = {"network": title, "step": name, "seconds": mine[0], "megabytes": mine[1], "method": method}
        shown = f"{name:<14}{mine[0]:>9.2f}{mine[1]:>7.0f}"
        if theirs is None:
            print(f"{shown}{'':>27}  {method}", flush=True)
        else:
            seconds, stopped = (plain[0], "") if plain else (patience, ">")
            here, there, bound = here + mine[0], there + seconds, bound or stopped
            memory = f"{plain[1]:.0f}" if plain else ""
            row |= {"networkx_seconds": seconds, "networkx_stopped": bool(stopped)}
            ratio = f"{stopped}{seconds / mine[0]:.1f}"
            print(f"{shown}{stopped + format(seconds, '.2f'):>12}{memory:>7}{ratio:>8}  {method}", flush=True)
        table.append(row)
    ratio = bound + format(there / here, ".1f")
    print(f"{'together':<14}{here:>9.2f}{'':>7}{bound + format(there, '.2f'):>12}{'':>7}{ratio:>8}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).parents[3] / "shared" / "data" / "benchmarks" / "drone-citations.csv.gz"
    parser.add_argument("--citations", type=Path, default=default, help="a gzipped CSV of citing,cited")
    parser.add_argument("--nodes", type=int, default=250_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds networkx is given for a step")
    parser.add_argument("--json", type=Path, help="write the rows here too")
    given = parser.parse_args()
    table = []
    if given.citations.is_file():
        table += compare(
            "real citations", real_citations(given.citations), MEASURES + NEAR + FILES + WHOLE, given.patience
        )
    else:
        print(f"{given.citations} is not here: only the synthetic graph")
    rows = synthetic_citations(given.nodes, given.edges)
    table += compare("synthetic citations", rows, MEASURES + FILES + WHOLE, given.patience)
    if given.json:
        given.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
