"""The rows of the tables: families, applicants, merges of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from landscape.analysis.counting import ApplicantCount
from landscape.analysis.material import Material
from landscape.analysis.parties import Parties
from landscape.analysis.result import ApplicantRow, CitationRow, FamilyRow, MergeRow, RankMove, UnsureRow
from landscape.applicants import ApplicantId, ranking_effect
from landscape.clusters import OUTSIDE, Clustering


def family_rows(
    material: Material, parties: Parties, clustering: Clustering, citations: Iterable[CitationRow]
) -> tuple[FamilyRow, ...]:
    """One row for each family, by id."""
    core = {clustering.ids[i] for cluster in clustering.clusters for i in cluster.core}
    place = {family_id: position for position, family_id in enumerate(clustering.ids)}
    cites: Counter[str] = Counter()
    cited: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for row in citations:
        cites[row.citing_family] += 1
        cited[row.cited_family] += 1
        own[row.cited_family] += row.self_citation
    rows = []
    for family in material.families.families:
        choice, breadth = material.choices[family.id], material.scopes.get(family.id)
        cluster, membership, second = _membership(clustering, place.get(family.id))
        rows.append(
            FamilyRow(
                family_id=family.id,
                representative=family.representative,
                priority_date=family.priority_date,
                publications=family.members,
                offices=family.offices,
                title=_title(material, family.representative, family.members),
                applicants=tuple(applicant.name for applicant in parties.of_family[family.id]),
                cluster=cluster,
                membership=membership,
                second_cluster=second,
                text_basis=choice.basis,
                languages=tuple(choice.texts),
                cites=cites[family.id],
                cited_by=cited[family.id],
                self_citations=own[family.id],
                international=family.international,
                independent_claims=breadth.independent if breadth else None,
                shortest_independent=breadth.shortest if breadth else None,
                core=family.id in core,
                strands=tuple(sorted({name for number in family.members for name in material.strands.get(number, ())})),
                basis=family.basis,
                first_office=family.first_office,
                extended_family=material.extended[family.id],
            )
        )
    return tuple(rows)


def _title(material: Material, representative: str, members: Sequence[str]) -> str:
    titles = (material.titles.get(number) for number in (representative, *members))
    return next((title for title in titles if title), "")


def _membership(clustering: Clustering, position: int | None) -> tuple[str | None, float | None, str | None]:
    """Cluster, confidence and second-best cluster of a document."""
    if position is None:
        return None, None, None
    label, second = clustering.labels[position], clustering.second[position]
    return (
        clustering.clusters[label].id if label != OUTSIDE else None,
        clustering.confidence[position] if label != OUTSIDE else None,
        clustering.clusters[second].id if second != OUTSIDE else None,
    )


def applicant_rows(
    counts: Mapping[ApplicantId, ApplicantCount], parties: Parties, measured: Mapping[str, Mapping[str, Any]]
) -> tuple[ApplicantRow, ...]:
    """One row for each applicant, largest fractional count first: a joint filing is not a whole family to each.

    measured: columns in the co-applicant network.
    """
    rows = []
    for applicant, count in counts.items():
        measures = measured.get(applicant, {})
        rows.append(
            ApplicantRow(
                applicant=str(applicant),
                name=applicant.name,
                country=applicant.country,
                group=applicant.group,
                kind=str(applicant.kind),
                families=count.families,
                families_fractional=round(count.fractional, 9),
                international=count.international,
                names=tuple(sorted(parties.spellings[applicant])),
                first_year=count.first_year,
                last_year=count.last_year,
                top_cluster=count.top_cluster,
                degree=measures.get("degree", 0),
                betweenness=measures.get("betweenness", 0.0),
                community=measures.get("community"),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.families_fractional, -row.families, row.applicant)))


def merge_rows(parties: Parties) -> tuple[MergeRow, ...]:
    """Every spelling with the applicant it went to, the rule and the evidence."""
    return tuple(
        MergeRow(str(merge.applicant), merge.name_as_filed, str(merge.rule), merge.evidence, merge.mentions)
        for merge in parties.resolution.merges
    )


def rank_moves(parties: Parties) -> tuple[RankMove, ...]:
    """What joining each applicant's names does to its rank by whole counts, largest move first."""
    effects = ranking_effect(parties.resolution, parties.families_by_name)
    moves = [
        RankMove(
            str(effect.applicant), effect.applicant.name, effect.names, round(effect.count_before),
            round(effect.count_after), effect.rank_before, effect.rank_after,
        )
        for effect in effects
        if effect.names > 1 and effect.rank_after < effect.rank_before
    ]  # fmt: skip
    return tuple(sorted(moves, key=lambda move: (move.rank_after - move.rank_before, move.applicant)))


def unsure_rows(parties: Parties) -> tuple[UnsureRow, ...]:
    """Pairs of names that look alike and were kept apart."""
    return tuple(UnsureRow(pair.name, pair.other, pair.score, pair.reason) for pair in parties.resolution.unsure)
