"""Publications in plain JSON, one object a line or in an array, as converters of bibliographic data write them.

    {"publication": "CN120149317A", "publication_date": "20250613", "titles": ["…", "…"], "abstracts": ["…"],
     "application": "…", "filing_date": "…", "priorities": [{"number": "…", "date": "…"}],
     "applicants_as_listed": ["…"], "inventors_as_listed": ["…"], "ipc": ["…"], "cpc": ["…"],
     "citations": [{"publication": "…", "category": "X"}]}

Only the publication is required.  A key that is not known is named once a document and otherwise passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from landscape.claims import claim, linked, parse_claims
from landscape.errors import RecordError
from landscape.formats.fields import Object, objects, records, text, texts
from landscape.formats.json_stream import head_keys
from landscape.formats.json_stream import objects as json_objects
from landscape.formats.languages import is_latin, languages
from landscape.formats.name_lists import numbered, parties
from landscape.formats.reading import distinct, earliest
from landscape.identifiers import PublicationNumber
from landscape.records import Citation, ClaimSet, Party, PartyForm, Provenance, Publication, Text

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.formats.reading import Reading

NAME = "plain-publications"
TITLE = "publications in plain JSON Lines"

_NOT_READ = {"about", "note", "source_url", "url"}
_KNOWN = _NOT_READ | {
    "publication", "country", "publication_date", "application", "filing_date", "priority_date", "priorities",
    "family_id", "titles", "title", "abstracts", "abstract", "claims", "applicants_as_listed", "applicants",
    "assignees", "inventors_as_listed", "inventors", "ipc", "cpc", "citations",
}  # fmt: skip
_RESIDENCE = re.compile(r"\s*(?:\[([A-Z]{2})\]|\(([A-Z]{2})\))$")


def recognises(head: bytes) -> bool:
    """Whether the first objects have the key "publication" and are not of another kind."""
    keys = head_keys(head)
    return "publication" in keys and "record" not in keys


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One publication an object, with its line as its place."""
    unknown: set[str] = set()
    for place, content in json_objects(stream, origin.url):
        yield from records([(place, content)], origin, _publication)
        if not isinstance(content, RecordError):
            for key in sorted(content.keys() - _KNOWN - unknown):
                unknown.add(key)
                yield RecordError(origin.url, place, f"the key {key[:60]!r} is not known; it is read in no record")


def _publication(content: Object, reading: Reading) -> Publication:
    country = text(content, "country")
    spelling = text(content, "publication")
    number = PublicationNumber.of_parts(country, spelling) if country else PublicationNumber.parse(spelling)
    application = reading.application("", text(content, "application"))
    priorities = tuple(
        reading.priority("", text(claimed, "number"), "", text(claimed, "date"))
        for claimed in objects(content, "priorities")
    )
    titles, abstracts = _either(content, "titles", "title"), _either(content, "abstracts", "abstract")
    offices = (number.country, application.country if application else "")
    return Publication(
        number=number,
        provenance=reading.provenance,
        publication_date=reading.date(text(content, "publication_date")),
        application=application,
        filing_date=reading.date(text(content, "filing_date")),
        priority_date=reading.date(text(content, "priority_date")) or earliest(priorities),
        priorities=priorities,
        family_id=text(content, "family_id") or None,
        titles=_texts(titles, offices, abstracts),
        abstracts=_texts(abstracts, offices, titles),
        claims=_claims(texts(content, "claims"), offices),
        applicants=_listed(content, "applicants_as_listed", "applicants", "assignees"),
        inventors=_listed(content, "inventors_as_listed", "inventors"),
        classifications=distinct(
            reading.classification(scheme.upper(), symbol)
            for scheme in ("cpc", "ipc")
            for symbol in texts(content, scheme)
        ),
        citations=tuple(_citation(cited, reading) for cited in objects(content, "citations")),
    )


def _either(content: Object, several: str, one: str) -> list[str]:
    return texts(content, several) or texts(content, one)


def _texts(found: Sequence[str], offices: tuple[str, str], beside: Sequence[str]) -> tuple[Text, ...]:
    return tuple(map(Text, found, languages(found, *offices, beside)))


def _claims(found: Sequence[str], offices: tuple[str, str]) -> tuple[ClaimSet, ...]:
    """The claims of one text, or of a list of claims, which are counted where they come without numbers."""
    whole = "\n".join(found)
    if not whole:
        return ()
    language = languages([whole], *offices)[0]
    if len(found) > 1 and not any(each[0].isdigit() for each in found):
        return (ClaimSet(linked(claim(at, each, language) for at, each in enumerate(found, 1)), language),)
    return (ClaimSet(tuple(parse_claims(whole, language)), language),)


def _citation(cited: Object, reading: Reading) -> Citation:
    category = "".join(texts(cited, "category")) or None
    return reading.citation("", text(cited, "publication"), "", category=category)


def _listed(content: Object, as_listed: str, *plain: str) -> tuple[Party, ...]:
    """Parties of the first key that has any."""
    names = texts(content, as_listed)
    if names:
        return _both_forms(names)
    names = next(filter(None, (texts(content, key) for key in plain)), [])
    return parties([" ".join(name.split()) for name in names])


def _both_forms(names: Sequence[str]) -> tuple[Party, ...]:
    """Parties of a list that has the standardised names first and then the same parties as they filed.

    A residence in brackets marks standardised names, and so does what stands before one; without any, Latin names
    beside others are standardised; in a list that is Latin throughout they are the first half, if each of them
    shares the beginning of a word with its counterpart.  Else the form is not known.
    """
    matches = [_RESIDENCE.search(name) for name in names]
    bare = [" ".join(_RESIDENCE.sub("", name).split()) for name in names]
    countries = [match[1] or match[2] if match else None for match in matches]
    standardised = max((at + 1 for at, match in enumerate(matches) if match and match[1]), default=0)
    half = len(bare) // 2
    if not standardised and len(bare) == 2 * half and all(map(_alike, bare[:half], bare[half:])):
        standardised = half
    if not standardised or not all(map(is_latin, bare[:standardised])):
        return parties(bare, countries)
    forms = [PartyForm.STANDARDISED] * standardised + [PartyForm.AS_FILED] * (len(bare) - standardised)
    return numbered(list(map(Party, bare, countries, forms)))


def _alike(one: str, other: str) -> bool:
    def beginnings(name: str) -> set[str]:
        return {word[:4].casefold() for word in re.findall(r"\w+", name)}

    return not beginnings(one).isdisjoint(beginnings(other))
