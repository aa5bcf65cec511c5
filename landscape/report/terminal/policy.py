"""Policy and standards: what they concern and at which stage, which clusters they meet, with both passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from landscape.analysis.result import Landscape
from landscape.policy import PolicyLink, PolicyResult, TimelineRow
from landscape.report.terminal.cells import WIDE, and_more, clean, counted, percent, plain_table

TOP_DOCUMENTS = 15
TOP_ASPECTS = 12
TOP_CHANGES = 12
TOP_LINKS = 6
TOP_STANDARDS = 8
TOP_UNMET = 8
QUOTED = 220
STEPS = 6


def policy(result: Landscape, width: int) -> RenderableType:
    """The section on policy and standards."""
    found = result.policy
    if found is None:
        return Text("No policy document in the snapshot, and no standard named in a claim.")
    labels = {row.cluster: row.label for row in result.clusters}
    parts: list[RenderableType] = []
    if found.documents:
        parts += [_documents(found), *_timeline(found), *_changes(found), *_links(result, found, labels, width)]
    else:
        parts.append(Text("No policy document in the snapshot."))
    return Group(*parts, *_standards(found), *_unmet(found, labels))


def _documents(found: PolicyResult) -> RenderableType:
    columns = [("published", "left"), ("document", "left"), ("issuer", "left"), ("chief aspects", "left")]
    table = plain_table(*columns, *([("clusters met", "right")] if found.tested else []))
    ordered = sorted(found.documents, key=lambda row: (str(row.published or ""), row.document))
    for row in ordered[-TOP_DOCUMENTS:]:
        aspects = ", ".join(aspect for aspect, _ in row.aspects[:3]) or "none of the glossary"
        name = clean(row.document) if row.shareable else f"{clean(row.document)} (metadata only)"
        met = [counted(len(row.clusters))] if found.tested else []
        table.add_row(str(row.published or "–"), name, clean(row.issuer or "–"), aspects, *met)
    issuers = Counter(row.issuer or "unknown" for row in found.documents)
    told = "; ".join(f"{clean(name)} {count}" for name, count in sorted(issuers.items()))
    more = and_more(len(ordered) - TOP_DOCUMENTS, "documents, older or undated", "landscape.json")
    return Group(table, *more, Text(f"Documents by issuer: {told}.", style="dim"))


def _timeline(found: PolicyResult) -> list[RenderableType]:
    """Aspects of which most is told, each with its stages in order."""
    if not found.timeline:
        return []
    table = plain_table(("aspect", "left"), ("country", "left"), ("stages by year", "left"))
    ordered = sorted(found.timeline, key=lambda row: (-len(row.steps), row.aspect, row.country))
    for row in sorted(ordered[:TOP_ASPECTS], key=lambda row: (row.aspect, row.country)):
        table.add_row(clean(row.aspect), clean(row.country), _steps(row))
    more = and_more(len(ordered) - TOP_ASPECTS, "aspects of a country", "tables/stages.csv")
    return [Text(), Text("Stages of each aspect, as documents tell them:"), table, *more]


def _steps(row: TimelineRow) -> str:
    told: dict[str, None] = dict.fromkeys(f"{day.year} {stage}" for day, stage, _ in row.steps)
    shown = list(told)[-STEPS:]
    return ("… → " if len(told) > STEPS else "") + " → ".join(shown)


def _changes(found: PolicyResult) -> list[RenderableType]:
    if not found.changes:
        return []
    lines: list[RenderableType] = [Text(), Text("Stages that changed from one document to the next:")]
    for row in found.changes[-TOP_CHANGES:]:
        way = "" if row.forward else " (back)"
        lines.append(
            Text(
                f"  {row.aspect}, {row.country}: {row.from_stage} ({row.from_day.year}) → {row.to_stage} "
                f"({row.to_day.year}){way}"
            )
        )
    lines += and_more(len(found.changes) - TOP_CHANGES, "changes, older", "landscape.json")
    if not all(row.forward for row in found.changes):
        lines.append(Text("(back): a new standard was begun under the same aspect.", style="dim"))
    return lines


def _links(result: Landscape, found: PolicyResult, labels: Mapping[str, str], width: int) -> list[RenderableType]:
    if not result.clusters:
        return [Text(), Text("No clusters of claims: there is nothing that the documents could meet.")]
    told = (
        f"{len(found.matrix):,} of {found.tested:,} pairs of document and cluster meet beyond chance (false discovery "
        f"rate {percent(found.fdr)}), in {len(found.links):,} passages: tables/policy_links.csv"
    )
    parts: list[RenderableType] = [Text(), Text(told)]
    if found.matrix:
        parts += [*_matrix(found, labels, width), Text(), Text("Strongest passages, one for each cluster:")]
    representative = {row.family_id: row.representative for row in result.families}
    for row in found.best[:TOP_LINKS]:
        parts += _quoted(row, labels, representative.get(row.family, row.family))
    return parts


def _matrix(found: PolicyResult, labels: Mapping[str, str], width: int) -> list[RenderableType]:
    """Clusters by documents: strength in bits, and how many passages where more than one."""
    meetings = Counter(cell.document for cell in found.matrix)
    published = {row.document: str(row.published or "") for row in found.documents}
    chosen = sorted(meetings, key=lambda name: (-meetings[name], name))[: 8 if width >= WIDE else 6]
    columns = sorted(chosen, key=lambda name: (published.get(name, ""), name))
    letters = {name: chr(ord("A") + position) for position, name in enumerate(columns)}
    table = plain_table(("cluster", "left"), *((letters[name], "right") for name in columns), ("documents", "right"))
    cells = {(cell.cluster, cell.document): cell for cell in found.matrix}
    for cluster in sorted({cell.cluster for cell in found.matrix}):
        row = [cells.get((cluster, name)) for name in columns]
        told = [
            f"{cell.strength:.0f}" + (f"×{cell.passages}" if cell.passages > 1 else "") if cell else "" for cell in row
        ]
        number = sum(cell.cluster == cluster for cell in found.matrix)
        table.add_row(f"{cluster} {clean(labels.get(cluster, ''))}", *told, counted(number))
    key = "; ".join(f"{letter} {clean(name)}" for name, letter in letters.items())
    more = and_more(len(meetings) - len(columns), "documents that meet a cluster", "landscape.json, matrix")
    return [table, Text(f"Strength in bits, × passages. {key}.", style="dim"), *more]


def _quoted(row: PolicyLink, labels: Mapping[str, str], publication: str) -> list[RenderableType]:
    shared = "; ".join((*row.shared_standards, *row.shared_terms))
    claim = f"claim {row.claim}" if row.claim else "abstract or title"
    passage = f"“{_cut(row.passage_text)}”" if row.passage_text else "(the text may not be shown)"
    rank = f", rank {row.text_rank} of {row.text_ranked}" if row.text_rank else ""
    dated = ""
    if row.families_before or row.families_after:
        dated = f"; families with a priority before it {row.families_before:,}, since {row.families_after:,}"
    parts = (
        f"{row.score:.1f} bits: standards {row.standards_score:.1f}, terms {row.terms_score:.1f}, text "
        f"{row.text_score:.1f}{rank}; above {row.null_percentile:.2%} of chance, "
        f"false discovery rate {row.q:.3f}{dated}"
    )
    lines = (
        Text(f"shared: {clean(shared)}"),
        Text(parts, style="dim"),
        Text(f"{clean(row.document)}, {clean(row.passage)}: {passage}"),
        Text(f"{publication}, {claim}: “{_cut(row.claim_text)}”"),
    )
    title = Text(f"{row.cluster} {clean(labels.get(row.cluster, ''))}", style="bold")
    return [title, *(Padding(line, (0, 0, 0, 2)) for line in lines)]


def _cut(text: str) -> str:
    """At most about 220 characters, to the end of a word."""
    told = clean(text)
    if len(told) <= QUOTED:
        return told
    end = told.rfind(" ", QUOTED - 30, QUOTED)
    return f"{told[: end if end > 0 else QUOTED]}…"


def _standards(found: PolicyResult) -> list[RenderableType]:
    if not found.standards:
        return []
    in_claims = [row for row in found.standards if row.families]
    ordered = sorted(in_claims or found.standards, key=lambda row: (-row.families, -len(row.documents), row.standard))
    title = "Standards and acts named in most families" if in_claims else "Standards and acts named in most documents"
    who = [("named by", "left")] if in_claims else []
    table = plain_table(("standard", "left"), ("families", "right"), ("documents", "right"), *who)
    for row in ordered[:TOP_STANDARDS]:
        names = "; ".join(f"{clean(name)} {count}" for name, count in row.applicants[:3])
        table.add_row(
            clean(row.standard), counted(row.families), counted(len(row.documents)), *([names] if who else [])
        )
    told = [] if in_claims else [Text("No claim names a standard.")] if found.unmet_clusters or found.matrix else []
    left = len(found.standards) - min(TOP_STANDARDS, len(ordered))
    return [Text(), *told, Text(f"{title}:"), table, *and_more(left, "standards", "tables/standards.csv")]


def _unmet(found: PolicyResult, labels: Mapping[str, str]) -> list[RenderableType]:
    """Clusters and documents without a link, where there was something to link."""
    if not found.tested:
        return []
    lines: list[RenderableType] = [Text()]
    if found.unmet_clusters:
        names = [f"{name} {clean(labels.get(name, ''))}" for name in found.unmet_clusters]
        lines.append(Text(_some(f"Clusters that no document meets ({len(names):,})", names)))
    if found.unmet_documents:
        names = [clean(name) for name in found.unmet_documents]
        lines.append(Text(_some(f"Documents that meet no cluster ({len(names):,})", names)))
    return lines if len(lines) > 1 else []


def _some(title: str, names: Sequence[str]) -> str:
    more = f"; and {len(names) - TOP_UNMET:,} more in landscape.json" if len(names) > TOP_UNMET else ""
    return f"{title}: {'; '.join(names[:TOP_UNMET])}{more}."
