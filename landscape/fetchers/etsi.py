"""ETSI's declarations of patents, from the export that ETSI makes each day: some 150 MB packed, 2.4 GB of rows.

It is fetched when the query names standards of telecommunication or phrases of patents' titles, and only then; who has
downloaded it can name the file under [files].  What is in it is declared, never found to be essential.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

from landscape.errors import FormatError, RecordError
from landscape.fetchers.answers import noted
from landscape.fetchers.documents import Asking, named, nothing_to_ask, phrases, wanted
from landscape.formats import etsi_declarations, licences
from landscape.records import Document, Passage, Provenance
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Spacing, Verdict, by_status

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "etsi"
_BASE = "https://docbox.etsi.org/IPR/Open"
_FRESH = timedelta(days=7)
_MOST_BYTES, _MOST_UNPACKED = 2**30, 16 * 2**30


def fetch(query: Query, context: Context) -> Fetch:
    """Declarations to the standards that the query names ("3GPP TS 38.331"), or with a phrase in a patent's title.

    Of each declaration only what meets one of these is kept.
    """
    scope = wanted(query, NAME)
    standards = [match[0] for match in named(scope, NAME)]
    searched = list(phrases(scope, "latin"))
    if not (standards or searched):
        raise nothing_to_ask(NAME, "standard such as 3GPP TS 38.331, and no text in Latin script")
    manners = Manners(NAME, Spacing(1.0), _judge, most_bytes=_MOST_BYTES, timeouts=(10, 120))
    asking = Asking(NAME, "; ".join([*standards, *searched]), _BASE, manners, context, licences.ETSI)
    return asking.fetched(_records(scope, standards, searched, asking))


def _records(scope: PolicyScope, standards: list[str], searched: list[str], asking: Asking) -> Iterator[Parsed]:
    answer = asking.ask(Request(f"{asking.base}/ISLD-export.zip", fresh=_FRESH))
    received = noted(answer, asking.fetch, etsi_declarations.NAME)
    origin = Provenance(NAME, answer.url, sha256=answer.sha256, retrieved=answer.received, licence=licences.ETSI)
    asking.tell("declared by their holders; ETSI does not test whether they are essential")
    places = tuple(f"{standard}," for standard in standards)
    words = [phrase.casefold() for phrase in searched]

    def is_wanted(passage: Passage) -> bool:
        return passage.place.startswith(places) or any(word in passage.text.casefold() for word in words)

    for item in _unpacked(answer.content, origin):
        received.dropped += isinstance(item, RecordError | FormatError)
        if not isinstance(item, Document):
            yield item
            continue
        received.records += 1
        kept = tuple(filter(is_wanted, item.passages))
        if kept and (item.published is None or item.published in scope.published):
            asking.promise(1)
            yield replace(item, passages=kept)


def _unpacked(content: bytes, origin: Provenance) -> Iterator[Parsed]:
    """The declarations in the packed export, read as they are unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            tables = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
            if not tables or tables[0].file_size > _MOST_UNPACKED:
                raise FormatError(origin.url, "the archive holds no table that can be read")
            with archive.open(tables[0]) as table:
                yield from etsi_declarations.parse(cast(BinaryIO, table), origin)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FormatError(origin.url, f"the archive is damaged: {error}") from None


def _judge(request: Request, answer: Answer) -> Judgement:
    """By status; a page where an archive is due."""
    judged = by_status(request, answer)
    if judged is TAKE and not answer.content.startswith(b"PK"):
        return Judgement(Verdict.RETRY, "sends something else than an archive", tries=2)
    return judged
