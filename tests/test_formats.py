"""The registry of formats: each known by its content, alone."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape.errors import FormatError, RecordError
from landscape.formats import FORMATS, HEAD, KNOWN, recognise
from landscape.records import Document, Provenance, Publication

EXAMPLES = {
    "docdb-xml": '<?xml version="1.0"?><exchange-documents xmlns="http://www.epo.org/exchange"><exchange-document/></exchange-documents>',
    "us-xml": '<?xml version="1.0"?><us-patent-grant lang="EN"><us-bibliographic-data-grant/></us-patent-grant>',
    "us-file-wrapper": '{"count":1,"patentFileWrapperDataBag":[{"applicationMetaData":{"patentNumber":"1"}}]}',
    "ep-xml": '<?xml version="1.0"?><ep-patent-document id="x"><SDOBI/></ep-patent-document>',
    "google-patents-csv": "search URL:,https://x\nid,title,assignee,inventor/author,priority date\n",
    "lens-csv": "#,Lens ID,Jurisdiction,Title\n",
    "lens-json": '{"lens_id":"1","jurisdiction":"US","doc_number":"1"}\n',
    "bigquery-rows": '{"publication_number":"EP-2400812-A1","family_id":"1","title_localized":[]}\n',
    "json-lines": '{"record":"publication","schema":1,"number":"EP-1-A1"}\n',
    "surechembl-json": '{"status":"OK","data":{"doc_id":"EP-1-A1","contents":{"patentDocument":{}}}}',
    "plain-publications": '{"publication": "EP2400812A1", "titles": ["x"]}\n',
    "plain-documents": '{"id": "GB 1", "title": "x", "passages": []}\n',
    "eu-official-journal": '<html><body><p class="oj-doc-ti">REGULATION (EU) 2020/1</p></body></html>',
    "eu-consolidated": '<html><body><p class="title-article-norm">Article 1</p></body></html>',
    "eu-formex": '<ACT xmlns:x="x" x:s="http://formex.publications.europa.eu/schema/f.xd"><TITLE/></ACT>',
    "federal-register-json": '{"count":1,"results":[{"document_number":"2021-1","publication_date":"2021-01-01"}]}',
    "federal-register-text": "<html><body><pre>[Federal Register Volume 86, Number 58 (Monday, March 29, 2021)]",
    "govinfo-json": '{"results":[{"packageId":"FR-1","collectionCode":"FR"}],"offsetMark":"*","count":1}',
    "regulations-gov-json": '{"data":[{"id":"A-1","type":"documents","attributes":{"agencyId":"A"}}],"meta":{}}',
    "gov-cn-search": '{"code":1001,"msg":"","data":[],"searchVO":null}',
    "chinese-government-page": '<!DOCTYPE html><html><body><div id="UCAP-CONTENT"><p>x</p></div></body></html>',
    "miit-search": '{"success":true,"code":"200","data":{"searchResult":{"total":0,"dataResults":[]}}}',
    "samr-json": '{"total":0,"pageNumber":1,"rows":[]}',
    "samr-pages": '<!DOCTYPE html><html><body><h1>标准号：GB 1-2000</h1><td>中国标准分类号（CCS）</td></body></html>',
    "iso-open-data": '{"id":1,"deliverableType":"IS","reference":"ISO 1:2000","currentStage":6060}\n',
    "etsi-declarations": "IPRD_ID;IPRD_REFERENCE;COMP_LEGAL_NAME;PUBL_NUMBER;DIPG_PATF_ID\n",
    "pdf": "%PDF-1.7\n",
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_kind_is_recognised_by_its_own_format_alone(name: str) -> None:
    """So the order of the registry decides nothing; a byte order mark in front changes nothing."""
    for mark in ("", "\ufeff"):
        head = (mark + EXAMPLES[name]).encode()
        assert [known.NAME for known in KNOWN if known.recognises(head)] == [name]
        assert name == recognise(head, "x").NAME


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<!DOCTYPE html><html><body><p>A ministry writes.</p></body></html>", "html-page"),
        ("<html></html>", "html-page"),
        ("A ministry writes a sentence.\nIt has two lines.", "plain-text"),
        ("部门印发本通知。", "plain-text"),
    ],
)
def test_what_nobody_else_knows_is_a_document(content: str, name: str) -> None:
    """Any other HTML page, and prose; the formats that know their documents are asked first."""
    assert [known.NAME for known in FORMATS if known.recognises(content.encode())] == [name]


def test_names_are_distinct() -> None:
    """A manifest names formats by them."""
    assert len({known.NAME for known in FORMATS}) == len({known.TITLE for known in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize(
    "head", [b"", b" \n", b"PK\x03\x04", b"<x/>", b'{"a": 1}', b"a,b\n1,2\n", b"a b c d.,x\n1 2 3 4.,y\n", b"\0" * 99]
)
def test_anything_else_is_refused_with_the_known_kinds(head: bytes) -> None:
    """The error names the document; an empty one is called empty."""
    with pytest.raises(FormatError) as caught:
        recognise(head, "exports/x")
    assert caught.value.document == "exports/x"
    if head.strip():
        assert all(known.TITLE in str(caught.value) for known in FORMATS)
    else:
        assert str(caught.value) == "exports/x: is empty"


@settings(deadline=None)  # the first example imports the libraries for PDF and HTML
@given(st.binary(max_size=300) | st.sampled_from(sorted(EXAMPLES.values())).map(str.encode), st.binary(max_size=40))
def test_no_bytes_end_a_format(content: bytes, rest: bytes) -> None:
    """Recognition is yes or no; parsing gives records and errors, or a FormatError, whatever the bytes."""
    for known in FORMATS:
        known.recognises(content + rest)
        try:
            found = list(known.parse(io.BytesIO(content + rest), Provenance("files", "x")))
        except FormatError:
            continue
        assert all(isinstance(entry, Publication | Document | RecordError | FormatError) for entry in found)


def test_real_files_are_of_one_kind_or_none(shared_data: Path) -> None:
    """No file of the collection is claimed by two formats."""
    for path in sorted((shared_data / "patents").rglob("*")):
        if path.is_file():
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
                head = stream.read(HEAD)
            assert sum(known.recognises(head) for known in KNOWN) <= 1, path
