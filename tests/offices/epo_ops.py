"""EPO Open Patent Services in a box: tokens, search by CQL, documents in bulk, families, quotas and pace."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from landscape.records import Publication
from tests.offices import exchange
from tests.offices.base import Asked, Fault, Office, Reply
from tests.offices.boolean import Indexed, Predicate, has, parse

XML = "application/xml;charset=UTF-8"
TOKEN = "/auth/accesstoken"
KEY, SECRET = "invented-consumer-key", "invented-consumer-secret"
CLAIMS = {"EP", "WO", "AT", "BE", "CH", "ES", "FR", "GB"}
LIMITS = {"images": 200, "inpadoc": 60, "other": 1000, "retrieval": 200, "search": 30}
_TOKEN = re.compile(r'\s*(?:([()])|(?:(and|or)\b)|(\w+)\s*(>=|<=|=|within)\s*(?:(/low)\s+)?("[^"]*"|[^\s()]+))', re.I)
_TERMS = 10


class EpoOps(Office):
    """Knows these publications.

    limits: requests a minute by service, as announced; enforced: refuse what goes beyond them; expired_as: status of
    an answer to a token that has ended; absent: numbers that a search finds but no document is there for, by status
    of the stub, "" for none at all.
    """

    SOURCE = "epo-ops"
    BASE = "/3.2"

    def __init__(
        self, publications: Iterable[Publication], clock: Any = None, *, key: str = KEY, secret: str = SECRET
    ) -> None:
        super().__init__(clock)
        self.known = {each.number.docdb: each for each in publications}
        self.limits = dict(LIMITS)
        self.enforced = True
        self.expired_as = 400
        self.absent: dict[str, str] = {}
        self.refused = 0
        self._given = base64.b64encode(f"{key}:{secret}".encode()).decode()
        self._tokens: dict[str, float] = {}
        self._found: dict[str, list[Publication]] = {}
        self._rows: list[Indexed] = []

    def add(self, publications: Iterable[Publication]) -> None:
        """Publish more."""
        self.known |= {each.number.docdb: each for each in publications}
        self._found.clear()
        self._rows.clear()

    def expire(self) -> None:
        """Let all tokens end."""
        self._tokens.clear()

    def reply(self, asked: Asked) -> Reply:
        if asked.path == TOKEN:
            return self._token(asked)
        if self._now() >= self._tokens.get(asked.headers.get("Authorization", "").removeprefix("Bearer "), 0.0):
            body = exchange.error(self.expired_as, "invalid_access_token")
            return Reply(self.expired_as, body, XML)
        service = service_of(asked)
        if self.enforced and self._asked_lately(service) > self.limits[service]:
            self.refused += 1
            return Reply(403, exchange.error(403, "throttled"), XML, self._headers(black=service))
        path = asked.path.removeprefix("/rest-services/")
        return self._served(path, asked).with_headers(self._headers())

    def _served(self, path: str, asked: Asked) -> Reply:
        if path == "published-data/search":
            return self._search(asked)
        document = re.fullmatch(r"published-data/publication/(docdb|epodoc)/(?:([^/]+)/)?(biblio|claims)", path)
        if document:
            form, number, what = document.groups()
            names = [number] if number else re.split(r"[\s,]+", asked.body.decode().strip())
            return self._documents(form, names, what)
        family = re.fullmatch(r"family/publication/docdb/([^/]+)(/legal)?", path)
        if family and family[1] in self.known:
            whole = self.known[family[1]]
            members = [each for each in self.known.values() if each.family_id == whole.family_id]
            return Reply(200, exchange.family(whole, members, legal=bool(family[2])), XML)
        return Reply(404, exchange.fault("SERVER.EntityNotFound", "No results found"), XML)

    def _token(self, asked: Asked) -> Reply:
        if asked.headers.get("Authorization") != f"Basic {self._given}":
            return Reply(401, exchange.error(401, "invalid_client"), XML)
        if asked.body != b"grant_type=client_credentials":
            return Reply(400, exchange.error(400, "Required param : grant_type"), XML)
        token = f"invented-token-{len(self.requests)}"
        self._tokens[token] = self._now() + 1199
        told = {"token_type": "BearerToken", "access_token": token, "expires_in": "1199", "status": "approved"}
        return Reply(200, json.dumps(told).encode(), "application/json")

    def _search(self, asked: Asked) -> Reply:
        cql = asked.parameters.get("q", "")
        begin, end = map(int, (asked.parameters.get("Range") or asked.headers.get("X-OPS-Range", "1-25")).split("-"))
        if end - begin >= 100 or end > 2000:
            return Reply(413, exchange.fault("SERVER.InvalidRange", f"{begin}-{end}"), XML)
        try:
            found = self._matching(cql)
        except ValueError as error:
            code = "CLIENT.ScopeTermsMaximumNumber" if "terms" in str(error) else "CLIENT.CQL"
            return Reply(400, exchange.fault(code, str(error)), XML)
        if not found[begin - 1 :]:
            return Reply(404, exchange.fault("SERVER.EntityNotFound", "No results found"), XML)
        page = found[begin - 1 : end]
        return Reply(200, exchange.hits(page, cql, min(len(found), 10_000), begin, end), XML)

    def _matching(self, cql: str) -> list[Publication]:
        if cql not in self._found:
            self._rows = self._rows or [Indexed(each) for each in self.known.values()]
            wanted = parse(_tokens(cql), _term)
            found = [row.publication for row in self._rows if wanted(row)]
            self._found[cql] = sorted(found, key=lambda each: (each.publication_date, each.number), reverse=True)  # type: ignore[arg-type,return-value]
        return self._found[cql]

    def _documents(self, form: str, names: list[str], what: str) -> Reply:
        if len(names) > 100:
            return Reply(413, exchange.fault("CLIENT.TooManyReferences", "more than 100"), XML)
        by_epodoc = {each.number.epodoc: each for each in self.known.values()} if form == "epodoc" else {}
        found = [each for name in names if (each := by_epodoc.get(name) or self.known.get(name))]
        if what == "claims":
            whole = [each for each in found if each.number.country in CLAIMS and each.claims]
            if whole:
                return Reply(200, exchange.fulltexts(whole), XML)
            return Reply(404, exchange.fault("SERVER.EntityNotFound", "No results found"), XML)
        documents = []
        for each in found:
            status = self.absent.get(each.number.docdb)
            if status is None:
                documents.append(exchange.document(each))
            elif status:
                documents.append(exchange.stub(each.number, status))
        if not documents:
            return Reply(404, exchange.fault("SERVER.EntityNotFound", "No results found"), XML)
        return Reply(200, exchange.world(f"<exchange-documents>{''.join(documents)}</exchange-documents>"), XML)

    def _headers(self, black: str = "") -> dict[str, str]:
        items = ", ".join(
            f"{name}={'black:0' if name == black else f'green:{limit}'}" for name, limit in sorted(self.limits.items())
        )
        told = {
            "X-Throttling-Control": f"idle ({items})",
            "X-IndividualQuotaPerHour-Used": "380220",
            "X-RegisteredQuotaPerWeek-Used": "1458466",
        }
        return told | ({"Retry-After": "60000"} if black else {})

    def _asked_lately(self, service: str) -> int:
        since = self._now() - 60
        return sum(each.at > since and service_of(each) == service for each in reversed(self.requests[-1100:]))

    def _now(self) -> float:
        return float(self.clock.seconds()) if self.clock is not None else 0.0


def service_of(asked: Asked) -> str:
    """The service whose limit a request counts for."""
    path = asked.path.removeprefix("/rest-services/")
    if path.startswith("published-data/search"):
        return "search"
    if path.startswith("published-data/"):
        return "retrieval"
    return "inpadoc" if path.startswith(("family/", "legal/")) else "other"


def quota(kind: str) -> Fault:
    """A used quota: "IndividualQuotaPerHour" or "RegisteredQuotaPerWeek"."""
    body = exchange.error(403, "This request has been rejected due to the violation of Fair Use policy")
    return lambda asked, reply: Reply(403, body, XML, {"X-Rejection-Reason": kind})


def expired(code: int) -> Fault:
    """A token that has ended, told with this status."""
    return lambda asked, reply: Reply(code, exchange.error(code, "invalid_access_token"), XML)


def _tokens(cql: str) -> list[str]:
    """Parentheses, words that join, and terms as "index relation value", each in one piece."""
    found, at = [], 0
    counts: dict[str, int] = {}
    cql = cql.rstrip()
    while at < len(cql):
        match = _TOKEN.match(cql, at)
        if not match:
            raise ValueError(f"cannot be read from {cql[at : at + 20]!r}")
        at = match.end()
        bracket, word, index, relation, low, value = match.groups()
        if index:
            counts[index] = counts.get(index, 0) + len(value.split())
            found.append("\t".join((index.lower(), relation, low or "", value.strip('"'))))
        else:
            found.append(bracket or word)
    for index, count in counts.items():
        if count > _TERMS or sum(counts.values()) > 20:
            raise ValueError(f"Too many terms within an index scope: {index}")
    return found


def _term(tokens: list[str]) -> Predicate:
    parts = tokens.pop(0).split("\t")
    if len(parts) != 4:
        raise ValueError(f"a term is wanted, not {parts[0]}")
    index, relation, low, value = parts
    if index == "pd":
        since, until = (value.split() * 2)[:2] if relation == "within" else (value, value)
        return {
            ">=": lambda row: row.date >= since,
            "<=": lambda row: row.date <= since,
        }.get(relation, lambda row: since <= row.date <= until)
    if index == "cpc":
        return lambda row: any(symbol.startswith(value) if low else symbol == value for symbol in row.cpc)
    if index == "pn":
        return lambda row: row.publication.number.epodoc.startswith(value)
    terms: dict[str, Callable[[Indexed], bool]] = {
        "ta": lambda row: has(row.title, value) or has(row.abstract, value),
        "ti": lambda row: has(row.title, value),
        "ab": lambda row: has(row.abstract, value),
        "pa": lambda row: has(row.applicants, value),
        "ct": lambda row: value in row.cited,
    }
    if index not in terms:
        raise ValueError(f"no index {index}")
    return terms[index]
