"""A saved page of Google Patents, as its server sends it (a browser's "page source", not its rendered content).

Claims and abstracts of offices that do not publish in English stand twice on an English page: as machine translation,
and within it as the office wrote them.  Both are read, each with its language and origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats.languages import languages
from landscape.formats.name_lists import parties
from landscape.formats.reading import Reading, distinct, in_order, language
from landscape.formats.st36 import claim_set
from landscape.formats.xml import MAX_BYTES, Element, html_tree, printable, text
from landscape.identifiers import PublicationNumber
from landscape.records import (
    Citation,
    ClaimSet,
    Classification,
    LegalEvent,
    Priority,
    Provenance,
    Publication,
    Text,
    TextOrigin,
)

NAME = "google-patents-page"
TITLE = "saved Google Patents page"

_MARKS = (b'itemprop="pageTitle"', b'name="citation_patent_', b'itemtype="http://schema.org/ScholarlyArticle"')
_ORIGINS = {"patent-office": TextOrigin.OFFICE, "google": TextOrigin.MACHINE_TRANSLATION}
_SOURCE = "google-src-text"  # class of what the office wrote, within its translation
_FAMILY = re.compile(r"ID=([0-9]+)")


def recognises(head: bytes) -> bool:
    """Whether this is the start of a Google Patents page."""
    return b"<html" in head.lower() and any(mark in head for mark in _MARKS)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Publication | RecordError]:
    """The publication of the page, and an error for each part of it that could not be read."""
    reading = Reading(origin, "page")
    try:
        yield _publication(html_tree(stream.read(MAX_BYTES + 1), origin.url, "page"), reading)
    except RecordError as error:
        yield error
    yield from reading.skipped


def _items(element: Element, name: str, tag: str = "*") -> list[Element]:
    return list(element.iterfind(f".//{tag}[@itemprop='{name}']"))


def _value(element: Element, name: str, tag: str = "*") -> str:
    found = element.find(f".//{tag}[@itemprop='{name}']")
    return "" if found is None else text(found)


def _meta(root: Element, name: str, scheme: str | None = None) -> list[str]:
    found = (each for each in root.iterfind(f".//meta[@name='{name}']") if scheme in (None, each.get("scheme")))
    return [content for each in found if (content := " ".join(each.get("content", "").split()))]


def _day(element: Element, name: str) -> str:
    """A date of the first item of this name, from its attribute or its text."""
    found = element.find(f".//*[@itemprop='{name}']")
    return "" if found is None else found.get("datetime") or text(found)


def _publication(root: Element, reading: Reading) -> Publication:
    heading = _value(root, "pageTitle").removesuffix("- Google Patents").strip()
    spelled = [_value(root, "publicationNumber", "dd"), *_meta(root, "citation_patent_publication_number")]
    spelled += [*_meta(root, "citation_patent_number"), heading.partition(" - ")[0]]
    number = reading.number("", next(filter(None, spelled), ""))
    abstracts = tuple(_abstracts(root, number.country))
    claims = tuple(_claim_sets(root, number.country))
    title = (_meta(root, "DC.title") or [heading.partition(" - ")[2]])[0]
    family = root.find(".//section[@itemprop='family']")
    identity = _FAMILY.search(text(family)) if family is not None else None
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(_day(root, "publicationDate")),
        application=reading.application("", _value(root, "applicationNumber", "dd")),
        filing_date=reading.date(_day(root, "filingDate")),
        priority_date=reading.date(_day(root, "priorityDate")),
        priorities=tuple(_priorities(root, reading)),
        family_id=identity[1] if identity else None,
        family_members=tuple(each for each in _numbers(root, ("docdbFamily", "pubs"), reading) if each != number),
        titles=tuple(_titles(title, number.country, (*abstracts, *claims))),
        abstracts=abstracts,
        claims=claims,
        applicants=parties(_names(root, ("assigneeOriginal", "assigneeCurrent"), "assignee")),
        inventors=parties(_names(root, ("inventor",), "inventor")),
        classifications=distinct(_classifications(root, reading)),
        citations=tuple(_citations(root, reading)),
        cited_by=tuple(_numbers(root, ("forwardReferencesOrig", "forwardReferencesFamily"), reading)),
        events=in_order(_events(root, number.country, reading)),
    )


def _texts_of(element: Element, office: str) -> Iterator[tuple[Element, str | None, TextOrigin]]:
    """An element with its language and origin; a translation and the text it is of, as two copies."""
    origin = _ORIGINS.get(element.get("load-source", ""), TextOrigin.UNKNOWN)
    if not _sources(element):
        yield element, element.get("lang"), origin
        return
    original, translation = deepcopy(element), deepcopy(element)
    for source in _sources(translation):
        _cut(source)
    for source in _sources(original):
        _keep_only(source)
    yield translation, element.get("lang"), TextOrigin.MACHINE_TRANSLATION
    yield original, languages([text(original)], office)[0], TextOrigin.OFFICE


def _sources(element: Element) -> list[Element]:
    return [each for each in element.iter("span") if _SOURCE in each.get("class", "").split()]


def _cut(element: Element) -> None:
    """Take an element out of its parent, but leave what follows it."""
    parent, before, tail = element.getparent(), element.getprevious(), printable(element.tail or "")
    if parent is None:
        return
    if before is not None:
        before.tail = printable(before.tail or "") + tail
    else:
        parent.text = printable(parent.text or "") + tail
    parent.remove(element)


def _keep_only(source: Element) -> None:
    """Let a source text stand alone in the span that holds it beside its translation."""
    parent = source.getparent()
    if parent is None:
        return
    words, tail = text(source), printable(parent.tail or "")
    parent.clear()
    parent.text, parent.tail = words, tail


def _abstracts(root: Element, office: str) -> Iterator[Text]:
    for section in _items(root, "abstract", "section"):
        holders = list(section.iterfind(".//abstract")) or _items(section, "content")
        for holder in holders:
            for element, code, origin in _texts_of(holder, office):
                if words := text(element):
                    yield Text(words, language(code), origin)


def _claim_sets(root: Element, office: str) -> Iterator[ClaimSet]:
    for section in _items(root, "claims", "section"):
        sourced = [each for each in section.iter() if each.get("load-source") is not None]
        for holder in sourced or _items(section, "content"):
            for element, code, origin in _texts_of(holder, office):
                numbered = [each for each in element.iter() if each.get("num") and _is_claim(each)]
                if found := claim_set(numbered, code, origin):
                    yield found


def _is_claim(element: Element) -> bool:
    return element.tag == "claim" or "claim" in element.get("class", "").split()


def _titles(title: str, office: str, beside: tuple[Text | ClaimSet, ...]) -> Iterator[Text]:
    """The title, whose language the page does not tell; its origin is that of the other texts in its language."""
    if title:
        code = languages([title], office, beside=[each.text for each in beside if isinstance(each, Text)])[0]
        origins = (each.origin for each in beside if each.language == code)
        yield Text(title, code, next(origins, TextOrigin.UNKNOWN))


def _names(root: Element, items: tuple[str, ...], scheme: str) -> list[str]:
    """The names of the first list there is: of these items, else of the page's metadata."""
    lists = [[text(each) for each in _items(root, item, "dd")] for item in items]
    return [name for name in next(filter(None, (*lists, _meta(root, "DC.contributor", scheme))), []) if name]


def _priorities(root: Element, reading: Reading) -> Iterator[Priority]:
    """The applications whose priority this one claims; the page lists some of them twice, and itself."""
    own = _value(root, "applicationNumber", "dd")
    seen = {"", own}
    for name in ("priorityApps", "appsClaimingPriority"):
        for row in _items(root, name, "tr"):
            number = _value(row, "applicationNumber")
            if number not in seen:
                seen.add(number)
                yield reading.priority("", number, filed=_value(row, "filingDate") or _value(row, "priorityDate"))


def _numbers(root: Element, names: tuple[str, ...], reading: Reading) -> Iterator[PublicationNumber]:
    spelled = [_value(row, "publicationNumber") for name in names for row in _items(root, name, "tr")]
    for number in dict.fromkeys(filter(None, spelled)):
        if found := reading.member("", number):
            yield found


def _classifications(root: Element, reading: Reading) -> Iterator[Classification | None]:
    """The symbols the document is classified in, without the ones above them that the page shows for orientation."""
    for item in _items(root, "classifications", "li"):
        marks = {each.get("itemprop") for each in item.iterfind("meta") if each.get("content") == "true"}
        if "Leaf" in marks:
            cpc = "IsCPC" in marks
            yield reading.classification(
                "CPC" if cpc else "IPC",
                _value(item, "Code"),
                "Additional" not in marks if cpc else None,
                "FirstCode" in marks if cpc else None,
            )


def _citations(root: Element, reading: Reading) -> Iterator[Citation]:
    """What the document cites, and what other members of its family cite, which a page often has instead."""
    for name in ("backwardReferencesOrig", "backwardReferencesFamily"):
        for row in _items(root, name, "tr"):
            examiner = "examiner" if _value(row, "examinerCited") else None
            if number := _value(row, "publicationNumber"):
                yield reading.citation("", number, origin=examiner, date=_value(row, "publicationDate"))
    for row in _items(root, "backwardReferencesNpl", "tr"):
        if words := _value(row, "title") or text(row):
            examiner = "examiner" if _value(row, "examinerCited") else None
            yield Citation(text=words, patent=False, origin=examiner)


def _events(root: Element, office: str, reading: Reading) -> Iterator[LegalEvent]:
    for row in _items(root, "legalEvents", "tr"):
        details = [f"{_value(each, 'label')}: {_value(each, 'value')}" for each in _items(row, "attributes")]
        description = "; ".join(filter(None, (_value(row, "title"), *details)))
        yield LegalEvent(_value(row, "code"), reading.date(_day(row, "date")), office, description)
