"""What was asked and what came, what it lacks, and how much of it lies in which year and office."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from landscape.analysis.result import Completeness, Landscape, TextBasis, YearRow
from landscape.report.terminal.cells import WIDE, and_more, bar_of, brief, clean, counted, percent, plain_table

YEARS_SHOWN = 20
TOP_OFFICES = 8
_BAR = {Completeness.COMPLETE: "█", Completeness.PROVISIONAL: "▒", Completeness.BLIND: "░"}


def head(result: Landscape) -> RenderableType:
    """Title, question and what every reader must know first."""
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


def sources(result: Landscape, width: int) -> RenderableType:
    """Each source with what came of it."""
    wide = width >= WIDE
    counts: dict[str, list[int | None]] = {
        "publications": [row.publications for row in result.sources],
        "documents": [row.documents for row in result.sources],
        "promised": [row.promised for row in result.sources],
        "dropped": [row.dropped for row in result.sources],
        "filtered out": [row.rejected for row in result.sources],
        "undecided": [row.undecided for row in result.sources],
    }
    shown = {name: values for name, values in counts.items() if name == "publications" or any(values)}
    table = plain_table(("source", "left"), ("status", "left"), *((name, "right") for name in shown))
    if wide:
        table.add_column("asked", overflow="fold")
    for position, row in enumerate(result.sources):
        cells = [row.source, row.status, *(counted(values[position]) for values in shown.values())]
        table.add_row(*cells, *([clean(row.native_query)] if wide else []))
    notes = [Text(f"{row.source}: {brief(row.note)}", style="yellow") for row in result.sources if row.note]
    return Group(table, *notes)


def quality(result: Landscape) -> RenderableType:
    """What the corpus holds and lacks, in sentences."""
    quality = result.quality
    if not quality.publications:
        held = f"{quality.documents:,} policy documents and standards" if quality.documents else "nothing"
        return Group(Text(), Text(f"No publication in the snapshot; it holds {held}."))
    until = "unknown" if quality.data_until is None else quality.data_until.isoformat()
    derived = percent(quality.derived_families)
    lines = [
        f"{quality.publications:,} publications of {quality.offices} offices are {quality.families:,} simple families, "
        f"{quality.international_families:,} of them published by two offices or more; priorities connect them to "
        f"{quality.extended_families:,} extended families.",
        f"With claims {percent(quality.with_claims)} · abstract {percent(quality.with_abstract)} · "
        f"classification {percent(quality.with_classification)} · applicant {percent(quality.with_applicant)} · "
        f"citations {percent(quality.with_citations)} · priority date {percent(quality.with_priority_date)}.",
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
    told = [f"{names[kind]} in {percent(count / total)}" for kind, count in counts.items() if count]
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


def trend(result: Landscape, width: int) -> RenderableType:
    """Families by priority year."""
    rows = result.trend
    if not rows:
        return Text("No family has a priority or filing date: no trend can be drawn.")
    table = plain_table(
        ("year", "left"), ("families", "right"), ("expected", "right"), ("int.", "right"), ("new applicants", "right"),
        ("", "left"),
    )  # fmt: skip
    early, shown = rows[:-YEARS_SHOWN], rows[-YEARS_SHOWN:]
    if early:
        sums = [sum(getattr(row, name) for row in early) for name in ("families", "international", "new_applicants")]
        table.add_row(f"to {early[-1].year}", counted(sums[0]), "", counted(sums[1]), counted(sums[2]), "")
    largest = max(row.families for row in shown)
    for row in shown:
        expected = "{:,.0f} ({:,.0f}–{:,.0f})".format(*row.expected) if row.expected else ""
        bar = bar_of(row.families, largest, max(10, min(60, width - 68)), _BAR[row.completeness])
        note = "" if row.completeness is Completeness.COMPLETE else f" {row.completeness}"
        counts = (counted(row.families), expected, counted(row.international), counted(row.new_applicants))
        table.add_row(str(row.year), *counts, bar + note)
    told = [Text("█ complete  ▒ provisional (18 to 30 months old)  ░ blind (under 18 months)", style="dim")]
    told.append(Text("int.: published by two offices or more", style="dim"))
    if any(row.expected for row in shown):
        told.append(Text("expected: what the year will come to by earlier delays (90 % interval)", style="dim"))
    return Group(table, *told)


def offices(result: Landscape) -> RenderableType:
    """Families by office."""
    table = plain_table(
        ("office", "left"), ("first filings", "right"), ("families", "right"), ("publications", "right"), ("", "left")
    )
    largest = max((row.families for row in result.offices), default=0)
    for row in result.offices[:TOP_OFFICES]:
        name = f"{row.office} (route)" if row.route else row.office
        table.add_row(
            name, counted(row.first_filings), counted(row.families), counted(row.publications),
            bar_of(row.families, largest, 20),
        )  # fmt: skip
    return Group(table, *and_more(len(result.offices) - TOP_OFFICES, "offices", "tables/families.csv"))
