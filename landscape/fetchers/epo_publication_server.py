"""European publications in full text from the EPO's publication server: by number, and by the day they came out.

The server knows no search.  What the query names is asked for by number.  For strands that say since when, the lists
of all publications of those days are read, and every document on them would have to be fetched to see whether a
strand wants it: some thousands a week, of 5 to 10 GB that one address may take in seven days.  So that is done only
as far as the query allows (`[epo-publication-server] max_documents`), and refused with the number beyond.

A document is named by its number, NW or for its corrections W1, W2…, and its kind: EP4375985NWA1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from landscape.errors import FormatError, SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.formats import ep_xml
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Spacing, Verdict, base_url, by_status

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.identifiers import PublicationNumber
    from landscape.query import Query

SOURCE = "epo-publication-server"
LICENCE = "European Patent Office, free use with its name"
_BASE = "https://data.epo.org/publication-server/rest/v1.2"
_DATE = re.compile(rb"/publication-dates/([0-9]{8})/patents\b")
_DOCUMENT = re.compile(rb"/patents/(EP[0-9]{7}(?:NW|W[0-9])[A-Z][0-9])\b")
_OVER = "its fair use for seven days is used up; a later run goes on from here"
_ROOT, _END = b"<ep-patent-document", b"</ep-patent-document>"
# Kinds to try for a number without one: the granted patent, else the application.
_KINDS = ("B1", "A1", "A2")
_MOST_CORRECTIONS = 9
# A list of the day may still grow; the list of days does every week.
_SETTLED, _FRESH = timedelta(days=14), timedelta(hours=20)


def fetch(query: Query, context: Context) -> Fetch:
    """Full texts of the European publications that the query names, and of those of the days its strands ask for.

    Promised are as many documents as that makes.  A number that the server does not hold, and what is left when it
    says that its fair use is over, is missing.  SourceError if there is nothing to ask for, or, after what is named,
    if the days would take more documents than the query allows.
    """
    named = [number for number in query.publications if number.country == "EP"]
    since = [strand.published for strand in query.strands if strand.published.since]
    asked = [f"patents {', '.join(number.google for number in named)}"] if named else []
    asked += [f"publication-dates {period.since} to {period.until or 'today'}" for period in since]
    without = len(since) < len(query.strands)
    note = "it has no search: strands that do not say published.since are not asked for" if without else ""
    if not asked:
        raise SourceError(SOURCE, note or "the query names no European publication and no day")
    fetched = Fetch(SOURCE, "; ".join(asked), len(named), iter(()), missing=Counter(), note=note)
    fetched.records = _records(query, named, _Server(context, fetched))
    return fetched


def _records(query: Query, named: list[PublicationNumber], server: _Server) -> Iterator[Parsed]:
    yield from _documents([partial(server.publication, number) for number in named], server)
    names = server.of_days(query)
    server.fetched.promised = len(named) + len(names)
    yield from _documents([partial(server.document, name) for name in names], server)


def _documents(asks: Sequence[Callable[[], Answer | None]], server: _Server) -> Iterator[Parsed]:
    """Records of each document that is asked for; what does not come is counted."""
    missing = server.fetched.missing = server.fetched.missing or Counter()
    for done, ask in enumerate(asks):
        server.context.progress(f"{SOURCE}: fetching documents", done, len(asks))
        try:
            answer = ask()
        except SourceError:
            missing["did not come"] += len(asks) - done
            raise
        except FormatError as error:
            yield error
            continue
        if answer is None:
            missing["are not held there"] += 1
        else:
            yield from records(answer, ep_xml, server.fetched, LICENCE)


class _Server:
    """The publication server, as one fetch asks it."""

    def __init__(self, context: Context, fetched: Fetch) -> None:
        self.context, self.fetched = context, fetched
        self._base = base_url(SOURCE, _BASE)
        self._given: set[str] = set()
        self._is_over = False
        self._conversation = context.session.conversation(
            Manners(SOURCE, Spacing(1.0), _judge, most_bytes=256 * 2**20), context.progress
        )

    def publication(self, number: PublicationNumber) -> Answer | None:
        """The document of a number: of a correction the last, without a kind the grant before the application."""
        digits = number.number.zfill(7)
        if number.kind[1:] in ("8", "9"):
            found = None
            for count in range(1, _MOST_CORRECTIONS + 1):
                answer = self.document(f"EP{digits}W{count}{number.kind}")
                if answer is None:
                    return found
                found = answer
            return found
        asked = (self.document(f"EP{digits}NW{kind}") for kind in ([number.kind] if number.kind else _KINDS))
        return next(filter(None, asked), None)

    def document(self, name: str) -> Answer | None:
        """A document's XML, None if there is none of this name; what was published stays as it is."""
        request = Request(
            f"{self._base}/patents/{name}/document.xml",
            headers={"Accept": "application/xml"},
            expects="xml",
            none=frozenset({404}),
        )
        answer = self._ask(request)
        if answer.status == 404:
            return None
        self._given.add(name)
        return answer

    def of_days(self, query: Query) -> list[str]:
        """The documents of the days that the strands ask for, without those had, sorted.

        SourceError if they are more than allowed.
        """
        now = self._conversation.now
        periods = [
            replace(strand.published, until=strand.published.until or now.date())
            for strand in query.strands
            if strand.published.since
        ]
        if not periods:
            return []
        page = self._list(f"{self._base}/publication-dates", _FRESH)
        days = sorted({day for day in _days(page.content) if any(day in period for period in periods)}, reverse=True)
        found: set[str] = set()
        for done, day in enumerate(days, 1):
            found |= self._of_day(day, now) - self._given
            if len(found) > query.publication_server.max_documents:
                most = query.publication_server.max_documents
                raise SourceError(SOURCE, _refusal(len(found) * len(days) // done, len(days), most))
        return sorted(found)

    def _of_day(self, day: date, now: datetime) -> set[str]:
        fresh = _FRESH if now.date() - day < _SETTLED else None
        page = self._list(f"{self._base}/publication-dates/{day:%Y%m%d}/patents", fresh)
        return {name.decode() for name in _DOCUMENT.findall(page.content)}

    def _list(self, url: str, fresh: timedelta | None) -> Answer:
        return self._ask(Request(url, headers={"Accept": "text/html"}, expects="html", fresh=fresh))

    def _ask(self, request: Request) -> Answer:
        if self._is_over:
            held = self._conversation.held(request)
            if held is None:
                raise SourceError(SOURCE, _OVER)
            return held
        try:
            answer = self._conversation.ask(request)
        finally:
            self.fetched.requests = self._conversation.requests
        left = answer.header("x-quotaperweek-remaining").strip()
        self._is_over = left.lstrip("-").isdigit() and int(left) <= 0
        return answer


def _days(page: bytes) -> Iterator[date]:
    for spelled in _DATE.findall(page):
        try:
            yield datetime.strptime(spelled.decode(), "%Y%m%d").date()  # noqa: DTZ007 - a day without a time
        except ValueError:
            continue  # digits in an address that are no day name no list


def _refusal(documents: int, days: int, most: int) -> str:
    told = f"about {documents:,} documents of {days:,} days" if days > 1 else f"{documents:,} documents of one day"
    return (
        f"not asked by day: all {told} would have to be fetched to see which are wanted, and {most:,} are allowed; "
        f"shorten published, or raise max_documents under [{SOURCE}]"
    )


def _judge(request: Request, answer: Answer) -> Judgement:
    """By status; fair use that is over, told in words on a page of status 200; what is not whole."""
    if answer.status in request.none:
        return TAKE
    is_document = _ROOT in answer.content[:4096]
    if answer.status == 403 or (not is_document and b"fair-use policy" in answer.content[:65536]):
        return Judgement(Verdict.STOP, _OVER)
    judged = by_status(request, answer)
    if judged is not TAKE:
        return judged
    if request.expects == "xml":
        whole = is_document and answer.content.rstrip().endswith(_END)
        return TAKE if whole else Judgement(Verdict.BROKEN, f"is not a whole {_ROOT[1:].decode()}")
    listed = _DOCUMENT if request.url.endswith("/patents") else _DATE
    return TAKE if listed.search(answer.content) else Judgement(Verdict.BROKEN, "holds no list")
