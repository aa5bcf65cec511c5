"""Chinese standards: what the services of SAMR list of national and industry standards.

Designation, title, dates, status.  The texts are under copyright, stand behind captchas, and are never asked for.
The search looks into more than titles; what does not have the phrase in its title is left out and counted in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from landscape.errors import FormatError
from landscape.fetchers.documents import Asking, browser_headers, is_json, named, nothing_to_ask, phrases, wanted
from landscape.formats import answers, licences, samr_json, samr_pages
from landscape.formats.chinese import designation
from landscape.records import Document
from landscape.session import Answer, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "samr"
_NATIONAL, _INDUSTRY = "https://std.samr.gov.cn", "https://hbba.sacinfo.org.cn"
_OPEN = "https://openstd.samr.gov.cn"
_FRESH = timedelta(hours=20)
_SIZE, _MOST_PAGES = 50, 40
_GB = re.compile(r"GB(?:/[TZ])? ?[0-9]")


def fetch(query: Query, context: Context) -> Fetch:
    """Standards that the query names ("GB 38031-2025", "QC/T 743"), and those with one of its phrases in the title."""
    scope = wanted(query, NAME)
    codes = [_code(match[0]) for match in named(scope, NAME)]
    searched = [query.native[NAME]] if NAME in query.native else list(phrases(scope, "han"))
    if not (codes or searched):
        raise nothing_to_ask(NAME, "text in Chinese, and no standard such as GB 38031-2025")
    asked = "; ".join([*codes, *(f"searchText={words}" for words in searched)])
    asking = Asking(NAME, asked, _NATIONAL, Manners(NAME, Spacing(1.0), is_json), context, licences.CHINESE_STANDARDS)
    return asking.fetched(_records(scope, codes, searched, asking))


def _records(scope: PolicyScope, codes: list[str], searched: list[str], asking: Asking) -> Iterator[Parsed]:
    for code in codes:
        asking.promise(1)
        found = [item for item in _named(code, asking) if not isinstance(item, Document) or _is(code, item.id)]
        if not any(isinstance(item, Document) for item in found):
            asking.missing["are not listed"] += 1
        asking.promise(max(0, sum(isinstance(item, Document) for item in found) - 1))
        yield from found
    elsewhere = 0
    for words in searched:
        for service in (_national(words, asking), _of_industry(words, asking)):
            for item in _all(service, asking):
                if not isinstance(item, Document):
                    yield item
                elif words not in item.title or (item.published and item.published not in scope.published):
                    elsewhere += 1
                else:
                    asking.promise(1)
                    yield item
    if elsewhere:
        asking.tell(f"{elsewhere:,} more were found that have the phrase elsewhere than in the title, or other dates")


def _code(entry: str) -> str:
    """A designation as the services spell it.

    >>> _code("GB38031—2025"), _code("GBT 31467.3"), _code("QC/T743")
    ('GB 38031-2025', 'GB/T 31467.3', 'QC/T 743')
    """
    return re.sub(r"^([A-Z]{2})/?([TZ]?) ?(?=[0-9])", _spaced, designation(entry))


def _spaced(found: re.Match[str]) -> str:
    return f"{found[1]}/{found[2]} " if found[2] else f"{found[1]} "


def _is(code: str, found: str) -> bool:
    """Whether a standard is the one named; without a year every edition is.

    >>> _is("GB/T 1.1", "GB/T 1.1-2020"), _is("GB/T 1.1-2009", "GB/T 1.1-2020"), _is("GB/T 1", "GB/T 1.1-2020")
    (True, False, False)
    """
    return found == code or found.startswith(f"{code}-")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of a service, by pages: its first page, and the name of the parameter that counts them."""

    first: Request
    page: str

    def request(self, number: int) -> Request:
        """Page 1, 2…"""
        numbered = ((self.page, str(number)),)
        if self.first.method == "POST":
            return replace(self.first, body=self.first.body + b"&" + urlencode(numbered).encode())
        return replace(self.first, parameters=self.first.parameters + numbered)


def _named(code: str, asking: Asking) -> Iterator[Parsed]:
    """What the services list under a designation; for a national one that the search lacks, the full-text system."""
    if not _GB.match(code):
        yield from _all(_of_industry(code, asking), asking)
        return
    found = list(_all(_national(code, asking), asking))
    if not any(isinstance(item, Document) and _is(code, item.id) for item in found):
        parameters = (("p.p1", "0"), ("p.p2", code), ("page", "1"), ("pageSize", str(_SIZE)))
        headers = browser_headers(NAME, f"{_OPEN}/")
        url = asking.here(f"{_OPEN}/bzgk/std/std_list")
        answer = asking.ask(Request(url, parameters, headers=headers, expects="html", fresh=_FRESH))
        found = asking.read(answer, samr_pages)
    yield from found


def _national(words: str, asking: Asking) -> _List:
    headers = {**browser_headers(NAME, f"{_NATIONAL}/gb/gbQuery"), "X-Requested-With": "XMLHttpRequest"}
    parameters = (
        ("searchText", words),
        ("ics", ""),
        ("state", ""),
        ("ISSUE_DATE", ""),
        ("sortOrder", "asc"),
        ("pageSize", str(_SIZE)),
    )
    url = asking.here(f"{_NATIONAL}/gb/search/gbQueryPage")
    return _List(Request(url, parameters, headers=headers, expects="json", fresh=_FRESH), "pageNumber")


def _of_industry(words: str, asking: Asking) -> _List:
    headers = {
        **browser_headers(NAME, f"{_INDUSTRY}/stdList"),
        "X-Requested-With": "XMLHttpRequest",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode((("key", words), ("size", str(_SIZE)))).encode()
    url = asking.here(f"{_INDUSTRY}/stdQueryList")
    return _List(Request(url, method="POST", body=body, headers=headers, expects="json", fresh=_FRESH), "current")


def _all(listed: _List, asking: Asking) -> Iterator[Parsed]:
    """The standards of a list, page by page."""
    received, total = 0, None
    for number in range(1, _MOST_PAGES + 1):
        answer = asking.ask(listed.request(number))
        count, rows = _counted(answer)
        total = count if total is None else total
        received += rows
        yield from asking.read(answer, samr_json)
        if not rows or received >= total:
            break
    if received < (total or 0):
        asking.promise((total or 0) - received)
        asking.missing["are not shown by the search"] += (total or 0) - received


def _counted(answer: Answer) -> tuple[int, int]:
    """How many standards there are, and how many of them here; FormatError for another answer."""
    content = answers.answer(BytesIO(answer.content), answer.url)
    if not isinstance(content.get("total"), int) or not ({"rows", "records"} & content.keys()):
        raise FormatError(answer.url, "its answer does not count standards")
    try:
        return samr_json.total(content), len(samr_json.rows(content))
    except ValueError as error:
        raise FormatError(answer.url, str(error)) from None
