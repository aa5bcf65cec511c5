"""Publications and documents in plain JSON, and the languages told from their texts."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from landscape.errors import RecordError
from landscape.formats import Parsed, plain_documents, plain_publications
from landscape.formats.languages import languages
from landscape.identifiers import PublicationNumber
from landscape.records import Citation, Document, PartyForm, Provenance, Publication

ORIGIN = Provenance("files", "plain.jsonl")


def publications(*contents: object) -> list[Parsed]:
    return list(plain_publications.parse(io.BytesIO("\n".join(map(json.dumps, contents)).encode()), ORIGIN))


def documents(*contents: object) -> list[Parsed]:
    return list(plain_documents.parse(io.BytesIO("\n".join(map(json.dumps, contents)).encode()), ORIGIN))


def listed(*names: str) -> list[tuple[str, str | None, str, int]]:
    (found,) = publications({"publication": "CN120149317A", "applicants_as_listed": names})
    assert isinstance(found, Publication)
    return [(party.name, party.country, party.form.value, party.sequence) for party in found.applicants]


def test_a_publication_whole() -> None:
    """Every key of the plain form is read into its field."""
    (found,) = publications(
        {
            "publication": "CN120149317A",
            "publication_date": "20250613",
            "application": "CN202311707711A",
            "filing_date": "20231212",
            "priorities": [{"number": "CN20231707711", "date": "20231212"}],
            "titles": ["Invented electrode", "发明的电极"],
            "abstracts": ["An invented electrode is told.", "一种发明的电极。"],
            "applicants_as_listed": ["EXAMPLE CO LTD", "示例有限公司"],
            "inventors_as_listed": ["LI SI", "李四"],
            "ipc": ["H01M4/13"],
            "cpc": ["H01M10/0562", "Y02E60/10"],
            "citations": [{"publication": "JP2018078669A", "category": ["X", "Y"]}, {"publication": "CN202210223708"}],
            "claims": "1. A cell.\n2. The cell of claim 1, which is round.",
        }
    )
    assert isinstance(found, Publication)
    assert found.provenance.place == "line 1"
    assert (found.publication_date, found.filing_date) == (date(2025, 6, 13), date(2023, 12, 12))
    assert found.priority_date == date(2023, 12, 12)
    assert str(found.application) == "CN-202311707711-A"
    assert [str(priority.application) for priority in found.priorities] == ["CN-202310707711"]
    assert (
        [title.language for title in found.titles]
        == [abstract.language for abstract in found.abstracts]
        == ["en", "zh"]
    )
    assert [(entry.scheme, entry.symbol) for entry in found.classifications] == [
        ("CPC", "H01M10/0562"),
        ("CPC", "Y02E60/10"),
        ("IPC", "H01M4/13"),
    ]
    assert found.citations == (
        Citation(PublicationNumber("JP", "2018078669", "A"), category="XY"),
        Citation(None, "CN202210223708"),
    )
    assert [(party.name, party.form) for party in found.inventors] == [
        ("LI SI", PartyForm.STANDARDISED),
        ("李四", PartyForm.AS_FILED),
    ]
    assert [claim.depends_on for claim in found.claims[0].claims] == [(), (1,)]


def test_an_index_with_few_keys() -> None:
    """One title, names as a database has them, null for what is not known; a note is not patent text."""
    content = {
        "publication": "US-9685680",
        "title": "Method",
        "assignees": ["Acme", "Foo"],
        "about": "x",
        "filing_date": None,
    }
    (found,) = publications(content)
    assert isinstance(found, Publication)
    assert [title.text for title in found.titles] == ["Method"]
    assert [(party.name, party.form) for party in found.applicants] == [
        ("Acme", PartyForm.UNKNOWN),
        ("Foo", PartyForm.UNKNOWN),
    ]
    assert not found.abstracts


def test_the_country_may_stand_apart() -> None:
    """A number alone names no office; with a country beside it it does."""
    error, found = publications({"publication": "11152640"}, {"publication": "11152640", "country": "US"})
    assert "two-letter code of an office" in str(error)
    assert isinstance(found, Publication)
    assert str(found.number) == "US-11152640"


def test_an_unknown_key_is_named_once() -> None:
    """It does not cost the records, but nobody has to wonder where it went."""
    found = publications(
        {"publication": "EP2400812A1", "titel": "x"}, {"publication": "EP2400813A1", "titel": "y", "no": 1}
    )
    assert [str(entry) for entry in found if isinstance(entry, RecordError)] == [
        "plain.jsonl, line 1: the key 'titel' is not known; it is read in no record",
        "plain.jsonl, line 2: the key 'no' is not known; it is read in no record",
    ]
    assert sum(isinstance(entry, Publication) for entry in found) == 2


def test_a_broken_symbol_costs_itself() -> None:
    """The publication stays, without the symbol, which is named."""
    found, note = publications({"publication": "EP2400812A1", "cpc": ["H01M10/0562", "nonsense"]})
    assert isinstance(found, Publication)
    assert [entry.symbol for entry in found.classifications] == ["H01M10/0562"]
    assert "nonsense" in str(note)


def test_residence_marks_the_standardised_list() -> None:
    """EPODOC names come first, with the residence behind them; then the names as filed."""
    assert listed("EXAMPLE CORP\u2002[JP]", "DOE JANE\u2002[US]", "Example Corporation", "DOE, Jane") == [
        ("EXAMPLE CORP", "JP", "standardised", 1),
        ("DOE JANE", "US", "standardised", 2),
        ("Example Corporation", None, "as-filed", 1),
        ("DOE, Jane", None, "as-filed", 2),
    ]


def test_scripts_mark_the_standardised_list() -> None:
    """Without residence, Latin names beside others are the office's; a repeated name comes once."""
    assert listed("BLACK CO LTD", "BLACK CO LTD", "黑色有限公司") == [
        ("BLACK CO LTD", None, "standardised", 1),
        ("黑色有限公司", None, "as-filed", 1),
    ]
    assert [form for _, _, form, _ in listed("Пример (RU)", "PRIMER")] == ["as-filed", "standardised"]


def test_halves_mark_the_standardised_list() -> None:
    """In a list all Latin, two halves whose names share words are the two forms; else nothing is assumed."""
    assert [form for _, _, form, _ in listed("UNIV EXAMPLE", "EXAMPLE UNIVERSITY")] == ["standardised", "as-filed"]
    assert {form for _, _, form, _ in listed("DOE JANE", "ROE RICHARD")} == {"unknown"}
    assert {form for _, _, form, _ in listed("DOE JANE", "ROE RICHARD", "ACME, INC")} == {"unknown"}


@pytest.mark.parametrize(
    ("texts", "office", "expected"),
    [
        (["SOLID ELECTROLYTE", "固体电解质"], "CN", "en zh"),
        (["COMPOSITE PLANT", "複合プラント"], "JP", "en ja"),
        (["HYDROGEN BATTERY", "水素電池"], "JP", "en ja"),
        (["Hybrid system", "하이브리드 시스템"], "KR", "en ko"),
        (["PROCEDES ET DISPOSITIFS", "METHODS AND STRUCTURES"], "CA", "fr en"),
        (["CATALYSE DE L'HYDROGENE", "HYDROGEN CATALYSIS"], "WO", "fr en"),
        (["VERFAHREN UND VORRICHTUNG", "PROCÉDÉ ET DISPOSITIF", "METHOD AND DEVICE"], "EP", "de fr en"),
        (["CELDA DE HIDRÓGENO"], "AR", "es"),
        (["Célula de hidrogênio"], "BR", "pt"),
        (["УСТРОЙСТВО"], "RU", "ru"),
        (["РЕЗЕРВОАР ЗА ВОДОРОД"], "BG", "bg"),
        (["ΣΤΑΘΜΟΣ ΠΑΡΑΓΩΓΗΣ"], "GR", "el"),
        (["Li3PS4を含む固体電解質 LLZO"], "WO", "ja"),
        (["β-Al2O3 electrolyte"], "US", "en"),
        (["00000", ""], "WO", "und und"),
    ],
)
def test_the_language_is_told_by_script_office_and_short_words(texts: list[str], office: str, expected: str) -> None:
    """As offices publish: their own languages, and English."""
    assert languages(texts, office) == expected.split()


def test_han_alone_is_japanese_where_the_application_is() -> None:
    """An international publication is in the language it was filed in; kana in its other texts tell the same."""
    assert languages(["重合性組成物"], "WO", "JP") == ["ja"]
    assert languages(["重合性組成物"], "WO", beside=["重合性を有する組成物"]) == ["ja"]
    assert languages(["聚合性组合物"], "WO", "CN") == ["zh"]


def test_a_document_whole() -> None:
    """Dates of a day, a month and a year; passages with and without a place."""
    (found,) = documents(
        {
            "id": "GB 38031-2025",
            "title": "Invented title",
            "issuer": "SAMR/SAC",
            "country": "CN",
            "type": "mandatory standard",
            "published": "2025-03",
            "effective": "2026",
            "passages": [
                {"text": "A pack must not burn.", "aspect": "battery safety", "stage": "issued"},
                {"text": "电池不得起火。", "place": "5.2"},
            ],
        }
    )
    assert isinstance(found, Document)
    assert (found.published, found.effective) == (date(2025, 3, 1), date(2026, 1, 1))
    assert [(passage.place, passage.language, passage.aspect) for passage in found.passages] == [
        ("passage 1", "en", "battery safety"),
        ("5.2", "zh", None),
    ]


def test_a_document_that_lacks_something_is_named() -> None:
    """Without id or title it is none; a passage without text, or an unknown key, costs itself."""
    missing, wrong, found, *notes = documents(
        {"id": "A", "passages": []},
        {"id": "A", "title": "T", "shareable": "no"},
        {"id": "A", "title": "T", "passages": [{"place": "1"}, {"text": "x", "aspekt": "y"}]},
    )
    assert str(missing) == "plain.jsonl, line 1: title is missing"
    assert str(wrong) == "plain.jsonl, line 2: shareable: a text where true or false is wanted"
    assert isinstance(found, Document)
    assert [passage.text for passage in found.passages] == ["x"]
    assert [str(note).partition(": ")[2] for note in notes] == [
        "passages[0]: no text",
        "passages[1]: the key 'aspekt' is not known",
    ]


def test_the_hydrogen_set(shared_data: Path) -> None:
    """3,835 publications, 3,772 with an abstract, 6,990 citations of which 572 stay within the set."""
    with gzip.open(shared_data / "patents/hydrogen-biblio.jsonl.gz") as stream:
        found = list(plain_publications.parse(stream, ORIGIN))
    kept = [record for record in found if isinstance(record, Publication)]
    assert len(found) == len(kept) == 3835
    numbers = {record.number for record in kept}
    assert len(numbers) == 3835
    assert sum(bool(record.abstracts) for record in kept) == 3772
    assert sum(len(record.citations) for record in kept) == 6990
    assert sum(cited.cited in numbers for record in kept for cited in record.citations) == 572
    assert sum(any(entry.scheme == "CPC" for entry in record.classifications) for record in kept) == 3089
    forms = Counter(len({party.form for party in record.applicants}) for record in kept)
    assert forms[2] > 3780
    pairs = Counter(
        tuple(text.language for text in record.abstracts) for record in kept if record.number.country == "CN"
    )
    assert pairs[("en", "zh")] == 2765
    assert all(priority.application for record in kept for priority in record.priorities)


def test_the_index_and_the_digests(shared_data: Path) -> None:
    """An index of 101 lines, 25 of whose numbers name no office; 13 documents."""
    with (shared_data / "patents/solid-state-index.jsonl").open("rb") as stream:
        found = list(plain_publications.parse(stream, ORIGIN))
    assert Counter(type(entry) for entry in found) == {Publication: 76, RecordError: 25}
    with (shared_data / "policy/digests.jsonl").open("rb") as stream:
        digests = list(plain_documents.parse(stream, ORIGIN))
    assert [type(entry) for entry in digests] == [Document] * 13
