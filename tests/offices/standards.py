"""The services of SAMR and ISO Open Data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from tests.offices.base import Asked, Office, Reply


def national(code: str, title: str, issued: str = "2025-03-28") -> dict[str, str]:
    """A row of the national standards."""
    return {"C_STD_CODE": code, "C_C_NAME": title, "STATE": "现行", "STD_NATURE": "强制性", "ISSUE_DATE": issued,
            "ACT_DATE": "2026-07-01"}  # fmt: skip


def industry(code: str, title: str) -> dict[str, Any]:
    """A row of the industry standards."""
    return {"code": code, "chName": title, "industry": "汽车", "status": "现行", "issueDate": 1518105600000,
            "actDate": 1538323200000, "chargeDept": "发明部"}  # fmt: skip


class Samr(Office):
    """Three services at one address: national standards, industry standards, the system of open texts.

    The first finds words in texts too: every row whose `body` holds them.
    """

    SOURCE = "samr"

    def __init__(
        self,
        nationals: Iterable[dict[str, str]],
        industries: Iterable[dict[str, Any]],
        opened: Iterable[dict[str, str]] = (),
        clock: Any = None,
    ) -> None:
        super().__init__(clock)
        self.nationals, self.industries, self.opened = list(nationals), list(industries), list(opened)

    def reply(self, asked: Asked) -> Reply:
        if asked.path == "/gb/search/gbQueryPage":
            told = asked.parameters
            rows = [row for row in self.nationals if told["searchText"] in "".join(row.values())]
            size, page = int(told["pageSize"]), int(told["pageNumber"])
            marked = [{**row, "C_C_NAME": f"<sacinfo>{row['C_C_NAME']}</sacinfo>"} for row in rows]
            return _json({"total": len(rows), "pageNumber": page, "rows": marked[(page - 1) * size : page * size]})
        if asked.path == "/stdQueryList":
            told = dict(parse_qsl(asked.body.decode()))
            rows = [row for row in self.industries if told["key"] in f"{row['code']} {row['chName']}"]
            size, page = int(told["size"]), int(told["current"])
            shown = rows[(page - 1) * size : page * size]
            return _json({"current": page, "total": len(rows), "searchCount": True, "records": shown})
        if asked.path == "/bzgk/std/std_list":
            return self._open(asked.parameters["p.p2"])
        return Reply(404, b"no such address")

    def _open(self, code: str) -> Reply:
        rows = "".join(
            f"<tr><td>1</td><td>{row['C_STD_CODE']}</td><td></td><td></td><td>{row['C_C_NAME']}</td><td>强标</td>"
            f"<td>{row['STATE']}</td><td>{row['ISSUE_DATE']}</td><td>{row['ACT_DATE']}</td><td>查看</td></tr>"
            for row in self.opened
            if code in row["C_STD_CODE"]
        )
        page = f'<!DOCTYPE html><html><table class="table result_list"><tbody>{rows}</tbody></table></html>'
        return Reply(200, page.encode(), "text/html;charset=UTF-8")


class IsoOpenData(Office):
    """One file of lines, with an ETag: who has it already is told so."""

    SOURCE = "iso"
    BASE = "/opendata"
    PATH = "/_latest/iso_deliverables_metadata/json/iso_deliverables_metadata.jsonl"

    def __init__(self, rows: Iterable[dict[str, Any]], clock: Any = None) -> None:
        super().__init__(clock)
        self.body = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
        self.edition = "0x1"

    def reply(self, asked: Asked) -> Reply:
        if asked.path != self.PATH:
            return Reply(404, b"<?xml version='1.0'?><Error/>", "application/xml")
        if asked.headers.get("If-None-Match") == self.edition:
            return Reply(304)
        return Reply(200, self.body, "application/octet-stream", {"ETag": self.edition})


def deliverable(reference: str, title: str, scope: str = "", published: str = "2024-01-01") -> dict[str, Any]:
    """A line of ISO Open Data."""
    return {"id": 1, "deliverableType": "IS", "reference": reference, "currentStage": 6060, "title": {"en": title},
            "publicationDate": published, "scope": {"en": f"<p>{scope}</p>"}}  # fmt: skip


def _json(content: object) -> Reply:
    return Reply(200, json.dumps(content, ensure_ascii=False).encode(), "text/json;charset=UTF-8")
