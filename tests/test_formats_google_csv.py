"""The CSV export of Google Patents: every row a publication, and lists of names taken apart."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import Parsed, google_csv
from landscape.formats.name_lists import parties, split_names
from landscape.identifiers import PublicationNumber
from landscape.records import PartyForm, Provenance, Publication

ORIGIN = Provenance("files", "exports/gp.csv", sha256="ab")
HEADER = (
    "id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,"
    "result link,representative figure link\n"
)


def parsed(text: str) -> list[Parsed]:
    return list(google_csv.parse(io.BytesIO(text.encode()), ORIGIN))


def test_a_row_is_a_publication_with_its_line() -> None:
    """Number with kind, title without the blank behind it, names apart, all dates, and the grant as an event."""
    (found,) = parsed(
        "search URL:,https://patents.google.com/?q=x\n"
        + HEADER
        + 'US-9254383-B2,Invented thing ,"Acme, Inc., Example Co., Ltd.","Ann A, Bob B, Jr.",2009-03-20,2013-07-15,'
        "2016-02-09,2016-02-09,https://patents.google.com/patent/US9254383B2/en,\n"
    )
    assert isinstance(found, Publication)
    assert found.number == PublicationNumber("US", "9254383", "B2")
    assert found.provenance == Provenance("files", "exports/gp.csv", "line 3", "ab")
    assert (found.priority_date, found.filing_date) == (date(2009, 3, 20), date(2013, 7, 15))
    assert found.publication_date == date(2016, 2, 9)
    assert [(event.code, event.date, event.effect) for event in found.events] == [("GRANT", date(2016, 2, 9), "+")]
    assert [(title.text, title.language) for title in found.titles] == [("Invented thing", "en")]
    assert [party.name for party in found.applicants] == ["Acme, Inc.", "Example Co., Ltd."]
    assert [party.name for party in found.inventors] == ["Ann A", "Bob B, Jr."]


def test_missing_dates_and_names_are_absent() -> None:
    """An empty cell is nothing; an impossible date costs itself and is named."""
    publication, note = parsed(HEADER + "CN-109417194-B,T,,,,2021-02-30,,,,\n")
    assert isinstance(publication, Publication)
    assert publication.filing_date is None
    assert publication.applicants == publication.inventors == publication.events == ()
    assert str(note) == "exports/gp.csv, line 2: '2021-02-30' is no date"


def test_a_row_without_a_number_is_named() -> None:
    """It costs itself; the next is read."""
    error, publication = parsed(HEADER + "what,T,,,,,,,,\nEP-2400812-A1,T,,,,,,,,\n")
    assert isinstance(error, RecordError)
    assert error.place == "line 2"
    assert isinstance(publication, Publication)


@pytest.mark.parametrize(
    "head", [HEADER, "search URL:,https://x\n" + HEADER, '\ufeff"id","title","assignee","grant date"\n']
)
def test_it_is_known_by_its_header(head: str) -> None:
    """With or without the search address, a mark or quotes."""
    assert google_csv.recognises(head.encode())


@pytest.mark.parametrize("head", ["", "id,title\n", "a,b\n" * 40 + HEADER, "<html>id,title,assignee</html>", "{}"])
def test_other_tables_are_not_taken_for_it(head: str) -> None:
    """A table of other columns, or one whose header comes too late, is not this export."""
    assert not google_csv.recognises(head.encode())


@pytest.mark.parametrize(
    "names",
    [
        "Idemitsu Kosan Co., Ltd. | Toyota Jidosha Kabushiki Kaisha",
        "Acme, Inc.",
        "Idemitsu Kosan Co.,Ltd. | Acme, Inc.",
        "Toyota Motor Engineering & Manufacturing North America, Inc. | University Of Maryland, College Park",
        "三星电子株式会社 | 三星Sdi株式会社",
        "발렌스 테크놀로지, 인코포레이티드 | 바스프 에스이",
        "ソリッド パワー，インコーポレイティド",
        "ユニバーシティ オブ メリーランド， カレッジ パーク | トヨタ自動車株式会社",
        "Kansai Electric Power Co., Inc., The | Sumitomo Electric Industries, Ltd.",
        "The Government Of X, As Represented By The Secretary Of The Navy",
        "Board Of Regents, The University Of Texas System | Acme",
        "Francis J. Di Salvo, Jr. | Donald W. Murphy | Western Electric Company, Incorporated",
        "Мицубиси Газ Кемикал Компани, Инк. | Тохоку Текно Арк Ко., Лтд.",
        "Repsol, S.A. | Basf Se",
        "Inc. | Acme",
    ],
)
def test_names_are_split_where_a_name_ends(names: str) -> None:
    """The comma before a legal form belongs to the name; the one between names does not."""
    assert split_names(names.replace(" | ", ", ")) == names.split(" | ")


@pytest.mark.parametrize(
    ("listed", "names"), [("学校法人 学習院, 学校法人  学習院", ["学校法人 学習院"]), (", ,, ", []), ("", [])]
)
def test_repeated_and_empty_names_come_once_or_not(listed: str, names: list[str]) -> None:
    """Exports repeat a name with other blanks."""
    assert split_names(listed) == names


@given(
    st.lists(
        st.sampled_from(["Acme, Inc.", "Example Co., Ltd.", "华为技术有限公司", "Jane Doe", "Foo Gmbh"]), unique=True
    )
)
def test_splitting_undoes_joining(names: list[str]) -> None:
    """Names that are not ambiguous come back as they were joined."""
    assert split_names(", ".join(names)) == names


def test_two_forms_of_the_same_parties_are_told_apart() -> None:
    """Latin beside original script is the standardised form; each form counts its own positions."""
    found = parties(["Toyota Motor Corp", "トヨタ自動車株式会社", "Univ Tokyo", "東京大学"])
    assert [(party.form, party.sequence) for party in found] == [
        (PartyForm.STANDARDISED, 1),
        (PartyForm.AS_FILED, 1),
        (PartyForm.STANDARDISED, 2),
        (PartyForm.AS_FILED, 2),
    ]
    assert {party.form for party in parties(["Toyota Motor Corp", "Univ Tokyo"])} == {PartyForm.UNKNOWN}


def test_a_real_export(shared_data: Path) -> None:
    """4,294 publications, none lost; Toyota and Idemitsu lead."""
    with (shared_data / "patents/google-patents/gp-search-solid-electrolyte.csv").open("rb") as stream:
        found = list(google_csv.parse(stream, ORIGIN))
    publications = [record for record in found if isinstance(record, Publication)]
    assert len(found) == len(publications) == len({record.number for record in publications}) == 4294
    names = Counter(party.name for record in publications for party in record.applicants)
    assert names["出光興産株式会社"] > 100
    assert names["トヨタ自動車株式会社"] > 100
    assert not [name for name in names if name.casefold().strip(".") in ("ltd", "inc", "limited", "llc", "s.a")]
