"""Grants of 2002 to 2004 (PATDOC v2.5), in the tags of ST.32, which are numbered by INID code.

Built from the USPTO's documentation of the layout.  Citations tell examiner from others by an empty element.
"""

from __future__ import annotations

from collections.abc import Iterator

from landscape.formats.name_lists import numbered
from landscape.formats.reading import Reading, distinct, earliest
from landscape.formats.st36 import claim_set
from landscape.formats.us_xml.conventions import CITED_BY, applicants, national_symbol, party
from landscape.formats.xml import Element, find, find_all, value
from landscape.records import Citation, Classification, Party, Priority, Publication, Text, TextOrigin


def publication(root: Element, reading: Reading) -> Publication:
    """The publication of a PATDOC; RecordError if it has no number."""
    biblio = find(root, "SDOBI")
    if biblio is None:
        raise reading.error("has no bibliographic data (SDOBI)")
    priorities = tuple(dict.fromkeys(_priorities(biblio, reading)))
    title, abstract = value(biblio, "B500/B540"), value(root, "SDOAB")
    claims = claim_set(find_all(root, "SDOCL//CLM"), "en")
    inventors = numbered(tuple(_parties(biblio, "B721")))
    assignees = tuple(_parties(biblio, "B731"))
    return Publication(
        number=reading.number("US", value(biblio, "B100/B110"), value(biblio, "B100/B130")),
        provenance=reading.provenance,
        publication_date=reading.date(value(biblio, "B100/B140")),
        application=reading.application("US", value(biblio, "B200/B210")),
        filing_date=reading.date(value(biblio, "B200/B220")),
        priority_date=earliest(priorities),
        priorities=priorities,
        titles=(Text(title, "en", TextOrigin.OFFICE),) if title else (),
        abstracts=(Text(abstract, "en", TextOrigin.OFFICE),) if abstract else (),
        claims=(claims,) if claims else (),
        applicants=applicants((), assignees, inventors),
        inventors=inventors,
        classifications=distinct(_classifications(biblio, reading)),
        citations=tuple(_citations(biblio, reading)),
    )


def _priorities(biblio: Element, reading: Reading) -> Iterator[Priority]:
    """Foreign priorities (B310 number, B320 date, B330 country, in step), parents and provisional applications."""
    columns = [[value(each) for each in find_all(biblio, f"B300/{tag}")] for tag in ("B310", "B320", "B330")]
    for number, filed, country in zip(*columns, strict=False):
        yield reading.priority(country, number, filed=filed)
    for element in (*find_all(biblio, "B600//PDOC/DOC"), *find_all(biblio, "B600/B680US/DOC")):
        number = value(element, "DNUM")
        if number:
            yield reading.priority(value(element, "CTRY") or "US", number, filed=value(element, "DATE"))


def _parties(biblio: Element, tag: str) -> Iterator[Party]:
    for element in find_all(biblio, f".//{tag}/PARTY-US"):
        # Only addresses outside the United States name their country.
        country = value(element, "ADR/CTRY") or ("US" if find(element, "ADR") is not None else "")
        yield from party(
            value(element, "NAM/ONM"),
            value(element, "NAM/SNM"),
            value(element, "NAM/FNM"),
            suffix=value(element, "NAM/SFX"),
            country=country,
            address=[value(element, f"ADR/{part}") for part in ("STR", "CITY", "STATE")],
        )


def _classifications(biblio: Element, reading: Reading) -> Iterator[Classification | None]:
    for tag in ("B511", "B512"):
        for element in find_all(biblio, f"B500/B510/{tag}/PDAT"):
            yield _international(element.text or "", reading, first=tag == "B511")
    for tag in ("B521", "B522"):
        for element in find_all(biblio, f"B500/B520/{tag}/PDAT"):
            yield reading.classification("UC", national_symbol(element.text or ""), first=tag == "B521")


def _international(columns: str, reading: Reading, *, first: bool) -> Classification | None:
    """A symbol of IPC without its stroke: subclass in columns 1-4, main group 5-7, subgroup behind ("H01M  436")."""
    if columns[:4].isdigit():  # design grants carry Locarno classes here
        return reading.classification("LOCARNO", columns.strip())
    return reading.classification("IPC", f"{columns[:4]}{columns[4:7].strip()}/{columns[7:].strip()}", first=first)


def _citations(biblio: Element, reading: Reading) -> Iterator[Citation]:
    for element in find_all(biblio, "B500/B560/B561"):
        category = _category(element)
        number = value(element, "PCIT/DOC/DNUM")
        if number:
            country = value(element, "PCIT/DOC/CTRY") or value(element, "PCIT/PARTY-US/ADR/CTRY") or "US"
            yield reading.citation(
                country,
                number,
                value(element, "PCIT/DOC/KIND"),
                category=category,
                origin=CITED_BY.get(category or ""),
                date=value(element, "PCIT/DOC/DATE"),
            )
    for element in find_all(biblio, "B500/B560/B562"):
        category = _category(element)
        yield Citation(
            text=value(element, "NCIT"), patent=False, category=category, origin=CITED_BY.get(category or "")
        )


def _category(element: Element) -> str | None:
    for who in ("examiner", "other"):
        if find(element, f"CITED-BY-{who.upper()}") is not None:
            return f"cited by {who}"
    return None
