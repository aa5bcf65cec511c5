"""SureChEMBL: full-text search, then each document's contents with its claims; needs no key.

Its index is weighted towards chemistry and not complete, and there is one request a document: a run asks for so many
of them at most, the newest first, and the next one goes on, since what was received is not asked for again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from landscape.errors import FormatError, IdentifierError, SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.paging import List, Page, listing, recorded
from landscape.fetchers.surechembl.solr import Question, by_number, questions
from landscape.formats import surechembl, xml
from landscape.identifiers import PublicationNumber
from landscape.records import Publication
from landscape.session import (
    TAKE,
    Answer,
    Conversation,
    Judgement,
    Manners,
    Request,
    Spacing,
    Verdict,
    base_url,
    by_status,
)

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query

SOURCE = "surechembl"
URL = "https://www.surechembl.org/api"
LICENCE = "CC BY 4.0"
# Half of what the service allows.
SECONDS = 0.5
PAGE = 500
# More hits than a question on a topic has; the service answers a filter that it does not know with everything.
MOST = 100_000
SEARCH_FRESH, DOCUMENT_FRESH = timedelta(hours=24), timedelta(days=180)
_INCOMPLETE = "its index is weighted towards chemistry and not complete"


def fetch(query: Query, context: Context) -> Fetch:
    """What the query's strands find, or its native query if it has one, and the publications it names.

    Raises SourceError if there is nothing that it could be asked.
    """
    native = query.native.get(SOURCE)
    asked = [Question(native)] if native else [each for strand in query.strands for each in questions(strand)]
    if not asked and not query.publications:
        raise SourceError(SOURCE, "the query has no strand to search by")
    sent = "; ".join(each.solr for each in (*map(by_number, query.publications), *asked))
    fetched = Fetch(SOURCE, sent, None, iter(()), missing=Counter(), note=_INCOMPLETE)
    fetched.records = _Fetching(query, context, asked, fetched).records()
    return fetched


def judge(request: Request, answer: Answer) -> Judgement:
    """What an answer means: every one is an envelope with a status and, if it failed, a message."""
    judged = by_status(request, answer)
    if judged is TAKE and answer.status == 404:
        return TAKE
    try:
        envelope = json.loads(answer.content)
        said = xml.clean(str(envelope.get("error_message") or ""))[:300]
    except (ValueError, AttributeError, RecursionError):
        envelope, said = {}, ""
    if answer.status == 500:
        if 500 in request.none and "family members" in said:
            return TAKE
        return Judgement(Verdict.BROKEN, f"is an error: {said or 'it does not say which'}", tries=1)
    if judged is not TAKE:
        return replace(judged, reason=f"{judged.reason}: {said}" if said else judged.reason)
    return _within(request, envelope, said)


def _within(request: Request, envelope: Mapping[str, object], said: str) -> Judgement:
    """What an envelope of status 200 means; the error of one document says nothing of the others."""
    if envelope.get("status") == "OK" and "data" in envelope:
        return TAKE
    if not said:
        return Judgement(Verdict.BROKEN, "is no answer of this service")
    return Judgement(Verdict.BROKEN, f"is an error: {said}", tries=1) if request.none else Judgement(Verdict.STOP, said)


@dataclass(slots=True)
class _Fetching:
    """One fetch on its way."""

    query: Query
    context: Context
    asked: list[Question]
    fetched: Fetch

    def records(self) -> Iterator[Parsed]:
        base = base_url(SOURCE, URL)
        conversation = self.context.session.conversation(
            Manners(SOURCE, Spacing(SECONDS), judge), self.context.progress
        )
        try:
            yield from self._documents(conversation, base, self._found(conversation, base))
        finally:
            self.fetched.requests = conversation.requests

    def _found(self, conversation: Conversation, base: str) -> list[str]:
        """Documents to get, each once: those the query names, then those its questions find, the newest first."""
        found: list[str] = []
        hidden = 0
        for asked in (list(map(by_number, self.query.publications)), self.asked):
            hits: dict[str, str] = {}
            for each in asked:
                total, shown = _search(conversation, base, each)
                hidden += total - len(shown)
                hits |= shown
                self.fetched.promised = len(found) + len(hits) + hidden
                self.context.progress(f"{SOURCE}: searching", len(found) + len(hits))
            found += sorted(hits.keys() - set(found), key=lambda name: (hits[name], name), reverse=True)
        self._miss("are counted but not shown", hidden)
        return found

    def _documents(self, conversation: Conversation, base: str, names: list[str]) -> Iterator[Parsed]:
        self.fetched.promised = len(names) + sum((self.fetched.missing or Counter()).values())
        left, done = self.query.surechembl.max_documents, 0
        try:
            for name in names:
                request = _contents(base, name)
                before = conversation.requests
                if left <= 0 and conversation.held(request) is None:
                    self._miss(f"are beyond the {self.query.surechembl.max_documents:,} that a run asks for; run again")
                else:
                    yield from self._document(conversation, base, request, name)
                left -= conversation.requests > before
                done += 1
                self.context.progress(f"{SOURCE}: fetching documents", done, len(names))
        finally:
            self._miss("were not reached", len(names) - done)

    def _document(self, conversation: Conversation, base: str, request: Request, name: str) -> Iterator[Parsed]:
        try:
            answer = conversation.ask(request)
            if answer.status == 404:
                self._miss("are not there")
                return
            for item in records(answer, surechembl, self.fetched, LICENCE):
                if isinstance(item, Publication) and "families" in self.query.surechembl.also:
                    yield from self._with_members(conversation, base, item, name)
                else:
                    yield item
        except FormatError as error:
            yield error

    @staticmethod
    def _with_members(conversation: Conversation, base: str, item: Publication, name: str) -> Iterator[Parsed]:
        """A publication with its family; without, if the service has trouble there, before that is told."""
        try:
            members = _members(conversation, base, name, item.number)
        except (FormatError, SourceError) as error:
            yield item
            if isinstance(error, SourceError):
                raise
            yield error
            return
        yield replace(item, family_members=members)

    def _miss(self, reason: str, count: int = 1) -> None:
        if self.fetched.missing is not None:
            self.fetched.missing[reason] += count


def _search(conversation: Conversation, base: str, asked: Question) -> tuple[int, dict[str, str]]:
    """Hits as counted, and those that are shown: document -> date of publication."""
    wanted = _list(base, asked.solr)
    before = recorded(conversation, wanted)
    first = conversation.ask(wanted.request(1))
    total = wanted.read(first).total
    if not total and asked.broad:
        return _search(conversation, base, Question(asked.broad))
    if total > MOST:
        raise SourceError(SOURCE, f"finds {total:,} documents, as if it did not understand {asked.solr[:200]!r}")
    found = listing(conversation, wanted, first, before)
    return found.total, dict(found.hits)


def _list(base: str, solr: str) -> List[str]:
    def request(page: int) -> Request:
        return Request(
            f"{base}/search/content",
            (("query", solr), ("page", str(page)), ("itemsPerPage", str(PAGE))),
            method="POST",
            headers={"Accept": "application/json"},
            expects="json",
            fresh=SEARCH_FRESH,
        )

    return List(request, _page, PAGE)


def _page(answer: Answer) -> Page[str]:
    results = _object(_object(json.loads(answer.content).get("data")).get("results"))
    total, listed = results.get("total_hits"), results.get("documents")
    hits = {}
    for entry in listed if isinstance(listed, list) else ():
        name = _object(entry).get("docId")
        if isinstance(name, str) and _canonical(name):
            published = str(_object(entry).get("pd") or _object(_object(entry).get("metadata")).get("pd") or "")
            hits[name] = published if published.isdecimal() else ""
    return Page(total if isinstance(total, int) and total >= 0 else len(hits), hits)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _canonical(name: str) -> str:
    """The publication number that a document is named by, "" if it is none."""
    try:
        return str(PublicationNumber.parse(name))
    except IdentifierError:
        return ""


def _contents(base: str, name: str) -> Request:
    return Request(
        f"{base}/document/{name}/contents",
        headers={"Accept": "application/json"},
        expects="json",
        none=frozenset({404}),
        fresh=DOCUMENT_FRESH,
    )


def _members(conversation: Conversation, base: str, name: str, own: PublicationNumber) -> tuple[PublicationNumber, ...]:
    """The other publications of the simple family; for a document without one the service fails, with status 500."""
    request = replace(_contents(base, name), url=f"{base}/document/{name}/family/members", none=frozenset({404, 500}))
    answer = conversation.ask(request)
    if answer.status != 200:
        return ()
    listed = _object(_object(json.loads(answer.content).get("data")).get(name)).get("members")
    spelled = [key for entry in listed if isinstance(entry, dict) for key in entry] if isinstance(listed, list) else []
    numbers = {PublicationNumber.parse(key) for key in spelled if _canonical(key)}
    return tuple(sorted(numbers - {own}))
