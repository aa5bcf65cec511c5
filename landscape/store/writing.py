"""Writing the tables of a snapshot: Parquet, row by row, in a total order, byte for byte the same for the same records.

The sort is an external merge sort of lines and the writer is pyarrow's, so that neither the version nor the threads
of a query engine decide the bytes, and memory stays bounded whatever the number of records.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from landscape.records import Document, Publication
from landscape.store.merging import DOCUMENT, PUBLICATION, Kind, MergeCount, merged
from landscape.store.rows import Row, staged
from landscape.store.sorting import LineSorter
from landscape.store.tables import TABLES, Column

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

# A row group; with texts of a few kilobytes a row, some hundred megabytes at most.
ROWS_PER_GROUP = 32_768
# So many rows are Python objects at a time; divides the above.
ROWS_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as written: rows, bytes, hex digest of the file."""

    name: str
    rows: int
    bytes: int
    sha256: str


class TableWriter:
    """Takes records in any order; `write` turns them into the table files of a folder."""

    def __init__(self, folder: Path) -> None:
        """The folder must exist; sorted runs lie in it until `write` is done."""
        self._folder = folder
        self._sorters = {kind: LineSorter(folder, f"staged-{kind.owners}") for kind in (PUBLICATION, DOCUMENT)}
        self.counts = {kind: MergeCount(0, 0, 0, Counter()) for kind in (PUBLICATION, DOCUMENT)}

    def add(
        self, record: Publication | Document, rank: int = 0, strands: Mapping[str, bool | None] | None = None
    ) -> None:
        """Take a record; rank: precedence of its source, 0 first; strands: those it meets, None if undecided.

        Raises RecordError where a text is not valid Unicode.
        """
        kind = PUBLICATION if isinstance(record, Publication) else DOCUMENT
        self._sorters[kind].add(staged(record, rank, strands or {}))

    def write(self, progress: Callable[[int], None]) -> tuple[TableFile, ...]:
        """Write all tables; progress is told the number of publications and documents written now and then."""
        with ExitStack() as stack:
            files = {
                name: stack.enter_context(_ParquetFile(self._folder / f"{name}.parquet", columns))
                for name, columns in TABLES.items()
            }
            for kind in (PUBLICATION, DOCUMENT):
                self._write(kind, files, progress)
        progress(sum(count.owners for count in self.counts.values()))
        for sorter in self._sorters.values():
            sorter.remove()
        return tuple(table_file(self._folder, name, file.rows) for name, file in sorted(files.items()))

    def _write(self, kind: Kind, files: Mapping[str, _ParquetFile], progress: Callable[[int], None]) -> None:
        count = self.counts[kind]
        for table, row in merged(self._sorters[kind], kind, count):
            files[table].append(row)
            if table == kind.owners and count.owners % 1000 == 0:
                progress(sum(count.owners for count in self.counts.values()))


def table_file(folder: Path, name: str, rows: int) -> TableFile:
    """Hash a table's file."""
    path = folder / f"{name}.parquet"
    return TableFile(name, rows, path.stat().st_size, file_sha256(path))


def file_sha256(path: Path) -> str:
    """Hex digest of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _ParquetFile:
    """One Parquet file, written in row groups of a fixed number of rows and on the disk once closed."""

    rows: int
    _file: BinaryIO
    _writer: pyarrow.parquet.ParquetWriter

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self._path, self._columns = path, columns
        self._pending: list[Row] = []
        self._batches: list[pyarrow.RecordBatch] = []
        self.rows = 0

    def __enter__(self) -> Self:
        import pyarrow.parquet

        self._schema = arrow_schema(self._columns)
        # A Python file, so that a full disk is an OSError with its errno.
        self._file = self._path.open("wb")
        self._writer = pyarrow.parquet.ParquetWriter(
            self._file, self._schema, compression="zstd", compression_level=3, version="2.6", store_schema=False
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if error is not None:
                # The file will be removed; else the writer would write its footer when it is garbage.
                self._writer.is_open = False
                return
            try:
                self._flush()
                self._writer.close()
            except OSError:
                self._writer.is_open = False
                raise
            self._file.flush()
            os.fsync(self._file.fileno())

    def append(self, row: Row) -> None:
        self._pending.append(row)
        self.rows += 1
        if len(self._pending) == ROWS_AT_ONCE:
            self._pack()
            if self.rows % ROWS_PER_GROUP == 0:
                self._flush()

    def _pack(self) -> None:
        """Pending rows as Arrow columns, which take less memory and none of the garbage collector's time."""
        import pyarrow

        if self._pending:
            cells = zip(*self._pending, strict=True)
            arrays = [pyarrow.array(column, field.type) for column, field in zip(cells, self._schema, strict=True)]
            self._batches.append(pyarrow.record_batch(arrays, schema=self._schema))
            self._pending = []

    def _flush(self) -> None:
        """Write a row group."""
        import pyarrow

        self._pack()
        if self._batches:
            # Columns in one piece: where pieces end would show in the bytes.
            table = pyarrow.Table.from_batches(self._batches).combine_chunks()
            self._writer.write_table(table, row_group_size=ROWS_PER_GROUP)
            self._batches = []


def arrow_schema(columns: tuple[Column, ...]) -> pyarrow.Schema:
    """The Arrow schema of a table."""
    import pyarrow

    types = {
        "string": pyarrow.string(),
        "int64": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "timestamp": pyarrow.timestamp("us"),
        "array<string>": pyarrow.list_(pyarrow.string()),
        "array<int64>": pyarrow.list_(pyarrow.int64()),
    }
    return pyarrow.schema([(column.name, types[column.type]) for column in columns])
