"""Standards of China and of ISO: metadata by designation and by phrase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from landscape.fetchers import iso, samr
from landscape.records import Document
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Fault, Reply, TestClock
from tests.offices.standards import IsoOpenData, Samr, deliverable, industry, national

NATIONALS = [
    national("GB 99031-2025", "电动汽车用动力电池安全"),
    national("GB 99031-2020", "电动汽车用动力电池安全", "2020-05-12"),
    {**national("GB/T 99000-2025", "奶酪"), "body": "电池"},
]
INDUSTRIES = [
    industry("QC/T 9743-2006", "锂电池"),
    industry("QC/T 9743.2-2006", "镍电池"),
    industry("SJ/T 9-2001", "奶酪"),
]
DELIVERABLES = [
    deliverable("ISO 99001:2024", "Invented vehicles", "It tells of the traction battery."),
    deliverable("ISO 99001:2014", "Invented vehicles", published="2014-01-01"),
    deliverable("ISO 99002:2024", "Invented cheese", "battery-free"),
    deliverable("ISO 99003:2024", "Milk"),
]
SAMR = 'sources = ["samr"]\n[policy]\n'
ISO = 'sources = ["iso"]\n[policy]\n'


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Samr]:
    with Samr(NATIONALS, INDUSTRIES, [national("GB 99005-2011", "镍电池")], TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[IsoOpenData]:
    with IsoOpenData(DELIVERABLES, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def ids(asking: Asking) -> list[str]:
    return [document.id for document in asking.items if isinstance(document, Document)]


def test_chinese_standards_by_phrase(office: Samr, tmp_path: Path) -> None:
    """National and industry; one that has the phrase in its text alone is left out, and that is said."""
    asking = Asking(samr.fetch, SAMR + 'text = ["电池", "battery"]\n', tmp_path, office.clock)
    assert asking.error is None
    assert ids(asking) == ["GB 99031-2025", "GB 99031-2020", "QC/T 9743-2006", "QC/T 9743.2-2006"]
    assert (asking.fetch.promised, asking.fetch.missing) == (4, {})
    assert asking.fetch.note.startswith("1 more were found")
    assert not any(document.shareable for document in asking.items if isinstance(document, Document))
    assert not any("download" in asked.path or "online" in asked.path.lower() for asked in office.requests)


def test_chinese_standards_by_designation(office: Samr, tmp_path: Path) -> None:
    """A dated one alone, an undated one in each edition, one that only the open system lists, one that is nowhere."""
    text = (
        SAMR + 'documents = ["GB 99031—2025", "QC/T 9743", "GB 99005-2011", "GB 1-1999", "ISO 1", "CELEX:32023R1542"]\n'
    )
    asking = Asking(samr.fetch, text, tmp_path, office.clock)
    assert ids(asking) == ["GB 99031-2025", "QC/T 9743-2006", "GB 99005-2011"]
    assert (asking.fetch.promised, asking.fetch.missing) == (4, {"are not listed": 1})


@pytest.mark.parametrize("spelled", ["GB99031-2025", "GB 99031－2025", "GB 99031–2025"])
def test_a_designation_is_one_however_it_is_spaced(spelled: str, office: Samr, tmp_path: Path) -> None:
    """With or without a blank, with any dash."""
    asking = Asking(samr.fetch, SAMR + f'documents = ["{spelled}"]\n', tmp_path, office.clock)
    assert ids(asking) == ["GB 99031-2025"]


def test_all_pages_are_read(monkeypatch: pytest.MonkeyPatch, office: Samr, tmp_path: Path) -> None:
    """As many as the service counts."""
    monkeypatch.setattr(samr, "_SIZE", 1)
    asking = Asking(samr.fetch, SAMR + 'text = ["动力电池"]\n', tmp_path, office.clock)
    assert ids(asking) == ["GB 99031-2025", "GB 99031-2020"]
    assert [asked.parameters.get("pageNumber") for asked in office.requests] == ["1", "2", None]


def test_no_standard_says_so(office: Samr, tmp_path: Path) -> None:
    """With what was asked."""
    asking = Asking(samr.fetch, SAMR + 'text = ["反重力"]\n', tmp_path, office.clock)
    assert (asking.items, asking.error) == ([], None)
    assert asking.fetch.note == "nothing was found for searchText=反重力"


@pytest.mark.parametrize(
    "fault", [faults.html, faults.html_in_disguise, lambda asked, reply: Reply(200, b"{}", "application/json")]
)
def test_a_captcha_of_samr_is_no_empty_list(fault: Fault, office: Samr, tmp_path: Path) -> None:
    """Nor is an answer that does not count."""
    office.fail(fault, None)
    asking = Asking(samr.fetch, SAMR + 'text = ["电池"]\n', tmp_path, office.clock)
    assert asking.items == []
    assert asking.error is not None


def test_iso_standards_by_phrase_and_reference(opened: IsoOpenData, tmp_path: Path) -> None:
    """Title or scope; a reference without its year in each edition."""
    text = ISO + 'text = ["Battery"]\ndocuments = ["ISO 99001", "ISO 12345", "GB 1-1999"]\n'
    asking = Asking(iso.fetch, text, tmp_path, opened.clock)
    assert asking.error is None
    assert ids(asking) == ["ISO 99001:2024", "ISO 99001:2014", "ISO 99002:2024"]
    assert (asking.fetch.promised, asking.fetch.missing) == (4, {"are not listed": 1})
    first = next(item for item in asking.items if isinstance(item, Document))
    assert first.provenance.licence == "ODC-By 1.0 (ISO Open Data)"
    assert first.provenance.url.endswith("iso_deliverables_metadata.jsonl")


def test_the_file_is_asked_for_again_only_if_it_is_new(opened: IsoOpenData, tmp_path: Path) -> None:
    """Within a day not at all; later with what is had, so that nothing comes twice."""
    clock = opened.clock
    first = Asking(iso.fetch, ISO + 'text = ["battery"]\n', tmp_path, clock)
    opened.forget()
    assert ids(Asking(iso.fetch, ISO + 'text = ["battery"]\n', tmp_path, clock)) == ids(first)
    assert opened.requests == []
    later = TestClock(clock.now() + timedelta(days=2))
    assert ids(Asking(iso.fetch, ISO + 'text = ["battery"]\n', tmp_path, later)) == ids(first)
    (asked,) = opened.requests
    assert asked.headers["If-None-Match"] == "0x1"


@pytest.mark.parametrize("fault", [faults.html, faults.html_in_disguise, faults.status(404)])
def test_another_file_is_no_empty_one(fault: Fault, opened: IsoOpenData, tmp_path: Path) -> None:
    """A page, or nothing at the address."""
    opened.fail(fault, None)
    asking = Asking(iso.fetch, ISO + 'text = ["battery"]\n', tmp_path, opened.clock)
    assert asking.items == []
    assert asking.error is not None


def test_nothing_to_ask(opened: IsoOpenData, office: Samr, tmp_path: Path) -> None:
    """A query that speaks neither Chinese nor of a standard has nothing for these."""
    assert "not asked" in str(Asking(iso.fetch, ISO + 'text = ["电池"]\n', tmp_path, opened.clock).error)
    assert "not asked" in str(Asking(samr.fetch, SAMR + 'text = ["battery"]\n', tmp_path, office.clock).error)
    assert opened.requests == office.requests == []
