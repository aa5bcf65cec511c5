"""A page of gov.cn or of a ministry of China with the body of a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from urllib.parse import urljoin

from landscape.errors import RecordError
from landscape.formats import chinese, licences
from landscape.formats.blocks import html_lines
from landscape.formats.passages import paragraphs
from landscape.formats.reading import Reading
from landscape.formats.xml import MAX_BYTES, Element, html_tree, text
from landscape.records import Document, Provenance

NAME = "chinese-government-page"
TITLE = "pages of gov.cn and MIIT"

# Where the sites put the body: gov.cn, then the layouts of MIIT.
_BODY_IDS = ("UCAP-CONTENT", "con_con")
_BODY_CLASSES = ("pages_content", "TRS_Editor", "TRS_UEDITOR", "ccontent", "xxgk_con", "article_con")
_MARKS = re.compile(rb'id="?(?:UCAP-CONTENT|con_con)\b|name="(?:firstpublishedtime|ArticleTitle)"', re.IGNORECASE)
_MOST_FILES = 10
_TITLES = ("ArticleTitle", "lemmaTitle", "title")
_DAYS = ("firstpublishedtime", "PubDate", "publishdate")
_ISSUERS = ("ContentSource", "source", "SiteName")
_LABELS = {"发文机关": "issuer", "发文字号": "number", "标题": "title", "发布日期": "published", "成文日期": "signed"}


def recognises(head: bytes) -> bool:
    """Whether this is a page of a Chinese authority with a body these sites mark."""
    return bool(_MARKS.search(head))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The document of the page; a page whose body holds only a link to a file says so."""
    reading = Reading(origin, "page")
    try:
        root = html_tree(stream.read(MAX_BYTES + 1), origin.url, "page")
    except RecordError as error:
        yield error
        return
    attached = "; ".join(attachments(root, origin.url))
    facts, metas = _facts(root), _metas(root)
    body = _body(root)
    lines = html_lines(body) if body is not None else []
    if not lines:
        reading.skipped.append(reading.error("its body holds no text" + (f"; see {attached}" if attached else "")))
    number = facts.get("number") or _number(lines)
    title = facts.get("title") or _first(metas, _TITLES) or _title(root)
    yield Document(
        id=number or origin.url,
        title=title or origin.url,
        provenance=reading.licensed(licences.CHINA),
        issuer=facts.get("issuer") or _first(metas, _ISSUERS) or None,
        country="CN",
        number=number or None,
        published=chinese.moment(facts.get("published") or _first(metas, _DAYS) or facts.get("signed"), reading),
        language="zh",
        passages=tuple(paragraphs(lines, "zh")),
    )
    yield from reading.skipped


def attachments(root: Element, url: str) -> list[str]:
    """Addresses of the PDF files that the body links to, of the page's first if the body links to none.

    A notice often has its text there alone.
    """
    body = _body(root)
    found = _pdf_links(body, url) if body is not None else []
    return (found or _pdf_links(root, url)[:1])[:_MOST_FILES]


def _pdf_links(element: Element, url: str) -> list[str]:
    links = [link for each in element.iter("a") if (link := each.get("href") or "").lower().endswith(".pdf")]
    found: dict[str, None] = {}
    for link in links:
        with suppress(ValueError):  # no address, whatever it is
            found[urljoin(url, link)] = None
    return list(found)


def _body(root: Element) -> Element | None:
    for element in root.iter("div", "td"):
        if element.get("id") in _BODY_IDS:
            return element
    for element in root.iter("div", "td"):
        if not set(_BODY_CLASSES).isdisjoint((element.get("class") or "").split()):
            return element
    return None


def _metas(root: Element) -> dict[str, str]:
    return {(each.get("name") or "").casefold(): (each.get("content") or "").strip() for each in root.iter("meta")}


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next(filter(None, (metas.get(name.casefold(), "") for name in names)), "")


def _title(root: Element) -> str:
    found = root.find(".//h1")
    found = root.find(".//title") if found is None or not text(found) else found
    return "" if found is None else text(found)


def _facts(root: Element) -> dict[str, str]:
    """The table above a document of the State Council's library: issuer, number, dates."""
    facts: dict[str, str] = {}
    label = ""
    for cell in root.iter("td", "li"):
        words = text(cell)
        key = words.replace(" ", "").replace("\u3000", "").rstrip("：:")
        if label and words:
            facts.setdefault(label, words)
        label = _LABELS.get(key, "")
    if "published" in facts:
        facts["published"] = re.sub(r"[年月]", "-", facts["published"]).rstrip("日")
    if "signed" in facts:
        facts["signed"] = re.sub(r"[年月]", "-", facts["signed"]).rstrip("日")
    return {key: _padded(value) if key in ("published", "signed") else value for key, value in facts.items()}


def _padded(day: str) -> str:
    """A date with two digits for month and day."""
    return "-".join(part.zfill(2) for part in day.split("-"))


def _number(lines: list[str]) -> str:
    """The document's own number, which stands alone on a line among its first."""
    return next((line for line in lines[:8] if chinese.document_number(line)), "")
