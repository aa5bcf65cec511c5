"""Publications of the European Patent Office as its Publication Server gives them (ep-patent-document, v1.0 to v1.7).

The bibliographic data stand in the tags of ST.32, which are numbered by INID code (B110 is number 11 of the title
page); texts are ST.36.  Built from the layout's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats import xml
from landscape.formats.reading import Reading, distinct, earliest, language
from landscape.formats.st36 import citations, claim_set, symbol_in_columns, symbol_of_old_edition
from landscape.formats.xml import Element, find, find_all, value
from landscape.identifiers import PublicationNumber
from landscape.records import (
    Citation,
    Classification,
    Party,
    PartyForm,
    Priority,
    Provenance,
    Publication,
    Text,
    TextOrigin,
)

NAME = "ep-xml"
TITLE = "European publication XML (ep-patent-document)"

_ROOT = "ep-patent-document"


def recognises(head: bytes) -> bool:
    """Whether this is the start of an ep-patent-document."""
    return any(name.local == _ROOT for name in xml.opening(head, 1))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Publication | RecordError]:
    """The publication of a document, or those of several glued together, each a tree of its own.

    A broken document is one error; what could not be read of a publication comes as errors after it.
    """
    for found in xml.documents(stream, origin.url):
        if isinstance(found, RecordError):
            yield found
            continue
        reading = Reading(origin, found[0])
        try:
            yield _publication(xml.tree(found[1], origin.url, found[0]), reading)
        except RecordError as error:
            yield error
        yield from reading.skipped


def _publication(root: Element, reading: Reading) -> Publication:
    biblio = find(root, "SDOBI")
    if xml.local_name(root) != _ROOT or biblio is None:
        raise reading.error(f"is no {_ROOT} with bibliographic data (SDOBI)")
    country = value(biblio, "B100/B190") or root.get("country", "EP")
    number = value(biblio, "B100/B110") or root.get("doc-number", "")
    own = reading.number(country, number, value(biblio, "B100/B130") or root.get("kind", ""))
    priorities = tuple(_priorities(biblio, reading))
    # Grants name their proprietors (73), applications their applicants (71).
    parties = tuple(_parties(biblio, "B730/B731")) or tuple(_parties(biblio, "B710/B711"))
    claims = (claim_set(find_all(each, "claim"), each.get("lang")) for each in find_all(root, "claims"))
    cited = find_all(root, "search-report-data//srep-citations/citation")
    return Publication(
        number=own,
        provenance=reading.provenance,
        publication_date=reading.date(value(biblio, "B100/B140") or root.get("date-publ", "")),
        application=reading.application("EP", value(biblio, "B200/B210")),
        filing_date=reading.date(value(biblio, "B200/B220")),
        priority_date=earliest(priorities),
        priorities=priorities,
        family_members=tuple(_international_publication(biblio, reading)),
        titles=tuple(_titles(biblio)),
        abstracts=tuple(_texts(find_all(root, "abstract"))),
        claims=tuple(filter(None, claims)),
        applicants=parties,
        inventors=tuple(_parties(biblio, "B720/B721")),
        classifications=distinct(_classifications(biblio, reading)),
        citations=(*_cited_on_front_page(biblio, reading), *citations(cited, reading, lambda *_: "examiner")),
    )


def _priorities(biblio: Element, reading: Reading) -> Iterator[Priority]:
    """B310 number, B320 date and B330 country follow each other, in step; else the international application (B861)."""
    columns = [[value(each) for each in find_all(biblio, f"B300/{tag}")] for tag in ("B310", "B320", "B330")]
    for number, filed, country in zip(*columns, strict=False):
        yield reading.priority(country, number, filed=filed)
    if not any(columns):
        for element in find_all(biblio, "B800/B860/B861"):
            yield reading.priority("", value(element, "dnum/anum"), filed=value(element, "date"))


def _international_publication(biblio: Element, reading: Reading) -> Iterator[PublicationNumber]:
    for element in find_all(biblio, "B800/B870/B871/dnum/pnum"):
        number = reading.member("WO", value(element))
        if number:
            yield number


def _titles(biblio: Element) -> Iterator[Text]:
    """B541 names the language of the B542 that follows it."""
    code = None
    for element in find_all(biblio, "B500/B540/*"):
        words = value(element)
        if xml.local_name(element) == "B541":
            code = words
        elif xml.local_name(element) == "B542" and words:
            yield Text(words, language(code), TextOrigin.OFFICE)


def _texts(elements: list[Element]) -> Iterator[Text]:
    for element in elements:
        if words := value(element):
            yield Text(words, language(element.get("lang")), TextOrigin.OFFICE)


def _parties(biblio: Element, path: str) -> Iterator[Party]:
    for sequence, element in enumerate(find_all(biblio, f"B700/{path}"), 1):
        if name := value(element, "snm"):
            address = ", ".join(filter(None, (value(element, f"adr/{part}") for part in ("str", "city"))))
            yield Party(name, value(element, "adr/ctry") or None, PartyForm.AS_FILED, sequence, address)


def _classifications(biblio: Element, reading: Reading) -> Iterator[Classification | None]:
    for element in find_all(biblio, "B500/B520EP//classification-cpc/text"):
        yield symbol_in_columns(element, "CPC", reading)
    for element in find_all(biblio, "B500/B510EP/classification-ipcr/text"):
        yield symbol_in_columns(element, "IPC", reading)
    for tag in ("B511", "B512"):
        for element in find_all(biblio, f"B500/B510/{tag}"):
            yield symbol_of_old_edition(element, reading, first=tag == "B511")


def _cited_on_front_page(biblio: Element, reading: Reading) -> Iterator[Citation]:
    for element in find_all(biblio, "B500/B560/B561"):
        if words := value(element, "text") or value(element):
            yield reading.citation("", words, origin="examiner")
    for element in find_all(biblio, "B500/B560/B562"):
        if words := value(element, "text") or value(element):
            yield Citation(text=words, patent=False, origin="examiner")
