"""From a source's answer to records: where they came from, and a count of what was received."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from landscape.errors import FormatError, RecordError
from landscape.fetchers import Fetch, Received
from landscape.records import Provenance

if TYPE_CHECKING:
    from landscape.formats import Format, Parsed
    from landscape.session import Answer


def noted(answer: Answer, fetch: Fetch, kind: str = "") -> Received:
    """Note an answer among the documents of a fetch; kind: name of its format."""
    received = Received(answer.url, answer.sha256, len(answer.content), kind)
    fetch.documents.append(received)
    return received


def records(answer: Answer, read_as: Format, fetch: Fetch, licence: str | None) -> Iterator[Parsed]:
    """The records of an answer, and what could not be read of it, both counted in `fetch.documents`."""
    origin = Provenance(fetch.source, answer.url, sha256=answer.sha256, retrieved=answer.received, licence=licence)
    received = noted(answer, fetch, read_as.NAME)
    for item in read_as.parse(BytesIO(answer.content), origin):
        dropped = isinstance(item, RecordError | FormatError)
        received.dropped += dropped
        received.records += not dropped
        yield item
