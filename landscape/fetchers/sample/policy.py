"""Invented policy documents and standards, and their planted links to topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from landscape.fetchers.sample.phrases import Drafter, Pair
from landscape.fetchers.sample.topics import read
from landscape.records import Document, Passage, Provenance

_NAMING = 0.12  # share of families in a standard's topics that name it in a claim
_UNDATED = 0.3  # share of these that leave the year away


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard: its number without year, years of its editions, topics that name it, what claims say of it."""

    number: str
    editions: tuple[int, ...]
    topics: tuple[str, ...]
    requirement: Pair


@dataclass(frozen=True, slots=True)
class Link:
    """The truth of one passage: the topic it concerns ("" for none), the standard it names, its aspect and stage."""

    document: str
    passage: str
    topic: str
    standard: str
    aspect: str
    stage: str


@cache
def standards() -> tuple[Standard, ...]:
    """All invented standards that claims name."""
    return tuple(
        Standard(
            row["number"],
            tuple(row["editions"]),
            tuple(row["topics"]),
            (row["requirement"][0], row["requirement"][1]),
        )
        for row in read("policy.toml")["standard"]
    )


def named_standard(topic: str, priority: date, drafter: Drafter) -> tuple[str, Pair] | None:
    """The standard a family of this topic names, if it names one, and what its claim says of it."""
    known = [one for one in standards() if topic in one.topics and one.editions[0] < priority.year]
    if not known or not drafter.chance(_NAMING):
        return None
    standard = drafter.pick(known)
    edition = max(year for year in standard.editions if year < priority.year)
    designation = standard.number if drafter.chance(_UNDATED) else f"{standard.number}-{edition}"
    english, chinese = standard.requirement
    return designation, (english.replace("{it}", designation), chinese.replace("{it}", designation))


def documents(provenance: Provenance) -> Iterator[Document]:
    """The policy documents, in the order of the file."""
    for row in read("policy.toml")["document"]:
        yield Document(
            id=row["id"],
            title=row["title"],
            provenance=provenance,
            issuer=row["issuer"],
            country=row["country"],
            type=row["type"],
            number=row.get("number"),
            published=date.fromisoformat(row["published"]),
            effective=date.fromisoformat(row["effective"]) if "effective" in row else None,
            status=row["status"],
            language=row["language"],
            passages=tuple(
                Passage(
                    place=passage["place"],
                    text=passage["text"],
                    language=row["language"],
                    aspect=passage.get("aspect") if passage.get("label", True) else None,
                    stage=passage.get("stage") if passage.get("label", True) else None,
                )
                for passage in row["passages"]
            ),
        )


def links() -> Iterator[Link]:
    """What each passage concerns, one row a topic (one with topic "" where it concerns none)."""
    for row in read("policy.toml")["document"]:
        for passage in row["passages"]:
            named = "; ".join(passage.get("standards", ()))
            for topic in passage["topics"] or [""]:
                yield Link(
                    row["id"], passage["place"], topic, named, passage.get("aspect", ""), passage.get("stage", "")
                )
