"""Applications published from March 2001 to 2004 (patent-application-publication v1.5 and v1.6).

Built from the USPTO's documentation of the layout.  Applications of that time carry no citations.
"""

from __future__ import annotations

from collections.abc import Iterator

from landscape.formats.name_lists import numbered
from landscape.formats.reading import Reading, distinct, earliest
from landscape.formats.st36 import claim_set
from landscape.formats.us_xml.conventions import applicants, party
from landscape.formats.xml import Element, find, find_all, value
from landscape.records import Classification, Party, Priority, Publication, Text, TextOrigin


def publication(root: Element, reading: Reading) -> Publication:
    """The publication of a patent-application-publication; RecordError if it has no number."""
    biblio = find(root, "subdoc-bibliographic-information")
    if biblio is None:
        raise reading.error("has no bibliographic data")
    priorities = tuple(dict.fromkeys(_priorities(biblio, reading)))
    title, abstract = value(biblio, "technical-information/title-of-invention"), value(root, "subdoc-abstract")
    claims = claim_set(find_all(root, "subdoc-claims/claim"), "en")
    inventors = numbered((*_parties(biblio, "inventors/first-named-inventor"), *_parties(biblio, "inventors/inventor")))
    return Publication(
        number=reading.number("US", value(biblio, "document-id/doc-number"), value(biblio, "document-id/kind-code")),
        provenance=reading.provenance,
        publication_date=reading.date(value(biblio, "document-id/document-date")),
        application=reading.application("US", value(biblio, "domestic-filing-data/application-number")),
        filing_date=reading.date(value(biblio, "domestic-filing-data/filing-date")),
        priority_date=earliest(priorities),
        priorities=priorities,
        titles=(Text(title, "en", TextOrigin.OFFICE),) if title else (),
        abstracts=(Text(abstract, "en", TextOrigin.OFFICE),) if abstract else (),
        claims=(claims,) if claims else (),
        applicants=applicants((), tuple(_parties(biblio, "assignee")), inventors),
        inventors=inventors,
        classifications=distinct(_classifications(biblio, reading)),
    )


def _priorities(biblio: Element, reading: Reading) -> Iterator[Priority]:
    """Foreign priorities, parents and provisional applications."""
    for element in find_all(biblio, "foreign-priority-data"):
        number = value(element, "priority-application-number")
        if number:
            yield reading.priority(value(element, "country-code"), number, filed=value(element, "filing-date"))
    related = find_all(biblio, "continuity-data//parent/document-id")
    related += find_all(biblio, "continuity-data/non-provisional-of-provisional/document-id")
    for element in related:
        number = value(element, "doc-number")
        if number:
            country = value(element, "country-code") or "US"
            yield reading.priority(country, number, filed=value(element, "document-date"))


def _parties(biblio: Element, path: str) -> Iterator[Party]:
    for element in find_all(biblio, path):
        country = value(element, ".//country-code") or (
            "US" if find(element, "residence/residence-us") is not None else ""
        )
        yield from party(
            value(element, "organization-name"),
            value(element, "name/family-name"),
            value(element, "name/given-name"),
            value(element, "name/middle-name"),
            value(element, "name/name-suffix"),
            country=country,
            address=[value(element, f".//{part}") for part in ("street", "city", "state")],
        )


def _classifications(biblio: Element, reading: Reading) -> Iterator[Classification | None]:
    for rank in ("primary", "secondary"):
        for element in find_all(biblio, f"technical-information/classification-ipc/classification-ipc-{rank}/ipc"):
            yield reading.classification("IPC", value(element), first=rank == "primary")
    for rank in ("primary", "secondary"):
        for element in find_all(biblio, f"technical-information/classification-us/classification-us-{rank}/uspc"):
            yield reading.classification("UC", _national(element), first=rank == "primary")


def _national(element: Element) -> str:
    """Class and subclass, the latter of six digits: three, and three decimals ("231900" is 231.9)."""
    class_, subclass = value(element, "class"), value(element, "subclass")
    if len(subclass) == 6 and subclass.isdigit():
        decimals = subclass[3:].rstrip("0")
        subclass = (subclass[:3].lstrip("0") or "0") + (f".{decimals}" if decimals else "")
    return f"{class_.lstrip('0')}/{subclass}" if subclass else class_
