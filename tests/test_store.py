"""The store: what goes in comes out, the same records give the same bytes, and nothing leaves it half-written."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape.errors import DamagedError, FormatError, RecordError, SourceError, StoreError
from landscape.fetchers import Context, Fetch, Received, Source
from landscape.formats import Parsed
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.query import Query
from landscape.records import (
    Citation,
    Claim,
    ClaimCategory,
    ClaimSet,
    Classification,
    Document,
    LegalEvent,
    Party,
    PartyForm,
    Passage,
    Priority,
    Provenance,
    Publication,
    Text,
    TextOrigin,
)
from landscape.session.answers import request_key
from landscape.store import Answer, Recordings, Store, default_store
from landscape.store.folders import work_folder
from landscape.store.sorting import LineSorter
from landscape.store.tables import TABLES, markdown

# duckdb 2 deprecates a method that ibis 12 still calls.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
NOW = datetime(2026, 11, 23, 0, 17, 5, tzinfo=UTC)
NAME = "20261123T001705Z"
QUERY = Query.from_text('sources = ["epo-ops", "lens"]', name="cells")
FULL = Publication(
    number=PublicationNumber("XA", "1000001", "A1"),
    provenance=Provenance("epo-ops", "https://ops.example/1", "document 1", "ab" * 32, NOW, "as stated"),
    publication_date=date(2021, 3, 4),
    application=ApplicationNumber("XA", "20191234", "A"),
    filing_date=date(2019, 9, 2),
    priority_date=date(2018, 9, 2),
    priorities=(Priority("XB 77/2018", date(2018, 9, 2), ApplicationNumber("XB", "201877", "A")), Priority("XC-1")),
    family_id="4711",
    family_members=(PublicationNumber("XB", "55", "B"),),
    titles=(Text("Solid cell", "en", TextOrigin.OFFICE), Text("固体电池", "zh", TextOrigin.OFFICE)),
    abstracts=(Text("A cell.", "en", TextOrigin.MACHINE_TRANSLATION),),
    claims=(
        ClaimSet(
            (
                Claim(1, "A cell comprising a layer.", (), True, ClaimCategory.PRODUCT, "A cell", "comprising", "x"),
                Claim(2, "The cell of claim 1.", (1,), False),
            ),
            "en",
            TextOrigin.OFFICE,
        ),
    ),
    applicants=(
        Party("ACME CELLS KK", "JP", PartyForm.STANDARDISED, 1, "1 Cell Road, Osaka"),
        Party("Acme", None, PartyForm.AS_FILED, 1),
    ),
    inventors=(Party("Doe, J.", None, PartyForm.AS_FILED, 1),),
    classifications=(Classification("CPC", "H01M10/0562", True, True), Classification("IPC", "H01M10/05")),
    citations=(
        Citation(PublicationNumber("XB", "9", "A"), category="X", origin="examiner", date=date(2001, 2, 3)),
        Citation(text="Some paper", patent=False),
    ),
    cited_by=(PublicationNumber("XC", "3", "A1"),),
    events=(LegalEvent("GR01", date(2022, 1, 2), "XA", "grant", "+"),),
)
STANDARD = Document(
    id="XS 38031",
    title="Safety",
    provenance=Provenance("iso", "https://iso.example/1"),
    issuer="XS",
    published=date(2025, 3, 28),
    shareable=False,
    passages=(Passage("Clause 5", "No fire.", "en", "safety", "issued"), Passage("Clause 6", "No smoke.", "en")),
)


def publication(number: int, source: str = "lens", kind: str = "A1", **fields: object) -> Publication:
    """A publication that says nothing but what is given."""
    provenance = Provenance(source, f"{source}.jsonl", f"line {number}")
    return replace(Publication(PublicationNumber("XA", str(number), kind), provenance), **fields)  # type: ignore[arg-type]


def some(count: int) -> list[Publication]:
    """Publications as FULL, told apart by number and text, some of them told by two sources."""
    records = []
    for index in range(count):
        number = PublicationNumber("XA", str(1_000_000 + index), "A1")
        title = (Text(f"Cell {index} " + "word " * (index % 7), "en", TextOrigin.OFFICE),)
        records.append(replace(FULL, number=number, titles=title, cited_by=()))
        if index % 3 == 0:
            records.append(publication(1_000_000 + index, family_id=f"{index}", titles=(Text("Else", "en"),)))
    return records


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store") as opened:
        yield opened


def rows(store: Store, table: str, *columns: str) -> list[tuple[object, ...]]:
    corpus = store.corpus("cells")
    return corpus.rows(corpus.table(table).select(*columns) if columns else corpus.table(table))


# What goes in comes out


def test_every_field_of_a_publication_is_a_cell(store: Store) -> None:
    store.add(QUERY, [FULL], now=NOW)
    own = "XA-1000001-A1"
    assert rows(store, "publications") == [
        (own, "XA", "1000001", "A1", date(2021, 3, 4), "XA-20191234-A", date(2019, 9, 2), date(2018, 9, 2), "4711")
    ]
    assert rows(store, "texts") == [
        (own, 1, "title", "en", "office", "Solid cell", 1),
        (own, 2, "title", "zh", "office", "固体电池", 1),
        (own, 3, "abstract", "en", "machine-translation", "A cell.", 1),
    ]
    first = ("A cell comprising a layer.", [], True, "product", "A cell", "comprising", 1)
    second = ("The cell of claim 1.", [1], False, None, None, None, 1)
    assert rows(store, "claims") == [
        (own, 1, 1, "en", "office", 1, *first),
        (own, 2, 1, "en", "office", 2, *second),
    ]
    assert rows(store, "applicants") == [
        (own, 1, "ACME CELLS KK", "JP", "standardised", 1, "1 Cell Road, Osaka", 1),
        (own, 2, "Acme", None, "as-filed", 1, None, 1),
    ]
    assert rows(store, "inventors") == [(own, 1, "Doe, J.", None, "as-filed", 1, None, 1)]
    assert rows(store, "priorities") == [
        (own, 1, "XB 77/2018", "XB-201877-A", date(2018, 9, 2), 1),
        (own, 2, "XC-1", None, None, 1),
    ]
    assert rows(store, "classifications") == [
        (own, 1, "CPC", "H01M10/0562", True, True, 1),
        (own, 2, "IPC", "H01M10/05", None, None, 1),
    ]
    assert rows(store, "citations") == [
        (own, 1, "backward", own, "XB-9-A", True, None, "X", "examiner", date(2001, 2, 3), 1),
        (own, 2, "backward", own, None, False, "Some paper", None, None, None, 1),
        (own, 3, "forward", "XC-3-A1", own, True, None, None, None, None, 1),
    ]
    assert rows(store, "events") == [(own, 1, "GR01", date(2022, 1, 2), "XA", "grant", "+", 1)]
    assert rows(store, "family_members") == [(own, 1, "XB-55-B", 1)]
    fields = ["publication_date", "application", "filing_date", "priority_date", "family_id"]
    retrieved = NOW.replace(tzinfo=None)
    origin = ("epo-ops", "https://ops.example/1", "document 1", "ab" * 32, retrieved, "as stated")
    assert rows(store, "records") == [("publication", own, 1, *origin, fields)]
    assert rows(store, "disagreements") == []


def test_every_field_of_a_document_is_a_cell(store: Store) -> None:
    store.add(QUERY, [STANDARD], now=NOW)
    assert rows(store, "documents") == [
        ("XS 38031", "Safety", "XS", None, None, None, date(2025, 3, 28), None, None, "und", False)
    ]
    assert rows(store, "passages") == [
        ("XS 38031", 1, "Clause 5", "No fire.", "en", "safety", "issued", 1),
        ("XS 38031", 2, "Clause 6", "No smoke.", "en", None, None, 1),
    ]


def test_a_document_is_shareable_only_if_all_its_records_are(store: Store) -> None:
    free = replace(STANDARD, shareable=True)
    store.add(QUERY, [free, STANDARD, replace(free, id="XS 2")], now=NOW)
    assert rows(store, "documents", "document", "shareable") == [("XS 2", True), ("XS 38031", False)]


def test_a_snapshot_without_a_record_has_all_tables_with_their_columns(store: Store) -> None:
    store.add(QUERY, [], now=NOW)
    corpus = store.corpus(QUERY)
    for name, columns in TABLES.items():
        table = corpus.table(name)
        assert list(table.columns) == [column.name for column in columns]
        assert corpus.rows(table) == []


def test_rows_come_in_the_order_of_all_their_columns_with_nulls_first(store: Store) -> None:
    store.add(QUERY, [publication(n, family_id=f) for n, f in ((3, "b"), (1, None), (2, "a"))], now=NOW)
    corpus = store.corpus(QUERY)
    table = corpus.table("publications")
    assert corpus.rows(table.select("family_id", "number")) == [(None, "1"), ("a", "2"), ("b", "3")]
    assert corpus.rows(table.select("family_id", "number"), order=["number"]) == [(None, "1"), ("a", "2"), ("b", "3")]
    assert corpus.columns("publications", ["number", "kind"]) == {"number": ["1", "2", "3"], "kind": ["A1"] * 3}
    with pytest.raises(KeyError):
        corpus.table("patents")


def test_streams_can_be_read_side_by_side(store: Store) -> None:
    store.add(QUERY, some(5), now=NOW)
    corpus = store.corpus(QUERY)
    table = corpus.table("publications").select("number")
    assert list(zip(corpus.stream(table), corpus.stream(table), strict=True)) == [
        (row, row) for row in corpus.rows(table) if corpus.rows(table)
    ]


def test_a_corpus_keeps_the_query_asked_beside_the_one_given(store: Store) -> None:
    store.add(QUERY, [FULL], now=NOW)
    edited = Query.from_text('sources = ["epo-ops"]\nanalysis.clusters = 4', name="cells")
    corpus = store.corpus(edited)
    assert corpus.query == edited
    assert (corpus.asked.text, corpus.asked.sources) == (QUERY.text, QUERY.sources)
    assert store.corpus("cells").query.text == QUERY.text


# Records of one publication


def test_the_source_named_first_gives_a_field_and_the_next_fills_what_is_empty(store: Store) -> None:
    thin = publication(7, "epo-ops", publication_date=date(2020, 1, 1), family_id="1")
    rich = publication(7, publication_date=date(2020, 1, 2), filing_date=date(2018, 1, 1), family_id="1")
    store.add(QUERY, [rich, thin], now=NOW)
    assert rows(store, "publications", "publication_date", "filing_date", "family_id") == [
        (date(2020, 1, 1), date(2018, 1, 1), "1")
    ]
    assert rows(store, "records", "position", "source", "fields") == [
        (1, "epo-ops", ["publication_date", "family_id"]),
        (2, "lens", ["filing_date"]),
    ]
    assert rows(store, "disagreements") == [
        ("publication", "XA-7-A1", 1, "publication_date", "2020-01-01", 1, "2020-01-02", 2)
    ]
    merge = store.corpus(QUERY).manifest.merges["publication"]
    assert (merge.records, merge.owners, dict(merge.disagreements)) == (2, 1, {"publication_date": 1})


def test_claim_sets_and_names_are_taken_whole_from_one_record(store: Store) -> None:
    def told(source: str, language: str, *texts: str) -> Publication:
        claims = tuple(Claim(number, text) for number, text in enumerate(texts, 1))
        names = tuple(Party(f"{source} {text}", form=PartyForm.AS_FILED) for text in texts)
        return publication(7, source, claims=(ClaimSet(claims, language),), applicants=names)

    store.add(
        QUERY, [told("epo-ops", "en", "One.", "Two."), told("lens", "en", "1."), told("lens", "zh", "一")], now=NOW
    )
    assert rows(store, "claims", "position", "language", "text", "record") == [
        (1, "en", "One.", 1),
        (2, "en", "Two.", 1),
        (3, "zh", "一", 3),
    ]
    assert rows(store, "applicants", "name") == [("epo-ops One.",), ("epo-ops Two.",)]
    told_fields = {row[0] for row in rows(store, "disagreements", "field")}
    assert told_fields == {"claims.en.unknown", "applicants.as-filed"}


def test_lists_are_joined_without_repeats_and_empty_cells_filled(store: Store) -> None:
    cited = PublicationNumber("XB", "9", "A")
    first = publication(7, "epo-ops", citations=(Citation(cited, category="X"),), cited_by=(cited,))
    second = publication(
        7,
        citations=(Citation(cited, category="Y", origin="examiner"), Citation(PublicationNumber("XB", "8", "A"))),
        classifications=(Classification("CPC", "H01M10/05"),),
    )
    store.add(QUERY, [second, first, second], now=NOW)
    assert rows(store, "citations", "position", "direction", "cited", "category", "origin", "record") == [
        (1, "backward", "XB-9-A", "X", "examiner", 1),
        (2, "forward", "XA-7-A1", None, None, 1),
        (3, "backward", "XB-8-A", None, None, 2),
    ]
    assert rows(store, "classifications", "symbol") == [("H01M10/05",)]
    assert rows(store, "disagreements", "field", "kept", "other", "other_record") == [
        ("citations.category", "X", "Y", 2),
        ("citations.category", "X", "Y", 3),
    ]


def test_the_same_records_again_change_only_which_record_is_named(store: Store) -> None:
    records: list[Publication | Document] = [*some(10), STANDARD]
    content = {
        name: [column.name for column in columns if column.name != "record"]
        for name, columns in TABLES.items()
        if name not in ("records", "disagreements")
    }
    store.add(QUERY, records, now=NOW)
    before = {name: rows(store, name, *columns) for name, columns in content.items()}
    store.add(QUERY, records + records, now=NOW)
    assert {name: rows(store, name, *columns) for name, columns in content.items()} == before
    assert len(rows(store, "records")) == 2 * len(records)


def test_blanks_and_capitals_are_no_disagreement(store: Store) -> None:
    titles = [(Text(title, "en"),) for title in ("Solid  Cell", "SOLID CELL ")]
    store.add(QUERY, [publication(7, source, titles=t) for source, t in zip(("epo-ops", "lens"), titles, strict=True)])
    assert rows(store, "texts", "text") == [("Solid  Cell",)]
    assert rows(store, "disagreements") == []


@pytest.mark.parametrize(
    ("spelled", "applications", "differ"),
    [
        (("EP20100167109", "EP-10167109-A"), ("EP-10167109", "EP-10167109-A"), 0),
        (("EP20100167109", "EP-10167108-A"), ("EP-10167109", "EP-10167108-A"), 2),
        (("XB 77/2018", "XB-1"), (None, None), 1),
        (("XB 77/2018", "XB 77/2018"), (None, None), 0),
    ],
)
def test_priorities_disagree_by_their_applications_not_by_their_spelling(
    store: Store, spelled: tuple[str, str], applications: tuple[str | None, str | None], differ: int
) -> None:
    """Each source spells them in its own way, some without the kind."""
    records = []
    for source, number, told in zip(("epo-ops", "lens"), spelled, applications, strict=True):
        application = ApplicationNumber.parse(told) if told else None
        claim = Priority(number, date(2018, 9, 2), application)
        records.append(publication(7, source, priorities=(claim,), application=application))
    store.add(QUERY, records)
    assert len(rows(store, "disagreements")) == differ


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (("", "B2"), ["XA-7-B2"]),
        (("", ""), ["XA-7"]),
        (("", "A1", "B2"), ["XA-7", "XA-7-A1", "XA-7-B2"]),
        (("A1", "B2"), ["XA-7-A1", "XA-7-B2"]),
    ],
)
def test_a_number_without_kind_is_the_only_one_it_can_be(
    store: Store, kinds: tuple[str, ...], found: list[str]
) -> None:
    store.add(QUERY, [*(publication(7, kind=kind) for kind in kinds), publication(70, kind="A1")], now=NOW)
    assert [row[0] for row in rows(store, "publications", "publication")] == [*found, "XA-70-A1"]


# The same records give the same bytes


def hashes(store: Store) -> dict[str, str]:
    return {table.name: table.sha256 for table in store.corpus("cells").manifest.tables}


def test_the_order_of_the_input_leaves_no_trace(store: Store) -> None:
    records: list[Publication | Document] = [*some(40), STANDARD, replace(STANDARD, title="Other")]
    store.add(QUERY, records, now=NOW)
    first = hashes(store)
    for seed in range(3):
        random.Random(seed).shuffle(records)
        store.add(QUERY, records, now=NOW + timedelta(days=seed))
        assert hashes(store) == first


def test_sorting_on_disk_leaves_no_trace(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small runs and small row groups change where pieces end, not what is in them."""
    store.add(QUERY, some(40), now=NOW)
    first, expected = hashes(store), {name: rows(store, name) for name in TABLES}
    monkeypatch.setattr("landscape.store.sorting.RUN_BYTES", 5_000)
    store.add(QUERY, some(40), now=NOW)
    assert hashes(store) == first
    monkeypatch.setattr("landscape.store.writing.ROWS_AT_ONCE", 4)
    monkeypatch.setattr("landscape.store.writing.ROWS_PER_GROUP", 8)
    store.add(QUERY, some(40), now=NOW)
    assert {name: rows(store, name) for name in TABLES} == expected


@given(st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n")), st.integers(1, 40))
@settings(max_examples=50, deadline=None)
def test_the_sorter_sorts(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], run_bytes: int) -> None:
    sorter = LineSorter(tmp_path_factory.mktemp("runs"), "lines", run_bytes)
    for line in lines:
        sorter.add(line)
    assert list(sorter) == sorted(lines)


def test_the_bytes_do_not_depend_on_process_or_hash_seed(tmp_path: Path) -> None:
    code = """
        import sys
        from test_store import NOW, QUERY, Store, hashes, some
        with Store(sys.argv[1]) as store:
            store.add(QUERY, some(10), now=NOW)
            print(sorted(hashes(store).items()))
    """
    printed = {run(code, tmp_path / seed, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(printed) == 1
    assert "publications" in printed.pop()


# Asking sources


def source(name: str, answer: Callable[[], Iterator[Parsed]] | None, promised: int | None = None) -> Source:
    def fetch(query: Query, context: Context) -> Fetch:
        assert answer is not None
        received = [Received(f"{name}.xml", "cd" * 32, 100, "docdb", 1, 0)]
        return Fetch(name, f"{name} asked for {query.name}", promised, answer(), 3, received)

    return Source(name, name, "", "", fetch=fetch if answer else None, why_not="" if answer else "it is closed")


def sources(monkeypatch: pytest.MonkeyPatch, *known: Source) -> None:
    monkeypatch.setattr("landscape.store.refreshing.SOURCES", {entry.name: entry for entry in known})


def test_a_failing_source_does_not_stop_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> Iterator[Parsed]:
        yield FULL
        yield RecordError("a.xml", "document 2", "no number")
        raise SourceError("epo-ops", "quota used up", "https://ops.example", 403)

    sources(monkeypatch, source("epo-ops", failing, 10), source("lens", lambda: iter([publication(7)]), 1))
    told: list[str] = []
    snapshot = store.refresh(QUERY, lambda stage, done, total=None: told.append(stage), NOW)
    assert sorted(told) == ["epo-ops: partial", "lens: complete", "writing the snapshot"]
    first, second = snapshot.manifest.sources
    assert (first.status, first.promised, first.received, first.publications, first.dropped) == ("partial", 10, 1, 1, 1)
    assert first.note == "quota used up (HTTP 403) at https://ops.example; 8 of 10 promised did not come"
    assert first.missing == {"did not come": 8}
    assert [(d.document, d.place, d.reason) for d in first.dropped_records] == [("a.xml", "document 2", "no number")]
    assert (first.native_query, first.requests) == ("epo-ops asked for cells", 3)
    assert [(r.url, r.sha256) for r in first.received_documents] == [("epo-ops.xml", "cd" * 32)]
    assert (second.status, second.publications) == ("complete", 1)
    assert snapshot.manifest.partial
    assert snapshot.name == NAME
    assert len(rows(store, "publications")) == 2


def test_a_source_that_gives_less_than_it_promised_is_partial(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sources(monkeypatch, source("epo-ops", lambda: iter([FULL]), 4), source("lens", None))
    manifest = store.refresh(QUERY, now=NOW).manifest
    assert (manifest.sources[0].status, manifest.sources[0].note) == ("partial", "3 of 4 promised did not come")
    assert (manifest.sources[1].status, manifest.sources[1].note) == ("unavailable", "it is closed")


def test_a_file_of_unknown_kind_makes_its_source_partial(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sources(
        monkeypatch, source("epo-ops", lambda: iter([FULL, FormatError("b.bin", "unknown kind")])), source("lens", None)
    )
    manifest = store.refresh(QUERY, now=NOW).manifest
    assert (manifest.sources[0].status, manifest.sources[0].dropped) == ("partial", 1)
    assert manifest.sources[0].note == "b.bin: unknown kind"


@pytest.mark.parametrize("items", [[], [FormatError("b.bin", "unknown kind")], [RecordError("a", "line 1", "broken")]])
def test_without_any_answer_there_is_no_snapshot(
    store: Store, monkeypatch: pytest.MonkeyPatch, items: list[Parsed]
) -> None:
    def failing() -> Iterator[Parsed]:
        yield from items
        if not items:
            raise SourceError("epo-ops", "no network")

    sources(monkeypatch, source("epo-ops", failing), source("lens", None))
    with pytest.raises(SourceError, match=r"cells: nothing was received\n  epo-ops: .*\n  lens: it is closed"):
        store.refresh(QUERY, now=NOW)
    assert store.queries() == ()


def test_the_error_of_the_only_source_is_told_as_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sources(monkeypatch, source("lens", lambda: iter([FormatError("b.bin", "is of no known kind")])))
    with pytest.raises(FormatError, match=r"^b\.bin: is of no known kind$"):
        store.refresh(Query.from_text('sources = ["lens"]', name="cells"), now=NOW)


def test_an_answer_of_nothing_is_an_answer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sources(monkeypatch, source("epo-ops", lambda: iter([]), 0), source("lens", None))
    manifest = store.refresh(QUERY, now=NOW).manifest
    assert manifest.sources[0].status == "complete"
    assert not manifest.partial


def test_strands_filter_and_are_counted(store: Store) -> None:
    text = """
        sources = ["files"]
        files.paths = ["x"]
        publications = ["XA-5-A1"]
        [[patents]]
        name = "cells"
        cpc = ["H01M10/0562"]
        text = ["cell"]
    """
    cell, wheel = (Text("A cell", "en"),), (Text("A wheel", "en"),)
    symbol = (Classification("CPC", "H01M10/0562"),)
    records = [
        publication(1, "files", titles=cell, classifications=symbol),
        publication(2, "files", titles=cell),
        publication(3, "files", abstracts=wheel, classifications=symbol),
        publication(5, "files", abstracts=wheel, classifications=symbol),
        STANDARD,
    ]
    manifest = store.add(Query.from_text(textwrap.dedent(text), name="cells"), records, now=NOW).manifest
    assert rows(store, "strands", "publication", "strand", "decided") == [
        ("XA-1-A1", "cells", True),
        ("XA-2-A1", "cells", None),
        ("XA-5-A1", "", True),
    ]
    (report, _) = manifest.sources
    assert (report.received, report.publications, report.undecided, report.rejected) == (4, 3, 1, 1)
    assert [(s.strand, s.decided, s.undecided) for s in manifest.strands] == [("", 1, 0), ("cells", 1, 1)]
    assert rows(store, "documents", "document") == [("XS 38031",)]


def test_a_text_that_is_no_unicode_is_dropped_with_its_place(store: Store) -> None:
    records = [publication(1), publication(2, titles=(Text("half \ud83d", "en"),))]
    (report,) = store.add(QUERY, records, now=NOW).manifest.sources
    assert (report.publications, report.dropped) == (1, 1)
    assert report.dropped_records[0].place == "line 2"
    assert "XA-2-A1: a text is not valid Unicode" in report.dropped_records[0].reason


# Snapshots


def test_two_snapshots_of_one_second_are_kept_apart_and_in_order(store: Store) -> None:
    names = [store.add(QUERY, [FULL], now=NOW).name for _ in range(11)]
    assert names == [NAME, *(f"{NAME}-{number}" for number in range(2, 12))]
    later = store.add(QUERY, [FULL], now=NOW + timedelta(seconds=1)).name
    assert [snapshot.name for snapshot in store.snapshots(QUERY)] == [*names, later]
    assert store.corpus(QUERY).name == later
    assert store.corpus(QUERY, f"{NAME}-11").name == f"{NAME}-11"
    assert store.corpus(QUERY, "20261123T001706").name == later
    for wrong, message in (
        ("2025", "no snapshot of 'cells' begins with '2025'; the latest are "),
        ("2026", "more than one"),
    ):
        with pytest.raises(StoreError, match=message):
            store.corpus(QUERY, wrong)


def test_the_clock_of_another_zone_is_told_in_utc(store: Store) -> None:
    from datetime import timezone

    snapshot = store.add(QUERY, [FULL], now=NOW.astimezone(timezone(timedelta(hours=8))))
    assert (snapshot.name, snapshot.manifest.created) == (NAME, "2026-11-23T00:17:05Z")


def test_what_is_no_snapshot_is_not_taken_for_one(store: Store) -> None:
    folder = store.add(QUERY, [FULL], now=NOW).folder
    (folder.parent / "zzz").mkdir()
    (folder.parent.parent / "notes.txt").touch()
    assert store.corpus(QUERY).name == NAME
    assert store.queries() == ("cells",)


def test_a_query_without_a_snapshot_says_what_to_run(store: Store) -> None:
    with pytest.raises(StoreError, match="no snapshot of 'cells' yet; run `landscape fetch` with its query file"):
        store.corpus(QUERY)
    assert not store.path.exists()
    assert (store.queries(), store.verify(), store.snapshots(QUERY)) == ((), [], ())


def test_status_tells_what_is_held(store: Store) -> None:
    store.add(QUERY, [FULL, STANDARD], now=NOW)
    store.recordings.put(Answer("https://a.example/", 200, b"x", NOW))
    status = store.status()
    (held,) = status.snapshots
    assert (held.query, held.snapshot, held.publications, held.documents) == ("cells", NAME, 1, 1)
    assert held.bytes > 1000
    assert status.recordings == 1
    assert status.as_dict()["snapshots"][0]["created"] == "2026-11-23T00:17:05Z"


def test_the_default_folder_is_beside_the_query_unless_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANDSCAPE_STORE", raising=False)
    assert default_store(replace(QUERY, root=tmp_path)) == tmp_path / ".landscape"
    assert default_store() == Path(".landscape")
    monkeypatch.setenv("LANDSCAPE_STORE", str(tmp_path / "x"))
    assert default_store(QUERY) == tmp_path / "x"


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="engine 'sqlite' is not known; allowed: duckdb"):
        Store(tmp_path, engine="sqlite")


# Damage


def damage(path: Path, position: int = -100) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)


def test_verify_names_each_file_that_is_not_as_written(store: Store) -> None:
    folder = store.add(QUERY, some(10), now=NOW).folder
    store.recordings.put(Answer("https://a.example/", 200, b"x" * 1000, NOW))
    assert store.verify() == []
    damage(folder / "texts.parquet")
    (folder / "events.parquet").unlink()
    (folder / "more.parquet").write_bytes(b"")
    (content,) = (store.path / "recordings").glob("content/*/*.gz")
    content.write_bytes(content.read_bytes()[:-9])
    messages = store.verify()
    assert [message.rsplit("/", 1)[1].split(":")[0] for message in messages] == [
        "events.parquet",
        "more.parquet",
        "texts.parquet",
        content.name,
    ]
    damage(folder / "manifest.json")
    assert "manifest.json: damaged" in store.verify()[0]


def test_a_table_of_another_length_is_not_read(store: Store) -> None:
    folder = store.add(QUERY, [FULL], now=NOW).folder
    with (folder / "claims.parquet").open("ab") as file:
        file.write(b"!")
    with pytest.raises(
        StoreError, match=r"claims\.parquet: has [\d,]+ bytes instead of [\d,]+; the snapshot is damaged"
    ):
        store.corpus(QUERY)
    (folder / "claims.parquet").unlink()
    with pytest.raises(StoreError, match=r"claims\.parquet: is missing"):
        store.corpus(QUERY)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace('"schema_version": 1', '"schema_version": 2'), "upgrade landscape"),
        (lambda text: text.replace('"schema_version": 1', '"schema_version": 0'), "run `landscape fetch` again"),
        (lambda text: text.replace("cells", "bells"), "damaged, its hash differs"),
        (lambda text: text[:-10], "damaged, not a manifest"),
        (lambda _: "[]", "damaged, not a manifest"),
    ],
)
def test_a_manifest_of_another_version_or_a_damaged_one_is_told(
    store: Store, change: Callable[[str], str], message: str
) -> None:
    path = store.add(QUERY, [FULL], now=NOW).folder / "manifest.json"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(StoreError, match=message) as caught:
        store.corpus(QUERY)
    assert "\n" not in str(caught.value)


# Interrupted, killed, full


def run(code: str, folder: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh process; the store's folder is its argument."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(folder)],
        env={
            **os.environ,
            "PYTHONPATH": f"{Path(__file__).parent}{os.pathsep}{os.pathsep.join(sys.path)}",
            **environment,
        },
        capture_output=True,
        text=True,
        check=check,
    )


KILLED = """
    import os, signal, sys
    from test_store import NOW, QUERY, Store, some
    import landscape.store.{module} as module
    original, left = module.{name}, [{calls}]
    def dying(*given, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*given, **named)
    module.{name} = dying
    with Store(sys.argv[1]) as store:
        store.add(QUERY, some(5), now=NOW)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("module", "name", "calls"),
    [
        ("writing", "staged", 3),
        ("writing", "arrow_schema", 4),
        ("writing", "merged", 2),
        ("writing", "table_file", 5),
        ("refreshing", "write_flushed", 1),
        ("refreshing", "publish", 1),
        ("folders", "flush_folder", 1),
        ("folders", "flush_folder", 2),
    ],
)
def test_a_killed_run_leaves_the_store_sound(store: Store, module: str, name: str, calls: int) -> None:
    """Killed anywhere: what was there stays, what is new is whole or not there, the next run cleans up."""
    first = store.add(QUERY, [FULL], now=NOW - timedelta(days=1))
    ended = run(KILLED.format(module=module, name=name, calls=calls), store.path, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert store.verify() == []
    published = calls == 2 and name == "flush_folder"
    assert len(store.snapshots(QUERY)) == (2 if published else 1)
    assert store.snapshots(QUERY)[0].name == first.name
    left = [path for path in first.folder.parent.iterdir() if path.name.startswith(".")]
    assert left
    store.add(QUERY, some(5), now=NOW)
    assert not [path for path in first.folder.parent.iterdir() if path.name.startswith(".")]
    assert store.verify() == []


def test_an_interrupt_leaves_nothing_behind(store: Store) -> None:
    def interrupted() -> Iterator[Publication]:
        yield FULL
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(QUERY, interrupted(), now=NOW)
    assert list((store.path / "snapshots" / "cells").iterdir()) == []


def test_work_under_way_is_not_taken_for_a_leftover(tmp_path: Path) -> None:
    with work_folder(tmp_path) as first, work_folder(tmp_path) as second:
        (second / "x").touch()
        assert first.exists()
        assert first != second
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no RLIMIT_FSIZE")
def test_a_disk_that_refuses_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    code = """
        import resource, sys
        from test_store import NOW, QUERY, Store, StoreError, some
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        try:
            with Store(sys.argv[1]) as store:
                store.add(QUERY, some(50), now=NOW)
        except StoreError as error:
            print(error)
    """
    ended = run(code, tmp_path)
    assert ended.stdout == f"{tmp_path / 'snapshots' / 'cells'}: cannot write to the store: File too large\n"
    assert ended.stderr == ""
    assert list((tmp_path / "snapshots" / "cells").iterdir()) == []


def test_a_full_disk_says_that_nothing_was_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left on device; nothing was changed, free some space"):
            store.add(QUERY, [FULL], now=NOW)
    assert store.snapshots(QUERY) == ()


def test_a_store_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Store(tmp_path / "file" / "store") as store, pytest.raises(StoreError, match="cannot write to the store: "):
        store.add(QUERY, [FULL], now=NOW)


# Recordings


def answer(content: bytes = b"<a/>", **fields: object) -> Answer:
    base = Answer("https://me:pw@a.example/x?q=1", 200, content, NOW, parameters=(("q", "cell"), ("api_key", "s3cret")))
    return replace(base, **fields)  # type: ignore[arg-type]


def test_recordings_are_found_by_their_request_the_latest_first(store: Store) -> None:
    store.recordings.put(answer(b"old", received=NOW - timedelta(days=2)))
    digest = store.recordings.put(answer(headers={"Content-Type": "text/xml", "Set-Cookie": "s3cret"}))
    key = request_key("get", "https://a.example/x", [("q", "cell")])
    held, older = store.recordings.find(key)
    assert (held.status, held.received, older.received) == (200, NOW, NOW - timedelta(days=2))
    found = held.answer()
    assert (found.content, found.status, found.received, found.sha256) == (b"<a/>", 200, NOW, digest)
    assert found.headers == {"content-type": "text/xml"}
    assert list(store.recordings.find(request_key("POST", "https://a.example/x", [("q", "cell")]))) == []


def test_no_credential_reaches_the_disk(store: Store) -> None:
    headers = {"Authorization": "Bearer s3cret", "Location": "https://x/?token=s3cret", "ETag": "1"}
    store.recordings.put(answer(headers=headers, body=b"password=s3cret", url="https://u:s3cret@a.example/?key=s3cret"))
    written = b"".join(path.read_bytes() for path in store.path.rglob("*") if path.is_file())
    assert written
    assert b"s3cret" not in written


def test_the_same_content_is_kept_once(store: Store) -> None:
    for number in range(3):
        store.recordings.put(answer(parameters=(("page", str(number)),)))
    assert len(list(store.path.glob("recordings/content/*/*"))) == 1
    assert store.recordings.size()[0] == 3


def test_a_damaged_recording_is_told_when_it_is_read(store: Store) -> None:
    store.recordings.put(answer(b"x" * 1000))
    (content,) = store.path.glob("recordings/content/*/*")
    damage(content, 15)
    (held,) = store.recordings.find(answer().key)
    with pytest.raises(DamagedError, match="damaged recording"):
        held.answer()
    assert len(list(store.recordings.damaged())) == 1
    content.unlink()
    assert "is missing" in next(store.recordings.damaged())
    with pytest.raises(DamagedError, match="its content is missing"):
        held.answer()


def test_what_the_disk_has_damaged_is_made_good_by_the_same_answer(store: Store) -> None:
    """The content is addressed by its hash, and would be taken for there otherwise."""
    store.recordings.put(answer(b"x" * 1000))
    (content,) = store.path.glob("recordings/content/*/*")
    damage(content, 15)
    store.recordings.put(answer(b"x" * 1000))
    assert list(store.recordings.damaged()) == []


def test_a_note_that_cannot_be_read_hides_no_other(store: Store) -> None:
    """`verify` names it; the answers before it are still found."""
    store.recordings.put(answer(b"old", received=NOW - timedelta(days=2)))
    store.recordings.put(answer(b"new"))
    (*_, note) = sorted(store.path.glob("recordings/answers/*/*/*.json"))
    note.write_bytes(b"{")
    (held,) = store.recordings.find(answer().key)
    assert held.answer().content == b"old"
    assert store.recordings.last()[""][0] == NOW - timedelta(days=2)
    assert "not a note" in next(iter(store.verify()))


def test_unfinished_recordings_are_removed_by_the_next_run(tmp_path: Path) -> None:
    leftover = tmp_path / ".writing-1"
    leftover.mkdir()
    (tmp_path / ".writing-1.lock").touch()
    (leftover / "half").write_bytes(b"x")
    with Recordings(tmp_path) as recordings:
        recordings.put(answer())
        assert not leftover.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers", "content"]


# Documentation


def test_the_documentation_shows_the_tables_as_they_are() -> None:
    """After a change: `python -c "from landscape.store.tables import markdown; print(markdown())"` into the page."""
    page = Path(__file__).parents[1] / "docs" / "store.md"
    assert markdown() in page.read_text(encoding="utf-8")
