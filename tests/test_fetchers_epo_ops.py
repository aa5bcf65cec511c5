"""EPO OPS against an office in a box: complete, in the fewest requests, at the announced pace, each document once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape.errors import SourceError
from landscape.fetchers.epo_ops import fetch
from landscape.fetchers.epo_ops.cql import questions
from landscape.fetchers.epo_ops.manners import Throttling, judge
from landscape.fetchers.epo_ops.search import _middle, _page
from landscape.query import Period, Query, Strand
from landscape.records import Citation, Publication
from landscape.session import Answer, Request, Verdict
from tests.offices import exchange, invented
from tests.offices.asking import Asking
from tests.offices.base import Asked, Reply, TestClock
from tests.offices.epo_ops import KEY, SECRET, XML, EpoOps, quota, service_of

TOPIC = 'sources = ["epo-ops"]\n[[patents]]\ncpc = ["H01M10/0562"]\npublished = { since = 2015-01-01 }\n'
TODAY = date(2026, 11, 23)
HITS = exchange.hits


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def office(clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[EpoOps]:
    monkeypatch.setenv("EPO_OPS_KEY", KEY)
    monkeypatch.setenv("EPO_OPS_SECRET", SECRET)
    with EpoOps(invented.publications(230), clock) as box:
        monkeypatch.setenv(box.variable, box.url)
        yield box


def kinds(requests: list[Asked]) -> Counter[str]:
    """Requests by what they are for."""
    return Counter(
        "search" if "search" in asked.path else asked.path.rsplit("/", 1)[1].replace("accesstoken", "token")
        for asked in requests
    )


def test_5300_hits_come_in_whole_through_slices(
    clock: TestClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In as many requests as the slices have pages, one for each slice that was too large, one for 100 documents."""
    monkeypatch.setenv("EPO_OPS_KEY", KEY)
    monkeypatch.setenv("EPO_OPS_SECRET", SECRET)
    chinese = (("CN", "A"), ("US", "A1"), ("JP", "A"))
    slim = {"applicants": (), "citations": (), "priorities": (), "application": None, "abstracts": (), "claims": ()}
    with EpoOps((replace(each, **slim) for each in invented.publications(5300, chinese)), clock) as office:
        monkeypatch.setenv(office.variable, office.url)
        first = Asking(fetch, TOPIC, tmp_path, clock)
        assert first.error is None
        assert first.fetch.promised == len(first.numbers) == len(set(first.numbers)) == 5300
        assert not first.fetch.missing
        pages: dict[str, list[str]] = {}
        for asked in office.requests:
            if "search" in asked.path:
                pages.setdefault(asked.parameters["q"], []).append(asked.parameters["Range"])
        leaves = [cql for cql in pages if len(office._matching(cql)) <= 2000]
        least = sum(-(-len(office._matching(cql)) // 100) for cql in leaves)
        assert sum(len(office._matching(cql)) for cql in leaves) == 5300
        assert kinds(office.requests) == {"token": 1, "search": least + len(pages) - len(leaves), "biblio": 53}
        assert (least, len(pages) - len(leaves)) == (55, 4)
        asked_for = [name for asked in office.requests for name in asked.body.decode().split() if "." in name]
        assert max(Counter(asked_for).values()) == 1
        assert office.refused == 0
        at_pace(office)
        office.forget()
        clock.pass_(timedelta(days=2))
        again = Asking(fetch, TOPIC, tmp_path, clock)
        assert again.numbers == first.numbers
        assert kinds(office.requests) == {"token": 1, "search": len(leaves)}
        assert {asked.parameters.get("Range", "1-100") for asked in office.requests} == {"1-100"}


def at_pace(office: EpoOps) -> None:
    """No minute holds more requests to a service than it allows."""
    for service, limit in office.limits.items():
        times = [asked.at for asked in office.requests if service_of(asked) == service]
        assert all(later - sooner >= 60 - 1e-6 for sooner, later in zip(times, times[limit:], strict=False))


def test_a_new_publication_costs_a_search_and_a_call(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """Nothing that is held is asked for again, in whatever batch it came."""
    Asking(fetch, TOPIC, tmp_path, clock)
    clock.pass_(timedelta(days=2))
    office.add([invented.publication(9001, ("CN", "A"), 3000), invented.publication(9002, ("EP", "A1"), 4000)])
    office.forget()
    again = Asking(fetch, TOPIC, tmp_path, clock)
    assert len(again.numbers) == 232
    assert kinds(office.requests) == {"token": 1, "search": 1, "biblio": 1, "claims": 1}
    (body,) = (asked.body.decode() for asked in office.requests if asked.path.endswith("biblio"))
    assert len(body.split()) == 2


def test_within_a_day_nothing_is_asked_twice(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """A second run, and one of another query that finds the same, live on the recordings."""
    first = Asking(fetch, TOPIC, tmp_path, clock)
    office.forget()
    again = Asking(fetch, TOPIC, tmp_path, clock).publications
    assert sorted(again, key=lambda each: each.number) == sorted(first.publications, key=lambda each: each.number)
    assert office.requests == []
    other = TOPIC.replace("H01M10/0562", "H01M")
    assert Asking(fetch, other, tmp_path, clock).numbers == first.numbers
    assert kinds(office.requests) == {"token": 1, "search": 3}


def test_asking_again_asks_for_all(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """Whatever is held."""
    Asking(fetch, TOPIC, tmp_path, clock)
    before = kinds(office.requests)
    office.forget()
    clock.pass_(timedelta(hours=1))
    Asking(fetch, TOPIC, tmp_path, clock, ask_again=True)
    assert kinds(office.requests) == before


def test_records_have_claims_where_ops_has_them(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """One record a publication, which says where both its parts stand."""
    run = Asking(fetch, TOPIC, tmp_path, clock)
    by_office = {publication.number.country: publication for publication in run.publications}
    assert {country: len(each.claims) for country, each in by_office.items()} == {
        "EP": 1,
        "WO": 1,
        "CN": 0,
        "US": 0,
        "JP": 0,
    }
    european = by_office["EP"]
    assert [claim.depends_on for claim in european.claims[0].claims] == [(), (1,)]
    assert european.family_id
    assert european.provenance.source == "epo-ops"
    assert european.provenance.place.count(",") == 1
    assert "fulltext-document" in european.provenance.place
    assert {asked.path for asked in office.requests if asked.method == "POST"} >= {
        "/rest-services/published-data/publication/docdb/claims"
    }


def test_publications_that_the_query_names_are_asked_for_by_number(
    office: EpoOps, clock: TestClock, tmp_path: Path
) -> None:
    """With a kind in DOCDB form, without one in EPODOC form, which is never ambiguous; absent ones are counted."""
    named = list(office.known.values())[:2]
    numbers = [str(named[0].number), str(named[1].number.without_kind), "EP9999999A1"]
    text = f'sources = ["epo-ops"]\npublications = {numbers}\n'
    run = Asking(fetch, text, tmp_path, clock)
    assert run.numbers == sorted(str(each.number) for each in named)
    assert run.fetch.promised == 3
    assert run.fetch.missing == {"are not there": 1}
    assert [asked.path.split("/")[4] for asked in office.requests if "biblio" in asked.path] == [
        "docdb",
        "epodoc",
        "docdb",
    ]
    office.forget()
    clock.pass_(timedelta(days=2))
    Asking(fetch, text, tmp_path, clock)
    assert kinds(office.requests) == {"token": 1, "biblio": 1}


def test_families_events_and_citing_publications_come_if_asked_for(
    office: EpoOps, clock: TestClock, tmp_path: Path
) -> None:
    """A family is asked for once, by whichever member comes first."""
    text = TOPIC + '[epo-ops]\nalso = ["families", "events", "cited-by"]\n'
    office.known = dict(list(office.known.items())[:9])
    cited = next(iter(office.known.values())).citations[0].cited
    assert cited is not None
    office.add([invented.publication(8000)])
    run = Asking(fetch, text, tmp_path, clock)
    families = [asked for asked in office.requests if "/family/" in asked.path]
    assert len(families) == len({each.family_id for each in office.known.values()})
    assert all(asked.path.endswith("/legal") for asked in families)
    members = Counter(len(each.family_members) for each in run.publications)
    assert members == {2: 9, 0: 1}
    assert all(each.events for each in run.publications)
    assert kinds(office.requests)["search"] == 1 + len(office.known)
    assert all(publication.cited_by == () for publication in run.publications)


def test_who_cites_a_publication_is_found(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """By ct=, an index of what is cited."""
    first, *others = list(office.known.values())
    text = f'sources = ["epo-ops"]\npublications = ["{first.number}"]\n[epo-ops]\nalso = ["cited-by"]\n'
    office.add([replace(each, citations=(Citation(first.number),)) for each in others[:150]])
    (publication,) = Asking(fetch, text, tmp_path, clock).publications
    assert set(publication.cited_by) == {each.number for each in others[:150]}


def test_stubs_are_named_and_silence_is_counted(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """What a search finds but no document is there for."""
    names = list(office.known)
    office.absent = {names[3]: "not found", names[7]: ""}
    run = Asking(fetch, TOPIC, tmp_path, clock)
    assert len(run.numbers) == 228
    assert [str(error).rpartition(": ")[2] for error in run.dropped] == ["not found"]
    assert run.fetch.missing == {"are not in its answers": 1}
    office.forget()
    again = Asking(fetch, TOPIC, tmp_path, clock)
    assert (again.numbers, again.fetch.missing) == (run.numbers, run.fetch.missing)
    assert list(map(str, again.dropped)) == list(map(str, run.dropped))
    assert office.requests == []


@pytest.mark.parametrize(
    ("status", "code", "in_bulk", "alone"),
    [
        (404, "SERVER.EntityNotFound", Verdict.TAKE, Verdict.TAKE),
        (404, "CLIENT.InvalidReference", Verdict.SMALLER, Verdict.TAKE),
        (404, "CLIENT.WrongReferenceFormatting", Verdict.SMALLER, Verdict.TAKE),
        (413, "CLIENT.AmbiguousRequest", Verdict.SMALLER, Verdict.BROKEN),
        (408, "CLIENT.RequestTimeout", Verdict.SMALLER, Verdict.RETRY),
        (405, "CLIENT.MethodNotAllowed", Verdict.STOP, Verdict.STOP),
        (503, "SERVER.LimitedServerResources", Verdict.SMALLER, Verdict.RETRY),
        (500, "SERVER.DomainAccess", Verdict.RETRY, Verdict.RETRY),
    ],
)
def test_what_an_error_means_for_one_document_and_for_many(
    clock: TestClock, status: int, code: str, in_bulk: Verdict, alone: Verdict
) -> None:
    """One bad number says nothing of the others it was sent with."""
    asked = replace(BIBLIO, none=frozenset({404}))
    answer = Answer(asked.url, status, exchange.fault(code, "told"), clock.now())
    assert judge(replace(asked, names=("a", "b")), answer).verdict is in_bulk
    assert judge(replace(asked, names=("a",)), answer).verdict is alone


def test_a_number_that_ops_does_not_take_costs_itself_alone(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """In bulk the others are asked for in halves; one that the query names is told, and the rest goes on."""
    whole = Asking(fetch, TOPIC, tmp_path / "whole", clock).numbers
    bad = invented.publication(10, ("EP", "A1")).number

    def ambiguous(asked: Asked, reply: Reply) -> Reply:
        return Reply(413, exchange.fault("CLIENT.AmbiguousRequest", "several publications"), XML)

    def named(asked: Asked) -> bool:
        return bad.docdb in asked.body.decode() or bad.docdb in asked.path

    office.fail(ambiguous, times=None, when=named)
    run = Asking(fetch, TOPIC, tmp_path / "bulk", clock)
    assert run.error is None
    assert sorted([*run.numbers, str(bad)]) == whole
    assert [str(error) for error in run.dropped] and "CLIENT.AmbiguousRequest" in str(run.dropped[0])
    assert not +(run.fetch.missing or Counter())
    run = Asking(fetch, f'publications = ["{bad}"]\n{TOPIC}', tmp_path / "named", clock)
    assert run.error is None
    assert sorted([*run.numbers, str(bad)]) == whole


def test_a_refusal_is_not_taken_for_a_suspension_of_another_service(clock: TestClock) -> None:
    """Whoever is not welcome does not ask again because images are suspended."""
    body = exchange.fault("CLIENT.RobotDetected", "robot")
    for service, verdict in (("images", Verdict.STOP), ("search", Verdict.RETRY)):
        headers = {"X-Throttling-Control": f"busy (other=green:1000, {service}=black:0)"}
        assert judge(SEARCH, Answer(SEARCH.url, 403, body, clock.now(), headers=headers)).verdict is verdict


def test_no_hits_are_an_answer(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """OPS says so with status 404."""
    run = Asking(fetch, TOPIC.replace("H01M10/0562", "A01B1/00"), tmp_path, clock)
    assert (run.error, run.items, run.fetch.promised) == (None, [], 0)


def test_a_native_query_is_sent_as_it_is(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """And what is wrong with it is told in its words."""
    run = Asking(fetch, 'sources = ["epo-ops"]\n[epo-ops]\nquery = "ti=electrolyte and pn=EP"\n', tmp_path, clock)
    assert run.fetch.native_query == "(ti=electrolyte and pn=EP)"
    assert len(run.numbers) == 46
    run = Asking(fetch, 'sources = ["epo-ops"]\n[epo-ops]\nquery = "xx=1"\n', tmp_path, clock)
    assert str(run.error).startswith("epo-ops: does not understand the question: CLIENT.CQL no index xx (HTTP 400)")
    with pytest.raises(SourceError, match="no strand to search by"):
        raise Asking(fetch, 'sources = ["epo-ops"]\n', tmp_path, clock).error or AssertionError


def test_pages_that_shift_or_repeat_lose_nothing(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """A list that lacks hits is read once more; what stays away is counted."""

    def repeated(asked: Asked, reply: Reply) -> Reply:
        return office._search(Asked("GET", asked.path, {**asked.parameters, "Range": "1-100"}, {}, b"", 0.0))

    second = lambda asked: asked.parameters.get("Range") == "101-200"  # noqa: E731 - one line of a test
    office.fail(repeated, when=second)
    assert len(Asking(fetch, TOPIC, tmp_path / "once", clock).numbers) == 230
    office.fail(repeated, times=None, when=second)
    run = Asking(fetch, TOPIC, tmp_path / "always", clock)
    assert len(run.numbers) == 130
    assert run.fetch.missing == {"are counted but not shown": 100}
    assert run.fetch.promised == 230


def test_ten_thousand_means_ten_thousand_or_more(
    clock: TestClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sum of the slices is what was promised; a day with more hits than can be seen is told."""
    monkeypatch.setenv("EPO_OPS_KEY", KEY)
    monkeypatch.setenv("EPO_OPS_SECRET", SECRET)
    with EpoOps([], clock) as office:
        monkeypatch.setenv(office.variable, office.url)
        day = [invented.publication(number, ("CN", "A"), 10) for number in range(2100)]
        office.add([*day, *(invented.publication(number, ("CN", "A"), 2000) for number in range(3000, 3010))])
        monkeypatch.setattr("tests.offices.exchange.hits", _counting_ten_thousand)
        run = Asking(fetch, TOPIC, tmp_path, clock)
        assert run.fetch.promised == 2110
        assert run.fetch.missing == {"are counted but not shown": 100}
        assert len(run.numbers) == 2010


def _counting_ten_thousand(found: list[Publication], cql: str, total: int, begin: int, end: int) -> bytes:
    counted = 10_000 if cql.endswith("pd>=20150101") else total
    return HITS(found, cql, counted, begin, end)


@pytest.mark.parametrize(
    ("strand", "wanted"),
    [
        (
            Strand("a", cpc=("H01M10/0562", "H01M10/00", "H01M"), text=("Solid-state battery", "固态电池")),
            ['(cpc=H01M10/0562 or cpc=/low H01M10 or cpc=/low H01M) and ta="solid state battery"'],
        ),
        (
            Strand("b", applicants=("Huawei", "HUAWEI TECH CO LTD", "华为"), text=("electrolyte", "solid electrolyte")),
            ["pa=huawei and ta=electrolyte"],
        ),
        (Strand("c", text=("固态电池",)), []),
        (
            Strand("d", cpc=("H01M10/0562",), applicants=("虚构电池",)),
            ["cpc=H01M10/0562 and pn=CN and pd>=20260501"],
        ),
        (
            Strand("e", cpc=("H01M10/0562",), applicants=("虚构电池",), published=Period(None, date(2020, 1, 1))),
            [],
        ),
        (
            Strand(
                "f", text=("électrolyte", 'a "quoted" phrase'), published=Period(date(2020, 1, 2), date(2021, 1, 2))
            ),
            ['(ta=electrolyte or ta="a quoted phrase") and pd within "20200102 20210102"'],
        ),
        (Strand("g", published=Period(date(2020, 1, 2))), ["pd>=20200102"]),
    ],
)
def test_a_strand_becomes_cql(strand: Strand, wanted: list[str]) -> None:
    """Words without accents and hyphens, no phrase that a shorter one finds, what OPS has no index for left out."""
    assert [each.within(each.period) for each in questions(strand, TODAY)] == wanted


def test_a_question_keeps_to_ten_terms_of_an_index_and_twenty_in_all(office: EpoOps) -> None:
    """The office refuses what has more; together the questions cover every pair of symbol and phrase."""
    symbols = tuple(f"H01M10/{number}" for number in range(10, 35))
    phrases = tuple(f"solid electrolyte number{number}" for number in range(12))
    names = tuple(f"Invented {number}" for number in range(7))
    asked = questions(Strand("a", symbols, phrases, names, Period(date(2015, 1, 1), TODAY)), TODAY)
    for question in asked:
        office._matching(question.within(question.period))
    pairs = {(s, p) for q in asked for s in symbols for p in phrases if f"={s}" in q.cql and p in q.cql}
    assert len(pairs) == len(symbols) * len(phrases)


def test_periods_are_halved_down_to_a_day() -> None:
    """By years as long as there are several; an open end is cut off after the most years in a power of two."""
    assert _middle(Period(None, None), TODAY) == date(1970, 1, 1)
    assert _middle(Period(date(2015, 1, 1), None), TODAY) == date(2023, 1, 1)
    assert _middle(Period(date(2015, 1, 1), date(2022, 12, 31)), TODAY) == date(2019, 1, 1)
    assert _middle(Period(date(2015, 12, 5), date(2017, 12, 4)), TODAY) == date(2016, 12, 5)
    assert _middle(Period(date(2026, 1, 1), None), TODAY) == date(2026, 7, 2)
    assert _middle(Period(date(2020, 1, 1), date(2020, 1, 2)), TODAY) == date(2020, 1, 2)
    assert _middle(Period(date(2020, 1, 1), date(2020, 1, 1)), TODAY) is None
    assert _middle(Period(None, date(1960, 1, 1)), TODAY) is None


@given(st.dates(date(1970, 1, 1), TODAY), st.integers(1, 9))
def test_slices_neither_overlap_nor_leave_a_day_out(since: date, depth: int) -> None:
    """Whichever day a period begins with."""

    def slices(period: Period, depth: int) -> list[Period]:
        middle = _middle(period, TODAY) if depth else None
        if middle is None:
            return [period]
        day = timedelta(days=1)
        return [
            *slices(Period(period.since, middle - day), depth - 1),
            *slices(Period(middle, period.until), depth - 1),
        ]

    found = slices(Period(since), depth)
    assert (found[0].since, found[-1].until) == (since, None)
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert later.since == earlier.until + timedelta(days=1)
        assert earlier.since is not None
        assert earlier.since <= earlier.until


SEARCH = Request("https://ops.epo.org/3.2/rest-services/published-data/search")
BIBLIO = Request("https://ops.epo.org/3.2/rest-services/published-data/publication/docdb/biblio")


def told(control: str, clock: TestClock, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(BIBLIO.url, 200, b"", clock.now(), headers={"X-Throttling-Control": control, **named})


def test_the_worst_reading_of_a_minute_is_obeyed(clock: TestClock) -> None:
    """By name, in any order, with any service missing; colours slow down."""
    pace = Throttling()
    pace.sent(SEARCH, 0.0)
    assert pace.due(SEARCH, 0.0) == pytest.approx(2.0)
    pace.heed(BIBLIO, told("busy (search=green:15, other=green:1000)", clock), 1.0)
    assert pace.due(SEARCH, 1.0) == pytest.approx(4.0)
    pace.heed(BIBLIO, told("idle (retrieval=green:200, search=green:30)", clock), 2.0)
    assert pace.due(SEARCH, 2.0) == pytest.approx(4.0)
    pace.heed(BIBLIO, told("overloaded (search=yellow:15)", clock), 3.0)
    assert pace.due(SEARCH, 3.0) == pytest.approx(8.0)
    pace.heed(BIBLIO, told("overloaded (search=red:5)", clock), 4.0)
    assert pace.due(SEARCH, 4.0) == pytest.approx(48.0)
    assert pace.due(BIBLIO, 4.0) <= 4.0
    pace.heed(BIBLIO, told("idle (search=green:30)", clock), 63.5)
    pace.sent(SEARCH, 70.0)
    assert pace.due(SEARCH, 70.0) == pytest.approx(72.0)


def test_a_suspended_service_waits_as_long_as_ops_says(clock: TestClock) -> None:
    """In milliseconds; a minute if it does not say; others go on."""
    pace = Throttling()
    pace.heed(BIBLIO, told("overloaded (search=black:0)", clock, Retry_After="30000"), 10.0)
    assert pace.due(SEARCH, 10.0) == pytest.approx(40.0)
    pace.heed(BIBLIO, told("overloaded (search=black:0)", clock), 10.0)
    assert pace.due(SEARCH, 10.0) == pytest.approx(70.0)
    assert pace.due(BIBLIO, 10.0) <= 10.0


@pytest.mark.parametrize(
    "control", ["", "idle", "idle (", "idle ()", "idle (search=green)", "x" * 10_000, "idle (a=b:c)"]
)
def test_a_header_that_says_nothing_changes_nothing(clock: TestClock, control: str) -> None:
    """Whatever a front end sends."""
    pace = Throttling()
    pace.heed(BIBLIO, told(control, clock), 0.0)
    pace.sent(SEARCH, 0.0)
    assert pace.due(SEARCH, 0.0) == pytest.approx(2.0)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([200, 204, 301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503]),
    st.binary(max_size=60) | st.sampled_from([exchange.fault("SERVER.EntityNotFound", "x"), b"<a><code>x</code></a>"]),
    st.dictionaries(
        st.sampled_from(["X-Rejection-Reason", "Retry-After", "X-Throttling-Control"]), st.text(max_size=20)
    ),
)
def test_whatever_ops_answers_has_a_meaning(status: int, body: bytes, headers: dict[str, str]) -> None:
    """In one line; what is taken can be read."""
    answer = Answer(SEARCH.url, status, body, TestClock().now(), headers=headers)
    judged = judge(replace(SEARCH, expects="xml", none=frozenset({404})), answer)
    assert judged.reason == " ".join(judged.reason.split())
    if judged.verdict is Verdict.TAKE:
        assert _page(answer).total >= 0
    else:
        assert judged.reason or judged.verdict is Verdict.SMALLER


def test_recorded_searches_are_read(shared_data: Path, clock: TestClock) -> None:
    """With the total and each hit by the name that OPS gives it."""
    content = (shared_data / "patents/epo-ops/search/response.xml").read_bytes()
    answer = Answer(SEARCH.url, 200, content, clock.now(), headers={"Content-Type": "application/xml"})
    assert judge(replace(SEARCH, expects="xml"), answer).verdict is Verdict.TAKE
    page = _page(answer)
    assert page.total == 10_000
    assert len(page.hits) == 5
    assert "HR.P20251003.T1" in page.hits


def test_a_quota_of_an_hour_is_waited_for_and_one_of_a_week_is_not(
    office: EpoOps, clock: TestClock, tmp_path: Path
) -> None:
    """Until the next full hour; until another run."""
    clock.pass_(timedelta(minutes=20))
    office.fail(quota("IndividualQuotaPerHour"), when=lambda asked: "biblio" in asked.path)
    run = Asking(fetch, TOPIC, tmp_path / "hour", clock)
    assert len(run.numbers) == 230
    assert 39 * 60 <= max(clock.waits) <= 40 * 60 + 1
    clock.waits.clear()
    office.fail(quota("RegisteredQuotaPerWeek"), times=None, when=lambda asked: "biblio" in asked.path)
    run = Asking(fetch, TOPIC, tmp_path / "week", clock)
    assert "has given all it gives in a week; it gives more from Monday" in str(run.error)
    assert max(clock.waits) < 60
    assert run.fetch.promised == 230
    assert run.fetch.missing == {"were not reached": 230}


def test_a_service_that_slows_down_is_followed(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """The office announces half the pace on its way and is never asked faster."""
    office.limits["search"] = 15
    Asking(fetch, TOPIC, tmp_path, clock)
    times = [asked.at for asked in office.requests if "search" in asked.path]
    assert all(later - sooner >= 4.0 - 1e-6 for sooner, later in list(pairwise(times))[1:])


def test_without_words_it_can_search_by_a_strand_is_named(office: EpoOps, clock: TestClock, tmp_path: Path) -> None:
    """And the others are asked."""
    text = TOPIC + '[[patents]]\nname = "in Chinese"\ntext = ["固态电池"]\n'
    run = Asking(fetch, text, tmp_path, clock)
    assert "the strand 'in Chinese' has no words or names in Latin letters" in run.fetch.note
    assert len(run.numbers) == 230


def test_the_questions_of_the_project_are_understood(office: EpoOps) -> None:
    """Every query file's strands, by the office's own reading."""
    for path in sorted((Path(__file__).parents[1] / "queries").glob("*.toml")):
        for strand in Query.load(path).strands:
            for question in questions(strand, TODAY):
                office._matching(question.within(question.period))
