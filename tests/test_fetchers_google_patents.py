"""Google Patents against an office in a box: single pages, slowly, until the first refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from landscape.fetchers.google_patents import fetch
from landscape.records import TextOrigin
from tests.offices import faults, invented
from tests.offices.asking import Asking
from tests.offices.base import Asked, Reply, TestClock
from tests.offices.google_patents import HTML, SORRY, GooglePatents


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def office(clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[GooglePatents]:
    with GooglePatents(invented.publications(5), clock) as box:
        monkeypatch.setenv(box.variable, box.url)
        yield box


def query(*numbers: object) -> str:
    return f'sources = ["google-patents"]\npublications = {[str(number) for number in numbers]}\n'


def test_both_pages_of_a_chinese_publication_are_read(office: GooglePatents, clock: TestClock, tmp_path: Path) -> None:
    """The office's claims from one, their translation from the other; one page of others; five seconds apart."""
    chinese, american = (
        next(each.number for each in office.known.values() if each.number.country == country)
        for country in ("CN", "US")
    )
    run = Asking(fetch, query(chinese, american), tmp_path, clock)
    assert [asked.path for asked in office.requests] == [
        f"/patent/{chinese.google}/zh",
        f"/patent/{chinese.google}/en",
        f"/patent/{american.google}/en",
    ]
    assert len(american.google) == len("US20150000003A1")
    assert all(later.at - sooner.at >= 5.0 for sooner, later in pairwise(office.requests))
    origins = {(found.language, found.origin) for each in run.publications[:2] for found in each.claims}
    assert ("zh", TextOrigin.OFFICE) in origins
    assert ("en", TextOrigin.MACHINE_TRANSLATION) in origins
    assert run.publications[0].family_id
    assert (run.fetch.promised, +(run.fetch.missing or Counter()), office.refused) == (3, Counter(), 0)
    office.forget()
    assert Asking(fetch, query(chinese, american), tmp_path, clock).numbers == run.numbers
    assert office.requests == []


def test_only_pages_that_its_robots_file_allows_are_asked_for(
    office: GooglePatents, clock: TestClock, tmp_path: Path
) -> None:
    """Strands are none of its business, nor what must be found, since recall is measured on that."""
    text = 'sources = ["google-patents"]\nmust_find = ["EP3171444B1"]\n[[patents]]\ntext = ["solid electrolyte"]\n'
    run = Asking(fetch, text, tmp_path, clock)
    assert (run.items, run.error, office.requests) == ([], None, [])
    assert "names none under `publications`" in run.fetch.note


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(429),
        faults.status(503, SORRY),
        faults.status(403),
        lambda asked, reply: Reply(200, SORRY, HTML),
    ],
)
def test_the_first_refusal_ends_the_run_for_this_source(
    office: GooglePatents, clock: TestClock, tmp_path: Path, fault: faults.Fault
) -> None:
    """It says so; the next run goes on where it ended."""
    numbers = [each.number for each in office.known.values()]
    office.fail(fault, times=None, when=lambda asked: numbers[2].google in asked.path)
    run = Asking(fetch, query(*numbers), tmp_path, clock)
    assert "google-patents: does not want to be asked now" in str(run.error)
    assert {str(each.number) for each in run.publications} == {str(number) for number in numbers[:2]}
    numbers_left = sum(2 if number.country == "CN" else 1 for number in numbers[2:])
    assert run.fetch.promised == sum(2 if number.country == "CN" else 1 for number in numbers)
    assert +(run.fetch.missing or Counter()) == {"were not reached": numbers_left}
    assert [asked.path for asked in office.requests].count(f"/patent/{numbers[2].google}/en") == 1
    office.recover()
    office.forget()
    again = Asking(fetch, query(*numbers), tmp_path, clock)
    assert set(again.numbers) == {str(number) for number in numbers}
    assert len(office.requests) == 3


def test_a_number_without_kind_is_looked_for_by_the_kinds_of_its_office(
    office: GooglePatents, clock: TestClock, tmp_path: Path
) -> None:
    """In turn, until there is a page."""
    european = next(each.number for each in office.known.values() if each.number.country == "EP")
    run = Asking(fetch, query(european.without_kind), tmp_path, clock)
    assert run.numbers == [str(european)]
    bare = european.without_kind.google
    assert [asked.path for asked in office.requests] == [f"/patent/{bare}B1/en", f"/patent/{bare}A1/en"]


def test_what_is_not_there_is_counted(office: GooglePatents, clock: TestClock, tmp_path: Path) -> None:
    """Which says nothing of the newest weeks; a page of something else is dropped and named."""
    number = next(iter(office.known.values())).number

    def empty(asked: Asked, reply: Reply) -> Reply:
        return Reply(200, b"<html><body>nothing here</body></html>", HTML)

    office.fail(empty, times=None, when=lambda asked: number.google in asked.path)
    run = Asking(fetch, query("CN119999999A", number), tmp_path, clock)
    assert (run.numbers, run.error) == ([], None)
    assert [error.reason for error in run.dropped] == ["is no page of a publication"]
    assert +(run.fetch.missing or Counter()) == {"are not there; the newest come some weeks late": 3}
