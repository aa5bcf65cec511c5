"""Publications invented for the offices: few words, many of them, and a handful in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from landscape.claims import parse_claims
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import (
    Citation,
    Claim,
    ClaimSet,
    Classification,
    LegalEvent,
    Party,
    PartyForm,
    Priority,
    Provenance,
    Publication,
    Text,
    TextOrigin,
)

FIRST = date(2015, 1, 1)
DAYS = 11 * 365
# Offices in turn; a family has one publication of each of the first three.
_OFFICES = (("EP", "A1"), ("CN", "A"), ("US", "A1"), ("WO", "A1"), ("JP", "A"))
_CLAIMS = (
    "1. An invented cell, comprising an invented layer.\n"
    "2. The invented cell according to claim 1, wherein the layer is thin."
)


def publications(count: int, offices: tuple[tuple[str, str], ...] = _OFFICES) -> Iterator[Publication]:
    """So many, spread over eleven years, denser towards the end, offices in turn."""
    for position in range(count):
        yield publication(position, offices[position % len(offices)], round(DAYS * (position / count) ** 0.6))


def publication(position: int, office: tuple[str, str] = ("CN", "A"), day: int = 0) -> Publication:
    """One of them; day: of publication, after FIRST."""
    country, kind = office
    published = FIRST + timedelta(days=day)
    filed = published - timedelta(days=540)
    family = position // 3
    return Publication(
        number=PublicationNumber.of_parts(country, _number(country, position, published), kind),
        provenance=Provenance("invented", "invented"),
        publication_date=published,
        application=ApplicationNumber.of_parts("XA", f"{filed.year}{position + 1:06}", "A"),
        filing_date=filed,
        priority_date=filed,
        priorities=(Priority(f"XA {filed.year}{family + 1:06} A", filed, None),),
        family_id=str(90_000_000 + family),
        titles=(Text(f"Invented solid electrolyte {position}", "en", TextOrigin.OFFICE),),
        abstracts=(Text(f"An invented solid-state battery with layer {position}.", "en", TextOrigin.OFFICE),),
        claims=(ClaimSet(_claims(), "en", TextOrigin.OFFICE),),
        applicants=(
            Party(f"INVENTED CELLS {position % 40} LTD", "XA", PartyForm.STANDARDISED, 1),
            Party(f"Invented Cells {position % 40} Ltd.", None, PartyForm.AS_FILED, 1),
        ),
        inventors=(Party("DOE JANE", "XA", PartyForm.STANDARDISED, 1),),
        classifications=(
            Classification("CPC", "H01M10/0562", inventive=True),
            Classification("IPC", "H01M10/0562", inventive=True),
        ),
        citations=(
            Citation(PublicationNumber("XB", str(1000 + position % 50), "A1"), category="X", origin="examiner"),
        ),
        events=(LegalEvent("PB01", published, country, "PUBLICATION", None),),
    )


_PARSED: list[Claim] = []


def _claims() -> tuple[Claim, ...]:
    _PARSED[:] = _PARSED or parse_claims(_CLAIMS)
    return tuple(_PARSED)


def _number(country: str, position: int, published: date) -> str:
    if country in ("US", "WO", "JP"):
        return f"{published.year}{position + 1:06}"
    return f"{3_000_000 + position}" if country == "EP" else str(110_000_000 + position)
