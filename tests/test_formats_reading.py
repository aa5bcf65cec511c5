"""From spellings to values: what parses is kept, what does not costs only itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats.reading import Reading, distinct, earliest, in_order, language
from landscape.records import Classification, LegalEvent, Priority, Provenance


def reading() -> Reading:
    return Reading(Provenance("files", "f.xml", licence="CC BY 4.0"), "line 7")


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("20240229", "2024-02-29"),
        ("2024-02-29", "2024-02-29"),
        (" 20240229 ", "2024-02-29"),
        ("19670900", "1967-09-01"),
        ("19670000", "1967-01-01"),
        ("", "None"),
        ("00000000", "None"),
        ("0000-00-00", "None"),
        ("00010101", "None"),
    ],
)
def test_dates(spelling: str, expected: str) -> None:
    found = reading()
    assert str(found.date(spelling)) == expected
    assert found.skipped == []


@pytest.mark.parametrize(
    "spelling", ["20240230", "20241301", "202402", "2024022", "today", "２０２４０２２９", "²0240229"]
)
def test_what_is_no_date_is_said(spelling: str) -> None:
    found = reading()
    assert found.date(spelling) is None
    assert [str(each) for each in found.skipped] == [f"f.xml, line 7: {spelling!r} is no date"]


def test_a_number_that_does_not_parse_costs_what_it_must() -> None:
    found = reading()
    with pytest.raises(RecordError, match=r"^f\.xml, line 7: publication number"):
        found.number("EP", "?", "A1")
    assert found.member("EP", "?") is None
    assert found.application("EP", "?") is None
    assert found.application("EP", "") is None
    assert len(found.skipped) == 2
    assert found.priority("EP", "?", filed="20240101").number == "EP ?"
    assert found.citation("EP", "?", category="X").text == "EP ?"
    assert found.citation("EP", "?").patent
    assert len(found.skipped) == 2


def test_provenance_is_the_documents_with_the_place_of_the_record() -> None:
    assert reading().provenance == Provenance("files", "f.xml", "line 7", licence="CC BY 4.0")


def test_schemes_are_cpc_ipc_or_what_the_source_calls_them() -> None:
    found = reading()
    read = [
        found.classification(scheme, symbol)
        for scheme, symbol in (("CPCNO", "H01M  10/0562"), ("IPC", "H01M10/0562"), ("FTERM", "5H029/AJ06"), ("FI", ""))
    ]
    assert [each and (each.scheme, each.symbol) for each in read] == [
        ("CPC", "H01M10/0562"),
        ("IPC", "H01M10/0562"),
        ("FTERM", "5H029/AJ06"),
        None,
    ]
    assert found.skipped == []
    assert found.classification("CPCI", "nonsense") is None
    assert [each.place for each in found.skipped] == ["line 7"]


def test_a_symbol_comes_once_and_inventive_or_first_if_any_mention_is() -> None:
    mentions = [
        Classification("CPC", "A01B1/00", False, None),
        Classification("IPC", "A01B1/00"),
        None,
        Classification("CPC", "A01B1/00", True, False),
        Classification("CPC", "A01B1/00", False, True),
        Classification("IPC", "A01B1/00", False),
    ]
    assert distinct(mentions) == (
        Classification("CPC", "A01B1/00", True, True),
        Classification("IPC", "A01B1/00", False),
    )


@given(st.permutations([True, False, None]))
def test_the_order_of_mentions_does_not_matter(marks: list[bool | None]) -> None:
    assert distinct(Classification("CPC", "A01B1/00", mark, mark) for mark in marks) == (
        Classification("CPC", "A01B1/00", True, True),
    )


def test_the_earliest_of_the_priorities_that_have_a_date() -> None:
    found = reading()
    dates = (found.date("20230102"), None, found.date("20220304"))
    assert str(earliest(Priority("x", each) for each in dates)) == "2022-03-04"
    assert earliest([Priority("x")]) is None


def test_events_come_by_date_and_undated_ones_last() -> None:
    found = reading()
    events = [LegalEvent("c"), LegalEvent("b", found.date("20240101")), LegalEvent("a", found.date("20230101"))]
    assert [event.code for event in in_order(events)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("EN", "en"),
        ("zh-CN", "zh"),
        (" de ", "de"),
        (None, "und"),
        ("", "und"),
        ("ol", "und"),
        ("eng", "und"),
        ("e1", "und"),
    ],
)
def test_languages(code: str | None, expected: str) -> None:
    assert language(code) == expected
