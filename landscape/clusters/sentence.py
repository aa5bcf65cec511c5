"""The sentence representation: vectors of a sentence model, joined with the lexical ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from landscape.clusters.languages import Lexical
from landscape.clusters.place import Representation
from landscape.clusters.result import ClusterInput


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """name: a local folder, a package with a model in it, or a model of a hub; cache: where vectors are kept."""

    name: str
    cache: Path | None


def join(lexical: Lexical, model: SentenceModel, documents: Sequence[ClusterInput]) -> Representation:
    """Not yet."""
    raise NotImplementedError
