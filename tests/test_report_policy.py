"""The policy section of the terminal report: with documents, without them, and without patents."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from landscape import Query, Store, analyze
from landscape.analysis.result import Landscape
from landscape.report.terminal import write_text

PLAN_2024 = (
    '{"id": "PLAN-2024", "title": "Work plan 2024", "issuer": "Ministry", "country": "XC", "type": "work plan", '
    '"published": "2024-03-01", "passages": [{"text": "Early study of all-solid-state batteries begins."}]}\n'
)
PLAN_2025 = (
    '{"id": "PLAN-2025", "title": "Work plan 2025", "issuer": "Ministry", "country": "XC", "type": "work plan", '
    '"published": "2025-03-01", "passages": [{"text": "Drafting of standards on all-solid-state batteries is to be '
    'accelerated, with XC 90001-2025 as a model."}]}\n'
)


def landscape_of(text: str, files: dict[str, str]) -> Landscape:
    """The landscape of a query in a folder of its own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_text(content, encoding="utf-8")
        (folder / "try.toml").write_text(f'title = "Try"\nquestion = "?"\n{text}', encoding="utf-8")
        query = Query.load(folder / "try.toml")
        with Store(folder / "store") as store:
            store.refresh(query)
            return analyze(store.corpus(query))


@cache
def sample() -> Landscape:
    """The invented sample, small."""
    return landscape_of('sources = ["sample"]\n[sample]\nfamilies = 150\nseed = 0\n', {})


def report(result: Landscape, width: int = 100) -> str:
    """The report as text, its lines joined by blanks."""
    file = StringIO()
    write_text(result, file, width)
    return " ".join(file.getvalue().split())


def test_report_shows_documents_stages_matrix_and_both_passages() -> None:
    """Every part of the section is there, with place, claim number, percentile and rate."""
    text, policy = report(sample()), sample().policy
    assert policy is not None
    assert f"{len(policy.matrix)} of {policy.tested} pairs of document and cluster meet beyond chance" in text
    assert "Documents by issuer: Bureau of Industry of XD (invented) 1" in text
    assert "2023 pre-research → 2024 pre-research → 2025 drafting → 2026 consultation" in text
    assert "solid-state batteries, XC: pre-research (2024) → drafting (2025)" in text
    assert "Strength in bits, × passages." in text
    best = policy.best[0]
    assert f"{best.document}, {best.passage}: “{' '.join(best.passage_text.split()[:8])}" in text
    assert f"claim {best.claim}: “" in text
    assert f"above {best.null_percentile:.2%} of chance, false discovery rate {best.q:.3f}" in text
    assert "Standards and acts named in most families" in text
    assert "Documents that meet no cluster" in text
    assert "XA-NOTICE-2024-1102" in text


def test_text_that_may_not_be_shown_is_not_in_the_report() -> None:
    """Where only metadata may be shown, the place stands without a quotation."""
    policy = sample().policy
    assert policy is not None
    best = replace(policy.best[0], passage_text="")
    text = report(replace(sample(), policy=replace(policy, best=(best,))))
    assert f"{best.document}, {best.passage}: (the text may not be shown)" in text


@pytest.mark.parametrize("width", [80, 100, 140])
def test_report_fits_its_width(width: int) -> None:
    """No line is wider than asked for."""
    file = StringIO()
    write_text(sample(), file, width)
    assert max(len(line) for line in file.getvalue().splitlines()) <= width


def test_policy_alone_reads_as_policy() -> None:
    """Without publications there are no empty tables of patents, and nothing is said of links."""
    result = landscape_of(
        'sources = ["files"]\n[files]\npaths = ["*.jsonl"]\n', {"a.jsonl": PLAN_2024, "b.jsonl": PLAN_2025}
    )
    text = report(result)
    assert "No publication in the snapshot; it holds 2 policy documents and standards." in text
    assert "solid-state batteries, XC: pre-research (2024) → drafting (2025)" in text
    assert "nothing that the documents could meet" in text
    assert "Standards and acts named in most documents: standard families documents" in text
    for missing in ("Offices", "Applicants", "clusters met", "Documents that meet no cluster", "pairs of document"):
        assert missing not in text


def test_patents_alone_tell_which_standards_they_name() -> None:
    """Without documents the standards in claims are still told, by whom, and nothing of documents."""
    policy = sample().policy
    assert policy is not None
    alone = replace(policy, documents=(), stages=(), timeline=(), changes=(), links=(), best=(), matrix=(), tested=0)
    text = report(replace(sample(), policy=alone))
    assert "No policy document in the snapshot. Standards and acts named in most families" in text
    assert "meet no cluster" not in text
    assert "no standard named in a claim" in report(replace(sample(), policy=None))
