"""Saved pages of Google Patents: two real ones, and invented ones for machine translation."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import google_page
from landscape.records import Provenance, Publication, TextOrigin

ORIGIN = Provenance("files", "page.html")


def parse(data: str | bytes) -> list[Publication | RecordError]:
    return list(google_page.parse(io.BytesIO(data.encode() if isinstance(data, str) else data), ORIGIN))


def publication(data: str | bytes) -> Publication:
    (record,) = parse(data)
    assert isinstance(record, Publication)
    return record


def real(shared_data: Path, name: str) -> bytes:
    return (shared_data / "patents" / "google-patents" / name).read_bytes()


def test_a_real_chinese_page(shared_data: Path) -> None:
    data = real(shared_data, "CN104154208B.html")
    assert google_page.recognises(data[: 2**16])
    record = publication(data)
    assert str(record.number) == "CN-104154208-B"
    assert str(record.application).startswith("CN-201410201865")
    assert (record.priority_date, record.filing_date, record.publication_date) == (
        date(2013, 5, 14),
        date(2014, 5, 13),
        date(2017, 5, 17),
    )
    assert [str(priority.application) for priority in record.priorities] == ["US-13894075"]
    assert record.family_id == "50980457"
    assert len(record.family_members) == 13
    assert {"CN-104154208-A", "US-9505107-B2", "GB-2516530-A"} <= set(map(str, record.family_members))
    assert [party.name for party in record.applicants] == ["Snap On Tools Corp"]
    assert len(record.inventors) == 1
    (claims,) = record.claims
    assert (claims.language, claims.origin) == ("zh", TextOrigin.OFFICE)
    assert [claim.number for claim in claims.claims] == list(range(1, 21))
    assert [claim.number for claim in claims.claims if claim.independent] == [1, 4, 13]
    assert {claim.number: claim.depends_on for claim in claims.claims if claim.number in (2, 6, 9, 20)} == {
        2: (1,),
        6: (5,),
        9: (8,),
        20: (13,),
    }
    assert [(text.language, text.origin) for text in (*record.titles, *record.abstracts)] == [
        ("zh", TextOrigin.OFFICE),
        ("zh", TextOrigin.OFFICE),
    ]
    assert Counter(found.scheme for found in record.classifications) == {"CPC": 11}
    assert [found.symbol for found in record.classifications if found.first] == ["F16C33/58", "B25B21/02"]
    assert [found.symbol for found in record.classifications if not found.inventive] == [
        "B25D16/00",
        "B25D2211/065",
        "B25D2217/0003",
        "Y10T74/2101",
    ]
    assert Counter(found.origin for found in record.citations) == {"examiner": 10, None: 4}
    assert str(record.citations[0].cited) == "US-2745528-A"
    assert len(record.cited_by) == 15
    assert [event.code for event in record.events] == ["C06", "PB01", "C10", "SE01", "REG", "GR01", "GR01", "REG"]
    assert "Ref country code: HK" in record.events[4].description


def test_a_real_page_cut_down_to_its_texts(shared_data: Path) -> None:
    data = real(shared_data, "US20160006077A1.html")
    assert google_page.recognises(data[: 2**16])
    record = publication(data)
    assert str(record.number) == "US-2016006077-A1"
    assert record.titles[0].text == "Lithium Ion Battery"
    assert record.abstracts[0].language == "en"
    (claims,) = record.claims
    assert [claim.depends_on for claim in claims.claims] == [(), (1,), (1,)]
    assert "g/cm3" in claims.claims[1].text.replace(" ", "")


def both(original: str, translation: str) -> str:
    return f'<span class="notranslate"><span class="google-src-text">{original}</span>{translation}</span>'


# The English page of a Chinese application, as the server sends it.
TRANSLATED = f"""<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>CN104000001A</title>
<meta name="DC.title" content="Sulfide electrolyte and battery">
<meta name="citation_patent_publication_number" content="CN:104000001:A">
<meta name="DC.contributor" content="Li Lei" scheme="inventor"></head><body><search-app><article class="result" itemscope>
<h1 itemprop="pageTitle">CN104000001A - Sulfide electrolyte and battery - Google Patents</h1>
<dl><dd itemprop="assigneeOriginal" repeat>Example Battery Co Ltd</dd><dd itemprop="assigneeCurrent">Other Co</dd></dl>
<section itemprop="abstract" itemscope><h2>Abstract</h2>Translated from <span itemprop="translatedLanguage">Chinese</span>
<div itemprop="content" html><abstract lang="EN" load-source="google" mxw-id="PA1"><div num="0001" class="abstract">
{both("一种硫化物电解质。", "A sulfide electrolyte.")} {both("成本低。", "Its cost is low.")}</div></abstract></div></section>
<section itemprop="claims" itemscope><h2>Claims (<span itemprop="count">2</span>)</h2><div itemprop="content" html>
<claims lang="EN" load-source="google" mxw-id="PCLM1"><claim id="zh-cl0001" num="0001"><claim-text>
{both("1.一种硫化物电解质，其特征在于，包含Li<sub>6</sub>PS<sub>5</sub>Cl。", "1. A sulfide electrolyte comprising Li<sub>6</sub>PS<sub>5</sub>Cl.")}
</claim-text></claim><claim id="zh-cl0002" num="0002"><claim-text>
{both("2.一种电池，其特征在于，包括根据权利要求1所述的电解质。", "2. A battery comprising the electrolyte of claim 1.")}
</claim-text></claim></claims></div></section>
<section><ul itemprop="classifications"><li itemprop="classifications" repeat><span itemprop="Code">H01M</span><meta itemprop="IsCPC" content="true"></li>
<li itemprop="classifications" repeat><span itemprop="Code">H01M10/0562</span><meta itemprop="Leaf" content="true"><meta itemprop="IsCPC" content="true"></li></ul>
<ul itemprop="classifications"><li itemprop="classifications" repeat><span itemprop="Code">H01B1/06</span><meta itemprop="Leaf" content="true"></li></ul></section>
<section itemprop="family"><h2>ID=123</h2><table>
<tr itemprop="backwardReferencesOrig" repeat><td><span itemprop="publicationNumber">JP2000123456A</span><span itemprop="examinerCited">*</span></td><td itemprop="publicationDate">2000-04-28</td></tr>
<tr itemprop="backwardReferencesFamily" repeat><td><span itemprop="publicationNumber">not a number</span></td></tr>
<tr itemprop="backwardReferencesNpl" repeat><td><span itemprop="title">An invented paper</span></td></tr>
<tr itemprop="forwardReferencesOrig" repeat><td><span itemprop="publicationNumber">US20240000001A1</span></td></tr>
<tr itemprop="forwardReferencesFamily" repeat><td><span itemprop="publicationNumber">nonsense</span></td></tr></table></section>
<section itemprop="application"><table><tr itemprop="appsClaimingPriority" repeat><td><span itemprop="applicationNumber">JP2021-150001</span></td><td itemprop="filingDate">2021-09-10</td></tr></table></section>
</article></search-app></body></html>"""  # noqa: E501 - one element a line is easier to compare with a page's source


def test_a_translated_page_gives_the_translation_and_what_it_is_of() -> None:
    record, *skipped = parse(TRANSLATED)
    assert isinstance(record, Publication)
    assert [(text.text, text.language, text.origin) for text in record.abstracts] == [
        ("A sulfide electrolyte. Its cost is low.", "en", TextOrigin.MACHINE_TRANSLATION),
        ("一种硫化物电解质。 成本低。", "zh", TextOrigin.OFFICE),
    ]
    translation, original = record.claims
    assert (translation.language, translation.origin) == ("en", TextOrigin.MACHINE_TRANSLATION)
    assert (original.language, original.origin) == ("zh", TextOrigin.OFFICE)
    assert [claim.text for claim in translation.claims] == [
        "A sulfide electrolyte comprising Li6PS5Cl.",
        "A battery comprising the electrolyte of claim 1.",
    ]
    assert [(claim.number, claim.depends_on) for claim in original.claims] == [(1, ()), (2, (1,))]
    assert original.claims[0].text == "一种硫化物电解质，其特征在于，包含Li6PS5Cl。"
    assert [(text.language, text.origin) for text in record.titles] == [("en", TextOrigin.MACHINE_TRANSLATION)]
    (fault,) = skipped
    assert str(fault).startswith("page.html, page: publication number 'nonsense': ")


def test_a_page_tells_leaves_references_and_priorities() -> None:
    record = parse(TRANSLATED)[0]
    assert isinstance(record, Publication)
    assert [(found.scheme, found.symbol, found.inventive) for found in record.classifications] == [
        ("CPC", "H01M10/0562", True),
        ("IPC", "H01B1/06", None),
    ]
    assert [(str(found.cited), found.text, found.patent, found.origin) for found in record.citations] == [
        ("JP-2000123456-A", "", True, "examiner"),
        ("None", "not a number", True, None),
        ("None", "An invented paper", False, None),
    ]
    assert [str(number) for number in record.cited_by] == ["US-2024000001-A1"]
    assert [(each.number, each.date) for each in record.priorities] == [("JP2021-150001", date(2021, 9, 10))]
    assert [party.name for party in record.applicants] == ["Example Battery Co Ltd"]
    assert [party.name for party in record.inventors] == ["Li Lei"]
    assert record.family_id == "123"


def test_a_page_without_a_number_is_one_error() -> None:
    (fault,) = parse("<html><body><h1 itemprop='pageTitle'> - Google Patents</h1></body></html>")
    assert isinstance(fault, RecordError)
    assert str(fault).startswith("page.html, page: publication number")


@pytest.mark.parametrize(
    "head",
    [b"", b"<html><body>Sorry... automated queries</body></html>", b"id,title\n", b'{"html": "itemprop"}'],
)
def test_other_documents_are_not_recognised(head: bytes) -> None:
    assert not google_page.recognises(head)


WHOLE = TRANSLATED.encode()
NOISE = [b"", b"<span>", b"</section>", b"<!--", b"\x01", b"\f", b"&#xFFFF;"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
@given(st.data())
def test_mutated_pages_give_records_and_errors_only(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 200, len(WHOLE))))
    noise = data.draw(
        st.one_of(
            st.binary(max_size=20),
            st.sampled_from([b"", b"<span>", b"</section>", b"<!--", b"\x01", b"\f", b"&#xFFFF;"]),
        )
    )
    for found in parse(WHOLE[:start] + noise + WHOLE[end:]):
        assert isinstance(found, Publication | RecordError)
