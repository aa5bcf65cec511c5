"""Formats: bytes in, records out.  One module each, pure, streaming, recognised by content.

A format is a module with

    NAME: str                           as it stands in a manifest, "google-patents-csv"
    TITLE: str                          as people call it
    recognises(head) -> bool            whether the first HEAD bytes of a document are of this kind
    parse(stream, origin) -> Iterator[Parsed]

`parse` yields records, each with its place within the document, and beside them a RecordError for each one that
cannot be read and for each part of one that had to be left out.  A document that as a whole is not what it seemed is a
FormatError, yielded or raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from landscape.errors import FormatError, RecordError
from landscape.formats import (
    bigquery_rows,
    chinese_page,
    docdb,
    docx,
    ep_xml,
    etsi_declarations,
    federal_register,
    federal_register_text,
    google_csv,
    google_page,
    gov_cn_search,
    govinfo,
    html_page,
    iso_open_data,
    json_lines,
    lens_csv,
    lens_json,
    miit_search,
    pdf,
    plain_documents,
    plain_publications,
    plain_text,
    regulations_gov,
    samr_json,
    samr_pages,
    surechembl,
    us_file_wrapper,
    us_xml,
)
from landscape.formats.eu_acts import consolidated, formex, journal
from landscape.records import Document, Provenance, Publication

# Bytes that are enough to recognise a document by.
HEAD = 2**16

Record = Publication | Document
Parsed = Publication | Document | RecordError | FormatError


class Format(Protocol):
    """What each module of this package offers."""

    NAME: str
    TITLE: str

    def recognises(self, head: bytes) -> bool:
        """Whether a document that begins so is of this kind."""

    def parse(self, stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
        """Records and errors in the order of the document, in constant memory."""


# Each of these recognises its own kind alone, so their order matters only to those who read it in a message.
KNOWN: tuple[Format, ...] = (
    docdb,
    us_xml,
    us_file_wrapper,
    ep_xml,
    google_page,
    google_csv,
    lens_csv,
    lens_json,
    surechembl,
    bigquery_rows,
    json_lines,
    plain_publications,
    plain_documents,
    journal,
    consolidated,
    formex,
    federal_register,
    federal_register_text,
    govinfo,
    regulations_gov,
    gov_cn_search,
    chinese_page,
    miit_search,
    samr_json,
    samr_pages,
    iso_open_data,
    etsi_declarations,
    pdf,
    docx,
)
# These take what nobody else knows: any HTML page, any prose.
FORMATS: tuple[Format, ...] = (*KNOWN, html_page, plain_text)


def recognise(head: bytes, document: str) -> Format:
    """The format of a document by its first bytes.

    Raises FormatError, which names the document and lists the known kinds, if none recognises it.
    """
    for known in FORMATS:
        if known.recognises(head):
            return known
    if not head.strip():
        raise FormatError(document, "is empty")
    raise FormatError(document, f"is of no known kind; known are: {'; '.join(known.TITLE for known in FORMATS)}")
