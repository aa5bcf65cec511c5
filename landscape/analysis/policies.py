"""Policy documents and standards of a corpus, brought together with its clusters of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from landscape.analysis.material import Material, claim_sets
from landscape.analysis.result import ClusterRow, FamilyRow, TextBasis
from landscape.policy import ClaimText, ClusterName, FamilyClaims, PolicyResult, link
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.store import Corpus


def read_policy(
    corpus: Corpus, material: Material, families: Sequence[FamilyRow], clusters: Sequence[ClusterRow], seed: int
) -> PolicyResult | None:
    """What the corpus's documents concern, which clusters they meet, and which standards patents name.

    None for a corpus with neither documents nor named standards.

    Texts are compared through the terms of the query's glossary and character trigrams, so that languages meet in
    what the glossary knows.
    """
    scope = corpus.query.policy
    found = link(
        _documents(corpus),
        [ClusterName(row.cluster, row.label) for row in clusters],
        _families(corpus, material, families),
        seed=seed,
        glossary=(scope.aspects if scope else None) or "batteries",
    )
    return found if found.documents or found.standards else None


def _documents(corpus: Corpus) -> list[Document]:
    passages: dict[str, list[Passage]] = defaultdict(list)
    table = corpus.table("passages")
    columns = ("document", "position", "place", "text", "language", "aspect", "stage")
    for document, _, place, text, language, aspect, stage in corpus.stream(table.select(*columns), columns[:2]):
        passages[document].append(Passage(place or "", text or "", language, aspect, stage))
    origins = _origins(corpus)
    found = []
    fields = (
        "document", "title", "issuer", "country", "type", "number", "published", "effective", "status", "language",
        "shareable",
    )  # fmt: skip
    for row in corpus.stream(corpus.table("documents").select(*fields), ("document",)):
        values = dict(zip(fields, row, strict=True))
        name, title = values.pop("document"), values.pop("title") or ""
        found.append(Document(name, title, origins[name], **values, passages=tuple(passages.get(name, ()))))
    return found


def _origins(corpus: Corpus) -> dict[str, Provenance]:
    """Where each document came from first."""
    columns = ("kind", "id", "position", "source", "url", "place", "sha256", "licence")
    origins: dict[str, Provenance] = {}
    for kind, name, _, source, url, place, sha256, licence in corpus.stream(
        corpus.table("records").select(*columns), ("kind", "id", "position")
    ):
        if kind == "document":
            origins.setdefault(name, Provenance(source, url, place or "", sha256 or "", None, licence))
    return origins


def _families(corpus: Corpus, material: Material, rows: Sequence[FamilyRow]) -> list[FamilyClaims]:
    claims = _claims(corpus, material)
    return [
        FamilyClaims(
            family=row.family_id,
            cluster=row.cluster,
            claims=claims.get(row.family_id) or _stand_ins(material.texts.get(row.family_id, {})),
            priority=row.priority_date,
            applicants=row.applicants,
            compared=material.texts.get(row.family_id, {}),
        )
        for row in rows
    ]


def _claims(corpus: Corpus, material: Material) -> dict[str, list[ClaimText]]:
    """Every claim of the claim sets that were compared."""
    wanted = {
        text: family_id
        for family_id, choice in material.choices.items()
        for text in choice.texts.values()
        if text.basis is TextBasis.CLAIMS
    }
    found: dict[str, list[ClaimText]] = defaultdict(list)
    for key, claim_set in claim_sets(corpus):
        if key in wanted:
            found[wanted[key]] += [ClaimText(claim.number, claim.text, key.language) for claim in claim_set.claims]
    return found


def _stand_ins(texts: Mapping[str, str]) -> list[ClaimText]:
    return [ClaimText(0, text, language) for language, text in texts.items()]
