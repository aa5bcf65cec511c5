"""Chinese notices from gov.cn and from MIIT: what is found, read and missing; captcha pages and silent zeros."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from landscape.errors import LandscapeError
from landscape.fetchers import gov_cn, miit
from landscape.records import Document
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Asked, Fault, Reply, TestClock
from tests.offices.gov_cn import CAPTCHA, ChineseNotice, GovCn, Miit
from tests.test_formats_documents import made_pdf

NOTICES = [
    ChineseNotice(
        "/a/1.htm", "关于电池标准化的通知", "发明部函〔2025〕7号", pdf=made_pdf(["Key points of batteries."])
    ),
    ChineseNotice("/a/2.htm", "电池解读", day="2024-06-21", category="otherfile"),
    ChineseNotice("/a/3.htm", "奶酪通知", body="<p>无关。</p>"),
]
GOV_CN = 'sources = ["gov-cn"]\n[policy]\n'
MIIT = 'sources = ["miit"]\n[policy]\n'


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[GovCn]:
    with GovCn(NOTICES, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


@pytest.fixture
def ministry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Miit]:
    with Miit(NOTICES, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def search(text: str, folder: Path, office: GovCn) -> Asking:
    return Asking(gov_cn.fetch, GOV_CN + text, folder, office.clock)


def documents(asking: Asking) -> dict[str, Document]:
    return {document.id: document for document in asking.items if isinstance(document, Document)}


def test_notices_with_their_bodies_and_files(library: GovCn, tmp_path: Path) -> None:
    """The total at the top is 0; the categories are counted.  The file of a notice stands behind its body."""
    asking = search('text = ["电池", "battery"]\n', tmp_path, library)
    assert asking.error is None
    notice, other = documents(asking).values()
    assert (notice.id, notice.title, notice.issuer) == ("发明部函〔2025〕7号", "关于电池标准化的通知", "发明部")
    assert [passage.place for passage in notice.passages][::2] == ["paragraph 1", "attachment, page 1"]
    assert notice.passages[-1].text == "Key points of batteries."
    assert other.id == "https://www.gov.cn/a/2.htm"
    assert (notice.provenance.url, notice.shareable) == ("https://www.gov.cn/a/1.htm", True)
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (2, {}, 4)
    assert asking.fetch.native_query == "q=电池"


def test_a_notice_with_several_files(library: GovCn, tmp_path: Path) -> None:
    """Each is read, numbered; one that is a scan is named and the others stay."""
    files = {"one.pdf": made_pdf(["First annex."]), "scan.pdf": made_pdf([""]), "three.pdf": made_pdf(["Third annex."])}
    library.notices["/b/5.htm"] = ChineseNotice("/b/5.htm", "多附件电池通知", "发明部函〔2025〕5号", more=files)
    asking = search('documents = ["发明部函〔2025〕5号"]\n', tmp_path, library)
    (document,) = documents(asking).values()
    places = [passage.place for passage in document.passages if passage.place.startswith("attachment")]
    assert places == ["attachment 1, page 1", "attachment 3, page 1"]
    (error,) = asking.dropped
    assert "a scan" in str(error)


def test_the_period_goes_into_the_search(library: GovCn, tmp_path: Path) -> None:
    """Days of publication."""
    text = 'text = ["电池"]\npublished = { since = 2025-01-01 }\n'
    assert list(documents(search(text, tmp_path, library))) == ["发明部函〔2025〕7号"]


def test_a_notice_by_number_or_address(library: GovCn, tmp_path: Path) -> None:
    """The search by number takes nothing else; an address elsewhere than at an authority is not visited."""
    text = (
        'documents = ["发明部函〔2025〕7号", "https://www.gov.cn/a/3.htm", "https://example.org/.gov.cn/x",'
        ' "https://www.gov.cn/a/9.htm"]\n'
    )
    asking = search(text, tmp_path, library)
    assert set(documents(asking)) == {"发明部函〔2025〕7号", "https://www.gov.cn/a/3.htm"}
    assert asking.fetch.missing == {"stand elsewhere than at an authority": 1, "have no page any more": 1}
    assert asking.fetch.promised == 4


def test_a_number_takes_no_notice_that_only_mentions_it(library: GovCn, tmp_path: Path) -> None:
    """Nor is the page of such a one visited; a number that nothing has is missing."""
    library.notices["/a/4.htm"] = ChineseNotice("/a/4.htm", "解读发明部函〔2025〕7号", "发明部函〔2025〕9号")
    asking = search('documents = ["发明部函〔2025〕7号", "发明部函〔2025〕8号"]\n', tmp_path, library)
    assert list(documents(asking)) == ["发明部函〔2025〕7号"]
    assert (asking.fetch.promised, asking.fetch.missing) == (2, {"are not listed": 1})
    assert not any(asked.path == "/a/4.htm" for asked in library.requests)


@pytest.mark.parametrize(
    "spelled", ["发明部函[2025]7号", "发明部函（2025）7号", "发明部函【2025】 7 号", "发明部函〔2025〕第7号"]
)
def test_a_number_is_one_in_any_brackets(spelled: str, library: GovCn, tmp_path: Path) -> None:
    """The library is asked for it as authorities write it."""
    asking = search(f'documents = ["{spelled}"]\n', tmp_path, library)
    assert list(documents(asking)) == ["发明部函〔2025〕7号"]
    assert asking.fetch.missing == {}


@pytest.mark.parametrize("total", [0, "0", None])
def test_a_total_of_0_above_rows_is_no_empty_result(total: object, library: GovCn, tmp_path: Path) -> None:
    """Searches of one category list their rows at the top; whatever the total says, the rows count."""

    def flat(asked: Asked, reply: Reply) -> Reply:
        content = json.loads(reply.body)
        rows = [row for category in content["searchVO"]["catMap"].values() for row in category["listVO"]]
        content["searchVO"] = {"totalCount": total, "listVO": rows}
        return replace(reply, body=json.dumps(content).encode())

    library.fail(flat, None, lambda asked: asked.path == "/search-gov/data")
    asking = search('text = ["电池"]\n', tmp_path, library)
    assert set(documents(asking)) == {"发明部函〔2025〕7号", "https://www.gov.cn/a/2.htm"}
    assert (asking.fetch.promised, asking.fetch.missing) == (2, {})


def test_one_page_that_does_not_come_leaves_the_others(library: GovCn, tmp_path: Path) -> None:
    """Its document keeps the summary."""
    library.fail(faults.status(503), None, lambda asked: asked.path == "/a/1.htm")
    asking = search('text = ["电池"]\n', tmp_path, library)
    places = {name: document.passages[0].place for name, document in documents(asking).items()}
    assert places == {"发明部函〔2025〕7号": "summary", "https://www.gov.cn/a/2.htm": "paragraph 1"}
    assert (asking.error, asking.fetch.missing) == (None, {"did not come": 1})


def test_a_search_without_a_hit_says_so(library: GovCn, tmp_path: Path) -> None:
    """It answers 200 and names what was asked."""
    asking = search('text = ["反重力"]\n', tmp_path, library)
    assert (asking.items, asking.error, asking.fetch.promised) == ([], None, 0)
    assert asking.fetch.note == "nothing was found for q=反重力"


@pytest.mark.parametrize(
    "fault",
    [
        lambda asked, reply: Reply(200, CAPTCHA, "text/html"),
        lambda asked, reply: Reply(200, CAPTCHA, "application/json"),
        lambda asked, reply: Reply(200, b'{"code": 500}', "application/json"),
        lambda asked, reply: Reply(200, b'{"code": 200, "searchVO": []}', "application/json"),
        faults.status(403),
    ],
)
def test_a_captcha_is_no_empty_result(fault: Fault, library: GovCn, tmp_path: Path) -> None:
    """Nor is an answer of another shape."""
    library.fail(fault, None)
    asking = search('text = ["电池"]\n', tmp_path, library)
    assert asking.items == []
    assert asking.error is not None


def test_a_page_that_does_not_come_leaves_the_summary(library: GovCn, tmp_path: Path) -> None:
    """The document stays, the page is missing."""
    library.fail(faults.status(404), None, lambda asked: asked.path.endswith(".htm"))
    asking = search('text = ["标准化"]\n', tmp_path, library)
    assert [passage.place for passage in documents(asking)["发明部函〔2025〕7号"].passages] == ["summary"]
    assert asking.fetch.missing == {"have no page any more": 1}


def test_the_bound_holds(library: GovCn, tmp_path: Path) -> None:
    """Pages beyond it are not visited, and that is said."""
    asking = search('text = ["电池"]\nmax_documents = 1\n', tmp_path, library)
    assert len(documents(asking)) == 2
    assert "max_documents" in asking.fetch.note
    assert sum(asked.path.endswith(".htm") for asked in library.requests) == 1


def test_another_name_of_the_browser(library: GovCn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what asks, unless the environment gives another; one that is no header is refused."""
    search('text = ["反重力"]\n', tmp_path / "1", library)
    assert "landscape/" in library.requests[0].headers["User-Agent"]
    monkeypatch.setenv("LANDSCAPE_GOV_CN_USER_AGENT", "Mozilla/5.0 Test")
    library.forget()
    search('text = ["反重力"]\n', tmp_path / "2", library)
    assert library.requests[0].headers["User-Agent"] == "Mozilla/5.0 Test"
    monkeypatch.setenv("LANDSCAPE_GOV_CN_USER_AGENT", "浏览器")
    with pytest.raises(LandscapeError, match="USER_AGENT"):
        search('text = ["反重力"]\n', tmp_path / "3", library)


def test_the_search_of_the_ministry(ministry: Miit, tmp_path: Path) -> None:
    """Relative addresses become whole; the period is kept to here, since the search does not."""
    text = MIIT + 'text = ["电池"]\npublished = { since = 2025-01-01 }\n'
    asking = Asking(miit.fetch, text, tmp_path, ministry.clock)
    (notice,) = documents(asking).values()
    assert (notice.id, notice.issuer) == ("https://www.miit.gov.cn/a/1.htm", "工业和信息化部")
    assert notice.passages[0].text == "一、加快电池标准研制。"
    assert (asking.fetch.promised, asking.fetch.missing) == (1, {})


def test_the_ministry_may_fail(ministry: Miit, tmp_path: Path) -> None:
    """Its refusal is an error of this source, and no hit is said to be none."""
    none = Asking(miit.fetch, MIIT + 'text = ["反重力"]\n', tmp_path, ministry.clock)
    assert none.fetch.note == "nothing was found for q=反重力"
    for fault in (faults.cut, faults.html_in_disguise, lambda asked, reply: Reply(200, b"{}", "application/json")):
        ministry.recover()
        ministry.fail(fault, None)
        asking = Asking(miit.fetch, MIIT + 'text = ["电池"]\n', tmp_path, ministry.clock)
        assert (asking.items, asking.error is None) == ([], False)
