"""Which aspects a passage of policy concerns, and at which stage each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from landscape.policy.glossary import Glossary
from landscape.policy.stages import Speaks, clauses, document_kind, document_stage, sentences, stages
from landscape.policy.wordings import Mention
from landscape.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage says of one aspect.

    stage: None where nothing tells it; told_by: "source" (its label), "text", "document" (its status, type or dates);
    words: the wordings that told the aspect, as they stand in the text; from_title: the aspect is the document's.
    """

    aspect: str
    stage: str | None
    told_by: str
    words: tuple[str, ...] = ()
    from_title: bool = False


def read_passage(document: Document, passage: Passage, glossary: Glossary, labels: bool = True) -> list[Reading]:
    """Aspects of a passage with their stages, the chief one first.

    Parameters
    ----------
    labels : whether labels that the source gave the passage go before what its words say.

    Notes
    -----
    A passage without a word of any aspect has those of its document's title.  In a document that speaks of others
    (a work plan) the words of a sentence give the stage of the aspects in it, the furthest stage if it tells several;
    where several parts of a sentence have a stage and an aspect each, they are read apart, and a part without a
    stage has that of the part before.  In a standard or act the document gives the stage.
    """
    text = passage.text
    mentions = glossary.concepts(text)
    from_title = not mentions
    ranked = glossary.ranked(mentions or glossary.concepts(document.title))
    told = _told(text, mentions, glossary) if _sentences_tell(document, text) else {}
    whole = stages().furthest({stage for stage in told.values() if stage})
    own = document_stage(document)
    readings = [
        Reading(
            aspect,
            told.get(aspect) or (whole if told else None) or own,
            "text" if told.get(aspect) or whole else "document",
            tuple(dict.fromkeys(text[m.start : m.end] for m in mentions if aspect in glossary.aspects_of[m.concept])),
            from_title,
        )
        for aspect in ranked
    ]
    return _labelled(passage, glossary, readings) if labels else readings


def _sentences_tell(document: Document, text: str) -> bool:
    """Whether the words of this passage tell the stage of what it speaks about."""
    speaks = document_kind(document).speaks
    return speaks is Speaks.OF_OTHERS or (speaks is Speaks.OF_AIMS and bool(stages().rules.find(text)))


def _told(text: str, mentions: Sequence[Mention], glossary: Glossary) -> dict[str, str | None]:
    """Aspect -> the furthest stage that the sentences about it tell; "" holds that of sentences about none."""
    found: dict[str, set[str]] = {"": set()}
    steps = stages().wordings.find(text)
    for start, end in sentences(text):
        for aspects, told in _parts(text, start, end, mentions, steps, glossary):
            for aspect in aspects or {""}:
                found.setdefault(aspect, set()).update(told)
    return {aspect: stages().furthest(told) for aspect, told in found.items()}


def _parts(
    text: str, start: int, end: int, mentions: Sequence[Mention], steps: Sequence[Mention], glossary: Glossary
) -> list[tuple[set[str], set[str]]]:
    """Aspects and stages of a sentence, apart for each clause where two clauses or more have both."""
    parts = []
    for first, last in clauses(text, start, end):
        concepts = {mention.concept for mention in mentions if first <= mention.start < last}
        aspects = {aspect for concept in concepts for aspect in glossary.aspects_of[concept]}
        parts.append((aspects, {step.concept for step in steps if first <= step.start < last}))
    if sum(bool(aspects and told) for aspects, told in parts) < 2:
        return [(set().union(*(aspects for aspects, _ in parts)), set().union(*(told for _, told in parts)))]
    before: set[str] = set()
    inherited = []
    for aspects, told in parts:
        before = told or before
        inherited.append((aspects, before))
    return inherited


def _labelled(passage: Passage, glossary: Glossary, readings: list[Reading]) -> list[Reading]:
    """The readings with what the source says of the passage put first and over its own words."""
    aspect = glossary.aspect(passage.aspect) if passage.aspect else None
    stage = stages().stage(passage.stage) if passage.stage else None
    if aspect is not None:
        same = next((reading for reading in readings if reading.aspect == aspect), None)
        chief = same or Reading(aspect, readings[0].stage if readings else None, "document")
        readings = [chief, *(reading for reading in readings if reading.aspect != aspect)]
    if stage is not None and readings:
        readings[0] = Reading(readings[0].aspect, stage, "source", readings[0].words, readings[0].from_title)
    return readings
