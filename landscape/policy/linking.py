"""Policy documents and clusters of claims brought together: what `link` does, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from landscape.policy.aspects import Reading, read_passage
from landscape.policy.glossary import Glossary, load_glossary
from landscape.policy.measure import Side, marks, score
from landscape.policy.named import standard_rows
from landscape.policy.pairs import Met, Pairs
from landscape.policy.profiles import Passages, read_family, read_passages, vocabulary
from landscape.policy.rows import (
    ClusterName,
    DocumentRow,
    FamilyClaims,
    Matrix,
    PolicyLink,
    PolicyResult,
    StageRow,
    Vectors,
)
from landscape.policy.similarity import trigram_vectors
from landscape.policy.stages import document_stage
from landscape.policy.timeline import stage_changes, stage_rows, timeline
from landscape.records import Document
from landscape.standards import StandardReference

FALSE_DISCOVERY_RATE = 0.1
FEW_PASSAGES = 10


def link(
    documents: Iterable[Document],
    clusters: Sequence[ClusterName],
    families: Iterable[FamilyClaims],
    similarity: Vectors | None = None,
    seed: int = 0,
    *,
    glossary: str | Path = "batteries",
    fdr: float = FALSE_DISCOVERY_RATE,
    family_vectors: Mapping[str, Matrix] | None = None,
) -> PolicyResult:
    """Read policy documents and say where they meet clusters of claims.

    Parameters
    ----------
    documents : with passages; families : of the whole corpus, in clusters or not.  The order of neither matters.
    similarity : texts by language to vectors; None compares character trigrams and terms of the glossary.
    seed : of the shuffles.
    glossary : name of a glossary that comes with the package, or path of one of your own.
    fdr : false discovery rate among the links that are shown, 0 to 1.
    family_vectors : vectors of all families by id, where they are at hand, as `similarity` would give them.

    Returns
    -------
    PolicyResult : rows of documents, stages, standards and links; without documents or clusters, those it can give.

    Raises
    ------
    AnalysisError : there is no such glossary, or its file is not one.
    """
    both = _read(documents, families, load_glossary(glossary))
    met = _met(both, clusters, similarity, family_vectors or {}, seed, fdr)
    told = _told(both)
    rows = [row for document in both.documents for row in stage_rows(document, told[document.id])]
    return PolicyResult(
        documents=tuple(_document_row(each, both.passages, told[each.id], met.links) for each in both.documents),
        stages=tuple(sorted(rows, key=_by_aspect)),
        timeline=tuple(timeline(rows)),
        changes=tuple(stage_changes(rows)),
        standards=tuple(standard_rows(both.families, [standards for _, standards in both.read], both.passages)),
        links=met.links,
        best=_best(met.links),
        matrix=met.matrix,
        unmet_clusters=_without((each.cluster for each in clusters), (cell.cluster for cell in met.matrix)),
        unmet_documents=_without((each.id for each in both.documents), (cell.document for cell in met.matrix)),
        tested=met.tested,
        fdr=fdr,
        glossary=both.glossary.name,
        warnings=_warnings(both, clusters) if both.families and both.documents else (),
    )


@dataclass(frozen=True)
class _Both:
    """Documents and families in order of id, and what was read in them."""

    documents: Sequence[Document]
    families: Sequence[FamilyClaims]
    glossary: Glossary
    passages: Passages
    readings: Sequence[Sequence[Reading]]
    read: Sequence[tuple[frozenset[str], dict[str, StandardReference]]]

    def occupied(self, clusters: Iterable[ClusterName]) -> list[ClusterName]:
        """Those clusters that have a family with claims, by id."""
        found = {family.cluster for family in self.families if family.claims}
        return sorted((each for each in clusters if each.cluster in found), key=lambda each: each.cluster)


def _read(documents: Iterable[Document], families: Iterable[FamilyClaims], glossary: Glossary) -> _Both:
    ordered = sorted(documents, key=lambda document: document.id)
    held = sorted(families, key=lambda family: family.family)
    passages = read_passages(ordered, glossary)
    readings = [read_passage(*each, glossary) for each in zip(passages.documents, passages.passages, strict=True)]
    return _Both(ordered, held, glossary, passages, readings, [read_family(family, glossary) for family in held])


def _met(
    both: _Both,
    clusters: Sequence[ClusterName],
    similarity: Vectors | None,
    known: Mapping[str, Matrix],
    seed: int,
    fdr: float,
) -> Met:
    """The links; none where there are no passages or no clusters."""
    from threadpoolctl import threadpool_limits

    named = both.occupied(clusters)
    if not both.passages.passages or not named:
        return Met((), (), 0)
    vectors = similarity or trigram_vectors([family.texts() for family in both.families], both.glossary)
    with threadpool_limits(1):  # sums in another order end in other bits
        return _pairs(both, named, vectors, known).met(both.readings, seed, fdr)


def _pairs(both: _Both, clusters: Sequence[ClusterName], vectors: Vectors, known: Mapping[str, Matrix]) -> Pairs:
    """Both sides as arrays; columns of standards are those that both sides name."""
    passages, families = both.passages, both.families
    in_claims = {key for _, standards in both.read for key in standards}
    columns = vocabulary(both.glossary, in_claims & {key for found in passages.standards for key in found})
    all_known = all(family.family in known for family in families)
    of_families = Side(
        columns.term_rows([concepts for concepts, _ in both.read]),
        columns.standard_rows([standards for _, standards in both.read]),
        np.array([known[f.family] for f in families]) if all_known else vectors([f.texts() for f in families]),
    )
    of_passages = Side(
        columns.term_rows(passages.concepts),
        columns.standard_rows(passages.standards),
        vectors([{passage.language: passage.text} for passage in passages.passages]),
    )
    place = {each.cluster: position for position, each in enumerate(clusters)}
    cluster_of = np.array([place.get(family.cluster or "", -1) for family in families], dtype=np.int64)
    marked = marks(of_families, cluster_of, len(clusters))
    return Pairs(
        clusters=clusters,
        families=families,
        read=both.read,
        passages=passages,
        glossary=both.glossary,
        columns=columns,
        vectors=vectors,
        of_families=of_families,
        of_passages=of_passages,
        cluster_of=cluster_of,
        marks=marked,
        parts=score(of_passages, passages.languages, marked),
    )


Told = list[tuple[str, Sequence[Reading]]]


def _told(both: _Both) -> dict[str, Told]:
    """For each document, the places of its passages and what was read there."""
    told: dict[str, Told] = {document.id: [] for document in both.documents}
    each = zip(both.passages.documents, both.passages.passages, both.readings, strict=True)
    for document, passage, found in each:
        told[document.id].append((passage.place, found))
    return told


def _document_row(document: Document, passages: Passages, told: Told, links: Sequence[PolicyLink]) -> DocumentRow:
    aspects = Counter(found[0].aspect for _, found in told if found)
    standards = {
        reference.designation
        for of, named in zip(passages.documents, passages.standards, strict=True)
        if of.id == document.id
        for reference in named.values()
    }
    return DocumentRow(
        document=document.id,
        title=document.title,
        issuer=document.issuer,
        country=document.country,
        type=document.type,
        number=document.number,
        published=document.published,
        effective=document.effective,
        stage=document_stage(document),
        language=document.language,
        shareable=document.shareable,
        passages=len(told),
        aspects=tuple(sorted(aspects.items(), key=lambda entry: (-entry[1], entry[0]))),
        standards=tuple(sorted(standards)),
        clusters=tuple(sorted({one.cluster for one in links if one.document == document.id})),
        url=document.provenance.url,
        licence=document.provenance.licence,
    )


def _by_aspect(row: StageRow) -> tuple[str, str, str, str]:
    return row.aspect, row.day.isoformat() if row.day else "", row.document, row.stage


def _best(links: Sequence[PolicyLink]) -> tuple[PolicyLink, ...]:
    """The strongest link of each cluster; a passage that stands for a stronger cluster leaves its place to the next."""
    best: dict[str, PolicyLink] = {}
    taken: set[tuple[str, str]] = set()
    for link in links:
        if link.cluster not in best and (link.document, link.passage) not in taken:
            best[link.cluster] = link
            taken.add((link.document, link.passage))
    return tuple(best.values())


def _without(everything: Iterable[str], met: Iterable[str]) -> tuple[str, ...]:
    found = set(met)
    return tuple(each for each in everything if each not in found)


def _warnings(both: _Both, clusters: Sequence[ClusterName]) -> tuple[str, ...]:
    """What a reader must know before believing the links, or their absence."""
    warnings = []
    counts = Counter(both.passages.languages)
    few = [f"{language} ({count})" for language, count in sorted(counts.items()) if count < FEW_PASSAGES]
    if few:
        warnings.append(f"Few passages in {', '.join(few)}: a rank among so few tells little.")
    if len(both.occupied(clusters)) == 1:
        warnings.append("There is one cluster: nothing can mark it against others.")
    silent = sum(not document.passages for document in both.documents)
    if silent:
        warnings.append(f"Documents without passages, which cannot be linked: {silent}.")
    return tuple(warnings)
