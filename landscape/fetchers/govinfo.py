"""govinfo, archive of the US Government Publishing Office: Federal Register and Code of Federal Regulations.

Pages of a list are chained by marks: the mark of an answer asks for what follows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from landscape.errors import FormatError
from landscape.fetchers.documents import Asking, is_json, nothing_to_ask, phrases, wanted, with_text
from landscape.formats import answers, govinfo, licences
from landscape.formats.fields import Object, inner, objects, text
from landscape.records import Document
from landscape.session import Answer, HeaderKey, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "govinfo"
_BASE = "https://api.govinfo.gov"
_FRESH = timedelta(hours=20)
_SIZE, _MOST_PAGES = 100, 50


def fetch(query: Query, context: Context) -> Fetch:
    """Granules of the Federal Register and the Code of Federal Regulations that hold one of the phrases.

    Texts are fetched up to max_documents.  `[govinfo] query` is searched for instead, in the service's own language.
    """
    scope = wanted(query, NAME)
    native = query.native.get(NAME)
    searches = [native] if native else [_search(scope, phrase) for phrase in phrases(scope, "latin")]
    if not searches:
        raise nothing_to_ask(NAME, "text in Latin script")
    manners = Manners(NAME, Spacing(1.0), is_json, HeaderKey("X-Api-Key", "API_DATA_GOV_KEY"))
    asking = Asking(NAME, "; ".join(searches), _BASE, manners, context, licences.US)
    return asking.fetched(_records(scope, searches, asking))


def _search(scope: PolicyScope, phrase: str) -> str:
    words = phrase.replace('"', " ")
    period = scope.published
    if period.since is None and period.until is None:
        return f'collection:(FR or CFR) and "{words}"'
    since, until = period.since or "", period.until or ""
    return f'collection:(FR or CFR) and publishdate:range({since},{until}) and "{words}"'


def _records(scope: PolicyScope, searches: list[str], asking: Asking) -> Iterator[Parsed]:
    left = scope.max_documents
    for search in searches:
        for item, link in _found(search, asking):
            if isinstance(item, Document) and link and left > 0:
                left -= 1
                document, errors = with_text(item, _text(link, asking))
                yield document
                yield from errors
            else:
                yield item
    if not left:
        asking.tell(f"texts of {scope.max_documents:,} documents are fetched (max_documents)")


def _found(search: str, asking: Asking) -> Iterator[tuple[Parsed, str]]:
    """All that a search finds, each with the link to its text, "" if it has none."""
    mark, received, count = "*", 0, None
    for _ in range(_MOST_PAGES):
        answer = asking.ask(_request(search, mark, asking))
        content, rows = _content(answer)
        if count is None:
            count = _count(content, answer)
            asking.promise(count)
        received += len(rows)
        for item in asking.read(answer, govinfo):
            number = item.provenance.place.rpartition(" ")[2] if isinstance(item, Document) else ""
            yield item, text(inner(rows[int(number) - 1], "download"), "txtLink") if number else ""
        following = content.get("offsetMark")
        if not rows or received >= count or not isinstance(following, str) or following == mark:
            break
        mark = following
    if received < (count or 0):
        asking.missing["are not shown by the search"] += (count or 0) - received


def _request(search: str, mark: str, asking: Asking) -> Request:
    body = {
        "query": search,
        "pageSize": str(_SIZE),
        "offsetMark": mark,
        "resultLevel": "default",
        "sorts": [{"field": "publishdate", "sortOrder": "DESC"}],
    }
    return Request(
        f"{asking.base}/search",
        method="POST",
        body=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        expects="json",
        fresh=_FRESH,
    )


def _content(answer: Answer) -> tuple[Object, list[Object]]:
    content = answers.answer(BytesIO(answer.content), answer.url)
    try:
        return content, objects(content, "results")
    except ValueError as error:
        raise FormatError(answer.url, str(error)) from None


def _count(content: Object, answer: Answer) -> int:
    count = content.get("count")
    if not isinstance(count, int):
        raise FormatError(answer.url, "its answer does not count its hits")
    return count


def _text(link: str, asking: Asking) -> list[Parsed]:
    """The text behind a link, at the host that was asked and no other, since the key goes along."""
    try:
        request = Request(f"{asking.base}{urlsplit(link).path}", none=frozenset({404}))
        answer = asking.attempt(request, "came without their text")
    except FormatError as error:
        return [error]
    return asking.read(answer) if answer and answer.status == 200 else []
