"""The read side: a snapshot's tables as ibis expressions, and their rows in a total order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.errors import StoreError
from landscape.query import Query
from landscape.store.manifest import Manifest
from landscape.store.remembered import RememberedClusters
from landscape.store.tables import TABLES

if TYPE_CHECKING:
    import ibis
    import ibis.backends.duckdb

_ROWS_AT_ONCE = 50_000


class Corpus:
    """One snapshot, read only.

    name: of the snapshot, its UTC time; manifest: what was asked and what came; query: the query as given, which
    says how to analyse; asked: the query as it stood when the snapshot was made.  The two differ where the file was
    edited since.  previous: the clusters of an earlier snapshot, None if none was analysed.  vectors: the folder where
    sentence vectors are kept from one analysis to the next, None to keep none.
    """

    def __init__(
        self,
        folder: Path,
        query: Query | None = None,
        previous: RememberedClusters | None = None,
        vectors: Path | None = None,
    ) -> None:
        """The folder of a snapshot.  Raises StoreError where a table is missing or not as long as it was written."""
        self.name = folder.name
        self.folder = folder
        self.manifest = Manifest.read(folder)
        for table in self.manifest.tables:
            path = folder / f"{table.name}.parquet"
            length = path.stat().st_size if path.exists() else None
            if length != table.bytes:
                found = "is missing" if length is None else f"has {length:,} bytes instead of {table.bytes:,}"
                raise StoreError(f"{path}: {found}; the snapshot is damaged")
        root = query.root if query else Path()
        self.asked = Query.from_text(
            self.manifest.query_text, name=self.manifest.query_name, root=root, file=str(folder / "manifest.json")
        )
        self.query = query or self.asked
        self.previous = previous
        self.vectors = vectors

    def table(self, name: str) -> ibis.Table:
        """A table of the snapshot; its columns are in docs/store.md.  Raises KeyError for a name that is none."""
        if name not in TABLES:
            raise KeyError(name)
        return self._engine.table(name)

    def rows(self, expression: ibis.Table, order: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of an expression over these tables, sorted by the columns of `order`, by default all of them.

        Nulls come first; dates are `datetime.date`, arrays lists.  Give an order only where it is total.
        """
        return list(self.stream(expression, order))

    def stream(self, expression: ibis.Table, order: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """As `rows`, without holding them all; several streams may be read side by side."""
        keys = [expression[name].asc(nulls_first=True) for name in order or expression.columns]
        # A cursor of its own: a second query on the engine's own connection would silently end the first.
        with closing(self._engine.con.cursor()) as cursor:
            cursor.execute(self._engine.compile(expression.order_by(keys)))
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                yield from rows

    def columns(self, name: str, columns: Sequence[str]) -> dict[str, list[Any]]:
        """Columns of a table as lists of one length, rows sorted by these columns in turn."""
        rows = self.rows(self.table(name).select(*columns))
        return {column: [row[index] for row in rows] for index, column in enumerate(columns)}

    @cached_property
    def _engine(self) -> ibis.backends.duckdb.Backend:
        """An engine of this process alone, with a view for each table.

        One thread: sums of fractions would depend on how threads share the rows.  Nothing is fetched from the
        network, and what does not fit in memory goes to the system's temporary folder.
        """
        import ibis

        engine = ibis.duckdb.connect(
            ":memory:",
            threads=1,
            autoinstall_known_extensions="false",
            autoload_known_extensions="false",
            temp_directory=str(Path(tempfile.gettempdir(), f"landscape-{os.getpid()}")),
        )
        for name in TABLES:
            path = str(self.folder.resolve() / f"{name}.parquet").replace("'", "''")
            # Not read_parquet, whose view is temporary and unknown to other cursors.
            engine.raw_sql(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 - own names
        return engine
