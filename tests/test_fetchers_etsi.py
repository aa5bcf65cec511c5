"""ETSI's declarations: the export as a file and as fetched, kept to what the query names; declared, never essential."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from landscape.errors import FormatError, RecordError
from landscape.fetchers.etsi import fetch
from landscape.formats import etsi_declarations
from landscape.records import Document, Provenance
from tests.offices import faults
from tests.offices.asking import Asking
from tests.offices.base import Fault, TestClock
from tests.offices.etsi import EXPORT, HEADER, ROWS, Etsi

ETSI = 'sources = ["etsi"]\n[policy]\n'


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Etsi]:
    with Etsi(TestClock()) as office:
        monkeypatch.setenv(office.variable, office.url)
        yield office


def read(content: str) -> list[Any]:
    return list(etsi_declarations.parse(io.BytesIO(content.encode()), Provenance("files", "ISLD.csv")))


def test_declarations_of_the_export() -> None:
    """A family counts once for a standard, whatever its versions and members; an unknown date is none."""
    first, second = read(EXPORT)
    assert (first.id, first.issuer, str(first.published)) == ("ETSI ISLD-203101-001", "Invented Radio AB", "2031-01-02")
    assert [(passage.place, passage.text) for passage in first.passages] == [
        (
            "3GPP TS 99.331, family 7",
            "Invented Radio AB has declared for 3GPP TS 99.331: Paging: EP999 A1, EP999 B1, US999 B2",
        ),
        (
            "ETSI TS 199 001, family not given",
            "Invented Radio AB has declared for ETSI TS 199 001: Handover: no publication yet",
        ),
    ]
    assert (second.issuer, second.published) == ("Other; Radio", None)
    assert "essential" not in repr(first) + repr(second)


def test_a_declaration_that_comes_again_and_rows_that_are_broken() -> None:
    """Nothing overwrites anything, and what cannot be read is named."""
    again, broken, nameless = ROWS[0], "1;2;3", ROWS[4].replace("ISLD-203102-001", "")
    found = read("\n".join([HEADER, ROWS[0], ROWS[4], again, broken, nameless]))
    assert [item.id for item in found if isinstance(item, Document)] == [
        "ETSI ISLD-203101-001",
        "ETSI ISLD-203102-001",
        "ETSI ISLD-203101-001#2",
    ]
    assert [str(item).partition(": ")[2] for item in found if isinstance(item, RecordError)] == [
        "3 cells where the header has 15",
        "1 rows without a declaration's reference",
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('documents = ["3GPP TS 99.331"]\n', ["3GPP TS 99.331, family 7"]),
        ('text = ["battery", "电池"]\n', ["3GPP TS 99.413, family 8"]),
        ('documents = ["3GPP TS 99.33"]\n', []),
    ],
)
def test_what_the_query_names_is_kept(text: str, places: list[str], office: Etsi, tmp_path: Path) -> None:
    """By standard, whole, or by a phrase in a patent's title."""
    asking = Asking(fetch, ETSI + text, tmp_path, office.clock)
    assert asking.error is None
    found = [item for item in asking.items if isinstance(item, Document)]
    assert [passage.place for document in found for passage in document.passages] == places
    assert asking.fetch.promised == len(found)
    assert "does not test" in asking.fetch.note
    assert ("nothing was found" in asking.fetch.note) is (not places)


@pytest.mark.parametrize("fault", [faults.html, faults.html_in_disguise, faults.cut, faults.invalid])
def test_another_file_is_an_error(fault: Fault, office: Etsi, tmp_path: Path) -> None:
    """A page, half an archive."""
    office.fail(fault, None)
    asking = Asking(fetch, ETSI + 'text = ["battery"]\n', tmp_path, office.clock)
    assert asking.error is not None
    assert not [item for item in asking.items if isinstance(item, Document)]


def test_nothing_is_downloaded_for_nothing(office: Etsi, tmp_path: Path) -> None:
    """A query about something else does not cost 150 MB."""
    asking = Asking(fetch, ETSI + 'documents = ["GB 1-2000"]\n', tmp_path, office.clock)
    assert "not asked" in str(asking.error)
    assert office.requests == []


def test_a_table_without_the_columns_is_refused() -> None:
    """The header decides."""
    with pytest.raises(FormatError):
        read("a;b\n1;2\n" * 30)
