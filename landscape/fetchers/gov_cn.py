"""The policy library of gov.cn: notices of the State Council and its ministries, by phrase, with their bodies.

The service is made for its own pages: it answers browsers alone, takes an unknown parameter for no hit at all, and
where a search spans categories says 0 at the top whatever it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from landscape.errors import FormatError
from landscape.fetchers.chinese_notices import address_of, page_of, with_page
from landscape.fetchers.documents import Asking, browser_headers, is_json, named, nothing_to_ask, phrases, wanted
from landscape.formats import answers, gov_cn_search, licences
from landscape.formats.chinese import document_number
from landscape.formats.fields import Object, text
from landscape.records import Document
from landscape.session import Answer, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "gov-cn"
_BASE = "https://sousuo.www.gov.cn"
_FRESH = timedelta(hours=20)
_SIZE, _MOST_PAGES = 50, 40


def fetch(query: Query, context: Context) -> Fetch:
    """Documents by the numbers or addresses that the query names, and those that its phrases in Chinese find.

    Bodies, and the PDF files they link to, are fetched up to max_documents; of the others summaries are kept.
    `[gov-cn] query` is searched for instead of the phrases.
    """
    scope = wanted(query, NAME)
    entries = [match[0] for match in named(scope, NAME)]
    addresses = [entry for entry in entries if "://" in entry]
    numbers = [document_number(entry) for entry in entries if "://" not in entry]
    native = query.native.get(NAME)
    searched = [native] if native else list(phrases(scope, "han"))
    if not (addresses or numbers or searched):
        raise nothing_to_ask(NAME, "text in Chinese, and no number such as 工信部联科〔2024〕155号")
    asked = "; ".join([*addresses, *(f"q={words}" for words in (*numbers, *searched))])
    asking = Asking(
        NAME, asked, _BASE, Manners(NAME, Spacing(1.0), is_json, most_bytes=30 * 2**20), context, licences.CHINA
    )
    search = _Search(scope, asking, browser_headers(NAME, f"{_BASE}/"))
    return asking.fetched(search.records(addresses, numbers, searched))


class _Search:
    """Reads the library's lists and the pages of the first of their documents."""

    def __init__(self, scope: PolicyScope, asking: Asking, headers: dict[str, str]) -> None:
        self.scope, self.asking, self.headers = scope, asking, headers
        self.pages_left = scope.max_documents
        self.seen: set[str] = set()

    def records(self, addresses: list[str], numbers: list[str], searched: list[str]) -> Iterator[Parsed]:
        """Documents by address, by number, by phrase."""
        for address in addresses:
            self.asking.promise(1)
            yield from page_of(address, self.asking, self.headers)
        for number in numbers:
            listed = False
            for item in self._found(number, only=number):
                listed = listed or isinstance(item, Document)
                yield item
            if not listed:
                self.asking.promise(1)
                self.asking.missing["are not listed"] += 1
        for words in searched:
            yield from self._found(words)
        if self.pages_left < 0:
            self.asking.tell(
                f"bodies of {self.scope.max_documents:,} documents are fetched, of the others summaries (max_documents)"
            )

    def _found(self, words: str, only: str = "") -> Iterator[Parsed]:
        """All that a search finds, each address once over all searches; only: the number of the one wanted."""
        received, total = 0, None
        for number in range(1, _MOST_PAGES + 1):
            answer = self.asking.ask(self._request(words, number))
            content = self._content(answer)
            rows = gov_cn_search.rows(content)
            if total is None:
                total = gov_cn_search.total(content)
                self.asking.promise(total)
            received += len(rows)
            if received > total:  # a total of 0 above rows
                self.asking.promise(received - total)
                total = received
            for item in self.asking.read(answer, gov_cn_search):
                if isinstance(item, Document) and only not in ("", document_number(item.number or "")):
                    self.asking.promise(-1)
                else:
                    yield from self._document(item, rows)
            if not rows or (received >= total and len(rows) < _SIZE):
                break
        if received < (total or 0):
            self.asking.missing["are not shown by the search"] += (total or 0) - received

    def _document(self, item: Parsed, rows: list[Object]) -> Iterator[Parsed]:
        if not isinstance(item, Document):
            yield item
            return
        address = address_of(item, rows, lambda row: text(row, "url"))
        if address in self.seen:
            self.asking.promise(-1)
            return
        self.seen.add(address)
        self.pages_left -= 1
        if self.pages_left < 0:
            yield item
        else:
            yield from with_page(item, address, self.asking, self.headers)

    def _content(self, answer: Answer) -> Object:
        """The answer, which says whether it found something or nothing; FormatError for any other."""
        content = answers.answer(BytesIO(answer.content), answer.url)
        if content.get("code") not in (200, 1001, "200", "1001"):
            raise FormatError(answer.url, f"answers with the code {str(content.get('code'))[:20]!r}")
        try:
            gov_cn_search.rows(content)
        except ValueError as error:
            raise FormatError(answer.url, str(error)) from None
        return content

    def _request(self, words: str, number: int) -> Request:
        since, until = self.scope.published.since, self.scope.published.until
        period = [("timetype", "timeqb")]
        if since or until:
            period = [
                ("timetype", "timezd"),
                ("mintime", (since.isoformat() if since else "1949-10-01")),
                ("maxtime", (until or self.asking.today).isoformat()),
            ]
        parameters = [
            ("t", "zhengcelibrary"),
            ("q", words),
            *period,
            ("sort", "pubtime"),
            ("sortType", "1"),
            ("searchfield", "title:content:summary"),
            ("p", str(number)),
            ("n", str(_SIZE)),
        ]
        headers = {**self.headers, "Accept": "application/json, text/plain, */*"}
        url = f"{self.asking.base}/search-gov/data"
        return Request(url, tuple(parameters), headers=headers, expects="json", fresh=_FRESH)
