"""The Lens: search by the query's strands, all hits by scrolling, records with claims, citations and families.

A text is searched in one language at a time, so that a query with words in four scripts becomes four questions.
A scroll is a view of one moment that lives for a minute; where it has ended before all was read, the question is
asked once more from its beginning.  A question whose newest hits show nothing new is not scrolled through again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from landscape.errors import QueryError, SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.lens.dsl import Question, questions
from landscape.fetchers.lens.manners import SOURCE, URL, Page, manners, page
from landscape.formats import lens_json
from landscape.records import Publication
from landscape.session import Answer, Conversation, Request, base_url

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.identifiers import PublicationNumber
    from landscape.query import Query

LICENCE = "terms of The Lens"
_INCLUDE = (
    "lens_id",
    "jurisdiction",
    "doc_number",
    "kind",
    "date_published",
    "biblio",
    "abstract",
    "claims",
    "families",
    "legal_status",
)
# Hits a page: what every plan allows; the life of a scroll: what the service allows.
_SIZE, _LIFE = 100, "1m"
_FRESH = timedelta(hours=20)
# What the service answers to a scroll that has ended.
_ENDED = frozenset({400, 404, 410})


def fetch(query: Query, context: Context) -> Fetch:
    """What the query's strands find, or its native query if it has one, and the publications it names.

    Promised are the hits of all questions, each counted by the service; a publication that two of them find comes
    once.  Raises QueryError if a native query that looks like JSON is none, SourceError if there is nothing to ask.
    """
    asked = _questions(query)
    if not asked:
        raise SourceError(SOURCE, "the query has no strand to search by, and names no publication")
    native = "; ".join(f"{question.language}: {json.dumps(question.query, ensure_ascii=False)}" for question in asked)
    fetched = Fetch(SOURCE, native, 0, iter(()), missing=Counter())
    base = base_url(SOURCE, URL)
    conversation = context.session.conversation(manners(), context.progress)
    fetched.records = _Search(conversation, f"{base}/patent/search", fetched).records(asked, context)
    return fetched


def _questions(query: Query) -> list[Question]:
    native = query.native.get(SOURCE)
    if native is None:
        return questions(query.strands, query.publications)
    if not native.startswith("{"):
        return [Question("EN", native), *questions((), query.publications)]
    try:
        return [Question("EN", json.loads(native)), *questions((), query.publications)]
    except ValueError as error:
        raise QueryError(f"{query.name}.toml", f"{SOURCE}.query", f"not valid JSON: {error}") from None


@dataclass(slots=True)
class _Search:
    """Asks questions and reads their hits to the end."""

    conversation: Conversation
    url: str
    fetched: Fetch

    def records(self, asked: list[Question], context: Context) -> Iterator[Parsed]:
        """Each publication once, with what could not be read."""
        seen: set[PublicationNumber] = set()
        for question in asked:
            before, hits, total = self.fetched.promised or 0, set[str](), 0
            try:
                for answer, told in self._pages(question):
                    total = max(total, told.total)
                    self.fetched.promised = before + total
                    hits |= told.hits
                    context.progress(f"{SOURCE}: reading hits", len(hits), total)
                    for item in records(answer, lens_json, self.fetched, LICENCE):
                        if not isinstance(item, Publication):
                            yield item
                        elif item.number not in seen:
                            seen.add(item.number)
                            yield item
            finally:
                self.fetched.requests = self.conversation.requests
                self.fetched.missing = (self.fetched.missing or Counter()) + Counter(
                    {"did not come": max(0, total - len(hits))}
                )

    def _pages(self, question: Question) -> Iterator[tuple[Answer, Page]]:
        """All pages of a question: as they were, if no more than the newest hits is new, else as they are."""
        request = self._first(question)
        earlier = self.conversation.held(request)
        if earlier is not None and self.conversation.now - earlier.received > _FRESH:
            newest = self.conversation.ask(self._newest(question))
            known = {hit for _, told in self._scrolled(earlier, ask=False) for hit in told.hits}
            if len(known | page(newest).hits) == page(newest).total:
                yield newest, page(newest)
                yield from self._scrolled(earlier, ask=False)
                return
        try:
            yield from self._scrolled(self.conversation.ask(request), ask=True)
        except SourceError as error:
            if error.status not in _ENDED:
                raise
            yield from self._scrolled(self.conversation.ask_anew(request), ask=True)

    def _first(self, question: Question) -> Request:
        return self._request({**_body(question), "scroll": _LIFE}, _FRESH)

    def _newest(self, question: Question) -> Request:
        return self._request(_body(question), _FRESH)

    def _request(self, body: Mapping[str, object], fresh: timedelta | None, number: int = 0) -> Request:
        """The service may give the same id to scroll on with again and again: line ends tell its pages apart."""
        return Request(
            self.url,
            method="POST",
            body=json.dumps(body, ensure_ascii=False).encode() + b"\n" * number,
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            expects="json",
            fresh=fresh,
        )

    def _scrolled(self, first: Answer, *, ask: bool) -> Iterator[tuple[Answer, Page]]:
        """A page and those that follow it, to the last hit or to what is recorded."""
        answer: Answer | None = first
        seen: set[str] = set()
        number = 0
        while answer is not None and answer.status != 204:
            told = page(answer)
            yield answer, told
            if told.hits <= seen or not told.scroll:
                return
            seen |= told.hits
            number += 1
            if len(seen) >= told.total:
                return
            request = self._request({"scroll_id": told.scroll, "scroll": _LIFE}, None, number)
            answer = self.conversation.ask(request) if ask else self.conversation.held(request)


def _body(question: Question) -> dict[str, object]:
    return {
        "query": question.query,
        "language": question.language,
        "include": _INCLUDE,
        "sort": [{"date_published": "desc"}],
        "size": _SIZE,
    }
