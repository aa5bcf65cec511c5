"""One exchange document: bibliographic data, abstracts, citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from landscape.formats.reading import Reading, distinct, earliest, language
from landscape.formats.st36 import best, citations, spellings, symbol_in_columns, symbol_in_parts, symbol_of_old_edition
from landscape.formats.xml import Element, find, find_all, value
from landscape.records import (
    Classification,
    Party,
    PartyForm,
    Priority,
    Publication,
    Text,
    TextOrigin,
)

# docdb and epodoc: standardised by the EPO, in Latin capitals; docdba and original: as the office published them.
_FORMS = {
    "docdb": PartyForm.STANDARDISED,
    "epodoc": PartyForm.STANDARDISED,
    "docdba": PartyForm.AS_FILED,
    "original": PartyForm.AS_FILED,
}
_COUNTRY = re.compile(r"\s*\[([A-Z]{2})\]$")  # behind a standardised name of OPS
_LONGEST_SEQUENCE = 5
# Who cites in which phase, in the words of OPS and the codes of DOCDB; in others (opposition) it is neither.
_CITED_IN = {
    "applicant": ["applicant", "description", "APP"],
    "examiner": [
        *("search", "search-report", "national-search-report", "international-search-report"),
        *("supplementary-international-search-report", "examination", "national-examination"),
        *("SEA", "ISR", "SUP", "PRS", "EXA"),
    ],
}
_CITED_BY = {phase: who for who, phases in _CITED_IN.items() for phase in phases}


def reference(element: Element, reading: Reading) -> Publication:
    """A publication of which only the reference is given, as in the hits of a plain search."""
    spelled = best(spellings([element]))
    return Publication(
        number=reading.number(spelled.country, spelled.number, spelled.kind),
        provenance=reading.provenance,
        publication_date=reading.date(spelled.date),
        family_id=element.get("family-id"),
    )


def exchange_document(element: Element, reading: Reading) -> Publication:
    """The publication of an exchange-document; RecordError if it has no number or is a stub with a status."""
    number = [element.get(name, "") for name in ("country", "doc-number", "kind")]
    status = element.get("status", "")
    # DOCDB marks each document as created, amended or deleted; OPS writes in words what it could not give.
    if status == "D" or len(status) > 2:
        raise reading.error(f"{''.join(number)}: {'deleted from DOCDB' if status == 'D' else status}")
    biblio = find(element, "bibliographic-data")
    biblio = element if biblio is None else biblio
    published = best(spellings(find_all(biblio, "publication-reference")))
    applied = best(spellings(find_all(biblio, "application-reference")))
    priorities = tuple(priority_claims(find_all(biblio, "priority-claims/priority-claim"), reading))
    members = (best(spellings([m])) for m in find_all(element, "patent-family/family-member/publication-reference"))
    own = reading.number(*(number if number[1] else published[:3]))
    listed = (reading.member(*member[:3]) for member in members if member.country)
    return Publication(
        number=own,
        provenance=reading.provenance,
        publication_date=reading.date(published.date or element.get("date-publ", "")),
        application=reading.application(*applied[:3]),
        filing_date=reading.date(applied.date),
        priority_date=earliest(priorities),
        priorities=priorities,
        family_id=element.get("family-id"),
        family_members=tuple(dict.fromkeys(member for member in listed if member and member != own)),
        titles=tuple(dict.fromkeys(_texts(find_all(biblio, "invention-title")))),
        abstracts=tuple(dict.fromkeys(_texts(find_all(element, "abstract")))),
        applicants=tuple(_parties(biblio, "applicant")),
        inventors=tuple(_parties(biblio, "inventor")),
        classifications=distinct(_classifications(biblio, reading)),
        citations=tuple(citations(find_all(biblio, "references-cited/citation"), reading, _cited_by)),
    )


def priority_claims(claims: Iterable[Element], reading: Reading) -> Iterator[Priority]:
    """One priority per claim; DOCDB repeats a claim with the same sequence for each type of spelling."""
    by_sequence: dict[str, list[Element]] = {}
    for position, claim in enumerate(claims):
        by_sequence.setdefault(claim.get("sequence") or f"unnumbered {position}", []).append(claim)
    for same in by_sequence.values():
        spelled = best(spellings(same))
        if spelled.number:
            yield reading.priority(spelled.country, spelled.number, spelled.kind, spelled.date)


def _texts(elements: Iterable[Element]) -> Iterator[Text]:
    for element in elements:
        words = value(element)
        # An abstract taken over from another member of the family names that one; the EPO also has some translated.
        foreign = element.get("doc-number") is not None or element.get("abstract-source") == "translation"
        if words:
            yield Text(words, language(element.get("lang")), TextOrigin.UNKNOWN if foreign else TextOrigin.OFFICE)


def _parties(biblio: Element, role: str) -> Iterator[Party]:
    """The parties of all lists; names are told apart by form, since the lists need not match one to one."""
    seen: set[tuple[str, PartyForm]] = set()
    for element in find_all(biblio, f"parties/{role}s/{role}"):
        name = value(element, f"{role}-name/name") or value(element, f"{role}-name")
        residence = _COUNTRY.search(name)
        name = name[: residence.start()] if residence else name.rstrip(" ,")
        form = _FORMS.get(element.get("data-format", ""), PartyForm.UNKNOWN)
        if not name or (name, form) in seen:
            continue
        seen.add((name, form))
        sequence = element.get("sequence", "")[:_LONGEST_SEQUENCE]
        country = residence[1] if residence else value(element, "residence/country") or None
        yield Party(name, country, form, int(sequence) if sequence.isdecimal() else 0)


def _classifications(biblio: Element, reading: Reading) -> Iterator[Classification | None]:
    for element in find_all(biblio, "patent-classifications//patent-classification"):
        scheme = find(element, "classification-scheme")
        yield symbol_in_parts(element, "" if scheme is None else scheme.get("scheme", ""), reading)
    for element in find_all(biblio, "classifications-ipcr/classification-ipcr/text"):
        yield symbol_in_columns(element, "IPC", reading)
    for name in ("text", "main-classification", "further-classification"):
        for element in find_all(biblio, f"classification-ipc/{name}"):
            yield symbol_of_old_edition(element, reading)


def _cited_by(citation: Element, category: str) -> str | None:
    who = citation.get("cited-by")
    return who if who in _CITED_IN else _CITED_BY.get(citation.get("cited-phase", ""))
