"""The landscape in a terminal: scope and doubt first, then trend, applicants, clusters, networks, what was skipped.

Readable at 80 columns and wider, and without colour: whatever a colour says, a sign or a word says too.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import IO

from rich.console import Console, RenderableType

from landscape.analysis.result import Landscape
from landscape.report.terminal.cells import clean, section
from landscape.report.terminal.clusters import clusters
from landscape.report.terminal.findings import applicants, networks, skipped
from landscape.report.terminal.listings import print_placed, print_sources, print_status
from landscape.report.terminal.policy import policy
from landscape.report.terminal.progress import progress_bars
from landscape.report.terminal.scope import head, offices, quality, sources, trend

__all__ = [
    "clean",
    "print_placed",
    "print_report",
    "print_sources",
    "print_status",
    "progress_bars",
    "write_text",
]


def print_report(result: Landscape, console: Console) -> None:
    """Print the whole report on a console; `write_text` writes the same without colours."""
    for part in _parts(result, console.width):
        console.print(part)


def write_text(result: Landscape, file: IO[str], width: int = 100) -> None:
    """Write the report as plain text, `width` columns, for report.txt."""
    padded = StringIO()
    print_report(
        result, Console(file=padded, width=width, color_system=None, force_terminal=False, legacy_windows=False)
    )
    file.writelines(f"{line.rstrip()}\n" for line in padded.getvalue().splitlines())


def _parts(result: Landscape, width: int) -> Iterator[RenderableType]:
    yield head(result)
    yield section("Scope and data quality", sources(result, width), quality(result))
    if result.quality.publications:
        yield section("Families by priority year", trend(result, width))
        yield section("Offices", offices(result))
        yield section("Applicants", applicants(result, width))
        yield section("Clusters of claims", clusters(result, width))
    yield section("Networks", networks(result))
    yield section("Policy and standards", policy(result, width))
    yield section("Skipped and unsure", skipped(result))
