"""The site of China's Ministry of Industry and Information Technology, for what gov.cn does not have.

It drops connections, its addresses change, and its pages may be filled by scripts: what does not come is counted, and
a run goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from landscape.errors import FormatError
from landscape.fetchers.chinese_notices import address_of, page_of, with_page
from landscape.fetchers.documents import Asking, browser_headers, is_json, named, nothing_to_ask, phrases, wanted
from landscape.formats import answers, licences, miit_search
from landscape.formats.fields import Object
from landscape.records import Document
from landscape.session import Answer, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "miit"
_BASE = "https://www.miit.gov.cn"
_FRESH = timedelta(hours=20)
_SIZE, _MOST_PAGES = 14, 40


def fetch(query: Query, context: Context) -> Fetch:
    """Notices that the query's phrases in Chinese find, and the pages that it names by their addresses.

    `[miit] query` is searched for instead of the phrases.
    """
    scope = wanted(query, NAME)
    addresses = [match[0] for match in named(scope, NAME)]
    native = query.native.get(NAME)
    searched = [native] if native else list(phrases(scope, "han"))
    if not (addresses or searched):
        raise nothing_to_ask(NAME, "text in Chinese")
    asked = "; ".join([*addresses, *(f"q={words}" for words in searched)])
    asking = Asking(NAME, asked, _BASE, Manners(NAME, Spacing(2.0), is_json, tries=3), context, licences.CHINA)
    return asking.fetched(_records(scope, addresses, searched, asking))


def _records(scope: PolicyScope, addresses: list[str], searched: list[str], asking: Asking) -> Iterator[Parsed]:
    headers = browser_headers(NAME, f"{_BASE}/")
    for address in addresses:
        asking.promise(1)
        yield from page_of(address, asking, headers)
    left = scope.max_documents
    for words in searched:
        for item, address in _found(words, asking, headers):
            outside = (
                isinstance(item, Document) and item.published is not None and item.published not in scope.published
            )
            if outside:
                asking.promise(-1)
            elif isinstance(item, Document) and left > 0:
                left -= 1
                yield from with_page(item, address, asking, headers)
            else:
                yield item


def _found(words: str, asking: Asking, headers: dict[str, str]) -> Iterator[tuple[Parsed, str]]:
    """All that a search finds, each with the address of its page."""
    received, total = 0, None
    for number in range(1, _MOST_PAGES + 1):
        answer = asking.ask(_request(words, number, asking, headers))
        content, rows = _content(answer)
        if total is None:
            total = miit_search.total(content)
            asking.promise(total)
        received += len(rows)
        for item in asking.read(answer, miit_search):
            found = address_of(item, rows, miit_search.address) if isinstance(item, Document) else ""
            yield item, found
        if not rows or received >= total:
            break
    if received < (total or 0):
        asking.missing["are not shown by the search"] += (total or 0) - received


def _content(answer: Answer) -> tuple[Object, list[Object]]:
    content = answers.answer(BytesIO(answer.content), answer.url)
    if content.get("success") is not True:
        raise FormatError(answer.url, "answers that it did not succeed")
    try:
        return content, miit_search.rows(content)
    except ValueError as error:
        raise FormatError(answer.url, str(error)) from None


def _request(words: str, number: int, asking: Asking, headers: dict[str, str]) -> Request:
    parameters = (
        ("websiteid", "110000000000000"),
        ("scope", "basic"),
        ("q", words),
        ("pg", str(_SIZE)),
        ("p", str(number)),
        ("cateid", "57"),
        ("level", "6"),
        ("begin", ""),
        ("end", ""),
        ("dateField", "deploytime"),
        ("sortFields", '[{"name":"deploytime","type":"desc"}]'),
    )
    url = f"{asking.base}/search-front-server/api/search/info"
    return Request(url, parameters, headers={**headers, "Accept": "application/json"}, expects="json", fresh=_FRESH)
