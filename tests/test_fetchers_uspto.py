"""The USPTO's Open Data Portal: questions, full texts, bulk files, where the key goes, and faults on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from landscape.errors import FormatError, RecordError
from landscape.fetchers.uspto import fetch, search
from landscape.fetchers.uspto.questions import numbers, question
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand
from landscape.records import Classification, Publication
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Asked, Reply, TestClock
from tests.offices.invented import publication
from tests.offices.uspto import KEY, Uspto, Wrapper

TOPIC = 'sources = ["uspto"]\n[[patents]]\ncpc = ["H01M10/0562"]\ntext = ["solid electrolyte", "固体电解质"]\n'


def invented(position: int) -> Wrapper:
    """Every third is granted, every fifth is of another field, though of the same subclass."""
    published = publication(position, ("US", "A1"), 3000 + position)
    if position % 5 == 4:
        published = replace(published, classifications=(Classification("CPC", "H01M4/13"),))
    granted = None
    if position % 3 == 0:
        number = PublicationNumber("US", str(12_000_000 + position), "B2")
        day = (published.publication_date or date.min) + timedelta(days=365)
        granted = replace(published, number=number, publication_date=day)
    return Wrapper(str(17_000_000 + position), published, granted)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Uspto]:
    with Uspto(map(invented, range(30)), TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        monkeypatch.setenv("USPTO_ODP_API_KEY", KEY)
        yield office


def run(folder: Path, office: Uspto, text: str = TOPIC) -> Asking:
    return Asking(fetch, text, folder, office.clock)


def is_search(asked: Asked) -> bool:
    return asked.path.endswith("/search")


def full(asking: Asking) -> list[Publication]:
    """Those that came with their claims."""
    return [each for each in asking.publications if each.claims]


def test_a_strand_asks_for_titles_names_subclasses_and_dates() -> None:
    """Symbols as they are stored where they stand alone; nothing without a word in Latin letters."""
    strand = Strand(
        "a", ("H01M10/0562", "H01M4/00"), ("solid-state battery", "固态"), ("Huawei",), Period(date(2015, 1, 1))
    )
    data = "applicationMetaData."
    assert question(strand) == (
        f'{data}inventionTitle:("solid state battery" OR "solid state batteries") AND '
        f"({data}firstApplicantName:(huawei*) OR {data}applicantBag.applicantNameText:(huawei*) OR "
        "assignmentBag.assigneeBag.assigneeNameText:(huawei*)) AND "
        f"{data}cpcClassificationBag:(H01M*) AND "
        f"({data}earliestPublicationDate:[2015-01-01 TO 2099-12-31] OR {data}grantDate:[2015-01-01 TO 2099-12-31])"
    )
    assert question(Strand("b", ("H01M10/0562",))) == f'{data}cpcClassificationBag:("H01M  10/0562")'
    assert question(Strand("c", text=("electroly* layer",))) == f"{data}inventionTitle:((electroly* AND layer))"
    assert question(Strand("d", text=("固态电池",))) is None
    assert [len(each.split(" OR ")) for each in numbers([PublicationNumber("US", "1")] * 60)] == [50, 10]


def test_what_a_strand_may_want_comes_with_its_full_text_once(office: Uspto, tmp_path: Path) -> None:
    """The grant where there is one; not for files that only share the subclass.  The next run asks nothing."""
    asking = run(tmp_path, office)
    assert asking.error is None
    wanted = [wrapper for wrapper in office.wrappers if int(wrapper.application) % 5 != 4]
    assert {each.number for each in full(asking)} == {(each.granted or each.published).number for each in wanted}
    assert {str(each.published.number) for each in office.wrappers} < set(asking.numbers)
    assert (asking.fetch.promised, asking.fetch.missing) == (30, {})
    assert asking.fetch.requests == len(office.requests) == 1 + len(wanted)
    assert "titles alone" in asking.fetch.note
    office.forget()
    again = run(tmp_path, office)
    assert again.numbers == asking.numbers
    assert office.requests == []


def test_calls_are_one_at_a_time_and_apart(office: Uspto, tmp_path: Path) -> None:
    """Search, documents and files in bulk share one pace."""
    run(tmp_path, office, TOPIC + '[uspto]\nbulk = ["PTGRXML/ipg260602.zip"]\n')
    assert all(later.at - earlier.at >= 1.1 - 1e-9 for earlier, later in pairwise(office.requests))


def test_the_key_goes_to_the_portal_alone(office: Uspto, tmp_path: Path) -> None:
    """Not with a redirect to another host, not to the disk, not to an address that an answer made up."""
    asking = run(tmp_path, office)
    assert office.store.requests
    assert not any(KEY in str(asked.headers) for asked in office.store.requests)
    assert not any("signature" in str(document.url) for document in asking.fetch.documents)
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or not {KEY.encode(), b"short-lived"} & {file.read_bytes()}

    def elsewhere(asked: Asked, reply: Reply) -> Reply:
        return replace(reply, body=reply.body.replace(b"https://api.uspto.gov", office.store.url.encode()))

    office.store.forget()
    office.fail(elsewhere, None, is_search)
    tricked = run(tmp_path / "other", office)
    assert office.store.requests == []
    assert {error.reason for error in tricked.dropped} == {
        "is no file of the portal; not asked for, as it wants the key"
    }
    assert all(isinstance(error, RecordError) for error in tricked.dropped)


def test_more_full_texts_than_allowed_are_counted_as_missing(office: Uspto, tmp_path: Path) -> None:
    """Those held do not count, so that the next run goes on; the newest come first."""
    text = TOPIC + "[uspto]\nmax_documents = 10\n"
    asking = run(tmp_path, office, text)
    assert str(full(asking)[0].application) == "US-17000028"
    assert len(full(asking)) == 10
    assert asking.fetch.missing == {"have no full text here: max_documents is 10 in [uspto]": 14}
    run(tmp_path, office, text)
    assert len(full(run(tmp_path, office, text))) == 24


def test_numbers_are_asked_for_together_and_give_the_document_named(office: Uspto, tmp_path: Path) -> None:
    """The published application if that is what the query names, though it was granted."""
    published, granted = office.wrappers[0].published.number, office.wrappers[3].granted
    assert granted is not None
    text = f'sources = ["uspto"]\npublications = ["{published}", "{granted.number.without_kind}", "EP1234567A1"]\n'
    asking = run(tmp_path, office, text)
    assert {each.number for each in full(asking)} == {published, granted.number}
    assert sum(map(is_search, office.requests)) == 1


def test_nothing_found_is_no_error_but_another_404_is(office: Uspto, tmp_path: Path) -> None:
    """The portal answers 404 to both."""
    asking = run(tmp_path, office, TOPIC.replace("solid electrolyte", "unheard of"))
    assert (asking.error, asking.items, asking.fetch.promised) == (None, [], 0)
    office.fail(faults.status(404), None)
    assert "has no such address (HTTP 404)" in str(run(tmp_path / "other", office).error)


def test_pages_get_smaller_where_they_are_too_large(office: Uspto, tmp_path: Path) -> None:
    """A bound on bytes, not on files."""
    office.most = 8000
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len({each.application for each in asking.publications}) == 30


def test_more_than_can_be_paged_to_comes_in_slices_of_the_filing_date(
    office: Uspto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file once; what is filed on one day cannot be halved."""
    monkeypatch.setattr(search, "MOST", 10)
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len({each.application for each in asking.publications}) == asking.fetch.promised == 30
    assert len(full(asking)) == 24
    assert asking.fetch.missing == {}
    office.wrappers = [
        replace(each, published=replace(each.published, filing_date=date(2024, 1, 1))) for each in office.wrappers
    ]
    office.most = 8000
    same_day = run(tmp_path / "other", office)
    shown = len({each.application for each in same_day.publications})
    assert 10 <= shown < 20
    assert same_day.fetch.missing == {"are counted but not shown": 30 - shown}


def test_files_that_come_in_between_push_others_to_the_next_page(office: Uspto, tmp_path: Path) -> None:
    """None is lost, none comes twice."""
    office.most = 8000

    def publish(asked: Asked, reply: Reply) -> Reply:
        office.wrappers.append(invented(30))
        return reply

    office.fail(publish, 1, lambda asked: is_search(asked) and b'"offset": 0,' not in asked.body)
    asking = run(tmp_path, office, TOPIC + "[uspto]\nmax_documents = 0\n")
    assert asking.error is None
    assert len(office.wrappers) == 31
    assert {str(each.published.number) for each in office.wrappers[:30]} <= set(asking.numbers)
    assert len(asking.numbers) == len(set(asking.numbers))


def test_a_native_query_takes_the_place_of_the_strands(office: Uspto, tmp_path: Path) -> None:
    """As it stands."""
    text = 'sources = ["uspto"]\n[uspto]\nquery = "applicationMetaData.patentNumber:12000003"\n'
    assert run(tmp_path, office, text).fetch.native_query == "applicationMetaData.patentNumber:12000003"


def test_nothing_to_ask_for_is_said_without_asking(office: Uspto, tmp_path: Path) -> None:
    """No title of a US publication is in Chinese."""
    text = 'sources = ["uspto"]\n[[patents]]\nname = "固态"\ntext = ["固态电池"]\n'
    assert "no words or names in Latin letters" in str(run(tmp_path, office, text).error)
    assert office.requests == []


BULK = 'sources = ["uspto"]\n[uspto]\nbulk = ["PTGRXML/ipg260602.zip"]\n'


def test_a_file_in_bulk_is_fetched_once_and_read_whole(office: Uspto, tmp_path: Path) -> None:
    """By its name, or by the days that a strand asks for."""
    asking = run(tmp_path, office, BULK)
    assert asking.error is None
    assert len(full(asking)) == len(asking.numbers) == 10
    (document,) = asking.fetch.documents
    assert (document.format, document.records) == ("us-xml", 10)
    assert document.url.endswith("ipg260602.zip!ipg260602.xml")
    strand = '[[patents]]\ncpc = ["H01M"]\npublished = { since = 2026-06-01 }\n'
    by_day = run(tmp_path, office, BULK.replace("/ipg260602.zip", "") + strand)
    assert len(full(by_day)) == 10
    assert sum(asked.path.endswith(".zip") for asked in office.requests) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BULK.replace("ipg260602", "ipg999999"), "there is no such file among the 1 of PTGRXML"),
        (BULK.replace("PTGRXML", "XXX"), "bulk 'XXX': there is no such product"),
        (BULK.replace("/ipg260602.zip", ""), "name a file of it, or say published.since in a strand"),
    ],
)
def test_what_is_not_there_in_bulk_is_said(office: Uspto, tmp_path: Path, text: str, message: str) -> None:
    """In one line."""
    assert message in str(run(tmp_path, office, text).error)


def test_files_larger_than_allowed_are_refused(office: Uspto, tmp_path: Path) -> None:
    """Before the first of them comes."""

    def grown(asked: Asked, reply: Reply) -> Reply:
        return replace(reply, body=reply.body.replace(b'"fileSize": ', b'"fileSize": 99999'))

    office.fail(grown, None, lambda asked: asked.path.endswith("PTGRXML"))
    assert "GiB are allowed; shorten published, or raise max_gib" in str(run(tmp_path, office, BULK).error)
    assert len(office.requests) == 1


@pytest.mark.parametrize("fault", [faults.status(503), faults.status(429), faults.status(500), faults.cut])
def test_trouble_that_passes_is_waited_for(office: Uspto, tmp_path: Path, fault: faults.Fault) -> None:
    """After a refusal for five seconds at least."""
    office.fail(fault, 1, is_search)
    office.fail(fault, 1, lambda asked: asked.path.endswith(".xml"))
    asking = run(tmp_path, office)
    assert asking.error is None
    assert len(full(asking)) == 24
    searches = [asked.at for asked in office.requests if is_search(asked)]
    assert searches[1] - searches[0] >= (5 if fault(office.requests[0], Reply()).status == 429 else 0.5)


@pytest.mark.parametrize("fault", [faults.invalid, faults.html, faults.entity_bomb])
def test_one_document_that_cannot_be_read_costs_only_itself(office: Uspto, tmp_path: Path, fault: faults.Fault) -> None:
    """The next run asks for it again."""
    office.store.fail(fault, None, lambda asked: "17000021" in asked.path)
    asking = run(tmp_path, office)
    assert asking.error is None
    assert list(map(type, asking.dropped)) == [FormatError]
    assert len(full(asking)) == 23
    office.store.recover()
    assert len(full(run(tmp_path, office))) == 24


@pytest.mark.parametrize("fault", [faults.html, faults.html_in_disguise, faults.invalid, faults.huge])
def test_a_search_that_cannot_be_read_ends_the_source_in_one_line(
    office: Uspto, tmp_path: Path, fault: faults.Fault
) -> None:
    """Without the key in it; the next run completes it."""
    office.fail(fault, None, is_search)
    asking = run(tmp_path, office)
    assert asking.error is not None
    assert KEY not in str(asking.error)
    office.recover()
    assert len(full(run(tmp_path, office))) == 24


def test_what_came_before_the_trouble_is_kept_and_the_rest_counted(office: Uspto, tmp_path: Path) -> None:
    """The next run asks for the rest alone."""
    office.fail(faults.status(503), None, lambda asked: "17000010" in asked.path)
    asking = run(tmp_path, office)
    assert len(full(asking)) == 15
    assert asking.fetch.missing == {"did not come": 11}
    office.recover()
    office.forget()
    assert len(full(run(tmp_path, office))) == 24
    assert len(office.requests) == 9


def test_a_key_that_is_not_accepted_is_said_to_be(
    office: Uspto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one call."""
    monkeypatch.setenv("USPTO_ODP_API_KEY", "wrong")
    assert "does not accept the key (HTTP 403)" in str(run(tmp_path, office).error)
    assert len(office.requests) == 1


def test_what_a_name_holds_is_not_taken_for_syntax() -> None:
    """Accents, quotes, brackets and operators of a name."""
    strand = Strand("a", applicants=('Électro "Cells" (Invented) AND Co.: *',))
    assert '"electro cells invented and co"' in str(question(strand))
