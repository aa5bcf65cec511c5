"""Google Patents Public Data on BigQuery: SQL from strands, the price before the query, and rows kept once paid for.

Google's library is not needed here: an object with the same names stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
import sqlglot

from landscape.fetchers import bigquery
from landscape.fetchers.bigquery import fetch, jobs
from landscape.fetchers.bigquery.sql import pattern, question
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand
from tests.offices.asking import Asking
from tests.offices.base import TestClock

TOPIC = 'sources = ["bigquery"]\n[[patents]]\ncpc = ["H01M10/0562"]\ntext = ["solid electrolyte"]\n'
GIB = 2**30


class ApiError(Exception):
    """As google.api_core.exceptions.GoogleAPIError."""


class AuthError(Exception):
    """As google.auth.exceptions.GoogleAuthError."""


class Service:
    """What stands behind the library: a table, and a log of the jobs that were run on it."""

    def __init__(self, count: int = 25, reads: int = 10 * GIB) -> None:
        self.count, self.reads = count, reads
        self.jobs: list[tuple[str, Mapping[str, Any]]] = []
        self.fails: dict[str, Exception] = {}
        self.fails_at = -1

    def library(self) -> jobs.Library:
        """The names that are used of Google's library."""
        return jobs.Library(
            SimpleNamespace(
                Client=self._client,
                QueryJobConfig=lambda **settings: settings,
                ArrayQueryParameter=lambda *values: ("array", *values),
                ScalarQueryParameter=lambda *values: ("scalar", *values),
            ),
            SimpleNamespace(GoogleAPIError=ApiError),
            SimpleNamespace(GoogleAuthError=AuthError),
        )

    def _client(self) -> Any:
        self._maybe_fail("client")
        return SimpleNamespace(query=self._query)

    def _maybe_fail(self, when: str) -> None:
        if when in self.fails:
            raise self.fails[when]

    def _query(self, sql: str, job_config: Mapping[str, Any]) -> Any:
        self.jobs.append((sql, job_config))
        self._maybe_fail("dry run" if job_config.get("dry_run") else "query")
        return SimpleNamespace(total_bytes_processed=self.reads, result=self._result)

    def _result(self, page_size: int, timeout: float) -> Any:
        class Found:
            total_rows = self.count

            def __iter__(found) -> Iterator[dict[str, Any]]:  # noqa: N805
                return self._rows()

        return Found()

    def _rows(self) -> Iterator[dict[str, Any]]:
        for number in range(self.count):
            if number == self.fails_at:
                raise ApiError("the result has gone\nwith details")
            yield {
                "publication_number": f"EP-{3_000_000 + number}-A1",
                "family_id": str(number),
                "publication_date": 20240101,
                "title_localized": [{"text": "Invented solid electrolyte", "language": "en", "truncated": False}],
            }


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    found = Service()
    monkeypatch.setattr(bigquery, "library", found.library)
    monkeypatch.setattr(bigquery, "PAGE", 10)
    return found


def run(folder: Path, text: str = TOPIC, clock: TestClock | None = None) -> Asking:
    return Asking(fetch, text, folder, clock)


def test_what_the_query_says_goes_into_parameters() -> None:
    """Not a letter of it into the SQL, which BigQuery's grammar takes."""
    strand = Strand(
        "a'; DROP TABLE x; --",
        ("H01M10/0562", "H01M4/00", "H01G"),
        ("solid electrolyte", "x') OR TRUE --"),
        ("O'Neill",),
        Period(date(2015, 1, 1)),
    )
    asked = question(
        [strand, Strand("b", text=("cell",))], [PublicationNumber("US", "11646472"), PublicationNumber("EP", "1", "A1")]
    )
    assert asked is not None
    assert not {"DROP", "solid", "TRUE", "Neill", "H01M", "11646472"} & set(asked.sql.replace("'", " ").split())
    assert sqlglot.parse_one(asked.sql, read="bigquery").find(sqlglot.exp.Order)
    values = {each.name: (each.type, each.value) for each in asked.parameters}
    assert values["s0_symbols"] == ("STRING", ("H01M10/0562",))
    assert values["s0_above"] == ("STRING", ("H01M4/", "H01G"))
    assert (values["s0_since"], values["s0_until"]) == (("INT64", 20150101), ("INT64", 99991231))
    assert values["numbers"] == ("STRING", ("EP-1-A1",))
    assert values["stems"] == ("STRING", ("US-11646472-",))
    assert set(values) == {
        f"{each.this.this}" for each in sqlglot.parse_one(asked.sql, read="bigquery").find_all(sqlglot.exp.Parameter)
    }


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("solid-state battery", "All Solid State Batteries", True),
        ("solid-state battery", "solidstate battery", True),
        ("solid-state battery", "solid statement battery", False),
        ("cell", "excellent", False),
        ("cell", "Cells.", True),
        ("electroly*", "an electrolytic layer", True),
        ("固态电池", "一种固态电池及其制备", True),
        ("Co., Ltd. (X)", "EXAMPLE CO., LTD. (X)", True),
    ],
)
def test_phrases_are_matched_by_re2_as_strands_match_them(phrase: str, text: str, found: bool) -> None:
    """DuckDB has the same regular expressions as BigQuery."""
    (matched,) = duckdb.execute("SELECT regexp_matches(?, ?)", [text, pattern([phrase])]).fetchone() or (None,)
    assert matched is found


def test_the_price_is_known_before_anything_is_read(service: Service, tmp_path: Path) -> None:
    """A dry run first; beyond the ceiling there is no other job, and the message says what to set."""
    service.reads = 325 * GIB + 1
    asking = run(tmp_path)
    assert str(asking.error) == (
        "bigquery: not run: it would read 325.0 GiB of columns, $1.98 beyond the first TiB of a month, which is free; "
        "50 GiB are allowed; set max_gib = 326 under [bigquery] to run it"
    )
    assert [config.get("dry_run") for _, config in service.jobs] == [True]
    allowed = run(tmp_path, TOPIC + "[bigquery]\nmax_gib = 326\n")
    assert allowed.error is None
    assert service.jobs[-1][1]["maximum_bytes_billed"] == 326 * GIB
    assert "reads 325.0 GiB of columns, $1.98" in allowed.fetch.note


def test_all_rows_come_and_are_not_paid_for_twice(service: Service, tmp_path: Path) -> None:
    """For a week; after it the query runs again."""
    clock = TestClock()
    asking = run(tmp_path, clock=clock)
    assert asking.error is None
    assert len(asking.numbers) == 25
    assert (asking.fetch.promised, asking.fetch.requests, len(asking.fetch.documents)) == (25, 2, 3)
    assert service.jobs[0][1]["query_parameters"][0] == ("array", "s0_symbols", "STRING", ["H01M10/0562"])
    again = run(tmp_path, clock=clock)
    assert again.numbers == asking.numbers
    assert (again.fetch.promised, again.fetch.requests, len(service.jobs)) == (25, 0, 2)
    clock.wait(8 * 86400, None)
    assert len(run(tmp_path, clock=clock).numbers) == 25
    assert len(service.jobs) == 4


def test_a_run_that_broke_off_is_run_again_whole(service: Service, tmp_path: Path) -> None:
    """What came is kept; half a result is not taken for a whole one."""
    service.fails_at = 22
    asking = run(tmp_path)
    assert str(asking.error) == "bigquery: the result has gone"
    assert len(asking.numbers) == 20
    service.fails_at = -1
    assert len(run(tmp_path).numbers) == 25


def test_no_row_is_no_error(service: Service, tmp_path: Path) -> None:
    """None promised, none received; and known for a week."""
    service.count = 0
    assert (run(tmp_path).error, run(tmp_path).items, len(service.jobs)) == (None, [], 2)


@pytest.mark.parametrize(
    ("when", "error", "message"),
    [
        ("client", AuthError("no credentials"), "bigquery: no credentials"),
        ("client", OSError("no project is named"), "bigquery: no project is named"),
        ("dry run", ConnectionError("http://user:secret@proxy"), "bigquery: cannot be reached (ConnectionError)"),
        ("dry run", ApiError("400 Syntax error\nat line 2"), "bigquery: 400 Syntax error"),
        ("query", ApiError("quota exceeded"), "bigquery: quota exceeded"),
        ("query", TimeoutError(), "bigquery: gave no result within 15 minutes"),
    ],
)
def test_each_failure_is_one_line(service: Service, tmp_path: Path, when: str, error: Exception, message: str) -> None:
    """Whatever Google's library raises."""
    service.fails[when] = error
    assert str(run(tmp_path).error) == message


def test_sql_of_ones_own_is_run_as_it_stands(service: Service, tmp_path: Path) -> None:
    """With the same price check."""
    assert run(tmp_path, 'sources = ["bigquery"]\n[bigquery]\nquery = "SELECT 1"\n').error is None
    assert [sql for sql, _ in service.jobs] == ["SELECT 1", "SELECT 1"]


def test_without_the_extra_one_line_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a traceback nor a module's name."""
    monkeypatch.setattr(jobs, "find_spec", lambda name: None)
    assert str(run(tmp_path).error) == "bigquery: needs the extra bigquery: pip install 'landscape[bigquery]'"


def test_nothing_to_ask_is_said(tmp_path: Path) -> None:
    """Without a library."""
    assert "no strand to search by" in str(run(tmp_path, 'sources = ["bigquery"]\n').error)
