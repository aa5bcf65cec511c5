"""Sources side by side: at the same time, each in its order, none holding up or hiding another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from landscape.errors import QueryError, RecordError, SourceError
from landscape.fetchers import Fetch
from landscape.fetchers.side_by_side import Ended, side_by_side
from landscape.formats import Parsed
from tests.offices import invented

PUBLICATIONS = [invented.publication(number) for number in range(2000)]


def source(name: str, records: Callable[[], Iterator[Parsed]]) -> Callable[[], Fetch]:
    return lambda: Fetch(name, "", None, records())


def test_sources_are_asked_at_the_same_time() -> None:
    """Each of these goes on only when the other has begun."""
    meeting = threading.Barrier(2, timeout=10)

    def waiting() -> Iterator[Parsed]:
        meeting.wait()
        yield PUBLICATIONS[0]

    told = list(side_by_side({"a": source("a", waiting), "b": source("b", waiting)}))
    assert sorted(name for name, item in told if isinstance(item, Ended)) == ["a", "b"]
    assert len(told) == 4


def test_records_of_a_source_come_in_its_order_and_all_of_them() -> None:
    """However many wait to be taken."""
    halves = {"a": PUBLICATIONS[:1000], "b": PUBLICATIONS[1000:]}
    fetches = {name: source(name, lambda own=own: iter(own)) for name, own in halves.items()}  # type: ignore[misc]
    taken: dict[str, list[object]] = {"a": [], "b": []}
    for name, item in side_by_side(fetches):
        if not isinstance(item, Ended):
            taken[name].append(item)
    assert taken == halves


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_of_a_source_is_its_end_and_another_is_raised(count: int) -> None:
    """Whether in a thread of its own or not."""

    def failing() -> Iterator[Parsed]:
        yield RecordError("a", "line 1", "broken")
        raise SourceError("a", "gone")

    others = {"b": source("b", lambda: iter(PUBLICATIONS[:3]))} if count == 2 else {}
    told = list(side_by_side({"a": source("a", failing), **others}))
    (ended,) = (item for name, item in told if name == "a" and isinstance(item, Ended))
    assert str(ended.error) == "a: gone"
    assert ended.fetch is not None
    assert len(told) == (2 if count == 1 else 6)

    def wrong() -> Fetch:
        raise QueryError("x.toml", "files.paths[0]", "names no file")

    with pytest.raises(QueryError, match="names no file"):
        list(side_by_side({"a": wrong, **others}))


def test_a_bug_in_the_thread_of_a_source_ends_the_asking_and_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody catches it: Python's own hook shows it, and nobody waits for ever."""
    shown: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", shown.append)

    def buggy() -> Fetch:
        raise ZeroDivisionError

    with pytest.raises(RuntimeError, match="asks a ended by a bug"):
        list(side_by_side({"a": buggy, "b": source("b", lambda: iter(PUBLICATIONS[:3]))}))
    for thread in threading.enumerate():
        if thread.name.startswith("asking "):
            thread.join(10)
    assert [args.exc_type for args in shown] == [ZeroDivisionError]


def test_who_listens_no_more_is_not_told_more() -> None:
    """Threads of a run that was broken off end by themselves."""
    before = threading.active_count()
    told = side_by_side({name: source(name, lambda: iter(PUBLICATIONS * 50)) for name in "ab"})
    assert next(told)
    told.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name.startswith("asking "):
            thread.join(10)
            assert not thread.is_alive()
    assert threading.active_count() <= before
