"""Reading a list of hits page by page, with what earlier runs have seen of it.

A list is known from its first page alone if that is as it was when all pages were read, or if it and all pages as
they were together hold as many hits as the source counts.  Else further pages are asked for, until they do.  Pages
shift while they are read when something is published in between, and a source may repeat a page: a list that in the
end lacks hits is read once more.
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


@dataclass(frozen=True, slots=True)
class Recorded(Generic[T]):
    """What earlier runs have seen of a list: its first page, all hits, and whether these are of all its pages."""

    first: Page[T]
    hits: Mapping[str, T]
    whole: bool


def recorded(conversation: Conversation, wanted: List[T]) -> Recorded[T] | None:
    """What earlier runs have seen of a list, None without its first page."""
    held = conversation.held(wanted.request(1))
    if held is None:
        return None
    first = wanted.read(held)
    hits, whole = dict(first.hits), True
    for number in range(2, wanted.pages(first.total) + 1):
        page = conversation.held(wanted.request(number))
        whole = whole and page is not None
        hits |= wanted.read(page).hits if page is not None else {}
    return Recorded(first, hits, whole)


def listing(conversation: Conversation, wanted: List[T], first: Answer, before: Recorded[T] | None) -> Listing[T]:
    """The hits of a list whose first page is `first`; before: what earlier runs have seen.

    May lack hits that the source counts but does not show.  Raises what `Conversation.ask` does.
    """
    page, known = wanted.read(first), before.hits if before else {}
    if before and before.whole and (before.first.total, before.first.hits) == (page.total, page.hits):
        return _sorted(page.total, known)
    total, seen, number = page.total, dict(page.hits), 1
    while not _complete(total, seen, known) and number < wanted.pages(total):
        number += 1
        page, count = wanted.read(_current(conversation, wanted.request(number), first)), len(seen)
        total, seen = max(total, page.total), {**seen, **page.hits}
        if len(seen) == count:
            break
    if _complete(total, seen, known):
        return _sorted(total, {**known, **seen})
    number = 0
    while len(seen) < min(total, wanted.most or total) and number < wanted.pages(total):
        number += 1
        page = wanted.read(conversation.ask_anew(wanted.request(number)))
        total, seen = max(total, page.total), {**seen, **page.hits}
    return _sorted(total, seen)


def _current(conversation: Conversation, request: Request, first: Answer) -> Answer:
    """A page no older than the first."""
    held = conversation.held(request)
    return held if held is not None and held.received >= first.received else conversation.ask_anew(request)


def _complete(total: int, seen: Mapping[str, T], known: Mapping[str, T]) -> bool:
    return len(seen.keys() | known.keys()) == total


def _sorted(total: int, hits: Mapping[str, T]) -> Listing[T]:
    return Listing(total, dict(sorted(hits.items())))
