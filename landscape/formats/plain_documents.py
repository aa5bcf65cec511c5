"""Policy documents and standards in plain JSON, one object a line or in an array.

    {"id": "GB 38031-2025", "title": "…", "issuer": "SAMR/SAC", "country": "CN", "type": "mandatory standard",
     "number": "…", "published": "2025-03-28", "effective": "2026-07-01", "status": "…", "language": "en",
     "licence": "…", "shareable": true,
     "passages": [{"text": "…", "place": "5.2", "aspect": "battery safety", "stage": "issued", "language": "en"}]}

Required are id and title, in a passage text.  A month or a year alone is read as its first day.  A passage without a
place is named by its position.  A key that is not known is named once a document and otherwise passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from landscape.errors import RecordError
from landscape.formats.fields import Object, objects, records, text, wrong
from landscape.formats.json_stream import head_keys
from landscape.formats.json_stream import objects as json_objects
from landscape.formats.languages import languages
from landscape.records import Document, Passage, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading

NAME = "plain-documents"
TITLE = "policy documents and standards in plain JSON Lines"

_NOT_READ = {"note", "url"}
_KNOWN = _NOT_READ | {
    "id", "title", "issuer", "country", "type", "number", "published", "effective", "status", "language", "shareable",
    "licence", "passages",
}  # fmt: skip
_KNOWN_OF_PASSAGE = {"text", "place", "aspect", "stage", "language"}


def recognises(head: bytes) -> bool:
    """Whether the first objects have id, title and something that only documents have."""
    keys = head_keys(head)
    return {"id", "title"} <= keys and "record" not in keys and not keys.isdisjoint({"passages", "issuer", "effective"})


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document an object, with its line as its place."""
    unknown: set[str] = set()
    for place, content in json_objects(stream, origin.url):
        yield from records([(place, content)], origin, _document)
        if not isinstance(content, RecordError):
            for key in sorted(content.keys() - _KNOWN - unknown):
                unknown.add(key)
                yield RecordError(origin.url, place, f"the key {key[:60]!r} is not known; it is read in no document")


def _document(content: Object, reading: Reading) -> Document:
    for key in ("id", "title"):
        if not text(content, key):
            raise ValueError(f"{key} is missing")
    shareable = content.get("shareable", True)
    if not isinstance(shareable, bool):
        raise wrong("shareable", shareable, "true or false")
    country, title = text(content, "country") or None, text(content, "title")
    own = text(content, "language") or languages([title], country or "")[0]
    return Document(
        id=text(content, "id"),
        title=title,
        provenance=reading.licensed(licence) if (licence := text(content, "licence")) else reading.provenance,
        issuer=text(content, "issuer") or None,
        country=country,
        type=text(content, "type") or None,
        number=text(content, "number") or None,
        published=_day(text(content, "published"), reading),
        effective=_day(text(content, "effective"), reading),
        status=text(content, "status") or None,
        language=own,
        shareable=shareable,
        passages=tuple(_passages(content, country or "", reading)),
    )


def _day(spelling: str, reading: Reading) -> date | None:
    """A date; a month ("2021-06") or a year ("2025") alone is its first day."""
    return reading.date(spelling + {4: "-01-01", 7: "-01"}.get(len(spelling), ""))


def _passages(content: Object, country: str, reading: Reading) -> Iterator[Passage]:
    for position, entry in enumerate(objects(content, "passages"), 1):
        passage = text(entry, "text")
        for key in sorted(entry.keys() - _KNOWN_OF_PASSAGE):
            reading.skipped.append(reading.error(f"passages[{position - 1}]: the key {key[:60]!r} is not known"))
        if not passage:
            reading.skipped.append(reading.error(f"passages[{position - 1}]: no text"))
            continue
        yield Passage(
            text(entry, "place") or f"passage {position}",
            passage,
            text(entry, "language") or languages([passage], country)[0],
            text(entry, "aspect") or None,
            text(entry, "stage") or None,
        )
