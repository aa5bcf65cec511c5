"""Pages of the Chinese systems for standards: a list or one standard (openstd.samr.gov.cn, hbba.sacinfo.org.cn).

Metadata only; the pages link to the texts, which are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.errors import RecordError
from landscape.formats import chinese, licences
from landscape.formats.reading import Reading
from landscape.formats.samr_json import ISSUER
from landscape.formats.xml import MAX_BYTES, Element, html_tree, text
from landscape.records import Document, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "samr-pages"
TITLE = "pages of Chinese standards (openstd, hbba)"

_MARKS = tuple(mark.encode() for mark in ("result_list", "标准号：", "行业标准信息服务平台", "basicInfo-item"))
_SITES = tuple(mark.encode() for mark in ("国家标准全文公开", "中国标准分类号", "行业标准", "showInfo("))
_UNKNOWN = "标准系统尚未收录"
_CODE = re.compile(r"标准号：\s*(.+)")


def recognises(head: bytes) -> bool:
    """Whether this is a page of one of the systems."""
    return b"<html" in head.lower() and any(mark in head for mark in _MARKS) and any(site in head for site in _SITES)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """The standards of a list, in its order, or the standard of a page of its own."""
    reading = Reading(origin, "page")
    try:
        root = html_tree(stream.read(MAX_BYTES + 1), origin.url, "page")
    except RecordError as error:
        yield error
        return
    table = next((each for each in root.iter("table") if "result_list" in _classes(each)), None)
    if table is not None:
        yield from _listed(table, origin)
        return
    facts = _facts(root)
    code = chinese.designation(facts.get("标准号", ""))
    if code:
        yield _standard(code, facts, reading)
    else:
        unknown = _UNKNOWN in text(root)
        yield reading.error("the system does not hold this standard" if unknown else "names no standard")
    yield from reading.skipped


def _listed(table: Element, origin: Provenance) -> Iterator[Parsed]:
    """Rows: number, designation, language, adopted, title, kind, state, issued, in force, button."""
    rows = [row for row in table.iter("tr") if row.find("td") is not None]
    for number, row in enumerate(rows, 1):
        reading = Reading(origin, f"row {number}")
        cells = [text(cell) for cell in row.iter("td")]
        if len(cells) < 9 or not cells[1]:
            yield reading.error(f"{len(cells)} cells where a standard has 10")
            continue
        names = ("标准号", "标准名称", "类别", "标准状态", "发布日期", "实施日期")
        facts = dict(zip(names, (cells[at] for at in (1, 4, 5, 6, 7, 8)), strict=True))
        yield _standard(chinese.designation(cells[1]), facts, reading)
        yield from reading.skipped


def _standard(code: str, facts: dict[str, str], reading: Reading) -> Document:
    titles = [facts.get(name, "") for name in ("中文标准名称", "标准名称", "英文标准名称")]
    state, kind = facts.get("标准状态", ""), facts.get("类别", "")
    national = code.startswith("GB")
    nature = "强标" if re.match(r"GB [0-9]", code) else "推标"
    return Document(
        id=code,
        title=" / ".join(filter(None, titles)) or code,
        provenance=reading.licensed(licences.CHINESE_STANDARDS),
        issuer=(facts.get("发布单位") or ISSUER) if national else (facts.get("批准发布部门") or None),
        country="CN",
        type=chinese.NATURES[kind if kind in chinese.NATURES else nature] if national else "industry standard",
        number=code,
        published=chinese.moment(facts.get("发布日期"), reading),
        effective=chinese.moment(facts.get("实施日期"), reading),
        status=chinese.STATES.get(state, state or None),
        language="zh",
        shareable=False,
    )


def _facts(root: Element) -> dict[str, str]:
    """Label and value: "label：value" in a cell, pairs of title and content, pairs of dt and dd."""
    facts: dict[str, str] = {}
    heading = next((text(each) for each in root.iter("h1")), "")
    if match := _CODE.search(heading):
        facts["标准号"] = match[1]
    for cell in root.iter("td"):
        label, mark, value = text(cell).partition("：")
        if mark and len(label) <= 8:
            facts.setdefault(label, value.strip())
    for label, value in (*_pairs(root, "div", "title", "content"), *_pairs_of_terms(root)):
        facts.setdefault(label, value)
    if (title := root.find(".//h4")) is not None and "中文标准名称" not in facts:
        facts["标准名称"] = text(title)
    for each in root.iter("span"):
        if "s-status" in _classes(each) and text(each) in chinese.STATES:
            facts.setdefault("标准状态", text(each))
    return facts


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _pairs(root: Element, tag: str, label: str, value: str) -> Iterator[tuple[str, str]]:
    for element in root.iter(tag):
        after = element.getnext()
        if after is not None and label in _classes(element) and value in _classes(after):
            yield re.sub(r"[（(].*", "", text(element)).strip(), text(after)


def _pairs_of_terms(root: Element) -> Iterator[tuple[str, str]]:
    for term in root.iter("dt"):
        after = term.getnext()
        if after is not None and after.tag == "dd":
            yield text(term), text(after)
