"""Exchange documents of the EPO: answers of Open Patent Services and DOCDB files.

Read are the bodies that hold publications: bibliographic data, abstracts, full cycles, claims, families with or
without bibliographic data and legal events, equivalents, searches plain and with constituents, DOCDB front and back
files of any size, and error bodies.  The Register, the number service and the classification are other kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats import xml
from landscape.formats.docdb import family, fulltext
from landscape.formats.docdb.exchange import exchange_document, reference
from landscape.formats.reading import Reading
from landscape.records import Provenance, Publication

NAME = "docdb-xml"
TITLE = "OPS or DOCDB XML (exchange documents, claims, families, searches)"

_ROOTS = frozenset({"exchange-document", "exchange-documents", "fulltext-documents", "patent-family"})
_BODIES = _ROOTS | {"biblio-search", "equivalents-inquiry"}

Parsed = Publication | RecordError


def recognises(head: bytes) -> bool:
    """Whether this is the start of an exchange document, or of the error that stands in for one."""
    names = [name.local for name in xml.opening(head)]
    if names[:1] == ["world-patent-data"]:
        return bool(_BODIES.intersection(names[1:]))
    return names[:1] == ["fault"] or names[:2] == ["error", "code"] or bool(_ROOTS.intersection(names[:1]))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """The publications of a body, in its order, in constant memory.

    What could not be read comes as errors beside them: a broken record alone, a part of a record (a symbol, a date)
    after the record.  A body that says that a request failed is one error.
    """
    for found in xml.elements(stream, _RECORDS, origin.url):
        if isinstance(found, RecordError):
            yield found
            continue
        place, element = found
        reading = Reading(origin, place)
        try:
            yield from _RECORDS[xml.local_name(element)](element, reading)
        except RecordError as error:
            yield error
        yield from reading.skipped


def _one(read: Callable[[xml.Element, Reading], Publication]) -> Callable[[xml.Element, Reading], Iterator[Parsed]]:
    def records(element: xml.Element, reading: Reading) -> Iterator[Parsed]:
        yield read(element, reading)

    return records


def _failure(element: xml.Element, reading: Reading) -> Iterator[Parsed]:
    yield reading.error(f"the answer is an error: {xml.value(element, 'code')} {xml.value(element, 'message')}")


_RECORDS: dict[str, Callable[[xml.Element, Reading], Iterator[Parsed]]] = {
    "exchange-document": _one(exchange_document),
    "publication-reference": _one(reference),
    "fulltext-document": _one(fulltext.fulltext_document),
    "patent-family": family.patent_family,
    "equivalents-inquiry": family.equivalents,
    "error": _failure,
    "fault": _failure,
}
