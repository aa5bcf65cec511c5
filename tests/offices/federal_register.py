"""The Federal Register: a search with silent caps, documents by number, texts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.offices.base import Asked, Office, Reply

TEXT = """<html><body><pre>[Federal Register Volume 96, Number 1 ({day:%A}, {day:%B} {day.day}, {day.year})]
[Notices]
[Page 100]
[FR Doc No: {number}]

INVENTION DEPARTMENT

{title}

AGENCY: Office of Ideas.

SUMMARY: {words}
</pre></body></html>"""


@dataclass(frozen=True)
class Notice:
    """A document of the office; agency: its slug."""

    number: str
    day: date
    title: str = "Invented Notice"
    words: str = "An invented battery is told of."
    agency: str = "invention-department"

    @property
    def row(self) -> dict[str, object]:
        return {
            "document_number": self.number,
            "publication_date": self.day.isoformat(),
            "title": self.title,
            "type": "Notice",
            "abstract": self.words,
            "agencies": [{"name": "Invention Department", "slug": self.agency}],
            "citation": "96 FR 100",
        }


class FederalRegister(Office):
    """It finds documents by term, agency and day; counted: where its count ends; pages: the last it shows."""

    SOURCE = "federal-register"

    def __init__(self, notices: Iterable[Notice], clock: Any = None, counted: int = 10_000, pages: int = 50) -> None:
        super().__init__(clock)
        self.notices = {notice.number: notice for notice in notices}
        self.counted, self.pages = counted, pages

    def reply(self, asked: Asked) -> Reply:
        if asked.path == "/documents.json":
            return json_reply(self._search(dict(asked.parameters)))
        if asked.path.startswith("/documents/full_text/text/"):
            notice = self.notices.get(asked.path.rpartition("/")[2].removesuffix(".txt"))
            if notice is None:
                return Reply(404, b"no text")
            body = TEXT.format(day=notice.day, number=notice.number, title=notice.title, words=notice.words)
            return Reply(200, body.encode(), "text/plain")
        notice = self.notices.get(asked.path.rpartition("/")[2].removesuffix(".json"))
        return (
            json_reply({"status": 404, "message": "no such document"}, 404)
            if notice is None
            else json_reply(notice.row)
        )

    def _search(self, told: dict[str, str]) -> dict[str, object]:
        """A condition it does not know is passed over, as the service does."""
        term = told.get("conditions[term]", "").strip('"').lower()
        agency = told.get("conditions[agencies][]", "")
        since, until = (told.get(f"conditions[publication_date][{end}]", "") for end in ("gte", "lte"))
        found = [
            notice
            for notice in sorted(self.notices.values(), key=lambda notice: (notice.day, notice.number), reverse=True)
            if term in f"{notice.title} {notice.words}".lower()
            and agency in ("", notice.agency)
            and (since or "0") <= notice.day.isoformat() <= (until or "9")
        ]
        size, page = int(told.get("per_page", "20")), int(told.get("page", "1"))
        if not found:
            return {"description": "Documents", "count": 0}
        page = page if page <= self.pages else 1
        shown = found[(page - 1) * size : page * size]
        count = min(len(found), self.counted)
        rows = [notice.row for notice in shown]
        return {"description": "Documents", "count": count, "total_pages": -(-count // size), "results": rows}


def json_reply(content: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(content).encode(), "application/json; charset=utf-8")
