"""Every pair of passage and cluster: scored, held against chance, and what stands out quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from landscape.policy.aspects import Reading
from landscape.policy.evidence import best_claim, best_family, quotation
from landscape.policy.glossary import Glossary
from landscape.policy.measure import ClusterProfiles, Parts, Side, ranks, score, similarity
from landscape.policy.null import false_discovery_rates, p_of_clusters, p_of_passages, shuffled_passages
from landscape.policy.profiles import Passages, Vocabulary
from landscape.policy.rows import ClaimText, ClusterName, FamilyClaims, Matrix, PolicyLink, Vectors


@dataclass(frozen=True)
class Pairs:
    """Passages and clusters as arrays.

    families: in order of id; cluster_of: (families,) position of the cluster, -1 outside; marks: of the clusters.
    """

    clusters: Sequence[ClusterName]
    families: Sequence[FamilyClaims]
    passages: Passages
    glossary: Glossary
    columns: Vocabulary
    vectors: Vectors
    of_families: Side
    of_passages: Side
    cluster_of: NDArray[np.int64]
    marks: ClusterProfiles

    @cached_property
    def similarities(self) -> Matrix:
        """(passages, clusters) mean cosine."""
        return similarity(self.of_passages, self.marks)

    def links(self, readings: Sequence[Sequence[Reading]], seed: int, fdr: float) -> tuple[PolicyLink, ...]:
        """The links whose false discovery rate is not above `fdr`, strongest first.

        readings: of each passage.  A pair without a standard or term in common is no link, however alike the texts.
        """
        parts = score(self.of_passages, self.marks, self.similarities)
        p = self._p(parts, seed)
        q = np.round(false_discovery_rates(p), 9)
        rank = ranks(self.similarities, self.similarities)
        shown = np.argwhere((q <= fdr) & (parts.standards + parts.terms > 0)).tolist()
        links = [
            self._link(row, k, parts, int(rank[row, k]), float(p[row, k]), float(q[row, k]), readings[row])
            for row, k in shown
        ]
        return tuple(sorted(links, key=lambda one: (-one.score, one.document, one.passage, one.cluster)))

    def _p(self, parts: Parts, seed: int) -> Matrix:
        """p-values (passages, clusters): the larger of those against shuffled passages and shuffled clusters."""
        languages = [passage.language for passage in self.passages.passages]
        shuffled = shuffled_passages(self.passages.texts, languages, self.columns, self.vectors, seed)
        chance = {lang: score(side, self.marks, self.similarities).total for lang, side in shuffled.items()}
        return np.maximum(
            p_of_passages(parts.total, languages, chance),
            p_of_clusters(parts.total, self.of_passages, self.of_families, self.cluster_of, seed),
        )

    def _link(
        self, row: int, k: int, parts: Parts, rank: int, p: float, q: float, readings: Sequence[Reading]
    ) -> PolicyLink:
        document, passage = self.passages.documents[row], self.passages.passages[row]
        cluster, terms, standards = self.clusters[k].cluster, self._shared_terms(row, k), self._shared_standards(row, k)
        family, claim = self._claim(row, k)
        before, after = self._around(k, row)
        return PolicyLink(
            cluster=cluster,
            document=document.id,
            passage=passage.place,
            score=float(parts.total[row, k]),
            standards_score=round(float(parts.standards[row, k]), 9),
            terms_score=round(float(parts.terms[row, k]), 9),
            text_score=round(float(parts.text[row, k]), 9),
            text_rank=rank if self.similarities[row, k] > 0 else None,
            text_ranked=len(self.passages.passages),
            null_percentile=round(1 - p, 9),
            q=q,
            shared_standards=tuple(self.passages.texts[row].standards[key] for key in standards),
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
        """Terms that the passage has and that mark the cluster, strongest first; aspects only by other concepts."""
        worth = self.of_passages.terms[row] * self.marks.terms[k]
        names = [name for name, column in self.columns.terms.items() if worth[column] > 0]
        covered = {f"aspect: {aspect}" for name in names for aspect in self.glossary.aspects_of.get(name, ())}
        own = [name for name in names if name not in covered]
        return tuple(sorted(own, key=lambda name: (-round(worth[self.columns.terms[name]], 9), name)))

    def _shared_standards(self, row: int, k: int) -> list[str]:
        worth = self.of_passages.standards[row] * self.marks.standards[k]
        return [key for key, column in self.columns.standards.items() if worth[column] > 0]

    def _claim(self, row: int, k: int) -> tuple[int, ClaimText]:
        """The family of the cluster that meets the passage best, and its claim that does."""
        passage = self.of_passages
        members = [place for place in np.flatnonzero(self.cluster_of == k).tolist() if self.families[place].claims]
        has = np.concatenate([passage.terms[row], passage.standards[row]])
        worth = has * np.concatenate([self.marks.terms[k], self.marks.standards[k]])
        shared = np.hstack([self.of_families.terms[members], self.of_families.standards[members]])
        family = best_family(self.of_families.vectors[members] @ passage.vectors[row], members, shared, worth)
        claims = self.families[family].claims
        return family, best_claim(claims, passage.vectors[row], worth, self.columns, self.glossary, self.vectors)

    def _around(self, k: int, row: int) -> tuple[int, int]:
        """Families of the cluster with a priority before the document was published, and since."""
        day = self.passages.documents[row].published
        if day is None:
            return 0, 0
        dated = [self.families[place].priority for place in np.flatnonzero(self.cluster_of == k).tolist()]
        known = [priority for priority in dated if priority is not None]
        before = sum(priority < day for priority in known)
        return before, len(known) - before
