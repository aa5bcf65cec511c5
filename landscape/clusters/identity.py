"""Identity of clusters over time: which cluster of today is which of the previous run, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from landscape.clusters.result import Event

SAME = 0.5
"""Jaccard index of the shared documents from which a cluster is the same one."""


def match_clusters(previous: Mapping[str, str], current: Mapping[str, str]) -> tuple[dict[str, str], tuple[Event, ...]]:
    """Match clusters by the documents they share (Hungarian method on the Jaccard index).

    Parameters
    ----------
    previous, current : document id → cluster id, for the documents that are in a cluster.  Only those in both decide.

    Returns
    -------
    current cluster id → previous cluster id, where their Jaccard index is at least 0.5; and the events, in a fixed
    order.  A former cluster is split where it makes up at least half of each of several current ones; former
    clusters are merged where at least half of each of several went into one current one.

    >>> same, events = match_clusters({"f1": "cl:1", "f2": "cl:1"}, {"f1": "a", "f2": "a", "f3": "b"})
    >>> same, [(event.kind, event.former, event.current) for event in events]
    ({'a': 'cl:1'}, [('birth', (), ('b',)), ('kept', ('cl:1',), ('a',))])
    """
    import numpy as np  # with scipy half a second of import, only where it is needed
    from scipy.optimize import linear_sum_assignment

    former, now = sorted(set(previous.values())), sorted(set(current.values()))
    row, column = {c: i for i, c in enumerate(former)}, {c: j for j, c in enumerate(now)}
    both = np.zeros((len(former), len(now)))
    for document in sorted(previous.keys() & current.keys()):
        both[row[previous[document]], column[current[document]]] += 1
    before, after = both.sum(axis=1)[:, None], both.sum(axis=0)[None]
    jaccard = np.round(both / np.maximum(before + after - both, 1), 9)
    matched = zip(*linear_sum_assignment(np.where(jaccard >= SAME, -jaccard, 0.0)), strict=True)
    same = {now[j]: former[i] for i, j in matched if jaccard[i, j] >= SAME}
    kept = [Event("kept", (f,), (c,), round(float(jaccard[row[f], column[c]]), 4)) for c, f in same.items()]
    most_of_former = both >= SAME * np.maximum(before, 1)
    most_of_current = both >= SAME * np.maximum(after, 1)
    heirs = {f: tuple(c for c in now if most_of_current[row[f], column[c]]) for f in former}
    origins = {c: tuple(f for f in former if most_of_former[row[f], column[c]]) for c in now}
    split = [Event("split", (f,), found) for f, found in heirs.items() if len(found) > 1]
    merged = [Event("merge", found, (c,)) for c, found in origins.items() if len(found) > 1]
    told = [*kept, *split, *merged]
    gone = set(former) - {f for event in told for f in event.former}
    new = set(now) - {c for event in told for c in event.current}
    told += [Event("death", (f,), ()) for f in gone] + [Event("birth", (), (c,)) for c in new]
    return same, tuple(sorted(told, key=lambda event: (event.kind, event.former, event.current)))


def new_ids(prefix: str, count: int, taken: Iterable[str]) -> list[str]:
    """The next unused ids: "cl:0001", "cl:0002"…

    >>> new_ids("cl:", 2, ["cl:0007", "fd:0009"])
    ['cl:0008', 'cl:0009']
    """
    numbers = [id_.removeprefix(prefix) for id_ in taken if id_.startswith(prefix)]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return [f"{prefix}{number:04d}" for number in range(last + 1, last + count + 1)]
