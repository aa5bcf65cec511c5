"""Single pages and files of the web, at the addresses that the query names among its documents.

Read by what they are: HTML, PDF, DOCX, text, or any format this package knows.  What another source of the query reads
better is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from landscape.errors import SourceError
from landscape.fetchers.documents import Asking, named, nothing_to_ask, wanted
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Spacing, Verdict, by_status

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import Query

NAME = "web"
_BASE = "https://web.invalid"  # there is no such host: each address names its own
_FRESH = timedelta(days=7)
_GONE = frozenset({401, 403, 404, 410, 451})
# Source -> the end of the hosts whose pages it reads itself.
_OTHERS = {"gov-cn": ".gov.cn", "miit": ".miit.gov.cn"}


def fetch(query: Query, context: Context) -> Fetch:
    """The documents at the addresses that the query names.  One that does not come is missing; the others go on."""
    scope = wanted(query, NAME)
    left = tuple(end for source, end in _OTHERS.items() if source in query.sources)
    entries = [match[0] for match in named(scope, NAME)]
    addresses = [each for each in entries if _is_address(each) and not _host(each).endswith(left or ("/",))]
    if not addresses:
        raise nothing_to_ask(NAME, "address such as https://example.org/notice.pdf among its documents")
    manners = Manners(NAME, Spacing(1.0), _judge, tries=3)
    asking = Asking(NAME, "; ".join(addresses), _BASE, manners, context, "")
    return asking.fetched(_records(addresses, asking))


def _records(addresses: list[str], asking: Asking) -> Iterator[Parsed]:
    for address in addresses:
        asking.promise(1)
        try:
            yield from asking.texts(_request(asking.here(address)), url=address)
        except SourceError as error:  # addresses have hosts of their own: the others go on
            asking.missing["did not come"] += 1
            asking.tell(f"{address} {error.reason}")


def _is_address(entry: str) -> bool:
    try:
        parts = urlsplit(entry)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _host(address: str) -> str:
    return f".{urlsplit(address).hostname or ''}"


def _request(address: str) -> Request:
    parts = urlsplit(address)
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return Request(url, tuple(parse_qsl(parts.query, keep_blank_values=True)), none=_GONE, fresh=_FRESH)


def _judge(request: Request, answer: Answer) -> Judgement:
    """By status; an answer with nothing in it, which sites give to programs they doubt."""
    judged = by_status(request, answer)
    if judged is TAKE and answer.status not in request.none and not answer.content.strip():
        return Judgement(Verdict.RETRY, "answers with nothing", tries=2)
    return judged
