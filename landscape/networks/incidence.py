"""Who stands in which list: rows of (list, member) as arrays, and the pairs that stand together.

Every undirected network of a landscape is one of these: applicants, inventors or classes of one family, families in
one reference list, families citing one family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
MISSING = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Incidence:
    """Distinct (list, member) pairs as indexes into the sorted names, ordered by list and member."""

    lists: list[str]
    members: list[str]
    list_of: Integers
    member_of: Integers

    @property
    def sizes(self) -> Integers:
        """Members of each list."""
        return np.bincount(self.list_of, minlength=len(self.lists)).astype(np.int64)

    @property
    def occurrences(self) -> Integers:
        """Lists of each member."""
        return np.bincount(self.member_of, minlength=len(self.members)).astype(np.int64)


@dataclass(frozen=True)
class Pairs:
    """Members that stand together, sorted: indexes left < right, lists shared, and what those lists tell.

    fractional: sum of 1/(size - 1) over the shared lists; first and last: indexes of the shared lists begin at
    starts[i] of `lists`, which is ascending within a pair.  skipped: lists too long to be paired.
    """

    left: Integers
    right: Integers
    shared: Integers
    fractional: Floats
    starts: Integers
    lists: Integers
    skipped: int


def incidence(rows: Iterable[tuple[str, str]]) -> Incidence:
    """Rows of (list, member) as arrays; a row that comes twice counts once."""
    lists, members = _columns(rows)
    list_names, list_of = _coded(lists)
    member_names, member_of = _coded(members)
    keys = np.unique(list_of * np.int64(max(len(member_names), 1)) + member_of)
    return Incidence(list_names, member_names, *np.divmod(keys, max(len(member_names), 1)))


def _columns(rows: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    first: list[str] = []
    second: list[str] = []
    for one, other in rows:
        first.append(one)
        second.append(other)
    return first, second


def _coded(values: list[str]) -> tuple[list[str], Integers]:
    names = sorted(set(values))
    index = {name: place for place, name in enumerate(names)}
    return names, np.fromiter(map(index.__getitem__, values), np.int64, len(values))


def pairs(found: Incidence, longest: int) -> Pairs:
    """All pairs of members that share a list of at most `longest` members."""
    sizes = found.sizes
    starts = np.concatenate(([0], np.cumsum(sizes)))
    lefts, rights, lists = [], [], []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= longest)]).tolist():
        chosen = np.flatnonzero(sizes == size)
        table = found.member_of[starts[chosen][:, None] + np.arange(size)]  # one list a row, members ascending
        left, right = np.triu_indices(size, 1)
        lefts.append(table[:, left].ravel())
        rights.append(table[:, right].ravel())
        lists.append(np.repeat(chosen, len(left)))
    return _gathered(found, sizes, lefts, rights, lists, skipped=int((sizes > longest).sum()))


def _gathered(
    found: Incidence,
    sizes: Integers,
    lefts: list[Integers],
    rights: list[Integers],
    lists: list[Integers],
    skipped: int,
) -> Pairs:
    if not lists:
        none = np.zeros(0, np.int64)
        return Pairs(none, none, none, np.zeros(0), none, none, skipped)
    total = np.int64(len(found.members))
    keys, shared = _sorted_together(
        np.concatenate(lefts) * total + np.concatenate(rights), np.concatenate(lists), len(found.lists)
    )
    begin = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(np.append(begin, len(keys)))
    fractional = np.add.reduceat(1.0 / (sizes[shared] - 1), begin)
    left, right = np.divmod(keys[begin], total)
    return Pairs(left, right, counts, fractional, begin, shared, skipped)


def _sorted_together(keys: Integers, lists: Integers, n_lists: int) -> tuple[Integers, Integers]:
    """Keys and the lists beside them, by key and list; where one number holds both, sorting is ten times faster."""
    if len(keys) and int(keys.max()) < np.iinfo(np.int64).max // max(n_lists, 1) - 1:
        both = np.sort(keys * np.int64(n_lists) + lists)
        return both // n_lists, both % n_lists
    order = np.lexsort((lists, keys))
    return keys[order], lists[order]


def least_shared(shared: Integers, least: int, most: int | None) -> int:
    """The smallest number, `least` or more, that at most `most` of these counts reach.

    >>> least_shared(np.array([1, 1, 2, 2, 3]), 1, 3), least_shared(np.array([1, 2]), 1, None)
    (2, 1)
    """
    if most is None or not len(shared):
        return least
    reached = np.cumsum(np.bincount(shared)[::-1])[::-1]  # how many reach each number
    enough = np.flatnonzero(reached <= most)
    return max(least, int(enough[0]) if len(enough) else len(reached))


def years_of(names: list[str], years: Mapping[str, int] | None) -> Integers | None:
    """The year of each name as an array, MISSING where there is none; None where no years are given at all."""
    if years is None:
        return None
    return np.fromiter((MISSING if (year := years.get(name)) is None else year for name in names), np.int64, len(names))


def spans(years: Integers, groups: Integers, starts: Integers) -> list[tuple[int | None, int | None]]:
    """First and last year of each group; the members of group i are groups[starts[i]:starts[i + 1]]."""
    if not len(starts):
        return []
    of = years[groups]
    first = np.minimum.reduceat(of, starts)
    last = np.maximum.reduceat(np.where(of == MISSING, -MISSING, of), starts)
    return [
        (None, None) if one == MISSING else (one, other)
        for one, other in zip(first.tolist(), last.tolist(), strict=True)
    ]
