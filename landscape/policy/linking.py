"""Policy documents and clusters of claims brought together: what `link` does, step by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from landscape.policy.aspects import Reading, read_passage
from landscape.policy.glossary import Glossary, load_glossary
from landscape.policy.measure import Side, marks, score
from landscape.policy.named import standard_rows
from landscape.policy.pairs import Pairs
from landscape.policy.profiles import Passages, read_family, read_passages, vocabulary
from landscape.policy.rows import (
    ClusterName,
    DocumentRow,
    FamilyClaims,
    Matrix,
    MatrixCell,
    PolicyLink,
    PolicyResult,
    StageRow,
    Vectors,
)
from landscape.policy.similarity import trigram_vectors
from landscape.policy.stages import document_stage
from landscape.policy.timeline import stage_changes, stage_rows
from landscape.records import Document
from landscape.standards import StandardReference

FALSE_DISCOVERY_RATE = 0.1
FEW_PASSAGES = 10

Read = Sequence[tuple[frozenset[str], dict[str, StandardReference]]]


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
    from threadpoolctl import threadpool_limits

    words = load_glossary(glossary)
    ordered = sorted(documents, key=lambda document: document.id)
    held = sorted(families, key=lambda family: family.family)
    passages = read_passages(ordered, words)
    read = [read_family(family, words) for family in held]
    readings = [
        read_passage(document, passage, words)
        for document, passage in zip(passages.documents, passages.passages, strict=True)
    ]
    links: tuple[PolicyLink, ...] = ()
    matrix: tuple[MatrixCell, ...] = ()
    tested = 0
    occupied = {family.cluster for family in held if family.claims}
    named = sorted((each for each in clusters if each.cluster in occupied), key=lambda each: each.cluster)
    if passages.passages and named:
        vectors = similarity or trigram_vectors([family.texts() for family in held], words)
        with threadpool_limits(1):  # sums in another order end in other bits
            pairs = _pairs(passages, named, held, read, words, vectors, family_vectors or {})
            links, matrix, tested = pairs.links(readings, seed, fdr)
    told = _told(ordered, passages, readings)
    rows = [row for document in ordered for row in stage_rows(document, told[document.id])]
    return PolicyResult(
        documents=tuple(_document_row(document, passages, told[document.id], links) for document in ordered),
        stages=tuple(sorted(rows, key=_by_aspect)),
        changes=tuple(stage_changes(rows)),
        standards=tuple(standard_rows(held, [standards for _, standards in read], passages)),
        links=links,
        matrix=matrix,
        unmet_clusters=_without((each.cluster for each in clusters), (one.cluster for one in links)),
        unmet_documents=_without((each.id for each in ordered), (one.document for one in links)),
        tested=tested,
        fdr=fdr,
        glossary=words.name,
        warnings=_warnings(ordered, passages, named) if held and ordered else (),
    )


def _pairs(
    passages: Passages,
    clusters: Sequence[ClusterName],
    families: Sequence[FamilyClaims],
    read: Read,
    glossary: Glossary,
    vectors: Vectors,
    known: Mapping[str, Matrix],
) -> Pairs:
    """Both sides as arrays; columns of standards are those that both sides name."""
    in_claims = {key for _, standards in read for key in standards}
    columns = vocabulary(glossary, in_claims & {key for standards in passages.standards for key in standards})
    all_known = all(family.family in known for family in families)
    of_families = Side(
        columns.term_rows([concepts for concepts, _ in read]),
        columns.standard_rows([standards for _, standards in read]),
        np.array([known[f.family] for f in families]) if all_known else vectors([f.texts() for f in families]),
    )
    of_passages = Side(
        columns.term_rows(passages.concepts),
        columns.standard_rows(passages.standards),
        vectors([{passage.language: passage.text} for passage in passages.passages]),
    )
    place = {each.cluster: position for position, each in enumerate(clusters)}
    cluster_of = np.array([place.get(family.cluster or "", -1) for family in families], dtype=np.int64)
    known_marks = marks(of_families, cluster_of, len(clusters))
    return Pairs(
        clusters=clusters,
        families=families,
        read=read,
        passages=passages,
        glossary=glossary,
        columns=columns,
        vectors=vectors,
        of_families=of_families,
        of_passages=of_passages,
        cluster_of=cluster_of,
        marks=known_marks,
        parts=score(of_passages, passages.languages, known_marks),
    )


Told = list[tuple[str, Sequence[Reading]]]


def _told(documents: Sequence[Document], passages: Passages, readings: Sequence[Sequence[Reading]]) -> dict[str, Told]:
    """For each document, the places of its passages and what was read there."""
    told: dict[str, Told] = {document.id: [] for document in documents}
    for document, passage, found in zip(passages.documents, passages.passages, readings, strict=True):
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


def _without(everything: Iterable[str], met: Iterable[str]) -> tuple[str, ...]:
    found = set(met)
    return tuple(each for each in everything if each not in found)


def _warnings(documents: Sequence[Document], passages: Passages, clusters: Sequence[ClusterName]) -> tuple[str, ...]:
    """What a reader must know before believing the links, or their absence."""
    warnings = []
    counts = Counter(passage.language for passage in passages.passages)
    few = [f"{language} ({count})" for language, count in sorted(counts.items()) if count < FEW_PASSAGES]
    if few:
        told = ", ".join(few)
        warnings.append(f"Few passages in {told}: a rank among so few tells little.")
    if len(clusters) == 1:
        warnings.append("There is one cluster: nothing can mark it against others.")
    silent = sum(not document.passages for document in documents)
    if silent:
        warnings.append(f"{silent} documents have no passages and cannot be linked.")
    return tuple(warnings)
