"""What analysis tells of clusters beside the clusters: fields, the curve, evidence, citations as a second view."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import landscape
from landscape.analysis.result import CitationRow, FamilyRow, Landscape, TextBasis
from landscape.analysis.second_view import citation_view
from landscape.query import Query
from landscape.report import write_reports

QUERY = """title = "Sample"
sources = ["sample"]
[sample]
families = 150
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Landscape:
    query = Query.from_text(QUERY, name="sample")
    with landscape.Store(tmp_path_factory.mktemp("store")) as store:
        store.refresh(query)
        return landscape.analyze(store.corpus(query))


def test_fields_hold_every_cluster_once_and_their_families_add_up(result: Landscape) -> None:
    assert sorted(name for field in result.fields for name in field.clusters) == sorted(
        row.cluster for row in result.clusters
    )
    assert sum(field.families for field in result.fields) == sum(row.families for row in result.clusters)


def test_every_cluster_has_its_evidence(result: Landscape) -> None:
    members = {row.family_id: row for row in result.families}
    labels = [row.label for row in result.clusters]
    assert len(set(labels)) == len(labels)
    for row in result.clusters:
        assert row.terms
        assert row.classifications
        assert members[row.medoid_family].cluster == row.cluster
        assert row.medoid_text
        assert "\n" not in row.medoid_text, "one claim"


def test_the_core_of_clusters_is_marked_in_their_families(result: Landscape) -> None:
    assert sum(row.core for row in result.families) == sum(row.core_families for row in result.clusters) > 0
    assert all(row.cluster for row in result.families if row.core)


def test_the_report_shows_curve_fields_languages_and_evidence(result: Landscape, tmp_path: Path) -> None:
    write_reports(result, tmp_path)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "Texts compared by: lexical." in text
    assert "zh meets en through" in text
    assert f"were tried, {len(result.clusters)} taken." in text
    assert "Citations, which had no part in it, stay inside a cluster" in text
    assert text.count("most central X") == text.count("marked by") == len(result.clusters)
    assert all(field.field in text for field in result.fields)
    with (tmp_path / "tables" / "cluster_curve.csv").open(encoding="utf-8") as file:
        curve = list(csv.DictReader(file))
    assert [int(row["clusters"]) for row in curve] == [point.k for point in result.cluster_curve]
    assert [int(row["clusters"]) for row in curve if row["taken"] == "1"] == [len(result.clusters)]
    with (tmp_path / "tables" / "cluster_languages.csv").open(encoding="utf-8") as file:
        assert [(row["language"], row["aligned_with"]) for row in csv.DictReader(file)] == [("en", ""), ("zh", "en")]


def _family(family: str, cluster: str | None) -> FamilyRow:
    return FamilyRow(
        family, family, date(2020, 1, 1), (family,), ("EP",), "", (), cluster, 1.0, None, TextBasis.CLAIMS, ("en",), 0,
        0, 0, False,
    )  # fmt: skip


def test_citations_inside_clusters_are_held_against_chance() -> None:
    """Twenty families in two clusters: 18 citations inside the first, 6 across; chance by hand 1 x 18/24."""
    families = [_family(f"a{i}", "cl:1") for i in range(10)] + [_family(f"b{i}", "cl:2") for i in range(10)]
    pairs = [(f"a{i}", f"a{j}") for i in range(6) for j in range(6, 9)] + [(f"a{i}", f"b{i}") for i in range(6)]
    network = nx.Graph(pairs)
    network.add_nodes_from(row.family_id for row in families)
    for node in network:
        network.nodes[node]["community"] = 1 if node[0] == "a" else 2
    rows = [CitationRow(one, other, (), None, self_citation=False) for one, other in pairs]
    told = dict(citation_view(families, rows, network))
    assert told["clusters.citations_inside"].value == pytest.approx(18 / 24)
    assert told["clusters.citations_inside_by_chance"].value == pytest.approx(18 / 24)
    assert told["clusters.citation_communities"].value == 1.0
    assert {name: figure.n for name, figure in told.items()} == {
        "clusters.citations_inside": 24,
        "clusters.citations_inside_by_chance": 24,
        "clusters.citation_communities": 20,
    }


def test_sentence_vectors_are_kept_in_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis hands a folder of the store to the clustering, so that a refresh encodes only what is new."""
    import landscape.clusters

    asked: list[object] = []
    plain = landscape.clusters.cluster_documents
    monkeypatch.setattr(
        landscape.clusters,
        "cluster_documents",
        lambda documents, **options: (asked.append(options["vector_cache"]), plain(documents, **options))[1],
    )
    query = Query.from_text(QUERY.replace("150", "20"), name="sample")
    with landscape.Store(tmp_path) as store:
        store.refresh(query)
        landscape.analyze(store.corpus(query))
    assert asked == [tmp_path / "vectors"]


def test_few_citations_tell_nothing() -> None:
    told = citation_view([_family("a", "cl:1")], [], None)
    assert [figure.value for _, figure in told] == [None, None, None]
