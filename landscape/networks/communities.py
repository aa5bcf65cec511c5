"""Communities of a network, and the brokers that stand between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from landscape.networks.arrays import Arrays, Floats, Integers, arrays, kernel, repeatable

# Rounds of the algorithm: on real and synthetic citations five reach 99.9 % of the modularity that twenty do.
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Communities:
    """Communities numbered from 1 by size, largest first, ties by the smallest id among their members.

    of: node -> number; sizes: members of each, sizes[0] those of number 1; modularity: from -0.5 to 1, of the
    weighted network without directions.  A node without neighbours is a community of its own.
    """

    of: Mapping[str, int]
    sizes: tuple[int, ...]
    modularity: float


@dataclass(frozen=True, slots=True)
class Broker:
    """A node between communities.

    participation: 1 - sum over communities of (weight into it / weight)² (Guimerà & Amaral 2005), 0 where all
    neighbours lie in one community; joined: communities that it has neighbours in; across: weight of its edges that
    leave its own community; score: participation x weight of all its edges, which ranks.
    """

    node: str
    participation: float
    joined: int
    across: float
    score: float


def communities(graph: nx.Graph[str], seed: int = 0, resolution: float = 1.0) -> Communities:
    """Communities by the Leiden algorithm (networkit) maximising modularity, directions ignored, weights used.

    resolution: above 1 gives more and smaller communities.  The same graph and seed give the same communities
    whatever the number of threads and the order in which the graph was built.
    Traag, Waltman & van Eck (2019), Scientific Reports 9, 5233.

    >>> graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d")])
    >>> communities(graph).sizes
    (3, 3)
    """
    return partition(arrays(graph), seed, resolution)


def partition(edges: Arrays, seed: int, resolution: float = 1.0) -> Communities:
    """As `communities`, of a graph in arrays."""
    import networkit

    plain = edges.undirected
    if not len(plain.source):
        return Communities({node: place + 1 for place, node in enumerate(edges.nodes)}, (1,) * edges.n, 0.0)
    with repeatable(seed):
        found = networkit.community.ParallelLeiden(kernel(plain), randomize=True, iterations=ROUNDS, gamma=resolution)
        found.run()
        labels = np.array(found.getPartition().getVector(), dtype=np.int64)
    numbers, sizes = by_size(labels)
    return Communities(edges.by_node(numbers), tuple(sizes.tolist()), _modularity(plain, numbers))


def by_size(labels: Integers) -> tuple[Integers, Integers]:
    """Renumber groups from 1 by size, largest first, ties by their first member; the numbers and the sizes."""
    _, first, place, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return number[place], sizes[order]


def _modularity(plain: Arrays, numbers: Integers) -> float:
    """Newman's modularity of a partition; `plain` has no loops."""
    total = plain.weight.sum()
    inside = plain.weight[numbers[plain.source] == numbers[plain.target]].sum()
    by_community = np.bincount(numbers, strengths(plain))
    return float(inside / total - ((by_community / (2 * total)) ** 2).sum())


def strengths(plain: Arrays) -> Floats:
    """Sum of the weights of each node's edges, for arrays without directions."""
    both = np.bincount(plain.source, plain.weight, plain.n) + np.bincount(plain.target, plain.weight, plain.n)
    return both.astype(np.float64)


def participation(graph: nx.Graph[str], found: Communities) -> dict[str, float]:
    """Participation of every node in the communities around it, from 0 towards 1 (see `Broker`)."""
    edges = arrays(graph)
    return edges.by_node(shares(edges, found)["participation"])


def brokers(graph: nx.Graph[str], found: Communities, n: int = 20) -> list[Broker]:
    """The n nodes that do most to join communities, by participation times weight, ties by id.

    Unlike betweenness this needs no paths, so that it is exact at any size.
    """
    edges = arrays(graph)
    return leading_brokers(edges, shares(edges, found), n)


def leading_brokers(edges: Arrays, columns: Mapping[str, Any], n: int) -> list[Broker]:
    """As `brokers`, from the arrays of `shares`."""
    ranked = np.lexsort((np.arange(edges.n), -np.round(columns["score"], 9)))[:n]
    names = ("participation", "joined", "across", "score")
    return [
        Broker(edges.nodes[place], *(columns[name][place].item() for name in names))
        for place in ranked.tolist()
        if columns["score"][place] > 0
    ]


def shares(edges: Arrays, found: Communities) -> dict[str, Any]:
    """Arrays by node: participation, joined, across and score of `Broker`."""
    plain = edges.undirected
    numbers = np.fromiter((found.of[node] for node in edges.nodes), np.int64, edges.n)
    node = np.concatenate((plain.source, plain.target))
    group = numbers[np.concatenate((plain.target, plain.source))]
    weight = np.concatenate((plain.weight, plain.weight))
    keys, place = np.unique(node * np.int64(edges.n + 1) + group, return_inverse=True)
    owner, into = np.divmod(keys, edges.n + 1)
    parts = np.bincount(place, weight, len(keys))
    strength = strengths(plain)
    squares = np.bincount(owner, (parts / strength[owner]) ** 2, edges.n)
    participating = np.where(strength > 0, np.maximum(1 - squares, 0), 0.0)
    participating[np.abs(participating) < 1e-12] = 0.0
    return {
        "participation": participating,
        "joined": np.bincount(owner, minlength=edges.n),
        "across": np.bincount(owner, np.where(into == numbers[owner], 0.0, parts), edges.n),
        "score": participating * strength,
    }
