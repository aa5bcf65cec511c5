"""govinfo and regulations.gov, which want a key, and any site of the web."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tests.offices.base import Asked, Office, Reply
from tests.offices.federal_register import TEXT, Notice, json_reply


class _Keyed(Office):
    KEY = "invented-key"

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("X-Api-Key") != self.KEY:
            return json_reply({"error": {"code": "API_KEY_MISSING"}}, 401)
        return self.content(asked)

    def content(self, asked: Asked) -> Reply:
        raise NotImplementedError


class GovInfo(_Keyed):
    """Lists by marks; texts under a path of their own."""

    SOURCE = "govinfo"

    def __init__(self, notices: Iterable[Notice], clock: Any = None, size: int = 2) -> None:
        super().__init__(clock)
        self.notices, self.size = list(notices), size

    def content(self, asked: Asked) -> Reply:
        if asked.path == "/search":
            return json_reply(self._search(json.loads(asked.body)))
        for notice in self.notices:
            if asked.path == f"/packages/FR-{notice.day}/granules/{notice.number}/htm":
                body = TEXT.format(day=notice.day, number=notice.number, title=notice.title, words=notice.words)
                return Reply(200, body.encode(), "text/html")
        return json_reply({"message": "not found"}, 404)

    def _search(self, told: Mapping[str, Any]) -> dict[str, object]:
        phrase = told["query"].rpartition(' "')[2].strip('"').lower()
        found = [each for each in self.notices if phrase in f"{each.title} {each.words}".lower()]
        start = 0 if told["offsetMark"] == "*" else int(told["offsetMark"])
        rows = [
            {
                "title": each.title,
                "packageId": f"FR-{each.day}",
                "granuleId": each.number,
                "collectionCode": "FR",
                "dateIssued": each.day.isoformat(),
                "governmentAuthor": ["Office of the Federal Register"],
                "download": {"txtLink": f"https://api.stage.example/packages/FR-{each.day}/granules/{each.number}/htm"},
            }
            for each in found[start : start + self.size]
        ]
        return {"results": rows, "offsetMark": str(start + len(rows)), "count": len(found)}


class RegulationsGov(_Keyed):
    """Filters that tell upper from lower case; no filter finds everything."""

    SOURCE = "regulations-gov"
    BASE = "/v4"

    def __init__(self, documents: Mapping[str, Mapping[str, str]], clock: Any = None, shown: int = 10_000) -> None:
        super().__init__(clock)
        self.documents, self.shown = dict(documents), shown

    def content(self, asked: Asked) -> Reply:
        own = asked.path.rpartition("/")[2]
        if own != "documents":
            return (
                json_reply({"data": _entry(own, self.documents[own])}) if own in self.documents else json_reply({}, 404)
            )
        told = asked.parameters
        term, docket = told.get("filter[searchTerm]", "").strip('"').lower(), told.get("filter[docketId]", "")
        rows = [
            _entry(name, attributes)
            for name, attributes in self.documents.items()
            if term in attributes["title"].lower() and docket in ("", attributes["docketId"])
        ]
        size, page = int(told["page[size]"]), int(told["page[number]"])
        shown = rows[: self.shown][(page - 1) * size : page * size]
        return json_reply({"data": shown, "meta": {"totalElements": len(rows), "pageNumber": page}})


def _entry(name: str, attributes: Mapping[str, str]) -> dict[str, object]:
    return {"id": name, "type": "documents", "attributes": {"agencyId": "INV", "documentType": "Notice", **attributes}}


class Web(Office):
    """Pages and files by path."""

    SOURCE = "web"

    def __init__(self, files: Mapping[str, tuple[str, bytes]], clock: Any = None) -> None:
        super().__init__(clock)
        self.files = dict(files)

    def reply(self, asked: Asked) -> Reply:
        if asked.path not in self.files:
            return Reply(404, b"<html>gone</html>", "text/html")
        kind, body = self.files[asked.path]
        return Reply(200, body, kind)
