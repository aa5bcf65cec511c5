"""ISO Open Data: deliverables of ISO as JSON Lines, with their scopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import licences
from landscape.formats.blocks import html_lines
from landscape.formats.fields import Object, inner, records, text
from landscape.formats.json_stream import head_keys, objects
from landscape.formats.reading import Reading
from landscape.formats.xml import html_tree
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "iso-open-data"
TITLE = "deliverables of ISO Open Data"

_TYPES = {
    "IS": "international standard",
    "TS": "technical specification",
    "TR": "technical report",
    "PAS": "publicly available specification",
    "IWA": "international workshop agreement",
    "GUIDE": "guide",
    "R": "recommendation",
}


def recognises(head: bytes) -> bool:
    """Whether these are deliverables of ISO."""
    return {"deliverableType", "reference", "currentStage"} <= head_keys(head)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a deliverable, its scope as passage; nearly every field may be null."""
    yield from records(objects(stream, origin.url), origin, _document)


def status(stage: int) -> str:
    """What a stage code of ISO (6060, 9599) says of a standard.

    >>> [status(stage) for stage in (3020, 5000, 6060, 9092, 9093, 9599, 4098)]
    ['in preparation', 'approval', 'published', 'to be revised', 'confirmed', 'withdrawn', 'deleted']
    """
    if stage % 100 == 98:
        return "deleted"
    if stage >= 9500:
        return "withdrawn" if stage in (9560, 9599) else "to be withdrawn"
    if stage >= 9000:
        return {9092: "to be revised", 9093: "confirmed", 9099: "to be withdrawn"}.get(stage, "under review")
    if stage >= 6000:
        return "published" if stage == 6060 else "publication"
    if stage >= 4000:
        return "enquiry" if stage < 5000 else "approval"
    return "in preparation"


def _document(content: Object, reading: Reading) -> Document:
    reference = text(content, "reference")
    if not reference:
        raise ValueError("reference is missing")
    title, scope = inner(content, "title"), inner(content, "scope")
    stage, kind = content.get("currentStage"), text(content, "deliverableType")
    passages = tuple(
        Passage("scope", "\n".join(words), language)
        for language in sorted(scope)
        if (words := _lines(text(scope, language), reading))
    )
    return Document(
        id=reference,
        title=text(title, "en") or text(title, "fr") or reference,
        provenance=reading.licensed(licences.ISO),
        issuer=text(content, "ownerCommittee") or "ISO",
        type=_TYPES.get(kind, kind or None),
        number=reference,
        published=reading.date(text(content, "publicationDate")),
        status=status(stage) if isinstance(stage, int) else None,
        language="en",
        passages=passages,
    )


def _lines(markup: str, reading: Reading) -> list[str]:
    if not markup:
        return []
    return html_lines(html_tree(f"<div>{markup}</div>".encode(), reading.provenance.url, reading.provenance.place))
