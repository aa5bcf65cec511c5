"""Stages of policy and standards: which a document is at, and which its sentences tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from landscape.policy.wordings import Wordings
from landscape.records import Document


class Speaks(StrEnum):
    """What the sentences of a document tell the stage of."""

    OF_ITSELF = "of itself"
    OF_OTHERS = "of others"
    OF_AIMS = "of aims"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document; stage: where nothing else tells it."""

    speaks: Speaks
    stage: str | None = None


@dataclass(frozen=True)
class Stages:
    """The stages, in order; ranks: place on the way from research to force, without the stages beside it."""

    names: tuple[str, ...]
    ranks: Mapping[str, int]
    labels: Mapping[str, str]
    wordings: Wordings
    kinds: tuple[tuple[Wordings, DocumentKind], ...]
    rules: Wordings

    def stage(self, label: str) -> str | None:
        """The stage that a source's label means, None if it is not known."""
        return self.labels.get(label.strip().lower())

    def furthest(self, told: set[str]) -> str | None:
        """The stage furthest on the way; one beside the way counts only where no other is told."""
        return max(told, key=lambda stage: (self.ranks.get(stage, 0), -self.names.index(stage)), default=None)


@cache
def stages() -> Stages:
    """The stages as the data file states them."""
    data = tomllib.loads(resources.files("landscape.policy").joinpath("stages.toml").read_text("utf-8"))
    entries = data["stage"]
    labels = {label: entry["name"] for entry in entries for label in (entry["name"], *entry["labels"])}
    kinds = []
    for entry in data["document"]:
        kind = DocumentKind(Speaks(entry["speaks"]), entry.get("stage"))
        kinds.append((Wordings({"": entry["words"]}), kind))
    return Stages(
        names=tuple(entry["name"] for entry in entries),
        ranks={entry["name"]: entry["rank"] for entry in entries if "rank" in entry},
        labels=labels,
        wordings=Wordings({entry["name"]: _words(entry) for entry in entries}),
        kinds=tuple(kinds),
        rules=Wordings({"": _words(data["rules"])}),
    )


def _words(entry: Mapping[str, Any]) -> list[str]:
    return [word for language, words in entry.items() if len(language) == 2 for word in words]


def document_kind(document: Document) -> DocumentKind:
    """What a document is, by its type, and by its title where the type leaves it open; of others if neither tells."""
    of_type = _kind(document.type or "")
    if of_type is None or (of_type.speaks is Speaks.OF_OTHERS and of_type.stage is None):
        of_title = _kind(document.title)
        if of_title is not None and (of_type is None or of_title.stage in {"consultation", "review"}):
            return of_title
    return of_type or DocumentKind(Speaks.OF_OTHERS)


def _kind(text: str) -> DocumentKind | None:
    return next((kind for words, kind in stages().kinds if words.find(text)), None)


def document_stage(document: Document) -> str | None:
    """The stage of a document that speaks of itself, by its status, else by what it is and its dates.

    Without a status, a standard or act counts as released, and as in force if it took effect on publication.
    """
    known = stages()
    if document.status is not None and (of_status := known.stage(document.status)) is not None:
        return of_status
    kind = document_kind(document)
    if kind.stage == "release" and document.effective and document.published:
        return "in force" if document.effective <= document.published else "release"
    return kind.stage


_SENTENCES = re.compile(r"[^。；;！!？?\n.]+(?:\.(?!\s|$)[^。；;！!？?\n.]+)*")
_CLAUSES = re.compile(r"[^,，]+(?:,(?=\d)[^,，]+)*")


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of sentences, or their parts between semicolons; a full stop within a number ends none."""
    return [found.span() for found in _SENTENCES.finditer(text)]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the parts of a sentence between commas."""
    return [found.span() for found in _CLAUSES.finditer(text, start, end)]
