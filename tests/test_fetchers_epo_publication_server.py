"""The EPO publication server: what is asked by number and by day, what is refused, and every fault met on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from landscape.errors import FormatError
from landscape.fetchers.epo_publication_server import fetch
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import TestClock
from tests.offices.epo_publication_server import EpDocument, EpoPublicationServer

APPLICATION = EpDocument("EP4999001NWA1", date(2026, 11, 18))
GRANT = EpDocument("EP4999001NWB1", date(2026, 11, 18))
DAY = [APPLICATION, GRANT, EpDocument("EP4999002NWA2", date(2026, 11, 18))]
EARLIER = [
    EpDocument("EP0071119NWA1", date(2026, 11, 4)),
    EpDocument("EP4999003W1B9", date(2026, 11, 4)),
    EpDocument("EP4999003W2B9", date(2026, 11, 4), title="CORRECTED TWICE"),
]
HEAD = 'sources = ["epo-publication-server"]\n'
BY_DAY = HEAD + "[[patents]]\npublished = { since = 2026-11-18 }\n"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[EpoPublicationServer]:
    with EpoPublicationServer([*DAY, *EARLIER], TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def run(text: str, folder: Path, office: EpoPublicationServer) -> Asking:
    return Asking(fetch, text, folder, office.clock)


def test_a_number_is_asked_for_once_by_its_kind(office: EpoPublicationServer, tmp_path: Path) -> None:
    """Grant before application where the kind is open, of corrections the last, none where there is none."""
    text = (
        HEAD.replace("]", "]\npublications = ", 1) + '["EP4999001", "EP71119A1", "EP4999003B9", "EP4999009A1", "US1"]'
    )
    asking = run(text.replace("= \n[", "= ["), tmp_path, office)
    assert asking.error is None
    assert asking.numbers == ["EP-0071119-A1", "EP-4999001-B1", "EP-4999003-B9"]
    assert asking.publications[-1].titles[0].text == "CORRECTED TWICE"
    assert (asking.fetch.promised, asking.fetch.missing) == (4, {"are not held there": 1})
    assert asking.fetch.requests == len(office.requests) == len({asked.path for asked in office.requests})


def test_days_that_the_strands_ask_for_come_whole_and_once(office: EpoPublicationServer, tmp_path: Path) -> None:
    """A second run asks for lists alone, and not even for those within the day."""
    asking = run(BY_DAY, tmp_path, office)
    assert asking.error is None
    assert asking.numbers == ["EP-4999001-A1", "EP-4999001-B1", "EP-4999002-A2"]
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (3, {}, 5)
    times = [asked.at for asked in office.requests]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times))
    office.forget()
    assert run(BY_DAY, tmp_path, office).numbers == asking.numbers
    assert office.requests == []


def test_more_documents_than_allowed_are_refused_with_their_number(
    office: EpoPublicationServer, tmp_path: Path
) -> None:
    """No document is fetched for nothing; a bound raised in the query lets them come."""
    text = HEAD + "[[patents]]\npublished = { since = 2026-11-01 }\n[epo-publication-server]\nmax_documents = 2\n"
    asking = run(text, tmp_path, office)
    assert "about 6 documents of 2 days" in str(asking.error)
    assert "raise max_documents under [epo-publication-server]" in str(asking.error)
    assert not any("document.xml" in asked.path for asked in office.requests)
    assert len(run(text.replace("= 2\n", "= 6\n"), tmp_path, office).numbers) == 6


def test_a_strand_without_a_beginning_is_not_asked_for_and_that_is_said(
    office: EpoPublicationServer, tmp_path: Path
) -> None:
    """The server knows no search."""
    asking = run(HEAD + '[[patents]]\ntext = ["cell"]\n', tmp_path, office)
    assert asking.items == []
    assert office.requests == []
    assert "published.since" in str(asking.error)
    named = run(HEAD + 'publications = ["EP4999001A1"]\n[[patents]]\ntext = ["cell"]\n', tmp_path, office)
    assert named.numbers == ["EP-4999001-A1"]
    assert "published.since" in named.fetch.note


def test_fair_use_that_is_over_ends_the_run_and_the_next_completes_it(
    office: EpoPublicationServer, tmp_path: Path
) -> None:
    """Whether a header tells it or a page in place of the document; nothing is asked for after it."""
    office.quota = 1200
    asking = run(BY_DAY, tmp_path, office)
    assert "fair use" in str(asking.error)
    assert 0 < len(asking.numbers) < 3
    assert asking.fetch.missing == {"did not come": 3 - len(asking.numbers)}
    asked = len(office.requests)
    again = run(BY_DAY, tmp_path, office)
    assert "fair use" in str(again.error)
    assert again.numbers == asking.numbers
    assert len(office.requests) == asked + 1
    office.quota = 10**9
    assert len(run(BY_DAY, tmp_path, office).numbers) == 3


@pytest.mark.parametrize("fault", [faults.invalid, faults.html, faults.html_in_disguise, faults.entity_bomb])
def test_one_document_that_cannot_be_read_costs_only_itself(
    office: EpoPublicationServer, tmp_path: Path, fault: faults.Fault
) -> None:
    """It is asked for again by the next run."""
    office.fail(fault, None, lambda asked: "EP4999001NWB1" in asked.path)
    asking = run(BY_DAY, tmp_path, office)
    assert asking.error is None
    assert list(map(type, asking.dropped)) == [FormatError]
    assert asking.numbers == ["EP-4999001-A1", "EP-4999002-A2"]
    office.recover()
    assert len(run(BY_DAY, tmp_path, office).numbers) == 3


@pytest.mark.parametrize("fault", [faults.status(503), faults.status(429, Retry_After="30"), faults.cut])
def test_trouble_that_passes_is_waited_for(office: EpoPublicationServer, tmp_path: Path, fault: faults.Fault) -> None:
    """Each document comes once."""
    office.fail(fault, 2, lambda asked: asked.path.endswith("document.xml"))
    asking = run(BY_DAY, tmp_path, office)
    assert asking.error is None
    assert len(asking.items) == 3


@pytest.mark.parametrize("fault", [faults.status(500), faults.status(403), faults.huge])
def test_trouble_that_stays_ends_the_source_in_one_line(
    office: EpoPublicationServer, tmp_path: Path, fault: faults.Fault
) -> None:
    """What came before is kept, and what is left is counted."""
    office.fail(fault, None, lambda asked: "EP4999002" in asked.path)
    asking = run(BY_DAY, tmp_path, office)
    assert len(asking.numbers) == 2
    if fault is not faults.huge:
        assert str(asking.error).count("\n") == 0
        assert asking.fetch.missing == {"did not come": 1}


def test_a_page_that_is_no_list_is_said_to_be_none(office: EpoPublicationServer, tmp_path: Path) -> None:
    """An empty page must not look like a day without publications."""
    office.fail(faults.html, None, lambda asked: asked.path == "/publication-dates")
    assert "holds no list" in str(run(BY_DAY, tmp_path, office).error)
