"""The USPTO's Open Data Portal: file wrappers by search, documents in full text one by one, files in bulk.

The search knows titles, names, symbols and dates, and gives bibliographic data.  Of each application that a strand
may want, the full text is fetched: of the grant, else of the published application.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from landscape.errors import FormatError, RecordError, SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.strands import decide
from landscape.fetchers.uspto import bulk
from landscape.fetchers.uspto.manners import LICENCE, SOURCE, URL, file_url, manners, pace
from landscape.fetchers.uspto.questions import is_application, numbers, question
from landscape.fetchers.uspto.search import File, Search, newest_first
from landscape.formats import us_xml
from landscape.session import Request, base_url

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query

_TITLES = "of texts it searches titles alone"


def fetch(query: Query, context: Context) -> Fetch:
    """What the query's strands find, or its native query if it has one, the publications it names, files in bulk.

    Promised are the applications that the portal counts.  Full texts beyond `[uspto] max_documents` are missing;
    those held from earlier runs do not count.  Raises SourceError if there is nothing that the portal could be asked.
    """
    asked, unasked = _questions(query)
    named = [number for number in query.publications if number.country == "US"]
    asked = numbers(named) + asked
    if not asked and not query.uspto.bulk:
        raise SourceError(SOURCE, "; ".join(unasked) or "the query has no strand to search by")
    if any(strand.text for strand in query.strands) and SOURCE not in query.native:
        unasked.append(_TITLES)
    native = "; ".join([*asked, *(f"bulk {entry}" for entry in query.uspto.bulk)])
    fetched = Fetch(SOURCE, native, 0, iter(()), missing=Counter(), note="; ".join(unasked))
    fetched.records = _Portal(query, context, fetched).records(asked)
    return fetched


def _questions(query: Query) -> tuple[list[str], list[str]]:
    """What to ask, each question once, and why some strands are not asked for."""
    if native := query.native.get(SOURCE):
        return [native], []
    asked: dict[str, None] = {}
    unasked = []
    for strand in query.strands:
        found = question(strand)
        if found is None:
            unasked.append(f"the strand {strand.name!r} has no words or names in Latin letters, which it searches by")
        else:
            asked[found] = None
    return list(asked), unasked


class _Portal:
    """The portal, as one fetch asks it."""

    def __init__(self, query: Query, context: Context, fetched: Fetch) -> None:
        self.query, self.context, self.fetched = query, context, fetched
        self._base = base_url(SOURCE, URL)
        self._pace = pace()
        self._asked = context.session.conversation(manners(self._pace), context.progress)
        self._bulk = context.session.conversation(manners(self._pace, bulk.MOST_BYTES), context.progress)
        self._left = query.uspto.max_documents
        self._seen: set[str] = set()

    def records(self, asked: list[str]) -> Iterator[Parsed]:
        """Everything; what is known of the fetch is up to date after each record."""
        try:
            for each in asked:
                for item in self._found(each):
                    self._count()
                    yield item
            for item in self._files():
                self._count()
                yield item
        finally:
            self._count()

    def _count(self) -> None:
        self.fetched.requests = self._asked.requests + self._bulk.requests

    def _found(self, asked: str) -> Iterator[Parsed]:
        """Bibliographic data of all that a question finds, with the full text of what a strand may want."""
        for found in Search(self._asked, self._base, self.fetched).files(asked):
            self.fetched.promised = (self.fetched.promised or 0) + found.total
            self._lack("are counted but not shown", found.total - len(found.hits))
            for done, file in enumerate(newest_first(found)):
                self.context.progress(f"{SOURCE}: fetching full texts", done, len(found.hits))
                try:
                    yield from self._file(file)
                except SourceError:
                    self._lack("did not come", len(found.hits) - done)
                    raise

    def _file(self, file: File) -> Iterator[Parsed]:
        yield from file.items
        wanted = {entry.number for entry in file.publications if decide(self.query, entry) is not None}
        location = file.grant or file.application
        if any(number in self.query.publications and is_application(number) for number in wanted):
            location = file.application or file.grant
        if wanted and location and location not in self._seen:
            self._seen.add(location)
            yield from self._document(location)

    def _document(self, location: str) -> Iterator[Parsed]:
        url = file_url(location, self._base)
        if url is None:
            yield RecordError(
                location, "fileLocationURI", "is no file of the portal; not asked for, as it wants the key"
            )
            return
        request = Request(url, none=frozenset({404}))
        if self._asked.held(request) is None:
            if self._left <= 0:
                self._lack(f"have no full text here: max_documents is {self.query.uspto.max_documents} in [uspto]", 1)
                return
            self._left -= 1
        try:
            answer = self._asked.ask(request)
        except FormatError as error:
            yield error
            return
        if answer.status == 404:
            self._lack("have no full text there", 1)
        else:
            yield from records(answer, us_xml, self.fetched, LICENCE)

    def _files(self) -> Iterator[Parsed]:
        if self.query.uspto.bulk:
            wanted = bulk.files(self.query, self._asked, self._base)
            for done, file in enumerate(wanted):
                self.context.progress(f"{SOURCE}: fetching files in bulk", done, len(wanted))
                yield from bulk.content(file, self._bulk, self.fetched)

    def _lack(self, reason: str, count: int) -> None:
        self.fetched.missing = (self.fetched.missing or Counter()) + Counter({reason: count})
