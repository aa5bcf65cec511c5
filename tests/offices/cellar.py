"""CELLAR: SPARQL on titles, texts by CELEX number and language, some not ready at once, some in parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.offices.base import Asked, Office, Reply

_CONTAINS = re.compile(r'CONTAINS\(LCASE\(STR\(\?title\)\), "([^"]*)"\)')
_NAMED = re.compile(r"STR\(\?celex\) IN \(([^)]*)\)")
_SINCE = re.compile(r'\?date >= "([0-9-]+)"')


def act_xhtml(title: str, articles: int, annexes: int = 0, begin: int = 1) -> str:
    """An invented act as the Official Journal prints it."""
    body = "".join(
        f'<div id="art_{number}"><p class="oj-ti-art">Article {number}</p><p class="oj-sti-art">Heading {number}</p>'
        f'<p class="oj-normal">1.   Invented paragraph of article {number}.</p></div>'
        for number in range(begin, begin + articles)
    )
    numerals = ["I", "II", "III", "IV"]
    body += "".join(
        f'<div id="anx_{numeral}"><p class="oj-doc-ti">ANNEX {numeral}</p><p class="oj-normal">Things.</p></div>'
        for numeral in numerals[:annexes]
    )
    head = (
        f'<p class="oj-hd-date">1.2.2031</p><p class="oj-hd-lg">EN</p><p class="oj-doc-ti">{title}</p>' if title else ""
    )
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{head}{body}</body></html>'


@dataclass
class Act:
    """An act of the office; texts: by language as CELLAR names it; parts: of a text in several files."""

    celex: str
    title: str
    date: str = "2031-01-15"
    entry: str = "2031-02-20"
    force: str = "1"
    texts: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)


class Cellar(Office):
    """It finds acts by title, and gives their texts."""

    SOURCE = "cellar"

    def __init__(self, acts: Iterable[Act], clock: Any = None) -> None:
        super().__init__(clock)
        self.acts = {act.celex: act for act in acts}

    def reply(self, asked: Asked) -> Reply:
        if asked.path == "/webapi/rdf/sparql":
            return self._search(asked.body.decode())
        if asked.path.startswith("/resource/celex/"):
            return self._text(self.acts.get(asked.path.rpartition("/")[2]), asked)
        if match := re.fullmatch(r"/resource/cellar/(.+)\.0006\.03/DOC_([0-9]+)", asked.path):
            return Reply(200, self.acts[match[1]].parts[int(match[2]) - 1].encode(), "application/xhtml+xml")
        return Reply(404, b"no such address")

    def _search(self, sparql: str) -> Reply:
        words = _CONTAINS.findall(sparql)
        named = re.findall(r'"([^"]*)"', match[1]) if (match := _NAMED.search(sparql)) else []
        since = match[1] if (match := _SINCE.search(sparql)) else ""
        rows = []
        for act in self.acts.values():
            if act.celex in named or (any(word in act.title.lower() for word in words) and act.date >= since):
                cells = {"celex": act.celex, "title": act.title, "date": act.date, "force": act.force}
                rows += [{**cells, "entry": act.entry}, {**cells, "entry": "9999-12-31"}]
        bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows]
        body = json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})
        return Reply(200, body.encode(), "application/sparql-results+json;charset=UTF-8")

    def _text(self, act: Act | None, asked: Asked) -> Reply:
        if act is None:
            return Reply(404, b"no such work")
        if act.parts:
            links = "".join(
                f'<li><a href="http://publications.europa.eu/resource/cellar/{act.celex}.0006.03/DOC_{number}">x</a></li>'
                for number in range(1, len(act.parts) + 1)
            )
            return Reply(300, f"<html><body><ul>{links}</ul></body></html>".encode(), "text/html")
        text = act.texts.get(asked.headers.get("Accept-Language", ""))
        return Reply(406, b"") if text is None else Reply(200, text.encode(), "application/xhtml+xml;charset=UTF-8")
