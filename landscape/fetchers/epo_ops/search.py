"""Searching OPS: at most 2,000 hits can be seen of a question, so it is cut by date of publication until each fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from landscape.errors import IdentifierError
from landscape.fetchers.epo_ops.cql import Question
from landscape.fetchers.paging import List, Listing, Page, listing, recorded
from landscape.formats import xml
from landscape.identifiers import PublicationNumber
from landscape.query import Period
from landscape.session import Answer, Conversation, Request

PAGE = 100
MOST = 2000
# OPS counts no further.
COUNTED = 10_000
# What was found within this time is not searched for again.
FRESH = timedelta(hours=24)
_DAY = timedelta(days=1)
# Patents on what is searched for were hardly published before; the slice before this day is one of its own.
_BEGINNING = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication as OPS names it ("CN.120149317.A"), so that it can be asked for, and as we do."""

    name: str
    number: PublicationNumber


@dataclass(frozen=True, slots=True)
class Slice:
    """The hits of a period, None if there are too many of them; total: as OPS counts them, up to COUNTED."""

    total: int
    hits: tuple[Hit, ...] | None


def slices(conversation: Conversation, base: str, question: Question) -> Iterator[Slice]:
    """The question's hits by period, the oldest first; one with too many is given without, and then in halves.

    Periods do not overlap.  What once had too many hits is not asked again.
    """
    todo = [question.period]
    while todo:
        period = todo.pop()
        wanted = _list(base, question.within(period))
        middle = _middle(period, conversation.now.date())
        before = recorded(conversation, wanted)
        total = before.first.total if before else 0
        if total <= MOST or middle is None:
            first = conversation.ask(wanted.request(1))
            total = wanted.read(first).total
        if total <= MOST or middle is None:
            found = listing(conversation, wanted, first, before)
            yield Slice(found.total, tuple(found.hits.values()))
        else:
            yield Slice(total, None)
            todo += [Period(middle, period.until), Period(period.since, middle - _DAY)]


def citing(conversation: Conversation, base: str, number: PublicationNumber) -> Listing[Hit]:
    """The publications that cite this one, the newest 2,000 of them."""
    wanted = _list(base, f"ct={number.epodoc}")
    before = recorded(conversation, wanted)
    return listing(conversation, wanted, conversation.ask(wanted.request(1)), before)


def _list(base: str, cql: str) -> List[Hit]:
    def request(page: int) -> Request:
        begin = (page - 1) * PAGE + 1
        return Request(
            f"{base}/rest-services/published-data/search",
            (("q", cql), ("Range", f"{begin}-{begin + PAGE - 1}")),
            headers={"Accept": "application/xml"},
            expects="xml",
            none=frozenset({404}),
            fresh=FRESH,
        )

    return List(request, _page, PAGE, MOST)


def _page(answer: Answer) -> Page[Hit]:
    """Hits of a page; a search that finds nothing is answered with 404."""
    if answer.status == 404:
        return Page(0, {})
    root = xml.tree(answer.content, answer.url, "search")
    search = xml.find(root, "biblio-search")
    total = search.get("total-result-count", "") if search is not None else ""
    found = [hit for hit in map(_hit, xml.find_all(root, ".//search-result/publication-reference")) if hit]
    return Page(int(total) if total.isdecimal() and len(total) < 10 else len(found), {hit.name: hit for hit in found})


def _hit(reference: xml.Element) -> Hit | None:
    parts = [xml.value(reference, f"document-id/{name}") for name in ("country", "doc-number", "kind")]
    try:
        number = PublicationNumber.of_parts(*parts)
    except IdentifierError:
        return None  # counted as one that OPS counts but does not show
    country, spelled, kind = parts
    bare = spelled if spelled.isalnum() else f"({spelled})"
    return Hit(".".join(filter(None, (country, bare, kind))), number)


def _middle(period: Period, today: date) -> date | None:
    """The day with which the second half of a period begins, None for a single day.

    Years are halved as long as there are several, and an open end is cut off after the most years in a power of two,
    so that a slice of one year is one of the next year as well and what was read of it still counts.
    """
    since, until = period.since, period.until
    if since is None:
        return _BEGINNING if until is None or until >= _BEGINNING else None
    if until is None:
        years = 1
        while _after(since, 2 * years) <= today:
            years *= 2
        if _after(since, years) <= today:
            return _after(since, years)
        until = _after(since, 1) - _DAY
    years = (until + _DAY).year - since.year
    if years > 1 and _after(since, years) == until + _DAY:
        return _after(since, years // 2)
    return since + timedelta(days=((until - since).days + 1) // 2) if until > since else None


def _after(day: date, years: int) -> date:
    """The same day so many years later; 1 March for 29 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
