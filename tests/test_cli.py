"""The command line as a user types it: the whole way on a small sample, every command, every exit code."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

import landscape
from tests.graph_file_rules import (
    broken_in_gexf,
    broken_in_graphml,
    broken_in_vosviewer,
    broken_in_vosviewer_tables,
)

QUERY = """
title = "A small sample"
sources = ["sample"]
[sample]
families = 120
[analysis]
clusters = 8
"""


def _landscape(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder of its own, as a script would: no terminal, 80 columns."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("LANDSCAPE_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore:fetch_arrow_table", "-m", "landscape", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8",
        env=inherited | {"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"} | environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a small query, run once."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "queries").mkdir()
    (folder / "queries" / "small.toml").write_text(QUERY)
    done = _landscape(folder, "run", "queries/small.toml")
    assert done.returncode == 0, done.stderr
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("claim", ["A battery comprising a sulfide solid electrolyte and a lithium metal anode.",
                                   "一种固态电池，包括硫化物固态电解质层和锂金属负极。"])  # fmt: skip
def test_place_says_where_a_claim_falls_and_why(project: Path, claim: str) -> None:
    (project / "claim.txt").write_text(claim, encoding="utf-8")
    printed = _landscape(project, "place", "queries/small.toml", "claim.txt")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert "decided by: " in printed.stdout
    placed = json.loads(_landscape(project, "place", "queries/small.toml", "claim.txt", "--json").stdout)
    assert not placed["outside"]
    scores = [row["score"] for row in placed["clusters"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.5
    near = [row["cluster"] for row in placed["families"]]
    assert placed["clusters"][0]["cluster"] in near
    assert placed["terms"]
    assert all(weight > 0 for _, weight in placed["terms"])


def test_place_tells_of_a_file_that_is_no_text(project: Path) -> None:
    (project / "latin.txt").write_bytes(b"caf\xe9")
    done = _landscape(project, "place", "queries/small.toml", "latin.txt")
    assert done.returncode == 1
    assert "latin.txt: not UTF-8 text" in done.stderr


def test_run_prints_the_report_and_writes_every_file(project: Path) -> None:
    printed = (project / "printed.txt").read_text(encoding="utf-8")
    for title in (
        "Scope and data quality",
        "Families by priority year",
        "Applicants",
        "Clusters",
        "Networks",
        "Skipped",
    ):
        assert title in printed
    written = set(_hashes(project / "reports" / "small"))
    tables = {
        f"tables/{name}.csv"
        for name in (
            "families",
            "clusters",
            "applicants",
            "name_merges",
            "citations",
            "policy_links",
            "standards",
            "stages",
        )
    }
    networks = {"networks/applicants.graphml", "networks/citations.graphml"}
    assert {"landscape.json", "report.txt"} | tables | networks <= written


def test_the_report_keeps_to_the_width_it_is_given(project: Path) -> None:
    from rich.cells import cell_len

    printed = (project / "printed.txt").read_text(encoding="utf-8")
    assert max(cell_len(line) for line in printed.splitlines()) <= 80
    assert "\x1b" not in printed


def test_every_output_says_that_the_data_are_invented(project: Path) -> None:
    folder = project / "reports" / "small"
    assert "INVENTED" in (project / "printed.txt").read_text(encoding="utf-8")
    assert "INVENTED" in (folder / "report.txt").read_text(encoding="utf-8")
    assert json.loads((folder / "landscape.json").read_text())["invented"] is True
    for graph in folder.glob("networks/*.graphml"):
        sidecar = graph.with_name(f"{graph.name}.meta.json")
        assert "invented" in sidecar.read_text(encoding="utf-8").lower(), graph.name


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_snapshot_gives_the_same_bytes(project: Path, hash_seed: str, tmp_path: Path) -> None:
    done = _landscape(project, "report", "small", "--out", str(tmp_path), PYTHONHASHSEED=hash_seed)
    assert done.returncode == 0, done.stderr
    assert _hashes(tmp_path) == _hashes(project / "reports" / "small")


def test_show_prints_what_run_printed_and_json_is_the_file(project: Path) -> None:
    shown = _landscape(project, "show", "small")
    assert shown.stdout == (project / "printed.txt").read_text(encoding="utf-8")
    as_json = _landscape(project, "show", "small", "--json")
    assert as_json.stdout == (project / "reports" / "small" / "landscape.json").read_text(encoding="utf-8")


def test_every_figure_has_unit_formula_n_and_sources(project: Path) -> None:
    content = json.loads((project / "reports" / "small" / "landscape.json").read_text())
    assert content["figures"]["families"]["value"] == 120
    for name, figure in content["figures"].items():
        assert figure["unit"], name
        assert figure["formula"], name
        assert figure["n"] >= 0, name
        assert figure["sources"] == ["sample"], name


@pytest.mark.parametrize("form", ["graphml", "gexf", "vosviewer", "csv"])
def test_export_writes_one_network_in_each_format(project: Path, form: str, tmp_path: Path) -> None:
    done = _landscape(project, "export", "small", "applicants", "--format", form, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    named = [Path(line) for line in done.stdout.splitlines()]
    assert named
    assert all(path.stat().st_size for path in named)


def test_every_network_file_of_a_run_keeps_the_rules_of_its_readers(project: Path) -> None:
    folder = project / "reports" / "small" / "networks"
    assert {path.stem for path in folder.glob("*.graphml")} == {
        "applicant_citations", "applicants", "citations", "classifications", "clusters", "cocitation", "coupling",
        "inventors", "policy",
    }  # fmt: skip
    for path in folder.glob("*.graphml"):
        assert broken_in_graphml(path) == [], path.name
    day = json.loads((folder / "citations.graphml.meta.json").read_text())["provenance"]["snapshot"]
    for path in folder.glob("*.gexf"):
        assert broken_in_gexf(path, f"{day[:4]}-{day[4:6]}-{day[6:8]}") == [], path.name
    for path in folder.glob("vosviewer/*[!a].json"):
        assert broken_in_vosviewer(path) == [], path.name
        tables = (path.with_name(f"{path.stem}_{part}.txt") for part in ("map", "network"))
        assert broken_in_vosviewer_tables(*tables) == [], path.name


def test_networks_carry_the_columns_that_analysts_expect(project: Path) -> None:
    folder = project / "reports" / "small" / "networks"
    columns = {
        name: json.loads((folder / f"{name}.graphml.meta.json").read_text()) for name in ("citations", "applicants")
    }
    assert {
        "title", "family_id", "priority_year", "filing_year", "n_offices", "is_ipf", "offices", "applicants",
        "cpc_main", "cluster_id", "cluster_label", "membership_conf", "cites_in", "cites_norm", "spc_max",
        "is_main_path", "snapshot", "degree", "degree_w", "betweenness", "pagerank", "core", "component", "community",
        "participation", "communities_joined", "broker_score", "x", "y", "size", "r", "g", "b",
    } <= columns["citations"]["node_columns"].keys()  # fmt: skip
    assert {
        "entity_id", "country", "type", "families", "families_frac", "ipf_share", "first_year", "last_year",
        "top_cluster", "hhi_clusters", "degree_w", "betweenness",
    } <= columns["applicants"]["node_columns"].keys()  # fmt: skip
    expected = {"weight", "weight_frac", "n_families", "first_year", "last_year", "evidence"}
    assert expected <= columns["applicants"]["edge_columns"].keys()


def test_the_main_path_is_told_with_its_ties_and_key_routes(project: Path) -> None:
    content = json.loads((project / "reports" / "small" / "landscape.json").read_text())["main_path"]
    with (project / "reports" / "small" / "tables" / "main_path.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    main = {(row["cited_family"], row["citing_family"]) for row in rows if row["main_path"] == "1"}
    for path in (content["families"], *content["tied"]):
        assert set(pairwise(path)) <= main
    assert len(content["tied"]) == min(content["ties"], 99)
    assert min(int(row["key_route"]) for row in rows if row["key_route"]) == 1
    assert all(0 < float(row["share_of_paths"]) <= 1 for row in rows)
    printed = (project / "printed.txt").read_text(encoding="utf-8")
    for said in ("Main path of citations", "Key routes", "brokers (communities joined)", "by PageRank"):
        assert said in printed


def test_export_of_a_network_that_is_none_lists_those_there_are(project: Path) -> None:
    done = _landscape(project, "export", "small", "friends")
    assert done.returncode == 1
    assert "applicants" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_status_verify_and_sources_tell_their_story(project: Path) -> None:
    status = json.loads(_landscape(project, "status", "small", "--json").stdout)
    assert [entry["query"] for entry in status["snapshots"]] == ["small"]
    assert "all hashes are as written" in _landscape(project, "verify").stdout
    sources = _landscape(project, "sources", EPO_OPS_KEY="a-secret-key", EPO_OPS_SECRET="another-secret")
    assert "epo-ops" in sources.stdout
    assert "secret-key" not in sources.stdout


def test_verify_names_what_was_changed(project: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert _landscape(project, "fetch", "small", "--store", str(store)).returncode == 0
    table = next(store.rglob("texts.parquet"))
    table.write_bytes(table.read_bytes() + b" ")
    done = _landscape(project, "verify", "--store", str(store))
    assert done.returncode == 1
    assert "texts.parquet" in done.stdout


def test_offline_without_a_snapshot_says_what_to_do(project: Path, tmp_path: Path) -> None:
    done = _landscape(project, "run", "small", "--offline", "--store", str(tmp_path))
    assert done.returncode == 1
    assert "landscape fetch" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_query_is_one_line_that_names_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text('title = "x"\nsources = ["files"]\n[files]\npath = ["a.csv"]\n')
    done = _landscape(tmp_path, "run", "q.toml")
    assert done.returncode == 1
    assert re.fullmatch(r"landscape: q\.toml: files\.path: .*paths.*\n", done.stderr)
    assert not (tmp_path / ".landscape").exists()


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert _landscape(tmp_path, "run", "--no-such-option").returncode == 2
    assert _landscape(tmp_path, "dance").returncode == 2


def test_a_file_that_cannot_be_read_makes_the_run_partial_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = (
        "id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link\n"
    )
    rows = "".join(
        f'EP-{1000000 + n}-A1,Sulfide electrolyte {n} ,"Firm {n % 3} GmbH",Ann,2015-01-0{n + 1},,2016-07-0{n + 1},,\n'
        for n in range(6)
    )
    (tmp_path / "good.csv").write_text(good + rows)
    (tmp_path / "bad.csv").write_bytes(b"\x00\x01 this is no export")
    (tmp_path / "q.toml").write_text('title = "x"\nsources = ["files"]\n[files]\npaths = ["*.csv"]\n')
    done = _landscape(tmp_path, "run", "q.toml")
    assert done.returncode == 3, done.stderr
    assert "PARTIAL" in done.stdout
    assert "bad.csv" in done.stdout
    assert "6 publications" in " ".join(done.stdout.split())
    assert "title only in 100%" in " ".join(done.stdout.split())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_an_interrupted_fetch_exits_with_130_and_leaves_the_store_sound(tmp_path: Path) -> None:
    (tmp_path / "big.toml").write_text('title = "x"\nsources = ["sample"]\n[sample]\nfamilies = 200000\n')
    # A shell starts background jobs with SIGINT ignored, and a test runner may hand that on.
    running = subprocess.Popen(
        [sys.executable, "-c", "import signal, sys, landscape.cli as cli; "
         "signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(cli.main())", "fetch", "big.toml"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    folder = tmp_path / ".landscape" / "snapshots" / "big"
    deadline = time.monotonic() + 60
    while not any(path.is_dir() for path in folder.glob(".writing-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert not [path for path in folder.glob("*") if not path.name.startswith(".")]


def test_version_and_help_need_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys, landscape.cli; "
        "heavy = {'sklearn', 'scipy', 'numpy', 'networkx', 'networkit', 'ibis', 'duckdb', 'pyarrow', 'lxml'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "[]"
    assert _landscape(tmp_path, "--version").stdout.strip() == f"landscape {landscape.__version__}"


def test_sample_writes_the_corpus_with_its_truth_beside_it(tmp_path: Path) -> None:
    done = _landscape(tmp_path, "sample", "--families", "30", "--seed", "3", "--out", "sample")
    assert done.returncode == 0, done.stderr
    again = _landscape(tmp_path, "sample", "--families", "30", "--seed", "3", "--out", "again")
    assert again.returncode == 0
    assert _hashes(tmp_path / "sample") == _hashes(tmp_path / "again")
    assert any("truth" in name for name in _hashes(tmp_path / "sample"))
