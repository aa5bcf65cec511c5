"""Exchange documents: every body recorded from Open Patent Services against a table, and invented ones for the rest."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import docdb
from landscape.records import PartyForm, Provenance, Publication, TextOrigin

ORIGIN = Provenance("files", "f.xml", sha256="00")


def parse(body: str | bytes) -> list[Publication | RecordError]:
    return list(docdb.parse(io.BytesIO(body.encode() if isinstance(body, str) else body), ORIGIN))


def publications(body: str | bytes) -> list[Publication]:
    """The records of a body that holds no fault."""
    found = parse(body)
    assert [str(each) for each in found if isinstance(each, RecordError)] == []
    return [each for each in found if isinstance(each, Publication)]


# --- recorded bodies -------------------------------------------------------------------------------------------------


def row(record: Publication) -> str:
    """A publication in one line: number, date, family and members, then how many of what.

    T titles by language, A abstracts by language, c claims, a applicants and i inventors in all lists, symbols by
    scheme, P cited patents, L cited literature, e events, p priorities and the earliest of their dates.
    """
    schemes = Counter(found.scheme for found in record.classifications)
    patents = sum(found.patent for found in record.citations)
    parts = [
        *[f"T:{','.join(found.language for found in record.titles)}"] * bool(record.titles),
        *[f"A:{','.join(found.language for found in record.abstracts)}"] * bool(record.abstracts),
        *[f"c{len(found.claims)}:{found.language}" for found in record.claims],
        *[f"a{len(record.applicants)} i{len(record.inventors)}"] * bool(record.applicants or record.inventors),
        *[f"{scheme}{count}" for scheme, count in schemes.items()],
        *[f"P{patents}"] * bool(patents),
        *[f"L{len(record.citations) - patents}"] * bool(len(record.citations) - patents),
        *[f"e{len(record.events)}"] * bool(record.events),
        *[f"p{len(record.priorities)}:{record.priority_date}"] * bool(record.priorities),
    ]
    family = f"{record.family_id or '-'}+{len(record.family_members)}"
    return " ".join([str(record.number), str(record.publication_date or "-"), family, *parts])


NINE = "43088294+4"
FAMILY = [
    f"EP-2400812-A1 2011-12-28 {NINE} p1:2010-06-24",
    f"EP-2400812-B1 2019-11-27 {NINE} p1:2010-06-24",
    f"CA-2744162-A1 2011-12-24 {NINE} p1:2010-06-24",
    f"US-2012057518-A1 2012-03-08 {NINE} p1:2010-06-24",
    f"US-9648662-B2 2017-05-09 {NINE} p1:2010-06-24",
]
BIBLIO = "EP-2400812-A1 2011-12-28 43088294+0 T:de,fr,en A:en a3 i9 CPC2 IPC1 P6 p1:2010-06-24"
SECOND = [
    "EP-2533477-A1 2012-12-12 44533794+0 T:de,fr,en A:en a2 i2 CPC3 IPC6 L1 p1:2011-06-09",
    "EP-2533477-B1 2014-03-05 44533794+0 T:de,fr,en a2 i2 CPC3 IPC6 p1:2011-06-09",
]
LEGAL = "EP-2400812-A1 2011-12-28 43088294+0 e69 p1:2010-06-24"
EQUIVALENTS = ["EP-2400812-A1 - -+2", "US-2012057518 - -+2", "CA-2744162 - -+2"]

# Read off the files by eye, and counted again by regular expressions over their text.
RECORDED = {
    "get_abstract/response.xml": ["EP-2400812-A1 2011-12-28 -+0 A:en"],
    "get_abstract_multiple/response.xml": [
        "EP-2400812-A1 2011-12-28 -+0 A:en",
        "EP-2533477-A1 2012-12-12 -+0 A:en",
        "EP-2533477-B1 2014-03-05 -+0",
    ],
    "get_biblio/response.xml": [BIBLIO],
    "get_biblio_multiple/response.xml": [BIBLIO, *SECOND],
    "get_full_cycle_multiple/response.xml": [
        BIBLIO,
        "EP-2400812-B1 2019-11-27 43088294+0 T:de,fr,en a3 i9 CPC2 IPC2 p1:2010-06-24",
        *SECOND,
    ],
    "get_claims/response.xml": ["EP-2400812-A1 - -+0 c15:en"],
    "get_claims_multiple/response.xml": ["EP-2400812-A1 - -+0 c15:en"],
    "get_description/response.xml": [],
    "get_description_multiple/response.xml": [],
    "get_family/response.xml": FAMILY,
    "get_family_with_biblio/response.xml": [
        f"EP-2400812-A1 2011-12-28 {NINE} T:de,fr,en A:en a3 i9 CPC2 IPC1 P6 p1:2010-06-24",
        f"EP-2400812-B1 2019-11-27 {NINE} T:de,fr,en a3 i9 CPC2 IPC2 p1:2010-06-24",
        f"CA-2744162-A1 2011-12-24 {NINE} T:fr,en A:en a2 i6 CPC2 IPC3 p1:2010-06-24",
        f"US-2012057518-A1 2012-03-08 {NINE} T:en A:en a12 i9 CPC2 UC1 IPC2 P29 p1:2010-06-24",
        f"US-9648662-B2 2017-05-09 {NINE} T:en A:en a12 i9 CPC2 UC1 IPC3 P37 p1:2010-06-24",
    ],
    "get_family_with_biblio_multiple/response.xml": FAMILY,
    "get_family_with_legal/response.xml": [
        f"EP-2400812-A1 2011-12-28 {NINE} e69 p1:2010-06-24",
        FAMILY[1],
        f"CA-2744162-A1 2011-12-24 {NINE} e1 p1:2010-06-24",
        f"US-2012057518-A1 2012-03-08 {NINE} e5 p1:2010-06-24",
        FAMILY[4],
    ],
    "get_family_with_legal_multiple/response.xml": FAMILY,
    "get_legal/response.xml": [LEGAL],
    "get_legal_multiple/response.xml": [LEGAL],
    "get_published_equivalents/response.xml": EQUIVALENTS,
    "get_published_equivalents_multiple/response.xml": EQUIVALENTS,
    "search/response.xml": [
        "HR-P20251003-T1 - 77199274+0",
        "AU-2025202342-A1 - 97382398+0",
        "AU-2024264446-A1 - 93255547+0",
        "AU-2023437683-A1 - 92802298+0",
        "ES-3039456-T3 - 84338150+0",
    ],
    "search_with_constituent/response.xml": [
        "AU-2024270787-A1 2025-10-23 86386685+0 T:en a2 i4 CPC9 IPC1 p2:2023-05-17",
        "AU-2024265697-A1 2025-10-23 86763335+0 T:en A:en a2 i6 CPC13 IPC7 p2:2023-05-04",
        "DK-3740998-T3 2025-10-20 61256235+0 T:und a2 i6 CPC12 IPC6 p2:2018-01-17",
    ],
    "documents/family-family-input.xml": [
        "EP-1000000-A1 2000-05-17 19768124+5 p1:1998-11-12",
        "EP-1000000-B1 2003-02-12 19768124+5 p1:1998-11-12",
        "AT-232441-T 2003-02-15 19768124+5 p1:1998-11-12",
        "DE-69905327-D1 2003-03-20 19768124+5 p1:1998-11-12",
        "NL-1010536-C2 2000-05-15 19768124+5 p1:1998-11-12",
        "US-6093011-A 2000-07-25 19768124+5 p1:1998-11-12",
    ],
    "documents/legal-example-1.xml": ["EP-1000000-A1 2000-05-17 19768124+0 e50 p1:1998-11-12"],
    "documents/legal-example-2.xml": ["EP-1000000-A1 2000-05-17 19768124+0 e51 p1:1998-11-12"],
    "documents/published-biblio-example.xml": [
        "US-2006142694-A1 2006-06-29 35840242+0 T:en A:en a1 i9 CPC4 UC9 IPC1 P99 p1:2004-12-28"
    ],
    "documents/published-biblio-example-2.xml": ["JP-2005533465-A 2005-11-04 30117972+0 CPC17 IPC9 P2 p3:2002-07-15"],
    "documents/published-claims-example.xml": ["EP-1000000-A1 - -+0 c11:en"],
    "documents/published-description-example.xml": [],
    "documents/published-full-cycle-example.xml": [
        "EP-1000000-A1 2000-05-17 19768124+0 T:de,fr,en A:en a2 i2 CPC3 IPC4 P3 p1:1998-11-12",
        "EP-1000000-B1 2003-02-12 19768124+0 T:de,fr,en a2 i2 CPC3 IPC4 p1:1998-11-12",
    ],
    "documents/published-search-example.xml": [
        f"{number} - {family}+0"
        for number, family in {
            "US-2021381337-A1": 40674565,
            "WO-2020086066-A1": 70331881,
            "WO-2020086067-A1": 70331843,
            "US-2020123862-A1": 70280448,
            "US-2020123863-A1": 70280433,
            "US-2018038209-A1": 61071377,
            "US-2017314363-A1": 40674565,
            "CA-2871622-A1": 55086914,
            "US-2015041135-A1": 52447607,
            "US-2014116775-A1": 43496279,
            "US-2014000894-A1": 49856404,
            "AU-2010274656-A1": 45812201,
            "US-2012024528-A1": 45525531,
            "EP-2456950-A2": 45812201,
            "US-2011017453-A1": 43496279,
        }.items()
    ],
}
# The Register, the number service and the classification, and an inquiry what texts there are, hold no publications.
OTHER_KINDS = ("convert", "get_classification", "get_register", "get_usage", "get_fulltext", "search_register")


def recorded(shared_data: Path, name: str) -> bytes:
    return (shared_data / "patents" / "epo-ops" / name).read_bytes()


@pytest.mark.parametrize(("name", "expected"), RECORDED.items(), ids=RECORDED.keys())
def test_a_recorded_body_holds_what_the_table_says(shared_data: Path, name: str, expected: list[str]) -> None:
    body = recorded(shared_data, name)
    assert docdb.recognises(body[: 2**16])
    found = parse(body)
    assert [row(each) for each in found if isinstance(each, Publication)] == expected
    faults = [str(each) for each in found if isinstance(each, RecordError)]
    assert len(faults) == (not expected)
    assert all("descriptions are not read" in fault for fault in faults)


def test_each_recorded_body_is_in_the_table_or_of_another_kind(shared_data: Path) -> None:
    folder = shared_data / "patents" / "epo-ops"
    names = {path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.suffix in (".xml", ".bin")}
    others = {name for name in names if name.startswith(OTHER_KINDS)}
    assert names - others == set(RECORDED)
    assert [name for name in sorted(others) if docdb.recognises(recorded(shared_data, name)[: 2**16])] == []


def test_a_recorded_record_in_full(shared_data: Path) -> None:
    (record,) = publications(recorded(shared_data, "get_biblio/response.xml"))
    assert str(record.application) == "EP-10167109-A"
    assert record.filing_date == date(2010, 6, 24)
    assert [str(priority.application) for priority in record.priorities] == ["EP-10167109"]
    assert [(party.name, party.country, party.form.value, party.sequence) for party in record.applicants] == [
        ("9SOLUTIONS OY", "FI", "standardised", 1),
        ("9SOLUTIONS OY", None, "as-filed", 1),
        ("9Solutions Oy", None, "as-filed", 2),
    ]
    assert [(found.scheme, found.symbol, found.inventive) for found in record.classifications] == [
        ("CPC", "H04W84/20", True),
        ("CPC", "H04W88/04", False),
        ("IPC", "H04W84/20", True),
    ]
    assert [(str(found.cited), found.category, found.origin) for found in record.citations] == [
        ("WO-02054790-A2", "A", "examiner"),
        ("US-2003060222-A1", "A", "examiner"),
        ("WO-03067954-A2", "A", "examiner"),
        ("US-2004097263-A1", "A", "examiner"),
        ("US-2004136338-A1", "Y,A", "examiner"),
        ("EP-1542377-A2", "Y,A", "examiner"),
    ]
    assert record.citations[0].date == date(2002, 7, 11)
    assert record.provenance == Provenance("files", "f.xml", "exchange-document 1", "00")


def test_recorded_claims_and_their_dependencies(shared_data: Path) -> None:
    (record,) = publications(recorded(shared_data, "documents/published-claims-example.xml"))
    (claims,) = record.claims
    assert claims.origin is TextOrigin.OFFICE
    assert [claim.number for claim in claims.claims] == list(range(1, 12))
    assert {claim.number: claim.depends_on for claim in claims.claims if claim.number in (1, 2, 3, 5, 11)} == {
        1: (),
        2: (1,),
        3: (1, 2),
        5: (4,),
        11: (10,),
    }
    assert [claim.number for claim in claims.claims if claim.independent] == [1]


def test_recorded_events_are_in_order_and_say_what_happened_where(shared_data: Path) -> None:
    (record,) = publications(recorded(shared_data, "get_legal/response.xml"))
    days = [event.date for event in record.events if event.date]
    assert len(days) == 69
    assert days == sorted(days)
    assert all(event.code == event.code.strip() and event.office == "EP" for event in record.events)
    first = record.events[0]
    assert (first.code, first.date, first.effect) == ("AK", date(2011, 12, 28), "+")
    lapses = [event.description for event in record.events if event.code == "PG25"]
    assert all(description.split(": ")[1].isalpha() for description in lapses)
    assert {event.effect for event in record.events} == {"+", "-", None}


# --- invented bodies -------------------------------------------------------------------------------------------------

OPS = '<ops:world-patent-data xmlns="http://www.epo.org/exchange" xmlns:ops="http://ops.epo.org">{}</ops:world-patent-data>'

# As DOCDB delivers: prefixes, each spelling in a reference of its own, parties in up to four lists, family inside.
DOCDB = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE exch:exchange-documents SYSTEM "docdb-entities.dtd">
<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" no-of-documents="2">
 <exch:exchange-document country="CN" doc-number="104000001" kind="A" doc-id="1" date-publ="20240301"
   family-id="90000001" is-representative="YES" status="C">
  <exch:bibliographic-data>
   <exch:publication-reference data-format="docdb">
    <document-id lang="zh"><country>CN</country><doc-number>104000001</doc-number><kind>A</kind><date>20240301</date></document-id>
   </exch:publication-reference>
   <exch:publication-reference data-format="epodoc"><document-id><doc-number>CN104000001</doc-number></document-id></exch:publication-reference>
   <exch:classification-ipc><edition>7</edition><main-classification>H 01M  10/052 A</main-classification></exch:classification-ipc>
   <exch:classifications-ipcr>
    <classification-ipcr sequence="1"><text>H01M  10/0562      20100101AFI20240301BHCN        </text></classification-ipcr>
    <classification-ipcr sequence="2"><text>H01B   1/06        20060101ALN20240301BHCN        </text></classification-ipcr>
   </exch:classifications-ipcr>
   <exch:patent-classifications>
    <patent-classification sequence="1"><classification-scheme office="EP" scheme="CPC"/><classification-symbol>H01M  10/0562</classification-symbol><symbol-position>L</symbol-position><classification-value>A</classification-value></patent-classification>
    <patent-classification sequence="2"><classification-scheme office="EP" scheme="CPCI"/><classification-symbol>H01M  10/0562</classification-symbol><symbol-position>F</symbol-position><classification-value>I</classification-value></patent-classification>
    <patent-classification sequence="3"><classification-scheme office="CN" scheme="CPCNO"/><classification-symbol>H01M2300/0068</classification-symbol><classification-value>A</classification-value></patent-classification>
    <patent-classification sequence="4"><classification-scheme office="JP" scheme="FTERM"/><classification-symbol>5H029/AJ06</classification-symbol></patent-classification>
    <patent-classification sequence="5"><classification-scheme office="EP" scheme="CPCI"/><classification-symbol>nonsense</classification-symbol></patent-classification>
   </exch:patent-classifications>
   <exch:application-reference data-format="docdb" doc-id="2"><document-id><country>CN</country><doc-number>202211000001</doc-number><kind>A</kind><date>20220901</date></document-id></exch:application-reference>
   <exch:application-reference data-format="original"><document-id><doc-number>202211000001.X</doc-number></document-id></exch:application-reference>
   <exch:priority-claims>
    <exch:priority-claim sequence="1" data-format="docdb"><document-id><country>JP</country><doc-number>2021150001</doc-number><kind>A</kind><date>20210910</date></document-id><priority-active-indicator>Y</priority-active-indicator></exch:priority-claim>
    <exch:priority-claim sequence="1" data-format="epodoc"><document-id><doc-number>JP20210150001</doc-number></document-id></exch:priority-claim>
    <exch:priority-claim sequence="2" data-format="original"><document-id><doc-number>unheard of</doc-number></document-id></exch:priority-claim>
   </exch:priority-claims>
   <exch:parties>
    <exch:applicants>
     <exch:applicant sequence="1" data-format="docdb"><exch:applicant-name><name>EXAMPLE BATTERY CO LTD</name></exch:applicant-name><residence><country>CN</country></residence></exch:applicant>
     <exch:applicant sequence="1" data-format="docdba"><exch:applicant-name><name>Example Battery Co., Ltd.</name></exch:applicant-name></exch:applicant>
     <exch:applicant sequence="1" data-format="original"><exch:applicant-name><name>示例电池有限公司</name></exch:applicant-name></exch:applicant>
     <exch:applicant sequence="2" data-format="original"><exch:applicant-name><name>示例大学, </name></exch:applicant-name></exch:applicant>
    </exch:applicants>
    <exch:inventors><exch:inventor sequence="1" data-format="docdb"><exch:inventor-name><name>LI LEI</name></exch:inventor-name></exch:inventor></exch:inventors>
   </exch:parties>
   <exch:invention-title lang="en" data-format="docdba">Sulfide electrolyte Li<sub>6</sub>PS<sub>5</sub>Cl</exch:invention-title>
   <exch:invention-title lang="zh" data-format="original">硫化物电解质</exch:invention-title>
   <exch:references-cited>
    <exch:citation cited-phase="SEA" sequence="1"><patcit num="1" dnum="JP2000123456A"><document-id doc-id="3"><country>JP</country><doc-number>2000123456</doc-number><kind>A</kind><date>20000400</date></document-id></patcit><category>X</category></exch:citation>
    <exch:citation cited-phase="APP" sequence="2"><patcit num="2"><document-id><country>ZZ</country><doc-number>??</doc-number></document-id></patcit></exch:citation>
    <exch:citation cited-phase="OPP" sequence="3"><nplcit num="1" npl-type="s"><text>AN INVENTED PAPER</text></nplcit></exch:citation>
   </exch:references-cited>
  </exch:bibliographic-data>
  <exch:abstract lang="en" data-format="docdba" abstract-source="national office"><exch:p>A solid electrolyte</exch:p><exch:p>of low cost.</exch:p></exch:abstract>
  <exch:abstract lang="de" country="DE" doc-number="1" kind="A1" abstract-source="translation"><exch:p>Ein Elektrolyt.</exch:p></exch:abstract>
  <exch:patent-family>
   <exch:family-member>
    <exch:publication-reference data-format="docdb" sequence="1"><document-id><country>CN</country><doc-number>104000001</doc-number><kind>A</kind></document-id></exch:publication-reference>
    <exch:publication-reference data-format="epodoc" sequence="1"><document-id><doc-number>CN104000001</doc-number></document-id></exch:publication-reference>
    <exch:publication-reference data-format="docdb" sequence="2"><document-id><country>JP</country><doc-number>2023040001</doc-number><kind>A</kind></document-id></exch:publication-reference>
   </exch:family-member>
   <exch:abstract lang="en" country="JP" doc-number="2023040001"><exch:p>Of another member.</exch:p></exch:abstract>
  </exch:patent-family>
 </exch:exchange-document>
 <exch:exchange-document country="EP" doc-number="0000009" kind="A1" status="D"/>
</exch:exchange-documents>"""  # noqa: E501 - as one element a line is easier to compare with DOCDB's own files


def test_docdb_spellings_symbols_and_parties() -> None:
    found = parse(DOCDB)
    record = next(each for each in found if isinstance(each, Publication))
    assert (str(record.number), record.publication_date, record.family_id) == (
        "CN-104000001-A",
        date(2024, 3, 1),
        "90000001",
    )
    assert (str(record.application), record.filing_date) == ("CN-202211000001-A", date(2022, 9, 1))
    assert [(each.number, str(each.application), each.date) for each in record.priorities] == [
        ("JP 2021150001 A", "JP-2021150001-A", date(2021, 9, 10)),
        ("unheard of", "None", None),
    ]
    assert record.priority_date == date(2021, 9, 10)
    assert [str(member) for member in record.family_members] == ["JP-2023040001-A"]
    assert [(each.scheme, each.symbol, each.inventive, each.first) for each in record.classifications] == [
        ("CPC", "H01M10/0562", True, True),
        ("CPC", "H01M2300/0068", False, None),
        ("FTERM", "5H029/AJ06", None, None),
        ("IPC", "H01M10/0562", True, True),
        ("IPC", "H01B1/06", False, False),
        ("IPC", "H01M10/052", None, None),
    ]
    assert [(each.name, each.country, each.form, each.sequence) for each in record.applicants] == [
        ("EXAMPLE BATTERY CO LTD", "CN", PartyForm.STANDARDISED, 1),
        ("Example Battery Co., Ltd.", None, PartyForm.AS_FILED, 1),
        ("示例电池有限公司", None, PartyForm.AS_FILED, 1),
        ("示例大学", None, PartyForm.AS_FILED, 2),
    ]
    assert [(each.text, each.language) for each in record.titles] == [
        ("Sulfide electrolyte Li6PS5Cl", "en"),
        ("硫化物电解质", "zh"),
    ]
    assert [(each.text, each.language, each.origin) for each in record.abstracts] == [
        ("A solid electrolyte of low cost.", "en", TextOrigin.OFFICE),
        ("Ein Elektrolyt.", "de", TextOrigin.UNKNOWN),
    ]
    assert [(str(each.cited), each.text, each.patent, each.category, each.origin) for each in record.citations] == [
        ("JP-2000123456-A", "", True, "X", "examiner"),
        ("None", "ZZ ??", True, None, "applicant"),
        ("None", "AN INVENTED PAPER", False, None, None),
    ]
    assert record.citations[0].date == date(2000, 4, 1)
    assert [str(each) for each in found if isinstance(each, RecordError)] == [
        "f.xml, exchange-document 1: CPC symbol 'nonsense': does not read section, class, subclass, group/subgroup",
        "f.xml, exchange-document 2: EP0000009A1: deleted from DOCDB",
    ]


def document(number: str, content: str = "", **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<exchange-document country="EP" doc-number="{number}" kind="A1"{more}>{content}</exchange-document>'


def exchange(*documents: str) -> str:
    return OPS.format("".join(f"<exchange-documents>{each}</exchange-documents>" for each in documents))


def test_a_stub_is_an_error_that_says_its_status_and_the_rest_goes_on() -> None:
    found = parse(exchange(document("1000001", status="not found"), document("1000002"), document("xyz")))
    assert [str(each) if isinstance(each, RecordError) else str(each.number) for each in found] == [
        "f.xml, exchange-document 1: EP1000001A1: not found",
        "EP-1000002-A1",
        "f.xml, exchange-document 3: publication number 'EP xyz A1': the number may hold digits only",
    ]


def test_a_stub_of_a_reference_alone_is_a_record() -> None:
    (record,) = publications(exchange(document("1000002", "<bibliographic-data/>")))
    assert row(record) == "EP-1000002-A1 - -+0"


def test_a_date_that_is_none_is_left_out_and_said() -> None:
    reference = (
        '<bibliographic-data><publication-reference><document-id document-id-type="docdb"><country>EP</country>'
        "<doc-number>1000002</doc-number><kind>A1</kind><date>20241399</date></document-id></publication-reference>"
        "</bibliographic-data>"
    )
    record, fault = parse(exchange(document("1000002", reference)))
    assert isinstance(record, Publication)
    assert record.publication_date is None
    assert str(fault) == "f.xml, exchange-document 1: '20241399' is no date"


@pytest.mark.parametrize(
    "body",
    [
        '<fault xmlns="http://ops.epo.org"><code>CLIENT.CQL</code><message>No such index</message></fault>',
        "<error><code>CLIENT.CQL</code><message>No such index</message><moreInfo/></error>",
    ],
)
def test_an_error_body_is_one_error_with_code_and_message(body: str) -> None:
    assert docdb.recognises(body.encode())
    assert [str(each) for each in parse(body)] == [
        f"f.xml, {body[1:6]} 1: the answer is an error: CLIENT.CQL No such index"
    ]


def fulltext(claims: str) -> str:
    number = "<country>EP</country><doc-number>1000002</doc-number><kind>B1</kind>"
    reference = (
        f'<publication-reference data-format="docdb"><document-id>{number}</document-id></publication-reference>'
    )
    return OPS.format(
        '<ftxt:fulltext-documents xmlns="http://www.epo.org/fulltext" xmlns:ftxt="http://www.epo.org/fulltext">'
        f'<ftxt:fulltext-document fulltext-format="text-only"><bibliographic-data>{reference}</bibliographic-data>'
        f"{claims}</ftxt:fulltext-document></ftxt:fulltext-documents>"
    )


def test_a_grant_has_its_claims_in_three_languages() -> None:
    (record,) = publications(
        fulltext(
            '<claims lang="EN"><claim><claim-text>1. A cell.</claim-text>'
            "<claim-text>2. The cell of claim 1.</claim-text></claim></claims>"
            '<claims lang="DE"><claim><claim-text>1. Zelle.</claim-text></claim></claims>'
            '<claims lang="FR"><claim><claim-text>1. Pile.</claim-text></claim></claims>'
        )
    )
    assert [(claims.language, len(claims.claims)) for claims in record.claims] == [("en", 2), ("de", 1), ("fr", 1)]
    assert [claim.text for claim in record.claims[0].claims] == ["A cell.", "The cell of claim 1."]


def test_a_claim_split_over_lines_stays_one() -> None:
    lines = ("1. A cell comprising:", "an anode; and", "a cathode.", "2. The cell of claim 1.")
    texts = "".join(f"<claim-text>{line}</claim-text>" for line in lines)
    (record,) = publications(fulltext(f'<claims lang="EN"><claim>{texts}</claim></claims>'))
    assert [" ".join(claim.text.split()) for claim in record.claims[0].claims] == [
        "A cell comprising: an anode; and a cathode.",
        "The cell of claim 1.",
    ]


def test_claims_numbered_by_attribute_only() -> None:
    texts = "".join(f'<claim num="000{n}"><claim-text>{t}</claim-text></claim>' for n, t in ((1, "A cell."), (2, "B.")))
    (record,) = publications(fulltext(f'<claims lang="EN">{texts}</claims>'))
    assert [(claim.number, claim.text) for claim in record.claims[0].claims] == [(1, "A cell."), (2, "B.")]


def test_members_of_another_simple_family_are_no_members() -> None:
    members = "".join(
        f'<ops:family-member family-id="{family}"><publication-reference><document-id document-id-type="docdb">'
        f"<country>EP</country><doc-number>{number}</doc-number><kind>A1</kind></document-id></publication-reference>"
        "</ops:family-member>"
        for family, number in ((1, "1000001"), (1, "1000002"), (2, "1000003"), (2, "broken"))
    )
    found = parse(OPS.format(f"<ops:patent-family>{members}</ops:patent-family>"))
    records = [each for each in found if isinstance(each, Publication)]
    assert [[str(member) for member in record.family_members] for record in records] == [
        ["EP-1000002-A1"],
        ["EP-1000001-A1"],
        [],
    ]
    assert [each.place for each in found if isinstance(each, RecordError)] == ["patent-family 1, family-member 4"]


def test_numbers_of_any_length_do_no_harm() -> None:
    long = "9" * 10_000
    party = (
        f'<applicant sequence="{long}" data-format="epodoc"><applicant-name><name>X</name></applicant-name></applicant>'
    )
    claims = f'<claims lang="EN"><claim num="{long}"><claim-text>A cell.</claim-text></claim></claims>'
    biblio = f"<bibliographic-data><parties><applicants>{party}</applicants></parties></bibliographic-data>"
    (record,) = publications(exchange(document("1000002", biblio)))
    assert [each.name for each in record.applicants] == ["X"]
    assert len(publications(fulltext(claims * 2))[0].claims) == 2


@pytest.mark.parametrize(
    ("body", "known"),
    [
        (OPS.format('<ops:biblio-search total-result-count="0"/>'), True),
        (OPS.format('<ops:meta name="elapsed-time" value="5"/><ops:patent-family/>'), True),
        (OPS.format("<ops:register-search/>"), False),
        (OPS.format("<ops:standardization/>"), False),
        ("<error>anything</error>", False),
        ("<html><body>error</body></html>", False),
        ("exchange-documents", False),
    ],
)
def test_recognition_goes_by_what_the_body_holds(body: str, known: bool) -> None:
    assert docdb.recognises(body.encode()) is known


def test_an_empty_search_holds_nothing() -> None:
    assert parse(OPS.format('<ops:biblio-search total-result-count="0"><ops:search-result/></ops:biblio-search>')) == []


WHOLE = DOCDB.encode()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_mutated_bodies_give_records_and_errors_only(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 200, len(WHOLE))))
    noise = data.draw(st.one_of(st.binary(max_size=20), st.sampled_from([b"", b"0", b"\xff", b"<x>", b"</x>", b"&a;"])))
    for found in parse(WHOLE[:start] + noise + WHOLE[end:]):
        assert isinstance(found, Publication | RecordError)


@given(
    st.sampled_from(["20240301", "CN", "104000001", "A", "docdb", "1", "F", "I", "en", "H01M"]), st.text(max_size=40)
)
def test_mutated_values_give_records_and_errors_only(value: str, replacement: str) -> None:
    escaped = replacement.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    for found in parse(DOCDB.replace(value, escaped).encode(errors="replace")):
        assert isinstance(found, Publication | RecordError)
