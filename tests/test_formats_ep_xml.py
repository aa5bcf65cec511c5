"""European publications: invented documents in the layout of the Publication Server."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import ep_xml
from landscape.records import Party, PartyForm, Provenance, Publication, TextOrigin

ORIGIN = Provenance("files", "f.xml")

GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ep-patent-document PUBLIC "-//EPO//EP PATENT DOCUMENT 1.7//EN" "ep-patent-document-v1-7.dtd">
<ep-patent-document id="EP20000001B1" file="EP20000001NWB1.xml" lang="en" country="EP" doc-number="3999999" kind="B1" date-publ="20240313" status="n">
<SDOBI lang="en"><B000><eptags><B001EP>AT</B001EP></eptags></B000>
<B100><B110>3999999</B110><B120><B121>EUROPEAN PATENT SPECIFICATION</B121></B120><B130>B1</B130><B140><date>20240313</date></B140><B190>EP</B190></B100>
<B200><B210>20000001.8</B210><B220><date>20201007</date></B220><B250>ja</B250></B200>
<B300><B310>2019190001</B310><B320><date>20191017</date></B320><B330><ctry>JP</ctry></B330><B310>202062900001 P</B310><B320><date>20200102</date></B320><B330><ctry>US</ctry></B330></B300>
<B500>
<B510EP><classification-ipcr sequence="1"><text>H01M  10/0562      20100101AFI20231005BHEP        </text></classification-ipcr><classification-ipcr sequence="2"><text>H01B   1/06        20060101ALN20231005BHEP        </text></classification-ipcr></B510EP>
<B520EP><classifications-cpc><classification-cpc sequence="1"><text>H01M  10/0562      20130101 FI20210506BHEP        </text></classification-cpc><classification-cpc sequence="2"><text>H01M2300/0068      20130101 LA20210506BHEP        </text></classification-cpc></classifications-cpc></B520EP>
<B540><B541>de</B541><B542>FESTELEKTROLYT</B542><B541>en</B541><B542>SOLID ELECTROLYTE Li<sub>3</sub>N</B542><B541>fr</B541><B542>ÉLECTROLYTE SOLIDE</B542></B540>
<B560><B561><text>EP-A1- 2 400 812</text></B561><B561><text>a document without a number</text></B561><B562><text>AN INVENTED PAPER</text></B562></B560>
</B500>
<B700><B710><B711><snm>Former Applicant</snm></B711></B710>
<B720><B721><snm>DOE, Ann</snm><adr><city>Nagoya</city><ctry>JP</ctry></adr></B721></B720>
<B730><B731><snm>Example Battery Co., Ltd.</snm><iid>1</iid><adr><ctry>JP</ctry></adr></B731><B731><snm>Example Motors</snm><adr><str>1 Example Road</str><city>Example City</city><ctry>JP</ctry></adr></B731></B730></B700>
<B800><B870><B871><dnum><pnum>WO2021075001</pnum></dnum><date>20210422</date></B871></B870></B800>
</SDOBI>
<description id="desc" lang="en"><p num="0001">Not read.</p></description>
<claims id="claims01" lang="en"><claim id="c-en-01-0001" num="0001"><claim-text>An electrolyte comprising<claim-text>a sulfide; and</claim-text><claim-text>a halide.</claim-text></claim-text></claim>
<claim id="c-en-01-0002" num="0002"><claim-text>The electrolyte of <claim-ref idref="c-en-01-0001">claim 1</claim-ref>.</claim-text></claim></claims>
<claims id="claims02" lang="de"><claim id="c-de-01-0001" num="0001"><claim-text>Elektrolyt.</claim-text></claim></claims>
</ep-patent-document>"""  # noqa: E501 - one element a line, as in the files

APPLICATION = """<?xml version="1.0" encoding="UTF-8"?>
<ep-patent-document id="EP20000002A1" lang="de" country="EP" doc-number="1000001" kind="A1" date-publ="20000517">
<SDOBI lang="de"><B100><B110>1000001</B110><B130>A1</B130><B140><date>20000517</date></B140><B190>EP</B190></B100>
<B200><B210>99200001.2</B210><B220><date>19991108</date></B220></B200>
<B500><B510><B516>7</B516><B511> 7H 01M  10/40   A</B511><B512> 7H 01M   4/62   B</B512></B510><B540><B541>de</B541><B542>Zelle</B542></B540></B500>
<B800><B860><B861><dnum><anum>PCT/EP1999/000001</anum></dnum><date>19990104</date></B861></B860></B800>
<B700><B710><B711><snm>Beispiel AG</snm><adr><ctry>DE</ctry></adr></B711></B710></B700></SDOBI>
<abstract id="abst" lang="de"><p id="pa01" num="0001">Eine Zelle</p><p>mit Anode.</p></abstract>
<search-report-data><srep-for-pub><srep-citations><citation><patcit><document-id><country>DE</country><doc-number>3546191</doc-number><kind>A1</kind></document-id></patcit><category>X</category></citation></srep-citations></srep-for-pub></search-report-data>
</ep-patent-document>"""  # noqa: E501 - one element a line, as in the files


def parse(data: str | bytes) -> list[Publication | RecordError]:
    return list(ep_xml.parse(io.BytesIO(data.encode() if isinstance(data, str) else data), ORIGIN))


def test_a_grant() -> None:
    assert ep_xml.recognises(GRANT.encode())
    (record,) = parse(GRANT)
    assert isinstance(record, Publication)
    assert (str(record.number), record.publication_date) == ("EP-3999999-B1", date(2024, 3, 13))
    assert (str(record.application), record.filing_date) == ("EP-20000001", date(2020, 10, 7))
    assert [(each.number, each.date) for each in record.priorities] == [
        ("JP 2019190001", date(2019, 10, 17)),
        ("US 202062900001 P", date(2020, 1, 2)),
    ]
    assert record.priority_date == date(2019, 10, 17)
    assert [str(member) for member in record.family_members] == ["WO-2021075001"]
    assert [(each.scheme, each.symbol, each.inventive, each.first) for each in record.classifications] == [
        ("CPC", "H01M10/0562", True, True),
        ("CPC", "H01M2300/0068", False, False),
        ("IPC", "H01M10/0562", True, True),
        ("IPC", "H01B1/06", False, False),
    ]
    assert [(each.text, each.language) for each in record.titles] == [
        ("FESTELEKTROLYT", "de"),
        ("SOLID ELECTROLYTE Li3N", "en"),
        ("ÉLECTROLYTE SOLIDE", "fr"),
    ]
    assert [(str(each.cited), each.text, each.patent) for each in record.citations] == [
        ("EP-2400812-A1", "", True),
        ("None", "a document without a number", True),
        ("None", "AN INVENTED PAPER", False),
    ]
    assert record.applicants == (
        Party("Example Battery Co., Ltd.", "JP", PartyForm.AS_FILED, 1),
        Party("Example Motors", "JP", PartyForm.AS_FILED, 2, "1 Example Road, Example City"),
    )
    assert [party.name for party in record.inventors] == ["DOE, Ann"]
    assert [(claims.language, claims.origin, len(claims.claims)) for claims in record.claims] == [
        ("en", TextOrigin.OFFICE, 2),
        ("de", TextOrigin.OFFICE, 1),
    ]
    first, second = record.claims[0].claims
    assert first.text == "An electrolyte comprising a sulfide; and a halide."
    assert second.depends_on == (1,)


def test_an_application_of_before_2006_with_its_search_report() -> None:
    (record,) = parse(APPLICATION)
    assert isinstance(record, Publication)
    assert [(party.name, party.country) for party in record.applicants] == [("Beispiel AG", "DE")]
    assert [(str(each.application), each.date) for each in record.priorities] == [("EP-9900001-W", date(1999, 1, 4))]
    assert [(each.scheme, each.symbol, each.first) for each in record.classifications] == [
        ("IPC", "H01M10/40", True),
        ("IPC", "H01M4/62", False),
    ]
    assert [(each.text, each.language) for each in record.abstracts] == [("Eine Zelle mit Anode.", "de")]
    assert [(str(each.cited), each.category, each.origin) for each in record.citations] == [
        ("DE-3546191-A1", "X", "examiner")
    ]


def test_one_broken_document_of_several_is_one_error() -> None:
    found = parse(GRANT + GRANT.replace("</SDOBI>", "") + APPLICATION.replace("1000001", "none"))
    assert isinstance(found[0], Publication)
    assert [each.place for each in found[1:] if isinstance(each, RecordError)] == ["document 2", "document 3"]


@pytest.mark.parametrize("data", [b"", b"<TOC/>", b"<us-patent-grant/>", b"ep-patent-document"])
def test_other_documents_are_not_recognised(data: bytes) -> None:
    assert not ep_xml.recognises(data)


WHOLE = GRANT.encode()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_mutated_documents_give_records_and_errors_only(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 100, len(WHOLE))))
    noise = data.draw(st.one_of(st.binary(max_size=20), st.sampled_from([b"", b"9", b"<B541>", b"</B542>"])))
    for found in parse(WHOLE[:start] + noise + WHOLE[end:]):
        assert isinstance(found, Publication | RecordError)
