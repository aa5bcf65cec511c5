"""Conventions of the USPTO in all its layouts: who counts as applicant, who cites, how its own symbols are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from landscape.formats.name_lists import numbered
from landscape.records import Party, PartyForm

CITED_BY = {"cited by examiner": "examiner", "cited by applicant": "applicant"}
"""Category of a citation to who cites; "cited by other", until 2013, is most often the applicant, but not surely."""


def party(
    organisation: str,
    last: str = "",
    first: str = "",
    middle: str = "",
    suffix: str = "",
    *,
    country: str = "",
    address: Iterable[str] = (),
) -> Iterator[Party]:
    """A party with its name as filed, persons as "Last, First Middle, Suffix"; none if it has no name."""
    given = " ".join(filter(None, (first, middle)))
    name = organisation or ", ".join(filter(None, (last, given, suffix)))
    if name:
        # "unknown" and "omitted" stand where a country was not recorded.
        known = country if len(country) == 2 and country.isupper() else None
        yield Party(name, known, PartyForm.AS_FILED, address=", ".join(filter(None, address)))


def applicants(filed: Sequence[Party], assignees: Sequence[Party], inventors: Sequence[Party]) -> tuple[Party, ...]:
    """The parties that other offices call applicants.

    Until September 2012 only inventors could apply in the United States, so that the firm behind an application is
    its assignee; since then either may stand under applicants.  Taken are the applicants that are no inventors, else
    the assignees, else the inventors.
    """
    persons = {inventor.name for inventor in inventors}
    return numbered([party for party in filed if party.name not in persons] or assignees or filed or inventors)


def national_symbol(columns: str) -> str:
    """A symbol of the US classification from its columns: class 1-3, subclass 4-6, decimals behind.

    >>> [national_symbol(columns) for columns in ("715513", "705 26", "D 6495", "60409501", "600300000")]
    ['715/513', '705/26', 'D6/495', '604/95.01', '600/300']
    """
    columns = columns.rstrip()
    class_, subclass, decimals = columns[:3].replace(" ", ""), columns[3:6].strip(), columns[6:].strip().rstrip("0")
    subclass = subclass.lstrip("0") or subclass
    whole = f"{subclass}.{decimals}" if decimals.isdigit() else subclass + decimals
    return f"{class_.lstrip('0') or class_}/{whole}" if whole else class_
