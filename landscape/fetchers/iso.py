"""ISO Open Data: the deliverables of ISO, one file of some 80 MB, of which the lines wanted are read.

The file is asked for once a day, and then only if it is another one than that received.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from landscape.fetchers.documents import Asking, named, nothing_to_ask, phrases, wanted
from landscape.formats import iso_open_data, licences
from landscape.records import Document
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Spacing, Verdict, by_status

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "iso"
_BASE = "https://isopublicstorageprod.blob.core.windows.net/opendata"
_PATH = "_latest/iso_deliverables_metadata/json/iso_deliverables_metadata.jsonl"
_FRESH = timedelta(hours=20)
_MOST_BYTES = 512 * 2**20


def fetch(query: Query, context: Context) -> Fetch:
    """Standards that the query names ("ISO 6469-1", "ISO 6469-1:2019"), and those with a phrase in title or scope.

    Without a year every edition is taken.  Promised are the lines that match.
    """
    scope = wanted(query, NAME)
    references = [re.sub(r"(?<=[A-Z])(?=[0-9])", " ", match[0]) for match in named(scope, NAME)]
    searched = [query.native[NAME]] if NAME in query.native else list(phrases(scope, "latin"))
    if not (references or searched):
        raise nothing_to_ask(NAME, "text in Latin script, and no standard such as ISO 6469-1")
    asked = "; ".join([*references, *searched])
    manners = Manners(NAME, Spacing(1.0), _judge, most_bytes=_MOST_BYTES, timeouts=(10, 120))
    asking = Asking(NAME, asked, _BASE, manners, context, licences.ISO)
    return asking.fetched(_records(scope, references, searched, asking))


def _records(scope: PolicyScope, references: list[str], searched: list[str], asking: Asking) -> Iterator[Parsed]:
    whole = asking.ask(Request(f"{asking.base}/{_PATH}", fresh=_FRESH))
    words = [word.casefold() for word in (*references, *searched)]
    lines = [
        line
        for line in BytesIO(whole.content)
        if any(word in line.decode(errors="replace").casefold() for word in words)
    ]
    missing = set(references)
    for item in asking.read(whole, iso_open_data, part=b"".join(lines)):
        if isinstance(item, Document):
            names = {name for name in references if item.id == name or item.id.startswith(f"{name}:")}
            missing -= names
            if not names and not _speaks_of(item, searched, scope):
                continue
            asking.promise(1)
        yield item
    asking.promise(len(missing))
    if missing:
        asking.missing["are not listed"] += len(missing)


def _speaks_of(document: Document, searched: list[str], scope: PolicyScope) -> bool:
    told = "\n".join([document.title, *(passage.text for passage in document.passages)]).casefold()
    within = document.published is None or document.published in scope.published
    return within and any(phrase.casefold() in told for phrase in searched)


def _judge(request: Request, answer: Answer) -> Judgement:
    """By status; a page where lines of JSON are due."""
    judged = by_status(request, answer)
    if judged is TAKE and not answer.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return Judgement(Verdict.RETRY, "sends something else than lines of JSON", tries=2)
    return judged
