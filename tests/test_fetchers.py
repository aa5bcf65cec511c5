"""The sources: every one a query may name is described, and no key is shown."""

from __future__ import annotations

import subprocess
import sys

import pytest

from landscape.fetchers import SOURCES, Source
from landscape.query import SOURCE_NAMES


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


def test_listing_the_sources_loads_no_format() -> None:
    """`landscape sources` and `--help` stay quick."""
    code = (
        "import sys, landscape.fetchers; print([name for name in ('lxml', 'landscape.formats') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
