"""Answers of patent sources in which values and elements are changed, lost, doubled or moved.

Whatever comes of it, a parser yields records and errors, and its records can be kept: no crash, nothing lost unseen.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from landscape.errors import FormatError, RecordError
from landscape.formats import (
    HEAD,
    Format,
    bigquery_rows,
    docdb,
    ep_xml,
    google_page,
    json_lines,
    lens_json,
    surechembl,
    us_file_wrapper,
    us_xml,
)
from landscape.records import Provenance, Publication
from landscape.store.rows import staged
from tests.offices import exchange, invented, lens
from tests.offices.epo_publication_server import EpDocument
from tests.offices.google_patents import _page
from tests.offices.surechembl import _contents
from tests.offices.uspto import Uspto, Wrapper
from tests.test_formats_bigquery_rows import ROW

ORIGIN = Provenance("files", "changed")
ONE = invented.publication(1)
AMERICAN = Wrapper("17000000", invented.publication(2, ("US", "A1")))
JSON: dict[str, tuple[Format, Any]] = {
    "surechembl": (surechembl, {"status": "OK", "data": _contents(ONE, bare=False), "error_message": None}),
    "lens": (lens_json, {"total": 1, "data": [lens._record(ONE)], "results": 1}),
    "bigquery": (bigquery_rows, ROW),
    "own lines": (json_lines, json.loads(json_lines.line(ONE))),
}
XML: dict[str, tuple[Format, bytes]] = {
    "biblio": (docdb, exchange.world(f"<exchange-documents>{exchange.document(ONE)}</exchange-documents>")),
    "claims": (docdb, exchange.fulltexts([ONE])),
    "family": (docdb, exchange.family(ONE, [ONE, invented.publication(2)], legal=True)),
    "hits": (docdb, exchange.hits([ONE], "ta=x", 1, 1, 100)),
    "publication server": (ep_xml, EpDocument("EP4999001NWA1", date(2024, 1, 3)).xml),
    "grant": (us_xml, AMERICAN.xml(AMERICAN.published)),
    "page": (google_page, _page(ONE, "en")),
}
# What should be there, and is not.
TEXTS = st.sampled_from(
    [
        *("", " ", "x", "0", "-1", "²", "١٢٣", "1.", "99999999", "20240230", "2024-13-45", "9" * 400),
        *("CN", "US-0-", "H01M", "H01M  10/x", "claim 1", "A" * 3000, "固态", "İ", "\u2028", "\ufeff", "ß" * 9),
    ]
)
VALUES = TEXTS | st.sampled_from([None, True, 0, -1, 10**30, 1e308, [], {}, [[]], [None], {"a": 1}, ["x", 1, None]])


def wrapper() -> dict[str, Any]:
    """A page of the portal's search."""
    with Uspto([AMERICAN]) as office:
        return {"count": 1, "patentFileWrapperDataBag": [office._wrapper(AMERICAN)]}


def check(parser: Format, content: bytes) -> None:
    """Parse, and keep what comes."""
    parser.recognises(content[:HEAD])
    try:
        for parsed in parser.parse(io.BytesIO(content), ORIGIN):
            assert isinstance(parsed, (Publication, RecordError, FormatError))
            if isinstance(parsed, Publication):
                assert staged(parsed, 0, {})
                assert list(json_lines.parse(io.BytesIO(json_lines.line(parsed).encode()), ORIGIN)) == [parsed]
    except FormatError:
        pass


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container below a value with each of its keys or positions."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def change(value: Any, data: st.DataObject) -> None:
    """Give one place another value, or a copy of that of another place, or none."""
    container, key = data.draw(st.sampled_from(list(places(value))))
    act = data.draw(st.sampled_from(["other", "copy", "none", "rename"]))
    if act == "other":
        container[key] = data.draw(VALUES)
    elif act == "copy":
        there, other = data.draw(st.sampled_from(list(places(value))))
        container[key] = deepcopy(there[other])
    elif act == "none":
        del container[key]
    elif isinstance(container, dict):
        container[f"{key}x"] = container.pop(key)


@pytest.mark.parametrize("name", [*JSON, "uspto"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_changed_json_is_read_or_told(name: str, data: st.DataObject) -> None:
    parser, known = JSON[name] if name in JSON else (us_file_wrapper, WRAPPER.setdefault("", wrapper()))
    content = {"": deepcopy(known)}
    for _ in range(data.draw(st.integers(1, 4))):
        change(content, data)
        content = content if "" in content else {"": None}
    check(parser, json.dumps(content[""], ensure_ascii=False).encode())


WRAPPER: dict[str, Any] = {}


def _text(element: Any, data: st.DataObject) -> None:
    element.text = data.draw(TEXTS)


def _attribute(element: Any, data: st.DataObject) -> None:
    for name in element.attrib:
        element.set(name, data.draw(TEXTS))


def _bare(element: Any, data: st.DataObject) -> None:
    element.attrib.clear()


def _lost(element: Any, data: st.DataObject) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _doubled(element: Any, data: st.DataObject) -> None:
    if element.getparent() is not None:
        element.getparent().append(deepcopy(element))


def _moved(element: Any, data: st.DataObject) -> None:
    data.draw(st.sampled_from(list(element.getroottree().getroot().iter(etree.Element)))).append(deepcopy(element))


CHANGES: list[Callable[[Any, st.DataObject], None]] = [_text, _attribute, _bare, _lost, _doubled, _moved]


@pytest.mark.parametrize("name", XML)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_changed_markup_is_read_or_told(name: str, data: st.DataObject) -> None:
    parser, content = XML[name]
    is_page = parser is google_page
    root: Any = etree.HTML(content) if is_page else etree.fromstring(content, etree.XMLParser(load_dtd=False))
    for _ in range(data.draw(st.integers(1, 5))):
        element = data.draw(st.sampled_from(list(root.iter(etree.Element))))
        data.draw(st.sampled_from(CHANGES))(element, data)
    check(parser, etree.tostring(root, encoding="utf-8", method="html" if is_page else "xml"))
