"""Policy and standards: what they concern and at which stage, which clusters they meet, with both passages."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from landscape.analysis.result import Landscape
from landscape.policy import PolicyLink, PolicyResult
from landscape.report.terminal.cells import and_more, clean, counted, plain_table

TOP_LINKS = 5
TOP_STANDARDS = 6
TOP_DOCUMENTS = 15
QUOTED = 220


def policy(result: Landscape) -> RenderableType:
    """The section on policy and standards."""
    found = result.policy
    if found is None:
        return Text("No policy document or standard in the snapshot.")
    labels = {row.cluster: row.label for row in result.clusters}
    parts: list[RenderableType] = [_documents(found), *_changes(found), *_links(result, found, labels)]
    if found.standards:
        parts += [Text(), Text("Standards and acts named by most families:"), _standards(found)]
    return Group(*parts, *_unmet(found, labels))


def _documents(found: PolicyResult) -> RenderableType:
    table = plain_table(
        ("published", "left"),
        ("document", "left"),
        ("issuer", "left"),
        ("chief aspects", "left"),
        ("clusters", "right"),
    )
    ordered = sorted(found.documents, key=lambda row: (str(row.published or ""), row.document))
    for row in ordered[-TOP_DOCUMENTS:]:
        aspects = ", ".join(aspect for aspect, _ in row.aspects[:3])
        table.add_row(
            str(row.published or "–"),
            clean(row.document),
            clean(row.issuer or "–"),
            aspects,
            counted(len(row.clusters)),
        )
    return Group(table, *and_more(len(ordered) - TOP_DOCUMENTS, "documents", "landscape.json"))


def _changes(found: PolicyResult) -> list[RenderableType]:
    if not found.changes:
        return []
    lines: list[RenderableType] = [Text(), Text("Stages that changed:")]
    for row in found.changes:
        way = "" if row.forward else " (back)"
        lines.append(
            Text(
                f"  {row.aspect}, {row.country}: {row.from_stage} ({row.from_day.year}) → {row.to_stage} "
                f"({row.to_day.year}){way}"
            )
        )
    return lines


def _links(result: Landscape, found: PolicyResult, labels: dict[str, str]) -> list[RenderableType]:
    told = (
        f"{len(found.links):,} of {found.tested:,} pairs of passage and cluster meet beyond chance "
        f"(false discovery rate {found.fdr:.0%}); all with their parts: tables/policy_links.csv"
    )
    parts: list[RenderableType] = [Text(), Text(told)]
    if found.matrix:
        table = plain_table(("cluster", "left"), ("document", "left"), ("strength", "right"), ("passages", "right"))
        for cell in sorted(found.matrix, key=lambda one: (-one.strength, one.cluster, one.document))[:TOP_DOCUMENTS]:
            cluster = f"{cell.cluster} {clean(labels.get(cell.cluster, ''))}"
            table.add_row(cluster, clean(cell.document), f"{cell.strength:.1f}", counted(cell.passages))
        parts.append(table)
    representative = {row.family_id: row.representative for row in result.families}
    for row in found.links[:TOP_LINKS]:
        parts += _quoted(row, representative.get(row.family, row.family))
    return parts


def _quoted(row: PolicyLink, publication: str) -> list[RenderableType]:
    shared = "; ".join((*row.shared_standards, *row.shared_terms))
    claim = f"claim {row.claim}" if row.claim else "text"
    passage = clean(row.passage_text)[:QUOTED] or "(text may not be shown)"
    return [
        Text(f"{row.cluster} · {clean(row.document)}, {clean(row.passage)}: {row.score:.1f}, shared: {clean(shared)}"),
        Padding(Text(f"“{passage}”", style="dim"), (0, 0, 0, 2)),
        Padding(Text(f"{publication}, {claim}: “{clean(row.claim_text)[:QUOTED]}”", style="dim"), (0, 0, 0, 2)),
    ]


def _standards(found: PolicyResult) -> RenderableType:
    table = plain_table(("standard", "left"), ("families", "right"), ("documents", "right"), ("claimed by", "left"))
    ordered = sorted(found.standards, key=lambda row: (-row.families, row.standard))
    for row in ordered[:TOP_STANDARDS]:
        who = ", ".join(f"{clean(name)} {count}" for name, count in row.applicants[:3])
        table.add_row(clean(row.standard), counted(row.families), counted(len(row.documents)), who)
    return Group(table, *and_more(len(ordered) - TOP_STANDARDS, "standards", "tables/standards.csv"))


def _unmet(found: PolicyResult, labels: dict[str, str]) -> list[Text]:
    lines = []
    if found.unmet_clusters:
        names = ", ".join(f"{name} {clean(labels.get(name, ''))}" for name in found.unmet_clusters[:6])
        lines.append(Text(f"Met by no document: {len(found.unmet_clusters)} clusters, e.g. {names}."))
    if found.unmet_documents:
        lines.append(Text(f"Meeting no cluster: {', '.join(clean(name) for name in found.unmet_documents[:6])}."))
    issuers = Counter(row.issuer or "unknown" for row in found.documents)
    told = ", ".join(f"{clean(name)} {count}" for name, count in sorted(issuers.items()))
    return [*lines, Text(f"Documents by issuer: {told}.", style="dim")]
