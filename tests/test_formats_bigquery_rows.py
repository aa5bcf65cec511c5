"""Rows of Google Patents Public Data."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import Parsed, bigquery_rows
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import Citation, Classification, Party, PartyForm, Provenance, Publication, Text

ORIGIN = Provenance("bigquery", "rows")
ROW: dict[str, Any] = {
    "publication_number": "CN-999000001-A",
    "application_number": "CN-202299000001-A",
    "country_code": "CN",
    "family_id": "99000001",
    "publication_date": 20240105,
    "filing_date": "20220601",
    "priority_date": 20220601,
    "priority_claim": [{"application_number": "CN-202299000001-A", "filing_date": 20220601}],
    "title_localized": [{"text": "Invented cell", "language": "en", "truncated": False}],
    "abstract_localized": [{"text": "一种电池。", "language": "zh"}, {"text": "", "language": "en"}],
    "claims_localized": [{"text": "1. A cell.\n2. The cell of claim 1, with a layer.", "language": "en"}],
    "assignee": ["Invented Cells Ltd."],
    "assignee_harmonized": [{"name": "INVENTED CELLS LTD", "country_code": "CN"}],
    "inventor_harmonized": [{"name": "DOE JANE", "country_code": ""}],
    "cpc": [{"code": "H01M10/0562", "inventive": True, "first": True, "tree": []}],
    "ipc": [{"code": "H01M10/0562", "inventive": False, "first": False}],
    "citation": [
        {"publication_number": "US-2021210819-A1", "category": "SEA", "type": "X", "npl_text": ""},
        {"publication_number": "", "npl_text": "An invented paper", "category": "APP"},
    ],
}


def parse(*rows: object) -> list[Parsed]:
    return list(bigquery_rows.parse(io.BytesIO("\n".join(map(json.dumps, rows)).encode()), ORIGIN))


def test_a_row() -> None:
    """Every column that is read."""
    (record,) = parse(ROW)
    assert isinstance(record, Publication)
    assert record.number == PublicationNumber("CN", "999000001", "A")
    assert record.application == ApplicationNumber.parse("CN-202299000001-A")
    assert (record.publication_date, record.filing_date) == (date(2024, 1, 5), date(2022, 6, 1))
    assert record.priorities[0].date == record.priority_date == date(2022, 6, 1)
    assert record.family_id == "99000001"
    assert record.titles == (Text("Invented cell", "en"),)
    assert record.abstracts == (Text("一种电池。", "zh"),)
    assert [claim.independent for claim in record.claims[0].claims] == [True, False]
    assert record.applicants == (
        Party("INVENTED CELLS LTD", "CN", PartyForm.STANDARDISED, 1),
        Party("Invented Cells Ltd.", None, PartyForm.AS_FILED, 1),
    )
    assert record.inventors == (Party("DOE JANE", None, PartyForm.STANDARDISED, 1),)
    assert record.classifications == (
        Classification("CPC", "H01M10/0562", inventive=True, first=True),
        Classification("IPC", "H01M10/0562", inventive=False, first=False),
    )
    assert record.citations == (
        Citation(PublicationNumber("US", "2021210819", "A1"), category="X", origin="examiner"),
        Citation(None, "An invented paper", patent=False, origin="applicant"),
    )


@pytest.mark.parametrize("family", ["-1", "0", "", None])
def test_no_family_and_no_date_are_none(family: str | None) -> None:
    """As the table spells them."""
    (record,) = parse({**ROW, "family_id": family, "publication_date": 0})
    assert isinstance(record, Publication)
    assert (record.family_id, record.publication_date) == (None, None)


def test_a_row_with_its_number_alone_is_a_record_and_one_without_is_an_error() -> None:
    """Columns that were not selected are absent."""
    found = parse({"publication_number": "EP-2400812-A1"}, {"title_localized": []}, {**ROW, "cpc": 7})
    assert isinstance(found[0], Publication)
    assert [str(error) for error in found if isinstance(error, RecordError)][1:] == [
        "rows, line 3: cpc: a number where a list is wanted"
    ]


@given(st.sampled_from(sorted(ROW)), st.recursive(st.none() | st.text() | st.integers() | st.booleans(), st.lists))
def test_any_content_is_a_record_or_an_error(key: str, content: Any) -> None:
    """Nothing else is raised."""
    assert all(isinstance(item, Publication | RecordError) for item in parse({**ROW, key: content}))
