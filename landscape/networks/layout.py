"""Where the nodes of a drawing stand: computed once, the same in every program that opens the file.

Forces as in ForceAtlas2 (Jacomy et al. 2014, PLoS ONE 9(6), e98679): nodes repel by their degrees over the distance,
edges pull in proportion to their length and weight, so that communities stand apart.  Repulsion is summed exactly
for small parts and on a grid (particle mesh, by Fourier transform) for large ones, in which near nodes are added one
by one at the end.  Connected parts are laid out by themselves and packed around the largest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, pi

import networkx as nx
import numpy as np

from landscape.networks.arrays import Arrays, Floats, Integers, arrays
from landscape.networks.measures import component_numbers

SPACING = 40.0  # mean distance of neighbouring places in the drawing; nodes are at most as wide (see `picture`)
EXACT_NODES = 400
CELLS = 256
CELLS_LARGE = 512  # for 20,000 nodes and more
NEAR = 8
GRAVITY = 0.5
PUSHED_NODES, PUSHES = 10_000, 100

Shape = tuple[int, bytes, bytes, bytes]
Repulsion = Callable[[Floats, Floats], Floats]


def layout(
    graph: nx.Graph[str], seed: int = 0, sizes: Mapping[str, float] | None = None
) -> dict[str, tuple[float, float]]:
    """Place of every node, x to the right and y upwards, in two decimals; the same graph and seed, the same places.

    Weights pull by their logarithm; directions are ignored.  sizes: diameter of each node; nodes that would cover
    each other are pushed apart, in networks of 10,000 nodes at most.  Time grows little faster than the number of
    edges: seconds for ten thousand nodes, half a minute for a hundred thousand.
    """
    edges = arrays(graph).undirected
    if not edges.n:
        return {}
    places = _placed(edges, seed)
    if sizes is not None and edges.n <= PUSHED_NODES:
        places = _apart(places, np.array([sizes[node] for node in edges.nodes]) / 2)
    places = np.round(places, 2) + 0.0  # no -0.0
    return {node: (x, y) for node, (x, y) in zip(edges.nodes, places.tolist(), strict=True)}


def _placed(edges: Arrays, seed: int) -> Floats:
    numbers, sizes = component_numbers(edges)
    order = np.argsort(numbers, kind="stable")
    begins = np.concatenate(([0], np.cumsum(sizes)))
    local = np.empty(edges.n, np.int64)
    local[order] = np.arange(edges.n) - begins[numbers[order] - 1]
    arcs = np.argsort(numbers[edges.source], kind="stable")
    cuts = np.searchsorted(numbers[edges.source][arcs], np.arange(1, len(sizes) + 2))
    pull = np.log1p(edges.weight / np.median(edges.weight)) / np.log(2) if len(edges.weight) else edges.weight
    parts: list[Floats] = []
    known: dict[Shape, Floats] = {}
    for part, size in enumerate(sizes.tolist()):
        here = arcs[cuts[part] : cuts[part + 1]]
        parts.append(_part(size, local[edges.source[here]], local[edges.target[here]], pull[here], seed, known))
    places = np.empty((edges.n, 2))
    places[order] = np.concatenate(_packed(parts))
    return places


def _part(n: int, source: Integers, target: Integers, pull: Floats, seed: int, known: dict[Shape, Floats]) -> Floats:
    """Places in one connected part, about its middle, scaled so that each node has SPACING² of room."""
    if n <= 2:
        return np.array([[0.0, 0.0]]) if n == 1 else np.array([[-SPACING / 2, 0.0], [SPACING / 2, 0.0]])
    # Many small parts are alike but for their names: by degree they are renamed alike, and laid out once.
    rank = np.argsort(np.argsort(-np.bincount(np.concatenate((source, target)), minlength=n), kind="stable"))
    low, high = np.minimum(rank[source], rank[target]), np.maximum(rank[source], rank[target])
    order = np.lexsort((high, low))
    shape = (n, low[order].tobytes(), high[order].tobytes(), pull[order].tobytes())
    if shape not in known:
        known[shape] = _settled(n, low[order], high[order], pull[order], 60 if n <= 20 else 150, seed)
    places = known[shape][rank]
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    typical = np.quantile(_length(places), 0.9)  # a few far outliers must not press the rest together
    scaled: Floats = places * (SPACING * np.sqrt(n / pi) / max(typical, 1e-9))
    return scaled


def _settled(n: int, source: Integers, target: Integers, pull: Floats, steps: int, seed: int) -> Floats:
    """Let the forces work, in steps that grow smaller."""
    mass = (1 + np.bincount(source, minlength=n) + np.bincount(target, minlength=n)).astype(np.float64)
    repulsion: Repulsion = _exact if n <= EXACT_NODES else _Mesh(CELLS if n < 20_000 else CELLS_LARGE)
    places: Floats = np.random.default_rng(seed).standard_normal((n, 2)) * float(np.sqrt(n))
    for step in range(steps):
        force = repulsion(places, mass)
        if repulsion is not _exact and step >= steps * 4 // 5:
            force += _near(places, mass)
        stretched = pull[:, None] * (places[source] - places[target])
        for axis in (0, 1):
            force[:, axis] -= np.bincount(source, stretched[:, axis], n) - np.bincount(target, stretched[:, axis], n)
        force /= mass[:, None]
        force -= places * (GRAVITY / np.maximum(_length(places), 1e-9))[:, None]
        allowed = np.sqrt(n) * (1 - step / steps) ** 2 + 1e-3
        places = places + force * (0.5 * np.minimum(1.0, allowed / np.maximum(_length(force), 1e-12)))[:, None]
        places -= places.mean(axis=0)
    return places


def _apart(places: Floats, radii: Floats) -> Floats:
    """Push nodes that cover each other apart, the smaller one further, until none do or the rounds are over."""
    from scipy.spatial import cKDTree

    reach = radii * 1.1
    for _ in range(PUSHES):
        pairs = cKDTree(places).query_pairs(2 * float(reach.max()), output_type="ndarray")
        one, other = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
        away = places[one] - places[other]
        distance = _length(away)
        away[distance < 1e-6] = (1e-6, 0.0)  # on one another: to the two sides
        missing = reach[one] + reach[other] - distance
        close = missing > 0.01
        if not close.any():
            break
        one, other, away, missing = one[close], other[close], away[close], missing[close]
        push = away / _length(away)[:, None] * missing[:, None]
        share = (radii[other] / (radii[one] + radii[other]))[:, None]
        for axis in (0, 1):
            places[:, axis] += np.bincount(one, (push * share)[:, axis], len(places))
            places[:, axis] -= np.bincount(other, (push * (1 - share))[:, axis], len(places))
    return places


def _length(vectors: Floats) -> Floats:
    return np.hypot(vectors[..., 0], vectors[..., 1])


def _exact(places: Floats, mass: Floats) -> Floats:
    apart = places[:, None, :] - places[None, :, :]
    strength = mass[:, None] * mass[None, :] / (_length(apart) ** 2 + 1e-4)
    force: Floats = np.einsum("ijk,ij->ik", apart, strength)
    return force


def _near(places: Floats, mass: Floats) -> Floats:
    """Repulsion of the nearest nodes, which a grid cannot tell apart."""
    from scipy.spatial import cKDTree

    _, nearest = cKDTree(places).query(places, min(NEAR + 1, len(places)))
    apart = places[:, None, :] - places[nearest[:, 1:]]
    strength = mass[:, None] * mass[nearest[:, 1:]] / (_length(apart) ** 2 + 1e-4)
    force: Floats = np.einsum("ijk,ij->ik", apart, strength)
    return force


class _Mesh:
    """Repulsion of all nodes, summed on a grid: masses are shared among four cells, fields come by convolution."""

    def __init__(self, cells: int) -> None:
        from scipy.fft import rfft2

        self.cells = cells
        away = np.arange(2 * cells, dtype=float)
        away[cells:] -= 2 * cells  # a grid of twice the width keeps the two ends apart
        along, across = np.meshgrid(away, away, indexing="ij")
        squared = along * along + across * across + 0.5
        self.kernels = (rfft2(along / squared), rfft2(across / squared))

    def __call__(self, places: Floats, mass: Floats) -> Floats:
        """Force on every node."""
        from scipy.fft import irfft2, rfft2

        width = 2 * self.cells
        lowest = places.min(axis=0)
        cell = max(float((places.max(axis=0) - lowest).max()) / (self.cells - 2), 1e-9)
        scaled = (places - lowest) / cell
        corner = scaled.astype(np.int64)
        part = scaled - corner
        shares = [
            ((part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if up else 1 - part[:, 1]),
             (corner[:, 0] + right) * width + corner[:, 1] + up)
            for right in (0, 1) for up in (0, 1)
        ]  # fmt: skip
        density = np.zeros(width * width)
        for share, where in shares:
            density += np.bincount(where, share * mass, width * width)
        spectrum = rfft2(density.reshape(width, width))
        force = np.zeros_like(places)
        for axis, spread in enumerate(self.kernels):
            field = irfft2(spectrum * spread, (width, width)).ravel()
            for share, where in shares:
                force[:, axis] += share * field[where]
        scaled_force: Floats = force * mass[:, None] / cell
        return scaled_force


def _packed(parts: list[Floats]) -> list[Floats]:
    """Move the parts, largest first, onto rings around the first so that none overlap."""
    radii = [float(_length(part).max()) + SPACING / 2 for part in parts]
    order = sorted(range(1, len(parts)), key=lambda part: (-radii[part], part))
    moved = list(parts)
    inner, place = radii[0], 0
    while place < len(order):
        ring = inner + radii[order[place]]
        outer, angle = inner + 2 * radii[order[place]], 0.0
        while place < len(order):
            half = asin(min(1.0, radii[order[place]] / ring))
            if angle + 2 * half > 2 * pi + 1e-9 and angle > 0:
                break
            middle = angle + half
            moved[order[place]] = parts[order[place]] + ring * np.array([np.cos(middle), np.sin(middle)])
            angle += 2 * half
            place += 1
        inner = outer
    return moved
