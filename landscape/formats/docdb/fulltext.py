"""Claims from the full text that OPS gives for some offices."""

from __future__ import annotations

from landscape.claims import parse_claims
from landscape.formats.reading import Reading, language
from landscape.formats.st36 import best, claim_set, spellings
from landscape.formats.xml import Element, find_all, value
from landscape.records import ClaimSet, Publication, TextOrigin


def fulltext_document(element: Element, reading: Reading) -> Publication:
    """The publication of a fulltext-document with its claims, in each language; RecordError if it has none."""
    spelled = best(spellings(find_all(element, "bibliographic-data/publication-reference")))
    number = reading.number(*spelled[:3])
    claim_sets = tuple(filter(None, (_claims(claims) for claims in find_all(element, "claims"))))
    if not claim_sets:
        raise reading.error(f"the full text of {number} holds no claims; descriptions are not read")
    return Publication(number=number, provenance=reading.provenance, claims=claim_sets)


def _claims(claims: Element) -> ClaimSet | None:
    """One language's claims: usually a single claim element with many texts, numbered in the text only."""
    elements = find_all(claims, "claim")
    if len(elements) > 1 and all(element.get("num") for element in elements):
        return claim_set(elements, claims.get("lang"))
    code = language(claims.get("lang"))
    lines = (value(line) for element in elements for line in find_all(element, "claim-text"))
    parsed = parse_claims("\n".join(lines), code)
    return ClaimSet(tuple(parsed), code, TextOrigin.OFFICE) if parsed else None
