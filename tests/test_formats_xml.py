"""The XML reader: what it accepts, what it refuses, what it keeps in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import RecordError
from landscape.formats import xml

ISO = b'<!DOCTYPE a SYSTEM "office.dtd">'


class Endless(io.RawIOBase):
    """A stream that repeats a piece for ever and counts what was read."""

    def __init__(self, start: bytes, piece: bytes) -> None:
        self.buffer, self.piece, self.given = start, piece, 0

    def read(self, size: int = -1) -> bytes:
        while len(self.buffer) < size:
            self.buffer += self.piece * (size // len(self.piece) + 1)
        chunk, self.buffer = self.buffer[:size], self.buffer[size:]
        self.given += size
        return chunk


def element(content: str) -> xml.Element:
    return xml.tree(content.encode(), "f.xml", "document 1")


def reasons(found: Iterator[object]) -> list[str]:
    return [str(each) for each in found if isinstance(each, RecordError)]


# --- recognition -----------------------------------------------------------------------------------------------------


def test_opening_reads_names_from_a_head_that_is_cut_off() -> None:
    head = b'\xef\xbb\xbf<?xml version="1.0"?>\n<?style x?><o:w xmlns:o="http://ops.epo.org"><o:m a="1"/><b><c>cut of'
    assert [name.local for name in xml.opening(head)] == ["w", "m", "b", "c"]
    assert xml.opening(head)[0].namespace == "http://ops.epo.org"


def test_opening_keeps_a_prefix_that_is_not_declared() -> None:
    assert [name.local for name in xml.opening(b"<o:w><o:/>")] == ["o:w", "o:"]


@pytest.mark.parametrize("head", [b"", b"   ", b"id,title\n", b'{"a": 1}', b"\x1f\x8b\x08\x00", b"<", b"PK\x03\x04"])
def test_opening_of_what_is_no_xml_is_empty(head: bytes) -> None:
    assert xml.opening(head) == ()


@given(st.binary(max_size=300))
def test_opening_never_raises(head: bytes) -> None:
    xml.opening(head)
    xml.opening(b"<?xml version='1.0'?><a>" + head)


# --- glued documents -------------------------------------------------------------------------------------------------


@given(
    st.lists(st.text("abc <>?\n", min_size=1, max_size=30), min_size=1, max_size=6),
    st.integers(min_value=1, max_value=9),
)
def test_glued_documents_come_apart_wherever_the_chunks_end(bodies: list[str], step: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(step)

    glued = [f'<?xml version="1.0"?><a>{body}</a>'.encode() for body in bodies]
    found = list(xml.documents(Dripping(b"\n".join(glued)), "f.xml"))
    assert found == [(f"document {number}", data) for number, data in enumerate(glued, 1)]


def test_a_stylesheet_instruction_does_not_begin_a_document() -> None:
    data = b'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><a/>'
    assert list(xml.documents(io.BytesIO(data), "f.xml")) == [("document 1", data)]


def test_a_file_of_blanks_holds_no_document() -> None:
    assert list(xml.documents(io.BytesIO(b" \n\n"), "f.xml")) == []


def test_a_document_over_the_bound_is_passed_over_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_BYTES", 2**20)
    long = b'<?xml version="1.0"?><a>' + b"x" * (3 * 2**20) + b"</a>"
    short = b'<?xml version="1.0"?><b/>'
    found = list(xml.documents(io.BytesIO(short + long + short), "f.xml"))
    assert [each if isinstance(each, RecordError) else each[0] for each in found][::2] == ["document 1", "document 3"]
    assert str(found[1]) == "f.xml, document 2: longer than 1 MiB"


def test_an_endless_document_is_refused_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_BYTES", 2**20)
    stream = Endless(b'<?xml version="1.0"?><a>', b"x")
    assert isinstance(next(xml.documents(stream, "f.xml")), RecordError)
    assert stream.given <= 2 * 2**20


# --- hardening -------------------------------------------------------------------------------------------------------

BOMB = b'<!ENTITY a0 "ha"><!ENTITY a1 "&a0;&a0;&a0;"><!ENTITY a2 "&a1;&a1;&a1;">'
QUADRATIC = b'<!ENTITY a "' + b"x" * 100_000 + b'">'
REFUSED = {
    "nested entities in text": b"<!DOCTYPE r [" + BOMB + b"]><r>&a2;</r>",
    "nested entities in an attribute": b"<!DOCTYPE r [" + BOMB + b']><r t="&a2;"/>',
    "one long entity many times": b"<!DOCTYPE r [" + QUADRATIC + b"]><r>" + b"&a;" * 1000 + b"</r>",
    "one long entity many times in attributes": b"<!DOCTYPE r [" + QUADRATIC + b']><r t="' + b"&a;" * 1000 + b'"/>',
    "an external entity": b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><r>&e;</r>',
    "an external parameter entity": b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><r/>',
    "an internal parameter entity": b"<!DOCTYPE r [<!ENTITY % p '<!ENTITY q \"x\">'> %p;]><r/>",
    "unbounded depth": b"<r>" * 100_000,
    "closed depth": b"<r>" * 1000 + b"</r>" * 1000,
    "mismatched tags": b"<r><a></b></r>",
    "a lone ampersand": b"<r>A & B</r>",
    "nothing": b"",
    "a NUL": b"<r>\0</r>",
    "bytes that are not UTF-8": b"<r>\xff\xfe\xfd</r>",
    "an unknown encoding": b'<?xml version="1.0" encoding="x-none"?><r/>',
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_a_document_with_this_is_one_error_that_names_its_place(data: bytes) -> None:
    with pytest.raises(RecordError, match=r"^f\.xml, document 7: "):
        xml.tree(data, "f.xml", "document 7")


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_a_stream_with_this_ends_in_one_error_and_gives_no_element(data: bytes) -> None:
    found = list(xml.elements(io.BytesIO(data), {"r"}, "f.xml"))
    assert len(found) == 1
    assert isinstance(found[0], RecordError)


def test_too_many_elements_or_attributes_are_refused_unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_MARKS", 100)
    for data in (b"<r>" + b"<a/>" * 101 + b"</r>", b"<r " + b'a="" ' * 101 + b"/>"):
        with pytest.raises(RecordError, match="more elements"):
            xml.tree(data, "f.xml", "document 1")
    assert xml.tree(b"<r>" + b"<a/>" * 90 + b"</r>", "f.xml", "document 1") is not None


def test_a_dtd_is_not_read_and_gives_no_defaults() -> None:
    assert not element('<!DOCTYPE a [<!ATTLIST a x CDATA "default">]><a/>').attrib


def test_unparsed_entities_which_old_layouts_declare_for_drawings_are_no_fault() -> None:
    data = b'<!DOCTYPE r SYSTEM "x.dtd" [<!NOTATION TIF SYSTEM "x"><!ENTITY D1 SYSTEM "D1.TIF" NDATA TIF>]><r>ok</r>'
    assert xml.text(xml.tree(data, "f.xml", "document 1")) == "ok"
    assert len(list(xml.elements(io.BytesIO(data), {"r"}, "f.xml"))) == 1


def test_utf_16_is_read() -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?><a>固体</a>'.encode("utf-16")
    ((place, whole),) = (each for each in xml.documents(io.BytesIO(data), "f") if not isinstance(each, RecordError))
    assert xml.text(xml.tree(whole, "f", place)) == "固体"


# --- streaming -------------------------------------------------------------------------------------------------------


def test_outermost_elements_come_with_their_place_and_what_they_hold() -> None:
    data = b'<x:all xmlns:x="u"><y><x:doc n="1"><doc>inner</doc></x:doc></y><doc n="2"/><other/></x:all>'
    found = [
        (each[0], each[1].get("n"), xml.text(each[1]))
        for each in xml.elements(io.BytesIO(data), {"doc"}, "f.xml")
        if not isinstance(each, RecordError)
    ]
    assert found == [("doc 1", "1", "inner"), ("doc 2", "2", "")]


def test_a_fault_ends_a_stream_after_what_came_before_it() -> None:
    data = b"<all><doc>1</doc>\n<doc>2</doc>\n<doc>3</dok></all>"
    first, second, fault = xml.elements(io.BytesIO(data), {"doc"}, "f.xml")
    assert not isinstance(first, RecordError) and not isinstance(second, RecordError)
    assert isinstance(fault, RecordError)
    assert "after record 2" in str(fault) and "line 3" in str(fault)


@pytest.mark.parametrize(
    "piece", [b"<doc><p>text</p></doc>", b"<wrap><doc/></wrap>", b"<doc/><junk>text</junk>"], ids=str
)
def test_a_stream_without_end_leaves_nothing_behind(piece: bytes) -> None:
    stream, largest = Endless(b"<all>", piece), 0
    for number, found in enumerate(xml.elements(stream, {"doc"}, "f.xml")):
        assert not isinstance(found, RecordError)
        if number % 5_000 == 0:
            largest = max(largest, sum(1 for _ in found[1].getroottree().getroot().iter()))
        if number > 60_000:
            break
    # What remains is what the parser has read ahead: one chunk of 256 KiB.
    assert largest <= 2**18 // 4


def test_a_record_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_BYTES", 2**20)
    stream = Endless(b"<all><doc>", b"word ")
    assert reasons(xml.elements(stream, {"doc"}, "f.xml")) == [
        "f.xml, after record 0: one record is longer than any patent record"
    ]
    assert stream.given <= 2 * 2**20


def test_a_record_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_MARKS", 100_000)
    assert len(reasons(xml.elements(Endless(b"<all><doc>", b"<a/>"), {"doc"}, "f.xml"))) == 1


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=60))
def test_a_mutated_stream_never_raises(noise: bytes, position: int) -> None:
    data = b'<?xml version="1.0"?><all><doc>one</doc><doc n="2">two</doc></all>'
    for mutated in (data[:position] + noise + data[position:], data[:position] + noise):
        for found in xml.elements(io.BytesIO(mutated), {"doc"}, "f.xml"):
            assert isinstance(found, RecordError) or xml.text(found[1]) is not None


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>Li<sub>7</sub>La<sub>3</sub>Zr<sub>2</sub>O<sub>12</sub></p>", "Li7La3Zr2O12"),
        ("<p>10<sup>-3</sup> S/cm</p>", "10^-3 S/cm"),
        ("<a><p>first</p><p>second</p></a>", "first second"),
        (
            "<c>a cell:<claim-text>an anode;</claim-text><claim-text>a cathode</claim-text></c>",
            "a cell: an anode; a cathode",
        ),
        ("<p>the cell of <claim-ref idref='CLM-1'>claim 1</claim-ref>, wherein</p>", "the cell of claim 1, wherein"),
        ("<p>a<!-- hidden -->b<?pi hidden?>c</p>", "abc"),
        ("<p> a\n\t b\u00a0c\u2003d\u0085e </p>", "a b c d e"),
        ("<p>tail</p>", "tail"),
        ("<p>a\u009b31m\ufeffb</p>", "a31mb"),
        ("<p><![CDATA[a < b]]></p>", "a < b"),
        ("<P>one<PARA>two</PARA></P>", "one two"),
    ],
)
def test_text_joins_formulae_and_parts_lines(content: str, expected: str) -> None:
    assert xml.text(element(content)) == expected


def test_character_entities_of_an_unread_dtd_read_as_their_character() -> None:
    root = xml.tree(ISO + b"<p>0&deg;C&mdash;5&#x2009;mol, <b>&ohm;</b> &unknown;</p>", "f.xml", "document 1")
    assert xml.text(root) == "0°C—5 mol, Ω &unknown;"


def test_text_of_a_part_leaves_out_what_follows_it() -> None:
    root = element("<a><b>x<i>y</i></b>tail</a>")
    assert xml.value(root, "b") == "xy"
    assert xml.value(root, "missing") == ""


def test_paths_of_local_names_match_any_namespace() -> None:
    root = element('<a xmlns="u" xmlns:v="w"><v:b><c xmlns="">1</c></v:b><b><v:c>2</v:c></b></a>')
    assert [xml.text(each) for each in xml.find_all(root, "b/c")] == ["1", "2"]
    assert xml.find(root, ".//c") is not None
    assert xml.find(root, "c") is None


# --- HTML ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>固体電解質".encode(),
        '<html><head><meta charset="utf-8"></head><body><p>固体電解質'.encode(),
        '<html><head><meta charset="shift_jis"></head><body><p>固体電解質'.encode("shift_jis"),
    ],
    ids=["UTF-8 unsaid", "UTF-8 said", "another encoding said"],
)
def test_pages_are_read_in_their_encoding(page: bytes) -> None:
    assert xml.value(xml.html_tree(page, "f.html", "page"), ".//p") == "固体電解質"


def test_a_page_may_be_broken_but_not_empty() -> None:
    assert xml.value(xml.html_tree(b"<div><p>a</div></p>b<", "f.html", "page"), ".//p") == "a"
    for empty in (b"", b"  "):
        with pytest.raises(RecordError, match=r"^f\.html, page: "):
            xml.html_tree(empty, "f.html", "page")


@pytest.mark.parametrize("separator", [b" ", b"/", b' x=">" '])
def test_a_tag_of_too_many_attributes_is_refused_before_it_costs_time(separator: bytes) -> None:
    page = b"<html><body><a " + separator.join(b"a%d" % number for number in range(300_000)) + b">"
    with pytest.raises(RecordError, match=r"words without an element|more elements"):
        xml.html_tree(page, "f.html", "page")


def test_long_pages_of_many_elements_are_read() -> None:
    page = b"<html><body>" + b"<p>some words of a paragraph</p>" * 50_000
    assert len(xml.find_all(xml.html_tree(page, "f.html", "page"), ".//p")) == 50_000


@given(st.binary(max_size=300))
def test_pages_of_noise_are_read_or_refused(noise: bytes) -> None:
    for data in (noise, b"<html><body>" + noise):
        try:
            xml.text(xml.html_tree(data, "f.html", "page"))
        except RecordError as error:
            assert error.place == "page"
