"""Reading a list of hits page by page, with what earlier runs have seen of it.

A list that has not grown since is known from one page: its first as it is now, and all pages as they were, together
hold as many hits as the source counts.  Where they do not, the pages are asked for until they do.  Pages shift while
they are read when something is published in between; a list that then lacks hits is read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from landscape.session import Answer, Conversation, Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some hits of a list by name, and how many the source counts in all."""

    total: int
    hits: Mapping[str, T]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """All hits of a list, by name and sorted by it; total: as the source counts them."""

    total: int
    hits: Mapping[str, T]


@dataclass(frozen=True, slots=True)
class List(Generic[T]):
    """A list at a source: how to ask for page 1, 2…, how to read one, how many hits a full page has.

    most: hits that can be reached, None for all.
    """

    request: Callable[[int], Request]
    read: Callable[[Answer], Page[T]]
    size: int
    most: int | None = None

    def pages(self, total: int) -> int:
        """How many pages hold so many hits."""
        return -(-min(total, self.most or total) // self.size)


def listing(conversation: Conversation, wanted: List[T], first: Answer, known: Mapping[str, T]) -> Listing[T]:
    """The hits of a list whose first page is `first`; known: hits that an earlier run has seen.

    May lack hits that the source counts but does not show.  Raises what `Conversation.ask` does.
    """
    page = wanted.read(first)
    seen = dict(page.hits)
    for number in range(2, wanted.pages(page.total) + 1):
        if _complete(page.total, seen, known):
            break
        found = wanted.read(_current(conversation, wanted.request(number), first))
        seen |= found.hits
    if _complete(page.total, seen, known):
        return _sorted(page.total, {**known, **seen})
    if len(seen) < min(page.total, wanted.most or page.total):
        for number in range(1, wanted.pages(page.total) + 1):
            seen |= wanted.read(conversation.ask_anew(wanted.request(number))).hits
            if len(seen) >= page.total:
                break
    return _sorted(page.total, seen)


def recorded(conversation: Conversation, wanted: List[T]) -> Page[T] | None:
    """What earlier runs have seen of a list, with the total of its first page; None without that."""
    first = conversation.held(wanted.request(1))
    if first is None:
        return None
    page = wanted.read(first)
    hits = dict(page.hits)
    for number in range(2, wanted.pages(page.total) + 1):
        held = conversation.held(wanted.request(number))
        if held is not None:
            hits |= wanted.read(held).hits
    return Page(page.total, hits)


def _current(conversation: Conversation, request: Request, first: Answer) -> Answer:
    """A page no older than the first."""
    held = conversation.held(request)
    return held if held is not None and held.received >= first.received else conversation.ask_anew(request)


def _complete(total: int, seen: Mapping[str, T], known: Mapping[str, T]) -> bool:
    return len(seen.keys() | known.keys()) == total


def _sorted(total: int, hits: Mapping[str, T]) -> Listing[T]:
    return Listing(total, dict(sorted(hits.items())))
