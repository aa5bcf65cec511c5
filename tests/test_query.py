"""Query files: what is read, and how each mistake is named."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import QueryError
from landscape.identifiers import PublicationNumber
from landscape.query import (
    SOURCE_NAMES,
    AnalysisSettings,
    BigQueryScope,
    Period,
    PolicyScope,
    PublicationServerScope,
    Query,
    Strand,
    UsptoScope,
)

WHOLE = """
title = "Cells"
question = "Who?"
sources = ["epo-ops", "files"]
publications = ["CN120149317A", "CN 120149317 A"]
must_find = ["US 2021/0210819 A1"]

[[patents]]
name = "electrolytes"
cpc = ["H01M 10/0562", "h01m"]
text = ["solid electrolyte ", "固体电解质"]
published = { since = 2015-01-01 }

[[patents]]
applicants = ["Huawei"]
published = { since = 2015-01-01, until = 2020-12-31 }

[policy]
text = ["battery"]
documents = ["CELEX:32023R1542"]
aspects = "batteries"

[files]
paths = ["exports/*.csv"]

[sample]
families = 50
seed = 3

[epo-ops]
query = "ti=battery"

[analysis]
clusters = 12
representation = "sentence"
model = "models/claims"
seed = 7
stop_words = ["said"]
[analysis.aliases]
"TOYOTA JIDOSHA KK" = "Toyota Motor"
"""


def load(text: str) -> Query:
    return Query.from_text(text, name="q", file="queries/q.toml")


def test_every_part_of_a_query_is_read() -> None:
    query = load(WHOLE)
    assert (query.name, query.title, query.question) == ("q", "Cells", "Who?")
    assert query.text == WHOLE
    assert query.sources == ("epo-ops", "files")
    assert query.publications == (PublicationNumber("CN", "120149317", "A"),)
    assert query.must_find == (PublicationNumber("US", "2021210819", "A1"),)
    assert query.strands == (
        Strand(
            "electrolytes",
            cpc=("H01M10/0562", "H01M"),
            text=("solid electrolyte", "固体电解质"),
            published=Period(since=date(2015, 1, 1)),
        ),
        Strand("strand 2", applicants=("Huawei",), published=Period(date(2015, 1, 1), date(2020, 12, 31))),
    )
    assert query.policy == PolicyScope(("battery",), ("CELEX:32023R1542",), "batteries")
    assert query.files.paths == ("exports/*.csv",)
    assert (query.sample.families, query.sample.seed) == (50, 3)
    assert query.native == {"epo-ops": "ti=battery"}
    assert query.analysis == AnalysisSettings(
        12, "sentence", "models/claims", 7, ("said",), {"TOYOTA JIDOSHA KK": "Toyota Motor"}
    )


def test_what_is_not_said_has_its_default() -> None:
    query = load('sources = ["sample"]')
    assert query.title == "q"
    assert query.strands == ()
    assert query.policy is None
    assert (query.sample.families, query.sample.seed) == (600, 0)
    assert query.analysis == AnalysisSettings("auto", "lexical", None, 0, (), {})


def test_how_much_a_source_may_be_asked_for_stands_in_its_section_with_or_without_a_query() -> None:
    query = load(
        'sources = ["uspto", "bigquery"]\n[epo-publication-server]\nmax_documents = 9000\n'
        '[uspto]\nbulk = ["PTGRXML/ipg260602.zip"]\nmax_gib = 2\n[bigquery]\nquery = "SELECT 1"\nmax_gib = 400\n'
    )
    assert query.publication_server == PublicationServerScope(9000)
    assert query.uspto == UsptoScope(1000, ("PTGRXML/ipg260602.zip",), 2)
    assert query.bigquery == BigQueryScope(400)
    assert query.native == {"bigquery": "SELECT 1"}


FILES = 'sources = ["files"]\nfiles.paths = ["a.csv"]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sources = ["sample"]\ntitel = "x"', "titel: not known here, did you mean 'title'?; allowed: title, question"),
        (FILES + '[[patents]]\ntexts = ["x"]', "patents[0].texts: not known here, did you mean 'text'?; allowed: name"),
        (FILES + "[files.more]", "files.more: not known here; allowed: paths"),
        (FILES + "[analysis]\nclusters = true", "analysis.clusters: true or false is given; a text is wanted"),
        (FILES + "[analysis]\nclusters = 1", "analysis.clusters: 1 is given; 2 to 1000 is allowed"),
        (FILES + '[analysis]\nclusters = "many"', "analysis.clusters: 'many' is not known; allowed: auto or a number"),
        (FILES + '[analysis]\nrepresentation = "lexcal"', "'lexcal' is not known, did you mean 'lexical'?; allowed"),
        (FILES + '[analysis]\nmodel = "m"', 'analysis.model: only used with representation = "sentence"'),
        (FILES + "[analysis.aliases]\nx = 1", "analysis.aliases.x: a whole number is given; a text is wanted"),
        (FILES + "[analysis]\nseed = -1", "analysis.seed: -1 is given; 0 to 4294967295 is allowed"),
        (FILES + "title = 3", "title: a whole number is given; a text is wanted"),
        (FILES + 'title = " "', "title: an empty text is given"),
        (FILES + 'must_find = "CN1A"', 'must_find: a text is given; a list is wanted, such as ["CN120149317A"]'),
        (FILES + "must_find = [1]", "must_find[0]: a whole number is given; a text is wanted"),
        (FILES + 'publications = ["battery"]', "publications: publication number 'battery': "),
        (FILES + '[[patents]]\ncpc = ["H01M10/0562", "battery"]', "patents[0].cpc: "),
        (FILES + "[[patents]]\nname = 'x'", "patents[0]: selects nothing; give cpc, text, applicants or published"),
        (FILES + "[patents]\nname = 'x'", "patents: a table is given; a list is wanted, such as [[patents]]"),
        (FILES + "patents = [1]", "patents[0]: a table is wanted, such as [[patents]]"),
        (
            FILES + "[[patents]]\nname='a'\ntext=['x']\n[[patents]]\nname='a'\ntext=['y']",
            "patents[1].name: 'a' is the name of an earlier strand too",
        ),
        (
            FILES + '[[patents]]\npublished = { since = "2015-01-01" }',
            "patents[0].published.since: a text is given; a date is wanted, such as 2015-01-31 without quotes",
        ),
        (
            FILES + "[[patents]]\npublished.since = 2015-01-01T00:00:00",
            "patents[0].published.since: a date with a time is given; a date is wanted",
        ),
        (
            FILES + "[[patents]]\npublished = { since = 2015-01-02, until = 2015-01-01 }",
            "patents[0].published: since 2015-01-02 is later than until 2015-01-01",
        ),
        (FILES + "[[patents]]\npublished.since = 2015-02-30", "line 4, since: 2015-02-30 is not a date (day "),
        (FILES + "[[patents]]\npublished = { since = 2015-13-01 }", "line 4, since: 2015-13-01 is not a date (month"),
        (FILES + "x = = 1", "line 3: not TOML: Invalid value"),
        (FILES + "title = 'x", "not TOML: "),
        ("", "sources: at least one is wanted; allowed: sample, files, epo-ops"),
        ('sources = ["epo"]', "sources[0]: 'epo' is not a known source"),
        ('sources = ["surechemble"]', "'surechemble' is not a known source, did you mean 'surechembl'?; allowed: "),
        ('sources = ["files"]', 'files: sources and [files] belong together; [files] with paths = ["exports/*.csv"]'),
        ('sources = ["sample"]\nfiles.paths = ["a"]', 'files: sources and [files] belong together; "files" in sources'),
        ('sources = ["epo-ops"]\n[epo-ops]', "epo-ops.query: is missing"),
        ('sources = ["uspto"]\n[uspto]', "uspto.query: is missing"),
        ('sources = ["bigquery"]\n[bigquery]\nmax_gib = 0', "bigquery.max_gib: 0 is given; 1 to 100000 is allowed"),
        ('sources = ["lens"]\n[lens]\nmax_gib = 1', "lens.max_gib: not known here"),
        ('sources = ["sample"]\n[sample]\nfamilies = 0', "sample.families: 0 is given; 1 to 10000000 is allowed"),
    ],
)
def test_each_mistake_is_one_line_with_file_key_and_what_is_allowed(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        load(text)
    line = str(caught.value)
    assert line.startswith("queries/q.toml: ")
    assert message in line
    assert "\n" not in line


def test_the_line_of_a_wrong_date_counts_in_files_of_any_system(tmp_path: Path) -> None:
    file = tmp_path / "q.toml"
    file.write_bytes(b'\xef\xbb\xbfsources = ["sample"]\r\n[policy]\r\npublished.until = 2015-06-31\r\n')
    with pytest.raises(QueryError, match=r"q\.toml: line 3, until: 2015-06-31 is not a date"):
        Query.load(file)


def test_paths_start_from_the_folder_above_queries(tmp_path: Path) -> None:
    for folder, root in ((tmp_path / "queries", tmp_path), (tmp_path / "other", tmp_path / "other")):
        folder.mkdir()
        (folder / "cells.toml").write_text('sources = ["sample"]', encoding="utf-8")
        query = Query.load(folder / "cells.toml")
        assert (query.name, query.root) == ("cells", root.resolve())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        (b'sources = ["sample"]\ntitle = "\xe9"', "line 2: not UTF-8; save the file as UTF-8"),
        (b"#" * 1_000_001, "1,000,001 bytes; a query file has at most 1,000,000"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "q.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QueryError) as caught:
        Query.load(file)
    assert str(caught.value) == f"{file}: {message}"


@pytest.mark.parametrize("name", ["a:b", "a/b", ".hidden", "a\nb"])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="cannot name a folder"):
        Query.from_text('sources = ["sample"]', name=name)


def test_an_error_and_a_query_survive_pickling() -> None:
    query = load(WHOLE)
    assert pickle.loads(pickle.dumps(query)) == query
    with pytest.raises(QueryError) as caught:
        load("x = 1")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@given(st.dates(), st.dates(), st.dates())
def test_a_period_holds_its_ends_and_what_lies_between(first: date, second: date, day: date) -> None:
    since, until = sorted((first, second))
    period = Period(since, until)
    assert since in period
    assert until in period
    assert (day in period) == (since <= day <= until)
    assert day in Period()


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    try:
        query = load(text)
    except QueryError as error:
        assert "\n" not in str(error).splitlines()[0]
    else:
        assert query.sources


KEYS = st.sampled_from(["title", "sources", "patents", "policy", "files", "analysis", "epo-ops", "sample", "x"])
VALUES = st.sampled_from(["1", "'a'", "['a']", "[1]", "{}", "{x = 1}", "2015-01-01", "true", "1.5", "[[]]", "[{}]"])


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_wrong_type_is_a_query_error(content: dict[str, str]) -> None:
    """TOML of known keys with values of every type is read or refused, never a crash."""
    text = "must_find = []\n" + "".join(f"{key} = {value}\n" for key, value in content.items())
    try:
        load(text)
    except QueryError as error:
        assert str(error).startswith("queries/q.toml: ")


@pytest.mark.parametrize("file", sorted((Path(__file__).parents[1] / "queries").glob("*.toml")), ids=lambda f: f.stem)
def test_the_queries_of_the_project_are_valid(file: Path) -> None:
    query = Query.load(file)
    assert set(query.sources) <= set(SOURCE_NAMES)
    assert query.title != query.name
    assert query.question


def test_the_live_question_has_its_strands_and_its_publication() -> None:
    query = Query.load(Path(__file__).parents[1] / "queries" / "solid-state-batteries.toml")
    assert [strand.name for strand in query.strands] == ["solid electrolytes", "Huawei's electrolyte filings"]
    assert [str(number) for number in query.publications] == ["CN-120149317-A"]
    assert query.policy is not None
    assert "华为" in query.strands[1].applicants


def test_a_query_may_name_the_sources_that_are_not_closed() -> None:
    """All names a query may use are registered; those registered beside them cannot be asked, and it says why."""
    from landscape.fetchers import SOURCES

    assert set(SOURCE_NAMES) <= set(SOURCES)
    closed = [source for name, source in SOURCES.items() if name not in SOURCE_NAMES]
    assert all(source.fetch is None and source.why_not for source in closed)
