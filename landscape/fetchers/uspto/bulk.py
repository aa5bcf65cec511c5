"""Files in bulk: which of a product's files the query wants, fetched one after the other and read like local ones."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.errors import FormatError, RecordError, SourceError
from landscape.fetchers import Fetch, Received
from landscape.fetchers.archives import Packed, documents
from landscape.fetchers.uspto.manners import LICENCE, SOURCE, file_url
from landscape.formats import HEAD, recognise
from landscape.records import Provenance
from landscape.session import Answer, Conversation, Request

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query

# Of one file: the largest weekly ones have some 300 MiB, which are held in memory while they come.
MOST_BYTES = 2 * 2**30
_FRESH = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A file of a product: where it is, how large, and the days that it is for."""

    name: str
    url: str
    size: int
    since: date
    until: date


def files(query: Query, conversation: Conversation, base: str) -> list[BulkFile]:
    """The files that `[uspto] bulk` names, each once.

    Raises SourceError if a product has no such file, or more than `max_gib` would have to come.
    """
    found: dict[str, BulkFile] = {}
    for entry in query.uspto.bulk:
        product, _, name = entry.partition("/")
        listed = _listed(product, conversation, base)
        wanted = [file for file in listed if file.name == name] if name else _of_days(entry, listed, query)
        if not wanted:
            newest = max(listed, key=lambda file: (file.until, file.name)).name if listed else "none"
            told = f"there is no such file among the {len(listed):,} of {product}, whose newest is {newest}"
            raise SourceError(SOURCE, f"bulk {entry!r}: {told}")
        found.update({file.url: file for file in wanted})
    gib = sum(file.size for file in found.values()) / 2**30
    if gib > query.uspto.max_gib:
        raise SourceError(
            SOURCE,
            f"not fetched: {len(found):,} files in bulk with {gib:,.1f} GiB, and {query.uspto.max_gib} GiB are "
            "allowed; shorten published, or raise max_gib under [uspto]",
        )
    return list(found.values())


def _of_days(product: str, listed: list[BulkFile], query: Query) -> list[BulkFile]:
    periods = [strand.published for strand in query.strands if strand.published.since]
    if not periods:
        raise SourceError(SOURCE, f"bulk {product!r}: name a file of it, or say published.since in a strand")
    return [
        file
        for file in listed
        if any(file.until >= (each.since or date.min) and file.since <= (each.until or date.max) for each in periods)
    ]


def _listed(product: str, conversation: Conversation, base: str) -> list[BulkFile]:
    """The data files of a product.  Raises SourceError if there is no such product, FormatError if it is no list."""
    request = Request(
        f"{base}/api/v1/datasets/products/{product}",
        headers={"Accept": "application/json"},
        expects="json",
        fresh=_FRESH,
    )
    try:
        answer = conversation.ask(request)
    except SourceError as error:
        if error.status == 404:
            raise SourceError(SOURCE, f"bulk {product!r}: there is no such product", error.url, 404) from None
        raise
    try:
        bags = json.loads(answer.content)["bulkDataProductBag"]
        entries = [entry for bag in bags for entry in bag["productFileBag"]["fileDataBag"]]
        return [_file(entry, base) for entry in entries if entry.get("fileTypeText", "Data") == "Data"]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise FormatError(answer.url, "is no list of files in bulk") from None


def _file(entry: dict[str, Any], base: str) -> BulkFile:
    """An entry of the list; ValueError if it is none."""
    url = file_url(entry["fileDownloadURI"], base)
    if url is None:
        raise ValueError("a file elsewhere")
    since, until = (date.fromisoformat(entry[key][:10]) for key in ("fileDataFromDate", "fileDataToDate"))
    return BulkFile(str(entry["fileName"]), url, int(entry["fileSize"]), since, until)


def content(file: BulkFile, conversation: Conversation, fetched: Fetch) -> Iterator[Parsed]:
    """All records of a file, as if it lay on this machine."""
    answer = conversation.ask(Request(file.url))
    with tempfile.TemporaryDirectory(prefix="landscape-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(answer.content)
        for packed in documents(path, file.url):
            yield from _document(packed, answer, fetched)


def _document(packed: Packed | FormatError, answer: Answer, fetched: Fetch) -> Iterator[Parsed]:
    url = packed.url if isinstance(packed, Packed) else answer.url
    origin = Provenance(SOURCE, url, sha256=answer.sha256, retrieved=answer.received, licence=LICENCE)
    received = Received(url, answer.sha256, len(answer.content))
    fetched.documents.append(received)
    for item in _parsed(packed, origin, received):
        dropped = isinstance(item, RecordError | FormatError)
        received.dropped += dropped
        received.records += not dropped
        yield item


def _parsed(packed: Packed | FormatError, origin: Provenance, received: Received) -> Iterator[Parsed]:
    if isinstance(packed, FormatError):
        yield packed
        return
    try:
        with packed.open() as stream:
            known = recognise(stream.read(HEAD), packed.url)
        received.format = known.NAME
        with packed.open() as stream:
            yield from known.parse(stream, origin)
    except FormatError as error:
        yield error
