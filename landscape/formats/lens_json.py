"""Patent records of the Lens API: one a line, or answers with their records under "data"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from landscape.claims import claim, linked, parse_claims
from landscape.formats.fields import Object, inner, objects, records, text, texts
from landscape.formats.json_stream import head_keys
from landscape.formats.json_stream import objects as json_objects
from landscape.formats.lens_csv import STATUS
from landscape.formats.name_lists import parties
from landscape.formats.reading import distinct, earliest, language
from landscape.records import Citation, ClaimSet, LegalEvent, Party, Provenance, Publication, Text

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading
    from landscape.identifiers import PublicationNumber

NAME = "lens-json"
TITLE = "Lens API patent records (JSON Lines or answers)"

GRANT = "GRANT"
# Phase of the procedure -> who cited; in other phases it may be either.
_CITED_BY = {"SEA": "examiner", "ISR": "examiner", "SUP": "examiner", "EXA": "examiner", "APP": "applicant"}
_CLAIM_START = re.compile(r"\s*([1-9][0-9]{0,3})\s*[.):]\s+\S")


def recognises(head: bytes) -> bool:
    """Whether the first records have a Lens ID and a jurisdiction or a document number of a patent."""
    keys = head_keys(head)
    return "lens_id" in keys and "record" not in keys and not keys.isdisjoint({"jurisdiction", "doc_number", "biblio"})


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One publication a record, with its line or position as its place."""
    return records(json_objects(stream, origin.url), origin, _publication)


def _publication(content: Object, reading: Reading) -> Publication:
    biblio = inner(content, "biblio")
    number = reading.number(*_reference(content))
    filed = inner(biblio, "application_reference")
    claimed = inner(biblio, "priority_claims")
    priorities = tuple(
        reading.priority(*_reference(priority), text(priority, "date")) for priority in objects(claimed, "claims")
    )
    listed = inner(biblio, "parties")
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(text(content, "date_published")),
        application=reading.application(*_reference(filed)),
        filing_date=reading.date(text(filed, "date")),
        priority_date=reading.date(text(inner(claimed, "earliest_claim"), "date")) or earliest(priorities),
        priorities=priorities,
        family_members=tuple(_members(inner(inner(content, "families"), "simple_family"), number, reading)),
        titles=_texts(objects(biblio, "invention_title")),
        abstracts=_texts(objects(content, "abstract")),
        claims=tuple(_claim_sets(content)),
        applicants=_parties(listed, "applicants"),
        inventors=_parties(listed, "inventors"),
        classifications=distinct(
            reading.classification(scheme, text(symbol, "symbol"))
            for scheme, key in (("CPC", "classifications_cpc"), ("IPC", "classifications_ipcr"))
            for symbol in objects(inner(biblio, key), "classifications")
        ),
        citations=tuple(_citations(objects(inner(biblio, "references_cited"), "citations"), reading)),
        cited_by=tuple(_listed(objects(inner(biblio, "cited_by"), "patents"), reading)),
        events=tuple(_events(inner(content, "legal_status"), number, reading)),
    )


def _reference(content: Object) -> tuple[str, str, str]:
    return text(content, "jurisdiction"), text(content, "doc_number"), text(content, "kind")


def _listed(found: Sequence[Object], reading: Reading) -> Iterator[PublicationNumber]:
    for entry in found:
        number = reading.member(*_reference(inner(entry, "document_id")))
        if number:
            yield number


def _members(family: Object, own: PublicationNumber, reading: Reading) -> Iterator[PublicationNumber]:
    return (member for member in _listed(objects(family, "members"), reading) if member != own)


def _texts(found: Sequence[Object]) -> tuple[Text, ...]:
    return tuple(Text(text(entry, "text"), language(text(entry, "lang"))) for entry in found if text(entry, "text"))


def _parties(listed: Object, key: str) -> tuple[Party, ...]:
    found = [entry for entry in objects(listed, key) if text(inner(entry, "extracted_name"), "value")]
    names = [text(inner(entry, "extracted_name"), "value") for entry in found]
    return parties(names, [text(entry, "residence") or None for entry in found])


def _claim_sets(content: Object) -> Iterator[ClaimSet]:
    for listed in objects(content, "claims"):
        code = language(text(listed, "lang"))
        pieces = [texts(entry, "claim_text") for entry in objects(listed, "claims")]
        whole = ["\n".join(lines) for lines in pieces if lines]
        starts = [_CLAIM_START.match(entry) for entry in whole]
        if whole and all(start and int(start[1]) == at for at, start in enumerate(starts, 1)):
            claims = linked(
                claim(at, _CLAIM_START.sub(lambda match: match[0][-1], entry, count=1), code)
                for at, entry in enumerate(whole, 1)
            )
        else:
            claims = tuple(parse_claims("\n".join(whole), code))
        if claims:
            yield ClaimSet(claims, code)


def _citations(found: Sequence[Object], reading: Reading) -> Iterator[Citation]:
    for entry in found:
        patent, other = inner(entry, "patcit"), inner(entry, "nplcit")
        origin = _CITED_BY.get(text(entry, "cited_phase"))
        category = " ".join(texts(entry, "category")) or None
        if patent:
            cited = inner(patent, "document_id")
            yield reading.citation(*_reference(cited), category=category, origin=origin, date=text(cited, "date"))
        elif other:
            yield Citation(None, text(other, "text"), patent=False, category=category, origin=origin)


def _events(status: Object, number: PublicationNumber, reading: Reading) -> Iterator[LegalEvent]:
    granted, concluded = reading.date(text(status, "grant_date")), text(status, "patent_status")
    if granted:
        yield LegalEvent(GRANT, granted, number.country, "grant, as The Lens dates it", "+")
    if concluded:
        yield LegalEvent(STATUS, None, number.country, concluded)
