"""What passages and families are compared by: standards, terms of the glossary, and text, as arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from landscape.policy.glossary import Glossary
from landscape.policy.rows import FamilyClaims, Matrix
from landscape.records import Document, Passage
from landscape.standards import StandardReference, find_references

_WORD = re.compile(r"[^\W_\u2e80-\uffff]+(?:[-'.][^\W_\u2e80-\uffff]+)*|[\u2e80-\u303f\u3100-\uffff]+|[ぁ-ヿ]+")


@dataclass(frozen=True)
class Text:
    """A text read once: references, concepts of the glossary, and the words between them as they stand."""

    references: tuple[StandardReference, ...]
    concepts: tuple[tuple[str, str], ...]
    words: tuple[str, ...]

    @cached_property
    def standards(self) -> dict[str, str]:
        """Key -> designation of the standards named."""
        return {reference.key: reference.designation for reference in self.references}


@dataclass(frozen=True)
class Passages:
    """The passages of all documents, in order; keep, for each: its document, itself, what was read."""

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Columns of the arrays: a term is a concept or, after "aspect: ", an aspect; standards by key."""

    terms: Mapping[str, int]
    standards: Mapping[str, int]
    of_concept: Mapping[str, tuple[int, ...]]

    def term_rows(self, concepts: Sequence[Iterable[str]]) -> Matrix:
        """(n, terms): 1 where a text has a concept, or any of an aspect."""
        rows = np.zeros((len(concepts), len(self.terms)))
        for row, found in zip(rows, concepts, strict=True):
            row[[column for concept in found for column in self.of_concept[concept]]] = 1.0
        return rows

    def standard_rows(self, keys: Sequence[Iterable[str]]) -> Matrix:
        """(n, standards): 1 where a text names a standard; standards that are no columns are left out."""
        rows = np.zeros((len(keys), len(self.standards)))
        for row, found in zip(rows, keys, strict=True):
            row[[self.standards[key] for key in found if key in self.standards]] = 1.0
        return rows


def vocabulary(glossary: Glossary, keys: Iterable[str]) -> Vocabulary:
    """The columns: all terms of a glossary, and these standards."""
    names = [*sorted(glossary.aspects_of), *(f"aspect: {aspect}" for aspect in glossary.aspects)]
    terms = {name: column for column, name in enumerate(names)}
    of_concept = {
        concept: (terms[concept], *(terms[f"aspect: {aspect}"] for aspect in aspects))
        for concept, aspects in glossary.aspects_of.items()
    }
    return Vocabulary(terms, {key: column for column, key in enumerate(sorted(set(keys)))}, of_concept)


def read_passages(documents: Iterable[Document], glossary: Glossary) -> Passages:
    """Read the passages of documents; a document that is a standard names itself in each."""
    found = [
        (document, passage, read_text(passage.text, passage.language, glossary, own))
        for document in documents
        for own in (find_references(f"{document.id}\n{document.number or ''}"),)
        for passage in document.passages
    ]
    return Passages(
        tuple(document for document, _, _ in found),
        tuple(passage for _, passage, _ in found),
        tuple(text for _, _, text in found),
    )


def read_text(text: str, language: str, glossary: Glossary, own: Sequence[StandardReference] = ()) -> Text:
    """Cut a text into references, concepts and other words; `own` are references besides those it names."""
    references = find_references(text)
    spans = [(reference.start, reference.end, "") for reference in references]
    spans += [(mention.start, mention.end, mention.concept) for mention in glossary.concepts(text)]
    concepts: list[tuple[str, str]] = []
    words: list[str] = []
    end = 0
    for start, last, concept in sorted(spans):
        if start < end:
            continue
        words += cut(text[end:start], language)
        if concept:
            concepts.append((concept, text[start:last]))
        end = last
    words += cut(text[end:], language)
    named = {reference.key: reference for reference in (*own, *references)}
    return Text(tuple(named.values()), tuple(concepts), tuple(words))


def cut(text: str, language: str) -> list[str]:
    """The words of a text; Chinese by a dictionary, Japanese where the script changes."""
    found = _WORD.findall(text)
    if language != "zh":
        return found
    from rjieba import cut as chinese_words

    return [word for run in found for word in (chinese_words(run) if run[0] > "\u2e80" else (run,))]


def concepts_and_standards(family: FamilyClaims, glossary: Glossary) -> tuple[set[str], dict[str, StandardReference]]:
    """Concepts in the claims of a family, and the standards they name by key."""
    text = "\n".join(claim.text for claim in family.claims)
    references = {reference.key: reference for reference in reversed(find_references(text))}
    return {mention.concept for mention in glossary.concepts(text)}, references
