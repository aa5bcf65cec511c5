"""regulations.gov: what the dockets of US agencies hold, as the service lists it.

The texts stand in attached files, which are not fetched; those of rules are in federal-register.  The service tells
upper from lower case in its filters and finds nothing, without a word, where they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from landscape.errors import FormatError, QueryError
from landscape.fetchers.documents import Asking, is_json, named, nothing_to_ask, phrases, wanted
from landscape.formats import answers, licences, regulations_gov
from landscape.formats.fields import inner
from landscape.session import Answer, HeaderKey, Manners, Request, Spacing

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "regulations-gov"
_BASE = "https://api.regulations.gov/v4"
_FRESH = timedelta(hours=20)
_SIZE, _MOST_PAGES = 250, 40

# What the service knows, upper and lower case as it wants them: it finds nothing, or everything, with others.
_FILTERS = (
    "searchTerm", "agencyId", "documentType", "docketId", "postedDate", "lastModifiedDate", "commentEndDate",
    "frDocNum", "withinCommentPeriod", "subtype",
)  # fmt: skip
_TYPES = {"Proposed Rule", "Rule", "Notice", "Supporting & Related Material", "Other"}

Parameters = tuple[tuple[str, str], ...]


def fetch(query: Query, context: Context) -> Fetch:
    """Documents that the query names ("regulations.gov:DOE-HQ-2031-0001-0002"), and those its phrases find.

    `[regulations-gov] query` is taken as filters instead ("filter[docketId]=DOE-HQ-2031-0001").  Raises QueryError if
    it holds none, for without one the service gives everything.
    """
    scope = wanted(query, NAME)
    ids = [match[1] for match in named(scope, NAME)]
    searches = _searches(query, scope)
    if not (ids or searches):
        raise nothing_to_ask(NAME, "text in Latin script")
    native = [*ids, *("&".join(f"{name}={value}" for name, value in search) for search in searches)]
    # 1,000 requests an hour.
    manners = Manners(NAME, Spacing(3.6), is_json, HeaderKey("X-Api-Key", "API_DATA_GOV_KEY"))
    asking = Asking(NAME, "; ".join(native), _BASE, manners, context, licences.US_DOCKETS)
    return asking.fetched(_records(ids, searches, asking))


def _searches(query: Query, scope: PolicyScope) -> list[Parameters]:
    native = query.native.get(NAME)
    if native is not None:
        own = tuple((name, value) for name, value in parse_qsl(native) if value.strip())
        where = (f"{query.name}.toml", f"{NAME}.query")
        if not any(name.startswith("filter[") for name, _ in own):
            raise QueryError(*where, "a filter is wanted, such as filter[agencyId]=DOE")
        for name, value in own:
            if name.startswith("filter[") and name.removeprefix("filter[").partition("]")[0] not in _FILTERS:
                raise QueryError(*where, f"{name!r} is no filter; it knows, in this case, {', '.join(_FILTERS)}")
            if name == "filter[documentType]" and not set(value.split(",")) <= _TYPES:
                raise QueryError(
                    *where, f"{value!r} is no documentType; it knows, in this case, {'; '.join(sorted(_TYPES))}"
                )
        return [own]
    ends = (("ge", scope.published.since), ("le", scope.published.until))
    period = tuple((f"filter[postedDate][{name}]", day.isoformat()) for name, day in ends if day is not None)
    return [(("filter[searchTerm]", f'"{phrase}"'), *period) for phrase in phrases(scope, "latin")]


def _records(ids: list[str], searches: list[Parameters], asking: Asking) -> Iterator[Parsed]:
    for own in ids:
        asking.promise(1)
        url = f"{asking.base}/documents/{own}"
        yield from asking.texts(Request(url, expects="json", none=frozenset({404}), fresh=_FRESH), regulations_gov)
    for search in searches:
        yield from _found(search, asking)


def _found(search: Parameters, asking: Asking) -> Iterator[Parsed]:
    received, total = 0, None
    for number in range(1, _MOST_PAGES + 1):
        parameters = (*search, ("sort", "-postedDate"), ("page[size]", str(_SIZE)), ("page[number]", str(number)))
        answer = asking.ask(Request(f"{asking.base}/documents", parameters, expects="json", fresh=_FRESH))
        if total is None:
            total = _total(answer)
            asking.promise(total)
        found = asking.read(answer, regulations_gov)
        received += len(found)
        yield from found
        if not found or received >= total:
            break
    if received < (total or 0):
        asking.missing["are not shown by the search"] += (total or 0) - received


def _total(answer: Answer) -> int:
    """How many documents the service counts."""
    content = answers.answer(BytesIO(answer.content), answer.url)
    try:
        total = inner(content, "meta").get("totalElements")
    except ValueError as error:
        raise FormatError(answer.url, str(error)) from None
    if not isinstance(total, int):
        raise FormatError(answer.url, "its answer does not count its documents")
    return total
