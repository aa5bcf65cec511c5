"""The command line: reads arguments, calls the library, prints.  Results to stdout, progress and errors to stderr."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import landscape
from landscape.errors import LandscapeError, QueryError

if TYPE_CHECKING:
    from rich.console import Console

    from landscape.analysis.result import Landscape
    from landscape.progress import Progress
    from landscape.query import Query
    from landscape.store import Corpus, Store

FAILED, PARTIAL, INTERRUPTED = 1, 3, 130


class Engine(StrEnum):
    """Where the table work is done."""

    DUCKDB = "duckdb"


class NetworkFormat(StrEnum):
    """File formats of a network."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    VOSVIEWER = "vosviewer"
    CSV = "csv"


QueryPath = Annotated[
    str,
    typer.Argument(metavar="QUERY", help="A query file, or the name of one in queries/ (sample).", show_default=False),
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store", help="Folder of recordings and snapshots.", envvar="LANDSCAPE_STORE",
        show_default=".landscape beside the query's project",
    ),
]  # fmt: skip
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Folder for the reports.", show_default="reports/<query name>")
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="Where the table work is done.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress; run: no report on the terminal either.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
SeedOption = Annotated[
    int | None, typer.Option("--seed", help="Seed of the analysis.", show_default="the query's", min=0)
]
SnapshotOption = Annotated[
    str | None, typer.Option("--snapshot", help="A snapshot's time as `status` prints it.", show_default="the latest")
]

RefreshOption = Annotated[
    bool, typer.Option("--refresh", help="Ask the sources again, even for answers that are still fresh.")
]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="From a question in a query file to a patent and standards landscape, with a receipt for every number.",
    epilog="Start with:  landscape run queries/sample.toml   (invented data, no key, no network).  "
    "Exit codes: 0 done, 1 error, 2 usage, 3 done but a source failed, 130 interrupted.",
)


def main() -> int:
    """Run the command line; returns the exit code.  An error of the library prints as one line."""
    try:
        app()
    except LandscapeError as error:
        print(f"landscape: {error}", file=sys.stderr)  # noqa: T201 - the one line an error is
        return FAILED
    except KeyboardInterrupt:  # one that came while typer was not listening
        return INTERRUPTED
    return 0


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"landscape {landscape.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """See the help of the application."""


@app.command(no_args_is_help=True)
def run(
    query: QueryPath,
    store: StoreOption = None,
    out: OutOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="Use the store alone; ask no source.")] = False,
    refresh: RefreshOption = False,
    seed: SeedOption = None,
    engine: EngineOption = Engine.DUCKDB,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch, snapshot, analyse, report: the whole way from a question to a landscape."""
    loaded = _load(query)
    with _store(loaded, store, engine) as opened, _progress(quiet) as progress:
        # The one made here, not the latest: another run may publish one meanwhile, and a clock may be set back.
        made = None if offline else opened.refresh(loaded, progress=progress, ask_again=refresh).name
        result = _report(opened, loaded, made, seed, progress)
        folder = _write(result, loaded, out)
    _print(result, as_json=as_json, silent=quiet)
    _say(f"Reports: {folder}")
    _stop_if_partial(result.partial)


@app.command(no_args_is_help=True)
def fetch(
    query: QueryPath,
    store: StoreOption = None,
    refresh: RefreshOption = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch from the query's sources and keep what they said as a snapshot."""
    loaded = _load(query)
    with _store(loaded, store) as opened, _progress(quiet) as progress:
        snapshot = opened.refresh(loaded, progress=progress, ask_again=refresh)
    if as_json:
        typer.echo(json.dumps(snapshot.manifest.as_dict(), ensure_ascii=False, indent=1, sort_keys=True))
    else:
        for source in snapshot.manifest.sources:
            typer.echo(source.summary)
        typer.echo(f"snapshot {snapshot.name}")
    _stop_if_partial(snapshot.manifest.partial)


@app.command(no_args_is_help=True)
def report(
    query: QueryPath,
    store: StoreOption = None,
    out: OutOption = None,
    snapshot: SnapshotOption = None,
    seed: SeedOption = None,
    engine: EngineOption = Engine.DUCKDB,
    quiet: QuietOption = False,
) -> None:
    """Analyse the latest snapshot, or the one named, and write reports/."""
    loaded = _load(query)
    with _store(loaded, store, engine) as opened, _progress(quiet) as progress:
        result = _report(opened, loaded, snapshot, seed, progress)
        folder = _write(result, loaded, out)
    typer.echo(str(folder))
    _stop_if_partial(result.partial)


@app.command(no_args_is_help=True)
def show(
    query: QueryPath,
    store: StoreOption = None,
    snapshot: SnapshotOption = None,
    seed: SeedOption = None,
    engine: EngineOption = Engine.DUCKDB,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print the report of the latest snapshot, or of the one named; writes nothing."""
    loaded = _load(query)
    with _store(loaded, store, engine) as opened, _progress(quiet) as progress:
        result = _analyse(opened.corpus(loaded, snapshot), seed, progress)
    _print(result, as_json=as_json, silent=False)
    _stop_if_partial(result.partial)


@app.command(no_args_is_help=True)
def place(
    query: QueryPath,
    file: Annotated[
        typer.FileBinaryRead,
        typer.Argument(
            help="A text or a claim in UTF-8, or one publication or document in a format that is read; - for "
            "standard input."
        ),
    ],
    store: StoreOption = None,
    snapshot: SnapshotOption = None,
    seed: SeedOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say where a text, a claim or a document falls: clusters it is like, nearest families, terms that decided."""
    from landscape.analysis.placing import place as place_text
    from landscape.analysis.placing import read as read_text
    from landscape.report.landscape_json import plain
    from landscape.report.terminal import print_placed

    text = read_text(file.read(), file.name)
    loaded = _load(query)
    with _store(loaded, store) as opened, _progress(quiet) as progress:
        result = _analyse(opened.corpus(loaded, snapshot), seed, progress)
    placed = place_text(result, text)
    if as_json:
        typer.echo(json.dumps(plain(placed), ensure_ascii=False, indent=1))
    else:
        print_placed(placed, _console())


@app.command(no_args_is_help=True)
def export(
    query: QueryPath,
    network: Annotated[
        str, typer.Argument(help="applicants, citations, … (a wrong name lists them).", show_default=False)
    ],
    format: Annotated[NetworkFormat, typer.Option("--format", help="The file's format.")] = NetworkFormat.GRAPHML,  # noqa: A002 - the option's name
    store: StoreOption = None,
    out: Annotated[Path, typer.Option("--out", help="Folder the file is written to.")] = Path(),
    snapshot: SnapshotOption = None,
    seed: SeedOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write one network for Gephi, VOSviewer, Cytoscape or a spreadsheet."""
    from landscape.report.graph_files import write_network

    loaded = _load(query)
    with _store(loaded, store) as opened, _progress(quiet) as progress:
        result = _analyse(opened.corpus(loaded, snapshot), seed, progress)
    if network not in result.networks:
        raise QueryError(
            loaded.name, "network", f"no network {network!r}; there are: {', '.join(sorted(result.networks))}"
        )
    for path in write_network(result, network, format.value, out):
        typer.echo(str(path))


@app.command()
def sources(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Each source: what it gives, its terms, the key it needs and whether one is set (never the key), last answer."""
    from landscape.fetchers import SOURCES
    from landscape.store import Store

    with Store(store or _default_store(None)) as opened:
        last = opened.recordings.last()
    if as_json:
        told = {name: {"time": time.isoformat(), "status": status} for name, (time, status) in last.items()}
        rows = [source.described() | {"last_answer": told.get(source.name)} for source in SOURCES.values()]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from landscape.report.terminal import print_sources

    print_sources(tuple(SOURCES.values()), last, _console())


@app.command()
def status(
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]", help="Whose store to look at.")] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the store holds: queries, snapshots, records, bytes."""
    from landscape.report.terminal import print_status
    from landscape.store import Store

    loaded = _load(query) if query else None
    with Store(store or _default_store(loaded)) as opened:
        held = opened.status()
    if as_json:
        typer.echo(json.dumps(held.as_dict(), ensure_ascii=False, indent=1, sort_keys=True))
    else:
        print_status(held, _console())


@app.command()
def verify(store: StoreOption = None) -> None:
    """Recompute every hash the store has written down; anything that differs is named."""
    from landscape.store import Store

    with Store(store or _default_store(None)) as opened:
        differences = opened.verify()
    for difference in differences:
        typer.echo(str(difference))
    typer.echo(f"{len(differences)} differences" if differences else "all hashes are as written")
    if differences:
        raise typer.Exit(FAILED)


@app.command()
def sample(
    out: Annotated[Path, typer.Option("--out", help="Folder for the files.", show_default=False)],
    families: Annotated[int, typer.Option("--families", help="How many families.", min=1, max=1_000_000)] = 600,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the invention.", min=0)] = 0,
    quiet: QuietOption = False,
) -> None:
    """Write an invented corpus of any size, with its truth (topic, applicant, family) beside it."""
    from landscape.fetchers.sample import write_sample

    with _progress(quiet) as progress:
        for path in write_sample(out, families, seed, progress):
            typer.echo(str(path))


def _load(named: str) -> Query:
    """A query by path, or by name from queries/."""
    from landscape.query import Query

    path = Path(named)
    beside = Path("queries", f"{named}.toml")
    return Query.load(beside if not path.exists() and beside.exists() else path)


def _default_store(query: Query | None) -> Path:
    from landscape.store import default_store

    return default_store(query)


def _store(query: Query, folder: Path | None, engine: Engine = Engine.DUCKDB) -> Store:
    from landscape.store import Store

    return Store(folder or _default_store(query), engine=engine.value)


def _analyse(corpus: Corpus, seed: int | None, progress: Progress) -> Landscape:
    return landscape.analyze(corpus, seed=seed, progress=progress)


def _report(store: Store, query: Query, snapshot: str | None, seed: int | None, progress: Progress) -> Landscape:
    """Analyse and remember the clusters, so that the next snapshot's keep their ids."""
    from landscape.analysis import remembered_clusters

    corpus = store.corpus(query, snapshot)
    result = _analyse(corpus, seed, progress)
    store.remember(corpus, remembered_clusters(result, corpus))
    return result


def _write(result: Landscape, query: Query, out: Path | None) -> Path:
    folder = out or query.root / "reports" / query.name
    landscape.write_reports(result, folder)
    return folder


def _print(result: Landscape, *, as_json: bool, silent: bool) -> None:
    if as_json:
        from landscape.report.landscape_json import dumps

        typer.echo(dumps(result), nl=False)
    elif not silent:
        from landscape.report.terminal import print_report

        print_report(result, _console())


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _progress(quiet: bool) -> AbstractContextManager[Progress]:
    from landscape.report.terminal import progress_bars

    return progress_bars(quiet)


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _stop_if_partial(partial: bool) -> None:
    if partial:
        raise typer.Exit(PARTIAL)
