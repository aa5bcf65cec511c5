"""Identifiers: every spelling in use reads to one value, prints in one form, and what is wrong is refused."""

from __future__ import annotations

import csv
import gzip
import json
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import IdentifierError
from landscape.identifiers import CPC, IPC, ApplicationNumber, PublicationNumber

PUBLICATIONS = {
    "CN-120149317-A": [
        "CN.120149317.A",
        "CN120149317A",
        "CN 120149317 A",
        "CN:120149317:A",
        "CN_120149317_A",
        "cn120149317a",
        "ＣＮ１２０１４９３１７Ａ",
        "CN.120149317.A.20250617",
        "CN-120149317-A",
        "https://patents.google.com/patent/CN120149317A/zh",
        "https://patents.google.com/patent/CN120149317A/en?oq=CN120149317A",
        "patent/CN120149317A/en",
    ],
    "CN-101911042-B": ["CN101911042B", "CN 101 911 042 B"],
    "CN-221234567-U": ["CN221234567U"],
    "CN-85100036-A": ["CN85100036A"],
    "EP-2400812-A1": ["EP 2 400 812 A1", "EP.2400812.A1", "EP2400812A1", "EP 02400812 A1", "EP-A1-2400812"],
    "EP-0071119": ["EP 0 071 119", "EP71119", "EP-071119"],
    "EP-0071119-A": ["EP-A-0 071 119"],
    "US-2021210819-A1": [
        "US 2021/0210819 A1",
        "US20210210819A1",
        "US2021210819A1",
        "US-20210210819-A1",
        "US.2021210819.A1",
        "US 2021/210819 A1",
        "US 2021 0210819 A1",
    ],
    "US-2020000012-A1": ["US20200000012A1", "US 2020/0000012 A1"],
    "US-11646472": ["US11,646,472", "US 11 646 472", "US11646472", "US-11646472"],
    "US-9876543-B2": ["US 09876543 B2", "US9,876,543B2"],
    "US-D900001-S1": ["US D0900001 S1", "USD900001S1", "US D900,001 S1"],
    "US-RE49000-E1": ["US RE049000 E1", "USRE49000E1"],
    "US-PP30000-P2": ["USPP30000P2", "US PP030000 P2"],
    "US-H1334-H": ["US H1334 H", "US-H1334-H"],
    "WO-2024123456-A1": ["WO2024123456A1", "WO 2024/123456 A1", "WO/2024/123456 A1", "WO 24/123456 A1"],
    "WO-0193983-A1": ["WO2001093983A1", "WO 01/93983 A1", "WO-01/93983 A1", "WO0193983A1", "WO200193983A1"],
    "WO-9312345-A1": ["WO1993012345A1", "WO 93/12345 A1", "WO9312345A1"],
    "WO-0243168-A2": ["WO 02/43168 A2", "WO2002043168A2", "WO 02/043168 A2"],
    "WO-02054790-A2": ["WO 02/054790 A2", "WO2002054790A2", "WO02054790A2", "WO 02/54790 A2"],
    "WO-2004036669": ["WO 2004/036669", "WO 04/036669", "WO2004036669"],
    "JP-2022003641-A": ["JP2022003641A", "JP 2022-003641 A", "JP 2022-3641 A", "JP-A-2022-003641"],
    "JP-H0712345-A": ["JPH0712345A", "JP H07-012345 A", "JP H7-12345 A", "JP 7-12345 A", "JP 07-012345 A"],
    "JP-S6012345-A": ["JPS60-12345A", "JPS6012345A", "JP 60-012345 A", "JP 60012345 A", "JP S60 12345 A"],
    "JP-H06123456-A": ["JP1994-123456A", "JP 06-123456 A"],
    "JP-5985120-B1": ["JP5985120B1", "JP 5,985,120 B1"],
    "JP-WO2020213340-A1": ["JPWO2020213340A1"],
    "KR-20190022310-A": ["KR20190022310A", "KR 10-2019-0022310 A", "KR 1020190022310 A", "KR 2019-0022310 A"],
    "KR-102134749-B1": ["KR102134749B1", "KR 10-2134749 B1"],
    "TW-I501456-B": ["TWI501456B"],
    "DE-19802532": ["DE 198 02 532"],
    "DE-69905327-D": ["DE69905327D", "DE-69905327-D"],
    "BR-PI0620855-B8": ["BRPI0620855B8", "BR PI 0620855-6 B8"],
    "MX-PA06009883-A": ["MXPA06009883A"],
    "IN-2005DE01234-A": ["IN2005DE01234A"],
    "SU-1234567-A1": ["SU 1234567 A1"],
    "XA-1234567-A1": ["XA1234567A1", "XA 1 234 567 A1"],
    "XZ-42-B": ["XZ42B"],
}

APPLICATIONS = {
    "CN-202311707711": ["CN202311707711.8", "CN202311707711", "CN2023117077118", "ZL 202311707711.8"],
    "CN-202311707711-A": ["CN 202311707711 A", "CN.202311707711.A", "CN202311707711.8A", "CN202311707711A"],
    "CN-200880123968": ["CN20088123968", "CN200880123968"],
    "CN-202211043879": ["CN20221143879", "CN202211043879"],
    "CN-00123199": ["CN20001023199", "CN00123199"],
    "CN-202310000002": ["CN202310000002X", "CN202310000002.X", "CN 202310000002.x"],
    "CN-2024012345-W": ["PCT/CN2024/012345", "PCT/CN2024/12345", "CN2024012345W", "WO2024CN12345"],
    "US-9917129-W": ["PCT/US99/17129", "US9917129W", "WO1999US17129"],
    "CH-0200573-W": ["PCT/CH02/00573", "PCT/CH2002/000573"],
    "US-17248024": ["US 17/248,024", "US17248024"],
    "US-202117248024-A": ["US202117248024A"],
    "US-201762511292-P": ["US201762511292P"],
    "US-3448035D-A": ["US3448035DA"],
    "EP-23173822": ["EP 23173822.0", "EP20230173822", "EP23173822"],
    "JP-2001219280-A": ["JP2001219280A", "JP 2001-219280 A"],
    "JP-32238091": ["JP19910322380", "JP32238091"],
    "KR-20057019490-A": ["KR20057019490A", "KR 10-2005-7019490 A"],
    "CH-99947655": ["CH.(99947655.9)"],
    "MY-PI2017000428-A": ["MYPI2017000428A"],
}

REFUSED_PUBLICATIONS = {
    "": "empty",
    "   ": "empty",
    "20240322226": "two-letter code",
    "QQ1234567A": "no code of an office",
    "PCT/CN2024/012345": "international application",
    "WO2024CN12345": "international application",
    "CN202311707711.8": "application number",
    "CN12345A": "7 to 9 digits",
    "EP123456789A1": "7 digits",
    "US20211210819A1": "neither a grant",
    "US11646472A1": "published application",
    "US2021210819B2": "is a grant",
    "WO 1977/12345": "from 1978",
    "WO2024/000000": "from 1",
    "JP S65-123 A": "no year 65",
    "JP 9320569 A": "cannot be told apart",
    "JP1989-12345A": "two eras",
    "US#123": "holds the character '#'",
    "EP": "missing",
    "EP A1": "digits",
    "x" * 300: "longer",
}


@pytest.mark.parametrize(("canonical", "spellings"), PUBLICATIONS.items())
def test_every_spelling_of_a_publication_reads_to_one_value(canonical: str, spellings: list[str]) -> None:
    assert {str(PublicationNumber.parse(spelling)) for spelling in spellings} == {canonical}
    assert str(PublicationNumber.parse(canonical)) == canonical


@pytest.mark.parametrize(("canonical", "spellings"), APPLICATIONS.items())
def test_every_spelling_of_an_application_reads_to_one_value(canonical: str, spellings: list[str]) -> None:
    assert {str(ApplicationNumber.parse(spelling)) for spelling in spellings} == {canonical}
    assert str(ApplicationNumber.parse(canonical)) == canonical


@pytest.mark.parametrize(("spelling", "reason"), REFUSED_PUBLICATIONS.items())
def test_wrong_publication_numbers_are_refused_with_the_reason(spelling: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        PublicationNumber.parse(spelling)
    assert reason in caught.value.reason
    assert caught.value.spelling == spelling


@pytest.mark.parametrize(
    ("spelling", "reason"),
    [
        ("CN202311707711.9", "check digit 9 should be 8"),
        ("CN202311707711X", "check digit X should be 8"),
        ("CN20031022972", "lost a zero"),
        ("CN202341707711", "a type"),
        ("PCT/CN2024", "year"),
        ("WO2024012345W", "receiving office"),
        ("EP123", "8 digits"),
        ("US-3448035D-B", "12 digits"),
    ],
)
def test_wrong_application_numbers_are_refused_with_the_reason(spelling: str, reason: str) -> None:
    with pytest.raises(IdentifierError, match=reason):
        ApplicationNumber.parse(spelling)


@pytest.mark.parametrize(
    ("parts", "canonical"),
    [
        (("US", "2008/0130422", "A1"), "US-2008130422-A1"),
        (("US", "09876376", "00"), "US-9876376"),
        (("US", "D0651432", "S1"), "US-D651432-S1"),
        (("WO", "WO-98/12761", "A1"), "WO-9812761-A1"),
        (("WO", "WO 98/12761", ""), "WO-9812761"),
        (("WO", "WO2009/110249", "A "), "WO-2009110249-A"),
        (("JP", "53-98038", ""), "JP-S5398038"),
        (("JP", "11/121025", ""), "JP-H11121025"),
        (("KR", "1019910007466", ""), "KR-19910007466"),
        (("", "EP2400812", "A1"), "EP-2400812-A1"),
        (("", "CN101911042B", ""), "CN-101911042-B"),
        (("cn", "120149317", "a"), "CN-120149317-A"),
        (("JP", "WO2020213340", "A1"), "JP-WO2020213340-A1"),
    ],
)
def test_parts_given_apart_read_as_the_whole_does(parts: tuple[str, str, str], canonical: str) -> None:
    assert str(PublicationNumber.of_parts(*parts)) == canonical


def test_application_parts_given_apart() -> None:
    """PCT numbers hide in other fields, check digits go, and DOCDB's dummy numbers keep their D."""
    of_parts = ApplicationNumber.of_parts
    assert str(of_parts("WO", "PCT/JP2009/001030", "00")) == "JP-2009001030-W"
    assert str(of_parts("CN", "2024012345", "W")) == "CN-2024012345-W"
    assert str(of_parts("CN", "202311707711.8", "A")) == "CN-202311707711-A"
    assert str(of_parts("US", "3448035D", "A")) == "US-3448035D-A"
    assert str(of_parts("", "EP20100167109", "")) == "EP-10167109"
    assert str(of_parts("", "WO2024EP63512", "A")) == "EP-2024063512-W"
    with pytest.raises(IdentifierError, match="international application"):
        PublicationNumber.of_parts("US", "PCT/CH02/00573", "00")


@pytest.mark.parametrize("kind", ["AA", "1", "A12", "ab", "?"])
def test_a_kind_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(IdentifierError, match="no kind code"):
        PublicationNumber.of_parts("EP", "2400812", kind)


@pytest.mark.parametrize(
    ("spelling", "docdb", "epodoc", "google"),
    [
        ("CN120149317A", "CN.120149317.A", "CN120149317", "CN120149317A"),
        ("CN101911042B", "CN.101911042.B", "CN101911042B", "CN101911042B"),
        ("CN221234567U", "CN.221234567.U", "CN221234567U", "CN221234567U"),
        ("EP2400812A1", "EP.2400812.A1", "EP2400812", "EP2400812A1"),
        ("EP2400812B1", "EP.2400812.B1", "EP2400812", "EP2400812B1"),
        ("US2021210819A1", "US.2021210819.A1", "US2021210819", "US20210210819A1"),
        ("US11646472B2", "US.11646472.B2", "US11646472", "US11646472B2"),
        ("USRE49000E1", "US.RE49000.E1", "USRE49000E", "USRE49000E1"),
        ("WO2024123456A1", "WO.2024123456.A1", "WO2024123456", "WO2024123456A1"),
        ("WO0193983A1", "WO.0193983.A1", "WO0193983", "WO2001093983A1"),
        ("JP2023123456A", "JP.2023123456.A", "JP2023123456", "JP2023123456A"),
        ("JP5985120B1", "JP.5985120.B1", "JP5985120B", "JP5985120B1"),
        ("EP2400812", "EP.2400812", "EP2400812", "EP2400812"),
    ],
)
def test_other_offices_forms(spelling: str, docdb: str, epodoc: str, google: str) -> None:
    number = PublicationNumber.parse(spelling)
    assert (number.docdb, number.epodoc, number.google) == (docdb, epodoc, google)
    assert PublicationNumber.parse(number.docdb) == PublicationNumber.parse(number.google) == number


def test_numbers_are_values() -> None:
    """They hash, sort, pickle, and lose their kind on request; the two types never equal each other."""
    number = PublicationNumber.parse("US2021210819A1")
    assert number.without_kind == PublicationNumber.parse("US 2021/0210819")
    assert pickle.loads(pickle.dumps(number)) == number
    assert len({number, PublicationNumber.parse("US20210210819A1")}) == 1
    assert sorted([number, PublicationNumber.parse("EP1A1")])[0].country == "EP"
    same: list[object] = [PublicationNumber("US", "1"), ApplicationNumber("US", "1")]
    assert same[0] != same[1]


@given(
    st.one_of(
        st.builds("US{}0{:06}{}".format, st.integers(2001, 2099), st.integers(1, 999_999), st.just("A1")),
        st.builds("WO{}{:06}A1".format, st.integers(1978, 2001), st.integers(1, 99_999)),
        st.builds("WO{}{:06}A1".format, st.integers(2002, 2099), st.integers(1, 99_999)),
        st.builds("CN{}{}".format, st.integers(10**6, 10**9 - 1), st.sampled_from("ABCUYS")),
        st.builds("EP{}{}".format, st.integers(1, 10**7 - 1), st.sampled_from(["A1", "B1", "A2"])),
        st.builds("JPH{:02}{:06}A".format, st.integers(1, 31), st.integers(1, 999_999)),
        st.builds("JP{}{:06}A".format, st.integers(2000, 2099), st.integers(1, 999_999)),
        st.builds("KR{}{:07}A".format, st.integers(1980, 2099), st.integers(1, 9_999_999)),
        st.builds("X{}{}A1".format, st.sampled_from("ABCMYZ"), st.integers(1, 10**9)),
    )
)
def test_every_form_of_a_document_reads_back_to_it(spelling: str) -> None:
    number = PublicationNumber.parse(spelling)
    for form in (str(number), number.docdb, number.google, str(number).replace("-", " "), str(number).lower()):
        assert PublicationNumber.parse(form) == number
    assert PublicationNumber.of_parts(number.country, number.number, number.kind) == number


LOOKALIKE = st.one_of(
    st.text(max_size=40),
    st.text("ABCDEPUSWOJPKRCN0123456789 .,/-:_()", max_size=24),
    st.from_regex(r"(US|EP|WO|JP|KR|CN|BR|SE|CA|IN|XA)[-. /]?[A-Z]{0,3}[0-9]{0,14}[A-Z]?[0-9]?", fullmatch=True),
    st.from_regex(r"(PCT/)?[A-Z]{2}[0-9]{2,4}/?[0-9]{1,7}(\.[0-9X])?[A-Z]?", fullmatch=True),
)


@given(LOOKALIKE)
def test_printing_what_was_parsed_is_the_identity_and_garbage_raises_only_identifier_errors(text: str) -> None:
    for kind in (PublicationNumber, ApplicationNumber, CPC, IPC):
        try:
            value = kind.parse(text)
        except IdentifierError:
            continue
        assert kind.parse(str(value)) == value


@given(LOOKALIKE, LOOKALIKE, st.text(max_size=3))
def test_garbage_in_parts_raises_only_identifier_errors(country: str, number: str, kind: str) -> None:
    for identifier in (PublicationNumber, ApplicationNumber):
        try:
            value = identifier.of_parts(country, number, kind)
        except IdentifierError:
            continue
        assert identifier.parse(str(value)) == value


@pytest.mark.parametrize("text", ["CN" + "1" * 100_000, " " * 100_000, "H01M" + " " * 100_000, "(" * 100_000])
def test_long_garbage_is_refused_at_once(text: str) -> None:
    for kind in (PublicationNumber, ApplicationNumber, CPC, IPC):
        with pytest.raises(IdentifierError):
            kind.parse(text)


@pytest.mark.parametrize(
    ("spelling", "symbol"),
    [
        ("H01M10/0562", "H01M10/0562"),
        ("H01M  10/0562", "H01M10/0562"),
        ("h01m 10/0562", "H01M10/0562"),
        ("Ｈ０１Ｍ１０／０５６２", "H01M10/0562"),
        ("H04W  84/    20            A I                    ", "H04W84/20"),
        ("H01M 10/0562 20100101AFI20231005BHEP", "H01M10/0562"),
        ("H01M 10/0562 (2010.01)", "H01M10/0562"),
        ("H01M0010056200", "H01M10/0562"),
        ("H01M0010000000", "H01M10/00"),
        ("H01M2300/0068", "H01M2300/0068"),
        ("H01M10", "H01M10/00"),
        ("H01M", "H01M"),
        ("H01", "H01"),
        ("H", "H"),
    ],
)
def test_symbols_read_to_one_form(spelling: str, symbol: str) -> None:
    assert str(CPC.parse(spelling)) == symbol
    assert str(IPC.parse(spelling)) == symbol


@pytest.mark.parametrize(
    "spelling", ["", "I01M10/00", "H1M10/05", "H01M10/5", "H01M0/00", "H01M10/05x", "H01M12345/00"]
)
def test_wrong_symbols_are_refused(spelling: str) -> None:
    with pytest.raises(IdentifierError, match="CPC symbol"):
        CPC.parse(spelling)


def test_section_y_is_of_the_cpc_alone() -> None:
    assert str(CPC.parse("Y02E 60/10")) == "Y02E60/10"
    with pytest.raises(IdentifierError, match="no section Y"):
        IPC.parse("Y02E 60/10")


def test_symbol_parts() -> None:
    """Levels of a symbol, and symbols whose parts the source gives apart."""
    symbol = CPC.of_parts("H", "01", "M", "10", "0562")
    levels = (symbol.section, symbol.class_, symbol.subclass, symbol.main_group, str(symbol))
    assert levels == ("H", "H01", "H01M", "H01M10/00", "H01M10/0562")
    assert CPC.of_parts("H", "1", "M") == CPC.parse("H01M")
    assert CPC.parse("H01M").main_group == "H01M"


def test_a_symbol_covers_what_its_text_shows_to_lie_below() -> None:
    subgroup = CPC.parse("H01M10/0562")
    assert all(CPC.parse(above).covers(subgroup) for above in ("H", "H01", "H01M", "H01M10/00", "H01M10/0562"))
    assert not any(CPC.parse(other).covers(subgroup) for other in ("G", "H02", "H01B", "H01M4/00", "H01M10/056"))
    assert not subgroup.covers(CPC.parse("H01M10/00"))


def test_symbols_sort_as_the_scheme_does() -> None:
    scheme = ["H", "H01", "H01M", "H01M4/00", "H01M10/00", "H01M10/05", "H01M10/052", "H01M10/0525", "H01M10/056"]
    assert [str(symbol) for symbol in sorted(map(CPC.parse, reversed(scheme)))] == scheme


def test_real_publication_numbers_read_and_print_as_their_source_does(shared_data: Path) -> None:
    """An export of 4,294 DOCDB numbers comes back unchanged; its links are the Google form."""
    with (shared_data / "patents/google-patents/gp-search-solid-electrolyte.csv").open(encoding="utf-8-sig") as file:
        next(file)
        rows = list(csv.DictReader(file))
    changed = [row["id"] for row in rows if str(PublicationNumber.parse(row["id"])) != row["id"]]
    links = [row["id"] for row in rows if PublicationNumber.parse(row["id"]).google not in row["result link"]]
    assert (len(rows), changed, links) == (4294, [], [])


def test_real_applications_and_citations_read(shared_data: Path) -> None:
    """Of 3,835 real records all publications and applications read; of what they cite, all but typing errors."""
    with gzip.open(shared_data / "patents/hydrogen-biblio.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        PublicationNumber.parse(record["publication"])
        if record.get("application"):
            ApplicationNumber.parse(record["application"])
    text = (shared_data / "patents/uspto/US11646472B2.xml").read_text(encoding="utf-8")
    cited = re.findall(
        r"<patcit.*?<country>(..)</country>\s*<doc-number>([^<]+)</doc-number>(?:\s*<kind>([^<]*)<)?", text, re.DOTALL
    )
    refused = []
    for country, number, kind in cited:
        try:
            PublicationNumber.of_parts(country, number, kind)
        except IdentifierError as error:
            refused.append(str(error))
    assert len(cited) > 290
    assert len(refused) <= len(cited) * 0.02, refused
