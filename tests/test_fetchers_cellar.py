"""CELLAR: acts by number and by title, texts not ready at once, texts in parts, languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from landscape.errors import FormatError
from landscape.fetchers.cellar import fetch
from landscape.records import Document
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Fault, Reply, TestClock
from tests.offices.cellar import Act, Cellar, act_xhtml

BATTERIES = "REGULATION (EU) 2031/42 OF THE INVENTORS on invented batteries"
ACTS = [
    Act("32031R0042", BATTERIES,
        texts={"eng": act_xhtml(BATTERIES, 3, 2), "deu": act_xhtml("VERORDNUNG (EU) 2031/42", 3)}),
    Act("32030D0007", "DECISION (EU) 2030/7 on battery labels", "2030-05-05", force="0",
        parts=[act_xhtml("DECISION (EU) 2030/7 on battery labels", 2), act_xhtml("", 0, 1)]),
    Act("32029L0001", "DIRECTIVE (EU) 2029/1 on invented cheese", texts={"eng": act_xhtml("DIRECTIVE (EU) 2029/1", 1)}),
]  # fmt: skip
HEAD = 'sources = ["cellar"]\n[policy]\n'
NAMED = HEAD + 'documents = ["CELEX:32031R0042", "GB 1-2000"]\n'
SEARCHED = HEAD + 'text = ["batter", "电池"]\n'


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cellar]:
    with Cellar(ACTS, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def run(text: str, folder: Path, office: Cellar) -> Asking:
    return Asking(fetch, text, folder, office.clock)


def documents(asking: Asking) -> dict[str, Document]:
    return {document.id: document for document in asking.items if isinstance(document, Document)}


def test_an_act_by_its_number(office: Cellar, tmp_path: Path) -> None:
    """Its text in articles and annexes; dates and status from the search; other kinds of ids are left to others."""
    asking = run(NAMED, tmp_path, office)
    assert asking.error is None
    (document,) = documents(asking).values()
    assert document.id == "CELEX:32031R0042"
    assert (document.title, document.type, document.number) == (BATTERIES, "regulation", "2031/42")
    assert (str(document.published), str(document.effective)) == ("2031-02-01", "2031-02-20")
    assert (document.status, document.language) == ("in force", "en")
    assert [passage.place for passage in document.passages][:3] == ["Article 1", "Article 1(1)", "Article 2"]
    assert [passage.place for passage in document.passages][-2:] == ["Annex I", "Annex II"]
    assert document.provenance.url == "https://publications.europa.eu/resource/celex/32031R0042"
    assert "attribution" in (document.provenance.licence or "")
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (1, {}, 2)


def test_a_second_run_asks_nothing(office: Cellar, tmp_path: Path) -> None:
    """What was received lies in the recordings."""
    first = run(SEARCHED, tmp_path, office)
    office.forget()
    assert documents(run(SEARCHED, tmp_path, office)) == documents(first)
    assert office.requests == []


def test_acts_by_their_titles(office: Cellar, tmp_path: Path) -> None:
    """Newest first; a text in several files is joined; each act once although its rows repeat."""
    asking = run(SEARCHED, tmp_path, office)
    assert list(documents(asking)) == ["CELEX:32031R0042", "CELEX:32030D0007"]
    joined = documents(asking)["CELEX:32030D0007"]
    assert [passage.place for passage in joined.passages] == [
        "Article 1", "Article 1(1)", "Article 2", "Article 2(1)", "Annex I",
    ]  # fmt: skip
    assert (joined.status, joined.type) == ("not in force", "decision")
    assert {passage.language for passage in joined.passages} == {"en"}
    assert asking.fetch.promised == 2
    later = run(SEARCHED + "published = { since = 2031-01-01 }\n", tmp_path, office)
    assert list(documents(later)) == ["CELEX:32031R0042"]


def test_languages_are_asked_for_one_by_one(office: Cellar, tmp_path: Path) -> None:
    """A recording of one is not taken for another; one that an act does not have is missing."""
    asking = run(NAMED + 'languages = ["en", "de", "fr"]\n', tmp_path, office)
    found = [item for item in asking.items if isinstance(item, Document)]
    assert [document.language for document in found] == ["en", "de"]
    assert (asking.fetch.promised, asking.fetch.missing) == (3, {"have no text in 'fr'": 1})


@pytest.mark.parametrize("not_ready", [Reply(202, b""), Reply(202, b"<html></html>", "text/html"), Reply(200, b" \n")])
def test_a_text_that_is_not_ready_is_asked_for_again(not_ready: Reply, office: Cellar, tmp_path: Path) -> None:
    """It comes at the third time; one that never comes is missing, and why is said."""
    office.fail(lambda asked, reply: not_ready, 2, lambda asked: "celex" in asked.path)
    assert list(documents(run(NAMED, tmp_path, office))) == ["CELEX:32031R0042"]
    office.fail(lambda asked, reply: not_ready, None, lambda asked: "celex" in asked.path)
    asking = run(NAMED, tmp_path / "other", office)
    assert (asking.items, asking.error, asking.fetch.missing) == ([], None, {"did not come": 1})
    assert "resource/celex/32031R0042 has the text not ready yet" in asking.fetch.note


def test_one_text_that_does_not_come_leaves_the_others(office: Cellar, tmp_path: Path) -> None:
    """Several in a row mean that the source is down."""
    office.fail(faults.status(500), None, lambda asked: asked.path.endswith("32031R0042"))
    asking = run(SEARCHED, tmp_path, office)
    assert list(documents(asking)) == ["CELEX:32030D0007"]
    assert (asking.error, asking.fetch.missing) == (None, {"did not come": 1})
    office.fail(faults.status(500), None, lambda asked: "celex" in asked.path)
    listed = ", ".join(f'"CELEX:3{year}R0001"' for year in range(2001, 2006))
    asking = run(HEAD + f"documents = [{listed}]\n", tmp_path / "other", office)
    assert asking.error is not None
    assert sum("celex" in asked.path for asked in office.requests) < 30


def test_an_act_by_its_name(office: Cellar, tmp_path: Path) -> None:
    """The number in its name gives its CELEX number."""
    asking = run(HEAD + 'documents = ["Regulation (EU) 2031/42"]\n', tmp_path, office)
    assert list(documents(asking)) == ["CELEX:32031R0042"]


def test_a_search_that_is_cut_off_says_so(office: Cellar, tmp_path: Path) -> None:
    """The service gives no more rows than it is asked for, and does not say that there are more."""
    own = HEAD + "[cellar]\nquery = 'SELECT ?celex WHERE {FILTER(CONTAINS(LCASE(STR(?title)), \"batter\"))} LIMIT 4'\n"
    assert "ends at 4 rows" in run(own, tmp_path, office).fetch.note
    assert "ends at" not in run(own.replace("LIMIT 4", "LIMIT 40"), tmp_path, office).fetch.note


def test_a_search_that_finds_nothing_says_so(office: Cellar, tmp_path: Path) -> None:
    """With what was asked."""
    asking = run(HEAD + 'text = ["antigravity"]\n', tmp_path, office)
    assert (asking.items, asking.error, asking.fetch.promised) == ([], None, 0)
    assert asking.fetch.note.startswith("nothing was found for PREFIX")
    assert "antigravity" in asking.fetch.note


def test_an_act_that_is_not_there_is_missing(office: Cellar, tmp_path: Path) -> None:
    """Named, promised, not received."""
    asking = run(HEAD + 'documents = ["CELEX:39999R0001"]\n', tmp_path, office)
    assert (asking.fetch.promised, asking.fetch.missing) == (1, {"have no text in 'en'": 1})


def test_texts_are_fetched_up_to_the_bound(office: Cellar, tmp_path: Path) -> None:
    """Of the others the search's own words are kept, and that is said."""
    asking = run(SEARCHED + "max_documents = 1\n", tmp_path, office)
    first, second = documents(asking).values()
    assert first.passages
    assert not second.passages
    assert "max_documents" in asking.fetch.note


@pytest.mark.parametrize("fault", [faults.html_in_disguise, faults.html, faults.status(500)])
def test_a_search_without_an_answer_fails(fault: Fault, office: Cellar, tmp_path: Path) -> None:
    """A portal's page is no result, and no empty one."""
    office.fail(fault, None, lambda asked: "sparql" in asked.path)
    asking = run(SEARCHED, tmp_path, office)
    assert asking.items == []
    assert asking.error is not None


def test_a_list_without_parts_is_an_error(office: Cellar, tmp_path: Path) -> None:
    """300 with another page than the list."""
    office.fail(
        lambda asked, reply: Reply(300, b"<html></html>", "text/html"), None, lambda asked: "celex" in asked.path
    )
    (error,) = run(NAMED, tmp_path, office).items
    assert isinstance(error, FormatError)


@pytest.mark.parametrize("text", ['text = ["电池"]\n', 'documents = ["GB 1-2000"]\n'])
def test_nothing_to_ask_is_said(text: str, office: Cellar, tmp_path: Path) -> None:
    """Titles are not searched in Chinese."""
    asking = run(HEAD + text, tmp_path, office)
    assert "not asked" in str(asking.error)
    assert office.requests == []
    assert "no [policy]" in str(run('sources = ["cellar"]\n', tmp_path, office).error)
