"""Search for file wrappers: pages as large as the portal sends them, each file once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from landscape.errors import FormatError, SourceError
from landscape.fetchers import Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.paging import List, Listing, Page, listing, recorded
from landscape.fetchers.uspto.manners import LICENCE
from landscape.formats import us_file_wrapper
from landscape.records import Publication
from landscape.session import Answer, Conversation, Request

if TYPE_CHECKING:
    from landscape.formats import Parsed

# Hits of one question that OpenSearch lets anybody page through.
MOST = 10_000
_FILED = "applicationMetaData.filingDate"
# The portal has applications filed since then.
_FIRST = date(2001, 1, 1)
T = TypeVar("T")
Filed = tuple[date, date]

_FRESH = timedelta(hours=20)
_FIELDS = (
    "applicationNumberText",
    "applicationMetaData",
    "assignmentBag",
    "foreignPriorityBag",
    "parentContinuityBag",
    "grantDocumentMetaData",
    "pgpubDocumentMetaData",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file wrapper: what was read of it, and where the portal says its documents are, "" if it has none."""

    items: tuple[Parsed, ...]
    grant: str
    application: str

    @property
    def publications(self) -> list[Publication]:
        """What was published of it."""
        return [item for item in self.items if isinstance(item, Publication)]


@dataclass(slots=True)
class Search:
    """Asks the portal's search; every answer is noted among the documents of the fetch, once."""

    conversation: Conversation
    base: str
    fetched: Fetch
    _read: dict[str, Page[File]] = field(default_factory=dict)
    _size: int = 100

    def files(self, asked: str) -> Iterator[Listing[File]]:
        """The files that a question finds, by application number, in slices that can be paged through.

        Where more are found, they are asked for by the first and the second half of the time they were filed in.
        """
        yield from self._slices(asked, None)

    def _slices(self, asked: str, filed: Filed | None) -> Iterator[Listing[File]]:
        total = self._page(self._shrinking(lambda: self.conversation.ask(self._request(asked, filed, 1)))).total
        since, until = filed or (_FIRST, date(self.conversation.now.year, 12, 31))
        if total <= MOST or since == until:
            yield self._shrinking(lambda: self._listing(asked, filed))
            return
        middle = since + (until - since) // 2
        yield from self._slices(asked, (since, middle))
        yield from self._slices(asked, (middle + timedelta(days=1), until))

    def _shrinking(self, act: Callable[[], T]) -> T:
        """What `act` gives, with smaller pages while they are too large for the portal."""
        while True:
            try:
                return act()
            except SourceError as error:
                if error.status != 413 or self._size == 1:
                    raise
                self._size //= 2

    def _listing(self, asked: str, filed: Filed | None) -> Listing[File]:
        wanted = List(lambda number: self._request(asked, filed, number), self._page, self._size, MOST)
        before = recorded(self.conversation, wanted)
        return listing(self.conversation, wanted, self.conversation.ask(wanted.request(1)), before)

    def _request(self, asked: str, filed: Filed | None, number: int) -> Request:
        body: dict[str, object] = {
            "q": asked,
            "sort": [{"field": _FILED, "order": "desc"}],
            "fields": _FIELDS,
            "pagination": {"offset": (number - 1) * self._size, "limit": self._size},
        }
        if filed is not None:
            body["rangeFilters"] = [{"field": _FILED, "valueFrom": str(filed[0]), "valueTo": str(filed[1])}]
        return Request(
            f"{self.base}/api/v1/patent/applications/search",
            method="POST",
            body=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            expects="json",
            none=frozenset({404}),
            fresh=_FRESH,
        )

    def _page(self, answer: Answer) -> Page[File]:
        if answer.status == 404:
            return Page(0, {})
        if answer.sha256 not in self._read:
            self._read[answer.sha256] = self._parsed(answer)
        return self._read[answer.sha256]

    def _parsed(self, answer: Answer) -> Page[File]:
        told: dict[str, Any] = json.loads(answer.content)
        wrappers = told.get("patentFileWrapperDataBag") or []
        if not isinstance(wrappers, list) or not isinstance(told.get("count"), int):
            raise FormatError(answer.url, "is no list of file wrappers")
        items: dict[str, list[Parsed]] = {}
        for item in records(answer, us_file_wrapper, self.fetched, LICENCE):
            place = item.provenance.place if isinstance(item, Publication) else getattr(item, "place", "")
            items.setdefault(place.partition(" (")[0], []).append(item)
        hits = {}
        for number, wrapper in enumerate(wrappers, 1):
            place = f"record {number}"
            name = wrapper.get("applicationNumberText") if isinstance(wrapper, dict) else None
            hits[str(name or f"{answer.sha256} {place}")] = File(
                tuple(items.get(place, ())),
                _location(wrapper, "grantDocumentMetaData"),
                _location(wrapper, "pgpubDocumentMetaData"),
            )
        return Page(told["count"], hits)


def _location(wrapper: object, key: str) -> str:
    document = wrapper.get(key) if isinstance(wrapper, Mapping) else None
    location = document.get("fileLocationURI") if isinstance(document, Mapping) else None
    return location if isinstance(location, str) else ""


def newest_first(found: Listing[File]) -> Iterator[File]:
    """The files of a list, those with the highest application numbers first."""
    return (found.hits[name] for name in sorted(found.hits, reverse=True))
