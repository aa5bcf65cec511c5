"""From records to a landscape: what is counted, what is told, and corpora that lack almost everything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import landscape
from landscape.analysis.result import Completeness, Landscape, TextBasis
from landscape.errors import AnalysisError
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.query import Query
from landscape.records import (
    Citation,
    Claim,
    ClaimSet,
    Document,
    Party,
    PartyForm,
    Priority,
    Provenance,
    Publication,
    Text,
)

ORIGIN = Provenance("files", "made-up.jsonl")
NOW = datetime(2026, 6, 30, tzinfo=UTC)


def _publication(number: str, **fields: object) -> Publication:
    return Publication(PublicationNumber.parse(number), ORIGIN, **fields)  # type: ignore[arg-type]


def _analyse(tmp_path: Path, records: Iterable[Publication | Document], text: str = "") -> Landscape:
    query = Query.from_text(f'title = "t"\nsources = ["sample"]\n{text}', name="q", root=tmp_path)
    with landscape.Store(tmp_path / "store") as store:
        store.add(query, records, now=NOW)
        return landscape.analyze(store.corpus(query))


def test_an_empty_publication_is_a_family_without_year_applicant_or_text(tmp_path: Path) -> None:
    result = _analyse(tmp_path, [_publication("EP-1000000-A1")])
    assert (result.quality.publications, result.quality.families) == (1, 1)
    assert result.trend == ()
    assert result.clusters == ()
    assert result.families[0].text_basis is TextBasis.NONE
    assert any("no priority or filing date" in warning for warning in result.warnings)


def test_documents_alone_give_a_landscape_of_documents(tmp_path: Path) -> None:
    result = _analyse(tmp_path, [Document("X 1", "A plan", ORIGIN)])
    assert (result.quality.documents, result.quality.publications) == (1, 0)


def test_citations_between_publications_become_citations_between_families_without_loops(tmp_path: Path) -> None:
    cited = PublicationNumber.parse("EP-1000000-A1")
    grant = _publication("EP-1000000-B1", citations=(Citation(cited=cited),))
    later = _publication(
        "US-11000000-B2", citations=(Citation(cited=cited, category="X"), Citation(text="a book", patent=False))
    )
    outside = _publication("JP-6000000-B2", citations=(Citation(cited=PublicationNumber.parse("DE-102010000001-A1")),))
    result = _analyse(tmp_path, [_publication("EP-1000000-A1"), grant, later, outside])
    assert [(row.citing_family, row.cited_family, row.categories) for row in result.citations] == [
        ("pub:US-11000000", "pub:EP-1000000", ("X",))
    ]
    by_id = {row.family_id: row for row in result.families}
    assert (by_id["pub:EP-1000000"].cited_by, by_id["pub:US-11000000"].cites) == (1, 1)


def test_a_family_tells_its_offices_its_first_filing_and_the_extended_family_it_is_part_of(tmp_path: Path) -> None:
    first, second = (
        Priority(f"JP2018{n}", date(2018, n, 1), ApplicationNumber.parse(f"JP-201800000{n}-A")) for n in (1, 2)
    )
    records = [
        _publication("EP-1000000-A1", priorities=(first,)),
        _publication("US-11000000-B2", priorities=(first,)),
        _publication("CN-110000000-A", priorities=(first, second)),
    ]
    result = _analyse(tmp_path, records)
    assert [(row.offices, row.basis, row.first_office, row.extended_family) for row in result.families] == [
        (("EP", "US"), "priorities", "JP", "CN-110000000-A"),
        (("CN",), "priorities", "CN", "CN-110000000-A"),
    ]
    assert [row.priority_date for row in result.families] == [date(2018, 1, 1), date(2018, 1, 1)]
    quality = result.quality
    assert (quality.families, quality.international_families, quality.extended_families) == (2, 1, 1)
    assert result.figures["families.extended"].value == 1


def test_one_form_of_names_is_counted_and_the_other_is_evidence(tmp_path: Path) -> None:
    parties = (
        Party("KUROGANE DENKI KK", "JP", PartyForm.STANDARDISED, 1),
        Party("黒鉄電機株式会社", None, PartyForm.AS_FILED, 1),
    )
    result = _analyse(tmp_path, [_publication("JP-2020100000-A", applicants=parties)])
    assert len(result.families[0].applicants) == 1
    assert sum(row.families for row in result.applicants) == 1


def test_inventors_are_no_applicants_where_a_firm_stands_beside_them(tmp_path: Path) -> None:
    firm, person = Party("Brennwald Akku GmbH", "DE"), Party("MUSTER, Anna", "DE")
    beside = _publication("US-2011000001-A1", applicants=(person, firm), inventors=(Party("Anna Muster"),))
    alone = _publication("US-2011000002-A1", applicants=(person,), inventors=(Party("Anna Muster"),))
    result = _analyse(tmp_path, [beside, alone])
    by_id = {row.representative: row.applicants for row in result.families}
    assert [len(by_id[number]) for number in ("US-2011000001-A1", "US-2011000002-A1")] == [1, 1]
    assert "Brennwald" in by_id["US-2011000001-A1"][0]
    assert "uster" in by_id["US-2011000002-A1"][0].lower()


def test_the_priority_year_is_the_earliest_claimed_and_the_data_end_with_the_last_publication(tmp_path: Path) -> None:
    claimed = Priority("JP2019123456", date(2019, 4, 1), ApplicationNumber.parse("JP-2019123456-A"))
    publication = _publication(
        "EP-3000000-A1", publication_date=date(2021, 1, 5), filing_date=date(2020, 3, 1), priorities=(claimed,)
    )
    future = _publication("EP-9000000-A1", publication_date=date(2030, 1, 1), filing_date=date(2029, 1, 1))
    result = _analyse(tmp_path, [publication, future])
    assert {row.representative: row.priority_date for row in result.families}["EP-3000000-A1"] == date(2019, 4, 1)
    assert result.quality.data_until == date(2021, 1, 5), "a date after the snapshot is a mistake of the record"
    assert result.trend[0].completeness is Completeness.BLIND


def test_known_relevant_publications_that_are_missing_are_named_whatever_their_kind(tmp_path: Path) -> None:
    asked = 'must_find = ["EP1000000A1", "US11000000B2"]'
    result = _analyse(tmp_path, [_publication("EP-1000000-B1")], asked)
    assert result.recall.missing == ("US-11000000-B2",)


def test_claims_are_compared_before_abstracts_and_the_share_of_each_is_told(tmp_path: Path) -> None:
    claims = ClaimSet((Claim(1, "A battery comprising a sulfide electrolyte."),), "en")
    with_claims = _publication("EP-1000000-A1", claims=(claims,), abstracts=(Text("An abstract.", "en"),))
    without = _publication("EP-2000000-A1", abstracts=(Text("Another abstract.", "en"),))
    result = _analyse(tmp_path, [with_claims, without])
    assert result.quality.text_basis == {"claims": 1, "abstract": 1}
    assert result.families[0].shortest_independent == 6


def test_a_method_that_refers_to_a_thing_counts_as_independent_also_out_of_the_store(tmp_path: Path) -> None:
    text = "1. A foil of tin.\n2. The foil of claim 1.\n3. A method of making the foil of claim 1."
    publication = _publication("EP-1000000-A1", claims=(ClaimSet(tuple(landscape.claims.parse_claims(text)), "en"),))
    (family,) = _analyse(tmp_path, [publication]).families
    assert (family.independent_claims, family.shortest_independent) == (2, 4)


def test_more_clusters_than_families_with_text_is_one_line(tmp_path: Path) -> None:
    publication = _publication("EP-1000000-A1", titles=(Text("Battery", "en"),))
    with pytest.raises(AnalysisError, match=r"analysis\.clusters is 5, but only 1 families"):
        _analyse(tmp_path, [publication], "[analysis]\nclusters = 5\n")


def test_a_title_that_would_drive_the_terminal_or_a_spreadsheet_does_not(tmp_path: Path) -> None:
    from landscape.report import write_reports

    evil = '=HYPERLINK("http://x")\x1b[31m red \u202e<script>'
    result = _analyse(tmp_path, [_publication("EP-1000000-A1", titles=(Text(evil, "en"),), applicants=(Party(evil),))])
    write_reports(result, tmp_path / "out")
    text = (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    table = (tmp_path / "out" / "tables" / "families.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in table
    assert "\x1b" not in table
