"""Asking several sources at the same time, each at its own pace, in a thread each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING

from landscape.errors import FormatError, LandscapeError, SourceError

if TYPE_CHECKING:
    from landscape.fetchers import Fetch
    from landscape.formats import Parsed

# Records that wait to be taken; a source that is further ahead waits too.
_WAITING = 256


@dataclass(frozen=True, slots=True)
class Ended:
    """A source has said all it will: its fetch, None if it could not begin, and the error that ended it, if one did."""

    fetch: Fetch | None
    error: SourceError | FormatError | None


Told = tuple[str, "Parsed | Ended"]


def side_by_side(fetches: Mapping[str, Callable[[], Fetch]]) -> Iterator[Told]:
    """What the sources say, each with its name: records as they come, at last `Ended`.

    The records of one source come in its order.  An error of the library that is not the source's own is
    raised here; a bug in a source's thread ends the asking with RuntimeError.
    """
    if len(fetches) < 2:
        for name, begin in fetches.items():
            yield from _told(name, begin)
        return
    waiting: Queue[Told | LandscapeError | _Over] = Queue(_WAITING)
    abandoned = threading.Event()

    def listen(name: str, begin: Callable[[], Fetch]) -> None:
        try:
            for told in _told(name, begin):
                waiting.put(told)
                if abandoned.is_set():
                    return
        except LandscapeError as error:
            waiting.put(error)
        finally:  # a bug is not caught: Python prints its traceback, and who waits must not wait for ever
            waiting.put(_Over(name))

    for name, begin in fetches.items():
        threading.Thread(target=listen, args=(name, begin), name=f"asking {name}", daemon=True).start()
    try:
        yield from _until_all_ended(waiting, set(fetches))
    finally:
        abandoned.set()
        _drain(waiting)


@dataclass(frozen=True, slots=True)
class _Over:
    """The thread of a source has ended, however it did."""

    name: str


def _told(name: str, begin: Callable[[], Fetch]) -> Iterator[Told]:
    fetch: Fetch | None = None
    try:
        fetch = begin()
        for item in fetch.records:
            yield name, item
    except (SourceError, FormatError) as error:
        yield name, Ended(fetch, error)
    else:
        yield name, Ended(fetch, None)


def _until_all_ended(waiting: Queue[Told | LandscapeError | _Over], speaking: set[str]) -> Iterator[Told]:
    while speaking:
        told = waiting.get()
        if isinstance(told, LandscapeError):
            raise told
        if isinstance(told, _Over):
            if told.name in speaking:
                raise RuntimeError(f"the thread that asks {told.name} ended by a bug; its traceback is printed above")
            continue
        if isinstance(told[1], Ended):
            speaking.remove(told[0])
        yield told


def _drain(waiting: Queue[Told | LandscapeError | _Over]) -> None:
    """Make room, so that a thread that waits for it can see that nobody listens any more."""
    try:
        while True:
            waiting.get_nowait()
    except Empty:
        return
