"""The policy library of gov.cn and the site of MIIT: searches with their traps, pages, PDF files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.offices.base import Asked, Office, Reply

CAPTCHA = b"<!DOCTYPE html><html><body><p>Please slide to verify.</p></body></html>"
_PAGE = """<!DOCTYPE html><html><head><meta name="firstpublishedtime" content="{day}-10:11:12"></head><body></body>
<div class="pages_content" id="UCAP-CONTENT">{body}</div></html>"""


@dataclass(frozen=True)
class ChineseNotice:
    """A notice under its path; pdf: a file that its page links to; more: others, by name; category: of the library."""

    path: str
    title: str
    number: str = ""
    day: str = "2025-04-28"
    body: str = "<p>一、加快电池标准研制。</p>"
    pdf: bytes = b""
    more: Mapping[str, bytes] = field(default_factory=dict)
    category: str = "bumenfile"


class _Pages(Office):
    HOST = ""

    def __init__(self, notices: Iterable[ChineseNotice], clock: Any = None) -> None:
        super().__init__(clock)
        self.notices = {notice.path: notice for notice in notices}

    def page(self, asked: Asked) -> Reply:
        for each in self.notices.values():
            folder, _, name = asked.path.rpartition("/")
            if name in each.more and each.path.startswith(f"{folder}/"):
                return Reply(200, each.more[name], "application/pdf")
        notice = self.notices.get(asked.path.removesuffix(".pdf") + ".htm" * asked.path.endswith(".pdf"))
        if notice is None:
            return Reply(404, b"<html><body>404</body></html>", "text/html")
        if asked.path.endswith(".pdf"):
            return Reply(200, notice.pdf, "application/pdf")
        link = f'<p><a href=".{notice.path[notice.path.rindex("/") : -4]}.pdf">附件</a></p>' if notice.pdf else ""
        link += "".join(f'<p><a href="./{name}">附件</a></p>' for name in notice.more)
        body = _PAGE.format(day=notice.day, body=notice.body + link)
        return Reply(200, body.encode(), "text/html; charset=utf-8")

    def found(self, words: str) -> list[ChineseNotice]:
        return [notice for notice in self.notices.values() if words in f"{notice.title}{notice.number}{notice.body}"]


class GovCn(_Pages):
    """It knows browsers by their name, and a parameter that it does not know makes it find nothing."""

    SOURCE = "gov-cn"
    _KNOWN = frozenset({"t", "q", "timetype", "mintime", "maxtime", "sort", "sortType", "searchfield", "p", "n"})

    def reply(self, asked: Asked) -> Reply:
        if not asked.headers.get("User-Agent", "").startswith("Mozilla/"):
            return Reply(403, CAPTCHA, "text/html")
        return self._search(asked) if asked.path == "/search-gov/data" else self.page(asked)

    def _search(self, asked: Asked) -> Reply:
        told = asked.parameters
        found = [] if set(told) - self._KNOWN else self.found(told["q"])
        found = [each for each in found if told.get("mintime", "") <= each.day <= told.get("maxtime", "9")]
        if not found:
            return _json({"code": 1001, "msg": "抱歉，没有找到相关结果", "data": [], "searchVO": None})
        size, page = int(told["n"]), int(told["p"])
        categories: dict[str, Any] = {}
        for notice in found:
            categories.setdefault(notice.category, []).append(_row(notice))
        listed = {
            name: {"totalCount": len(rows), "listVO": rows[(page - 1) * size : page * size]}
            for name, rows in categories.items()
        }
        return _json({"code": 200, "msg": "操作成功", "searchVO": {"totalCount": 0, "listVO": None, "catMap": listed}})


class Miit(_Pages):
    """Its addresses are relative; without a hit there is no result at all."""

    SOURCE = "miit"

    def reply(self, asked: Asked) -> Reply:
        if asked.path != "/search-front-server/api/search/info":
            return self.page(asked)
        found = self.found(asked.parameters["q"])
        size, page = int(asked.parameters["pg"]), int(asked.parameters["p"])
        rows = [
            {"data": {"title": f"<em>{notice.title}</em>", "url": notice.path, "jsearch_date": notice.day}}
            for notice in found[(page - 1) * size : page * size]
        ]
        result = {"searchResult": {"total": len(found), "dataResults": rows}} if found else {}
        return _json({"success": True, "code": "200", "data": result})


def _row(notice: ChineseNotice) -> dict[str, object]:
    return {
        "title": f"<em>{notice.title}</em>",
        "url": f"https://www.gov.cn{notice.path}",
        "pcode": notice.number,
        "pubtimeStr": notice.day.replace("-", "."),
        "puborg": "发明部",
        "summary": "发明的摘要。",
    }


def _json(content: object) -> Reply:
    return Reply(200, json.dumps(content, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
