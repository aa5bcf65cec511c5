"""Sorting more lines than memory holds: sorted runs on disk, merged while reading."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

# Bytes of lines held at once; Python needs about as much again while it sorts them.
RUN_BYTES = 128 * 1024 * 1024


class LineSorter:
    """Takes lines in any order, gives them back in byte order; equal lines stay as often as they came."""

    def __init__(self, folder: Path, name: str, run_bytes: int = RUN_BYTES) -> None:
        """Runs are written to the folder, which must exist."""
        self._folder, self._name, self._run_bytes = folder, name, run_bytes
        self._lines: list[bytes] = []
        self._held = 0
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Take a line, which ends with its only line break.  Raises OSError if the disk refuses it."""
        self._lines.append(line)
        self._held += len(line)
        if self._held >= self._run_bytes:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """All lines in byte order."""
        with ExitStack() as stack:
            runs = [stack.enter_context(path.open("rb")) for path in self._runs]
            yield from heapq.merge(*runs, sorted(self._lines))

    def remove(self) -> None:
        """Forget all lines and remove the runs."""
        for path in self._runs:
            path.unlink()
        self._lines, self._held, self._runs = [], 0, []

    def _spill(self) -> None:
        path = self._folder / f"{self._name}-{len(self._runs):05}"
        self._lines.sort()
        with path.open("wb") as file:
            file.writelines(self._lines)
        self._runs.append(path)
        self._lines, self._held = [], 0
