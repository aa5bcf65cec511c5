"""Formex 4, the XML of the Publications Office: acts of the Official Journal and consolidated acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.blocks import Layout, lines
from landscape.formats.eu_acts import act
from landscape.formats.reading import Reading, language
from landscape.formats.xml import MAX_BYTES, Element, find, find_all, local_name, opening, tree, value
from landscape.records import Document, Provenance

NAME = "eu-formex"
TITLE = "Formex 4 XML of an EU act"

_ROOTS = frozenset({"ACT", "CONS.ACT", "ANNEX", "CONS.ANNEX", "CORR", "GENERAL"})
_BLOCKS = frozenset(
    {"alinea", "annex", "article", "cell", "cons.annex", "consid", "contents", "corpus", "division"}
    | {"dlist", "dlist.item", "enacting.terms", "final", "gr.consid", "gr.seq", "item", "list", "np", "p"}
    | {"parag", "preamble", "row", "sti", "sti.art", "tbl", "ti", "ti.art", "title", "txt"}
)
_ROLES = {
    "TI.ART": "article",
    "STI.ART": "heading",
    "ITEM": "item",
    "NP": "item",
    "ROW": "item",
    "QUOT.S": "item",
    "DIVISION/TITLE": "division",
    "GR.SEQ/TITLE": "section",
    "TBL/TITLE": "section",
    "ANNEX/TITLE": "annex",
    "CONS.ANNEX/TITLE": "annex",
    "ACT/TITLE": "title",
    "CONS.DOC/TITLE": "title",
    "CONS.ACT/TITLE": "title",
    "FINAL": "end",
}
_SILENT = frozenset({"BIB.INSTANCE", "BIB.DATA", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD", "TOC", "INCL.ELEMENT"})


def recognises(head: bytes) -> bool:
    """Whether an act, or an annex, begins here in Formex."""
    names = [name.local for name in opening(head, 2)]
    return bool(names) and names[0] in _ROOTS and b"formex" in head[:2000].lower()


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Document | RecordError]:
    """The act as one document; an annex in a file of its own is one too, with the number of its act."""
    reading = Reading(origin, "act")
    try:
        root = tree(stream.read(MAX_BYTES + 1), origin.url, "act")
    except RecordError as error:
        yield error
        return
    head = _head(root)
    for quote in root.iter("{*}QUOT.START", "{*}QUOT.END"):
        quote.text = _character(quote.get("CODE") or "")
    for dashed in root.iterfind(".//{*}LIST[@TYPE='DASH']/{*}ITEM"):
        dashed.text = "—"
    document = act.document(lines(root, _LAYOUT), head, reading)
    yield document if document else reading.error("no article, annex or recital in it")
    yield from reading.skipped


def _head(root: Element) -> act.Head:
    version = find(root, "INFO.CONSLEG")
    if version is None:
        bibliography = find(root, "BIB.INSTANCE")
        return act.Head(
            language=language(value(root, "BIB.INSTANCE/LG.DOC") or value(root, "BIB.INSTANCE/LG.OJ")),
            published=None if bibliography is None else _day(bibliography),
        )
    base, start = value(root, ".//BIB.DATA/NO.CELEX"), version.get("START.DATE") or ""
    journal = find(root, ".//BIB.INSTANCE.CONS")
    return act.Head(
        celex=f"0{base[1:]}-{start}" if base and start else "",
        language=language(value(root, ".//BIB.INSTANCE/LG.DOC")),
        published=None if journal is None else _day(journal),
        effective=_iso(start),
        status=act.LEGAL_STATUS_OF_CONSOLIDATED,
    )


def _day(element: Element) -> date | None:
    return next(filter(None, (_iso(each.get("ISO") or "") for each in find_all(element, "DATE"))), None)


def _iso(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _character(code: str) -> str:
    """The quotation mark of a code like 2018."""
    return chr(int(code, 16)) if code in ("2018", "2019", "201A", "201C", "201D", "201E", "00AB", "00BB") else '"'


def _role(element: Element) -> str:
    name, parent = local_name(element), element.getparent()
    above = "" if parent is None else local_name(parent)
    return _ROLES.get(f"{above}/{name}") or _ROLES.get(name, "")


_LAYOUT = Layout(
    _BLOCKS,
    rows=lambda element: local_name(element) == "ROW",
    silent=lambda element: local_name(element) in _SILENT,
    note=lambda element: local_name(element) == "NOTE",
    role=_role,
    fixed=frozenset({"item", "end", "section", "annex"}),
)
