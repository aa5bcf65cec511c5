"""Who files, how it hangs together, and what was skipped or left unsure."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from landscape.analysis.network_rows import MainPath
from landscape.analysis.result import FamilyRow, Landscape
from landscape.report.terminal.cells import WIDE, and_more, brief, clean, counted, percent, plain_table, span

TOP_APPLICANTS = 15
DROPPED_SHOWN = 8
TIED_SHOWN, KEY_SHOWN = 6, 5


def applicants(result: Landscape, width: int) -> RenderableType:
    """The leading applicants."""
    if not result.applicants:
        return Text("No publication names an applicant.")
    wide = width >= WIDE
    labels = {row.cluster: row.label for row in result.clusters}
    table = plain_table(
        ("#", "right"), ("applicant", "left"), ("", "left"), ("families", "right"), ("fractional", "right"),
        ("int.", "right"), ("years", "left"), ("names", "right"),
    )  # fmt: skip
    if wide:
        table.add_column("mostly in", overflow="fold")
    for rank, row in enumerate(result.applicants[:TOP_APPLICANTS], 1):
        cells = [
            str(rank), clean(row.name), row.country or "", counted(row.families), f"{row.families_fractional:,.1f}",
            percent(row.international / row.families if row.families else None), span(row), counted(len(row.names)),
        ]  # fmt: skip
        table.add_row(*cells, *([clean(labels.get(row.top_cluster or "", ""))] if wide else []))
    merged = sum(len(row.names) for row in result.applicants)
    notes = [
        f"{merged:,} spellings are {len(result.applicants):,} applicants; each merge: tables/name_merges.csv",
        "Ranked by fractional count. int.: share published by two offices or more",
    ]
    leading = {row.applicant for row in result.applicants[:TOP_APPLICANTS]}
    moves = [move for move in result.rank_moves if move.applicant in leading][:3]
    notes += [
        f"Joining {move.names} names moves {clean(move.name)} from rank {move.rank_before} to {move.rank_after}."
        for move in moves
    ]
    left = and_more(len(result.applicants) - TOP_APPLICANTS, "applicants", "tables/applicants.csv")
    return Group(table, *left, *(Text(note, style="dim") for note in notes))


def networks(result: Landscape) -> RenderableType:
    """Each network in brief, and the main path of citations."""
    parts: list[RenderableType] = []
    for row in result.network_summaries:
        kind = "directed" if row.directed else "undirected"
        parts.append(
            Text(f"{row.title} ({kind}): {row.nodes:,} nodes, {row.edges:,} edges, {row.components:,} components, "
                 f"{row.communities:,} communities")
        )  # fmt: skip
        if row.leading:
            leading = "; ".join(f"{clean(label)} {value:g}" for label, value in row.leading)
            parts.append(Padding(Text(f"by {row.measure}: {leading}"), (0, 0, 0, 2)))
        for words, standing in (("on shortest paths", row.between), ("by PageRank", row.pagerank)):
            if standing:
                told = "; ".join(f"{clean(label)} {value:.3f}" for label, value in standing)
                parts.append(Padding(Text(f"{words}: {told}", style="dim"), (0, 0, 0, 2)))
        if row.brokers:
            told = "; ".join(f"{clean(label)} ({joined})" for label, joined in row.brokers)
            parts.append(Padding(Text(f"brokers (communities joined): {told}", style="dim"), (0, 0, 0, 2)))
        if row.note:
            parts.append(Padding(Text(row.note, style="dim"), (0, 0, 0, 2)))
    if result.main_path:
        parts += _main_path(result, result.main_path)
    return Group(*parts) if parts else Text("No joint filings and no citations inside the set.")


def _main_path(result: Landscape, path: MainPath) -> Iterator[RenderableType]:
    """The main path with the families that tie, then the key routes that lie beside it."""
    families = {row.family_id: row for row in result.families}
    weight = f"{path.weight:g}" if path.weight is not None else f"10^{path.weight_log10:.1f}"
    ties = f", {path.ties:,} others tie" if path.ties else ""
    circles = f", {len(path.cycles):,} circles of citations joined" if path.cycles else ""
    yield Text(f"Main path of citations, oldest first (weight {weight}{ties}{circles}):")
    table = plain_table(("year", "left"), ("family", "left"), ("title", "left"))
    on_path = set(path.families)
    for family_id in path.families:
        table.add_row(*_dated(families[family_id]))
    tied = dict.fromkeys(end for arc in path.arcs if arc.main for end in (arc.cited_family, arc.citing_family))
    beside = [family_id for family_id in tied if family_id not in on_path]
    for family_id in beside[:TIED_SHOWN]:
        year, family, title = _dated(families[family_id])
        table.add_row(year, Text(f"or {family}", style="dim"), Text(title, style="dim"))
    yield table
    yield from and_more(len(beside) - TIED_SHOWN, "families on tied paths", "tables/main_path.csv")
    key = sorted((arc for arc in path.arcs if arc.key), key=lambda arc: (arc.key or 0, arc.cited_family))
    told = ", ".join(
        f"{families[arc.cited_family].representative} to {families[arc.citing_family].representative} {arc.share:.0%}"
        for arc in key[:KEY_SHOWN]
    )
    yield Text(f"Key routes, by share of all paths through a citation: {told}")
    yield from and_more(len(key) - KEY_SHOWN, "key routes", "tables/main_path.csv")


def _dated(family: FamilyRow) -> tuple[str, str, str]:
    year = str(family.priority_date.year) if family.priority_date else "–"
    return year, family.representative, clean(family.title)


def skipped(result: Landscape) -> RenderableType:
    """Warnings, what was skipped, and which names were left unsure."""
    lines: list[Text] = [Text(clean(warning), style="yellow") for warning in result.warnings]
    if result.dropped_total:
        lines.append(Text(f"{result.dropped_total:,} records or files were skipped:"))
        lines += [Text(f"  {clean(item.where)}: {brief(item.reason)}") for item in result.dropped[:DROPPED_SHOWN]]
        lines += and_more(result.dropped_total - DROPPED_SHOWN, "skipped", "landscape.json")
    else:
        lines.append(Text("No record was skipped."))
    if result.unsure_names:
        lines.append(Text(f"{len(result.unsure_names):,} pairs of names look alike and were kept apart, e.g.:"))
        lines += [Text(f"  {clean(u.name)} | {clean(u.other)}: {clean(u.reason)}") for u in result.unsure_names[:3]]
    if result.recall.missing:
        lines.append(Text("Known relevant but missing: " + ", ".join(result.recall.missing)))
    return Group(*lines)
