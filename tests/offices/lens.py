"""The Lens: search in a part of Elasticsearch's language, scrolls that live a minute, limits by minute and month."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from landscape.records import Publication
from tests.offices.base import Asked, Office, Reply
from tests.offices.boolean import Indexed, has

TOKEN = "invented-lens-token"
_LIFE = 60.0
_PREFIX = re.compile(r"([\w.]+):(\S+)\*")


@dataclass
class _Scroll:
    left: list[Indexed]
    size: int
    total: int
    until: float


@dataclass
class Plan:
    """What a token allows."""

    a_minute: int = 50
    a_month: int = 100_000
    used: list[float] = field(default_factory=list)


class Lens(Office):
    """It searches its publications; same_id: every page of a scroll comes with the same scroll id."""

    SOURCE = "lens"

    def __init__(self, publications: Iterable[Publication], clock: Any = None, *, same_id: bool = False) -> None:
        super().__init__(clock)
        self.records = [Indexed(publication) for publication in publications]
        self.plan, self.same_id = Plan(), same_id
        self._scrolls: dict[str, _Scroll] = {}
        self._opened = 0

    def reply(self, asked: Asked) -> Reply:
        if asked.path != "/patent/search" or asked.method != "POST":
            return _said(404, "Not found")
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _said(401, "Unauthorized")
        now = asked.at
        self.plan.used = [at for at in self.plan.used if at > now - 60]
        left = self.plan.a_minute - len(self.plan.used) - 1
        headers = {
            "x-rate-limit-remaining-request-per-minute": str(max(0, left)),
            "x-rate-limit-remaining-request-per-month": str(max(0, self.plan.a_month - 1)),
            "x-rate-limit-reset-date": "2026-12-01",
        }
        if left < 0 or self.plan.a_month <= 0:
            headers["x-rate-limit-retry-after-seconds"] = "7"
            return _said(429, "Too many requests").with_headers(headers)
        self.plan.used.append(now)
        self.plan.a_month -= 1
        return self._found(json.loads(asked.body), now).with_headers(headers)

    def _found(self, body: dict[str, Any], now: float) -> Reply:
        if "scroll_id" in body:
            scroll = self._scrolls.pop(body["scroll_id"], None)
            if scroll is None or scroll.until < now:
                return _said(400, "Invalid or expired scroll id")
            if not scroll.left:
                return Reply(204, b"", "application/json")
            return self._page(scroll, now, body["scroll_id"])
        try:
            found = [record for record in self.records if _matches(record, body["query"])]
        except (KeyError, ValueError) as error:
            return _said(400, f"Malformed request: {error}")
        found.sort(key=lambda record: record.date, reverse=True)
        self._opened += 1
        return self._page(_Scroll(found, body["size"], len(found), now), now, f"scroll-{self._opened};0")

    def _page(self, scroll: _Scroll, now: float, identity: str) -> Reply:
        hits, scroll.left = scroll.left[: scroll.size], scroll.left[scroll.size :]
        name, number = identity.split(";")
        following = identity if self.same_id else f"{name};{int(number) + 1}"
        scroll.until = now + _LIFE
        self._scrolls[following] = scroll
        answer = {
            "total": scroll.total,
            "data": [_record(hit.publication) for hit in hits],
            "results": len(hits),
            "scroll_id": following,
        }
        return Reply(200, json.dumps(answer, ensure_ascii=False).encode(), "application/json")


def _said(status: int, message: str) -> Reply:
    return Reply(status, json.dumps({"message": message}).encode(), "application/json")


def _matches(record: Indexed, query: Any) -> bool:
    if isinstance(query, str):
        query = {"query_string": {"query": query}}
    ((kind, content),) = query.items()
    if kind == "bool":
        must, should = [*content.get("must", []), *content.get("filter", [])], content.get("should", [])
        return all(_matches(record, each) for each in must) and (
            not should or any(_matches(record, each) for each in should)
        )
    if kind == "query_string":
        return _query_string(record, content)
    ((name, value),) = content.items()
    if kind == "match_phrase":
        return has(_words(record, name), value)
    if kind == "range":
        limits = [day.replace("-", "") for day in (value.get("gte", "0"), value.get("lte", "9"))]
        return name == "date_published" and limits[0] <= record.date <= limits[1]
    if kind == "term" and name.endswith(".symbol"):
        return value in _symbols(record, name)
    if kind == "terms" and name == "ids":
        number = record.publication.number
        return f"{number.country}_{number.google[2 : -len(number.kind)]}_{number.kind}" in value
    raise ValueError(kind)


def _query_string(record: Indexed, content: dict[str, Any]) -> bool:
    prefix = _PREFIX.fullmatch(content["query"].replace("\\", ""))
    if prefix:
        return any(symbol.startswith(prefix[2]) for symbol in _symbols(record, prefix[1]))
    fields: Sequence[str] = content.get("fields", ("title", "abstract", "claim"))
    return any(all(has(_words(record, name), word) for word in content["query"].split(" AND ")) for name in fields)


def _words(record: Indexed, name: str) -> str:
    words = {
        "title": record.title,
        "abstract": record.abstract,
        "claim": record.claims,
        "applicant.name": record.applicants,
    }
    return words[name]


def _symbols(record: Indexed, name: str) -> list[str]:
    scheme = {"class_cpc.symbol": "CPC", "class_ipcr.symbol": "IPC"}[name]
    return [each.symbol for each in record.publication.classifications if each.scheme == scheme]


def _record(publication: Publication) -> dict[str, Any]:
    """A publication in the layout of the API."""
    number = publication.number
    spelled = {"jurisdiction": number.country, "doc_number": number.number, "kind": number.kind}
    published = str(publication.publication_date)
    symbols: dict[str, list[dict[str, str]]] = {"CPC": [], "IPC": []}
    for each in publication.classifications:
        symbols[each.scheme].append({"symbol": each.symbol})
    return {
        "lens_id": f"000-{number.country}-{number.number}-{number.kind}",
        **spelled,
        "date_published": published,
        "biblio": {
            "publication_reference": {**spelled, "date": published},
            "invention_title": [{"text": each.text, "lang": each.language} for each in publication.titles],
            "parties": {
                "applicants": [
                    {"residence": party.country, "extracted_name": {"value": party.name}}
                    for party in publication.applicants
                ]
            },
            "classifications_cpc": {"classifications": symbols["CPC"]},
            "classifications_ipcr": {"classifications": symbols["IPC"]},
        },
        "abstract": [{"text": each.text, "lang": each.language} for each in publication.abstracts],
        "claims": [
            {"claims": [{"claim_text": [f"{claim.number}. {claim.text}"]} for claim in each.claims], "lang": "en"}
            for each in publication.claims
        ],
        "legal_status": {"patent_status": "PENDING"},
    }
