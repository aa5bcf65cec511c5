"""Policy documents and standards of the United States, China and ISO, as their services answer."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from landscape.errors import FormatError, RecordError
from landscape.formats import (
    Parsed,
    chinese_page,
    federal_register,
    federal_register_text,
    gov_cn_search,
    govinfo,
    iso_open_data,
    miit_search,
    regulations_gov,
    samr_json,
    samr_pages,
)
from landscape.records import Document, Provenance


def read(layout: ModuleType, content: object, url: str = "answer") -> list[Parsed]:
    """What a format makes of bytes, of a text, or of an object as JSON."""
    data = (
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    return list(layout.parse(io.BytesIO(data), Provenance("files", url)))


def only(layout: ModuleType, content: object, url: str = "answer") -> Document:
    (document,) = read(layout, content, url)
    assert isinstance(document, Document), document
    return document


def test_a_federal_register_search() -> None:
    """A page of results; the abstract, action and dates are passages; a search without a hit is empty."""
    row = {
        "document_number": "2031-00042",
        "publication_date": "2031-05-06",
        "title": "Invented Batteries",
        "type": "Proposed Rule",
        "agencies": [{"name": "Invention Department"}, {"raw_name": "OFFICE OF IDEAS"}],
        "abstract": "We propose invented batteries.",
        "dates": None,
        "effective_on": "2032-01-01",
        "citation": "96 FR 1234",
    }
    document = only(federal_register, {"description": "x", "count": 1, "results": [row]})
    assert (document.id, document.number, document.type) == ("FR:2031-00042", "96 FR 1234", "proposed rule")
    assert (document.issuer, document.country) == ("Invention Department; OFFICE OF IDEAS", "US")
    assert (document.published, document.effective) == (date(2031, 5, 6), date(2032, 1, 1))
    assert [(passage.place, passage.text) for passage in document.passages] == [
        ("Abstract", "We propose invented batteries.")
    ]
    assert read(federal_register, {"description": "Documents", "count": 0}) == []
    assert read(federal_register, {"description": "Documents", "count": 0, "results": []}) == []


def test_old_federal_register_numbers_carry_their_date() -> None:
    """They were given out again until 2015."""
    row = {"document_number": "E9-1", "publication_date": "2009-01-02", "title": "x"}
    assert only(federal_register, row).id == "FR:E9-1@2009-01-02"


FULL_TEXT = """[Federal Register Volume 96, Number 58 (Monday, March 29, 2031)]
[Notices]
[Pages 16343-16344]
From the Federal Register Online
[FR Doc No: 2031-06337]

-----------------------------------------------------------------------

DEPARTMENT OF INVENTION

Invented Request

AGENCY: Office of Ideas.

SUMMARY: The office asks for
ideas.
    It asks again, in a second paragraph.

[[Page 16344]]

It goes on, on the next page.
"""


@pytest.mark.parametrize("wrap", ["{}", "<html><body><pre>{}</pre></body></html>"])
def test_a_federal_register_text(wrap: str) -> None:
    """Paragraphs are cited by the printed page; plain or in a page, the same."""
    content = wrap.format(FULL_TEXT)
    assert federal_register_text.recognises(content.encode())
    document = only(federal_register_text, content)
    assert (document.id, document.number, document.title) == ("FR:2031-06337", "96 FR 16343", "Invented Request")
    assert (document.type, document.published) == ("notice", date(2031, 3, 29))
    assert document.issuer == "Department Of Invention"
    assert [(passage.place, passage.text.split("\n")[-1]) for passage in document.passages] == [
        ("page 16343, paragraph 1", "AGENCY: Office of Ideas."),
        ("page 16343, paragraph 2", "SUMMARY: The office asks for ideas."),
        ("page 16343, paragraph 3", "It asks again, in a second paragraph."),
        ("page 16344, paragraph 1", "It goes on, on the next page."),
    ]


def test_a_federal_register_text_without_its_head_is_an_error() -> None:
    """Without volume or number nothing says which document it is."""
    (error,) = read(federal_register_text, "[Federal Register Volume 96] and no more")
    assert "names no volume" in str(error)
    (error,) = read(federal_register_text, b"[Federal Register Volume \xff")
    assert "UTF-8" in str(error)


def test_govinfo_answers() -> None:
    """Granules of the Federal Register have the id that its own API gives them; others their own."""
    rows = [
        {"packageId": "FR-2031-01-02", "granuleId": "2031-00001", "collectionCode": "FR", "dateIssued": "2031-01-02",
         "title": "x", "governmentAuthor": ["A", "B"]},
        {"packageId": "CFR-2031-title1", "granuleId": None, "collectionCode": "CFR", "title": "y"},
        {"title": "no package"},
    ]  # fmt: skip
    first, second, error = read(govinfo, {"results": rows, "offsetMark": "x", "count": 3})
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.issuer, second.id) == ("FR:2031-00001", "A; B", "govinfo:CFR-2031-title1")
    assert "packageId is missing" in str(error)
    assert read(govinfo, {"results": [], "offsetMark": "*", "count": 0}) == []


def test_regulations_gov_answers() -> None:
    """Documents of a page, a comment with its text, and a page without a row."""
    entry = {
        "id": "INV-2031-0001-0001",
        "type": "documents",
        "attributes": {"agencyId": "INV", "documentType": "Proposed Rule", "title": "Rule", "frDocNum": "2031-7",
                       "postedDate": "2031-09-30T04:00:00Z", "withdrawn": True},
    }  # fmt: skip
    document = only(regulations_gov, {"data": [entry], "meta": {"totalElements": 1}})
    assert (document.id, document.number, document.status) == (
        "regulations.gov:INV-2031-0001-0001",
        "2031-7",
        "withdrawn",
    )
    comment = {"id": "C-1", "attributes": {"agencyId": "INV", "title": "Comment", "comment": "I agree.<br/>Do it."}}
    assert [passage.text for passage in only(regulations_gov, {"data": comment}).passages] == ["I agree.", "Do it."]
    assert read(regulations_gov, {"data": [], "meta": {"totalElements": 0}}) == []


def gov_cn(**found: object) -> dict[str, object]:
    return {"code": 200, "msg": "操作成功", "searchVO": {"totalCount": 0, **found}}


def test_a_gov_cn_search_counts_its_categories() -> None:
    """The total at the top is 0 where there are categories; a document listed twice comes once."""
    row = {
        "title": "关于<em>电池</em>的通知",
        "url": "https://www.gov.cn/1.htm",
        "pcode": "发明部函〔2031〕7号",
        "pubtimeStr": "2031.07.04",
        "puborg": "发明部",
        "summary": "发明的摘要。",
    }
    other = {"title": "解读", "url": "https://www.gov.cn/2.htm", "ptime": 1720022400000, "pubtimeStr": None}
    content = gov_cn(
        listVO=None,
        catMap={
            "bumenfile": {"totalCount": 2, "listVO": [row, other]},
            "otherfile": {"totalCount": 1, "listVO": [row]},
        },
    )
    first, second = read(gov_cn_search, content)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.title, first.issuer) == ("发明部函〔2031〕7号", "关于电池的通知", "发明部")
    assert (first.published, second.published) == (date(2031, 7, 4), date(2024, 7, 4))
    assert second.id == "https://www.gov.cn/2.htm"
    assert gov_cn_search.total(content) == 3
    single = gov_cn(listVO=[row], totalCount=1)
    assert (len(read(gov_cn_search, single)), gov_cn_search.total(single)) == (1, 1)


def test_a_gov_cn_search_without_a_hit() -> None:
    """It answers 200 with a code of its own."""
    content = {"code": 1001, "msg": "抱歉，没有找到相关结果", "data": [], "searchVO": None}
    assert (read(gov_cn_search, content), gov_cn_search.total(content)) == ([], 0)


PAGE = """<html><head><meta name="firstpublishedtime" content="2031-07-04-10:11:12"><title>通知</title></head><body>
<table><tr><td>发文机关：</td><td>发明部</td><td>发文字号：</td><td>发明部函〔2031〕7号</td></tr>
<tr><td>标　　题：</td><td>关于电池的通知</td></tr></table></body>
<div class="pages_content" id="UCAP-CONTENT">{}</div></html>"""


def test_a_gov_cn_page() -> None:
    """The body may stand behind the end of the page; the table above it names number and issuer."""
    document = only(chinese_page, PAGE.format("<p>第一条。</p><p>第二条。</p>"), "https://www.gov.cn/a/b.htm")
    assert (document.id, document.title, document.issuer) == ("发明部函〔2031〕7号", "关于电池的通知", "发明部")
    assert document.published == date(2031, 7, 4)
    assert [passage.text for passage in document.passages] == ["第一条。", "第二条。"]


def test_a_page_whose_text_is_in_a_file_says_where() -> None:
    """Notices often have nothing but a link to a PDF."""
    document, note = read(chinese_page, PAGE.format('<a href="./P0.pdf"></a>'), "https://www.gov.cn/a/b.htm")
    assert isinstance(document, Document)
    assert not document.passages
    assert "https://www.gov.cn/a/P0.pdf" in str(note)


def test_a_miit_page() -> None:
    """The ministry's own layout: metas, another body, the number on a line of its own."""
    content = (
        '<html><head><meta name="ArticleTitle" content="工作要点"><meta name="PubDate" content="2031-04-28 09:00">'
        '</head><body><div id="con_con"><p>发明部函〔2031〕8号</p><p>一、电池标准。</p></div></body></html>'
    )
    document = only(chinese_page, content, "https://www.miit.gov.cn/art_1.html")
    assert (document.id, document.title, document.published) == ("发明部函〔2031〕8号", "工作要点", date(2031, 4, 28))


def test_a_miit_search() -> None:
    """Addresses are relative; without a hit the result may be missing."""
    row = {"title": "<em>要点</em>", "url": "/art/2031/art_1.html", "jsearch_date": "2031-04-28 10:00"}
    content = {"success": True, "data": {"searchResult": {"total": 1, "dataResults": [{"data": row}]}}}
    document = only(miit_search, content)
    assert (document.id, document.title) == ("https://www.miit.gov.cn/art/2031/art_1.html", "要点")
    assert miit_search.total(content) == 1
    assert read(miit_search, {"success": True, "data": {}}) == []


def test_lists_of_chinese_standards() -> None:
    """National and industry standards: metadata only, so that their texts are never shown."""
    national = {"C_STD_CODE": "GB 99999—2031", "C_C_NAME": "<sacinfo>电池</sacinfo>安全", "STATE": "即将实施",
                "STD_NATURE": "强制性", "ISSUE_DATE": "2031-03-28", "ACT_DATE": "2032-07-01"}  # fmt: skip
    first = only(samr_json, {"total": 1, "pageNumber": 1, "rows": [national]})
    assert (first.id, first.title, first.status) == ("GB 99999-2031", "电池安全", "to come into force")
    assert (first.type, first.effective, first.shareable) == ("mandatory national standard", date(2032, 7, 1), False)
    industry = {"code": "QC/T 9999-2031", "chName": "电池", "industry": "汽车", "status": "现行",
                "issueDate": 1518105600000, "actDate": 1538323200000, "chargeDept": "发明部"}  # fmt: skip
    second = only(samr_json, {"current": 1, "total": 1, "searchCount": True, "records": [industry]})
    assert (second.published, second.effective) == (date(2018, 2, 9), date(2018, 10, 1))
    assert (second.issuer, second.type, second.passages) == ("发明部", "industry standard (汽车)", ())


def test_pages_of_chinese_standards() -> None:
    """A list, a page of one standard, and one that the system does not hold."""
    row = "".join(
        f"<td>{cell}</td>"
        for cell in ("1", "GB/T 9-2031 采", "", "采", "电池", "推标", "现行", "2031-01-02", "2031-02-03", "查看")
    )
    listed = (
        f'<html><table class="table result_list"><tbody><tr><th>标准号：</th></tr><tr>{row}</tr></tbody></table></html>'
    )
    document = only(samr_pages, listed)
    assert (document.id, document.title, document.status) == ("GB/T 9-2031", "电池", "in force")
    detail = (
        "<html><h1>标准号：GB 8-2031</h1><table><tr><td>中文标准名称：<b>电芯</b></td></tr></table>"
        '<div class="col title">实施日期</div><div class="content">2031-09-01</div></html>'
    )
    document = only(samr_pages, detail)
    assert (document.id, document.title, document.effective) == ("GB 8-2031", "电芯", date(2031, 9, 1))
    assert (document.type, document.shareable) == ("mandatory national standard", False)
    (error,) = read(samr_pages, "<html><p>您所查询的标准系统尚未收录</p></html>")
    assert "does not hold" in str(error)


def test_iso_deliverables() -> None:
    """Scopes lose their markup; nearly every field may be null."""
    row = {"id": 1, "deliverableType": "TS", "reference": "ISO/TS 99999:2031", "publicationDate": "2031-09-22",
           "currentStage": 9599, "ownerCommittee": "ISO/TC 22/SC 37", "title": {"en": "Invented vehicles"},
           "scope": {"en": "<p>It says &mdash; this:</p><ul><li>one</li></ul>"}}  # fmt: skip
    document = only(iso_open_data, row)
    assert (document.id, document.title, document.status) == ("ISO/TS 99999:2031", "Invented vehicles", "withdrawn")
    assert (document.issuer, document.type) == ("ISO/TC 22/SC 37", "technical specification")
    assert [(passage.place, passage.text) for passage in document.passages] == [("scope", "It says — this:\none")]
    bare = {"reference": "ISO 1", "deliverableType": None, "currentStage": None, "scope": None, "title": None}
    assert (only(iso_open_data, bare).title, only(iso_open_data, bare).status) == ("ISO 1", None)


@pytest.mark.parametrize("layout", [gov_cn_search, miit_search, samr_json, regulations_gov])
@pytest.mark.parametrize(
    "content", ["<html>captcha</html>", "[]", '{"data": 1, "searchVO": 1, "rows": 1}', "[" * 9999, '{"a": "\\ud800"}']
)
def test_an_answer_of_another_kind_is_an_error(layout: ModuleType, content: str) -> None:
    """A captcha page where JSON is due names the document, and raises nothing else."""
    with pytest.raises(FormatError) as caught:
        read(layout, content)
    assert caught.value.document == "answer"


RECORDED = [
    (federal_register, "us/fedreg_open_phmsa_round6.json", ["FR:2026-18915", "FR:2026-18917", "FR:2026-19276"]),
    (federal_register, "us/fedreg_reopening_19895.json", ["FR:2026-19895"]),
    (govinfo, "us/govinfo_FR-2018-04-12_2018-07777-granule-summary-formatted.json", ["FR:2018-07777"]),
    (gov_cn_search, "govcn/search_empty.json", []),
    (gov_cn_search, "govcn/search_zhengcelibrary.json",
     ["工信部联通装函〔2024〕181号", "https://www.gov.cn/zhengce/202311/content_6915789.htm"]),
    (samr_json, "gb/jb_t_13368_2018_00_200.json", ["JB/T 13368-2018"]),
    (samr_json, "gb/std_samr_gbAdvancedSearchPage.json", ["GB/T 9832-2026"]),
    (samr_json, "gb/std_samr_gbQueryPage.json", ["GB/T 45280-2025", "GB/T 47507-2026"]),
    (samr_pages, "gb/gb_t_1_1_01_200.html", ["GB/T 1.1-2000", "GB/T 1.1-2009", "GB/T 1.1-2020"]),
    (samr_pages, "gb/gb_t_1_1_06_200.html", ["GB/T 1.1-2000"]),
    (samr_pages, "gb/gb_t_20223_2006_04_200.html", ["GB/T 20223-2006"]),
    (samr_pages, "gb/gb_t_20223_2014_01_200.html", []),
    (samr_pages, "gb/jb_t_13368_2018_01_200.html", ["JB/T 13368-2018"]),
    (iso_open_data, "iso/62085.json", ["ISO 9001:2015"]),
    (iso_open_data, "iso/88821-88915.jsonl", ["ISO/TR 7035-2:2024", "ISO/IEC 19566-7:2022/Amd 1:2025"]),
]  # fmt: skip


@pytest.mark.parametrize(("layout", "name", "ids"), RECORDED)
def test_recorded_bodies(layout: ModuleType, name: str, ids: list[str], shared_data: Path) -> None:
    """Answers as the services sent them are recognised and read whole."""
    data = (shared_data / "policy" / "recorded" / name).read_bytes()
    assert layout.recognises(data[: 2**16])
    found = read(layout, data)
    assert not [entry for entry in found if isinstance(entry, RecordError)]
    assert [entry.id for entry in found if isinstance(entry, Document)] == ids


def test_recorded_pages_of_regulations_gov_and_govinfo(shared_data: Path) -> None:
    """Pages kept side by side in a file of test cases."""
    folder = shared_data / "policy" / "recorded" / "us"
    cases = json.loads((folder / "regsgov_content_test_2026_10.json").read_text(encoding="utf-8"))
    counts = [len(read(regulations_gov, case)) for case in cases.values() if "data" in case]
    assert counts == [1, 5, 7, 4, 2, 70]
    for case in json.loads((folder / "govinfo_search_samples.json").read_text(encoding="utf-8")):
        found = read(govinfo, case["body"])
        assert found
        assert all(isinstance(entry, Document) for entry in found)
