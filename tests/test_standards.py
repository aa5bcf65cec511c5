"""References to standards and legal acts: a table of spellings, a table of traps, real numbers of ISO and IEC."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from landscape.standards import equivalents, find_references, key

# What a text says and what it names, several joined by " | ".


def _lines(table: str) -> list[str]:
    lines = (Path(__file__).parent / "tables" / table).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


# What a text says and what it names, several joined by " | "; texts that name nothing.
FOUND = _lines("references.tsv")
NOT_FOUND = _lines("no_references.txt")


@pytest.mark.parametrize("line", FOUND)
def test_reference_is_found_and_normalised(line: str) -> None:
    """Every spelling of the table gives its normal form, and nothing else."""
    text, expected = line.split("\t")
    assert [reference.designation for reference in find_references(text)] == expected.split(" | ")


@pytest.mark.parametrize("text", NOT_FOUND)
def test_trap_is_no_reference(text: str) -> None:
    """Memory sizes, film speeds, goods numbers, dates, reference signs and oils are not references."""
    assert find_references(text) == []


@pytest.mark.parametrize("line", FOUND)
def test_normal_form_is_its_own_normal_form(line: str) -> None:
    """A designation printed by us is read as itself, with the same key."""
    for reference in find_references(line.split("\t", maxsplit=1)[0]):
        again = find_references(reference.designation)
        assert [found.designation for found in again] == [reference.designation]
        assert again[0].undated == reference.undated
        assert again[0].key == reference.key == key(reference.designation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see IEC 62660-\n1 and", ["IEC 62660-1"]),
        ("ISO 6469-\r\n1:2019", ["ISO 6469-1:2019"]),
        ("EN 50604-\n1:2016", ["EN 50604-1:2016"]),
        ("GB/T\n31485-\n2015", ["GB/T 31485-2015"]),
        ("Regulation (EU)\n2023/1542", ["Regulation (EU) 2023/1542"]),
        ("Regulation\n(EU) No\n168/2013", ["Regulation (EU) No 168/2013"]),
        ("16 GB\n\n38031", []),
        ("ISO 14040-\n2006", ["ISO 14040:2006"]),
    ],
)
def test_a_reference_may_go_on_in_the_next_line(text: str, expected: list[str]) -> None:
    """As pages of PDF files break it; an empty line ends it."""
    assert [reference.designation for reference in find_references(text)] == expected


def test_tables_are_large_enough() -> None:
    """At least 80 spellings and 30 traps, none twice."""
    spellings = [line.split("\t")[0] for line in FOUND]
    assert len(set(spellings)) == len(spellings) >= 80
    assert len(set(NOT_FOUND)) == len(NOT_FOUND) >= 30
    assert not set(spellings) & set(NOT_FOUND)


def test_place_is_that_of_the_spelling() -> None:
    """start and end cut the spelling out of the text as it stands, full-width characters and all."""
    text = "依据ＧＢ／Ｔ 31485—2015和IEC 62660-1, -2試験"
    assert [text[found.start : found.end] for found in find_references(text)] == [
        "ＧＢ／Ｔ 31485—2015",
        "IEC 62660-1",
        "-2",
    ]


@pytest.mark.parametrize(
    ("text", "undated", "year"),
    [
        ("GB/T 31485-2015", "GB/T 31485", 2015),
        ("GB 7000-86", "GB 7000", 1986),
        ("ISO 6469-1:2019/Amd 1:2022", "ISO 6469-1", 2019),
        ("IEC 62133-2:2017+AMD1:2021 CSV", "IEC 62133-2", 2017),
        ("SAE J2929_201302", "SAE J2929", 2013),
        ("ASTM D3574-17", "ASTM D3574", 2017),
        ("MIL-STD-810G", "MIL-STD-810", None),
        ("UN R100.03", "UN R100", None),
        ("TS 36.213 V15.2.0", "3GPP TS 36.213", None),
        ("Directive 91/157/EEC", "Directive 91/157/EEC", 1991),
        ("XC/T 90012-2024", "XC/T 90012", 2024),
    ],
)
def test_dated_form_is_linked_to_the_undated(text: str, undated: str, year: int | None) -> None:
    """A dated designation knows the undated one and its year."""
    (reference,) = find_references(text)
    assert (reference.undated, reference.year) == (undated, year)


@pytest.mark.parametrize(
    "same",
    [
        ["GB/T 31467.3-2015", "GBT31467.3", "ISO 12405-3", "ISO 12405-3:2014"],
        ["IEC 62619", "EN IEC 62619:2022", "DIN EN IEC 62619", "KS C IEC 62619", "JIS C 8715-2:2019", "UL 62619"],
        ["IEC 60068-2-6", "EN 60068-2-6", "DIN EN 60068-2-6:2008", "GB/T 2423.10-2019", "JIS C 60068-2-6"],
        ["ISO 18243", "ISO/DIS 18243", "ISO/FDIS 18243", "EN ISO 18243"],
        ["ISO/TS 8713", "ISO/CD TS 8713", "ISO/DTS 8713"],
        ["EN 50604-1", "prEN 50604-1", "BS EN 50604-1:2016+A1:2021"],
        ["Regulation (EU) 2023/1542", "CELEX:32023R1542", "(EU) 2023/1542", "02023R1542-20250731"],
        ["Directive 2006/66/EC", "2006/66/EC", "CELEX 32006L0066", "2006/66/EG"],
        ["Regulation (EC) No 1907/2006", "CELEX 32006R1907", "(EC) No 1907/2006"],
        ["Directive 91/157/EEC", "CELEX 31991L0157"],
        ["XC 90001-2020", "XC 90001"],
    ],
)
def test_designations_of_one_standard_share_a_key(same: list[str]) -> None:
    """Editions, drafts, adoptions and equivalents have one key."""
    assert len({key(designation) for designation in same}) == 1
    assert None not in {key(designation) for designation in same}


def test_different_standards_keep_different_keys() -> None:
    """Parts, numbers, bodies and acts of the same number are kept apart."""
    names = [
        "ISO 6469-1", "ISO 6469-2", "GB 38031", "GB/T 31467.1", "IEC 62660-1", "IEC 62660-2", "UL 2580", "UN R100",
        "GTR 20", "UN 38.3", "2006/66/EC", "Regulation (EC) No 66/2006", "(EU) 2023/1542", "ISO 9001", "EN 50604-1",
    ]  # fmt: skip
    assert len({key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "adopts", "degree"),
    [
        ("GB/T 31467.3-2015《电动汽车用动力电池包》（ISO 12405-3:2014，MOD）", "ISO 12405-3:2014", "modified"),
        ("GB/T 2423.10-2019 (idt IEC 60068-2-6:2007)", "IEC 60068-2-6:2007", "identical"),
        ("GB/T 18384.1—2015等同采用ISO 6469-1:2009", "ISO 6469-1:2009", "identical"),
        ("GB/T 20438.1修改采用了国际标准IEC 61508-1", "IEC 61508-1", "modified"),
        ("GB 90001.5-2008/IEC 60335-1:2001", "IEC 60335-1:2001", "identical"),
        ("KS C IEC 62619 (IEC 62619:2017, IDT)", "IEC 62619:2017", "identical"),
        ("JIS C 8715-2 is identical to IEC 62619", "IEC 62619", "identical"),
        ("GB/T 31484 (IEC 62660-1:2010，NEQ)", "IEC 62660-1:2010", "not equivalent"),
        ("GB/T 31485和IEC 62660-2", None, None),
        ("GB/T 31485, see also ISO 12405-3", None, None),
        ("GB/T 31485 (ISO 12405-3)", None, None),
        ("GB/T 31485。其他等同采用IEC 62660-2", None, None),
    ],
)
def test_adoption_is_read_where_the_text_says_so(text: str, adopts: str | None, degree: str | None) -> None:
    """IDT, MOD, NEQ and their words join two references; standing side by side does not."""
    reference, other = find_references(text)
    assert (reference.adopts, reference.adopts_as) == (adopts, degree)
    assert (other.adopts, other.adopts_as) == (None, None)


def test_equivalents_are_told() -> None:
    """The table of equivalents answers in both directions and for parts."""
    assert "ISO 12405-3" in equivalents("GB/T 31467.3-2015")
    assert "GB/T 34590.5" in equivalents("ISO 26262-5")
    assert equivalents("GB 38031") == ()
    assert equivalents("no standard") == ()


@given(st.text(max_size=200) | st.from_regex(r"(GB|ISO|IEC|EN|UL|UN|\(EU\)|X[A-Z])[/T -]{0,3}[0-9.,/:+~、-]{0,30}"))
def test_any_text_is_read(text: str) -> None:
    """No text fails; places lie inside it, in order, and cut out what was found."""
    references = find_references(text)
    places = [(found.start, found.end) for found in references]
    assert places == sorted(places)
    for one, other in pairwise(sorted(set(places))):
        assert one[1] <= other[0]
    for found in references:
        assert 0 <= found.start < found.end <= len(text)
        assert found.designation.startswith(found.undated[:2])


_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})


@given(
    st.sampled_from(
        ["GB", "GB/T", "GB/Z", "QC/T", "SJ/T", "NB/T", "YD/T", "JB/T", "T/CSAE", "ISO", "ISO/TS", "IEC", "EN IEC"]
    ),
    st.integers(11000, 19999),
    st.integers(1, 39),
    st.integers(1990, 2029),
    st.sampled_from(["-", "‐", "‑", "–", "—", "−", "－"]),
    st.sampled_from(["", " ", "\u00a0", "\u3000"]),
    st.booleans(),
    st.sampled_from(["", "按照", "按照《", "see ", "（", "、"]),
    st.sampled_from(["", "的规定", "》", " and others", "，", "。"]),
)
def test_any_dash_blank_and_width_gives_the_normal_form(
    body: str, number: int, part: int, year: int, dash: str, blank: str, wide: bool, before: str, after: str
) -> None:
    """Beside Chinese characters too; the place is that of the spelling, to the character."""
    chinese = body.startswith(("GB", "QC", "SJ", "NB", "YD", "JB", "T/"))
    numbered = f"{number}.{part}" if chinese else f"{number}-{part}"
    spelled = f"{body}{blank}{numbered.replace('-', dash)}{dash if chinese else ':'}{year}"
    if wide:
        spelled = spelled.translate(_WIDE)
    (found,) = find_references(f"{before}{spelled}{after}")
    assert found.designation == f"{body} {numbered}{'-' if chinese else ':'}{year}"
    assert (found.start, found.end) == (len(before), len(before) + len(spelled))
    assert (found.undated, found.year) == (f"{body} {numbered}", year)


@given(st.sampled_from(FOUND), st.sampled_from(["按照", "", "wie ", "、", "("]))
def test_neighbours_do_not_hide_a_reference(line: str, before: str) -> None:
    """A designation is found right after CJK characters, blanks and brackets, and before them."""
    text, expected = line.split("\t")
    found = [reference.designation for reference in find_references(f"{before}{text}的。")]
    assert found == expected.split(" | ")


@pytest.mark.parametrize(("file", "least"), [("iso-battery.jsonl", 145), ("iec-battery.jsonl", 430)])
def test_numbers_of_published_standards(shared_data: Path, file: str, least: int) -> None:
    """Real ISO and IEC designations are found and normalised to themselves."""
    lines = (shared_data / "standards" / file).read_text("utf-8").splitlines()
    names = [json.loads(line)["reference"] for line in lines]
    right = sum([found.designation for found in find_references(name)] == [name] for name in names)
    assert right >= least


def test_references_of_a_long_act(shared_data: Path) -> None:
    """A whole EU regulation names three international standards, a GTR, its data carriers, and some 120 acts."""
    page = etree.parse(shared_data / "policy/eu/32023R1542.en.oj.xml", etree.HTMLParser(no_network=True))
    references = find_references(" ".join(" ".join(page.getroot().itertext()).split()))
    keys = {family: {key(r.undated) for r in references if r.family == family} for family in ("EU", "ISO", "IEC", "UN")}
    assert {"ISO 14040", "ISO/IEC 18004"} < keys["ISO"]
    assert (keys["IEC"], keys["UN"]) == ({"IEC 62619"}, {"GTR 22"})
    assert 118 <= len(keys["EU"]) <= 124


def _read(path: Path) -> str:
    """A text without markup."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="replace")
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def test_references_in_real_patents(shared_data: Path) -> None:
    """In 18 million characters of patents, claims among them, what is found is what a reader finds, and nothing else.

    Thousands of British patent numbers, titanium MIL-125, KSG oils and IEEE 63(9) are none.
    """
    paths = [path for path in sorted((shared_data / "patents").rglob("*.*")) if path.is_file()]
    paths.append(shared_data / "benchmarks" / "claims-by-cpc-group.csv.gz")
    found = Counter(reference.designation for path in paths for reference in find_references(_read(path)))
    assert found == {
        "37 CFR 1.27": 3, "37 CFR 1.362": 8, "ASTM D1004": 1, "ASTM D5264": 1, "ASTM D882": 1, "GB/T 13298-2015": 2,
        "IEEE 1394": 2, "IEEE 802.11": 2, "JIS K 2265": 1, "JIS K 7215": 2,
    }  # fmt: skip
