"""Grants and applications of the USPTO: real files of each layout since 2005, invented ones of those before."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import us_xml
from landscape.records import Party, PartyForm, Provenance, Publication, TextOrigin

ORIGIN = Provenance("files", "f.xml")


def parse(data: str | bytes) -> list[Publication | RecordError]:
    return list(us_xml.parse(io.BytesIO(data.encode() if isinstance(data, str) else data), ORIGIN))


def publications(data: str | bytes) -> list[Publication]:
    found = parse(data)
    assert [str(each) for each in found if isinstance(each, RecordError)] == []
    return [each for each in found if isinstance(each, Publication)]


def row(record: Publication) -> str:
    """Number, date, claims, how many depend on another, symbols by scheme, patents and literature cited, parties."""
    schemes = Counter(found.scheme for found in record.classifications)
    claims = [claim for claims in record.claims for claim in claims.claims]
    patents = sum(found.patent for found in record.citations)
    return " ".join(
        [
            f"{record.number} {record.publication_date}",
            f"claims {len(claims)}-{sum(bool(claim.depends_on) for claim in claims)}",
            *[f"{scheme}{count}" for scheme, count in schemes.items()],
            f"cites {patents}+{len(record.citations) - patents}",
            f"a{len(record.applicants)} i{len(record.inventors)} p{len(record.priorities)}",
        ]
    )


# --- real files ------------------------------------------------------------------------------------------------------

# Counted in the files.  Before CPC was printed (2015) there are national symbols, before 2006 IPC of the 7th edition
# without inventive and additional; applications carry no citations, and then often no assignee.
SINGLE = {
    "US11646472B2.xml": "US-11646472-B2 2023-05-09 claims 17-16 CPC19 IPC16 cites 296+258 a1 i4 p12",
    "historic/US08926509.xml": "US-8926509-B2 2015-01-06 claims 31-25 CPC19 IPC14 UC12 cites 130+30 a1 i5 p1",
    "historic/US07272630B2.xml": "US-7272630-B2 2007-09-18 claims 17-14 IPC1 UC4 cites 78+38 a1 i4 p1",
    "historic/US06859910.xml": "US-6859910-B2 2005-02-22 claims 2-1 IPC4 UC13 cites 8+0 a1 i1 p1",
    "historic/US20050004437A1.xml": "US-2005004437-A1 2005-01-06 claims 10-9 IPC1 UC3 cites 0+0 a2 i2 p2",
    "historic/US20050004974A1.xml": "US-2005004974-A1 2005-01-06 claims 21-19 IPC1 UC1 cites 0+0 a1 i12 p4",
}
# Per grant: kind and number, claims, patents and literature cited.
BULK = [
    ("US-D651432-S1", 1, 6, 0),
    ("US-D651486-S1", 1, 14, 0),
    ("US-D651584-S1", 1, 13, 0),
    ("US-8087209-B2", 4, 16, 0),
    ("US-8087986-B2", 16, 11, 1),
    ("US-8088102-B2", 5, 70, 0),
    ("US-8088241-B2", 20, 3, 0),
    ("US-8088364-B2", 12, 80, 0),
    ("US-8088480-B2", 13, 18, 3),
    ("US-8088512-B2", 15, 224, 77),
    ("US-8088760-B2", 25, 12, 12),
    ("US-8088834-B2", 25, 55, 5),
    ("US-8089078-B2", 18, 13, 0),
    ("US-8089085-B2", 17, 26, 0),
    ("US-8089324-B2", 18, 8, 0),
    ("US-8089342-B2", 11, 27, 6),
    ("US-8089389-B2", 20, 11, 1),
    ("US-8089596-B2", 9, 76, 5),
    ("US-8089609-B2", 20, 14, 2),
    ("US-8089769-B2", 19, 11, 0),
    ("US-8089850-B2", 2, 21, 6),
    ("US-8089993-B2", 21, 19, 10),
    ("US-8090141-B2", 8, 93, 18),
    ("US-8090168-B2", 25, 15, 1),
    ("US-8090467-B2", 5, 12, 0),
]


def real(shared_data: Path, name: str) -> bytes:
    return (shared_data / "patents" / "uspto" / name).read_bytes()


@pytest.mark.parametrize(("name", "expected"), SINGLE.items(), ids=SINGLE.keys())
def test_a_real_document_holds_what_the_table_says(shared_data: Path, name: str, expected: str) -> None:
    data = real(shared_data, name)
    assert us_xml.recognises(data[: 2**16])
    (record,) = publications(data)
    assert row(record) == expected


def test_a_real_bulk_file_comes_apart_into_its_grants(shared_data: Path) -> None:
    records = publications(real(shared_data, "ipg120103.small.xml"))
    counted = []
    for record in records:
        patents = sum(found.patent for found in record.citations)
        claims = sum(len(found.claims) for found in record.claims)
        counted.append((str(record.number), claims, patents, len(record.citations) - patents))
    assert counted == BULK
    assert [record.provenance.place for record in records] == [f"document {n}" for n in range(1, 26)]


def test_a_real_grant_in_full(shared_data: Path) -> None:
    (record,) = publications(real(shared_data, "US11646472B2.xml"))
    assert (str(record.application), record.filing_date) == ("US-17248024", date(2021, 1, 5))
    assert record.applicants == (Party("PolyPlus Battery Company", "US", PartyForm.AS_FILED, 1, "Berkeley, CA"),)
    assert record.inventors[0] == Party("Visco, Steven J.", "US", PartyForm.AS_FILED, 1, "Berkeley, CA")
    assert [str(member) for member in record.family_members] == ["US-2021210819-A1"]
    assert record.priority_date == date(2004, 2, 6)
    assert {str(priority.application) for priority in record.priorities} >= {"US-16695054", "US-61763412"}
    first, *_ = record.classifications
    assert (first.scheme, first.symbol, first.inventive, first.first) == ("CPC", "H01M50/46", True, True)
    (claims,) = record.claims
    assert (claims.language, claims.origin) == ("en", TextOrigin.OFFICE)
    assert [claim.number for claim in claims.claims if not claim.depends_on] == [1]
    assert claims.claims[4].depends_on == (4,)
    assert claims.claims[0].text.startswith("A method of making a battery cell, comprising: ")
    cited = record.citations[0]
    assert (str(cited.cited), cited.origin, cited.date) == ("US-3343988-A", "applicant", date(1967, 9, 1))
    assert {found.origin for found in record.citations} <= {"applicant", "examiner"}
    (abstract,) = record.abstracts
    assert len(abstract.text) > 600


def test_real_firms_are_the_applicants_and_real_persons_where_there_is_no_firm(shared_data: Path) -> None:
    def names(name: str) -> list[str]:
        return [party.name for record in publications(real(shared_data, name)) for party in record.applicants]

    assert names("historic/US08926509.xml") == ["Hmicro, Inc."]
    assert names("historic/US20050004974A1.xml") == ["Xerox Corporation"]
    assert names("historic/US20050004437A1.xml") == ["Kaufmann, Heiner", "Vering, Thomas"]


# --- invented documents ----------------------------------------------------------------------------------------------

PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v47.dtd" [ ]>\n'


def grant(number: str = "11999999", biblio: str = "", claims: str = "") -> str:
    return (
        f'{PROLOG}<us-patent-grant lang="EN" country="US"><us-bibliographic-data-grant><publication-reference>'
        f"<document-id><country>US</country><doc-number>{number}</doc-number><kind>B2</kind><date>20240507</date>"
        f"</document-id></publication-reference>{biblio}</us-bibliographic-data-grant>"
        f'<claims id="claims">{claims}</claims></us-patent-grant>\n'
    )


PCT = """<pct-or-regional-filing-data><document-id><country>WO</country><doc-number>PCT/JP2020/000001</doc-number>
<kind>00</kind><date>20200106</date></document-id></pct-or-regional-filing-data><pct-or-regional-publishing-data>
<document-id><country>WO</country><doc-number>WO2020/145001</doc-number><kind>A </kind><date>20200716</date>
</document-id></pct-or-regional-publishing-data>"""
FOREIGN = """<priority-claims><priority-claim sequence="01" kind="national"><country>JP</country>
<doc-number>2019-000001</doc-number><date>20190107</date></priority-claim></priority-claims>"""


def test_an_international_application_is_a_priority_only_if_it_is_the_first() -> None:
    (later,), (first,) = publications(grant(biblio=FOREIGN + PCT)), publications(grant(biblio=PCT))
    assert [str(each.application) for each in later.priorities] == ["JP-2019000001"]
    assert [str(each.application) for each in first.priorities] == ["JP-2020000001-W"]
    assert [str(each) for each in later.family_members] == ["WO-2020145001"]


def claim(number: str, text: str) -> str:
    return f'<claim id="CLM-{number}" num="{number}"><claim-text>{text}</claim-text></claim>'


def test_a_broken_document_in_a_bulk_file_is_one_error_and_the_rest_goes_on() -> None:
    sequence = '<?xml version="1.0"?><sequence-cwu><publication-reference/></sequence-cwu>'
    bomb = '<?xml version="1.0"?><!DOCTYPE us-patent-grant [<!ENTITY a "b">]><us-patent-grant>&a;</us-patent-grant>'
    broken = grant("11999998").replace("</document-id>", "")
    numberless = grant("")
    found = parse(grant() + broken + sequence + bomb + numberless + grant("11999997"))
    assert [str(each.number) if isinstance(each, Publication) else each.place for each in found] == [
        "US-11999999-B2",
        "document 2",
        "document 3",
        "document 4",
        "document 5",
        "US-11999997-B2",
    ]
    reasons = [each.reason for each in found if isinstance(each, RecordError)]
    assert reasons[0].startswith("not well-formed XML: Opening and ending tag mismatch")
    assert reasons[1:3] == [
        "its root element 'sequence-cwu' is no publication of the USPTO",
        "declares the entity 'a'; entities are not read",
    ]


def test_claims_lose_their_numbers_keep_their_formulae_and_leave_out_the_cancelled() -> None:
    (record,) = publications(
        grant(
            claims=claim("00001-00003", "1-3. (canceled)")
            + claim(
                "00004",
                "<b>4</b>. A glass of Li<sub>2</sub>S:<claim-text>with P<sub>2</sub>S<sub>5</sub>.</claim-text>",
            )
            + claim("00005", '5. The glass of <claim-ref idref="CLM-00004">claim 4</claim-ref>.')
            + claim("00006", "6. (Cancelled)")
        )
    )
    (claims,) = record.claims
    assert [(found.number, found.text, found.depends_on) for found in claims.claims] == [
        (4, "A glass of Li2S: with P2S5.", ()),
        (5, "The glass of claim 4.", (4,)),
    ]


def person(tag: str, name: str) -> str:
    last, first = name.split()
    return party(tag, f"<last-name>{last}</last-name><first-name>{first}</first-name>", "US")


def firm(tag: str, name: str) -> str:
    return party(tag, f"<orgname>{name}</orgname>", "JP")


def party(tag: str, name: str, country: str) -> str:
    address = f"<address><country>{country}</country></address>"
    return f"<{tag}><addressbook>{name}{address}</addressbook></{tag}>"


@pytest.mark.parametrize(
    ("filed", "assignees", "expected"),
    [
        ([firm("us-applicant", "Firm")], [firm("assignee", "Other")], ["Firm"]),
        ([firm("us-applicant", "Firm"), person("us-applicant", "Doe Ann")], [], ["Firm"]),
        ([person("us-applicant", "Doe Ann")], [firm("assignee", "Other")], ["Other"]),
        ([person("us-applicant", "Doe Ann")], [], ["Doe, Ann"]),
        ([], [firm("assignee", "Other"), firm("assignee", "Other")], ["Other"]),
        ([], [], ["Doe, Ann"]),
    ],
)
def test_applicants_are_firms_before_persons_and_applicants_before_assignees(
    filed: list[str], assignees: list[str], expected: list[str]
) -> None:
    parties = f"<us-parties><us-applicants>{''.join(filed)}</us-applicants><inventors>{person('inventor', 'Doe Ann')}"
    (record,) = publications(
        grant(biblio=f"{parties}</inventors></us-parties><assignees>{''.join(assignees)}</assignees>")
    )
    assert [party.name for party in record.applicants] == expected
    assert [party.name for party in record.inventors] == ["Doe, Ann"]


# Grants of 2002 to 2004: ST.32 tags, drawings declared as entities, character entities of the DTD.
PATDOC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE PATDOC SYSTEM "ST32-US-Grant-025xml.dtd" [
<!ENTITY US06999999-20040101-D00001.TIF SYSTEM "US06999999-20040101-D00001.TIF" NDATA TIF>
]>
<PATDOC DTD="2.5" STATUS="BUILD 20030101"><SDOBI>
<B100><B110><DNUM><PDAT>06999999</PDAT></DNUM></B110><B130><PDAT>B1</PDAT></B130><B140><DATE><PDAT>20040106</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100>
<B200><B210><DNUM><PDAT>10000001</PDAT></DNUM></B210><B220><DATE><PDAT>20020102</PDAT></DATE></B220></B200>
<B300><B310><DNUM><PDAT>2001-000001</PDAT></DNUM></B310><B320><DATE><PDAT>20010105</PDAT></DATE></B320><B330><CTRY><PDAT>JP</PDAT></CTRY></B330></B300>
<B500><B510><B511><PDAT>H01M  436</PDAT></B511><B512><PDAT>C01G 4500</PDAT></B512><B516><PDAT>7</PDAT></B516></B510>
<B520><B521><PDAT>4292319</PDAT></B521><B522><PDAT>429 50</PDAT></B522></B520>
<B540><STEXT><PDAT>Glass of Li</PDAT><HIL><SB><PDAT>2</PDAT></SB></HIL><PDAT>S &mdash; a test</PDAT></STEXT></B540>
<B560><B561><PCIT><DOC><DNUM><PDAT>5000001</PDAT></DNUM><DATE><PDAT>19910300</PDAT></DATE><KIND><PDAT>A</PDAT></KIND></DOC><PARTY-US><NAM><SNM><STEXT><PDAT>Roe</PDAT></STEXT></SNM></NAM></PARTY-US></PCIT><CITED-BY-EXAMINER/></B561>
<B561><PCIT><DOC><DNUM><PDAT>0 123 456</PDAT></DNUM><CTRY><PDAT>EP</PDAT></CTRY></DOC></PCIT><CITED-BY-OTHER/></B561>
<B562><NCIT><STEXT><PDAT>An invented paper.</PDAT></STEXT></NCIT><CITED-BY-OTHER/></B562></B560></B500>
<B600><B630><B632><PARENT-US><PDOC><DOC><DNUM><PDAT>09/000001</PDAT></DNUM><DATE><PDAT>20000104</PDAT></DATE></DOC></PDOC></PARENT-US></B632></B630></B600>
<B700><B720><B721><PARTY-US><NAM><FNM><PDAT>Ann</PDAT></FNM><SNM><STEXT><PDAT>Doe</PDAT></STEXT></SNM></NAM><ADR><CITY><PDAT>Reno</PDAT></CITY><STATE><PDAT>NV</PDAT></STATE></ADR></PARTY-US></B721></B720>
<B730><B731><PARTY-US><NAM><ONM><STEXT><PDAT>Example Glass K.K.</PDAT></STEXT></ONM></NAM><ADR><CTRY><PDAT>JP</PDAT></CTRY></ADR></PARTY-US></B731></B730></B700>
</SDOBI><SDOAB><BTEXT><PARA><PTEXT><PDAT>A glass</PDAT></PTEXT></PARA><PARA><PTEXT><PDAT>that conducts.</PDAT></PTEXT></PARA></BTEXT></SDOAB>
<SDOCL><H><STEXT><PDAT>What is claimed is:</PDAT></STEXT></H><CL>
<CLM ID="CLM-00001"><PARA><PTEXT><PDAT>1. A glass.</PDAT></PTEXT></PARA></CLM>
<CLM ID="CLM-00002"><PARA><PTEXT><PDAT>2. The glass of </PDAT><CLREF ID="CLM-00001"><PDAT>claim 1</PDAT></CLREF><PDAT>, drawn.</PDAT></PTEXT></PARA></CLM>
</CL></SDOCL></PATDOC>"""  # noqa: E501 - one element a line, as in the files


def test_a_grant_in_the_tags_of_2002() -> None:
    assert us_xml.recognises(PATDOC.encode())
    (record,) = publications(PATDOC)
    assert (str(record.number), record.publication_date) == ("US-6999999-B1", date(2004, 1, 6))
    assert (str(record.application), record.filing_date) == ("US-10000001", date(2002, 1, 2))
    assert [(each.number, each.date) for each in record.priorities] == [
        ("JP 2001-000001", date(2001, 1, 5)),
        ("US 09/000001", date(2000, 1, 4)),
    ]
    assert record.priority_date == date(2000, 1, 4)
    assert [(each.scheme, each.symbol, each.first) for each in record.classifications] == [
        ("IPC", "H01M4/36", True),
        ("IPC", "C01G45/00", False),
        ("UC", "429/231.9", True),
        ("UC", "429/50", False),
    ]
    assert record.titles[0].text == "Glass of Li2S — a test"
    assert record.abstracts[0].text == "A glass that conducts."
    assert [(str(each.cited), each.text, each.category, each.origin) for each in record.citations] == [
        ("US-5000001-A", "", "cited by examiner", "examiner"),
        ("EP-0123456", "", "cited by other", None),
        ("None", "An invented paper.", "cited by other", None),
    ]
    assert [(party.name, party.country) for party in record.applicants] == [("Example Glass K.K.", "JP")]
    assert [(party.name, party.country, party.address) for party in record.inventors] == [
        ("Doe, Ann", "US", "Reno, NV")
    ]
    (claims,) = record.claims
    assert [(each.number, each.text, each.depends_on) for each in claims.claims] == [
        (1, "A glass.", ()),
        (2, "The glass of claim 1, drawn.", (1,)),
    ]


def test_the_sgml_of_2001_is_an_error_that_names_the_document() -> None:
    sgml = PATDOC.replace("<CITED-BY-EXAMINER/>", "<CITED-BY-EXAMINER>")
    (fault,) = parse(sgml)
    assert isinstance(fault, RecordError)
    assert str(fault).startswith("f.xml, document 1: not well-formed XML")


APPLICATION = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE patent-application-publication SYSTEM "pap-v16-2002-01-01.dtd" []>
<patent-application-publication><subdoc-bibliographic-information>
<document-id><doc-number>20020000001</doc-number><kind-code>A1</kind-code><document-date>20020103</document-date></document-id>
<domestic-filing-data><application-number><doc-number>09999999</doc-number></application-number><filing-date>20010601</filing-date></domestic-filing-data>
<foreign-priority-data><priority-application-number><doc-number>2000-000001</doc-number></priority-application-number><filing-date>20000601</filing-date><country-code>JP</country-code></foreign-priority-data>
<technical-information>
<classification-ipc><classification-ipc-primary><ipc>H01M010/40</ipc></classification-ipc-primary><classification-ipc-secondary><ipc>C08L071/02</ipc></classification-ipc-secondary></classification-ipc>
<classification-us><classification-us-primary><uspc><class>429</class><subclass>231900</subclass></uspc></classification-us-primary><classification-us-secondary><uspc><class>029</class><subclass>623100</subclass></uspc></classification-us-secondary></classification-us>
<title-of-invention>Polymer electrolyte</title-of-invention></technical-information>
<continuity-data><non-provisional-of-provisional><document-id><doc-number>60000001</doc-number><document-date>20000501</document-date><country-code>US</country-code></document-id></non-provisional-of-provisional>
<continuations><continuation-of><parent-child><child><document-id><doc-number>09999999</doc-number></document-id></child><parent><document-id><doc-number>09111111</doc-number><document-date>19990101</document-date></document-id></parent></parent-child></continuation-of></continuations></continuity-data>
<inventors><first-named-inventor><name><given-name>Ann</given-name><middle-name>B.</middle-name><family-name>Doe</family-name></name><residence><residence-us><city>Reno</city><state>NV</state></residence-us></residence></first-named-inventor>
<inventor><name><given-name>Taro</given-name><family-name>Rei</family-name></name><residence><residence-non-us><city>Nagoya</city><country-code>JP</country-code></residence-non-us></residence></inventor></inventors>
<assignee><organization-name>Example Polymer Corp.</organization-name><address><country><country-code>JP</country-code></country></address></assignee>
</subdoc-bibliographic-information>
<subdoc-abstract><paragraph>A polymer of H<subscript>2</subscript>O &lsquo;gel&rsquo;.</paragraph></subdoc-abstract>
<subdoc-claims><heading>What is claimed is:</heading>
<claim id="CLM-00001"><claim-text>1. A polymer.</claim-text></claim>
<claim id="CLM-00002"><claim-text>2. The polymer of <dependent-claim-reference depends_on="CLM-00001"><claim-text>claim 1</claim-text></dependent-claim-reference>.</claim-text></claim>
</subdoc-claims></patent-application-publication>"""  # noqa: E501 - one element a line, as in the files


def test_an_application_in_the_layout_of_2001() -> None:
    assert us_xml.recognises(APPLICATION.encode())
    (record,) = publications(APPLICATION)
    assert (str(record.number), record.publication_date) == ("US-2002000001-A1", date(2002, 1, 3))
    assert (str(record.application), record.filing_date) == ("US-09999999", date(2001, 6, 1))
    assert [(each.number, each.date) for each in record.priorities] == [
        ("JP 2000-000001", date(2000, 6, 1)),
        ("US 09111111", date(1999, 1, 1)),
        ("US 60000001", date(2000, 5, 1)),
    ]
    assert [(each.scheme, each.symbol, each.first) for each in record.classifications] == [
        ("IPC", "H01M10/40", True),
        ("IPC", "C08L71/02", False),
        ("UC", "429/231.9", True),
        ("UC", "29/623.1", False),
    ]
    assert record.titles[0].text == "Polymer electrolyte"
    assert record.abstracts[0].text == "A polymer of H2O ‘gel’."
    assert [(party.name, party.country) for party in record.applicants] == [("Example Polymer Corp.", "JP")]
    assert [(party.name, party.country, party.address) for party in record.inventors] == [
        ("Doe, Ann B.", "US", "Reno, NV"),
        ("Rei, Taro", "JP", "Nagoya"),
    ]
    (claims,) = record.claims
    assert [(each.number, each.depends_on) for each in claims.claims] == [(1, ()), (2, (1,))]
    assert " ".join(claims.claims[1].text.split()).startswith("The polymer of claim 1")


@pytest.mark.parametrize("data", [b"", b"<us-patent>", b"<html/>", b"id,title", b"<exchange-documents/>"])
def test_other_documents_are_not_recognised(data: bytes) -> None:
    assert not us_xml.recognises(data)


WHOLE = (grant(claims=claim("00001", "1. A glass.")) + PATDOC + APPLICATION).encode()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_mutated_files_give_records_and_errors_only(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 100, len(WHOLE))))
    noise = data.draw(st.one_of(st.binary(max_size=20), st.sampled_from([b"", b"9", b"<?xml ", b"<B110>", b"</PDAT>"])))
    for found in parse(WHOLE[:start] + noise + WHOLE[end:]):
        assert isinstance(found, Publication | RecordError)


@given(st.sampled_from(["20040106", "06999999", "H01M  436", "4292319", "CLM-00001", "JP", "B1"]), st.text(max_size=30))
def test_mutated_values_give_records_and_errors_only(value: str, replacement: str) -> None:
    escaped = replacement.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    for found in parse(PATDOC.replace(value, escaped).encode(errors="replace")):
        assert isinstance(found, Publication | RecordError)
