"""File wrappers of the USPTO: an application's publications, its priorities, and what was recorded of it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import Parsed, us_file_wrapper, us_xml
from landscape.records import Classification, LegalEvent, Party, PartyForm, Provenance, Publication

ORIGIN = Provenance("uspto", "search")


def parse(*wrappers: object) -> list[Parsed]:
    content = json.dumps({"count": len(wrappers), "patentFileWrapperDataBag": wrappers}).encode()
    return list(us_file_wrapper.parse(io.BytesIO(content), ORIGIN))


def wrapper(**changes: Any) -> dict[str, Any]:
    """An invented file in the layout of the portal."""
    return {
        "applicationNumberText": "18999001",
        "applicationMetaData": {
            "inventionTitle": "INVENTED CELL",
            "filingDate": "2023-06-01",
            "earliestPublicationDate": "2024-01-04",
            "earliestPublicationNumber": "US20240999001A1",
            "grantDate": "2025-02-04",
            "patentNumber": "12999001",
            "applicationStatusDescriptionText": "Patented Case",
            "applicationStatusDate": "2025-01-15",
            "applicantBag": [
                {
                    "applicantNameText": "Invented Cells Ltd.",
                    "correspondenceAddressBag": [{"countryCode": "KR", "postalAddressCategory": "postal"}],
                },
                {"applicantNameText": "Jane Doe"},
            ],
            "inventorBag": [
                {
                    "firstName": "Jane",
                    "lastName": "Doe",
                    "inventorNameText": "Jane Doe",
                    "correspondenceAddressBag": [
                        {"countryCode": "US", "postalAddressCategory": "postal"},
                        {"countryCode": "KR", "postalAddressCategory": "residence"},
                    ],
                }
            ],
            "cpcClassificationBag": ["H01M  10/0562", "H01M2300/0068"],
            "uspcSymbolText": "429/144",
        },
        "foreignPriorityBag": [
            {
                "applicationNumberText": "10-2022-0000001",
                "filingDate": "2022-06-02",
                "ipOfficeName": "KOREA, REPUBLIC OF",
            },
            {"applicationNumberText": "X 17", "filingDate": "2022-06-03", "ipOfficeName": "ATLANTIS"},
        ],
        "parentContinuityBag": [
            {"parentApplicationNumberText": "PCTKR2023000001", "parentApplicationFilingDate": "2023-01-02"},
            {"parentApplicationNumberText": "63999001", "parentApplicationFilingDate": "2022-07-01"},
        ],
        "eventDataBag": [
            {"eventCode": "PTAC", "eventDate": "2025-02-04", "eventDescriptionText": "Patent Issued"},
            {"eventCode": "CTNF", "eventDate": "2024-05-06", "eventDescriptionText": "Non-Final Rejection"},
            {"eventCode": "CTNF", "eventDate": "2024-05-06", "eventDescriptionText": "Non-Final Rejection"},
        ],
        **changes,
    }


def test_an_application_gives_what_was_published_and_what_was_granted() -> None:
    """Each names the other; events stand with the later one, each once, in order."""
    published, granted = parse(wrapper())
    assert isinstance(published, Publication)
    assert isinstance(granted, Publication)
    assert [str(each.number) for each in (published, granted)] == ["US-2024999001-A1", "US-12999001-B2"]
    assert [each.publication_date for each in (published, granted)] == [date(2024, 1, 4), date(2025, 2, 4)]
    assert published.family_members == (granted.number,)
    assert granted.family_members == (published.number,)
    assert str(granted.application) == "US-18999001"
    assert granted.filing_date == date(2023, 6, 1)
    assert published.events == ()
    assert [event.code for event in granted.events] == ["CTNF", "US-STATUS", "PTAC"]
    assert granted.events[1] == LegalEvent("US-STATUS", date(2025, 1, 15), "US", "Patented Case")
    assert [str(priority.application) for priority in granted.priorities] == [
        "KR-20220000001",
        "None",
        "KR-2023000001-W",
        "US-63999001",
    ]
    assert granted.priority_date == date(2022, 6, 2)
    assert granted.priorities[1].number == "ATLANTIS X 17"
    assert granted.classifications == (
        Classification("CPC", "H01M10/0562"),
        Classification("CPC", "H01M2300/0068"),
        Classification("UC", "429/144"),
    )
    assert granted.inventors == (Party("Doe, Jane", "KR", PartyForm.AS_FILED, 1),)
    assert granted.applicants == (Party("Invented Cells Ltd.", "KR", PartyForm.AS_FILED, 1),)


@pytest.mark.parametrize(
    ("number", "published", "kind"),
    [
        ("12999001", "", "B1"),
        ("D999001", "", "S1"),
        ("RE49999", "", "E1"),
        ("PP39999", "", "P2"),
        ("PP39998", "US20240999002P1", "P3"),
    ],
)
def test_the_kind_of_a_grant_follows_from_its_number_and_from_an_earlier_publication(
    number: str, published: str, kind: str
) -> None:
    """The portal gives the number alone."""
    file = wrapper()
    file["applicationMetaData"] |= {"patentNumber": number, "earliestPublicationNumber": published}
    found = parse(file)[-1]
    assert isinstance(found, Publication)
    assert found.number.kind == kind


def test_where_only_inventors_applied_the_first_assignee_is_the_applicant() -> None:
    """Not a later buyer."""
    file = wrapper(
        assignmentBag=[
            {"assignmentRecordedDate": "2026-01-01", "assigneeBag": [{"assigneeNameText": "BUYER INC."}]},
            {
                "assignmentRecordedDate": "2023-07-01",
                "assigneeBag": [{"assigneeNameText": "FIRST CO.", "assigneeAddress": {"ictCountryCode": "JP"}}],
            },
        ]
    )
    file["applicationMetaData"]["applicantBag"] = [{"applicantNameText": "Jane Doe"}]
    found = parse(file)[-1]
    assert isinstance(found, Publication)
    assert [(each.name, each.country) for each in found.applicants] == [("FIRST CO.", "JP")]


def test_what_cannot_be_read_costs_itself_only() -> None:
    """A file without publications, a number or type that is none, a date that does not exist."""
    unpublished, broken, odd = wrapper(), wrapper(), wrapper()
    unpublished["applicationMetaData"] = {"inventionTitle": "X"}
    broken["applicationMetaData"] |= {"patentNumber": "twelve", "earliestPublicationNumber": ""}
    odd["applicationMetaData"] = 7
    late = wrapper(eventDataBag=[{"eventCode": "A", "eventDate": "2024-02-31"}])
    found = parse(unpublished, broken, odd, late)
    errors = [str(error) for error in found if isinstance(error, RecordError)]
    assert len(found) - len(errors) == 2
    assert errors[0] == "search, record 1: is the file of an application that was not published"
    assert "record 2 (grant): publication number" in errors[1]
    assert "record 3 (application): applicationMetaData: a number where an object is wanted" in errors[2]
    assert "is no date" in errors[-1]


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_content_is_a_record_or_an_error(content: Any) -> None:
    """Nothing else is raised, whatever stands where."""
    file = wrapper()
    for key in list(file["applicationMetaData"]):
        parse({**file, "applicationMetaData": {**file["applicationMetaData"], key: content}})
    for key in file:
        parse({**file, key: content})


def test_the_portal_and_the_grant_itself_agree_on_a_real_record(shared_data: Path) -> None:
    """What both say of one application is the same: numbers, dates, priorities, parties."""
    folder = shared_data / "patents/uspto"
    with (folder / "odp/get_patent.json").open("rb") as stream:
        _, told = us_file_wrapper.parse(stream, ORIGIN)
    with (folder / "US11646472B2.xml").open("rb") as stream:
        (itself,) = us_xml.parse(stream, ORIGIN)
    assert isinstance(told, Publication)
    assert isinstance(itself, Publication)
    for name in ("number", "application", "publication_date", "filing_date", "priority_date", "applicants"):
        assert getattr(told, name) == getattr(itself, name), name
    assert {each.application for each in told.priorities} == {each.application for each in itself.priorities}
    assert {each.name for each in told.inventors} == {each.name for each in itself.inventors}
    cpc = {each.symbol for each in told.classifications if each.scheme == "CPC"}
    # The portal's symbols are those of today.
    assert cpc >= {each.symbol for each in itself.classifications if each.scheme == "CPC"}
