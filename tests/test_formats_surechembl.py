"""SureChEMBL's document contents: each part optional, claims with or without markup, parties in up to three forms."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape.errors import FormatError, RecordError
from landscape.formats import surechembl
from landscape.records import PartyForm, Provenance, Publication, TextOrigin

ORIGIN = Provenance("surechembl", "https://a.example/document/CN-110000001-A/contents", sha256="ab")


def read(document: object, doc_id: str = "CN-110000001-A") -> tuple[Publication, list[str]]:
    """The publication of an answer, and what could not be read of it."""
    answer = {"status": "OK", "data": {"doc_id": doc_id, "contents": {"patentDocument": document}}}
    items = list(surechembl.parse(io.BytesIO(json.dumps(answer).encode()), ORIGIN))
    (publication,) = (item for item in items if isinstance(item, Publication))
    return publication, [item.reason for item in items if isinstance(item, RecordError)]


def party(name: str, form: str, **fields: Any) -> dict[str, Any]:
    return {"format": form, "sequence": "1", "addressbook": {"lastName": name, **fields}}


FULL = {
    "published": "20250613",
    "family": ["77000001"],
    "abstracts": [{"lang": "EN", "section": {"content": "<p>An invented Li<sub>7</sub>P layer.</p>"}}],
    "claimResponses": [
        {"lang": "EN", "section": {"content": "<p>1. An invented cell.</p><p>2. The cell of claim 1, thin.</p>"}},
        {"lang": "ZH", "loadSource": "patent-office", "section": {"content": "1. 一种发明的电池。"}},
    ],
    "legalStatus": [
        {
            "legal-event": [
                {"@country": "CN", "@code": "SE01", "@date": "20250701", "@impact": "+"},
                {
                    "@country": "CN",
                    "@code": "PB01",
                    "@date": "20250613",
                    "legal-event-body": {"event-title": {"$": "PUBLICATION"}},
                },
            ]
        }
    ],
    "bibliographicData": {
        "applicationReference": [{"ucid": "CN-202311707711-A", "documentIdList": [{"date": "20231212"}]}],
        "priorityClaims": [{"priorityClaims": [{"ucid": "CN-202311707711-A", "documentId": {"date": "20231212"}}] * 2}],
        "parties": [
            {
                "applicants": {
                    "applicant": [
                        party("Invented Cells Ltd.", "original", address={"country": "cn"}),
                        party("INVENTED CELLS LTD", "epo"),
                        party("LTD, INVENTED CELLS", "epo"),
                        party("Cells Invented", "intermediate"),
                    ]
                },
                "inventors": {"inventor": [party("Doe", "original", firstName="Jane")]},
            }
        ],
        "technicalData": {
            "inventionTitles": [{"lang": "EN", "title": "Invented cell"}, {"lang": "ZH", "title": "发明的电池"}],
            "classificationsCpc": [
                {"classificationCpc": [{"classification": "H01M  10/0562      20130101 LI20200101BHEP"}] * 2}
            ],
            "classificationsIpcr": [{"classificationIpcr": [{"classification": "H01M  10/0562      20100101ALI"}]}],
            "citations": [
                {
                    "patentCitations": {
                        "patcit": [{"ucid": "US-20150000001-A1", "sources": {"source": [{"name": "SEA"}]}}] * 2
                    }
                }
            ],
        },
    },
}


def test_a_full_document_is_read_whole() -> None:
    """What comes twice stands once; the languages keep apart; Chinese documents in English are translations."""
    found, errors = read(FULL)
    assert errors == []
    assert (str(found.number), found.publication_date, found.family_id) == (
        "CN-110000001-A",
        date(2025, 6, 13),
        "77000001",
    )
    assert (str(found.application), found.filing_date, found.priority_date) == (
        "CN-202311707711-A",
        date(2023, 12, 12),
        date(2023, 12, 12),
    )
    assert len(found.priorities) == 1
    assert [(each.text, each.language, each.origin) for each in found.titles] == [
        ("Invented cell", "en", TextOrigin.MACHINE_TRANSLATION),
        ("发明的电池", "zh", TextOrigin.UNKNOWN),
    ]
    assert found.abstracts[0].text == "An invented Li7P layer."
    english, chinese = found.claims
    assert [claim.text for claim in english.claims] == ["An invented cell.", "The cell of claim 1, thin."]
    assert english.claims[1].depends_on == (1,)
    assert (chinese.language, chinese.origin) == ("zh", TextOrigin.OFFICE)
    assert [(each.name, each.form, each.country) for each in found.applicants] == [
        ("Invented Cells Ltd.", PartyForm.AS_FILED, "CN"),
        ("INVENTED CELLS LTD", PartyForm.STANDARDISED, None),
    ]
    assert [each.name for each in found.inventors] == ["Jane Doe"]
    assert sorted((each.scheme, each.symbol) for each in found.classifications) == [
        ("CPC", "H01M10/0562"),
        ("IPC", "H01M10/0562"),
    ]
    assert [(str(each.cited), each.origin) for each in found.citations] == [("US-2015000001-A1", "examiner")]
    assert [(each.code, each.effect, each.description) for each in found.events] == [
        ("PB01", None, "PUBLICATION"),
        ("SE01", "+", ""),
    ]


@pytest.mark.parametrize("empty", [{}, [], "", None, 0, "null"])
def test_every_part_may_be_missing(empty: object) -> None:
    """Whatever stands there instead."""
    document: dict[str, Any] = dict.fromkeys(FULL, empty)
    found, errors = read(document)
    assert (str(found.number), found.claims, found.applicants, errors) == ("CN-110000001-A", (), (), [])
    found, errors = read({**FULL, "bibliographicData": dict.fromkeys(FULL["bibliographicData"], empty)})
    assert len(found.claims) == 2


def test_a_part_that_cannot_be_read_costs_itself_only() -> None:
    """And is named."""
    document = json.loads(json.dumps(FULL))
    document["published"] = "20251399"
    document["bibliographicData"]["technicalData"]["classificationsCpc"][0]["classificationCpc"][0][
        "classification"
    ] = "?"
    found, errors = read(document)
    assert found.publication_date is None
    assert len(errors) == 2
    assert len(found.claims) == 2


def test_assignees_stand_in_for_applicants() -> None:
    """Old US documents have no others."""
    parties = [{"assignees": {"assignee": [party("Invented Cells Inc.", "original")]}}]
    found, _ = read({"bibliographicData": {"parties": parties}})
    assert [each.name for each in found.applicants] == ["Invented Cells Inc."]


def test_the_number_may_stand_in_the_bibliographic_data() -> None:
    """Without any there is no record."""
    reference = {"bibliographicData": {"publicationReference": [{"ucid": "EP-2400812-A1"}]}}
    assert str(read(reference, "")[0].number) == "EP-2400812-A1"
    answer = b'{"data": {"contents": {"patentDocument": {}}}}'
    (error,) = surechembl.parse(io.BytesIO(answer), ORIGIN)
    assert isinstance(error, RecordError)


def test_claims_in_markup_are_lines() -> None:
    """Elements of claims and breaks part lines; what stands inside a word joins it."""
    markup = (
        '<claims><claim id="1" num="1"><claim-text>1. A cell with Li<sub>6</sub>PS<sub>5</sub>Cl &amp; carbon.'
        "</claim-text></claim><claim><claim-text>2. The cell of claim 1<br/>which is thin.</claim-text></claim>"
    )
    found, _ = read({"claimResponses": [{"lang": "EN", "section": {"content": markup}}]}, "EP-2400812-A1")
    assert [claim.text for claim in found.claims[0].claims] == [
        "A cell with Li6PS5Cl & carbon.",
        "The cell of claim 1 which is thin.",
    ]


KEYS = sorted({*FULL, "bibliographicData", "technicalData", "parties", "ucid", "section", "content", "lang", "date"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["CN-110000001-A", "20250613"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*FULL, *FULL["bibliographicData"], "ucid", "section", "content", "lang", "documentId", "date"]
            ),  # type: ignore[list-item]
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_whatever_comes_is_a_record_or_an_error(document: object) -> None:
    """Never an exception of another kind."""
    answer = {"data": {"doc_id": "CN-110000001-A", "contents": {"patentDocument": document}}}
    for item in surechembl.parse(io.BytesIO(json.dumps(answer).encode()), ORIGIN):
        assert isinstance(item, Publication | RecordError)


def test_nesting_has_a_bound() -> None:
    """Where the JSON parser has none."""
    nested: object = "77000001"
    for _ in range(480):
        nested = [nested]
    answer = json.dumps({"data": {"doc_id": "EP-2400812-A1", "contents": {"patentDocument": {"family": nested}}}})
    for depth in (b"", b"[" * 450):
        content = answer.encode().replace(b'"77000001"', depth + b'"77000001"' + b"]" * len(depth))
        for item in surechembl.parse(io.BytesIO(content), ORIGIN):
            assert isinstance(item, Publication | RecordError)


@pytest.mark.parametrize("answer", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_answer_is_an_error_of_the_document(answer: bytes) -> None:
    """With its name."""
    with pytest.raises(FormatError, match="contents"):
        list(surechembl.parse(io.BytesIO(answer), ORIGIN))
