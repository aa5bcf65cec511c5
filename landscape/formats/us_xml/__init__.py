"""Grants and applications as the United States Patent and Trademark Office publishes them in XML.

Read are its layouts since 2001: ST.36 (v4.0 to v4.7, from 2005), and before it the grants of ST.32 (PATDOC v2.5, from
2002) and the application publications (v1.5 and v1.6, from 2001).  Weekly bulk files are such documents glued together
and are read one by one.  The grants of 2001 (v2.4) are SGML, not XML, and an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from landscape.errors import RecordError
from landscape.formats import xml
from landscape.formats.reading import Reading
from landscape.formats.us_xml import application_v1, grant_st32, ice
from landscape.records import Provenance, Publication

NAME = "us-xml"
TITLE = "USPTO grant or application XML, single or bulk"

_LAYOUTS: dict[str, Callable[[xml.Element, Reading], Publication]] = {
    "us-patent-grant": ice.publication,
    "us-patent-application": ice.publication,
    "PATDOC": grant_st32.publication,
    "patent-application-publication": application_v1.publication,
}
# Lists of sequences come between the grants of a bulk file.
_SUPPLEMENTS = frozenset({"sequence-cwu"})


def recognises(head: bytes) -> bool:
    """Whether this is the start of a document of one of the USPTO's layouts."""
    return any(name.local in _LAYOUTS or name.local in _SUPPLEMENTS for name in xml.opening(head, 1))


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Publication | RecordError]:
    """The publications of a file, in its order, in constant memory.

    A document that is broken or no publication is one error; what could not be read of a publication comes as errors
    after it.
    """
    for found in xml.documents(stream, origin.url):
        if isinstance(found, RecordError):
            yield found
            continue
        reading = Reading(origin, found[0])
        try:
            yield _publication(found[1], reading)
        except RecordError as error:
            yield error
        yield from reading.skipped


def _publication(data: bytes, reading: Reading) -> Publication:
    root = xml.tree(data, reading.provenance.url, reading.provenance.place)
    read = _LAYOUTS.get(xml.local_name(root))
    if read is None:
        raise reading.error(f"its root element {xml.local_name(root)!r} is no publication of the USPTO")
    return read(root, reading)
