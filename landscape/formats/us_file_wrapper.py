"""File wrappers of the USPTO's Open Data Portal: one application each, with what was published of it.

An application gives up to two publications, as it was published and as it was granted.  There are no texts but the
title; what happened to the application stands with the later of the two.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO

from landscape.errors import RecordError
from landscape.formats.fields import Object, inner, objects, records, text, texts
from landscape.formats.json_stream import head_keys
from landscape.formats.json_stream import objects as json_objects
from landscape.formats.name_lists import numbered
from landscape.formats.reading import distinct, earliest, in_order
from landscape.formats.us_xml.conventions import applicants, party
from landscape.records import LegalEvent, Party, Priority, Provenance, Publication, Text, TextOrigin

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading
    from landscape.identifiers import ApplicationNumber, PublicationNumber

NAME = "us-file-wrapper"
TITLE = "USPTO Open Data Portal file wrappers (JSON)"

STATUS = "US-STATUS"
_GRANT, _APPLICATION = "patentNumber", "earliestPublicationNumber"
# Beginnings of grant numbers other than those of utility patents -> kind (WIPO ST.16 as the USPTO uses it).
_KINDS = {"D": "S1", "RE": "E1", "H": "H1", "PP": "P2"}
_LETTERS = re.compile(r"[A-Z]*")
_BRACKETS = re.compile(r"\([^()]{0,100}\)")


def recognises(head: bytes) -> bool:
    """Whether the first records have metadata of an application."""
    return "applicationMetaData" in head_keys(head)


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """The publications of each file wrapper, the application before the grant; one without any is an error."""
    return records(_published(json_objects(stream, origin.url), origin), origin, _publication)


def _published(
    found: Iterable[tuple[str, dict[str, object] | RecordError]], origin: Provenance
) -> Iterator[tuple[str, tuple[Object, str] | RecordError]]:
    """Each file wrapper once for each of its publications, with the key of their number."""
    for place, content in found:
        if isinstance(content, RecordError):
            yield place, content
            continue
        data = content.get("applicationMetaData")
        stages = [key for key in (_APPLICATION, _GRANT) if not isinstance(data, dict) or data.get(key)]
        for key in stages:
            yield f"{place} ({'grant' if key == _GRANT else 'application'})", (content, key)
        if not stages:
            yield place, RecordError(origin.url, place, "is the file of an application that was not published")


def _publication(content: tuple[Object, str], reading: Reading) -> Publication:
    file, key = content
    data = inner(file, "applicationMetaData")
    own = _number(data, key, reading)
    other = _GRANT if key == _APPLICATION else _APPLICATION
    is_last = key == _GRANT or not text(data, _GRANT)
    priorities = tuple(dict.fromkeys(_priorities(file, reading)))
    title = text(data, "inventionTitle")
    inventors = objects(data, "inventorBag")
    return Publication(
        number=own,
        provenance=reading.provenance,
        publication_date=reading.date(text(data, "grantDate" if key == _GRANT else "earliestPublicationDate")),
        application=_application(file, reading),
        filing_date=reading.date(text(data, "filingDate")),
        priority_date=earliest(priorities),
        priorities=priorities,
        family_members=(_number(data, other, reading),) if text(data, other) else (),
        titles=(Text(title, "en", TextOrigin.OFFICE),) if title else (),
        applicants=applicants(
            [each for entry in objects(data, "applicantBag") for each in _named(entry, "applicantNameText")],
            tuple(_assignees(file)),
            [each for entry in inventors for each in _named(entry, "inventorNameText")],
        ),
        inventors=numbered([each for entry in inventors for each in _inventor(entry)]),
        classifications=distinct(
            [
                *(reading.classification("CPC", symbol) for symbol in texts(data, "cpcClassificationBag")),
                reading.classification("UC", text(data, "uspcSymbolText")),
            ]
        ),
        events=in_order(dict.fromkeys(_events(file, data, reading))) if is_last else (),
    )


def _number(data: Object, key: str, reading: Reading) -> PublicationNumber:
    """The number of one of the publications; a grant's kind follows from its number and from what came before it."""
    spelled = text(data, key)
    if key == _APPLICATION:
        return reading.number("", spelled)
    letters = _LETTERS.match(spelled.upper())
    was_published = bool(text(data, _APPLICATION))
    kind = _KINDS.get(letters[0] if letters else "", "B2" if was_published else "B1")
    return reading.number("US", spelled, "P3" if kind == "P2" and was_published else kind)


def _application(file: Object, reading: Reading) -> ApplicationNumber | None:
    spelled = text(file, "applicationNumberText")
    return reading.application("" if spelled.upper().startswith("PCT") else "US", spelled)


def _priorities(file: Object, reading: Reading) -> Iterator[Priority]:
    """Foreign priorities, and the earlier applications whose date this one has, back to the first."""
    for entry in objects(file, "foreignPriorityBag"):
        office = _BRACKETS.sub("", text(entry, "ipOfficeName")).strip().upper()
        number = text(entry, "applicationNumberText")
        if number:
            yield reading.priority(_offices().get(office, office), number, filed=text(entry, "filingDate"))
    for entry in objects(file, "parentContinuityBag"):
        number = text(entry, "parentApplicationNumberText")
        if number:
            country = "" if number.upper().startswith("PCT") else "US"
            yield reading.priority(country, number, filed=text(entry, "parentApplicationFilingDate"))


@cache
def _offices() -> dict[str, str]:
    data = files("landscape.formats").joinpath("us_file_wrapper.toml").read_text(encoding="utf-8")
    offices: dict[str, str] = tomllib.loads(data)["offices"]
    return offices


def _named(entry: Object, key: str) -> Iterator[Party]:
    return party(text(entry, key), country=_country(entry), address=_address(_places(entry)))


def _inventor(entry: Object) -> Iterator[Party]:
    names = [text(entry, key) for key in ("lastName", "firstName", "middleName", "nameSuffix")]
    if not names[0]:
        return _named(entry, "inventorNameText")
    return party("", *names, country=_country(entry), address=_address(_places(entry)))


def _places(entry: Object) -> list[Object]:
    """The addresses of a party, that of residence first."""
    places = objects(entry, "correspondenceAddressBag")
    return sorted(places, key=lambda place: text(place, "postalAddressCategory") != "residence")


def _country(entry: Object) -> str:
    """The country of residence, else of any address."""
    return next(filter(None, (text(place, "countryCode") for place in (entry, *_places(entry)))), "")


def _address(places: Sequence[Object]) -> list[str]:
    """Street, city and region of the first address."""
    parts = ("addressLineOneText", "cityName", "geographicRegionCode")
    return [text(place, part) for place in places[:1] for part in parts]


def _assignees(file: Object) -> Iterator[Party]:
    """Those to whom the inventors assigned the application first; later assignments are sales."""
    found = [entry for entry in objects(file, "assignmentBag") if objects(entry, "assigneeBag")]
    if found:
        first = min(found, key=lambda entry: text(entry, "assignmentRecordedDate") or "9")
        for entry in objects(first, "assigneeBag"):
            address = inner(entry, "assigneeAddress")
            name, country = text(entry, "assigneeNameText"), text(address, "ictCountryCode")
            yield from party(name, country=country, address=_address([address]))


def _events(file: Object, data: Object, reading: Reading) -> Iterator[LegalEvent]:
    for entry in objects(file, "eventDataBag"):
        date = reading.date(text(entry, "eventDate"))
        yield LegalEvent(text(entry, "eventCode"), date, "US", text(entry, "eventDescriptionText"))
    status = text(data, "applicationStatusDescriptionText")
    if status:
        yield LegalEvent(STATUS, reading.date(text(data, "applicationStatusDate")), "US", status)
