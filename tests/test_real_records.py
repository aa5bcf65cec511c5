"""The whole way on real records: from a query that names them to counts that were checked against the files."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx
import pytest

import landscape
from landscape.analysis.result import Landscape
from landscape.query import Query


def _run(path: Path, root: Path, name: str) -> Landscape:
    text = f'title = "{name}"\nsources = ["files"]\n[files]\npaths = ["{path.as_posix()}"]\n[analysis]\nclusters = 12\n'
    query = Query.from_text(text, name=name, root=root)
    with landscape.Store(root / "store") as store:
        store.refresh(query)
        result = landscape.analyze(store.corpus(query))
    landscape.write_reports(result, root / "reports" / name)
    return result


@pytest.fixture(scope="module")
def hydrogen(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Landscape, Path]:
    root = tmp_path_factory.mktemp("hydrogen")
    return _run(shared_data / "patents" / "hydrogen-biblio.jsonl.gz", root, "hydrogen"), root / "reports" / "hydrogen"


@pytest.fixture(scope="module")
def electrolytes(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Landscape, Path]:
    root = tmp_path_factory.mktemp("electrolytes")
    path = shared_data / "patents" / "google-patents" / "gp-search-solid-electrolyte.csv"
    return _run(path, root, "electrolytes"), root / "reports" / "electrolytes"


def test_hydrogen_comes_in_whole_and_is_compared_by_abstracts(hydrogen: tuple[Landscape, Path]) -> None:
    result, folder = hydrogen
    assert result.quality.publications == 3835
    assert result.dropped_total == 0
    assert result.quality.text_basis["abstract"] / result.quality.families > 0.98
    assert "claims" not in result.quality.text_basis
    assert "abstract in 99%" in (folder / "report.txt").read_text(encoding="utf-8")


def test_hydrogen_has_the_citations_inside_the_set_that_the_file_has(hydrogen: tuple[Landscape, Path]) -> None:
    result, folder = hydrogen
    with (folder / "tables" / "citations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(result.citations) == result.networks["citations"].number_of_edges()
    inside = {row.family_id for row in result.families}
    assert all(row["citing_family"] in inside and row["cited_family"] in inside for row in rows)
    # 572 citations between publications; some meet between two families or within one.
    assert 540 <= len(rows) <= 572


def test_hydrogen_networks_are_read_back_with_their_counts(hydrogen: tuple[Landscape, Path]) -> None:
    igraph = pytest.importorskip("igraph")
    result, folder = hydrogen
    for name in ("applicants", "citations"):
        graph = result.networks[name]
        path = folder / "networks" / f"{name}.graphml"
        read = networkx.read_graphml(path)
        assert (read.number_of_nodes(), read.number_of_edges()) == (graph.number_of_nodes(), graph.number_of_edges())
        other = igraph.Graph.Read_GraphML(str(path))
        assert (other.vcount(), other.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
        assert all(data["label"] for _, data in read.nodes(data=True))


def test_two_languages_of_hydrogen_meet_in_the_same_clusters(hydrogen: tuple[Landscape, Path]) -> None:
    result, _ = hydrogen
    only = {}
    for row in result.families:
        if row.cluster and set(row.languages) & {"en", "zh"} in ({"en"}, {"zh"}):
            only.setdefault(row.cluster, set()).update(set(row.languages) & {"en", "zh"})
    assert sum("en" in found for found in only.values()) >= len(only) / 2


def test_the_solid_electrolyte_export_is_led_by_toyota_and_idemitsu(electrolytes: tuple[Landscape, Path]) -> None:
    result, _ = electrolytes
    assert result.quality.publications == 4294
    assert [row.name for row in result.applicants[:2]] == ["Toyota Motor", "Idemitsu Kosan"]
    assert result.applicants[0].families > 1.3 * result.applicants[1].families


def test_the_solid_electrolyte_export_says_that_titles_were_compared(electrolytes: tuple[Landscape, Path]) -> None:
    result, folder = electrolytes
    assert result.quality.text_basis == {"title": result.quality.families}
    text = (folder / "report.txt").read_text(encoding="utf-8")
    assert "title only in 100%" in text
    assert "by their titles" in " ".join(text.split())
