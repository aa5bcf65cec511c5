"""What the layouts of WIPO standard ST.36 have in common, whichever office's dialect: numbers, symbols, claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from landscape.claims import claim, linked
from landscape.claims.splitting import is_cancelled
from landscape.formats.reading import Reading, language
from landscape.formats.xml import Element, find_all, text, value
from landscape.records import Citation, Claim, ClaimSet, Classification, TextOrigin

_INVENTIVE = {"I": True, "A": False, "N": False}  # additional information is A in CPC, N in IPC
_FIRST = {"F": True, "L": False}  # first, later
_REFERENCES = {"{*}claim-ref": "idref", "{*}dependent-claim-reference": "depends_on", "{*}CLREF": "ID"}
_NUMBER = re.compile(r"[0-9]{1,5}")
_LONGEST_NUMBER = 5
_OLD_SYMBOL = re.compile(r"([A-H])\s?([0-9]{2})\s?([A-Z])\s?([0-9]{1,4})\s?/\s?([0-9]{2,6})")


class Spelling(NamedTuple):
    """A number as a document-id gives it."""

    country: str
    number: str
    kind: str
    date: str


def spellings(references: Iterable[Element]) -> dict[str, Spelling]:
    """The first spelling of each type ("docdb", "epodoc", "original") in these references.

    OPS puts the spellings side by side in one reference (document-id with its type), DOCDB each into a reference of
    its own (with data-format); a reference without type counts as DOCDB's.
    """
    found: dict[str, Spelling] = {}
    for reference in references:
        for element in find_all(reference, "document-id"):
            kind = element.get("document-id-type") or reference.get("data-format") or "docdb"
            parts = (value(element, name) for name in ("country", "doc-number", "kind", "date"))
            found.setdefault(kind, Spelling(*parts))
    return found


def best(found: dict[str, Spelling]) -> Spelling:
    """The DOCDB spelling, else EPODOC's, else the office's own; with a date if any of them has one."""
    chosen = next((found[kind] for kind in ("docdb", "epodoc", "original") if kind in found), Spelling("", "", "", ""))
    return chosen._replace(date=chosen.date or next((other.date for other in found.values() if other.date), ""))


def symbol_in_parts(element: Element, scheme: str, reading: Reading) -> Classification | None:
    """A symbol whole in classification-symbol, or with section, class, subclass and groups in elements of their own."""
    symbol = value(element, "classification-symbol")
    if not symbol:
        group = "/".join(filter(None, (value(element, name) for name in ("main-group", "subgroup"))))
        symbol = "".join(value(element, name) for name in ("section", "class", "subclass")) + group
    inventive = _INVENTIVE.get(value(element, "classification-value"))
    return reading.classification(scheme, symbol, inventive, _FIRST.get(value(element, "symbol-position")))


def symbol_in_columns(element: Element, scheme: str, reading: Reading) -> Classification | None:
    """A symbol in the fixed columns of WIPO ST.8: symbol 1-19, version 20-27, level 28, position 29, value 30."""
    columns = element.text or ""
    symbol = "".join(columns[:19].split())
    return reading.classification(scheme, symbol, _INVENTIVE.get(columns[29:30]), _FIRST.get(columns[28:29]))


def symbol_of_old_edition(element: Element, reading: Reading, *, first: bool | None = None) -> Classification | None:
    """A symbol of IPC before 2006, when an edition could lead and a letter of use follow: " 7H 01M  10/40   A"."""
    old = _OLD_SYMBOL.search(value(element))
    symbol = f"{old[1]}{old[2]}{old[3]}{old[4]}/{old[5]}" if old else value(element)
    return reading.classification("IPC", symbol, first=first)


def claim_set(elements: Iterable[Element], code: str | None, origin: TextOrigin = TextOrigin.OFFICE) -> ClaimSet | None:
    """The claims of these elements, one each, in one language; None if there is none.

    The number of a claim is its attribute num, else the end of its id.  Claims that are only said to be cancelled,
    each or as a range ("1-20. (canceled)"), are none.
    """
    found = (_claim(element, position, language(code)) for position, element in enumerate(elements, 1))
    claims = linked(each for each in found if each.text and not is_cancelled(each.text))
    return ClaimSet(claims, language(code), origin) if claims else None


def _claim(element: Element, position: int, code: str) -> Claim:
    first = _NUMBER.search(element.get("num", ""))
    number = int(first[0]) if first else _last_number(element.get("id") or element.get("ID"))
    targets = (reference.get(name) for tag, name in _REFERENCES.items() for reference in element.iter(tag))
    return claim(number or position, text(element), code, sorted(set(map(_last_number, targets))))


def _last_number(label: str | None) -> int:
    """The number at the end of an id ("CLM-00012", "c-en-01-0012"), 0 if there is none."""
    digits = (label or "")[-_LONGEST_NUMBER:]
    found = _NUMBER.findall(digits)
    return int(found[-1]) if found and digits.endswith(found[-1]) else 0


def citations(
    elements: Iterable[Element], reading: Reading, origin: Callable[[Element, str], str | None]
) -> Iterator[Citation]:
    """The documents these citation elements cite, each once however many spellings of its number are given.

    origin tells from the element and its category who cites.  A document may matter in two ways, each for some
    claims ("Y" for 1-12, "A" for 13): its categories are joined by a comma.
    """
    for element in elements:
        categories = dict.fromkeys(filter(None, (value(category) for category in find_all(element, "category"))))
        category = ",".join(categories)
        cited_by = origin(element, category)
        for cited in find_all(element, "patcit"):
            spelled = best(spellings([cited]))
            if spelled.number:
                yield reading.citation(*spelled[:3], category=category or None, origin=cited_by, date=spelled.date)
        for literature in find_all(element, "nplcit"):
            words = value(literature, "text") or value(literature, "othercit") or value(literature)
            if words:
                yield Citation(text=words, patent=False, category=category or None, origin=cited_by)
