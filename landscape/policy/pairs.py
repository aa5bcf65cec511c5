"""Every pair of document and cluster: scored, held against chance, and what stands out quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np
from numpy.typing import NDArray

from landscape.policy.aspects import Reading
from landscape.policy.evidence import ReadClaims, best_family, quotation
from landscape.policy.glossary import Glossary
from landscape.policy.measure import Marks, Parts, Side
from landscape.policy.null import TENTH, Items, Sides, Tested, hold
from landscape.policy.profiles import Passages, Vocabulary, vocabulary
from landscape.policy.rows import ClaimText, ClusterName, FamilyClaims, Matrix, MatrixCell, PolicyLink, Vectors
from landscape.standards import StandardReference

STANDS_OUT = 0.02
"""A passage of a document that meets a cluster is shown if so few passages dealt at random score as high."""


@dataclass(frozen=True)
class Met:
    """Links, strongest first; the pairs of cluster and document they belong to; and how many pairs were tested."""

    links: tuple[PolicyLink, ...]
    matrix: tuple[MatrixCell, ...]
    tested: int


@dataclass(frozen=True)
class Pairs:
    """Passages and clusters as arrays.

    families: in order of id; read: their concepts and standards; cluster_of: (families,) position of the cluster, -1
    outside; marks: what marks each cluster; parts: scores; claims: of families, as they are read for quotation.
    """

    clusters: Sequence[ClusterName]
    families: Sequence[FamilyClaims]
    read: Sequence[tuple[frozenset[str], Mapping[str, StandardReference]]]
    passages: Passages
    glossary: Glossary
    columns: Vocabulary
    vectors: Vectors
    of_families: Side
    of_passages: Side
    cluster_of: NDArray[np.int64]
    marks: Marks
    parts: Parts
    claims: dict[int, ReadClaims] = field(default_factory=dict)

    def met(self, readings: Sequence[Sequence[Reading]], seed: int, fdr: float) -> Met:
        """What stands out against chance; readings: of each passage."""
        rows_of = self._rows_of_documents()
        if not rows_of:
            return Met((), (), 0)
        documents = sorted(rows_of)
        tested = self._tested([rows_of[document] for document in documents], seed, fdr)
        total = self.parts.total
        links, cells = [], []
        for position, k in np.argwhere(tested.q <= fdr).tolist():
            document, rate = documents[position], float(tested.q[position, k])
            rows = rows_of[document]
            p = tested.passages[rows, k]
            shown = [place for place in range(len(rows)) if p[place] <= max(STANDS_OUT, p.min())]
            links += [self._link(rows[place], k, float(p[place]), rate, readings[rows[place]]) for place in shown]
            percentile = round(1 - float(tested.documents[position, k]), 9)
            strength = round(float(np.sort(total[rows, k])[-ceil(len(rows) / TENTH) :].mean()), 9)
            cells.append(MatrixCell(self.clusters[k].cluster, document, strength, percentile, rate, len(shown)))
        links.sort(key=lambda one: (-one.score, one.document, one.passage, one.cluster))
        cells.sort(key=lambda cell: (cell.cluster, cell.document))
        return Met(tuple(links), tuple(cells), tested.q.size)

    def _rows_of_documents(self) -> dict[str, list[int]]:
        """For each document its passages that have a term or a standard."""
        rows: dict[str, list[int]] = {}
        for row, document in enumerate(self.passages.documents):
            if self.passages.concepts[row] or self.passages.standards[row]:
                rows.setdefault(document.id, []).append(row)
        return rows

    def _tested(self, rows_of: Sequence[Sequence[int]], seed: int, fdr: float) -> Tested:
        columns, of_language = self.columns, Counter(self.passages.languages)
        terms = Items(
            columns.concept_rows(self.passages.concepts),
            columns.concept_rows([concepts for concepts, _ in self.read]),
            columns.brings,
            self.marks.terms,
        )
        ranked = [of_language[language] for language in self.passages.languages]
        return hold(Sides(self.parts.total, terms, self._standards(), ranked, rows_of, self.cluster_of), seed, fdr)

    def _standards(self) -> Items:
        """All standards that either side names; those that both name are columns."""
        named = {
            key for standards in (*self.passages.standards, *(found for _, found in self.read)) for key in standards
        }
        every = vocabulary(self.glossary, named)
        brings = np.zeros((len(every.standards), len(self.columns.standards)))
        for key, column in self.columns.standards.items():
            brings[every.standards[key], column] = 1.0
        return Items(
            every.standard_rows(self.passages.standards),
            every.standard_rows([standards for _, standards in self.read]),
            brings,
            self.marks.standards,
        )

    def _link(self, row: int, k: int, p: float, q: float, readings: Sequence[Reading]) -> PolicyLink:
        document, passage = self.passages.documents[row], self.passages.passages[row]
        terms, standards = self._shared_terms(row, k), self._shared_standards(row, k)
        family, claim = self._claim(row, k)
        before, after = self._around(row, k)
        parts = self.parts
        return PolicyLink(
            cluster=self.clusters[k].cluster,
            document=document.id,
            passage=passage.place,
            score=float(parts.total[row, k]),
            standards_score=round(float(parts.standards[row, k]), 9),
            terms_score=round(float(parts.terms[row, k]), 9),
            text_score=round(float(parts.text[row, k]), 9),
            text_rank=int(parts.rank[row, k]) if parts.similarity[row, k] > 0 else None,
            text_ranked=self.passages.languages.count(passage.language),
            null_percentile=round(1 - p, 9),
            q=q,
            shared_standards=tuple(self.passages.standards[row][key].designation for key in standards),
            shared_terms=terms,
            aspect=readings[0].aspect if readings else None,
            stage=readings[0].stage if readings else None,
            families_before=before,
            families_after=after,
            family=self.families[family].family,
            claim=claim.number,
            passage_text=quotation(passage.text, terms, standards, self.glossary) if document.shareable else "",
            passage_language=passage.language,
            claim_text=quotation(claim.text, terms, standards, self.glossary),
            claim_language=claim.language,
        )

    def _shared_terms(self, row: int, k: int) -> tuple[str, ...]:
        """Concepts that the passage has and that mark the cluster, strongest first; failing these, such aspects."""
        worth = self.of_passages.terms[row] * self.marks.terms[k]
        names = [*self.columns.concepts, *self.columns.aspects]
        found = [(-round(float(worth[column]), 9), names[column], column) for column in np.flatnonzero(worth > 0)]
        concepts = [name for _, name, column in sorted(found) if column < len(self.columns.concepts)]
        return tuple(concepts or [name for _, name, _ in sorted(found)])

    def _shared_standards(self, row: int, k: int) -> list[str]:
        worth = self.of_passages.standards[row] * self.marks.standards[k]
        return [key for key, column in self.columns.standards.items() if worth[column] > 0]

    def _claim(self, row: int, k: int) -> tuple[int, ClaimText]:
        """The family of the cluster that meets the passage best, and its claim that does."""
        side = self.of_passages
        members = [place for place in np.flatnonzero(self.cluster_of == k).tolist() if self.families[place].claims]
        has = np.concatenate([side.terms[row], side.standards[row]])
        worth: Matrix = has * np.concatenate([self.marks.terms[k], self.marks.standards[k]])
        shared = np.hstack([self.of_families.terms[members], self.of_families.standards[members]])
        centre = self.marks.centres[k] / max(float(np.linalg.norm(self.marks.centres[k])), 1e-12)
        similarity: Matrix = self.of_families.vectors[members] @ (side.vectors[row] + centre)
        family = best_family(similarity, members, shared, worth)
        if family not in self.claims:
            claims = self.families[family].claims
            self.claims[family] = ReadClaims.of(claims, self.columns, self.glossary, self.vectors)
        return family, self.claims[family].best(side.vectors[row], worth)

    def _around(self, row: int, k: int) -> tuple[int, int]:
        """Families of the cluster with a priority before the document was published, and since."""
        day = self.passages.documents[row].published
        members = np.flatnonzero(self.cluster_of == k).tolist()
        known = [priority for place in members if (priority := self.families[place].priority) is not None]
        if day is None:
            return 0, 0
        before = sum(priority < day for priority in known)
        return before, len(known) - before
