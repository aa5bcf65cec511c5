"""govinfo, regulations.gov and single addresses of the web."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from landscape.errors import FormatError, QueryError
from landscape.fetchers import SOURCES, govinfo, regulations_gov, web
from landscape.records import Document
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Fault, Reply, TestClock
from tests.offices.federal_register import Notice
from tests.offices.us_archives import GovInfo, RegulationsGov, Web
from tests.test_formats_documents import made_docx, made_pdf

NOTICES = [Notice(f"2025-{number:05}", date(2025, 3, 4), f"Battery {number}") for number in range(5)]
DOCUMENTS = {
    "INV-2025-1-1": {"title": "Battery rule", "docketId": "INV-2025-1", "postedDate": "2025-03-04T05:00:00Z"},
    "INV-2025-2-1": {"title": "Cheese rule", "docketId": "INV-2025-2", "postedDate": "2025-03-04T05:00:00Z"},
}
GOVINFO = 'sources = ["govinfo"]\n[policy]\n'
REGULATIONS = 'sources = ["regulations-gov"]\n[policy]\n'
WEB = 'sources = ["web"]\n[policy]\n'


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[GovInfo]:
    with GovInfo(NOTICES, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        monkeypatch.setenv("API_DATA_GOV_KEY", office.KEY)
        yield office


@pytest.fixture
def dockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[RegulationsGov]:
    with RegulationsGov(DOCUMENTS, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        monkeypatch.setenv("API_DATA_GOV_KEY", office.KEY)
        yield office


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    files = {
        "/a.pdf": ("application/pdf", made_pdf(["A page of a plan."])),
        "/b.docx": ("application/octet-stream", made_docx("<w:p><w:r><w:t>A draft in Word.</w:t></w:r></w:p>")),
        "/c.html": ("text/html", b"<!DOCTYPE html><html><body><p>A strategy on a page.</p></body></html>"),
        "/scan.pdf": ("application/pdf", made_pdf([""])),
    }
    with Web(files, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def ids(asking: Asking) -> list[str]:
    return [document.id for document in asking.items if isinstance(document, Document)]


def test_govinfo_page_by_page_with_texts(archive: GovInfo, tmp_path: Path) -> None:
    """Marks lead from page to page; a link to another host is followed at the one that was asked."""
    asking = Asking(govinfo.fetch, GOVINFO + 'text = ["battery", "电池"]\nmax_documents = 2\n', tmp_path, archive.clock)
    assert asking.error is None
    assert ids(asking) == [f"FR:{notice.number}" for notice in NOTICES]
    found = [item for item in asking.items if isinstance(item, Document)]
    assert [bool(document.passages) for document in found] == [True, True, False, False, False]
    assert found[0].passages[0].place == "page 100, paragraph 1"
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (5, {}, 5)
    assert "max_documents" in asking.fetch.note


def test_a_key_that_is_missing_or_wrong(archive: GovInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing: not asked at all; wrong: the source says so, without the key in the message."""
    monkeypatch.setenv("API_DATA_GOV_KEY", "secret-but-wrong")
    asking = Asking(govinfo.fetch, GOVINFO + 'text = ["battery"]\n', tmp_path, archive.clock)
    assert "does not accept the key" in str(asking.error)
    assert "secret" not in str(asking.error)
    monkeypatch.delenv("API_DATA_GOV_KEY")
    assert "API_DATA_GOV_KEY not set" in SOURCES["govinfo"].unavailable


def test_dockets_by_phrase_and_name(dockets: RegulationsGov, tmp_path: Path) -> None:
    """Those found, those named, and one that is not there."""
    text = REGULATIONS + 'text = ["battery"]\ndocuments = ["regulations.gov:INV-2025-2-1", "regulations.gov:INV-9"]\n'
    asking = Asking(regulations_gov.fetch, text, tmp_path, dockets.clock)
    assert ids(asking) == ["regulations.gov:INV-2025-2-1", "regulations.gov:INV-2025-1-1"]
    assert (asking.fetch.promised, asking.fetch.missing) == (3, {"have no text there": 1})


def test_a_filter_in_the_wrong_case_finds_nothing_and_that_is_said(dockets: RegulationsGov, tmp_path: Path) -> None:
    """The service does not say it; an empty filter, which finds everything, is refused."""
    own = REGULATIONS + 'text = ["battery"]\n[regulations-gov]\nquery = "filter[docketId]={}"\n'
    right = Asking(regulations_gov.fetch, own.format("INV-2025-2"), tmp_path, dockets.clock)
    assert ids(right) == ["regulations.gov:INV-2025-2-1"]
    wrong = Asking(regulations_gov.fetch, own.format("inv-2025-2"), tmp_path, dockets.clock)
    assert wrong.items == []
    assert "nothing was found for filter[docketId]=inv-2025-2" in wrong.fetch.note
    with pytest.raises(QueryError, match="a filter is wanted"):
        Asking(regulations_gov.fetch, own.format(""), tmp_path, dockets.clock)


@pytest.mark.parametrize(
    "own", ["filter[docketID]=INV-2025-2", "filter[agencyId]=INV&filter[posteddate]=2025", "filter[documentType]=rule"]
)
def test_a_mistyped_filter_is_refused(own: str, dockets: RegulationsGov, tmp_path: Path) -> None:
    """Before it finds nothing, or everything."""
    with pytest.raises(QueryError, match="it knows, in this case"):
        Asking(regulations_gov.fetch, REGULATIONS + f'[regulations-gov]\nquery = "{own}"\n', tmp_path, dockets.clock)
    assert dockets.requests == []


def test_what_lies_beyond_the_last_page_is_missing(
    dockets: RegulationsGov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service counts more than it shows."""
    monkeypatch.setattr(regulations_gov, "_SIZE", 1)
    dockets.shown = 1
    asking = Asking(regulations_gov.fetch, REGULATIONS + 'text = ["rule"]\n', tmp_path, dockets.clock)
    assert (asking.fetch.promised, asking.fetch.missing) == (2, {"are not shown by the search": 1})


@pytest.mark.parametrize(
    "fault", [faults.html, faults.html_in_disguise, lambda asked, reply: Reply(200, b"{}", "application/json")]
)
def test_another_answer_is_no_empty_one(
    fault: Fault, archive: GovInfo, dockets: RegulationsGov, tmp_path: Path
) -> None:
    """A page, or an answer that counts nothing."""
    archive.fail(fault, None)
    dockets.fail(fault, None)
    for asking in (
        Asking(govinfo.fetch, GOVINFO + 'text = ["battery"]\n', tmp_path, archive.clock),
        Asking(regulations_gov.fetch, REGULATIONS + 'text = ["battery"]\n', tmp_path, dockets.clock),
    ):
        assert asking.items == []
        assert asking.error is not None


def test_single_addresses(site: Web, tmp_path: Path) -> None:
    """Read by what they are; a scan says that it is one, and one that is gone is missing; the others come."""
    addresses = ", ".join(
        f'"https://example.org{path}"' for path in ("/a.pdf", "/b.docx?x=1", "/c.html", "/scan.pdf", "/gone")
    )
    asking = Asking(
        web.fetch, WEB + f'documents = [{addresses}, "GB 1-2000", "ftp://example.org/x"]\n', tmp_path, site.clock
    )
    assert asking.error is None
    assert ids(asking) == [f"https://example.org{path}" for path in ("/a.pdf", "/b.docx?x=1", "/c.html")]
    (scan,) = asking.dropped
    assert isinstance(scan, FormatError)
    assert "a scan" in str(scan)
    assert (asking.fetch.promised, asking.fetch.missing) == (5, {"have no text there": 1})
    assert site.requests[1].parameters == {"x": "1"}


def test_a_site_that_fails_does_not_end_the_others(site: Web, tmp_path: Path) -> None:
    """What does not come is named."""
    site.fail(faults.status(500), None, lambda asked: asked.path == "/a.pdf")
    text = WEB + 'documents = ["https://example.org/a.pdf", "https://example.org/c.html"]\n'
    asking = Asking(web.fetch, text, tmp_path, site.clock)
    assert ids(asking) == ["https://example.org/c.html"]
    assert asking.fetch.missing == {"did not come": 1}
    assert "https://example.org/a.pdf" in asking.fetch.note


def test_what_other_sources_read_better_is_left_to_them(site: Web, tmp_path: Path) -> None:
    """gov.cn knows its own pages."""
    text = 'sources = ["web", "gov-cn"]\n[policy]\ndocuments = ["https://www.gov.cn/a.htm"]\n'
    assert "not asked" in str(Asking(web.fetch, text, tmp_path, site.clock).error)
