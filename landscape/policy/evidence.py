"""The passages on both sides of a link: which family of the cluster, which of its claims, and what is quoted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from landscape.policy.glossary import Glossary
from landscape.policy.profiles import Vocabulary
from landscape.policy.rows import ClaimText, Matrix, Vectors
from landscape.standards import find_references

QUOTED = 400
"""Characters of a quotation."""


def best_family(similarity: Matrix, members: Sequence[int], shared: Matrix, worth: Matrix) -> int:
    """Position of the family of a cluster that meets a passage best and is typical of it; the first of equal ones.

    Parameters
    ----------
    similarity : (members,) cosine of each family of the cluster to the passage, plus that to the centre.
    members : their positions, in order of id.
    shared : (members, columns) 0 or 1: terms and standards that a family shares with the passage.
    worth : (columns,) what each of these counts for the cluster, in bits.
    """
    merits = np.round(shared @ worth + similarity, 9)
    return members[int(np.argmax(merits))]


@dataclass(frozen=True)
class ReadClaims:
    """The claims of a family: shared (claims, terms + standards) 0 or 1, and vectors (claims, dimensions)."""

    claims: Sequence[ClaimText]
    shared: Matrix
    vectors: Matrix

    @classmethod
    def of(cls, claims: Sequence[ClaimText], columns: Vocabulary, glossary: Glossary, vectors: Vectors) -> ReadClaims:
        """Read claims."""
        terms = columns.term_rows([[found.concept for found in glossary.concepts(claim.text)] for claim in claims])
        standards = columns.standard_rows([[found.key for found in find_references(claim.text)] for claim in claims])
        return cls(claims, np.hstack([terms, standards]), vectors([{claim.language: claim.text} for claim in claims]))

    def best(self, passage: Matrix, worth: Matrix) -> ClaimText:
        """The claim that meets a passage best, by what it shares with it and by cosine; the first of equal ones.

        Parameters
        ----------
        passage : (dimensions,) vector of the passage.
        worth : (terms + standards,) what each counts for the cluster in bits, 0 where the passage lacks it.
        """
        return self.claims[int(np.argmax(np.round(self.shared @ worth + self.vectors @ passage, 9)))]


def quotation(text: str, concepts: Collection[str], standards: Collection[str], glossary: Glossary) -> str:
    """At most about 400 characters of a text, from near where it first uses one of these concepts or standards.

    "…" stands where it is cut.
    """
    if len(text) <= QUOTED:
        return text
    places = [mention.start for mention in glossary.concepts(text) if mention.concept in concepts]
    places += [found.start for found in find_references(text) if found.key in standards]
    start = max(0, min(places, default=0) - QUOTED // 4)
    if start:
        blank = text.find(" ", start, start + QUOTED // 8)
        start = blank + 1 if blank >= 0 else start
    end = start + QUOTED
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
