"""Google Patents Public Data on BigQuery: the whole query as one SQL statement, priced before it runs.

Google bills the bytes of the columns read, whatever the conditions.  So a dry run tells the price first, and the
query runs only if it reads no more than `[bigquery] max_gib`, which the service is told as well.  The rows are
recorded in pages like answers of other sources, and a query that was paid for is not run again while they are fresh.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from landscape.errors import SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.bigquery.jobs import SOURCE, Jobs, library
from landscape.fetchers.bigquery.sql import TABLE, Question, question
from landscape.formats import bigquery_rows
from landscape.session import Answer, Conversation, Manners, Request

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query

LICENCE = "CC BY 4.0, Google Patents Public Data by IFI CLAIMS Patent Services and Google"
# US dollars a TiB read, beyond the first of each month; November 2026.
USD_PER_TIB = 6.25
# Rows a page: some ten megabytes with claims.
PAGE = 1000
_URL = "https://bigquery.googleapis.com/bigquery/v2/queries"
# The table is renewed every few weeks, and each run costs.
_FRESH = timedelta(days=7)


def fetch(query: Query, context: Context) -> Fetch:
    """What the query's strands find, or its native SQL if it has one, and the publications it names.

    Raises SourceError if there is nothing to ask.  While records are consumed SourceError if the extra is missing, if
    more would be read than the query allows, or if Google refuses.
    """
    native = query.native.get(SOURCE)
    asked = Question(native) if native else question(query.strands, query.publications)
    if asked is None:
        raise SourceError(SOURCE, "the query has no strand to search by, and names no publication")
    fetched = Fetch(SOURCE, _shown(asked), None, iter(()))
    fetched.records = _Rows(asked, query.bigquery.max_gib, context, fetched).records()
    return fetched


def price(read: int) -> str:
    """What it costs to read so many bytes.

    >>> price(325 * 2**30)
    '325.0 GiB of columns, $1.98 beyond the first TiB of a month, which is free'
    """
    cost = read / 2**40 * USD_PER_TIB
    return f"{read / 2**30:,.1f} GiB of columns, ${cost:,.2f} beyond the first TiB of a month, which is free"


def _shown(asked: Question) -> str:
    values = "; ".join(f"@{each.name} = {json.dumps(each.value, ensure_ascii=False)}" for each in asked.parameters)
    return f"{asked.sql}\n-- {values}" if values else asked.sql


class _Rows:
    """The rows of a question: as recorded, if they are fresh, else as they are."""

    def __init__(self, asked: Question, max_gib: int, context: Context, fetched: Fetch) -> None:
        self._asked, self._max_gib, self._context, self._fetched = asked, max_gib, context, fetched
        self._conversation: Conversation = context.session.conversation(Manners(SOURCE), context.progress)
        self._body = json.dumps([asked.sql, *map(asdict, asked.parameters)], ensure_ascii=False).encode()

    def records(self) -> Iterator[Parsed]:
        """Publications and errors, page by page."""
        pages = self._recorded()
        for answer in self._new() if pages is None else pages:
            yield from records(answer, bigquery_rows, self._fetched, LICENCE)

    def _recorded(self) -> Iterator[Answer] | None:
        """The pages of an earlier run that came to its end, None if there is none that is fresh."""
        end = self._conversation.held(self._request("end"))
        if end is None or self._conversation.now - end.received > _FRESH:
            return None
        told = json.loads(end.content)
        self._fetched.promised = told["rows"]
        self._fetched.note = f"as read on {end.received:%Y-%m-%d}"
        return (self._held(str(number)) for number in range(told["pages"]))

    def _held(self, page: str) -> Answer:
        held = self._conversation.held(self._request(page))
        if held is None:
            raise SourceError(
                SOURCE, f"page {page} of the recorded rows is gone; --refresh asks again, which costs again"
            )
        return held

    def _new(self) -> Iterator[Answer]:
        jobs = Jobs(library(), PAGE)
        try:
            read = jobs.bytes_read(self._asked)
            self._fetched.note = f"reads {price(read)}"
            self._context.progress(f"{SOURCE}: {self._fetched.note}", 0)
            if read > self._max_gib * 2**30:
                raise SourceError(
                    SOURCE,
                    f"not run: it would read {price(read)}; {self._max_gib} GiB are allowed; "
                    f"set max_gib = {math.ceil(read / 2**30)} under [bigquery] to run it",
                )
            found = jobs.rows(self._asked, self._max_gib * 2**30)
            self._fetched.promised = found.total
            yield from self._pages(found.rows, found.total)
        finally:
            self._fetched.requests = jobs.started

    def _pages(self, rows: Iterator[Mapping[str, Any]], total: int) -> Iterator[Answer]:
        """Each page recorded before it is read; at last that it was the last."""
        number = done = 0
        while page := list(islice(rows, PAGE)):
            lines = (json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) for row in page)
            yield self._put(str(number), "\n".join(lines).encode())
            number, done = number + 1, done + len(page)
            self._context.progress(f"{SOURCE}: reading rows", done, total)
        self._put("end", json.dumps({"rows": done, "pages": number}).encode())

    def _put(self, page: str, content: bytes) -> Answer:
        request = self._request(page)
        answer = Answer(
            url=request.url,
            status=200,
            content=content,
            received=self._conversation.now,
            method=request.method,
            parameters=request.parameters,
            body=request.body,
            headers={"Content-Type": "application/x-ndjson"},
            source=SOURCE,
        )
        recordings = self._context.session.recordings
        if recordings is not None:
            recordings.put(answer)
        return answer

    def _request(self, page: str) -> Request:
        return Request(_URL, (("table", TABLE), ("page", page)), "POST", self._body)
