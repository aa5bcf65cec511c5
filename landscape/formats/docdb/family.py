"""Families, with or without bibliographic data and legal events, and equivalents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landscape.errors import RecordError
from landscape.formats.docdb.exchange import exchange_document, priority_claims, reference
from landscape.formats.reading import Reading, earliest, in_order
from landscape.formats.st36 import best, spellings
from landscape.formats.xml import Element, find, find_all, value
from landscape.identifiers import PublicationNumber
from landscape.records import LegalEvent, Publication


def patent_family(element: Element, reading: Reading) -> Iterator[Publication | RecordError]:
    """The publications of an extended family (INPADOC), or the one whose legal events were asked for.

    Family members in the sense of our records are those with the same simple-family id, without the one at hand.
    """
    members: list[Publication] = []
    for position, member in enumerate(find_all(element, "family-member"), 1):
        part = Reading(reading.provenance, f"{reading.provenance.place}, family-member {position}")
        try:
            members.append(_family_member(member, part))
        except RecordError as error:
            yield error
        reading.skipped += part.skipped
    simple: dict[str | None, list[PublicationNumber]] = {}
    for publication in members:
        simple.setdefault(publication.family_id, []).append(publication.number)
    for publication in members:
        same = simple[publication.family_id] if publication.family_id else []
        others = tuple(dict.fromkeys(number for number in same if number != publication.number))
        yield replace(publication, family_members=others)


def _family_member(member: Element, reading: Reading) -> Publication:
    document = find(member, "exchange-document")
    if document is None:
        published = best(spellings(find_all(member, "publication-reference")))
        publication = Publication(
            number=reading.number(*published[:3]),
            provenance=reading.provenance,
            publication_date=reading.date(published.date),
        )
    else:
        publication = exchange_document(document, reading)
    applied = best(spellings(find_all(member, "application-reference")))
    # The member spells its priorities as DOCDB does, its bibliographic data often as EPODOC only.
    priorities = tuple(priority_claims(find_all(member, "priority-claim"), reading)) or publication.priorities
    return replace(
        publication,
        family_id=member.get("family-id") or publication.family_id,
        application=publication.application or reading.application(*applied[:3]),
        filing_date=publication.filing_date or reading.date(applied.date),
        priorities=priorities,
        priority_date=earliest(priorities),
        events=in_order(_legal_event(event, reading) for event in find_all(member, "legal")),
    )


def _legal_event(element: Element, reading: Reading) -> LegalEvent:
    """One event; an event in another state (a lapse in one designated state) says so in its description."""
    state, code = value(element, "L500EP/L501EP"), find(element, "L500EP/L502EP")
    detail = " ".join(filter(None, (state, "" if code is None else f"{value(code)} {code.get('descData', '')}")))
    description = " ".join(element.get("desc", "").split())
    return LegalEvent(
        code=element.get("code", "").strip() or value(element, "L008EP"),
        date=reading.date(value(element, "L007EP")),
        office=value(element, "L001EP") or None,
        description=f"{description}: {detail.strip()}" if detail.strip() else description,
        effect=element.get("infl", "").strip() or None,
    )


def equivalents(element: Element, reading: Reading) -> Iterator[Publication | RecordError]:
    """The publications of a simple family, of which OPS gives the numbers only, and no id."""
    asked = best(spellings(find_all(element, "publication-reference")))
    own = reading.number(*asked[:3]) if asked.number else None
    found: list[PublicationNumber] = []
    for result in find_all(element, "inquiry-result/publication-reference"):
        try:
            number = reference(result, reading).number
        except RecordError as error:
            yield error
            continue
        # The answer leads with the publication asked for, but without its kind.
        found.append(own if own and number == own.without_kind else number)
    numbers = tuple(dict.fromkeys(found))
    for number in numbers:
        others = tuple(other for other in numbers if other != number)
        yield Publication(number=number, provenance=reading.provenance, family_members=others)
