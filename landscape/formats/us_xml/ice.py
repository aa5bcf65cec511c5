"""The layout since 2005 (ST.36, "International Common Elements"), v4.0 to v4.7, of grants and applications."""

from __future__ import annotations

from collections.abc import Iterator

from landscape.formats.name_lists import numbered
from landscape.formats.reading import Reading, distinct, earliest, language
from landscape.formats.st36 import Spelling, best, citations, claim_set, spellings, symbol_in_parts
from landscape.formats.us_xml.conventions import CITED_BY, applicants, national_symbol, party
from landscape.formats.xml import Element, find, find_all, value
from landscape.identifiers import PublicationNumber
from landscape.records import Classification, Party, Priority, Publication, Text, TextOrigin


def publication(root: Element, reading: Reading) -> Publication:
    """The publication of a us-patent-grant or us-patent-application; RecordError if it has no number."""
    biblio = find(root, "us-bibliographic-data-grant")
    if biblio is None:
        biblio = find(root, "us-bibliographic-data-application")
    if biblio is None:
        raise reading.error("has no bibliographic data")
    published = _spelling(biblio, "publication-reference")
    applied = _spelling(biblio, "application-reference")
    priorities = tuple(dict.fromkeys(_priorities(biblio, reading)))
    code = language(root.get("lang"))
    title, abstract = value(biblio, "invention-title"), value(root, "abstract")
    claims = claim_set(find_all(root, "claims/claim"), code)
    cited = find_all(biblio, "us-references-cited/us-citation") + find_all(biblio, "references-cited/citation")
    inventors = numbered((*_parties(biblio, "inventor"), *_parties(biblio, "applicant", "applicant-inventor")))
    return Publication(
        number=reading.number(*published[:3]),
        provenance=reading.provenance,
        publication_date=reading.date(published.date),
        application=reading.application(*applied[:3]),
        filing_date=reading.date(applied.date),
        priority_date=earliest(priorities),
        priorities=priorities,
        family_members=tuple(dict.fromkeys(_earlier_publications(biblio, reading))),
        titles=(Text(title, code, TextOrigin.OFFICE),) if title else (),
        abstracts=(Text(abstract, code, TextOrigin.OFFICE),) if abstract else (),
        claims=(claims,) if claims else (),
        applicants=applicants(
            (*_parties(biblio, "us-applicant"), *_parties(biblio, "applicant")),
            tuple(_parties(biblio, "assignee")),
            inventors,
        ),
        inventors=inventors,
        classifications=distinct(_classifications(biblio, reading)),
        citations=tuple(citations(cited, reading, _cited_by)),
    )


def _spelling(element: Element, name: str) -> Spelling:
    return best(spellings(find_all(element, name)))


def _priorities(biblio: Element, reading: Reading) -> Iterator[Priority]:
    """Foreign priorities, and the earlier applications whose date this one has: parents, provisional ones.

    The international application, of which this is the national phase, is a priority only where it is the first.
    """
    claims = find_all(biblio, "priority-claims/priority-claim")
    claims += find_all(biblio, "us-related-documents//parent-doc/document-id")
    claims += find_all(biblio, "us-related-documents/us-provisional-application/document-id")
    for element in claims or find_all(biblio, "pct-or-regional-filing-data/document-id"):
        number = value(element, "doc-number")
        if number:
            kind = value(element, "kind").replace("00", "")  # which stands for none
            yield reading.priority(value(element, "country"), number, kind, value(element, "date"))


def _earlier_publications(biblio: Element, reading: Reading) -> Iterator[PublicationNumber]:
    """Publications of the same application: before the grant, or by WIPO (whose kind is given without its digit)."""
    for name in ("us-related-documents/related-publication", "pct-or-regional-publishing-data"):
        for element in find_all(biblio, f"{name}/document-id"):
            kind = value(element, "kind")
            number = reading.member(
                value(element, "country"), value(element, "doc-number"), kind if len(kind) > 1 else ""
            )
            if number:
                yield number


def _parties(biblio: Element, role: str, kind: str | None = None) -> Iterator[Party]:
    found = find_all(biblio, f".//{role}")
    for element in found if kind is None else [each for each in found if each.get("app-type") == kind]:
        book = find(element, "addressbook")
        book = element if book is None else book
        country = value(element, "residence/country") or value(book, "address/country")
        names = {name: value(book, name) for name in ("last-name", "first-name", "middle-name", "suffix")}
        address = [value(book, f"address/{part}") for part in ("street", "city", "state")]
        organisation = value(book, "orgname") or value(book, "name")
        yield from party(organisation, *names.values(), country=country, address=address)


def _classifications(biblio: Element, reading: Reading) -> Iterator[Classification | None]:
    for element in find_all(biblio, "classifications-cpc//classification-cpc"):
        yield symbol_in_parts(element, "CPC", reading)
    for element in find_all(biblio, "classifications-ipcr/classification-ipcr"):
        yield symbol_in_parts(element, "IPC", reading)
    for name in ("main-classification", "further-classification"):
        for element in find_all(biblio, f"classification-ipc/{name}"):
            yield reading.classification("IPC", value(element), first=name.startswith("main"))
    for name in ("main-classification", "further-classification"):
        for element in find_all(biblio, f"classification-national/{name}"):
            yield reading.classification("UC", national_symbol(element.text or ""), first=name.startswith("main"))
    for element in find_all(biblio, "classification-locarno/main-classification"):
        yield reading.classification("LOCARNO", value(element))


def _cited_by(citation: Element, category: str) -> str | None:
    return CITED_BY.get(category)
