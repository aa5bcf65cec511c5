"""README, docs and code tell the same story."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

import landscape
from landscape.cli import app
from landscape.fetchers import markdown
from landscape.formats import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "reports" / "README.md", *(ROOT / "docs").glob("*.md")]
)
COMMANDS = {command.name or command.callback.__name__: command for command in app.registered_commands}


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    told = set(re.findall(r"^\| `landscape (\w+)", README, re.M))
    assert told == set(COMMANDS)


def test_every_command_and_every_option_has_a_help_text() -> None:
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_the_readme_names_every_kind_of_file_that_is_read() -> None:
    for kind in FORMATS:
        assert kind.TITLE in README, kind.NAME


def test_the_readme_shows_the_beginning_of_what_the_sample_prints() -> None:
    assert "INVENTED DATA" in README


def test_every_public_module_is_reached_through_the_package_without_an_import_of_its_own() -> None:
    modules = sorted(path.stem for path in (ROOT / "landscape").iterdir() if path.suffix == ".py" or path.is_dir())
    inner = {"__init__", "__main__", "__pycache__", "cli", "progress"}
    code = "import landscape\n" + "\n".join(f"landscape.{name}" for name in modules if name not in inner)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert not done.stderr


def test_the_table_of_sources_is_the_one_in_use() -> None:
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert markdown() in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links {target}"


def test_the_glossary_is_in_order() -> None:
    terms = re.findall(r"^\*\*(.+?)\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M)
    assert len(terms) > 20
    assert terms == sorted(terms, key=str.casefold)


def test_one_version_stands_everywhere() -> None:
    assert f"version: {landscape.__version__}" in (ROOT / "CITATION.cff").read_text()
    assert f"## {landscape.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_first_two_shell_blocks_run_the_sample_and_the_tests() -> None:
    first, second = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)[:2]
    assert "landscape run queries/sample.toml" in first
    assert "nox -s tests" in second


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.M | re.S)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "sample.toml").write_text(
        'title = "s"\nsources = ["sample"]\n[sample]\nfamilies = 40\n[analysis]\nclusters = 3\n'
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "reports" / "sample" / "landscape.json").exists()


def test_the_query_of_the_readme_loads() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", README, re.M | re.S)
    query = landscape.Query.from_text(text, name="readme")
    assert query.strands[0].name == "electrolysis"


def test_sessions_of_nox_are_told_in_the_readme() -> None:
    text = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    for session in re.findall(r"@nox\.session\ndef (\w+)", text):
        assert f"`{session}`" in README, session


def test_no_module_is_over_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "landscape").rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_except_is_broad() -> None:
    broad = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "landscape").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.match(r"\s*except\s*(Exception|BaseException)?\s*(as \w+)?:", line)
    ]
    assert broad == []


def test_requirements_are_stated_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split(r"[\[<>=!~ ]", entry)[0].lower() for entry in project["project"]["dependencies"]]
    assert len(names) == len(set(names))
