"""EPO Open Patent Services: search by CQL, then bibliographic data and claims in bulk.

Every publication that any of the questions finds, and every one that the query names, is asked for once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from landscape.errors import SourceError
from landscape.fetchers import Context, Fetch
from landscape.fetchers.epo_ops.cql import Question, questions
from landscape.fetchers.epo_ops.documents import BULK, Documents
from landscape.fetchers.epo_ops.manners import SOURCE, URL, manners
from landscape.fetchers.epo_ops.search import Hit, slices
from landscape.identifiers import PublicationNumber
from landscape.query import Period
from landscape.records import Publication
from landscape.session import Conversation, base_url

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query


def fetch(query: Query, context: Context) -> Fetch:
    """What the query's strands find, or its native query if it has one, and the publications it names.

    Raises SourceError if there is nothing that OPS could be asked.
    """
    asked, unasked = _questions(query, context)
    if not asked and not query.publications:
        raise SourceError(SOURCE, "; ".join(unasked) or "the query has no strand to search by")
    named = [f"pn={number.epodoc}" for number in query.publications]
    native = "; ".join([*(question.within(question.period) for question in asked), *named])
    fetched = Fetch(SOURCE, native, None, iter(()), missing=Counter(), note="; ".join(unasked))
    fetched.records = _records(query, context, asked, fetched)
    return fetched


def _questions(query: Query, context: Context) -> tuple[list[Question], list[str]]:
    """What to ask, each question once, and which strands cannot be asked."""
    if native := query.native.get(SOURCE):
        return [Question(f"({native})", Period())], []
    asked: dict[Question, None] = {}
    unasked = []
    for strand in query.strands:
        found = questions(strand, context.session.clock.now().date())
        asked.update(dict.fromkeys(found))
        if not found:
            unasked.append(f"the strand {strand.name!r} has no words or names in Latin letters, which OPS searches by")
    return list(asked), unasked


def _records(query: Query, context: Context, asked: Iterable[Question], fetched: Fetch) -> Iterator[Parsed]:
    base = base_url(SOURCE, URL)
    conversation = context.session.conversation(manners(base), context.progress)
    documents = Documents(conversation, base, fetched, query.epo_ops.also)
    search = _Search(conversation, base, asked)
    numbers, handled = set(query.publications), 0
    try:
        for item in documents.by_number(query.publications):
            if isinstance(item, Publication):
                handled += 1
                numbers.discard(item.number.without_kind)
                numbers.add(item.number)
            yield item
        handled = len(query.publications)
        for hits in _batches(search.hits(numbers), documents.lacks):
            fetched.promised = search.promised + len(numbers)
            came = 0
            for item in documents.get(hits):
                fetched.requests = conversation.requests
                came += isinstance(item, Publication)
                handled += isinstance(item, Publication)
                yield item
            handled += len(hits) - came
            context.progress("epo-ops: fetching publications", handled, fetched.promised)
    finally:
        fetched.requests = conversation.requests
        fetched.promised = search.promised + len(numbers)
        fetched.missing = (fetched.missing or Counter()) + Counter(
            {
                "are counted but not shown": search.hidden,
                "were not reached": fetched.promised - search.hidden - handled,
            }
        )


@dataclass(slots=True)
class _Search:
    """Asks the questions one after the other and keeps count.

    hidden: hits that OPS counts but does not show; ahead: hits that it counts for the question at hand, and that have
    not been reached.
    """

    conversation: Conversation
    base: str
    questions: Iterable[Question]
    hidden: int = 0
    ahead: int = 0

    @property
    def promised(self) -> int:
        """Hits that are known to exist, beside those that were found."""
        return self.hidden + self.ahead

    def hits(self, numbers: set[PublicationNumber]) -> Iterator[Hit]:
        """Every publication that a question finds, once; its number is added to `numbers`."""
        for question in self.questions:
            self.ahead = 0
            for found in slices(self.conversation, self.base, question):
                if found.hits is None:
                    self.ahead = self.ahead or found.total
                    continue
                self.ahead = max(0, self.ahead - found.total)
                self.hidden += max(0, found.total - len(found.hits))
                new = [hit for hit in found.hits if hit.number not in numbers]
                numbers.update(hit.number for hit in new)
                yield from new
            self.ahead = 0


def _batches(found: Iterator[Hit], lacks: Callable[[Hit], tuple[bool, bool]]) -> Iterator[list[Hit]]:
    """Hits to get together: those that lack the same, so that each request in bulk is for as many as it may be."""
    # In this order those that lack one of both stand together at the end, too.
    waiting: dict[tuple[bool, bool], list[Hit]] = {
        (False, True): [],
        (True, True): [],
        (True, False): [],
        (False, False): [],
    }
    for hit in found:
        batch = waiting[lacks(hit)]
        batch.append(hit)
        if len(batch) == BULK:
            yield batch[:]
            batch.clear()
    rest = [hit for batch in waiting.values() for hit in batch]
    for start in range(0, len(rest), BULK):
        yield rest[start : start + BULK]
