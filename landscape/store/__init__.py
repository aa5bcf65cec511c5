"""The store: a folder of recordings and immutable snapshots, and the only place where tables are read.

    with Store(".landscape") as store:
        snapshot = store.refresh(query)     # asks the sources
        corpus = store.corpus(query)        # reads the latest snapshot

Layout: `recordings/` (see `recordings`), `snapshots/<query name>/<UTC time>/` with a Parquet file a table (see
`tables`) and `manifest.json`, `clusters/<query name>/` (see `remembered`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from landscape.errors import SourceError, StoreError
from landscape.progress import Progress, silent
from landscape.query import Query
from landscape.session.answers import Answer
from landscape.store.corpus import Corpus
from landscape.store.manifest import FILE_NAME, Manifest
from landscape.store.recordings import Recordings
from landscape.store.remembered import RememberedClusters, recall, remember
from landscape.store.writing import file_sha256

__all__ = [
    "Answer",
    "Corpus",
    "Manifest",
    "Recordings",
    "RememberedClusters",
    "Snapshot",
    "Store",
    "StoreStatus",
    "default_store",
]

if TYPE_CHECKING:
    from landscape.formats import Record
    from landscape.session import Session

ENGINES = ("duckdb",)
# UTC time, and a number from 2 where a second has several.
_NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?", re.ASCII)


def default_store(query: Query | None = None) -> Path:
    """LANDSCAPE_STORE if set, else `.landscape` in the query's root, without a query in the current folder."""
    named = os.environ.get("LANDSCAPE_STORE")
    return Path(named) if named else (query.root if query else Path()) / ".landscape"


@dataclass(frozen=True)
class Snapshot:
    """A finished snapshot; name: its UTC time, 20261123T001705Z."""

    query_name: str
    name: str
    folder: Path

    @cached_property
    def manifest(self) -> Manifest:
        """What was asked and what came.  Raises StoreError if it cannot be read."""
        return Manifest.read(self.folder)


@dataclass(frozen=True, slots=True)
class SnapshotStatus:
    """A snapshot in brief; bytes of its tables."""

    query: str
    snapshot: str
    created: str
    partial: bool
    publications: int
    documents: int
    bytes: int


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What a store holds; snapshots sorted by query and time."""

    path: str
    snapshots: tuple[SnapshotStatus, ...]
    recordings: int
    recordings_bytes: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)


class Store:
    """A store in a folder, which is made when something is first written.  A context manager."""

    def __init__(self, path: str | Path, engine: str = "duckdb") -> None:
        """engine: where the tables are read; "duckdb" is built in.  Raises StoreError for another."""
        if engine not in ENGINES:
            raise StoreError(f"engine {engine!r} is not known; allowed: {', '.join(ENGINES)}")
        self.path = Path(path)
        self.recordings = Recordings(self.path / "recordings")

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the recordings."""
        self.recordings.__exit__(kind, error, trace)

    def refresh(
        self,
        query: Query,
        progress: Progress = silent,
        now: datetime | None = None,
        *,
        ask_again: bool = False,
        session: Session | None = None,
    ) -> Snapshot:
        """Ask the query's sources and keep what they say as a new snapshot.

        A source that fails does not stop the others; `manifest.partial` tells.  What was answered before and is still
        fresh is taken from the recordings, with ask_again nothing is.  now: time the snapshot is named by, the
        clock's if None; session: instead of one with these recordings.  Raises SourceError or FormatError if nothing
        was received, StoreError if the disk refuses.
        """
        from landscape.session import Session
        from landscape.store.refreshing import refresh

        self.recordings.remove_leftovers()
        own = Session(self.recordings, ask_again=ask_again)
        try:
            return self._snapshot(refresh(self._snapshots_folder(query), query, progress, now, session or own))
        except SourceError as error:
            held = self.snapshots(query)
            if not held:
                raise
            reason = f"{error.reason}\n  the store holds a snapshot of {held[-1].name}; --offline uses it"
            raise SourceError(error.source, reason, error.url, error.status) from None
        finally:
            own.stop()

    def add(
        self, query: Query, records: Iterable[Record], progress: Progress = silent, now: datetime | None = None
    ) -> Snapshot:
        """Keep these records as a new snapshot, without asking any source; strands and merging as in `refresh`."""
        from landscape.store.refreshing import add

        return self._snapshot(add(self._snapshots_folder(query), query, records, progress, now))

    def snapshots(self, query: Query | str) -> tuple[Snapshot, ...]:
        """All finished snapshots of a query, oldest first."""
        folder = self._snapshots_folder(query)
        names = [path.name for path in folder.glob("*") if _NAME.fullmatch(path.name)]
        return tuple(self._snapshot(folder / name) for name in sorted(names, key=_age))

    def queries(self) -> tuple[str, ...]:
        """Names of the queries that have a snapshot."""
        folder = self.path / "snapshots"
        return tuple(sorted(path.name for path in folder.glob("*") if self.snapshots(path.name)))

    def corpus(self, query: Query | str, snapshot: str | None = None) -> Corpus:
        """A snapshot to read, the latest if none is named; the start of a name is enough if only one begins so.

        Raises StoreError if there is none, or it is damaged or written by a newer version.
        """
        name = query if isinstance(query, str) else query.name
        held = self.snapshots(query)
        if not held:
            raise StoreError(f"{self.path}: no snapshot of {name!r} yet; run `landscape fetch` with its query file")
        if snapshot is not None:
            exact = [entry for entry in held if entry.name == snapshot]
            found = exact or [entry for entry in held if entry.name.startswith(snapshot)]
            if len(found) != 1:
                names = ", ".join(entry.name for entry in held[-5:])
                what = "no snapshot" if not found else "more than one snapshot"
                raise StoreError(f"{self.path}: {what} of {name!r} begins with {snapshot!r}; the latest are {names}")
            held = tuple(found)
        earlier = [entry.name for entry in self.snapshots(query) if _age(entry.name) < _age(held[-1].name)]
        previous = recall(self._clusters_folder(name), earlier)
        return Corpus(held[-1].folder, None if isinstance(query, str) else query, previous, self.path / "vectors")

    def remember(self, corpus: Corpus, clusters: RememberedClusters) -> None:
        """Keep the clusters of an analysed corpus, so that the analysis of a later snapshot keeps their ids."""
        remember(self._clusters_folder(corpus.query.name), clusters)

    def verify(self) -> list[str]:
        """Recompute every hash; one line for each file that is not as it was written."""
        differences = []
        for query in self.queries():
            for snapshot in self.snapshots(query):
                try:
                    tables = {f"{table.name}.parquet": table.sha256 for table in snapshot.manifest.tables}
                except StoreError as error:
                    differences.append(str(error))
                    continue
                differences += _differences(snapshot.folder, tables)
        return differences + list(self.recordings.damaged())

    def status(self) -> StoreStatus:
        """What the store holds.  Raises StoreError for a manifest that cannot be read."""
        entries = []
        for query in self.queries():
            for snapshot in self.snapshots(query):
                manifest = snapshot.manifest
                entries.append(
                    SnapshotStatus(
                        query,
                        snapshot.name,
                        manifest.created,
                        manifest.partial,
                        manifest.rows["publications"],
                        manifest.rows["documents"],
                        sum(table.bytes for table in manifest.tables),
                    )
                )
        return StoreStatus(str(self.path), tuple(entries), *self.recordings.size())

    def _snapshots_folder(self, query: Query | str) -> Path:
        return self.path / "snapshots" / (query if isinstance(query, str) else query.name)

    def _clusters_folder(self, query: str) -> Path:
        return self.path / "clusters" / query

    @staticmethod
    def _snapshot(folder: Path) -> Snapshot:
        return Snapshot(folder.parent.name, folder.name, folder)


def _age(name: str) -> tuple[str, int]:
    """Order of snapshots: by time, then by the number that tells those of one second apart."""
    time, _, number = name.partition("-")
    return time, int(number or 1)


def _differences(folder: Path, tables: Mapping[str, str]) -> Iterable[str]:
    """Files of a snapshot that are missing, changed, or do not belong to it."""
    there = {path.name for path in folder.iterdir()} - {FILE_NAME}
    for name in sorted(there | set(tables)):
        if name not in there:
            yield f"{folder / name}: is missing"
        elif name not in tables:
            yield f"{folder / name}: does not belong to the snapshot"
        elif file_sha256(folder / name) != tables[name]:
            yield f"{folder / name}: differs from its hash"
