"""Exports and API records of The Lens."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from landscape.errors import RecordError
from landscape.formats import Parsed, lens_csv, lens_json
from landscape.formats.lens_csv import lens_number
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import Citation, Provenance, Publication

ORIGIN = Provenance("files", "lens")
OFFICIAL = (
    '"#",Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,Application Date,'
    "Priority Numbers,Earliest Priority Date,Title,Abstract,Applicants,Inventors,Owners,URL,Document Type,"
    "Has Full Text,Cites Patent Count,Cited by Patent Count,Simple Family Size,Simple Family Members,"
    "CPC Classifications,IPCR Classifications,Legal Status\n"
)


def of_csv(text: str) -> list[Parsed]:
    return list(lens_csv.parse(io.BytesIO(text.encode()), ORIGIN))


def of_json(*records: object) -> list[Parsed]:
    content = "\n".join(map(json.dumps, records)).encode()
    return list(lens_json.parse(io.BytesIO(content), ORIGIN))


def record(**changes: Any) -> dict[str, Any]:
    """An invented record in the layout of the API."""
    biblio = {
        "publication_reference": {
            "jurisdiction": "US",
            "doc_number": "20990000001",
            "kind": "A1",
            "date": "2024-01-04",
        },
        "application_reference": {
            "jurisdiction": "US",
            "doc_number": "202318000001",
            "kind": "A",
            "date": "2023-02-01",
        },
        "priority_claims": {
            "claims": [
                {"jurisdiction": "KR", "doc_number": "20220000001", "kind": "A", "date": "2022-02-02", "sequence": 1}
            ],
            "earliest_claim": {"date": "2022-02-02"},
        },
        "invention_title": [{"text": "INVENTED CELL", "lang": "en"}],
        "parties": {
            "applicants": [{"residence": "KR", "extracted_name": {"value": "EXAMPLE CO LTD"}}],
            "inventors": [{"sequence": 1, "extracted_name": {"value": "DOE JANE"}}],
        },
        "classifications_cpc": {"classifications": [{"symbol": "H01M10/0562"}, {"symbol": "H01M10/0562"}]},
        "classifications_ipcr": {"classifications": [{"symbol": "H01M10/05"}]},
        "references_cited": {
            "citations": [
                {
                    "patcit": {"document_id": {"jurisdiction": "EP", "doc_number": "0419111", "kind": "A1"}},
                    "cited_phase": "ISR",
                },
                {"nplcit": {"text": "An invented paper, 2020"}, "cited_phase": "APP"},
            ]
        },
        "cited_by": {"patents": [{"document_id": {"jurisdiction": "CN", "doc_number": "112500640", "kind": "A"}}]},
    }
    return {
        "lens_id": "036-622-702-426-94X",
        "jurisdiction": "US",
        "doc_number": "20240000001",
        "kind": "A1",
        "date_published": "2024-01-04",
        "biblio": biblio,
        "families": {
            "simple_family": {
                "members": [
                    {"document_id": {"jurisdiction": "US", "doc_number": "20240000001", "kind": "A1"}},
                    {"document_id": {"jurisdiction": "KR", "doc_number": "20230100000", "kind": "A"}},
                ]
            }
        },
        "legal_status": {"patent_status": "ACTIVE", "grant_date": "2025-03-04"},
        "abstract": [{"text": "An invented abstract.", "lang": "en"}, {"text": "", "lang": "fr"}],
        "claims": [
            {
                "claims": [
                    {"claim_text": ["1 . A cell comprising a part."]},
                    {"claim_text": ["2 . The cell of claim 1 , wherein it is so."]},
                ],
                "lang": "en",
            }
        ],
        **changes,
    }  # fmt: skip


def test_an_export_with_all_columns() -> None:
    """Display key, dates, priorities, both classifications, family members and status are read."""
    (found,) = of_csv(
        OFFICIAL + "1,US,B2,US 10000000 B2,004-805-490-009-407,2018-06-19,2018,US 201514643719 A,2015-03-10,"
        "KR 20140028519 A;;US 201414000001 A,2014-03-11,Invented ladar,An abstract.,"
        "EXAMPLE CO LTD;;华为技术有限公司,DOE JANE,,"
        "https://lens.org/x,Granted Patent,yes,1,2,2,US 2016/0266243 A1;;US 10000000 B2,"
        "G01S17/89;;H01M10/0562,G01S7/48,Active\n"
    )
    assert isinstance(found, Publication)
    assert str(found.number) == "US-10000000-B2"
    assert found.application == ApplicationNumber.parse("US 201514643719 A")
    assert (found.filing_date, found.priority_date) == (date(2015, 3, 10), date(2014, 3, 11))
    assert [str(priority.application) for priority in found.priorities] == ["KR-20140028519-A", "US-201414000001-A"]
    assert list(map(str, found.family_members)) == ["US-2016266243-A1"]
    assert [(entry.scheme, entry.symbol) for entry in found.classifications] == [
        ("CPC", "G01S17/89"),
        ("CPC", "H01M10/0562"),
        ("IPC", "G01S7/48"),
    ]
    assert [party.name for party in found.applicants] == ["EXAMPLE CO LTD", "华为技术有限公司"]
    assert [(event.code, event.description) for event in found.events] == [("LENS-STATUS", "Active")]


def test_an_export_without_numbers_is_known_by_lens_id() -> None:
    """The stand-in names the office, says what it is, and is no number of that office."""
    publication, error = of_csv(
        "#,Lens ID,Jurisdiction,Title\n1,036-622-702-426-94X,EP,An invented module\n2,036-622,EP,Another\n"
    )
    assert isinstance(publication, Publication)
    assert str(publication.number) == "EP-LENS03662270242694X"
    assert "is no Lens ID" in str(error)


def test_family_members_by_lens_id_name_no_publication() -> None:
    """Newer exports list Lens IDs there, whose office is not told."""
    (found,) = of_csv(
        "Jurisdiction,Display Key,Lens ID,Simple Family Members\n"
        "US,US 10000000 B2,004-805-490-009-407,004-805-490-009-407;;012-805-490-009-407\n"
    )
    assert isinstance(found, Publication)
    assert found.family_members == ()


@pytest.mark.parametrize(
    ("office", "lens_id"), [("US", "1"), ("usa", "004-805-490-009-407"), ("US", "004-805-490-009-40A")]
)
def test_what_is_no_lens_id_is_refused(office: str, lens_id: str) -> None:
    """An identity is not made of anything."""
    with pytest.raises(ValueError, match="is no"):
        lens_number(office, lens_id)


def test_scholarly_exports_are_not_taken_for_patents() -> None:
    """They have Lens IDs too, but no jurisdiction."""
    assert lens_csv.recognises(OFFICIAL.encode())
    assert not lens_csv.recognises(b"Lens ID,Title,Date Published,Source Title\n")


def test_an_api_record_whole() -> None:
    """Every part of a record arrives, with who cited and from which phase."""
    (found,) = of_json(record())
    assert isinstance(found, Publication)
    assert str(found.number) == "US-2024000001-A1"
    assert found.publication_date == date(2024, 1, 4)
    assert found.priority_date == date(2022, 2, 2)
    assert list(map(str, found.family_members)) == ["KR-20230100000-A"]
    assert list(map(str, found.cited_by)) == ["CN-112500640-A"]
    assert found.citations == (
        Citation(PublicationNumber("EP", "0419111", "A1"), origin="examiner"),
        Citation(None, "An invented paper, 2020", patent=False, origin="applicant"),
    )
    assert [(entry.scheme, entry.symbol) for entry in found.classifications] == [
        ("CPC", "H01M10/0562"),
        ("IPC", "H01M10/05"),
    ]
    assert [(party.name, party.country) for party in found.applicants] == [("EXAMPLE CO LTD", "KR")]
    assert [abstract.text for abstract in found.abstracts] == ["An invented abstract."]
    assert [(event.code, event.date) for event in found.events] == [("GRANT", date(2025, 3, 4)), ("LENS-STATUS", None)]


def test_claims_apart_and_in_one_piece() -> None:
    """Claims come one an entry with their numbers, or as lines of one entry that has to be taken apart."""
    apart = of_json(record())[0]
    lines = ["What is claimed is:", "1. A cell comprising a part.", "2. The cell of claim 1, wherein it is so."]
    together = of_json(record(claims=[{"claims": [{"claim_text": lines}], "lang": "en"}]))[0]
    for found in (apart, together):
        assert isinstance(found, Publication)
        (claim_set,) = found.claims
        assert [(claim.number, claim.depends_on, claim.independent) for claim in claim_set.claims] == [
            (1, (), True),
            (2, (1,), False),
        ]
        assert claim_set.claims[0].text == "A cell comprising a part."
        assert claim_set.language == "en"


def test_an_answer_is_read_like_lines() -> None:
    """What the API sends, `data` with its records, needs no unpacking."""
    whole = {"total": 1, "max_score": 1.0, "data": [record()]}
    found = list(lens_json.parse(io.BytesIO(json.dumps(whole, indent=1).encode()), ORIGIN))
    assert [type(entry) for entry in found] == [Publication]
    assert lens_json.recognises(json.dumps(whole).encode())
    assert not lens_json.recognises(b'{"lens_id": "1", "title": "a paper", "authors": []}')


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"doc_number": ""}, "publication number"),
        ({"doc_number": 5}, "doc_number: a number where a text is wanted"),
        ({"biblio": []}, "biblio: a list where an object is wanted"),
        ({"claims": [5]}, "claims: a number where a list of objects is wanted"),
        ({"abstract": "text"}, "abstract: a text where a list is wanted"),
    ],
)
def test_a_record_of_another_shape_is_named(changes: dict[str, object], reason: str) -> None:
    """The key and what was found there are said; the next record is read."""
    error, following = of_json(record(**changes), record())
    assert isinstance(error, RecordError)
    assert reason in str(error)
    assert error.place == "line 1"
    assert isinstance(following, Publication)


def test_real_exports(shared_data: Path) -> None:
    """797 rows; nine of ten records beside a broken line, which is named; ten where a Lens ID is missing."""
    with (shared_data / "patents/lens/ev-batteries.csv").open("rb") as stream:
        rows = list(lens_csv.parse(stream, ORIGIN))
    publications = [row for row in rows if isinstance(row, Publication)]
    assert len(rows) == len({publication.number for publication in publications}) == 797
    assert sum(bool(publication.abstracts) for publication in publications) == 769
    found = []
    for name in ("biopoly_broken1", "biopoly_broken2"):
        with (shared_data / f"patents/lens/{name}.jsonl").open("rb") as stream:
            found.append(list(lens_json.parse(stream, ORIGIN)))
    assert [sum(isinstance(entry, Publication) for entry in entries) for entries in found] == [9, 10]
    (broken,) = (entry for entry in found[0] if isinstance(entry, RecordError))
    assert broken.place == "line 4"
