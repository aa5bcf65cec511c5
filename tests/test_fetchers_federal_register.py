"""The Federal Register: phrases, agencies, silent caps, texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from landscape.errors import QueryError
from landscape.fetchers import federal_register
from landscape.fetchers.federal_register import fetch
from landscape.records import Document
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Fault, TestClock
from tests.offices.federal_register import FederalRegister, Notice

NOTICES = [
    Notice("2025-00001", date(2025, 3, 4), "Battery Recycling"),
    Notice("2024-00002", date(2024, 3, 4), "Labels", "Labels of each battery cell.", "office-of-labels"),
    Notice("2023-00003", date(2023, 3, 4), "Cheese", "Nothing to do with it."),
]
HEAD = 'sources = ["federal-register"]\n[policy]\n'
SEARCHED = HEAD + 'text = ["battery", "电池"]\n'


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[FederalRegister]:
    with FederalRegister(NOTICES, TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def run(text: str, folder: Path, office: FederalRegister) -> Asking:
    return Asking(fetch, text, folder, office.clock)


def documents(asking: Asking) -> dict[str, Document]:
    return {document.id: document for document in asking.items if isinstance(document, Document)}


def test_documents_by_phrase_with_their_texts(office: FederalRegister, tmp_path: Path) -> None:
    """Newest first; passages of the text are cited by page; a second run asks nothing."""
    asking = run(SEARCHED, tmp_path, office)
    assert asking.error is None
    assert list(documents(asking)) == ["FR:2025-00001", "FR:2024-00002"]
    first = documents(asking)["FR:2025-00001"]
    assert (first.title, first.issuer, first.number) == ("Battery Recycling", "Invention Department", "96 FR 100")
    assert [passage.place for passage in first.passages] == ["page 100, paragraph 1", "page 100, paragraph 2"]
    assert first.provenance.url.endswith("/documents/full_text/text/2025/03/04/2025-00001.txt")
    assert (asking.fetch.promised, asking.fetch.missing, asking.fetch.requests) == (2, {}, 3)
    assert asking.fetch.native_query == 'conditions[term]="battery"'
    office.forget()
    assert documents(run(SEARCHED, tmp_path, office)) == documents(asking)
    assert office.requests == []


def test_a_document_by_its_number(office: FederalRegister, tmp_path: Path) -> None:
    """One that is not there is missing; one named and found comes once."""
    text = HEAD + 'documents = ["FR:2025-00001", "FR:2020-99999"]\ntext = ["recycling"]\n'
    asking = run(text, tmp_path, office)
    assert list(documents(asking)) == ["FR:2025-00001"]
    assert (asking.fetch.promised, asking.fetch.missing) == (2, {"have no text there": 1})


def test_a_period_with_more_than_is_shown_is_asked_for_in_parts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The count ends at its cap and later pages come back as the first: nothing tells, but every document comes."""
    monkeypatch.setattr(federal_register, "_COUNTED", 20)
    monkeypatch.setattr(federal_register, "_PAGES", 2)
    monkeypatch.setattr(federal_register, "_SIZE", 5)
    days = [date(2024, 1, 1) + timedelta(days=3 * number) for number in range(90)]
    many = [Notice(f"2024-{number:05}", day) for number, day in enumerate(days)]
    with FederalRegister(many, TestClock(), counted=20, pages=2) as office:
        monkeypatch.setenv(office.variable, office.url)
        asking = run(SEARCHED + "max_documents = 0\n", tmp_path, office)
    assert len(documents(asking)) == 90
    assert (asking.fetch.promised, asking.fetch.missing) == (90, {})
    assert "max_documents" in asking.fetch.note


def test_conditions_of_the_query_itself(office: FederalRegister, tmp_path: Path) -> None:
    """An agency by its slug; a slug that does not exist finds nothing, and that is said with what was asked."""
    own = SEARCHED + '[federal-register]\nquery = "conditions[term]=battery&conditions[agencies][]={}"\n'
    assert list(documents(run(own.format("office-of-labels"), tmp_path, office))) == ["FR:2024-00002"]
    asking = run(own.format("ofice-of-labels"), tmp_path, office)
    assert (asking.items, asking.error) == ([], None)
    assert "nothing was found for conditions[term]=battery&conditions[agencies][]=ofice-of-labels" in asking.fetch.note


@pytest.mark.parametrize("own", ["conditions[agencies][]=", "agencies=energy", "battery"])
def test_conditions_that_are_none_are_refused(own: str, office: FederalRegister, tmp_path: Path) -> None:
    """The service would take them for no condition and give its newest 10,000 documents."""
    with pytest.raises(QueryError, match="a condition is wanted"):
        run(SEARCHED + f'[federal-register]\nquery = "{own}"\n', tmp_path, office)
    assert office.requests == []


@pytest.mark.parametrize(
    "own", ["conditions[agency]=x", "conditions[term]=a&conditions[Term]=b", "conditions[typ][]=RULE"]
)
def test_a_mistyped_condition_is_refused(own: str, office: FederalRegister, tmp_path: Path) -> None:
    """The service would pass over it and find what is not wanted."""
    with pytest.raises(QueryError, match="is no condition"):
        run(SEARCHED + f'[federal-register]\nquery = "{own}"\n', tmp_path, office)
    assert office.requests == []


def test_a_number_that_was_given_again_is_told_by_its_day(office: FederalRegister, tmp_path: Path) -> None:
    """What bears the number on another day is not what the query names."""
    text = HEAD + 'documents = ["FR:2025-00001@2025-03-04", "FR:2024-00002@1999-01-01"]\n'
    asking = run(text, tmp_path, office)
    assert list(documents(asking)) == ["FR:2025-00001"]
    assert asking.fetch.missing == {"are of another day under this number": 1}


def test_a_text_that_does_not_come_leaves_the_abstract(office: FederalRegister, tmp_path: Path) -> None:
    """The other documents come with theirs."""
    office.fail(faults.status(500), None, lambda asked: "2025-00001.txt" in asked.path)
    asking = run(SEARCHED, tmp_path, office)
    first, second = documents(asking).values()
    assert [passage.place for passage in first.passages] == ["Abstract"]
    assert second.passages[0].place == "page 100, paragraph 1"
    assert (asking.error, asking.fetch.missing) == (None, {"came without their text": 1})


def test_a_document_without_text_keeps_its_abstract(office: FederalRegister, tmp_path: Path) -> None:
    """The text of the newest may come later."""
    office.fail(faults.status(404), None, lambda asked: "full_text" in asked.path)
    asking = run(SEARCHED, tmp_path, office)
    assert [[passage.place for passage in document.passages] for document in documents(asking).values()] == [
        ["Abstract"],
        ["Abstract"],
    ]
    assert asking.fetch.missing == {}


@pytest.mark.parametrize("fault", [faults.html, faults.html_in_disguise, faults.invalid, faults.status(500)])
def test_an_answer_that_is_none_is_an_error(fault: Fault, office: FederalRegister, tmp_path: Path) -> None:
    """A page of errors has status 200 too; it is no empty result."""
    office.fail(fault, None)
    asking = run(SEARCHED, tmp_path, office)
    assert asking.items == []
    assert asking.error is not None
