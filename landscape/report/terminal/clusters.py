"""Clusters of claims: what was compared, how many there are and why, what each is, how sure that is, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from landscape.analysis.result import ClusterRow, FieldRow, Landscape
from landscape.report.terminal.cells import and_more, bar_of, clean, counted, plain_table, span

CURVE_SHOWN = 3  # numbers of clusters on either side of the one taken
EVENTS_SHOWN = 8
CLAIM_SHOWN = 160
EVIDENT = 100  # columns from which terms and the most central claim of a cluster are shown


def clusters(result: Landscape, width: int) -> RenderableType:
    """Clusters by field, with size, growth, stability, leading applicants and evidence; the curve of their number."""
    if not result.clusters:
        return Text("No clusters: too few families with text.")
    return Group(
        *_compared(result),
        _table(result, wide=width >= EVIDENT),
        *_notes(result),
        *_curve(result),
        *_changes(result),
    )


def _compared(result: Landscape) -> Iterator[Text]:
    yield Text(f"Texts compared by: {clean(result.representation)}.")
    for note in result.cluster_languages:
        if note.aligned_with:
            found = "" if note.alignment is None else f"; a twin is nearer than another text in {note.alignment:.0%}"
            yield Text(f"{note.language} meets {note.aligned_with} through {note.pairs:,} families with both{found}.")


def _table(result: Landscape, *, wide: bool) -> Table:
    table = plain_table(
        ("", "left"), ("cluster", "left"), ("families", "right"), ("growth/y", "right"), ("stability", "right")
    )
    rows = {row.cluster: row for row in result.clusters}
    titles = {row.family_id: row.representative for row in result.families}
    for field in result.fields:
        if len(result.fields) > 1:
            table.add_row("", Text(f"{clean(field.label)} ({field.field})", style="italic"), _sum(field), "", "")
        for row in (rows[name] for name in field.clusters):
            described = _described(row, titles.get(row.medoid_family, ""), wide=wide)
            table.add_row(row.cluster, Group(*described), counted(row.families), _growth(row.growth), _stability(row))
    return table


def _sum(field: FieldRow) -> str:
    return f"({counted(field.families)})"


def _described(row: ClusterRow, medoid: str, *, wide: bool) -> Iterator[Text]:
    label = Text(clean(row.label), style="" if row.weak else "bold")
    if row.label_original:
        label.append(f" {clean(row.label_original)}", style="dim")
    yield label
    leading = ", ".join(f"{clean(name)} {count}" for name, count in row.top_applicants[: 4 if wide else 3])
    yield Text(f"{leading}; {span(row)}" if leading else span(row), style="dim")
    marks = ", ".join(symbol for symbol, _ in row.classifications[: 4 if wide else 3])
    if marks:
        yield Text(f"marked by {marks}", style="dim")
    if not wide:
        return
    terms = ", ".join(f"{clean(term)} {weight:.2f}" for term, weight in row.terms[:5])
    yield Text(f"terms {terms}", style="dim")
    claim = clean(row.medoid_text)
    shortened = claim if len(claim) <= CLAIM_SHOWN else f"{claim[:CLAIM_SHOWN].rsplit(' ', 1)[0]} …"
    yield Text(f"most central {medoid}: {shortened}", style="dim")


def _notes(result: Landscape) -> Iterator[Text]:
    outside = sum(1 for family in result.families if family.cluster is None)
    yield Text(f"{outside:,} families belong to no cluster." if outside else "Every family has a cluster.")
    core = sum(row.core_families for row in result.clusters)
    yield Text(
        f"{core:,} families stay in their cluster in nearly every resample. Each one's membership and second-best "
        "cluster: tables/families.csv"
    )
    inside, chance, same = (
        result.figures[f"clusters.{name}"]
        for name in ("citations_inside", "citations_inside_by_chance", "citation_communities")
    )
    if isinstance(inside.value, float) and isinstance(chance.value, float):
        agree = f"; citation communities agree with clusters by {same.value:.2f} of 1" if same.value is not None else ""
        yield Text(f"Citations, which had no part in it, stay inside a cluster in {inside.value:.0%} (by chance "
                   f"{chance.value:.0%}){agree}.")  # fmt: skip
    if any(row.weak for row in result.clusters):
        yield Text("! weak: dissolves when a part of the families is drawn again; do not build on it.")
    yield Text("Growth: compound rate of three-year means over complete priority years.", style="dim")


def _curve(result: Landscape) -> Iterator[RenderableType]:
    points, taken = result.cluster_curve, len(result.clusters)
    if not points:
        return
    at = next((i for i, point in enumerate(points) if point.k >= taken), len(points) - 1)
    near = points[max(at - CURVE_SHOWN, 0) : at + CURVE_SHOWN + 1]
    table = plain_table(
        ("clusters", "right"), ("stability", "right"), ("separation", "right"), ("score", "right"), ("", "left")
    )
    highest = max(point.score for point in points)
    for point in near:
        table.add_row(
            str(point.k), f"{point.stability:.2f}", f"{point.separation:.2f}", f"{point.score:.2f}",
            bar_of(point.score, highest, 20) + (" taken" if point.k == taken else ""),
        )  # fmt: skip
    yield Text(f"Number of clusters: {points[0].k} to {points[-1].k} were tried, {taken} taken.")
    yield table
    yield from and_more(len(points) - len(near), "numbers tried", "tables/cluster_curve.csv")


_EVENTS = {"kept": "clusters kept", "split": "split", "merge": "merged", "birth": "new", "death": "gone"}


def _changes(result: Landscape) -> Iterator[Text]:
    if not result.previous_snapshot:
        return
    counts = Counter(event.kind for event in result.cluster_events)
    told = ", ".join(f"{counts[kind]} {word}" for kind, word in _EVENTS.items() if counts[kind]) or "nothing changed"
    yield Text(f"Since {result.previous_snapshot}: {told}. Ids and labels of kept clusters stay.")
    changed = [event for event in result.cluster_events if event.kind != "kept"]
    for event in changed[:EVENTS_SHOWN]:
        yield Text(f"  {_EVENTS[event.kind]}: {' + '.join(event.former) or '–'} → {' + '.join(event.current) or '–'}")
    yield from and_more(len(changed) - EVENTS_SHOWN, "changes", "tables/cluster_events.csv")


def _growth(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:+.0%}"


def _stability(row: ClusterRow) -> str:
    return "–" if row.stability is None else f"{row.stability:.2f}{' !' if row.weak else ''}"
