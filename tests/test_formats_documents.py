"""Any other HTML, PDF, DOCX and text as policy documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from landscape.errors import FormatError
from landscape.fetchers import Context
from landscape.fetchers.files import fetch
from landscape.formats import Parsed, chinese_page, docx, html_page, licences, pdf, plain_documents, plain_text
from landscape.formats.blocks import html_lines
from landscape.formats.eu_acts import journal
from landscape.formats.passages import paragraphs
from landscape.formats.xml import html_tree
from landscape.query import Query
from landscape.records import Document, Provenance

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(layout: ModuleType, data: bytes) -> list[Parsed]:
    return list(layout.parse(io.BytesIO(data), Provenance("files", "notes/x")))


def only(layout: ModuleType, data: bytes) -> Document:
    (document,) = read(layout, data)
    assert isinstance(document, Document), document
    return document


def made_pdf(pages: list[str]) -> bytes:
    """A PDF file with these texts; an empty one stands for a picture."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(pages):
        content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * at} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def made_docx(body: str, **others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, content in others.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def test_a_page_gives_its_main_text() -> None:
    """Menus and footers go; title, date and language come from the page's head."""
    page = (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Invented strategy</title>'
        '<meta property="article:published_time" content="2031-04-28T10:00"><meta name="author" content="The office">'
        "</head><body><nav><a href=x>Home</a><a href=y>About us</a></nav><main><h2>Plan</h2><p>The ministry will draw"
        " up standards for invented batteries in the coming year, together with industry and research.</p>"
        "<p>Recycling of invented batteries shall be made easier by rules that all can follow without effort.</p>"
        "</main><footer><p>Imprint and contact</p></footer></body></html>"
    )
    document = only(html_page, page.encode())
    assert (document.title, document.issuer, document.language) == ("Invented strategy", "The office", "en")
    assert (document.published, document.id) == (date(2031, 4, 28), "notes/x")
    texts = [passage.text for passage in document.passages]
    assert [text.split()[0] for text in texts] == ["Plan", "Recycling"]
    assert not any("Imprint" in text or "About us" in text for text in texts)


def test_a_page_that_a_script_fills_says_so() -> None:
    """A shell without text is no document."""
    (error,) = read(html_page, b"<!DOCTYPE html><html><body><script>draw()</script></body></html>")
    assert "without text" in str(error)


def test_a_pdf_gives_its_pages() -> None:
    """Passages are cited by page; a page without text among others is named."""
    document, note = read(pdf, made_pdf(["The first page is invented.", "", "The third page too."]))
    assert isinstance(document, Document)
    assert [(passage.place, passage.text) for passage in document.passages] == [
        ("page 1", "The first page is invented."),
        ("page 3", "The third page too."),
    ]
    assert str(note) == "notes/x, file: no text on 1 of 3 pages (2); pictures"


@pytest.mark.parametrize(
    ("data", "reason"), [(made_pdf(["", ""]), "a scan"), (b"%PDF-1.4 rubbish", "damaged"), (b"%PDF-", "damaged")]
)
def test_a_scanned_or_damaged_pdf_says_so(data: bytes, reason: str) -> None:
    """Nobody takes an unread document for one that says nothing."""
    with pytest.raises(FormatError, match=reason):
        read(pdf, data)


def test_a_word_document_gives_paragraphs_and_rows() -> None:
    """A heading goes with its paragraph; deleted text is not read; the title is that of the file's properties."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = (
        paragraph("Heading")
        + "<w:p><w:r><w:t>One </w:t></w:r><w:del><w:r><w:delText>lost</w:delText></w:r></w:del>"
        + "<w:r><w:t>sentence.</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('Stone')}</w:tc><w:tc>{paragraph('1 kg.')}</w:tc></w:tr></w:tbl>"
    )
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Invented draft</dc:title></p>'
    document = only(docx, made_docx(body, docProps__core__xml="x", **{"docProps__core.xml": core}))
    assert document.title == "Invented draft"
    assert [passage.text for passage in document.passages] == ["Heading\nOne sentence.", "Stone | 1 kg."]


def test_other_office_documents_and_damaged_ones_are_refused() -> None:
    """A table, a cut file, entities: each one line."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    for data, reason in ((packed.getvalue(), "without a Word text"), (made_docx("<w:p/>")[:-30], "damaged")):
        with pytest.raises(FormatError, match=reason):
            read(docx, data)


def test_plain_text_gives_paragraphs() -> None:
    """Parted by empty lines, or line by line without any; Chinese too."""
    document = only(plain_text, "关于发明电池的通知\n\n发明的政策文件。\n\n第二条说明\n电池标准。".encode())
    assert (document.title, document.language) == ("关于发明电池的通知", "zh")
    assert [passage.text for passage in document.passages] == [
        "关于发明电池的通知\n发明的政策文件。",
        "第二条说明 电池标准。",
    ]
    assert len(only(plain_text, b"One line is here.\nAnother line is there.").passages) == 2


@pytest.mark.parametrize(
    ("encoding", "language", "content"),
    [
        (
            "gb18030",
            "zh",
            "关于动力电池的通知\n\n加快全固态电池标准研制，符合GB/T 90485—2015。各单位要认真贯彻执行。\n",
        ),
        ("big5", "zh", "關於動力電池的通知\n\n加快全固態電池標準研製，各單位要認真執行。\n"),
        ("shift_jis", "ja", "蓄電池産業戦略\n\n全固体電池の研究開発を加速する。安全性の評価方法を標準化する。\n"),
        ("euc_kr", "ko", "전고체 배터리 전략\n\n전고체 배터리의 표준 개발을 추진한다. 안전 기준을 마련한다.\n"),
        ("utf-16", "zh", "关于动力电池的通知\n\n加快全固态电池标准研制。各单位要认真贯彻执行。\n"),
    ],
)
def test_text_in_an_encoding_of_east_asia(encoding: str, language: str, content: str) -> None:
    """As offices save their notices; long ones too, whose first bytes may end within a character."""
    for text in (content, f"{content}\n" * 800):
        data = text.encode(encoding)
        for cut in range(4):
            assert plain_text.recognises(data[: 2**16 + cut])
        document = only(plain_text, data)
        assert document.language == language
        assert document.title == content.partition("\n")[0]
        assert document.passages[0].text.endswith("。" if language != "ko" else ".")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, "Größe ist gut. Die Prüfung läuft.".encode("latin-1"), b"\x80\xff" * 99]
)
def test_bytes_of_another_kind_are_no_text(data: bytes) -> None:
    """Nor are encodings that a short text does not tell."""
    assert not plain_text.recognises(data)


def test_paragraphs_are_numbered_and_bounded() -> None:
    """A heading joins what it heads; a very long paragraph is cut between sentences; nothing is lost."""
    long = "This is an invented sentence. " * 300
    found = list(paragraphs(["Heading", "A sentence.", long.strip(), "Tail"], "en", "page 3"))
    assert [passage.place for passage in found] == [f"page 3, paragraph {number}" for number in range(1, 6)]
    assert found[0].text == "Heading\nA sentence."
    assert max(len(passage.text) for passage in found) <= 4000
    assert " ".join(passage.text for passage in found[1:4]) == long.strip()
    assert found[-1].text == "Tail"


def test_markup_becomes_lines() -> None:
    """Inline marks do not part words, blocks part lines, marks of lists join what they mark."""
    markup = (
        "<body>a<b>b</b><p>(a)</p><p>x</p>c<ul><li>1</li></ul><table><tr><td>x<td>y</table><p>H<sub>2</sub>O</p></body>"
    )
    assert html_lines(html_tree(markup.encode(), "x", "page")) == ["ab", "(a) x", "c", "1", "x | y", "H2O"]


def test_terms_of_known_issuers_go_with_their_files() -> None:
    """A file on a disk has no licence of its own; what is known of its issuer, or what the record says, counts."""

    def licence(layout: ModuleType, content: bytes, origin: Provenance) -> str | None:
        (document, *_) = layout.parse(io.BytesIO(content), origin)
        assert isinstance(document, Document)
        return document.provenance.licence

    here, there = Provenance("files", "x"), Provenance("web", "x", licence="as the site says")
    act = b'<html><p class="oj-ti-art">Article 1</p><p class="oj-normal">Text.</p></html>'
    assert licence(journal, act, here) == licences.EU
    assert licence(journal, act, there) == "as the site says"
    page = '<html><div id="UCAP-CONTENT"><p>一、加快电池标准研制。</p></div></html>'.encode()
    assert licence(chinese_page, page, here) == licences.CHINA
    record = b'{"id": "A", "title": "B", "issuer": "C", "licence": "CC BY 4.0"}'
    assert licence(plain_documents, record, here) == "CC BY 4.0"
    assert licence(plain_documents, record.replace(b', "licence": "CC BY 4.0"', b""), here) is None


def test_local_files_of_each_kind_become_documents(tmp_path: Path) -> None:
    """Through the local import, a Word document among them, which is an archive for the system but not for us."""
    (tmp_path / "a.docx").write_bytes(made_docx("<w:p><w:r><w:t>A sentence in Word.</w:t></w:r></w:p>"))
    (tmp_path / "b.pdf").write_bytes(made_pdf(["A sentence in a PDF file."]))
    (tmp_path / "c.txt").write_text("A sentence in plain text.")
    (tmp_path / "d.html").write_text("<!DOCTYPE html><html><body><p>A sentence in a page.</p></body></html>")
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.write(tmp_path / "a.docx", "inner.docx")
    query = Query.from_text('sources = ["files"]\n[files]\npaths = ["*"]', name="x", root=tmp_path)
    fetched = fetch(query, Context())
    documents = list(fetched.records)
    assert all(isinstance(document, Document) for document in documents), documents
    assert [received.format for received in fetched.documents] == ["docx", "pdf", "plain-text", "html-page", "docx"]
