"""Document contents as SureChEMBL's API gives them: one publication an answer.

Which parts are there differs from answer to answer: a part that is missing, null or "" is taken as absent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.claims import parse_claims
from landscape.errors import RecordError
from landscape.formats.answers import answer, names
from landscape.formats.reading import Reading, distinct, earliest, in_order, language
from landscape.formats.xml import clean
from landscape.records import (
    Citation,
    ClaimSet,
    LegalEvent,
    Party,
    PartyForm,
    Priority,
    Provenance,
    Publication,
    Text,
    TextOrigin,
)

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "surechembl-json"
TITLE = "SureChEMBL document contents (JSON)"

_FORMS = {"original": PartyForm.AS_FILED, "epo": PartyForm.STANDARDISED, "docdb": PartyForm.STANDARDISED}
_CITED_BY = {"SEA": "examiner", "ISR": "examiner", "SUP": "examiner", "EXA": "examiner", "APP": "applicant"}
# SureChEMBL has these offices' texts in English only, which is not the language they publish in.
_TRANSLATED = frozenset({"CN", "JP", "KR", "TW", "RU"})
_LINE = re.compile(r"</?(?:p|br|li|div|claim|claims|claim-text)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def recognises(head: bytes) -> bool:
    """Whether a document begins as an answer of this kind."""
    return names(head, "contents", "patentDocument")


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """The publication of the answer, and an error for each part of it that could not be read."""
    reading = Reading(origin, "document")
    data = answer(stream, origin.url).get("data")
    try:
        yield _publication(data, reading)
    except RecordError as error:
        yield error
    except RecursionError:
        yield reading.error("JSON nested too deeply")
    yield from reading.skipped


def _publication(data: object, reading: Reading) -> Publication:
    document = next(_each(data, "contents", "patentDocument"), {})
    biblio = next(_each(document, "bibliographicData"), {})
    technical = next(_each(biblio, "technicalData"), {})
    spelled = _value(data, "doc_id") or _value(biblio, "publicationReference", "ucid")
    number = reading.number("", spelled)
    filed = next(_each(biblio, "applicationReference"), {})
    priorities = tuple(_priorities(biblio, reading))
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(
            _value(document, "published") or _value(biblio, "publicationReference", "documentId", "date")
        ),
        application=reading.application(*_parts(_value(filed, "ucid"))),
        filing_date=reading.date(_value(filed, "documentIdList", "date")),
        priority_date=earliest(priorities),
        priorities=priorities,
        family_id=next((each for each in _values(document, "family") if each.isdecimal()), None),
        titles=tuple(dict.fromkeys(_titles(technical, number.country))),
        abstracts=tuple(dict.fromkeys(_abstracts(document, number.country))),
        claims=tuple(_claim_sets(document, number.country)),
        applicants=tuple(_parties(biblio, ("applicants", "applicant"))) or _assignees(biblio),
        inventors=tuple(_parties(biblio, ("inventors", "inventor"))),
        classifications=distinct(
            reading.classification(scheme, symbol)
            for scheme, outer, inner in (
                ("CPC", "classificationsCpc", "classificationCpc"),
                ("IPC", "classificationsIpcr", "classificationIpcr"),
            )
            for symbol in _values(technical, outer, inner, "classification")
        ),
        citations=tuple(_citations(technical, reading)),
        events=in_order(_events(document, reading)),
    )


def _each(value: object, *path: str) -> Iterator[dict[str, object]]:
    """The objects at a path, through however many lists; whatever else stands there is passed over."""
    for found in _walk(value, path):
        if isinstance(found, dict):
            yield found


def _values(value: object, *path: str) -> Iterator[str]:
    """The texts and numbers at a path, as texts in one line; the source writes "null" for some that are missing."""
    for found in _walk(value, path):
        if isinstance(found, str | int) and not isinstance(found, bool):
            text = clean(str(found))
            if text and text != "null":
                yield text


def _value(value: object, *path: str) -> str:
    return next(_values(value, *path), "")


def _walk(value: object, path: tuple[str, ...]) -> Iterator[object]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        yield from _walk(value.get(path[0]), path[1:])


def _parts(ucid: str) -> tuple[str, str, str]:
    """Country, number and kind of "CN-202311707711-A"."""
    country, _, rest = ucid.partition("-")
    number, _, kind = rest.partition("-")
    return country, number, kind


def _origin(office: str, code: str, source: str) -> TextOrigin:
    if office in _TRANSLATED and code == "en":
        return TextOrigin.MACHINE_TRANSLATION
    return TextOrigin.OFFICE if source == "patent-office" else TextOrigin.UNKNOWN


def _titles(technical: object, office: str) -> Iterator[Text]:
    for entry in _each(technical, "inventionTitles"):
        code = language(_value(entry, "lang"))
        if title := _value(entry, "title"):
            yield Text(title, code, _origin(office, code, _value(entry, "loadSource")))


def _sections(document: object, name: str, office: str) -> Iterator[tuple[str, str, TextOrigin]]:
    """Markup, language and origin of each text of a name."""
    for entry in _each(document, name):
        code = language(_value(entry, "lang"))
        for content in _walk(entry, ("section", "content")):
            if isinstance(content, str) and content.strip():
                yield content, code, _origin(office, code, _value(entry, "loadSource"))


def _lines(markup: str) -> str:
    """Text without its markup: paragraphs and claims are lines, what stands inside a word joins it."""
    text = html.unescape(_TAG.sub("", _LINE.sub("\n", markup)))
    return "\n".join(filter(None, map(clean, text.split("\n"))))


def _abstracts(document: object, office: str) -> Iterator[Text]:
    for markup, code, origin in _sections(document, "abstracts", office):
        if text := clean(_lines(markup)):
            yield Text(text, code, origin)


def _claim_sets(document: object, office: str) -> Iterator[ClaimSet]:
    for markup, code, origin in _sections(document, "claimResponses", office):
        if claims := tuple(parse_claims(_lines(markup), code)):
            yield ClaimSet(claims, code, origin)


def _assignees(biblio: object) -> tuple[Party, ...]:
    return tuple(_parties(biblio, ("assignees", "assignee")))


def _parties(biblio: object, path: tuple[str, str]) -> Iterator[Party]:
    """The names of each form once; a form between that filed and the standard one only where there is no other."""
    found = [
        (entry, _FORMS.get(_value(entry, "format"), PartyForm.UNKNOWN)) for entry in _each(biblio, "parties", *path)
    ]
    known = any(form is not PartyForm.UNKNOWN for _, form in found)
    seen: set[tuple[PartyForm, tuple[str, ...]]] = set()
    for entry, form in found:
        book = next(_each(entry, "addressbook"), {})
        name = _value(book, "name") or " ".join(filter(None, (_value(book, "firstName"), _value(book, "lastName"))))
        words = tuple(sorted(re.sub("[.,]", " ", name).casefold().split()))
        if not words or (known and form is PartyForm.UNKNOWN) or (form, words) in seen:
            continue
        seen.add((form, words))
        country, sequence = _value(book, "address", "country").upper(), _value(entry, "sequence")
        yield Party(
            name,
            country if len(country) == 2 and country.isalpha() else None,
            form,
            int(sequence) if sequence.isdecimal() and len(sequence) < 6 else 0,
        )


def _priorities(biblio: object, reading: Reading) -> Iterator[Priority]:
    seen = set()
    for entry in _each(biblio, "priorityClaims", "priorityClaims"):
        ucid = _value(entry, "ucid")
        if ucid and ucid not in seen:
            seen.add(ucid)
            yield reading.priority(*_parts(ucid), _value(entry, "documentId", "date"))


def _citations(technical: object, reading: Reading) -> Iterator[Citation]:
    seen = set()
    for entry in _each(technical, "citations", "patentCitations", "patcit"):
        ucid = _value(entry, "ucid")
        if ucid and ucid not in seen:
            seen.add(ucid)
            origin = _CITED_BY.get(_value(entry, "sources", "source", "name"))
            yield reading.citation(*_parts(ucid), origin=origin, date=_value(entry, "documentId", "date"))


def _events(document: object, reading: Reading) -> Iterator[LegalEvent]:
    for event in _each(document, "legalStatus", "legal-event"):
        yield LegalEvent(
            _value(event, "@code"),
            reading.date(_value(event, "@date")),
            _value(event, "@country") or None,
            _value(event, "legal-event-body", "event-title", "$"),
            {"+": "+", "-": "-"}.get(_value(event, "@impact")),
        )
