"""SureChEMBL in a box: search by Solr, contents of a document, its family; no key, no word on its pace."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from landscape.records import PartyForm, Publication
from tests.offices.base import Asked, Office, Reply
from tests.offices.boolean import Indexed, Predicate, has, parse

_TOKEN = re.compile(r'\s*(?:([()])|(AND|OR|NOT)\b|(\w+):|("(?:[^"\\]|\\.)*")|\[(\S+) TO (\S+)\]|([^\s()]+))')


class SureChembl(Office):
    """Knows these publications.

    pads: its index spells symbols in the columns of ST.8 only; short: so many hits of each page are lacking, though
    they are counted; shift: each page begins so many hits further, as if so many had come in front of it; bare: it
    returns neither symbols nor citations nor events.
    """

    SOURCE = "surechembl"
    BASE = "/api"

    def __init__(self, publications: Iterable[Publication], clock: Any = None) -> None:
        super().__init__(clock)
        self.known = {ucid(each): each for each in publications}
        self.pads, self.short, self.shift, self.bare = False, 0, 0, False
        self.understood = True

    def reply(self, asked: Asked) -> Reply:
        if asked.path == "/search/content" and asked.method == "POST":
            return self._search(asked)
        contents = re.fullmatch(r"/document/([^/]+)/(contents|family/members)", asked.path)
        if not contents:
            return _envelope(404, "NOT_FOUND", None, "no such address")
        each = self.known.get(contents[1])
        if contents[2] == "family/members":
            if each is None or each.family_id is None:
                message = "SQL exception detected while reading family members"
                return _envelope(500, "INTERNAL_SERVER_ERROR", None, message)
            members = [{name: {}} for name, other in self.known.items() if other.family_id == each.family_id]
            return _envelope(200, "OK", {contents[1]: {"members": members}})
        if each is None:
            return _envelope(404, "NOT_FOUND", None, "document not found")
        return _envelope(200, "OK", _contents(each, bare=self.bare))

    def _search(self, asked: Asked) -> Reply:
        size, page = int(asked.parameters["itemsPerPage"]), int(asked.parameters["page"])
        query = asked.parameters["query"]
        if query.strip() == "*:*":
            return _envelope(400, "BAD_REQUEST", None, "Query is too general")
        try:
            wanted = parse(_tokens(query), self._term)
        except ValueError as error:
            return _envelope(400, "BAD_REQUEST", None, f"org.apache.solr.search.SyntaxError: {error}")
        rows = [Indexed(each) for each in self.known.values()]
        found = [row.publication for row in rows if wanted(row)]
        # A page past the end repeats the last.
        last = max(1, -(-len(found) // size))
        begin = (min(page, last) - 1) * size + (self.shift if page > 1 else 0)
        shown = found[begin : begin + size - self.short]
        documents = [
            {
                "docId": ucid(each),
                "metadata": {"titles": [{"lang": "en", "titles": [t.text for t in each.titles]}], "pd": _day(each)},
                "pa": each.applicants[0].name if each.applicants else "null",
            }
            for each in shown
        ]
        return _envelope(200, "OK", {"results": {"documents": documents, "total_hits": len(found)}})

    def _term(self, tokens: list[str]) -> Predicate:
        """A field and its value, or a list of values in parentheses."""
        if len(tokens) < 2 or not tokens[0].endswith(":"):
            raise ValueError(f"Cannot parse {' '.join(tokens[:3])!r}")
        name = tokens.pop(0)[:-1]
        if tokens[0] != "(":
            return self._value(name, tokens.pop(0))
        end = tokens.index(")")
        inner, tokens[: end + 1] = tokens[1:end], []
        return parse(inner, lambda left: self._value(name, left.pop(0)))

    def _value(self, name: str, spelled: str) -> Predicate:
        value = spelled.strip('"')
        if name == "pd":
            since, until = value.split("\t")
            return lambda row: (since == "*" or row.date >= since) and (until == "*" or row.date <= until)
        if name == "cpc":
            return lambda row: any(self._has_symbol(symbol, value) for symbol in row.cpc)
        if name == "pn":
            return lambda row: ucid(row.publication) == value or not spelled.startswith('"')
        if name in ("pnctry", "pnnum"):
            part = {"pnctry": "country", "pnnum": "number"}[name]
            return lambda row: bool(getattr(row.publication.number, part) == value)
        fields = {"ttl": "title", "ab": "abstract", "clm": "claims", "asg": "applicants"}
        if name not in fields:
            # A field that is not known is passed over, and the rest of the question matches everything.
            return lambda row: True
        return lambda row: has(getattr(row, fields[name]), value)

    def _has_symbol(self, symbol: str, value: str) -> bool:
        if not self.understood:
            return "/" not in value and symbol.startswith(value)
        group, _, subgroup = symbol[4:].partition("/")
        held = f"{symbol[:4]}{group:>4}/{subgroup}" if self.pads else symbol
        return value == held or ("/" not in value and symbol.startswith(value))


def ucid(each: Publication) -> str:
    """As the index names a publication: those of the US with seven digits behind the year."""
    number = each.number
    return (
        f"{number.country}-{number.google[2 : -len(number.kind)]}-{number.kind}"
        if number.country == "US"
        else str(number)
    )


def _day(each: Publication) -> str:
    return f"{each.publication_date:%Y%m%d}" if each.publication_date else "null"


def _envelope(code: int, status: str, data: object, message: str | None = None) -> Reply:
    told = {"status": status, "data": data, "timestamp": "2026-11-23T00:00:00Z", "error_message": message}
    return Reply(code, json.dumps(told, ensure_ascii=False).encode(), "application/json")


def _tokens(query: str) -> list[str]:
    found, at, query = [], 0, query.rstrip()
    while at < len(query):
        match = _TOKEN.match(query, at)
        if not match:
            raise ValueError(f"Cannot parse {query[at : at + 20]!r}")
        at = match.end()
        bracket, word, field, quoted, since, until, bare = match.groups()
        found.append(f"{since}\t{until}" if since else f"{field}:" if field else bracket or word or quoted or bare)
    return found


def _contents(each: Publication, *, bare: bool) -> dict[str, object]:
    """As the API nests it; a party comes once for each form of its name, and once in between."""
    forms = {PartyForm.AS_FILED: "original", PartyForm.STANDARDISED: "epo"}
    applicants = [
        {
            "sequence": str(party.sequence),
            "format": forms.get(party.form, "intermediate"),
            "addressbook": {"lastName": party.name, "address": {"country": party.country}},
        }
        for party in each.applicants
    ]
    applicants += [{**entry, "format": "intermediate"} for entry in applicants[:1]]
    technical: dict[str, object] = {
        "inventionTitles": [{"lang": text.language.upper(), "title": text.text} for text in each.titles]
    }
    if not bare:
        symbols = [c.symbol for c in each.classifications if c.scheme == "CPC"]
        technical["classificationsCpc"] = [
            {"classificationCpc": [{"scheme": "CPC", "classification": _in_columns(symbol)} for symbol in symbols]}
        ]
        cited = [{"ucid": str(c.cited), "sources": {"source": [{"name": "SEA"}]}} for c in each.citations if c.cited]
        technical["citations"] = [{"patentCitations": {"patcit": cited}}]
    events = [
        {
            "@country": event.office,
            "@code": event.code,
            "@date": f"{event.date:%Y%m%d}",
            "legal-event-body": {"event-title": {"$": event.description}},
        }
        for event in each.events
        if event.date
    ]
    document = {
        "published": _day(each),
        "family": [each.family_id] if each.family_id else "",
        "abstracts": [_section(text.language, f"<p>{text.text}</p>") for text in each.abstracts],
        "claimResponses": [
            _section(found.language, "".join(f"<p>{claim.number}. {claim.text}</p>" for claim in found.claims))
            for found in each.claims
        ],
        "descriptions": [],
        "legalStatus": [] if bare else [{"legal-event": events}],
        "bibliographicData": {
            "applicationReference": [{"ucid": str(each.application)}] if each.application else [],
            "priorityClaims": [
                {"priorityClaims": [{"ucid": p.number.replace(" ", "-"), "documentId": {"date": f"{p.date:%Y%m%d}"}}]}
                for p in each.priorities
                if p.date
            ],
            "parties": [{"applicants": {"applicant": applicants}}],
            "technicalData": technical,
        },
    }
    return {"doc_id": ucid(each), "contents": {"patentDocument": document}}


def _section(code: str, content: str) -> dict[str, object]:
    return {"lang": code.upper(), "section": {"content": content, "annotations": []}}


def _in_columns(symbol: str) -> str:
    group, _, subgroup = symbol[4:].partition("/")
    return f"{symbol[:4]}{group:>4}/{subgroup:<15}20130101 LI20200101BHEP        "
