"""The Federal Register of the United States: documents by phrase and date, with their texts.

The service counts no further than 10,000 and shows no page beyond the fiftieth, without saying so: a later page comes
back as the first.  Where a period holds that many, it is asked for in halves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from landscape.errors import FormatError, QueryError
from landscape.fetchers.documents import Asking, is_json, named, nothing_to_ask, phrases, wanted, with_text
from landscape.formats import answers, federal_register, federal_register_text, licences
from landscape.formats.fields import Object
from landscape.query import Period
from landscape.records import Document
from landscape.session import Answer, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "federal-register"
_BASE = "https://www.federalregister.gov/api/v1"
_FRESH = timedelta(hours=20)
# What the service counts and shows at most: hits, pages; hits a page.
_COUNTED, _PAGES, _SIZE = 10_000, 50, 1000
_BEGIN = date(1994, 1, 1)
_FIELDS = (
    "abstract", "action", "agencies", "citation", "dates", "document_number", "effective_on", "publication_date",
    "title", "type",
)  # fmt: skip

# What the service knows; it passes over a condition that it does not know, and finds everything else.
_CONDITIONS = (
    "term", "agencies", "type", "publication_date", "effective_date", "comment_date", "signing_date", "cfr",
    "docket_id", "regulation_id_number", "topics", "significant", "sections", "president",
    "presidential_document_type", "correction", "near", "small_entity_ids", "accepting_comments",
    "accepting_comments_on_regulations_dot_gov",
)  # fmt: skip

Parameters = tuple[tuple[str, str], ...]


def fetch(query: Query, context: Context) -> Fetch:
    """Documents that the query names ("FR:2021-06337"), and those in which one of its phrases in Latin script stands.

    Texts are fetched up to max_documents.  `[federal-register] query` is taken as the service's own conditions
    instead of the phrases ("conditions[term]=battery&conditions[agencies][]=energy-department").

    Raises QueryError if these hold no condition, for without one the service gives its newest 10,000 documents.
    """
    scope = wanted(query, NAME)
    numbers = named(scope, NAME)
    searches = _searches(query, scope)
    if not numbers and not searches:
        raise nothing_to_ask(NAME, "text in Latin script, and no document such as FR:2021-06337")
    native = [match[0] for match in numbers]
    native += ["&".join(f"{name}={value}" for name, value in search) for search in searches]
    asking = Asking(NAME, "; ".join(native), _BASE, Manners(NAME, Spacing(1.0), is_json), context, licences.US)
    return asking.fetched(_Search(scope, asking).records([(match[1], match[2]) for match in numbers], searches))


def _searches(query: Query, scope: PolicyScope) -> list[Parameters]:
    native = query.native.get(NAME)
    if native is None:
        return [(("conditions[term]", f'"{phrase}"'),) for phrase in phrases(scope, "latin")]
    own = tuple((name, value) for name, value in parse_qsl(native) if value.strip())
    where = (f"{query.name}.toml", f"{NAME}.query")
    if not any(name.startswith("conditions[") for name, _ in own):
        raise QueryError(*where, "a condition is wanted, such as conditions[term]=battery")
    unknown = next(
        (name for name, _ in own if name.removeprefix("conditions[").partition("]")[0] not in _CONDITIONS), ""
    )
    if unknown:
        raise QueryError(
            *where, f"{unknown!r} is no condition; the service would pass over it: it knows {', '.join(_CONDITIONS)}"
        )
    return [own]


class _Search:
    """Reads lists of hits, and the texts of the first of them."""

    def __init__(self, scope: PolicyScope, asking: Asking) -> None:
        self.scope, self.asking, self.texts_left = scope, asking, scope.max_documents

    def records(self, numbers: list[tuple[str, str | None]], searches: list[Parameters]) -> Iterator[Parsed]:
        """Documents with their texts, those named first, by number and, since numbers were given again, day."""
        for number, day in numbers:
            self.asking.promise(1)
            request = self._request(f"documents/{number}.json", (), none=frozenset({404}))
            for item in self.asking.texts(request, federal_register):
                if day and isinstance(item, Document) and str(item.published) != day:
                    self.asking.missing["are of another day under this number"] += 1
                else:
                    yield from self._with_text(item)
        for search in searches:
            period = Period(self.scope.published.since or _BEGIN, self.scope.published.until or self.asking.today)
            yield from self._within(search, period)
        if self.texts_left < 0:
            self.asking.tell(
                f"texts of {self.scope.max_documents:,} documents are fetched, of the others abstracts (max_documents)"
            )

    def _within(self, search: Parameters, period: Period) -> Iterator[Parsed]:
        """Hits of a period, newest first; in halves if they are more than can be seen."""
        since, until = period.since or _BEGIN, period.until or self.asking.today
        first, count, pages = self._page(search, since, until, 1)
        if (count >= _COUNTED or pages > _PAGES) and since < until:
            middle = since + (until - since) // 2
            yield from self._within(search, Period(middle + timedelta(days=1), until))
            yield from self._within(search, Period(since, middle))
            return
        self.asking.promise(count)
        received = 0
        for number in range(1, min(pages, _PAGES) + 1):
            page = first if number == 1 else self._page(search, since, until, number)[0]
            for item in self.asking.read(page, federal_register):
                received += isinstance(item, Document)
                yield from self._with_text(item)
        if received < count:
            self.asking.missing["are not shown by the search"] += count - received

    def _page(self, search: Parameters, since: date, until: date, number: int) -> tuple[Answer, int, int]:
        """A page of hits, and how many hits and pages there are."""
        parameters: Parameters = (
            *search,
            ("conditions[publication_date][gte]", since.isoformat()),
            ("conditions[publication_date][lte]", until.isoformat()),
            *(("fields[]", field) for field in _FIELDS),
            ("per_page", str(_SIZE)),
            ("order", "newest"),
            ("page", str(number)),
        )
        answer = self.asking.ask(self._request("documents.json", parameters))
        content = _content(answer)
        count, pages = content.get("count"), content.get("total_pages", 1)
        if not isinstance(count, int) or not isinstance(pages, int):
            raise FormatError(answer.url, "its answer does not count its hits")
        return answer, count, max(pages, 1) if count else 0

    def _request(self, path: str, parameters: Parameters, none: frozenset[int] = frozenset()) -> Request:
        headers = {"Accept": "application/json"}
        url = f"{self.asking.base}/{path}"
        return Request(url, parameters, headers=headers, expects="json", none=none, fresh=_FRESH)

    def _with_text(self, item: Parsed) -> Iterator[Parsed]:
        """A document with its text, as long as texts are to be fetched."""
        if not isinstance(item, Document) or item.published is None:
            yield item
            return
        self.texts_left -= 1
        if self.texts_left < 0:
            yield item
            return
        number = item.id.removeprefix("FR:").partition("@")[0]
        base = urlsplit(self.asking.base)
        path = f"/documents/full_text/text/{item.published:%Y/%m/%d}/{number}.txt"
        url = urlunsplit((base.scheme, base.netloc, path, "", ""))
        document, errors = with_text(item, self._text(Request(url, none=frozenset({404}))))
        yield document
        yield from errors

    def _text(self, request: Request) -> list[Parsed]:
        """The text; a document without one still has what the search tells, and is not missing."""
        try:
            answer = self.asking.attempt(request, "came without their text")
        except FormatError as error:
            return [error]
        return self.asking.read(answer, federal_register_text) if answer and answer.status == 200 else []


def _content(answer: Answer) -> Object:
    return answers.answer(BytesIO(answer.content), answer.url)
