"""Identity of clusters over time: which cluster of today is which of the previous run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from landscape.clusters.result import Event, PreviousClusters

SAME = 0.5
"""Jaccard of the shared documents from which a cluster is the same one."""


def match_clusters(
    previous: Mapping[str, str], current: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Event, ...]]:
    """Match clusters by their shared documents (Hungarian method on Jaccard).

    Parameters
    ----------
    previous, current : document id → cluster id.  Only documents in both decide.

    Returns
    -------
    current cluster id → previous cluster id where Jaccard is at least 0.5, and what became of all clusters.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    common = sorted(previous.keys() & current.keys())
    former = sorted(set(previous.values()))
    now = sorted(set(current.values()))
    row, column = {c: i for i, c in enumerate(former)}, {c: i for i, c in enumerate(now)}
    table = np.zeros((len(former), len(now)))
    for document in common:
        table[row[previous[document]], column[current[document]]] += 1
    sizes, sizes_now = table.sum(1), table.sum(0)
    jaccard = table / np.maximum(sizes[:, None] + sizes_now[None] - table, 1)
    kept = {
        now[j]: former[i]
        for i, j in zip(*linear_sum_assignment(-np.round(jaccard, 9)), strict=True)
        if jaccard[i, j] >= SAME
    }
    events = [Event("kept", (f,), (c,), round(float(jaccard[row[f], column[c]]), 4)) for c, f in sorted(kept.items())]
    for i, cluster in enumerate(former):
        heirs = tuple(now[j] for j in range(len(now)) if sizes_now[j] and table[i, j] >= SAME * sizes_now[j])
        if cluster not in kept.values() or len(heirs) > 1:
            events.append(Event("split", (cluster,), heirs) if len(heirs) > 1 else Event("death", (cluster,), ()))
    for j, cluster in enumerate(now):
        origins = tuple(former[i] for i in range(len(former)) if sizes[i] and table[i, j] >= SAME * sizes[i])
        if len(origins) > 1:
            events.append(Event("merge", origins, (cluster,)))
        elif cluster not in kept and not any(e.kind == "split" and cluster in e.current for e in events):
            events.append(Event("birth", (), (cluster,)))
    return kept, tuple(sorted(events, key=lambda e: (e.kind, e.former, e.current)))


def new_ids(count: int, taken: frozenset[str]) -> list[str]:
    """The next unused cluster ids."""
    last = max((int(id_.removeprefix("cl:")) for id_ in taken if id_.startswith("cl:")), default=0)
    return [f"cl:{last + i:04d}" for i in range(1, count + 1)]


def used_ids(previous: PreviousClusters | None) -> frozenset[str]:
    """Ids that must not be given again."""
    return frozenset() if previous is None else frozenset(previous.labels) | previous.retired
