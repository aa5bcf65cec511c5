# ruff: noqa: E501 - lines of markup
"""Acts of the European Union: three layouts, the same articles."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from landscape.errors import RecordError
from landscape.formats.eu_acts import act, consolidated, formex, journal
from landscape.records import Document, Provenance

JOURNAL = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>
<table><tr><td><p class="oj-hd-date">28.7.2031</p></td><td><p class="oj-hd-lg">EN</p></td></tr></table>
<div class="eli-main-title"><p class="oj-doc-ti">REGULATION (EU) 2031/42 OF THE INVENTORS</p>
<p class="oj-doc-ti">on invented things</p><p class="oj-doc-ti">(Text with EEA relevance)</p></div>
<p class="oj-normal">Having regard to nothing,</p><p class="oj-normal">Whereas:</p>
<div id="rct_1"><table><tr><td><p class="oj-normal">(1)</p></td><td><p class="oj-normal">A reason<a id="ntc1-L"
>(<span class="oj-super">7</span>)</a>.</p></td></tr></table></div>
<p class="oj-normal">HAVE ADOPTED THIS REGULATION:</p><p class="oj-ti-section-1">CHAPTER I</p>
<div id="art_1"><p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Scope</p>
<div><p class="oj-normal">1.   It applies to:</p>
<table><tr><td><p class="oj-normal">(a)</p></td><td><p class="oj-normal">things; and</p></td></tr></table>
<table><tr><td><p class="oj-normal">(b)</p></td><td><p class="oj-normal">matters.</p></td></tr></table></div>
<div><p class="oj-normal">2.   It does not apply to ideas.</p></div></div>
<div id="art_2"><p class="oj-ti-art">Article 2</p><p class="oj-normal">It enters into force.</p></div>
<div class="oj-final"><p class="oj-normal">It is binding.</p></div>
<p class="oj-note"><a id="ntr1-L">(7)</a> A note.</p>
<div id="anx_I"><p class="oj-doc-ti">ANNEX I</p><p class="oj-ti-grseq-1">THINGS</p>
<p class="oj-ti-grseq-1">Part A: Large ones</p><p class="oj-normal">They are large.</p>
<p class="oj-ti-grseq-1">1. Weight</p><p class="oj-normal">They are heavy.</p>
<table><tr><td>Thing</td><td>Weight</td></tr><tr><td>Stone</td><td>1 kg</td></tr></table></div>
</body></html>"""

CONSOLIDATED = """<html><body><p class="reference">02031R0042 — EN — 31.12.2032 — 002.004</p>
<p class="disclaimer">No legal effect.</p>
<table><tr><td><p class="arrow">►B</p></td><td><p class="title-doc-first">REGULATION (EU) 2031/42 OF THE INVENTORS</p>
<p class="title-doc-oj-reference">(OJ L 191 28.7.2031, p. 1)</p></td></tr></table>
<div class="eli-container"><p class="arrow">▼B</p><p class="title-doc-first">REGULATION (EU) 2031/42 OF THE INVENTORS</p>
<p class="title-doc-first">on invented things</p>
<div id="art_1"><p class="title-article-norm">Article 1</p><p class="stitle-article-norm">Scope</p>
<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element"><p class="norm">It applies to:</p>
<div class="grid-container grid-list"><div class="list"><span>(a) </span></div><div><p>things; and</p></div></div>
<div class="grid-container grid-list"><div class="list"><span>(b) </span></div><div><p>matters.</p></div></div></div></div>
<p class="modref">▼M1</p>
<div class="norm"><span class="no-parag">2.  </span><div class="norm inline-element">It does not apply to ►M1 ideas ◄ .</div></div></div>
<div id="art_2"><p class="title-article-norm">Article 2</p><p class="norm">It enters into force (<a id="src.E1">1</a>).</p></div>
<div class="eli-subdivision" id="fnp_1"><p class="norm">It is binding.</p></div>
<div id="anx_I"><p class="title-annex-1">ANNEX I</p><p class="title-gr-seq-level-1">THINGS</p>
<p class="title-gr-seq-level-2">Part A: Large ones</p><p class="norm">They are large.</p>
<p class="title-gr-seq-level-3">1. Weight</p><p class="norm">They are heavy.</p>
<table><tr><td>Thing</td><td>Weight</td></tr><tr><td>Stone</td><td>1 kg</td></tr></table></div></div></body></html>"""

FORMEX = """<?xml version="1.0"?><CONS.ACT xmlns:xsi="x"
xsi:noNamespaceSchemaLocation="http://formex.publications.europa.eu/schema/formex-06.xd">
<INFO.CONSLEG START.DATE="20321231"/><CONS.DOC><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE>
<FAM.COMP><BIB.DATA><BIB.INSTANCE.CONS><DATE ISO="20310728">x</DATE></BIB.INSTANCE.CONS><NO.CELEX>32031R0042</NO.CELEX>
<TITLE><TI><P>REGULATION (EU) 2031/42</P></TI></TITLE></BIB.DATA></FAM.COMP>
<TITLE><TI><P>REGULATION (EU) 2031/42 OF THE INVENTORS</P><P>on invented things</P></TI></TITLE>
<ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART><STI.ART>Scope</STI.ART>
<PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>It applies to:</P><LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>things; and</TXT></NP></ITEM>
<ITEM><NP><NO.P>(b)</NO.P><TXT>matters.</TXT></NP></ITEM></LIST></ALINEA></PARAG>
<?CLG.MDFO ID="x"?><PARAG><NO.PARAG>2.</NO.PARAG><ALINEA>It does not apply to ideas.</ALINEA></PARAG></ARTICLE>
<ARTICLE><TI.ART>Article 2</TI.ART><ALINEA>It enters into force<NOTE><P>A note.</P></NOTE>.</ALINEA></ARTICLE></ENACTING.TERMS>
<FINAL><P>It is binding.</P></FINAL><CONS.ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS>
<GR.SEQ><TITLE><TI><P>THINGS</P></TI></TITLE><GR.SEQ><TITLE><TI><P>Part A: Large ones</P></TI></TITLE><P>They are large.</P>
<GR.SEQ><TITLE><TI><NP><NO.P>1.</NO.P><TXT>Weight</TXT></NP></TI></TITLE><P>They are heavy.</P>
<TBL><CORPUS><ROW><CELL>Thing</CELL><CELL>Weight</CELL></ROW><ROW><CELL>Stone</CELL><CELL>1 kg</CELL></ROW></CORPUS></TBL>
</GR.SEQ></GR.SEQ></GR.SEQ></CONTENTS></CONS.ANNEX></CONS.DOC></CONS.ACT>"""

PLACES = {
    "Article 1": "Scope",
    "Article 1(1)": "It applies to:\n(a) things; and\n(b) matters.",
    "Article 1(2)": "It does not apply to ideas.",
    "Article 2": "It enters into force.",
    "Annex I": "THINGS",
    "Annex I, Part A": "Part A: Large ones\nThey are large.",
    "Annex I, Part A, 1": "1. Weight\nThey are heavy.\nThing | Weight\nStone | 1 kg",
}


def read(layout: ModuleType, content: bytes | str, url: str = "act") -> tuple[Document, list[RecordError]]:
    data = content.encode() if isinstance(content, str) else content
    document, *errors = layout.parse(io.BytesIO(data), Provenance("files", url))
    assert isinstance(document, Document), document
    return document, errors


@pytest.mark.parametrize(("layout", "content"), [(journal, JOURNAL), (consolidated, CONSOLIDATED), (formex, FORMEX)])
def test_an_act_whole(layout: ModuleType, content: str) -> None:
    """Places, headings, lists, tables; amendment marks, notes and the closing formula are gone."""
    assert [each.recognises(content.encode()) for each in (journal, consolidated, formex)] == [
        each is layout for each in (journal, consolidated, formex)
    ]
    document, errors = read(layout, content)
    assert not errors
    assert document.title == "REGULATION (EU) 2031/42 OF THE INVENTORS on invented things"
    assert (document.type, document.number, document.language) == ("regulation", "2031/42", "en")
    assert document.published == date(2031, 7, 28)
    places = {passage.place: passage.text for passage in document.passages}
    assert places.pop("Recital 1", "A reason.") == "A reason."
    assert places == PLACES


def test_the_consolidated_text_is_a_document_of_its_own() -> None:
    """Its id carries its date, and it says that it has no legal effect."""
    adopted, _ = read(journal, JOURNAL)
    assert (adopted.id, adopted.effective, adopted.status) == ("CELEX:32031R0042", None, None)
    for layout, content in ((consolidated, CONSOLIDATED), (formex, FORMEX)):
        later, _ = read(layout, content)
        assert (later.id, later.effective) == ("CELEX:02031R0042-20321231", date(2032, 12, 31))
        assert later.status == act.LEGAL_STATUS_OF_CONSOLIDATED


@pytest.mark.parametrize(
    ("title", "celex"),
    [
        ("COMMISSION DELEGATED REGULATION (EU) 2024/1781", "32024R1781"),
        ("Durchführungsverordnung (EU) 2019/1020 der Kommission", "32019R1020"),
        ("RÈGLEMENT (CE) n° 1907/2006 du Parlement européen", "32006R1907"),
        ("Directive 2006/66/EC of the European Parliament", "32006L0066"),
        ("Directive 91/157/EEC", "31991L0157"),
        ("COUNCIL DECISION (EU) 2020/135", "32020D0135"),
        ("Rozporządzenie (UE) 2023/1542", "32023R1542"),
        ("Κανονισμός (ΕΕ) 2023/1542", "32023R1542"),
        ("Commission Regulation (EU) No 493/2012", "32012R0493"),
    ],
)
def test_the_celex_number_follows_from_the_title(title: str, celex: str) -> None:
    """Year first since 2015 and in directives, number first behind "No"."""
    number = act.number_of(title)
    assert number is not None
    assert number.celex == celex


@pytest.mark.parametrize("title", ["Communication from the Commission", "Regulation without a number", "1/2", ""])
def test_a_title_without_a_known_number_has_none(title: str) -> None:
    """The document is then named by where it came from."""
    assert act.number_of(title) is None


def test_the_address_tells_the_number_too() -> None:
    """An excerpt without its title is known by the address it came from."""
    content = '<html><p class="ti-art">Article 1</p><p class="normal">Text.</p></html>'
    document, _ = read(journal, content, "https://example.org/resource/celex/32016R0679?language=en")
    assert (document.id, document.title) == ("CELEX:32016R0679", "CELEX:32016R0679")


def test_an_old_layout_is_told_by_its_lines_and_says_so() -> None:
    """Before 2014 no class marks articles; what is lost is named."""
    content = (
        "<html><body><div id='TexteOnly'><TXT_TE><p>Commission Regulation (EC) No 9/1998</p><p>Whereas:</p>"
        "<p>(1) A reason.</p><p>Article 1</p><p>Scope</p><p>1. One.</p><p>2. Two.</p><p>ANNEX</p><p>More.</p>"
        "</TXT_TE></div></body></html>"
    )
    document, (note,) = read(journal, content)
    assert document.id == "CELEX:31998R0009"
    assert {passage.place: passage.text for passage in document.passages} == {
        "Recital 1": "A reason.",
        "Article 1": "Scope",
        "Article 1(1)": "One.",
        "Article 1(2)": "Two.",
        "Annex": "More.",
    }
    assert "old layout" in str(note)


@pytest.mark.parametrize(
    ("layout", "content"), [(journal, "<p class='ti-x'>x</p>"), (formex, "<ACT/>"), (formex, "<A")]
)
def test_what_is_no_act_is_an_error(layout: ModuleType, content: str) -> None:
    """One line that names the document."""
    (error,) = layout.parse(io.BytesIO(content.encode()), Provenance("files", "act"))
    assert isinstance(error, RecordError)
    assert error.document == "act"


def test_deep_nesting_is_read() -> None:
    """Elements within elements, as deep as the parser allows, end in a line."""
    content = f'<html><p class="oj-ti-art">Article 1</p>{"<div>" * 240}deep{"</div>" * 240}</html>'
    document, _ = read(journal, content)
    assert document.passages[0].text == "deep"


# Article: words of its heading, numbered paragraphs.
SPOT_TABLE = {
    1: (4, 6),
    2: (1, 0),
    3: (1, 2),
    7: (12, 5),
    10: (14, 6),
    13: (5, 10),
    14: (11, 5),
    48: (4, 8),
    77: (2, 9),
    96: (5, 2),
}
FILES = {
    journal: "32023R1542.en.oj.xml",
    consolidated: "02023R1542-20250731.en.html",
    formex: "02023R1542-20250731.en.fmx4.xml",
}
# What the amendments and corrigenda until 2025-07-31 changed.
AMENDED = {
    "Article 1(6)",
    "Article 32(4)",
    "Article 48(1)",
    "Article 48(5)",
    "Article 77(10)",
    "Article 92",
    "Annex XIII, 1",
}


@pytest.fixture(scope="module")
def battery_regulation(shared_data: Path) -> dict[ModuleType, Document]:
    folder = shared_data / "policy" / "eu"
    return {layout: read(layout, (folder / name).read_bytes())[0] for layout, name in FILES.items()}


def test_the_battery_regulation_has_96_articles_and_15_annexes(battery_regulation: dict[ModuleType, Document]) -> None:
    """In each of its three layouts; the Official Journal has the recitals too."""
    for layout, document in battery_regulation.items():
        places = [passage.place for passage in document.passages]
        assert len(places) == len(set(places))
        articles = dict.fromkeys(match[0] for place in places if (match := re.match(r"Article \d+[a-z]*", place)))
        annexes = dict.fromkeys(match[0] for place in places if (match := re.match(r"Annex [IVX]+", place)))
        assert list(articles) == [f"Article {number}" for number in range(1, 97)]
        assert len(annexes) == 15
        assert sum(place.startswith("Recital") for place in places) == (143 if layout is journal else 0)
    assert battery_regulation[journal].id == "CELEX:32023R1542"
    assert battery_regulation[formex].id == battery_regulation[consolidated].id == "CELEX:02023R1542-20250731"


def test_the_three_layouts_have_the_same_texts(battery_regulation: dict[ModuleType, Document]) -> None:
    """Only what was amended differs from the Official Journal; the two consolidated layouts do not differ at all."""
    adopted, later, same = (
        {passage.place: " ".join(passage.text.split()) for passage in battery_regulation[layout].passages}
        for layout in FILES
    )
    assert later == same
    assert not any(mark in text for text in later.values() for mark in "►▼◄")
    adopted = {place: text for place, text in adopted.items() if not place.startswith("Recital")}
    assert {place for place in adopted.keys() | later.keys() if adopted.get(place) != later.get(place)} == AMENDED


def test_no_word_of_the_battery_regulation_is_lost(
    battery_regulation: dict[ModuleType, Document], shared_data: Path
) -> None:
    """Letters of each recital, article and annex: those in the file's own division of it, but for notes."""
    page = etree.parse(shared_data / "policy" / "eu" / FILES[journal], etree.HTMLParser(no_network=True)).getroot()
    for note in page.xpath("//p[contains(@class, 'oj-note')] | //a[starts-with(@id, 'ntc')]"):
        note.text = ""
        for child in note:
            note.remove(child)
    texts: dict[str, str] = {}
    for passage in battery_regulation[journal].passages:
        (part,) = re.findall(r"^(?:Recital|Article|Annex) \w+", passage.place)
        texts[part] = texts.get(part, "") + passage.text
    assert len(texts) == 143 + 96 + 15
    for part, text in texts.items():
        kind, label = part.split()
        (own,) = page.xpath(f"//div[@id='{ {'Recital': 'rct', 'Article': 'art', 'Annex': 'anx'}[kind] }_{label}']")
        written = "".join(filter(str.isalpha, "".join(own.itertext())))
        title = {"Recital": "", "Article": "Article", "Annex": f"ANNEX{label}"}[kind]
        assert "".join(filter(str.isalpha, text)) == written.removeprefix(title), part


def test_ten_articles_are_right(battery_regulation: dict[ModuleType, Document]) -> None:
    """Words of the heading and numbered paragraphs, counted by hand."""
    places = {passage.place: passage.text for passage in battery_regulation[journal].passages}
    for number, expected in SPOT_TABLE.items():
        heading = places[f"Article {number}"].split("\n")[0]
        paragraphs = sum(place.startswith(f"Article {number}(") for place in places)
        assert (len(heading.split()), paragraphs) == expected, number
