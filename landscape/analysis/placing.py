"""Where a text falls in a landscape: the clusters it is like, the nearest families, and the terms that decided."""

from __future__ import annotations

from dataclasses import dataclass

from landscape.analysis.result import Landscape
from landscape.errors import AnalysisError

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A cluster the text is like; score: cosine to its centre."""

    cluster: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class PlacedFamily:
    """A family near the text; score: cosine."""

    family_id: str
    representative: str
    title: str
    cluster: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text falls; best first.  outside: it is like no cluster, as families outside are.

    terms: those of the best cluster that the text uses, with their weights.
    """

    outside: bool
    clusters: tuple[PlacedCluster, ...]
    families: tuple[PlacedFamily, ...]
    terms: tuple[tuple[str, float], ...]


def place(result: Landscape, text: str) -> Placed:
    """Place a text, a claim or a document among the clusters of a landscape.

    Raises AnalysisError where the landscape has no clusters or the text is blank.
    """
    if result.clustering is None or not result.clusters:
        raise AnalysisError(f"{result.query_name}: no clusters to place a text among")
    if not text.strip():
        raise AnalysisError("the text to place is blank")
    found = result.clustering.place(text)
    labels = {row.cluster: row.label for row in result.clusters}
    families = {row.family_id: row for row in result.families}
    near = [(families[family_id], score) for family_id, score in found.nearest[:SHOWN]]
    return Placed(
        outside=found.outside,
        clusters=tuple(PlacedCluster(name, labels[name], score) for name, score in found.scores[:SHOWN]),
        families=tuple(
            PlacedFamily(row.family_id, row.representative, row.title, row.cluster, score) for row, score in near
        ),
        terms=tuple((str(term), weight) for term, weight in found.terms),
    )
