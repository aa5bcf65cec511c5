"""Google Patents, by number only: its robots.txt allows single pages and not the search; needs no key.

Of a Chinese publication both pages are asked for, the Chinese one with the office's claims and the English one with
their translation.  One page in five seconds; at the first refusal nothing more is asked in the run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from landscape.errors import FormatError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.formats import google_page
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

SOURCE = "google-patents"
URL = "https://patents.google.com"
SECONDS = 5.0
FRESH = timedelta(days=365)
_TAIL = 1000
_REFUSALS = frozenset({403, 429, 503})
# Kinds that a number of an office may have, where the query does not tell: tried in turn.
_KINDS = {"US": ("B2", "B1", "A"), "CN": ("A", "B", "U"), "EP": ("B1", "A1", "A2"), "WO": ("A1", "A2")}
_US_APPLICATION_DIGITS = 10


def fetch(query: Query, context: Context) -> Fetch:
    """The pages of the publications that the query names, each a record.

    Those it must find are not asked for, since recall is measured on them.
    """
    asked = ", ".join(number.google for number in query.publications)
    note = "" if asked else "gives single publications, and the query names none under `publications`"
    pages = sum(len(_languages(number)) for number in query.publications)
    fetched = Fetch(SOURCE, asked, pages, iter(()), missing=Counter(), note=note)
    fetched.records = _records(query, context, fetched)
    return fetched


def judge(request: Request, answer: Answer) -> Judgement:
    """What an answer means; a refusal is final, since asking on makes it last."""
    excuse = b"automated queries" in answer.content or b"unusual traffic" in answer.content
    if answer.status in _REFUSALS or (excuse and not google_page.recognises(answer.content)):
        return Judgement(Verdict.STOP, "does not want to be asked now; try again in some hours")
    judged = by_status(request, answer)
    if judged is TAKE and answer.status == 200:
        if not google_page.recognises(answer.content):
            return Judgement(Verdict.BROKEN, "is no page of a publication")
        if b"</html>" not in answer.content[-_TAIL:]:
            return Judgement(Verdict.BROKEN, "is cut off")
    return judged


def _records(query: Query, context: Context, fetched: Fetch) -> Iterator[Parsed]:
    base, done = base_url(SOURCE, URL), 0
    conversation = context.session.conversation(
        Manners(SOURCE, Spacing(SECONDS), judge, most_bytes=2**25), context.progress
    )
    missing = fetched.missing if fetched.missing is not None else Counter()
    try:
        for number in query.publications:
            came = 0
            for item in _pages(conversation, base, number, fetched):
                came += isinstance(item, Publication)
                done += isinstance(item, Publication)
                yield item
            lacking = len(_languages(number)) - came
            missing["are not there; the newest come some weeks late"] += lacking
            done += lacking
            context.progress(f"{SOURCE}: fetching pages", done, fetched.promised)
    finally:
        fetched.requests = conversation.requests
        missing["were not reached"] += (fetched.promised or 0) - done


def _pages(conversation: Conversation, base: str, number: PublicationNumber, fetched: Fetch) -> Iterator[Parsed]:
    """Records of a publication's pages, by the first of its possible kinds that there is a page of."""
    for kind in (number.kind,) if number.kind else _kinds(number):
        named = PublicationNumber(number.country, number.number, kind)
        there = False
        for language in _languages(number):
            try:
                answer = conversation.ask(_page(base, named, language))
                if answer.status == 404:
                    break
                there = True
                yield from records(answer, google_page, fetched, None)
            except FormatError as error:
                yield error
        if there:
            return


def _languages(number: PublicationNumber) -> tuple[str, ...]:
    return ("zh", "en") if number.country == "CN" else ("en",)


def _kinds(number: PublicationNumber) -> tuple[str, ...]:
    if number.country == "US" and len(number.number) == _US_APPLICATION_DIGITS:
        return ("A1",)
    return _KINDS.get(number.country, ("A", "B"))


def _page(base: str, number: PublicationNumber, language: str) -> Request:
    return Request(
        f"{base}/patent/{number.google}/{language}",
        headers={"Accept": "text/html"},
        expects="html",
        none=frozenset({404}),
        fresh=FRESH,
    )
