"""What the store and the sources hold, and where a text falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from landscape.report.terminal.cells import clean, counted, plain_table

if TYPE_CHECKING:
    from landscape.analysis.placing import Placed
    from landscape.fetchers import Source
    from landscape.store import StoreStatus


def print_sources(sources: Sequence[Source], last: Mapping[str, tuple[datetime, int]], console: Console) -> None:
    """Print what each source gives, under which terms, and whether its key is set (never the key).

    last: source -> time and HTTP status of its last recorded answer.
    """
    table = plain_table(("source", "left"), ("asked", "left"), ("key", "left"), ("gives", "left"))
    for source in sources:
        gives = Text(source.gives)
        gives.append(f"\nterms: {source.terms}", style="dim")
        if source.why_not:
            gives.append(f"\n{source.why_not}", style="dim")
        if source.key_variables and not source.keys_set:
            gives.append(f"\nkey: {' and '.join(source.key_variables)} from {source.key_from}", style="dim")
        if source.name in last:
            time, status = last[source.name]
            gives.append(f"\nlast answer: {time:%Y-%m-%d %H:%M} UTC, status {status}", style="dim")
        key = "none needed" if not source.key_variables else "set" if source.keys_set else "not set"
        table.add_row(source.name, "yes" if source.fetch else "no", key if source.fetch else "–", gives)
    console.print(table)


def print_placed(placed: Placed, console: Console) -> None:
    """Print where a text falls."""
    if placed.outside:
        console.print(Text("Like no cluster: families as far from all of them are left outside."))
    table = plain_table(("score", "right"), ("cluster", "left"), ("", "left"))
    for cluster in placed.clusters:
        table.add_row(f"{cluster.score:.2f}", cluster.cluster, clean(cluster.label))
    console.print(table)
    if placed.terms:
        console.print(
            Text("decided by: " + ", ".join(f"{clean(term)} {weight:.2f}" for term, weight in placed.terms[:8]))
        )
    near = plain_table(("score", "right"), ("family", "left"), ("cluster", "left"), ("title", "left"))
    for family in placed.families:
        near.add_row(f"{family.score:.2f}", family.representative, family.cluster or "none", clean(family.title))
    console.print(near)


def print_status(held: StoreStatus, console: Console) -> None:
    """Print what a store holds."""
    if not held.snapshots:
        console.print(Text(f"{held.path}: no snapshots yet; `landscape fetch QUERY` makes one."))
        return
    table = plain_table(
        ("query", "left"), ("snapshot", "left"), ("publications", "right"), ("documents", "right"),
        ("bytes", "right"), ("", "left"),
    )  # fmt: skip
    for row in held.snapshots:
        counts = (counted(row.publications), counted(row.documents), counted(row.bytes))
        table.add_row(row.query, row.snapshot, *counts, "partial" if row.partial else "")
    console.print(table)
    console.print(
        Text(f"{held.path}: {held.recordings:,} recorded answers, {held.recordings_bytes:,} bytes", style="dim")
    )
