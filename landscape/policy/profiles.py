"""What passages and families are compared by: standards and terms of the glossary, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from landscape.policy.glossary import Glossary
from landscape.policy.rows import FamilyClaims, Matrix
from landscape.records import Document, Passage
from landscape.standards import StandardReference, find_references


@dataclass(frozen=True)
class Passages:
    """The passages of all documents, in order: for each its document, itself, concepts, and standards by key."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    concepts: tuple[frozenset[str], ...]
    standards: tuple[Mapping[str, StandardReference], ...]

    @property
    def languages(self) -> list[str]:
        """Of each passage."""
        return [passage.language for passage in self.passages]


@dataclass(frozen=True)
class Vocabulary:
    """Columns of the arrays: concepts, then aspects; and standards by key.

    brings: (concepts, concepts + aspects) 1 where the column is the concept's own or an aspect it stands under.
    """

    concepts: Mapping[str, int]
    aspects: Mapping[str, int]
    standards: Mapping[str, int]
    brings: Matrix

    def concept_rows(self, concepts: Sequence[Iterable[str]]) -> Matrix:
        """(n, concepts): 1 where a text has a concept."""
        rows = np.zeros((len(concepts), len(self.concepts)))
        for row, found in zip(rows, concepts, strict=True):
            row[[self.concepts[concept] for concept in found]] = 1.0
        return rows

    def term_rows(self, concepts: Sequence[Iterable[str]]) -> Matrix:
        """(n, concepts + aspects): 1 where a text has a concept, or any of an aspect."""
        return (self.concept_rows(concepts) @ self.brings > 0).astype(np.float64)

    def standard_rows(self, keys: Sequence[Iterable[str]]) -> Matrix:
        """(n, standards): 1 where a text names a standard; standards that are no columns are left out."""
        rows = np.zeros((len(keys), len(self.standards)))
        for row, found in zip(rows, keys, strict=True):
            row[[self.standards[key] for key in found if key in self.standards]] = 1.0
        return rows


def vocabulary(glossary: Glossary, keys: Iterable[str]) -> Vocabulary:
    """The columns: all terms of a glossary, and these standards."""
    concepts = {name: column for column, name in enumerate(sorted(glossary.aspects_of))}
    aspects = {name: column for column, name in enumerate(glossary.aspects)}
    brings = np.eye(len(concepts), len(concepts) + len(aspects))
    for concept, found in glossary.aspects_of.items():
        brings[concepts[concept], [len(concepts) + aspects[aspect] for aspect in found]] = 1.0
    return Vocabulary(concepts, aspects, {key: column for column, key in enumerate(sorted(set(keys)))}, brings)


def read_passages(documents: Iterable[Document], glossary: Glossary) -> Passages:
    """Read the passages of documents; a document that is a standard names itself in each."""
    found = [
        (document, passage, own + find_references(passage.text))
        for document in documents
        for own in (find_references(f"{document.id}\n{document.number or ''}"),)
        for passage in document.passages
    ]
    return Passages(
        tuple(document for document, _, _ in found),
        tuple(passage for _, passage, _ in found),
        tuple(frozenset(mention.concept for mention in glossary.concepts(passage.text)) for _, passage, _ in found),
        tuple({reference.key: reference for reference in references} for _, _, references in found),
    )


def read_family(family: FamilyClaims, glossary: Glossary) -> tuple[frozenset[str], dict[str, StandardReference]]:
    """Concepts in the claims of a family, and the standards they name by key, each as first named."""
    text = "\n".join(claim.text for claim in family.claims)
    references = {reference.key: reference for reference in reversed(find_references(text))}
    return frozenset(mention.concept for mention in glossary.concepts(text)), references
