"""Whatever goes wrong between a source and a run: how the run ends, what it keeps, and that the next one completes it.

Each case asks three sources side by side through the command line, on a clock that only waiting moves.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from landscape import cli
from landscape.fetchers.epo_ops.manners import manners
from landscape.query import Query
from landscape.store import Store
from tests.offices import faults, invented
from tests.offices.__main__ import KEYS
from tests.offices.base import Asked, Office, Reply, TestClock
from tests.offices.epo_ops import EpoOps, expired, quota
from tests.offices.epo_publication_server import EpoPublicationServer
from tests.offices.google_patents import GooglePatents
from tests.offices.lens import Lens
from tests.offices.surechembl import SureChembl
from tests.offices.uspto import Uspto

_LATER = timedelta(hours=25)
KINDS = (EpoOps, SureChembl, GooglePatents, EpoPublicationServer, Uspto, Lens)
NAMED = invented.publication(1)
TEXT = f"""
sources = ["epo-ops", "surechembl", "google-patents"]
publications = ["{NAMED.number}"]
[[patents]]
text = ["solid electrolyte"]
published = {{ since = 2015-01-01 }}
"""


@dataclass
class World:
    """The offices, a query, a store; what a run printed and how it ended."""

    folder: Path
    clock: TestClock
    offices: dict[str, Office]

    @property
    def query(self) -> Query:
        return Query.load(self.folder / "topic.toml")

    def ask(self, *sources: str) -> None:
        """Let the query ask these sources."""
        text = TEXT.replace('"epo-ops", "surechembl", "google-patents"', ", ".join(f'"{name}"' for name in sources))
        (self.folder / "topic.toml").write_text(text)

    def run(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
    ) -> tuple[int, str]:
        """Exit code of `landscape fetch`, and what it said to stderr."""
        arguments = ["landscape", "fetch", str(self.folder / "topic.toml"), "--store", str(self.folder / "store")]
        monkeypatch.setattr(sys, "argv", arguments)
        capsys.readouterr()
        try:
            code = cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, capsys.readouterr().err.strip()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Rows of all tables of the latest snapshot, without when they were received."""
        return tables(self.folder / "store", self.query)

    def reports(self) -> dict[str, Any]:
        with Store(self.folder / "store") as store:
            return {report.source: report for report in store.corpus(self.query).manifest.sources}


def tables(folder: Path, query: Query) -> dict[str, list[tuple[Any, ...]]]:
    import pyarrow.parquet

    with Store(folder) as store:
        snapshot = store.snapshots(query)[-1].folder
    found = {}
    for path in sorted(snapshot.glob("*.parquet")):
        table = pyarrow.parquet.read_table(path)
        # The Lens gives each of its answers the id of a scroll.
        passing = {"retrieved", "sha256"} if "lens" in query.sources else {"retrieved"}
        table = table.drop_columns(sorted(passing.intersection(table.column_names)))
        found[path.stem] = sorted(tuple(map(str, row.values())) for row in table.to_pylist())
    return found


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    clock = TestClock()
    monkeypatch.setattr("landscape.session.Clock", lambda: clock)
    monkeypatch.setattr("landscape.fetchers.surechembl.PAGE", 10)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    known = list(invented.publications(24))
    with ExitStack() as stack:
        offices: dict[str, Office] = {kind.SOURCE: stack.enter_context(kind(known, clock)) for kind in KINDS}
        # Side by side, the waits of one source move the clock between another's question and its office.
        offices["google-patents"].seconds = 0.0  # type: ignore[attr-defined]
        for office in offices.values():
            monkeypatch.setenv(office.variable, office.url)
        found = World(tmp_path, clock, offices)
        found.ask("epo-ops", "surechembl", "google-patents")
        yield found


def _impatient(self: Any, clock: TestClock, timeouts: tuple[float, float], most_bytes: int) -> None:
    """A transport whose read time-out a test can wait for."""
    self._clock, self._timeouts, self._most_bytes, self._http = clock, (timeouts[0], 0.4), most_bytes, None


UNDISTURBED: dict[str, dict[str, list[tuple[Any, ...]]]] = {}


def undisturbed(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """What a run gives that nothing happens to; the addresses differ from run to run."""
    asked = world.query.sources
    key = " ".join(asked)
    if key not in UNDISTURBED:
        with Store(world.folder / "undisturbed") as store:
            store.refresh(world.query)
        UNDISTURBED[key] = _without_ports(tables(world.folder / "undisturbed", world.query), world)
        for office in world.offices.values():
            office.forget()
    return UNDISTURBED[key]


def _without_ports(found: dict[str, list[tuple[Any, ...]]], world: World) -> dict[str, list[tuple[Any, ...]]]:
    text = json.dumps(found)
    for office in world.offices.values():
        text = text.replace(office.url, office.SOURCE)
    loaded: dict[str, list[tuple[Any, ...]]] = json.loads(text)
    return loaded


def is_document(asked: Asked) -> bool:
    return any(word in asked.path for word in ("biblio", "contents", "/patent/", "document.xml", "/SPLT/"))


def is_search(asked: Asked) -> bool:
    return "search" in asked.path


# Fault, once or for ever, and the exit codes it may end with; 3 and 1 by whether anything else came.
ONCE = {
    "429": faults.status(429, Retry_After="3"),
    "500": faults.status(500),
    "502": faults.status(502),
    "503": faults.status(503),
    "slow": faults.slow,
    "cut off": faults.cut,
    "another type": faults.wrong_type,
    "HTML": faults.html,
    "HTML in disguise": faults.html_in_disguise,
    "not well-formed": faults.invalid,
    "entity bomb": faults.entity_bomb,
    "huge": faults.huge,
    "not there": faults.status(404),
    "forbidden": faults.status(403),
    "quota of the hour": quota("IndividualQuotaPerHour"),
    "quota of the week": quota("RegisteredQuotaPerWeek"),
    "token ended, 400": expired(400),
    "token ended, 401": expired(401),
}


# What only OPS does.
OPS = {"quota of the hour", "quota of the week", "token ended, 400", "token ended, 401"}


@pytest.mark.parametrize(
    ("source", "name"), [(kind.SOURCE, name) for kind in KINDS for name in ONCE if kind is EpoOps or name not in OPS]
)
def test_what_goes_wrong_once_is_made_good(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], source: str, name: str
) -> None:
    """At once or by the next run, which has all that an undisturbed one has, and nothing twice."""
    world.ask(source)
    wanted = undisturbed(world)
    office = world.offices[source]
    office.fail(ONCE[name], when=is_document)
    if name == "slow":
        monkeypatch.setattr("landscape.session.transport.Transport.__init__", _impatient)
    code, said = world.run(monkeypatch, capsys)
    assert code in (0, 1, 3)
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 1
    if code == 0:
        assert not world.reports()[source].dropped
    world.clock.pass_(_LATER)
    if code:
        code, said = world.run(monkeypatch, capsys)
    assert (code, said) == (0, "")
    assert _without_ports(world.tables(), world) == wanted
    no_key_in(world.folder)


@pytest.mark.parametrize("chosen", [is_search, is_document])
@pytest.mark.parametrize("name", ["503", "HTML", "slow", "quota of the week", "forbidden", "entity bomb"])
def test_what_stays_wrong_ends_the_source_and_not_the_others(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    chosen: Callable[[Asked], bool],
) -> None:
    """Exit code 3, the others complete; when it works again, the run is as if nothing had happened."""
    wanted = undisturbed(world)
    world.offices["epo-ops"].fail(ONCE[name], times=None, when=chosen)
    if name == "slow":
        hasty = lambda base: replace(manners(base), timeouts=(10.0, 0.3))  # noqa: E731 - one line of a test
        monkeypatch.setattr("landscape.fetchers.epo_ops.manners", hasty)
    code, said = world.run(monkeypatch, capsys)
    assert (code, said) == (3, "")
    reports = world.reports()
    assert reports["epo-ops"].status in ("failed", "partial")
    assert reports["epo-ops"].note
    assert [reports[other].status for other in ("surechembl", "google-patents")] == ["complete", "complete"]
    assert len(world.tables()["publications"]) == 24
    world.offices["epo-ops"].recover()
    world.clock.pass_(_LATER)
    assert world.run(monkeypatch, capsys) == (0, "")
    assert _without_ports(world.tables(), world) == wanted
    no_key_in(world.folder)


def test_what_was_received_before_the_failure_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the snapshot and on the disk; the next run asks for the rest alone."""
    world.ask("surechembl")
    office = world.offices["surechembl"]
    left = iter(range(100))
    office.fail(faults.status(503), times=None, when=lambda asked: is_document(asked) and next(left) >= 10)
    code, _ = world.run(monkeypatch, capsys)
    report = world.reports()["surechembl"]
    assert (code, report.received, report.promised, report.missing) == (3, 10, 24, {"were not reached": 14})
    assert "is not available (HTTP 503)" in report.note
    office.recover()
    office.forget()
    assert world.run(monkeypatch, capsys) == (0, "")
    assert sum(is_document(asked) for asked in office.requests) == 14


def test_a_redirect_elsewhere_takes_no_key_along(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other host sees neither token nor secret."""
    world.ask("epo-ops")
    with SureChembl([]) as other:
        world.offices["epo-ops"].fail(faults.redirect(other.url, 307), times=None)
        code, _ = world.run(monkeypatch, capsys)
        assert code == 1
        world.offices["epo-ops"].recover()
        elsewhere = lambda asked: asked.method == "GET"  # noqa: E731 - one line of a test
        world.offices["epo-ops"].fail(faults.redirect(other.url), times=None, when=elsewhere)
        code, _ = world.run(monkeypatch, capsys)
        assert code in (1, 3)
        assert other.requests
        assert not any("Authorization" in asked.headers for asked in other.requests)
    no_key_in(world.folder)


def test_without_a_network_there_is_a_line_a_source_and_an_offer(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of what the store has; nothing new is made of it."""
    monkeypatch.delenv("EPO_OPS_KEY")
    for office in world.offices.values():
        monkeypatch.setenv(office.variable, "http://127.0.0.1:9/")
    code, said = world.run(monkeypatch, capsys)
    assert code == 1
    first, *lines = said.splitlines()
    assert first == "landscape: topic: nothing was received"
    assert [line.split(":")[0].strip() for line in lines] == ["epo-ops", "surechembl", "google-patents"]
    assert "EPO_OPS_KEY and EPO_OPS_SECRET not set (https://developers.epo.org); a key adds worldwide" in lines[0]
    assert all("cannot be reached" in line for line in lines[1:])
    for office in world.offices.values():
        monkeypatch.setenv(office.variable, office.url)
    assert world.run(monkeypatch, capsys)[0] == 0
    for office in world.offices.values():
        monkeypatch.setenv(office.variable, "http://127.0.0.1:9/")
    world.clock.pass_(100 * _LATER)
    code, said = world.run(monkeypatch, capsys)
    assert code == 1
    assert "--offline uses it" in said.splitlines()[-1]


def test_a_source_whose_key_is_missing_is_no_failure(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a key would add is said; the rest is complete."""
    monkeypatch.delenv("EPO_OPS_SECRET")
    assert world.run(monkeypatch, capsys) == (0, "")
    report = world.reports()["epo-ops"]
    assert report.status == "unavailable"
    assert "a key adds worldwide bibliographic data" in report.note
    assert world.offices["epo-ops"].requests == []


def no_key_in(folder: Path) -> None:
    """Neither key nor secret nor a token stands anywhere under a folder, packed or plain."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content = gzip.decompress(content) if path.suffix == ".gz" else content
            for secret in (*KEYS.values(), "invented-token"):
                assert secret.encode() not in content, path
                assert secret not in str(path)


_DRIVER = """
import importlib
import os
import sys
import traceback
from datetime import UTC, datetime
from landscape.query import Query
from landscape.session import Clock, Session
from landscape.store import Store

# Once for all runs, each of which is a fork.
for name in ("epo_ops", "surechembl", "google_patents"):
    importlib.import_module(f"landscape.fetchers.{name}")
for name in ("pyarrow.parquet", "requests", "landscape.store.refreshing", "landscape.session.transport"):
    importlib.import_module(name)

class Standing(Clock):
    passed = 0.0
    def now(self): return datetime(2026, 11, 23, tzinfo=UTC)
    def seconds(self): return self.passed
    def wait(self, seconds, stopped): self.passed += seconds

def run(query, folder):
    with Store(folder) as store:
        clock = Standing()
        store.refresh(Query.load(query), session=Session(store.recordings, clock=clock, seed=0), now=clock.now())

print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run(*line.rstrip().split("\\t"))
            code = 0
        except BaseException:
            traceback.print_exc()
        os._exit(code)
    print(child, flush=True)
    sys.stdin.readline()  # until then its number is nobody else's, whenever it is killed
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Runner:
    """Runs of the world's query in processes that may be killed; their clock stands still."""

    def __init__(self, world: World) -> None:
        for office in world.offices.values():
            office.clock = None
            office.seconds = 0.0
        world.offices["epo-ops"].enforced = False  # type: ignore[attr-defined]
        self.world = world
        self.process = subprocess.Popen(
            [sys.executable, "-c", _DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._told()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def begin(self, store: Path) -> int:
        """Start a run; its process id."""
        self._tell(f"{self.world.folder / 'topic.toml'}\t{store}")
        PROCESS[:] = [int(self._told())]
        return PROCESS[0]

    def ended(self) -> int:
        """Wait for the run that was begun; its exit code, minus the signal that killed it."""
        self._tell("")
        return int(self._told())

    def run(self, store: Path) -> int:
        self.begin(store)
        return self.ended()

    def _tell(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def _told(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


PROCESS: list[int] = []
killable = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")


@killable
def test_a_killed_run_is_completed_by_the_next(world: World) -> None:
    """Wherever it is killed, the next undisturbed run gives the same snapshot, byte for byte, and asks for the rest."""
    with Runner(world) as runner:
        assert runner.run(world.folder / "whole") == 0
        wanted = hashes(world.folder / "whole", world.query)
        store = world.folder / "killed"
        total = sum(len(office.requests) for office in world.offices.values())
        for after in (2, total // 3, total // 5):
            _kill_after(world, after)
            assert runner.run(store) == -signal.SIGKILL
        for office in world.offices.values():
            office.recover()
            office.forget()
        assert runner.run(store) == 0
    assert hashes(store, world.query) == wanted
    assert sum(len(office.requests) for office in world.offices.values()) < total
    _is_sound(store)


@killable
def test_twenty_runs_killed_at_random_moments_are_completed(world: World) -> None:
    """While they ask, record, sort, write or publish; one to three of them in the same store before one ends well."""
    chance = random.Random(9)
    with Runner(world) as runner:
        assert runner.run(world.folder / "warm") == 0
        begun = time.monotonic()
        assert runner.run(world.folder / "whole") == 0
        lasts = time.monotonic() - begun
        wanted = hashes(world.folder / "whole", world.query)
        killed = tried = 0
        while killed < 20:
            store, tried = world.folder / f"killed-{tried}", tried + 1
            for _ in range(chance.randint(1, 3)):
                process = runner.begin(store)
                time.sleep(chance.uniform(0, lasts))
                os.kill(process, signal.SIGKILL)
                killed += runner.ended() == -signal.SIGKILL
            assert tried < 100, "runs end before they are killed"
            assert runner.run(store) == 0
            assert hashes(store, world.query) == wanted
            _is_sound(store)


def _is_sound(store: Path) -> None:
    """Every hash is as written, nothing is left behind, no key is there."""
    with Store(store) as opened:
        assert opened.verify() == []
    assert not list(store.rglob(".writing*"))
    no_key_in(store)


def _kill_after(world: World, count: int) -> None:
    """Kill the process that asks while its request of this number is answered."""
    left, lock = [count], threading.Lock()

    def kill(asked: Asked, reply: Reply) -> Reply:
        os.kill(PROCESS[0], signal.SIGKILL)
        return reply

    def is_it(asked: Asked) -> bool:
        with lock:
            left[0] -= 1
            return left[0] == 0

    for office in world.offices.values():
        office.recover()
        office.fail(kill, times=None, when=is_it)


def hashes(folder: Path, query: Query) -> dict[str, str]:
    with Store(folder) as store:
        return {table.name: table.sha256 for table in store.corpus(query).manifest.tables}
