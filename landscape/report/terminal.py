"""The landscape in a terminal: scope and doubt first, then trend, applicants, clusters, networks, what was skipped.

Readable at 80 columns and wider, and without colour: whatever a colour says, a sign or a word says too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from landscape.analysis.result import ApplicantRow, ClusterRow, Completeness, Landscape, TextBasis, YearRow

if TYPE_CHECKING:
    from landscape.fetchers import Source
    from landscape.store import StoreStatus

WIDE = 110  # columns from which tables show what they leave out at 80
YEARS_SHOWN = 20
TOP_APPLICANTS = 15
TOP_OFFICES = 8
DROPPED_SHOWN = 8
_BAR = {Completeness.COMPLETE: "█", Completeness.PROVISIONAL: "▒", Completeness.BLIND: "░"}
# C0 and C1 controls, and the marks that reorder or hide text: a record must not be able to drive the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


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


def clean(text: str) -> str:
    """A text from a record, safe to print: no control codes, no direction marks, on one line."""
    return " ".join(_CONTROL.sub("", text).split())


def _parts(result: Landscape, width: int) -> Iterator[RenderableType]:
    yield _head(result)
    yield _section("Scope and data quality", _sources(result, width), _quality(result))
    yield _section("Families by priority year", _trend(result, width))
    yield _section("Offices", _offices(result))
    yield _section("Applicants", _applicants(result, width))
    yield _section("Clusters of claims", _clusters(result, width))
    yield _section("Networks", _networks(result))
    yield _section("Skipped and unsure", _skipped(result))


def _head(result: Landscape) -> RenderableType:
    lines = [Text(clean(result.title), style="bold")]
    if result.question:
        lines.append(Text(clean(result.question)))
    lines.append(Text(f"query {result.query_name} · snapshot {result.snapshot} · seed {result.seed}", style="dim"))
    if result.invented:
        lines.append(
            Text("INVENTED DATA: every record of the sample is made up; nothing here is a fact.", style="bold")
        )
    if result.partial:
        lines.append(Text("PARTIAL: a source failed or answered in part; see below.", style="bold red"))
    return Panel(Group(*lines), box=box.ROUNDED, padding=(0, 1))


def _section(title: str, *parts: RenderableType) -> RenderableType:
    return Group(Text(), Text(title, style="bold underline"), *(Padding(part, (0, 0, 0, 1)) for part in parts))


def _table(*columns: tuple[str, str]) -> Table:
    """A plain table; each column as (title, "left" or "right")."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for title, side in columns:
        number = side == "right"
        table.add_column(title, justify="right" if number else "left", no_wrap=number, overflow="fold")
    return table


def _count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _sources(result: Landscape, width: int) -> RenderableType:
    wide = width >= WIDE
    table = _table(
        ("source", "left"), ("status", "left"), ("received", "right"), ("promised", "right"),
        ("documents", "right"), ("dropped", "right"), ("filtered out", "right"), ("undecided", "right"),
    )  # fmt: skip
    if wide:
        table.add_column("asked", overflow="fold")
    for row in result.sources:
        cells = [
            row.source, row.status, _count(row.publications), _count(row.promised), _count(row.documents),
            _count(row.dropped), _count(row.rejected), _count(row.undecided),
        ]  # fmt: skip
        table.add_row(*cells, *([clean(row.native_query)] if wide else []))
    notes = [Text(f"{row.source}: {clean(row.note)}", style="yellow") for row in result.sources if row.note]
    return Group(table, *notes)


def _quality(result: Landscape) -> RenderableType:
    quality = result.quality
    until = "unknown" if quality.data_until is None else quality.data_until.isoformat()
    derived = _percent(quality.derived_families)
    lines = [
        f"{quality.publications:,} publications of {quality.offices} offices are {quality.families:,} simple families, "
        f"{quality.international_families:,} of them published by two offices or more.",
        f"With claims {_percent(quality.with_claims)} · abstract {_percent(quality.with_abstract)} · "
        f"classification {_percent(quality.with_classification)} · applicant {_percent(quality.with_applicant)} · "
        f"citations {_percent(quality.with_citations)} · priority date {_percent(quality.with_priority_date)}.",
        f"Compared by {_basis(quality.text_basis)}; languages {_shares(quality.languages)}.",
        f"The data reach to {until}. {_years(result.trend)}",
    ]
    if quality.derived_families:
        lines.append(f"No family id for {derived} of the families: grouped by equal priorities instead.")
    if quality.machine_translated:
        lines.append(f"{quality.machine_translated:,} publications have machine-translated text.")
    if quality.utility_models:
        lines.append(f"{quality.utility_models:,} utility models are among the publications.")
    if result.recall.asked:
        found = len(result.recall.asked) - len(result.recall.missing)
        lines.append(f"Known relevant publications found: {found} of {len(result.recall.asked)}.")
    for strand in result.strands:
        undecided = f", {strand.undecided:,} more could not be decided and are kept" if strand.undecided else ""
        name = f'Strand "{clean(strand.strand)}"' if strand.strand else "Named by the query"
        lines.append(f"{name}: {strand.decided:,} records{undecided}.")
    return Group(Text(), *(Text(line) for line in lines))


def _basis(basis: Mapping[str, int]) -> str:
    counts = {kind.value: basis.get(kind.value, 0) for kind in TextBasis}
    total = sum(counts.values()) or 1
    names = {"claims": "claims", "abstract": "abstract", "title": "title only", "none": "nothing (no text)"}
    told = [f"{names[kind]} in {_percent(count / total)}" for kind, count in counts.items() if count]
    return ", ".join(told) + " of the families" if told else "nothing: there is no text"


def _shares(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _years(trend: tuple[YearRow, ...]) -> str:
    told = []
    for state, word in ((Completeness.PROVISIONAL, "provisional"), (Completeness.BLIND, "not yet visible")):
        years = [row.year for row in trend if row.completeness is state]
        if years:
            span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
            told.append(f"{span} {word}")
    if not told:
        return "All priority years are complete."
    return "Priority years still incomplete (publication takes 18 months): " + ", ".join(told) + "."


def _bar(value: float, largest: float, cells: int, block: str = "█") -> str:
    """A bar of at most `cells` cells; anything above zero shows."""
    if value <= 0 or largest <= 0:
        return ""
    return block * max(1, round(cells * value / largest))


def _trend(result: Landscape, width: int) -> RenderableType:
    rows = result.trend
    if not rows:
        return Text("No family has a priority or filing date: no trend can be drawn.")
    table = _table(
        ("year", "left"), ("families", "right"), ("expected", "right"), ("int.", "right"), ("new applicants", "right"),
        ("", "left"),
    )  # fmt: skip
    early, shown = rows[:-YEARS_SHOWN], rows[-YEARS_SHOWN:]
    if early:
        sums = [sum(getattr(row, name) for row in early) for name in ("families", "international", "new_applicants")]
        table.add_row(f"to {early[-1].year}", _count(sums[0]), "", _count(sums[1]), _count(sums[2]), "")
    largest = max(row.families for row in shown)
    for row in shown:
        expected = "{:,.0f} ({:,.0f}–{:,.0f})".format(*row.expected) if row.expected else ""
        bar = _bar(row.families, largest, max(10, min(60, width - 68)), _BAR[row.completeness])
        note = "" if row.completeness is Completeness.COMPLETE else f" {row.completeness}"
        counts = (_count(row.families), expected, _count(row.international), _count(row.new_applicants))
        table.add_row(str(row.year), *counts, bar + note)
    told = [Text("█ complete  ▒ provisional (18 to 30 months old)  ░ blind (under 18 months)", style="dim")]
    told.append(Text("int.: published by two offices or more", style="dim"))
    if any(row.expected for row in shown):
        told.append(Text("expected: what the year will come to by earlier delays (90 % interval)", style="dim"))
    return Group(table, *told)


def _offices(result: Landscape) -> RenderableType:
    table = _table(
        ("office", "left"), ("first filings", "right"), ("families", "right"), ("publications", "right"), ("", "left")
    )
    largest = max((row.families for row in result.offices), default=0)
    for row in result.offices[:TOP_OFFICES]:
        name = f"{row.office} (route)" if row.route else row.office
        table.add_row(
            name, _count(row.first_filings), _count(row.families), _count(row.publications),
            _bar(row.families, largest, 20),
        )  # fmt: skip
    return Group(table, *_more(len(result.offices) - TOP_OFFICES, "offices", "tables/families.csv"))


def _more(left: int, what: str, where: str) -> list[Text]:
    return [Text(f"and {left:,} more {what}: {where}", style="dim")] if left > 0 else []


def _applicants(result: Landscape, width: int) -> RenderableType:
    if not result.applicants:
        return Text("No publication names an applicant.")
    wide = width >= WIDE
    labels = {row.cluster: row.label for row in result.clusters}
    table = _table(
        ("#", "right"), ("applicant", "left"), ("", "left"), ("families", "right"), ("fractional", "right"),
        ("int.", "right"), ("years", "left"), ("names", "right"),
    )  # fmt: skip
    if wide:
        table.add_column("mostly in", overflow="fold")
    for rank, row in enumerate(result.applicants[:TOP_APPLICANTS], 1):
        cells = [
            str(rank), clean(row.name), row.country or "", _count(row.families), f"{row.families_fractional:,.1f}",
            _percent(row.international / row.families if row.families else None), _span(row), _count(len(row.names)),
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
    left = _more(len(result.applicants) - TOP_APPLICANTS, "applicants", "tables/applicants.csv")
    return Group(table, *left, *(Text(note, style="dim") for note in notes))


def _span(row: ApplicantRow | ClusterRow) -> str:
    if row.first_year is None:
        return "–"
    return f"{row.first_year}–{row.last_year}" if row.last_year != row.first_year else str(row.first_year)


def _clusters(result: Landscape, width: int) -> RenderableType:
    if not result.clusters:
        return Text("No clusters: too few families with text.")
    wide = width >= WIDE
    table = _table(
        ("", "left"), ("cluster", "left"), ("families", "right"), ("growth/y", "right"), ("stability", "right")
    )
    for row in result.clusters:
        label = Text(clean(row.label), style="" if row.weak else "bold")
        if row.label_original:
            label.append(f" {clean(row.label_original)}", style="dim")
        leading = ", ".join(f"{clean(name)} {count}" for name, count in row.top_applicants[: 4 if wide else 3])
        described = [label, Text(leading, style="dim")]
        if wide and row.classifications:
            described.append(Text(", ".join(symbol for symbol, _ in row.classifications[:4]), style="dim"))
        table.add_row(row.cluster, Group(*described), _count(row.families), _growth(row.growth), _stability(row))
    outside = sum(1 for family in result.families if family.cluster is None)
    notes = [Text(f"{outside:,} families belong to no cluster." if outside else "Every family has a cluster.")]
    if result.previous_snapshot:
        counts = Counter(event.kind for event in result.cluster_events)
        told = (
            ", ".join(f"{counts[kind]} {word}" for kind, word in _EVENTS.items() if counts[kind]) or "nothing changed"
        )
        notes.append(Text(f"Since {result.previous_snapshot}: {told}. Ids and labels of kept clusters stay."))
    if any(row.weak for row in result.clusters):
        notes.append(Text("! weak: dissolves when a part of the families is drawn again; do not build on it."))
    notes.append(Text("Growth: compound rate of three-year means over complete priority years.", style="dim"))
    return Group(table, *notes)


_EVENTS = {"kept": "clusters kept", "split": "split", "merge": "merged", "birth": "new", "death": "gone"}


def _growth(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:+.0%}"


def _stability(row: ClusterRow) -> str:
    return "–" if row.stability is None else f"{row.stability:.2f}{' !' if row.weak else ''}"


def _networks(result: Landscape) -> RenderableType:
    parts: list[RenderableType] = []
    for row in result.network_summaries:
        kind = "directed" if row.directed else "undirected"
        parts.append(
            Text(f"{row.title} ({kind}): {row.nodes:,} nodes, {row.edges:,} edges, {row.components:,} components, "
                 f"{row.communities:,} communities")
        )  # fmt: skip
        if row.leading:
            leading = ", ".join(f"{clean(label)} {value:g}" for label, value in row.leading)
            parts.append(Padding(Text(f"by {row.measure}: {leading}"), (0, 0, 0, 2)))
        if row.note:
            parts.append(Padding(Text(row.note, style="dim"), (0, 0, 0, 2)))
    if result.main_path and result.main_path.families:
        titles = {row.family_id: row for row in result.families}
        path = result.main_path
        ties = f", {path.ties} ties" if path.ties else ""
        parts.append(Text(f"Main path of citations, oldest first (weight {path.weight:g}{ties}):"))
        table = _table(("year", "left"), ("family", "left"), ("title", "left"))
        for family_id in path.families:
            family = titles[family_id]
            year = str(family.priority_date.year) if family.priority_date else "–"
            table.add_row(year, family.representative, clean(family.title))
        parts.append(table)
    return Group(*parts) if parts else Text("No joint filings and no citations inside the set.")


def _skipped(result: Landscape) -> RenderableType:
    lines: list[Text] = [Text(clean(warning), style="yellow") for warning in result.warnings]
    if result.dropped_total:
        lines.append(Text(f"{result.dropped_total:,} records or files were skipped:"))
        lines += [Text(f"  {clean(item.where)}: {clean(item.reason)}") for item in result.dropped[:DROPPED_SHOWN]]
        lines += _more(result.dropped_total - DROPPED_SHOWN, "skipped", "landscape.json")
    else:
        lines.append(Text("No record was skipped."))
    if result.unsure_names:
        lines.append(Text(f"{len(result.unsure_names):,} pairs of names look alike and were kept apart, e.g.:"))
        lines += [Text(f"  {clean(u.name)} | {clean(u.other)}: {clean(u.reason)}") for u in result.unsure_names[:3]]
    if result.recall.missing:
        lines.append(Text("Known relevant but missing: " + ", ".join(result.recall.missing)))
    return Group(*lines)


def print_sources(sources: Sequence[Source], console: Console) -> None:
    """Print what each source gives, under which terms, and whether its key is set (never the key)."""
    table = _table(("source", "left"), ("asked", "left"), ("key", "left"), ("gives", "left"))
    for source in sources:
        gives = Text(source.gives)
        gives.append(f"\nterms: {source.terms}", style="dim")
        if source.why_not:
            gives.append(f"\n{source.why_not}", style="dim")
        if source.key_variables and not source.keys_set:
            gives.append(f"\nkey: {' and '.join(source.key_variables)} from {source.key_from}", style="dim")
        key = "none needed" if not source.key_variables else "set" if source.keys_set else "not set"
        table.add_row(source.name, "yes" if source.fetch else "no", key if source.fetch else "–", gives)
    console.print(table)


def print_status(held: StoreStatus, console: Console) -> None:
    """Print what a store holds."""
    if not held.snapshots:
        console.print(Text(f"{held.path}: no snapshots yet; `landscape fetch QUERY` makes one."))
        return
    table = _table(
        ("query", "left"), ("snapshot", "left"), ("publications", "right"), ("documents", "right"),
        ("bytes", "right"), ("", "left"),
    )  # fmt: skip
    for row in held.snapshots:
        counts = (_count(row.publications), _count(row.documents), _count(row.bytes))
        table.add_row(row.query, row.snapshot, *counts, "partial" if row.partial else "")
    console.print(table)
    console.print(
        Text(f"{held.path}: {held.recordings:,} recorded answers, {held.recordings_bytes:,} bytes", style="dim")
    )
