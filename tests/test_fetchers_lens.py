"""The Lens: questions from strands, scrolling to the end, what a second run asks, limits, and faults on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import FormatError, QueryError
from landscape.fetchers.lens import fetch
from landscape.fetchers.lens.dsl import questions
from landscape.fetchers.lens.manners import page
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand
from landscape.session import Answer
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Asked, Reply, TestClock
from tests.offices.invented import publications
from tests.offices.lens import TOKEN, Lens

TOPIC = 'sources = ["lens"]\n[[patents]]\ncpc = ["H01M10/00"]\ntext = ["solid-state battery", "invented cell*"]\n'


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lens]:
    with Lens(publications(230), TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        monkeypatch.setenv("LENS_API_TOKEN", TOKEN)
        yield office


def run(folder: Path, office: Lens, text: str = TOPIC, *, ask_again: bool = False) -> Asking:
    return Asking(fetch, text, folder, office.clock, ask_again=ask_again)


def test_a_strand_asks_for_each_condition_in_the_language_of_its_words() -> None:
    """Han alone may be Chinese or Japanese; a strand without words and a number go with the English question."""
    strand = Strand("a", ("H01M10/0562",), ("solid electrolyte", "固体电解质"), ("Invented",), Period(date(2015, 1, 1)))
    asked = questions([strand, Strand("b", ("H01M10/00",))], [PublicationNumber("US", "2021210819", "A1")])
    assert [question.language for question in asked] == ["EN", "JA", "ZH"]
    english, chinese = (json.dumps(asked[place].query, ensure_ascii=False) for place in (0, 2))
    assert '{"terms": {"ids": ["US_20210210819_A1"]}}' in english
    assert '{"match_phrase": {"claim": "solid electrolyte"}}' in english
    assert '{"query_string": {"query": "class_cpc.symbol:H01M10\\\\/*"}}' in english
    assert "固体电解质" not in english
    assert asked[2].query == {
        "bool": {
            "must": [
                {
                    "bool": {
                        "should": [
                            {"term": {"class_cpc.symbol": "H01M10/0562"}},
                            {"term": {"class_ipcr.symbol": "H01M10/0562"}},
                        ]
                    }
                },
                {"bool": {"should": [{"match_phrase": {f: "固体电解质"}} for f in ("title", "abstract", "claim")]}},
                {"match_phrase": {"applicant.name": "Invented"}},
            ],
            "filter": [{"range": {"date_published": {"gte": "2015-01-01"}}}],
        }
    }
    assert "solid electrolyte" not in chinese


@pytest.mark.parametrize("same_id", [False, True])
def test_all_hits_come_once_in_the_fewest_requests(office: Lens, tmp_path: Path, same_id: bool) -> None:
    """A hundred a page, whether the id to scroll on with changes or not; the next run of the day asks nothing."""
    office.same_id = same_id
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len(asking.numbers) == len(set(asking.numbers)) == 230
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (230, {}, 3)
    assert asking.publications[0].claims
    office.forget()
    assert run(tmp_path, office).numbers == asking.numbers
    assert office.requests == []


def test_a_later_run_asks_once_where_nothing_is_new_and_for_all_where_too_much_is(office: Lens, tmp_path: Path) -> None:
    """What is among the newest hundred need not be scrolled for; what is gone or far down must."""
    everything = office.records
    office.records = everything[:220]
    first = run(tmp_path, office)
    office.forget()
    office.clock.wait(86400, None)
    assert run(tmp_path, office).numbers == first.numbers
    assert len(office.requests) == 1
    office.clock.wait(86400, None)
    office.records = everything[:225]
    assert len(run(tmp_path, office).numbers) == 225
    assert len(office.requests) == 2
    office.clock.wait(86400, None)
    office.records = everything[10:]
    office.forget()
    assert len(run(tmp_path, office).numbers) == 220
    assert len(office.requests) == 1 + 3


def test_refresh_asks_everything_again(office: Lens, tmp_path: Path) -> None:
    """Whatever is recorded."""
    run(tmp_path, office)
    office.forget()
    assert len(run(tmp_path, office, ask_again=True).numbers) == 230
    assert len(office.requests) == 3


def test_numbers_and_a_query_of_ones_own_are_asked_for(office: Lens, tmp_path: Path) -> None:
    """As an object or as a query string; JSON that is none is an error of the query."""
    some = office.records[4].publication.number
    text = f'sources = ["lens"]\npublications = ["{some}"]\n[lens]\nquery = "layer AND 17"\n'
    asking = run(tmp_path, office, text)
    assert set(asking.numbers) == {str(some), str(office.records[17].publication.number)}
    text = 'sources = [\'lens\']\n[lens]\nquery = \'{"match_phrase": {"title": "electrolyte 20"}}\'\n'
    assert len(run(tmp_path, office, text).numbers) == 1
    with pytest.raises(QueryError, match=r"lens\.query: not valid JSON"):
        run(tmp_path, office, "sources = ['lens']\n[lens]\nquery = '{\"match\"'\n")


def test_no_hit_is_no_error(office: Lens, tmp_path: Path) -> None:
    """None promised, none missing."""
    asking = run(tmp_path, office, 'sources = ["lens"]\n[[patents]]\ntext = ["unheard of"]\n')
    assert (asking.error, asking.items, asking.fetch.promised, asking.fetch.missing) == (None, [], 0, {})


def test_the_requests_of_a_minute_are_spread_over_it(office: Lens, tmp_path: Path) -> None:
    """Never one refused."""
    office.plan.a_minute = 2
    asking = run(tmp_path, office)
    assert len(asking.numbers) == 230
    assert [later.at - earlier.at >= 29 for earlier, later in pairwise(office.requests)] == [True, True]


def test_a_scroll_that_ended_is_begun_again_once(office: Lens, tmp_path: Path) -> None:
    """Nothing comes twice; a scroll that ends each time ends the run."""
    office.fail(faults.status(503, Retry_After="90"), 1, lambda asked: b"scroll_id" in asked.body)
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len(asking.numbers) == len(asking.publications) == 230
    assert asking.fetch.missing == {}
    office.fail(faults.status(400), None, lambda asked: b"scroll_id" in asked.body)
    refused = run(tmp_path / "other", office)
    assert refused.error is not None
    assert refused.fetch.missing == {"did not come": 130}


def test_a_service_that_repeats_a_page_for_ever_is_not_asked_for_ever(office: Lens, tmp_path: Path) -> None:
    """What it counts and does not show is missing."""

    def repeated(asked: Asked, reply: Reply) -> Reply:
        told = json.loads(reply.body)
        told["data"] = told["data"][:5] if b"scroll_id" not in asked.body else json.loads(first[0])["data"][:5]
        first.append(json.dumps(told))
        return replace(reply, body=json.dumps({**told, "total": 10**12}).encode())

    first: list[str] = []
    office.fail(repeated, None)
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len(asking.numbers) == 5
    assert len(office.requests) == 2
    assert asking.fetch.missing == {"did not come": 10**12 - 5}


@given(st.recursive(st.none() | st.floats() | st.integers() | st.text(), lambda some: st.dictionaries(st.text(), some)))
def test_any_json_is_a_page_or_none(content: object) -> None:
    """Nothing but ValueError, whatever stands where."""
    for told in (
        content,
        {"total": content, "data": []},
        {"total": 1, "data": content},
        {"total": 1, "data": [content]},
    ):
        answer = Answer("https://a.example", 200, json.dumps(told).encode(), datetime(2026, 11, 23, tzinfo=UTC))
        with suppress(ValueError):
            page(answer)


def test_a_killed_run_is_completed_by_the_next(office: Lens, tmp_path: Path) -> None:
    """Though its scroll has ended since."""
    office.fail(faults.status(500), None, lambda asked: b'"scroll-1;2"' in asked.body)
    assert len(run(tmp_path, office).numbers) == 200
    office.recover()
    office.clock.wait(600, None)
    assert len(run(tmp_path, office).numbers) == 230


def test_a_month_that_is_used_up_ends_the_run_and_says_until_when(office: Lens, tmp_path: Path) -> None:
    """What came is kept."""
    office.plan.a_month = 2
    asking = run(tmp_path, office)
    assert "all that the plan allows in a month; it resets 2026-12-01" in str(asking.error)
    assert len(asking.numbers) == 200
    assert asking.fetch.missing == {"did not come": 30}


@pytest.mark.parametrize(
    "fault", [faults.status(503), faults.status(429, x_rate_limit_retry_after_seconds="5"), faults.cut, faults.invalid]
)
def test_trouble_that_passes_is_waited_for(office: Lens, tmp_path: Path, fault: faults.Fault) -> None:
    """Everything comes, once."""
    office.fail(fault, 1)
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len(asking.numbers) == 230


@pytest.mark.parametrize(
    "fault", [faults.html, faults.html_in_disguise, faults.invalid, faults.huge, faults.status(404)]
)
def test_trouble_that_stays_is_one_line_without_the_token(office: Lens, tmp_path: Path, fault: faults.Fault) -> None:
    """Neither in the error nor anywhere on disk."""
    office.fail(fault, None)
    asking = run(tmp_path, office)
    assert asking.error is not None
    assert TOKEN not in str(asking.error)
    assert str(asking.error).count("\n") == 0
    office.recover()
    assert len(run(tmp_path, office).numbers) == 230
    assert not any(TOKEN.encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_token_that_is_refused_is_said_to_be(office: Lens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request, no more."""
    monkeypatch.setenv("LENS_API_TOKEN", "wrong-token")
    asking = run(tmp_path, office)
    assert "does not accept the key" in str(asking.error)
    assert not isinstance(asking.error, FormatError)
    assert len(office.requests) == 1
