"""Networks at size: time and memory of each step here and in networkx alone, in one run.

    python tests/benchmarks/networks.py [--citations FILE.csv.gz] [--nodes 250000 --edges 1000000] [--patience 120]
                                        [--steps "PageRank,communities,main path,GraphML out"] [--runs 1]

Each row runs in a process of its own; seconds are its CPU time on one thread, without building the graph and without
first imports; memory is its peak (getrusage, rows and graph included).  A step of networkx that is not done after
`patience` seconds of CPU time is stopped and said so, and its ratio is then a lower bound.  With several runs the
median is shown, and beside it the range.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import multiprocessing
import random
import resource
import signal
import statistics
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


def one_step(rows: Rows, build: Callable[[Rows], nx.DiGraph], step: Callable, patience: float, answers) -> None:
    step(build(rows[:20]))  # what is imported on first use is not timed
    graph = build(rows)
    begin = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(begin + patience) + 1, resource.RLIM_INFINITY))
    step(graph)
    seconds = time.process_time() - begin
    answers.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measured(rows: Rows, build: Callable, step: Callable, patience: float) -> tuple[float, float] | None:
    """Seconds and megabytes of a step in a process of its own; None if it was stopped."""
    context = multiprocessing.get_context("fork")
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=one_step, args=(rows, build, step, patience, sender))
    process.start()
    sender.close()
    try:
        return answers.recv()
    except EOFError:
        if process.join() or process.exitcode != -signal.SIGXCPU:
            raise
        return None
    finally:
        process.join()


def several(runs: int, *arguments) -> tuple[float, float, str] | None:
    """Median seconds, largest memory and the range of the seconds; None if a run was stopped, which ends them."""
    found = []
    for _ in range(runs):
        if (one := measured(*arguments)) is None:
            return None
        found.append(one)
    seconds = sorted(one[0] for one in found)
    spread = f"{seconds[0]:.2f}-{seconds[-1]:.2f}" if runs > 1 else ""
    return statistics.median(seconds), max(one[1] for one in found), spread


def built_here(rows: Rows) -> nx.DiGraph:
    return networks.family_citations(rows)


def compare(title: str, rows: Rows, steps: list[Step], patience: float, runs: int) -> list[dict]:
    nodes, edges = len({end for row in rows for end in row}), len({row for row in rows if row[0] != row[1]})
    print(f"\n{title}: {nodes:,} nodes, {edges:,} edges")
    print(
        f"{'step':<13}{'here s':>8}{'range':>12}{'MB':>6}{'networkx s':>12}{'range':>14}{'MB':>6}{'ratio':>8}  method"
    )
    table, here, there, bound = [], 0.0, 0.0, ""
    for name, ours, theirs, method in steps:
        mine = several(runs, rows, built_here, ours, 10 * patience)
        if mine is None:
            print(f"{name:<13}{'stopped':>8}")
            continue
        row = {"network": title, "step": name, "seconds": mine[0], "range": mine[2], "megabytes": mine[1]}
        shown = f"{name:<13}{mine[0]:>8.2f}{mine[2]:>12}{mine[1]:>6.0f}"
        if theirs is None:
            print(f"{shown}{'':>40}  {method}", flush=True)
        else:
            plain = several(runs, rows, built_here, theirs, patience)
            seconds, memory, spread = plain or (patience, 0.0, "stopped")
            stopped = "" if plain else ">"
            here, there, bound = here + mine[0], there + seconds, bound or stopped
            row |= {"networkx_seconds": seconds, "networkx_range": spread, "networkx_megabytes": memory}
            ratio, told = f"{stopped}{seconds / mine[0]:.1f}", f"{memory:.0f}" if plain else ""
            print(
                f"{shown}{stopped}{seconds:>{12 - len(stopped)}.2f}{spread:>14}{told:>6}{ratio:>8}  {method}",
                flush=True,
            )
        table.append(row)
    ratio = f"{bound}{there / here:.1f}" if here else ""
    print(f"{'together':<13}{here:>8.2f}{'':>18}{bound}{there:>{12 - len(bound)}.2f}{'':>20}{ratio:>8}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(__file__).parents[3] / "shared" / "data" / "benchmarks" / "drone-citations.csv.gz"
    parser.add_argument("--citations", type=Path, default=default, help="a gzipped CSV of citing,cited")
    parser.add_argument("--nodes", type=int, default=250_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--patience", type=float, default=PATIENCE, help="CPU seconds networkx is given for a step")
    parser.add_argument("--steps", help="names of steps, separated by commas; all by default")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the rows here too")
    given = parser.parse_args()
    table = []
    asked = given.steps.split(",") if given.steps else None

    def chosen(steps: list[Step]) -> list[Step]:
        return [step for step in steps if asked is None or step[0] in asked]

    if given.citations.is_file():
        steps = chosen(MEASURES + NEAR + FILES + WHOLE)
        table += compare("real citations", real_citations(given.citations), steps, given.patience, given.runs)
    else:
        print(f"{given.citations} is not here: only the synthetic graph")
    rows = synthetic_citations(given.nodes, given.edges)
    steps = chosen(MEASURES + FILES + WHOLE)
    table += compare("synthetic citations", rows, steps, given.patience, given.runs)
    if given.json:
        given.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
