"""The sources: every one a query may name is described, and no key is shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from landscape.fetchers import SOURCES, Source, unasked
from landscape.query import SOURCE_NAMES, Query
from landscape.records import Document
from tests.offices import invented_policy
from tests.offices.asking import Asking
from tests.offices.base import TestClock


def test_every_source_a_query_may_name_is_described() -> None:
    """In the order of the documentation, and behind them those that are closed."""
    assert tuple(SOURCES)[: len(SOURCE_NAMES)] == SOURCE_NAMES
    for name, source in SOURCES.items():
        assert source.name == name
        assert source.title
        assert source.gives
        assert source.terms
        assert bool(source.why_not) == (source.fetch is None), name
        assert bool(source.key_from) == bool(source.key_variables), name


def test_a_key_is_told_to_be_there_but_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each variable has to be set; its value goes nowhere."""
    source = Source("x", "X", "all", "free", ("X_KEY", "X_SECRET"), "https://x.example")
    monkeypatch.setenv("X_KEY", "hush")
    assert not source.keys_set
    monkeypatch.setenv("X_SECRET", "hush, too")
    assert source.keys_set
    assert "hush" not in str(source.described())


def test_documents_that_no_source_is_asked_for_are_told() -> None:
    """A mistyped id does not go by in silence; each other is asked of the source whose kind it is."""
    named = [
        "CELEX:32023R1542", "Regulation (EU) 2023/1542", "FR:2021-06337", "FR:E9-12940@2009-06-03", "GB 38031-2025",
        "GBT31467.3", "QC/T 743", "工信部联科[2024]155号", "https://www.miit.gov.cn/a.html", "ISO 6469-1",
        "ISO/TS 8713", "ISO6469-1", "3GPP TS 38.331", "ETSI TS 138 331", "regulations.gov:DOE-HQ-2031-0001-0002", "https://example.org/notice.pdf",
    ]  # fmt: skip
    lost = ["CELEX 32023R1542", "FR 2021-06337", "UL 2580", "nonsense", "ftp://example.org/x"]
    sources = ["cellar", "federal-register", "gov-cn", "miit", "samr", "iso", "etsi", "regulations-gov", "web"]
    listed = ", ".join(f'"{entry}"' for entry in [*named, *lost])
    query = Query.from_text(f"sources = {json.dumps(sources)}\n[policy]\ndocuments = [{listed}]\n", name="q")
    assert unasked(query) == [f"policy.documents: asked of no source of this query: {', '.join(lost)}"]
    assert unasked(Query.from_text(f"sources = {json.dumps(sources)}\n", name="q")) == []


@pytest.mark.parametrize("source", [office.SOURCE for office in invented_policy.offices()])
def test_each_source_of_documents_against_its_office(
    source: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every fetcher has one, and gives documents with issuer or number, licence where known, and citable places."""
    clock = TestClock()
    (office,) = [office for office in invented_policy.offices(clock) if source == office.SOURCE]
    with office:
        monkeypatch.setenv(office.variable, office.url)
        for name, value in invented_policy.KEYS.items():
            monkeypatch.setenv(name, value)
        text = (
            f'sources = ["{source}"]\n[policy]\ntext = ["battery", "动力电池"]\n'
            'documents = ["https://example.org/plan.html", "nonsense"]\n'
        )
        fetch = SOURCES[source].fetch
        assert fetch is not None
        asking = Asking(fetch, text, tmp_path, clock)
    found = [item for item in asking.items if isinstance(item, Document)]
    assert (asking.error, asking.dropped) == (None, [])
    assert found
    assert "nonsense" in asking.fetch.note
    for document in found:
        assert document.issuer or source == "web"
        assert document.provenance.licence or source == "web"
        assert document.passages or source in ("samr", "regulations-gov") or not document.shareable


def test_every_source_of_documents_has_an_office() -> None:
    """So that none is asked live in a test."""
    offices = {office.SOURCE for office in invented_policy.offices()}
    assert {name for name, source in SOURCES.items() if source.documents} <= offices
    assert {"govinfo"} < offices


def test_listing_the_sources_loads_no_format() -> None:
    """`landscape sources` and `--help` stay quick."""
    code = (
        "import sys, landscape.fetchers; print([name for name in ('lxml', 'landscape.formats') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
