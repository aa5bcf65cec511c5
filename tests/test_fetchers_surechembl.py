"""SureChEMBL against an office in a box: quoted questions, pages of one size, one request a document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape.errors import FormatError
from landscape.fetchers import surechembl
from landscape.fetchers.surechembl import _page, fetch, judge
from landscape.fetchers.surechembl.solr import question, questions
from landscape.query import Period, Query, Strand
from landscape.session import Answer, Request, Verdict
from tests.offices import faults, invented
from tests.offices.asking import Asking
from tests.offices.base import Asked, Reply, TestClock
from tests.offices.surechembl import SureChembl, _envelope, _tokens, ucid

TOPIC = (
    'sources = ["surechembl"]\n[[patents]]\ncpc = ["H01M10/0562"]\ntext = ["solid electrolyte", "固态电池"]\n'
    "published = { since = 2015-01-01 }\n"
)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def office(clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[SureChembl]:
    monkeypatch.setattr(surechembl, "PAGE", 10)
    with SureChembl(invented.publications(35), clock) as box:
        monkeypatch.setenv(box.variable, box.url)
        yield box


def kinds(requests: list[Asked]) -> Counter[str]:
    """Requests by what they are for."""
    return Counter(asked.path.rsplit("/", 1)[1] for asked in requests)


def test_a_topic_comes_in_whole(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """A page for ten hits, a request a document, at half the pace allowed; claims among the rest."""
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert run.error is None
    assert run.numbers == sorted(str(each.number) for each in office.known.values())
    assert (run.fetch.promised, +(run.fetch.missing or Counter())) == (35, Counter())
    assert kinds(office.requests) == {"content": 4, "contents": 35}
    assert {asked.parameters["itemsPerPage"] for asked in office.requests if asked.parameters} == {"10"}
    times = [asked.at for asked in office.requests]
    assert all(later - sooner >= 0.5 - 1e-9 for sooner, later in pairwise(times))
    assert all(each.claims and each.classifications and each.applicants and each.family_id for each in run.publications)
    assert "not complete" in run.fetch.note


def test_with_nothing_new_the_first_page_is_all(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """A new document costs one request more, wherever it ranks."""
    first = Asking(fetch, TOPIC, tmp_path, clock)
    office.forget()
    clock.pass_(timedelta(days=2))
    assert Asking(fetch, TOPIC, tmp_path, clock).numbers == first.numbers
    assert kinds(office.requests) == {"content": 1}
    new = invented.publication(5000, ("CN", "A"), 4000)
    office.known = {ucid(new): new, **office.known}
    office.forget()
    clock.pass_(timedelta(days=2))
    assert len(Asking(fetch, TOPIC, tmp_path, clock).numbers) == 36
    assert kinds(office.requests) == {"content": 1, "contents": 1}


def test_a_run_asks_for_so_many_documents_and_the_next_goes_on(
    office: SureChembl, clock: TestClock, tmp_path: Path
) -> None:
    """The newest first; what is beyond is counted."""
    text = TOPIC + "[surechembl]\nmax_documents = 20\n"
    first = Asking(fetch, text, tmp_path, clock)
    assert len(first.numbers) == 20
    assert first.fetch.promised == 35
    assert +(first.fetch.missing or Counter()) == {"are beyond the 20 that a run asks for; run again": 15}
    newest = sorted(office.known.values(), key=lambda each: each.publication_date or date.min)[-20:]
    assert first.numbers == sorted(str(each.number) for each in newest)
    assert len(Asking(fetch, text, tmp_path, clock).numbers) == 35


@pytest.mark.parametrize("pads", [False, True])
def test_symbols_are_found_however_the_index_spells_them(
    office: SureChembl, clock: TestClock, tmp_path: Path, pads: bool
) -> None:
    """With the blanks of the columns or without."""
    office.pads = pads
    assert len(Asking(fetch, TOPIC, tmp_path, clock).numbers) == 35


def test_a_symbol_that_finds_nothing_is_asked_for_by_its_subclass(
    office: SureChembl, clock: TestClock, tmp_path: Path
) -> None:
    """A filter that is not understood is answered with nothing; the strands decide what is kept."""
    office.understood = False
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert len(run.numbers) == 35
    assert "cpc:H01M AND" in office.requests[1].parameters["query"]


def test_a_filter_that_is_answered_with_everything_is_told(
    office: SureChembl, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More hits than a topic has."""
    monkeypatch.setattr(surechembl, "MOST", 34)
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert "finds 35 documents, as if it did not understand" in str(run.error)
    assert kinds(office.requests) == {"content": 1}


def test_publications_that_the_query_names_come_by_number(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """In quotes, those of the US in both spellings, those without a kind by their parts."""
    by_country = {each.number.country: each.number for each in office.known.values()}
    named = [by_country["CN"], by_country["US"], by_country["EP"].without_kind]
    text = f'sources = ["surechembl"]\npublications = {[str(number) for number in named]}\n'
    run = Asking(fetch, text, tmp_path, clock)
    assert run.numbers == sorted(str(by_country[country]) for country in ("CN", "US", "EP"))
    asked = [each.parameters["query"] for each in office.requests if each.parameters]
    assert asked[0] == f'pn:"{named[0]}"'
    assert asked[1].startswith('pn:("US-')
    assert asked[2] == f'pnctry:EP AND pnnum:"{named[2].number}"'


def test_families_come_if_asked_for(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """A document without one is answered with status 500, which means none."""
    lonely = next(iter(office.known))
    office.known[lonely] = replace(office.known[lonely], family_id=None)
    run = Asking(fetch, TOPIC + '[surechembl]\nalso = ["families"]\n', tmp_path, clock)
    members = {str(each.number): len(each.family_members) for each in run.publications}
    assert members[str(office.known[lonely].number)] == 0
    assert sorted(Counter(members.values()).items()) == [(0, 1), (1, 4), (2, 30)]
    assert kinds(office.requests)["members"] == 35


@pytest.mark.parametrize("status", [200, 503])
def test_trouble_with_a_family_costs_no_publication(
    office: SureChembl, clock: TestClock, tmp_path: Path, status: int
) -> None:
    """Whether with one family or with the service: what came of the document is kept."""
    office.fail(
        lambda asked, reply: _envelope(status, "ERROR", None, "an invented failure"),
        times=None,
        when=lambda asked: asked.path.endswith("members"),
    )
    text = f'{TOPIC}[surechembl]\nalso = ["families"]\n'
    run = Asking(fetch, text, tmp_path, clock)
    assert len(run.numbers) == (35 if status == 200 else 1)
    assert "an invented failure" in str(run.dropped[0] if status == 200 else run.error)


def test_hits_that_repeat_or_shift_are_taken_once(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """What is counted but never shown is told, and the reading ends."""
    office.shift = 2
    run = Asking(fetch, TOPIC, tmp_path / "a", clock)
    assert len(run.numbers) == len(set(run.numbers)) == 33
    assert run.fetch.promised == 35
    assert +(run.fetch.missing or Counter()) == {"are counted but not shown": 2}
    assert kinds(office.requests)["content"] <= 8
    office.shift, office.short = 0, 1
    office.forget()
    run = Asking(fetch, TOPIC, tmp_path / "b", clock)
    assert len(run.numbers) == 32
    assert kinds(office.requests)["content"] <= 8
    clock.pass_(timedelta(days=2))
    office.forget()
    Asking(fetch, TOPIC, tmp_path / "b", clock)
    assert kinds(office.requests) == {"content": 1}


def test_a_page_past_the_end_is_never_asked_for(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """It repeats the last one."""
    Asking(fetch, TOPIC, tmp_path, clock)
    assert {asked.parameters["page"] for asked in office.requests if asked.parameters} == {"1", "2", "3", "4"}


def test_symbols_citations_and_events_are_optional(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """Some answers do not return them."""
    office.bare = True
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert len(run.numbers) == 35
    assert not run.dropped
    assert not any(each.classifications or each.citations or each.events for each in run.publications)


def test_a_document_that_fails_costs_itself_only(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """It is named, and the next run asks for it again; status 500 is not asked again at once."""
    (chosen, gone, other) = list(office.known)[4:7]

    def in_envelope(asked: Asked, reply: Reply) -> Reply:
        return _envelope(200, "INTERNAL_SERVER_ERROR", None, "an invented failure")

    office.fail(faults.status(500), times=None, when=lambda asked: chosen in asked.path)
    office.fail(faults.status(404), times=None, when=lambda asked: gone in asked.path)
    office.fail(in_envelope, times=None, when=lambda asked: other in asked.path)
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert run.error is None
    assert len(run.numbers) == 32
    assert [type(error) for error in run.dropped] == [FormatError, FormatError]
    told = "; ".join(map(str, run.dropped))
    assert chosen in told
    assert f"{other}/contents: is an error: an invented failure" in told
    assert +(run.fetch.missing or Counter()) == {"are not there": 1}
    assert max(Counter(asked.path for asked in office.requests if "/document/" in asked.path).values()) == 1
    office.recover()
    assert len(Asking(fetch, TOPIC, tmp_path, clock).numbers) == 34


def test_a_question_that_is_wrong_is_told_in_its_words(office: SureChembl, clock: TestClock, tmp_path: Path) -> None:
    """Whether with a status or within an envelope."""
    run = Asking(fetch, 'sources = ["surechembl"]\n[surechembl]\nquery = "((("\n', tmp_path, clock)
    assert "does not understand the question: org.apache.solr" in str(run.error)

    def in_envelope(asked: Asked, reply: Reply) -> Reply:
        return _envelope(200, "ERROR", None, "Query is too general")

    office.fail(in_envelope)
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert "Query is too general" in str(run.error)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["OK", "EP-2400812-A1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "data", "results", "documents", "docId", "total_hits", "error_message", "pd"]),
            inner,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([200, 400, 404, 500]), JSON)
def test_whatever_the_service_answers_has_a_meaning(status: int, content: object) -> None:
    """What is taken can be read as a page."""
    answer = Answer("https://a", status, json.dumps(content).encode(), TestClock().now())
    judged = judge(Request("https://a", expects="json"), answer)
    if judged.verdict is Verdict.TAKE:
        assert _page(answer).total >= 0
    else:
        assert judged.reason == " ".join(judged.reason.split())


@pytest.mark.parametrize(
    ("strand", "wanted"),
    [
        (
            Strand("a", cpc=("H01M10/0562", "H01M"), text=("solid electrolyte",)),
            'cpc:(H01M OR "H01M10/0562" OR "H01M  10/0562") AND '
            '(ttl:"solid electrolyte" OR ab:"solid electrolyte" OR clm:"solid electrolyte")',
        ),
        (
            Strand("b", applicants=("Invented Cells", "虚构电池", 'In"vented'), published=Period(date(2020, 1, 2))),
            'asg:("Invented Cells" OR "虚构电池" OR "In\\"vented") AND pd:[20200102 TO *]',
        ),
        (Strand("c", text=("electrolyt*",)), "(ttl:electrolyt* OR ab:electrolyt* OR clm:electrolyt*)"),
        (Strand("d", published=Period(None, date(2020, 1, 2))), "pd:[* TO 20200102]"),
    ],
)
def test_a_strand_becomes_solr(strand: Strand, wanted: str) -> None:
    """Every form of a name, phrases in quotes, dates with open ends."""
    assert question(strand).solr == wanted


def test_many_phrases_are_asked_for_in_addresses_that_servers_take() -> None:
    """Every phrase in one of the questions, with all the other conditions; a single long one as it is."""
    phrases = tuple(f"固态电解质材料{number}" for number in range(100))
    strand = Strand("a", cpc=("H01M",), text=phrases, applicants=("Invented Cells",))
    asked = [each.solr for each in questions(strand)]
    assert len(asked) > 1
    assert all(len(quote(solr)) <= 6000 and "cpc:H01M" in solr and "asg:" in solr for solr in asked)
    assert [sum(f'"{phrase}"' in solr for solr in asked) for phrase in phrases] == [1] * 100
    assert questions(replace(strand, text=phrases[:3])) == [question(replace(strand, text=phrases[:3]))]
    assert len(questions(Strand("b", text=("长" * 9000,)))) == 1


def test_the_questions_of_the_project_are_understood(office: SureChembl, clock: TestClock) -> None:
    """Every query file's strands; the names of Huawei in each of their forms."""
    from tests.offices.boolean import parse

    for path in sorted((Path(__file__).parents[1] / "queries").glob("*.toml")):
        for strand in Query.load(path).strands:
            solr = question(strand).solr
            parse(_tokens(solr), office._term)
            assert all(f'"{name}"' in solr for name in strand.applicants)
