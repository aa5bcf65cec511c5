"""References to standards and legal acts: a table of spellings, a table of traps, real numbers of ISO and IEC."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from landscape.standards import equivalents, find_references, key

# What a text says and what it names, several joined by " | ".
FOUND = """
国家标准GB/T31484的要求 => GB/T 31484
符合GB 38031-2025《电动汽车用动力蓄电池安全要求》 => GB 38031-2025
GB/T 31485—2015 => GB/T 31485-2015
GB/T 31485――2015 => GB/T 31485-2015
GBT31467.3 => GB/T 31467.3
GB38031－2020 => GB 38031-2020
ＧＢ／Ｔ　３１４８６－２０１５ => GB/T 31486-2015
GB/Z 18333.1-2001 => GB/Z 18333.1-2001
GB∕T 36276‐2018 => GB/T 36276-2018
GB 7000-86 => GB 7000-86
GB 18384的规定 => GB 18384
GB/T 1.1-2020 => GB/T 1.1-2020
GB 38031-2020/XG1-2023 => GB 38031-2020/XG1-2023
GB/T 31467 第3部分 => GB/T 31467.3
GB/T 31467.1~31467.3-2015 => GB/T 31467.1 | GB/T 31467.2-2015 | GB/T 31467.3-2015
GB/T 31484-2015、31485-2015和31486-2015 => GB/T 31484-2015 | GB/T 31485-2015 | GB/T 31486-2015
依据QC/T 743-2006 => QC/T 743-2006
SJ/T 11798 => SJ/T 11798
NB/T 42091—2016 => NB/T 42091-2016
YD/T 2344.1 => YD/T 2344.1
JB/T11137 => JB/T 11137
SJ 20838-2002 => SJ 20838-2002
HG/T 3830 => HG/T 3830
XB/T 402-2015 => XB/T 402-2015
GJB 4477A => GJB 4477A
DB11/T 1234-2019 => DB11/T 1234-2019
T/CSAE 434-2025 => T/CSAE 434-2025
按T/CIAPS 0001—2017试验 => T/CIAPS 0001-2017
ISO 6469-1:2019 => ISO 6469-1:2019
ISO12405-3 => ISO 12405-3
ISO/TS 26844 => ISO/TS 26844
ISO TS 16949 => ISO/TS 16949
ISO/SAE 21434:2021 => ISO/SAE 21434:2021
ISO/DIS 18243 => ISO/DIS 18243
ISO/IEC 17025：2017 => ISO/IEC 17025:2017
ISO/IEC TR 20547-1:2020 => ISO/IEC TR 20547-1:2020
ISO 6469-1:2019/Amd 1:2022 => ISO 6469-1:2019/Amd 1:2022
ISO 18243:2017/Amd.1:2020 => ISO 18243:2017/Amd 1:2020
ISO 6469-1/-2 => ISO 6469-1 | ISO 6469-2
ISO 6469-1/2/3 => ISO 6469-1 | ISO 6469-2 | ISO 6469-3
ISO 26262-1 to -4 => ISO 26262-1 | ISO 26262-2 | ISO 26262-3 | ISO 26262-4
ISO standard No. 9001 => ISO 9001
ISO 14040 (2006) => ISO 14040:2006
ISO 14040-2006 => ISO 14040:2006
ISO 6469, Part 3 => ISO 6469-3
ISO 527-2 => ISO 527-2
ISO 105-B02:2014 => ISO 105-B02:2014
ISO 9:1995 => ISO 9:1995
ISO–9001 certified => ISO 9001
IEC 62660-2 => IEC 62660-2
IEC 62660-1, -2 and -3 => IEC 62660-1 | IEC 62660-2 | IEC 62660-3
IEC 62660-1:2018, -2:2018 => IEC 62660-1:2018 | IEC 62660-2:2018
IEC 62660-1, 62660-2 and 62660-3 => IEC 62660-1 | IEC 62660-2 | IEC 62660-3
IEC TS 62933-5-1 => IEC TS 62933-5-1
IEC/TS 62933-5-1 => IEC TS 62933-5-1
IEC TR 62660-4:2017 => IEC TR 62660-4:2017
IEC 62133-2:2017+AMD1:2021 CSV => IEC 62133-2:2017+AMD1:2021 CSV
IEC 62133-2:2017 + AMD 1:2021 => IEC 62133-2:2017+AMD1:2021
IEC 60086-2A:1984 => IEC 60086-2A:1984
IEC 60335-2-29 => IEC 60335-2-29
IEC PAS 62840-3 => IEC PAS 62840-3
CISPR 25 => CISPR 25
CISPR 12:2025 => CISPR 12:2025
EN 50604-1 => EN 50604-1
EN 50604-1:2016/A1:2021 => EN 50604-1:2016/A1:2021
EN IEC 62619 => EN IEC 62619
EN ISO 9001:2015 => EN ISO 9001:2015
DIN EN 60068-2-6:2008-10 => DIN EN 60068-2-6:2008
prEN 18061 => prEN 18061
BS EN 62660-1:2019 => BS EN 62660-1:2019
CLC/TS 50612 => CLC/TS 50612
DIN SPEC 91252 => DIN SPEC 91252
DIN 70121:2014-12 => DIN 70121:2014
BS 7671:2018 => BS 7671:2018
SAE J2464 => SAE J2464
SAE J2929_201302 => SAE J2929_201302
SAE J 2380 => SAE J2380
SAE J1939-71 => SAE J1939-71
SAE USCAR-2 => SAE USCAR2
UL 2580 => UL 2580
UL1642 => UL 1642
ANSI/UL 9540A:2019 => UL 9540A:2019
flame class V-0 of UL 94 V-0 => UL 94
IEEE 1725-2021 => IEEE 1725-2021
IEEE Std 802.11ax-2021 => IEEE 802.11ax-2021
IEEE P2030.5 => IEEE P2030.5
ASTM D3574-17 => ASTM D3574-17
ASTM D 882 => ASTM D882
MIL-STD-810G => MIL-STD-810G
MIL STD 810 => MIL-STD-810
FMVSS No. 305a => FMVSS 305a
49 CFR Part 571.305 => 49 CFR 571.305
49 C.F.R. § 173.185 => 49 CFR 173.185
UN 38.3 => UN 38.3
UN38.3测试 => UN 38.3
UN/DOT 38.3 => UN 38.3
UN Manual of Tests and Criteria, Part III, subsection 38.3 => UN 38.3
UNECE R100 => UN R100
UN R100.03 => UN R100.03
ECE-R100 => UN R100
ECE R 100 => UN R100
UN Regulation No. 100 => UN R100
UN/ECE Regulation No 136 => UN R136
Regulation No 100 of the Economic Commission for Europe => UN R100
UN GTR No. 20 => GTR 20
GTR 22 => GTR 22
global technical regulation No. 13 => GTR 13
JIS C 8715-2:2019 => JIS C 8715-2:2019
ＪＩＳ Ｋ７２１５に準拠 => JIS K 7215
KS C IEC 62619 => KS C IEC 62619
KS R 1204에 따라 => KS R 1204
AIS-156 => AIS-156
AIS 038 Rev. 2 => AIS-038 Rev 2
3GPP TS 38.331 => 3GPP TS 38.331
TS 36.213 V15.2.0 => 3GPP TS 36.213 V15.2.0
ETSI EN 302 637-2 => ETSI EN 302 637-2
ETSI TS 103097 V1.3.1 => ETSI TS 103 097 V1.3.1
ITU-T Recommendation G.709 => ITU-T G.709
NFPA 855-2023 => NFPA 855-2023
Regulation (EU) 2023/1542 => Regulation (EU) 2023/1542
欧盟新电池法（EU）2023/1542 => (EU) 2023/1542
Regulation (EC) No 1907/2006 => Regulation (EC) No 1907/2006
Regulations (EU) No 168/2013 and (EU) 2018/858 => Regulation (EU) No 168/2013 | (EU) 2018/858
Directive 2006/66/EC => Directive 2006/66/EC
Directives 91/157/EEC and 2006/66/EC => Directive 91/157/EEC | 2006/66/EC
Decision No 768/2008/EC => Decision 768/2008/EC
Commission Delegated Regulation (EU) 2024/1781 => Delegated Regulation (EU) 2024/1781
Richtlinie 2006/66/EG => 2006/66/EC
CELEX 32023R1542 => Regulation (EU) 2023/1542
CELEX:32006L0066 => Directive 2006/66/EC
02023R1542-20250731 => Regulation (EU) 2023/1542
CELEX:52020PC0798 => CELEX 52020PC0798
工信部联科〔2024〕155号 => 工信部联科〔2024〕155号
根据国办发［2020］39号的要求 => 国办发〔2020〕39号
XC 90001-2025 => XC 90001-2025
完成XC/T 90012—2024的审查 => XC/T 90012-2024
"""

NOT_FOUND = """
16 GB 2400 MHz
16GB 2400 MHz DDR4
2 x 8 GB 3200 memory
GB 2400 MHz
GB 1210339.6
GB 976971 A
500 UL 1000
500 UL of water
uplink UL 110 and downlink DL 120
film of ISO 100
ISO 100/400
ISO 100-400
ISO 3200 in low light
ISO 9
an ISO 20 foot container
UN 3480
UN 3480, UN 3481 and UN 3090
on 2024-05-01
05/2023 and 12/2024
2023/1542
at a ratio of 1/2006
isotope ISO-propyl 9001
NH2-MIL-125(Ti)
MIL-101
SAE 10W-30
SAE 30 oil
IEEE 2019 conference
Proceedings of the IEEE 63(9)
IEC 1000 V
base station BS 102
node EN 204
terminal 3GPP
DIN rail
KSG-210
AIS 3000
EN 12
TS 100
R100
step S100 and part T/100
Article 7(2)
UNESCO 100
the regulation No 100
LiNi0.8Co0.1Mn0.1O2 and GB
PCT/GB95/03003
JIS
(EU) and (EC)
第2024号
[2024]155
ASTM
mode T/R 9001
"""


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_reference_is_found_and_normalised(line: str) -> None:
    """Every spelling of the table gives its normal form, and nothing else."""
    text, expected = line.split(" => ")
    assert [reference.designation for reference in find_references(text)] == expected.split(" | ")


@pytest.mark.parametrize("text", NOT_FOUND.strip().splitlines())
def test_trap_is_no_reference(text: str) -> None:
    """Memory sizes, film speeds, goods numbers, dates, reference signs and oils are not references."""
    assert find_references(text) == []


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_normal_form_is_its_own_normal_form(line: str) -> None:
    """A designation printed by us is read as itself, with the same key."""
    for reference in find_references(line.split(" => ", maxsplit=1)[0]):
        again = find_references(reference.designation)
        assert [found.designation for found in again] == [reference.designation]
        assert again[0].undated == reference.undated
        assert again[0].key == reference.key == key(reference.designation)


def test_tables_are_large_enough() -> None:
    """At least 80 spellings and 30 traps, none twice."""
    found, traps = FOUND.strip().splitlines(), NOT_FOUND.strip().splitlines()
    assert len(set(found)) == len(found) >= 80
    assert len(set(traps)) == len(traps) >= 30


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
    assert [found.start for found in references] == sorted(found.start for found in references)
    for found in references:
        assert 0 <= found.start < found.end <= len(text)
        assert found.designation.startswith(found.undated[:2])


@given(st.sampled_from(FOUND.strip().splitlines()), st.sampled_from(["按照", "", "wie ", "、", "("]))
def test_neighbours_do_not_hide_a_reference(line: str, before: str) -> None:
    """A designation is found right after CJK characters, blanks and brackets, and before them."""
    text, expected = line.split(" => ")
    found = [reference.designation for reference in find_references(f"{before}{text}的。")]
    assert found == expected.split(" | ")


@pytest.mark.parametrize(("file", "least"), [("iso-battery.jsonl", 145), ("iec-battery.jsonl", 428)])
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


def test_references_in_real_patents(shared_data: Path) -> None:
    """In US grants the only references are those a reader finds; British patent numbers are none."""
    text = re.sub(r"<[^>]+>", " ", (shared_data / "patents/uspto/ipg120103.small.xml").read_text("utf-8"))
    found = Counter(reference.designation for reference in find_references(text))
    assert found == {"ASTM D882": 1, "ASTM D1004": 1, "ASTM D5264": 1, "IEEE 1394": 2}
