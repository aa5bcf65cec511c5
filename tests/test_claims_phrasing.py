"""Claims in hard real phrasing: references, claim sets, categories and independence, a table per language.

Each row of a table is read twice, in its language and in one that has to be told.
"""

# ruff: noqa: E501  (tables of phrases are read row by row)
# fmt: off

from __future__ import annotations

import pytest

from landscape.claims import claim, parse_claims
from landscape.records import ClaimCategory

NUMBER = 9  # of the claim that the references below stand in
ALL = tuple(range(1, NUMBER))

# By language: text of claim 9, the claims it depends on.
REFERENCES = {
    "en": [
        ("The electrolyte of claims 1-3 or 5, wherein x.", (1, 2, 3, 5)),
        ("The electrolyte according to any one of claims 1 to 3, 5 and 7 to 8, wherein x.", (1, 2, 3, 5, 7, 8)),
        ("The battery as claimed in one or more of the preceding claims, wherein x", ALL),
        ("The battery of any one of the above claims", ALL),
        ("The battery of any of the claims above, wherein", ALL),
        ("The battery according to the claims 1 said, wherein", (1,)),
        ("The battery as claim 1 described, wherein", (1,)),
        ("The battery as described in claim 1 or 2", (1, 2)),
        ("The battery of claim1, wherein", (1,)),
        ("The battery of claims1-3, wherein", (1, 2, 3)),
        ("The battery according to any one of claims 1, 2, or 3", (1, 2, 3)),
        ("The battery according to at least one of claims 1 to 3", (1, 2, 3)),
        ("The battery of claim 1 or claim 2", (1, 2)),
        ("The battery of claim 1 and/or 2", (1, 2)),
        ("The battery of claims 1 or 2", (1, 2)),
        ("The battery as set forth in claim 1", (1,)),
        ("The battery of Claim 1 to Claim 3", (1, 2, 3)),
        ("The battery according to any claim from 1 to 3", (1, 2, 3)),
        ("The battery according to any one of claim 1 to 3", (1, 2, 3)),
        ("The battery according to any one of claims 1 through 3 inclusive", (1, 2, 3)),
        ("A method for producing the solid electrolyte as claimed in any of claims 1 to 4, comprising 2 to 5 steps", (1, 2, 3, 4)),
        ("A battery according to claim 1, comprising 2 or 3 anodes", (1,)),
        ("A battery according to claim 1 wherein 3 anodes", (1,)),
        ("A battery according to claim 1 comprising between 3 and 5 anodes", (1,)),
        ("The battery of claim 3, 5 or 6", (3, 5, 6)),
        ("The battery of claims 2 and 3, 4 mol", (2, 3)),
        ("The battery according to any one of the claims 1 to 4", (1, 2, 3, 4)),
        ("The battery according to one of the claims 1-4", (1, 2, 3, 4)),
        ("The battery in accordance with one of the previous claims", ALL),
        ("The battery according to any of the claims", ALL),
        ("The battery of any one of claims 1 - 3", (1, 2, 3)),
        ("The battery of any one of claims 1 — 3", (1, 2, 3)),
        ("The battery as in claim 3 wherein", (3,)),
        ("A battery as recited in claim 2.", (2,)),
        ("The battery of claim 1; wherein", (1,)),
        ("The battery of claim (1), wherein", (1,)),
        ("The battery of claim No. 1, wherein", (1,)),
        ("The battery of claim # 3, wherein", (3,)),
        ("The battery according to claims 1 and 2 to 4", (1, 2, 3, 4)),
        ("battery according to any one of claim 1-3, it is characterized in that", (1, 2, 3)),
        ("The battery as claimed in claims 1, 2 and any of 4 to 6", (1, 2, 4, 5, 6)),
        ("The battery according to claim 1 or according to claim 3", (1, 3)),
        ("The battery according to claim 1, or claim 3", (1, 3)),
        ("The battery of claim 1, claim 2 or claim 3", (1, 2, 3)),
        ("The method of any of claims 1 to 3 or 6 to 8", (1, 2, 3, 6, 7, 8)),
        ("A process as in any preceding claim", ALL),
        ("The compound of claim 1 wherein R1 is 2-5 alkyl", (1,)),
        ("The compound of claim 1, 2-methyl propane", (1,)),
        ("The right 1 requires described battery", (1,)),
        ("The battery according to right requirement 1", (1,)),
    ],
    "zh": [
        ("权利要求1-5任意一项所述的电池", (1, 2, 3, 4, 5)),
        ("根据权利要求1～5任一所述的电池", (1, 2, 3, 4, 5)),
        ("根据权利要求1-3或5中任一项所述的电池", (1, 2, 3, 5)),
        ("根据权利要求1所述的电池，2个电极", (1,)),
        ("根据权利要求1、2、3所述的电池", (1, 2, 3)),
        ("根据权利要求 1 至 3 之任一项所述的电池", (1, 2, 3)),
        ("根据权利要求１至３中任意一项所述的电池", (1, 2, 3)),
        ("根据前述权利要求任一项所述的电池", ALL),
        ("根据前面任一项权利要求所述的电池", ALL),
        ("根据上述权利要求中的任意一项所述的电池", ALL),
        ("根据前述任意一项权利要求所述的电池", ALL),
        ("根据在前权利要求中任一项所述", ALL),
        ("根据权利要求1—3中任何一项所述的电池", (1, 2, 3)),
        ("根据权利要求1到3任意一个所述的电池", (1, 2, 3)),
        ("根据权利要求1‑3任一项所述的电池", (1, 2, 3)),
        ("根据权利要求1和权利要求2中任一项所述的电池", (1, 2)),
        ("根據請求項1所述的電池", (1,)),
        ("如請求項第1項至第3項中任一項所述之電池", (1, 2, 3)),
        ("如申請專利範圍第1至3項中任一項所述之電池", (1, 2, 3)),
        ("如申請專利範圍第1項所述之電池，其中第2電極", (1,)),
        ("如前述請求項中任一項之電池", ALL),
        ("如請求項1或請求項2之電池", (1, 2)),
        ("根据权利要求一所述的电池", (1,)),
        ("根据权利要求第1项所述的电池", (1,)),
        ("根据权利要求1-3、5、7-8中任一项所述的电池", (1, 2, 3, 5, 7, 8)),
        ("根据权利要求1至3任一项以及权利要求5所述的电池", (1, 2, 3, 5)),
        ("根据权利要求1至3中任一项或权利要求5所述的电池", (1, 2, 3, 5)),
        ("按权利要求1所述的电池", (1,)),
        ("依据权利要求1所述之电池", (1,)),
        ("应用权利要求1～3任意一项所述方法制备的电池", (1, 2, 3)),
        ("根据权利要求１－３任一项", (1, 2, 3)),
        ("根据权利要求1或2任意一项所述", (1, 2)),
        ("权利要求1中所述的电池", (1,)),
        ("根据权利要求1至权利要求3任一项", (1, 2, 3)),
        ("根据权利要求第一项", (1,)),
    ],
    "ja": [
        ("請求項1〜3のいずれか一項に記載の電池", (1, 2, 3)),
        ("請求項１又は２に記載の電池", (1, 2)),
        ("請求項１～３のいずれか１項に記載の電池", (1, 2, 3)),
        ("請求項１～３、５のいずれか１項に記載の電池", (1, 2, 3, 5)),
        ("請求項１から請求項３までのいずれか一項に記載の電池", (1, 2, 3)),
        ("請求項１から３までのいずれか一項に記載の電池", (1, 2, 3)),
        ("請求項１及び２に記載の電池", (1, 2)),
        ("請求項１，２又は３に記載の電池", (1, 2, 3)),
        ("請求項１、２、または、３に記載の電池", (1, 2, 3)),
        ("請求項１～３のいずれか一つに記載の電池", (1, 2, 3)),
        ("請求項１～３のいずれかに記載の電池", (1, 2, 3)),
        ("請求項１ないし３の何れか一項に記載の電池", (1, 2, 3)),
        ("請求項１乃至３何れか記載の電池", (1, 2, 3)),
        ("請求項１記載の電池", (1,)),
        ("前記請求項のいずれか一項に記載の電池", ALL),
        ("先行する請求項のいずれか一項に記載の電池", ALL),
        ("先行請求項のいずれかに記載の電池", ALL),
        ("上記請求項のいずれか１項に記載の電池", ALL),
        ("請求項１に記載の電池と、２つの電極", (1,)),
        ("請求項１に記載の正極と請求項３に記載の負極とを備える電池", (1, 3)),
        ("請求項１～３のいずれか１項または請求項５に記載の電池", (1, 2, 3, 5)),
        ("請求項１および請求項２のうちの少なくとも１項に記載の電池", (1, 2)),
        ("請求項1-3のいずれか", (1, 2, 3)),
        ("請求項１－３のいずれか", (1, 2, 3)),
        ("請求項１‐３の", (1, 2, 3)),
        ("請求項１～請求項３の何れか１項に記載", (1, 2, 3)),
        ("特許請求の範囲第１項記載の電池", (1,)),
        ("特許請求の範囲第１項ないし第３項のいずれかに記載の電池", (1, 2, 3)),
        ("特許請求の範囲の請求項１", (1,)),
        ("請求項一に記載の電池", (1,)),
    ],
    "ko": [
        ("제1항에 있어서, 전지", (1,)),
        ("제1항 내지 제3항 중 어느 한 항에 있어서, 전지", (1, 2, 3)),
        ("제1항 내지 제3항 및 제5항 중 어느 한 항에 있어서, 전지", (1, 2, 3, 5)),
        ("제1항 또는 제2항에 따른 전지", (1, 2)),
        ("제 1 항 내지 제 3 항 중 어느 하나의 항에 있어서", (1, 2, 3)),
        ("제１항에 있어서", (1,)),
        ("제1항 내지 제3항 중 어느 한 항에 따른 전해질을 포함하는 전지", (1, 2, 3)),
        ("제1항에 기재된 전지", (1,)),
        ("제1항 내지 3항 중 어느 한 항", (1, 2, 3)),
        ("제1 내지 제3항 중 어느 한 항", (1, 2, 3)),
        ("제1항~제3항 중 어느 한 항에 있어서", (1, 2, 3)),
        ("제1항, 제2항 또는 제3항에 있어서", (1, 2, 3)),
        ("청구항 1에 있어서, 전지", (1,)),
        ("청구항 1 또는 청구항 2에 있어서", (1, 2)),
        ("청구항 1 내지 청구항 3 중 어느 한 항에 있어서", (1, 2, 3)),
        ("청구항1 내지 3 중 어느 한 항에 있어서", (1, 2, 3)),
        ("청구항 제1항에 있어서", (1,)),
        ("전술한 항들 중 어느 한 항에 있어서", ALL),
        ("전항 중 어느 한 항에 있어서", ALL),
        ("선행하는 청구항 중 어느 한 항에 있어서", ALL),
        ("선행 청구항들 중 어느 한 항에 따른 전지", ALL),
        ("상기 청구항들 중 어느 한 항에 있어서", ALL),
        ("앞선 항 중 어느 한 항에 있어서", ALL),
        ("제1항 및 제2항에 있어서", (1, 2)),
        ("제1항 또는 제3항 내지 제5항 중 어느 한 항에 있어서", (1, 3, 4, 5)),
        ("제1항으로부터 제3항 중", (1, 2, 3)),
        ("제1항 내지 제3항 중 어느 한 항의 방법에 의해 제조된 전지", (1, 2, 3)),
        ("제1항에서, 상기", (1,)),
        ("제1항에 의한 전지", (1,)),
        ("제1항에 정의된 전지", (1,)),
        ("제1항과 같은 전지", (1,)),
        ("제1항 기재의 전지", (1,)),
        ("제1항을 포함하는", (1,)),
        ("제1항의 화합물 또는 제2항원을", (1,)),
    ],
    "de": [
        ("Batterie nach einem der Ansprüche 1 bis 3 oder 5", (1, 2, 3, 5)),
        ("Batterie nach einem der vorangegangenen Ansprüche", ALL),
        ("Batterie nach mindestens einem der vorherigen Ansprüche", ALL),
        ("Batterie nach einem oder mehreren der vorstehenden Ansprüche", ALL),
        ("Batterie nach wenigstens einem der voranstehenden Ansprüche", ALL),
        ("Batterie nach einem der vorgenannten Ansprüche", ALL),
        ("Batterie nach irgendeinem vorhergehenden Anspruch", ALL),
        ("Batterie nach einem vorhergehenden Anspruch", ALL),
        ("Batterie nach jedem vorhergehenden Anspruch", ALL),
        ("Batterie gemäß den Ansprüchen 1 und 2", (1, 2)),
        ("Batterie gemäß Patentanspruch 1", (1,)),
        ("Batterie nach einem der Patentansprüche 1-3", (1, 2, 3)),
        ("Batterie nach einem der Ansprüche 1 - 3", (1, 2, 3)),
        ("Batterie nach Anspruch 1, 2 oder 3", (1, 2, 3)),
        ("Batterie nach Anspruch 1 oder Anspruch 2", (1, 2)),
        ("Batterie nach einem der Ansprüche 1 bis 3 und/oder 5", (1, 2, 3, 5)),
        ("Verwendung des Elektrolyten nach einem der Ansprüche 1 bis 3 in einer Batterie", (1, 2, 3)),
        ("Batterie nach Anspruch 1 bis 3", (1, 2, 3)),
        ("Batterie nach Anspruch 1 mit 2 oder 3 Anoden", (1,)),
        ("Batterie nach Anspruch 1 und einem der Ansprüche 3 bis 5", (1, 3, 4, 5)),
        ("Batterie nach dem vorigen Anspruch", (8,)),
        ("Batterie nach dem Oberbegriff des Anspruchs 1", (1,)),
        ("BATTERIE NACH ANSPRUCH 1", (1,)),
        ("Batterie nach Anspruche 1", (1,)),
        ("Batterie nach einem der Ansprueche 1 bis 3", (1, 2, 3)),
        ("Batterie nach einem der Ansprüche 1 bis einschließlich 3", (1, 2, 3)),
        ("Batterie nach einem der vorausgehenden Ansprüche", ALL),
        ("Batterie nach einem der vorigen Ansprüche", ALL),
        ("Batterie nach einem beliebigen der vorhergehenden Ansprüche", ALL),
        ("Batterie nach einem der obigen Ansprüche", ALL),
        ("Batterie nach Anspr. 1", (1,)),
    ],
}


def rows(table: dict[str, list[tuple[str, object]]]) -> list[object]:
    """A row of a table as parameters, in the language given and in one to be told."""
    return [
        pytest.param(given, *row, id=f"{language}-{given}-{number}")
        for language, found in table.items()
        for number, row in enumerate(found)
        for given in sorted({language, "und"})
    ]


@pytest.mark.parametrize(("language", "text", "depends_on"), rows(REFERENCES))
def test_references(language: str, text: str, depends_on: tuple[int, ...]) -> None:
    found = claim(NUMBER, text, language)
    assert (found.depends_on, found.independent) == (depends_on, False)


THREE = [(1, ()), (2, (1,)), (3, (1, 2))]

# By language: a whole claim set, numbers of its claims with those they depend on.
SETS = {
    "en": [
        ("What is claimed is:\n\n1. A cell comprising a foil.\n\n2. The cell of claim 1.\n\n3. The cell of claim 1 or 2.", THREE),
        ("What is claimed is: 1. A cell comprising a foil. 2. The cell of claim 1. 3. The cell of claim 1 or 2.", THREE),
        ("Claims: 1. A cell comprising a foil. 2. The cell of claim 1. 3. The cell of claim 1 or 2.", THREE),
        ("Claims\n1. A cell comprising a foil.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("We claim:\n1. A cell comprising a foil.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("CLAIM 1: A cell.\nCLAIM 2: The cell of claim 1.\nCLAIM 3: The cell of claim 1 or 2.", THREE),
        ("CLAIM 1\nA cell.\nCLAIM 2\nThe cell of claim 1.\nCLAIM 3\nThe cell of claim 1 or 2.", THREE),
        ("CLAIM 1 A cell.\nCLAIM 2 The cell of claim 1.\nCLAIM 3 The cell of claim 1 or 2.", THREE),
        ("Claim 1 - A cell.\nClaim 2 - The cell of claim 1.\nClaim 3 - The cell of claim 1 or 2.", THREE),
        ("Claim 1) A cell.\nClaim 2) The cell of claim 1.\nClaim 3) The cell of claim 1 or 2.", THREE),
        ("(1) A cell.\n(2) The cell of claim 1.\n(3) The cell of claim 1 or 2.", THREE),
        ("[1] A cell.\n[2] The cell of claim 1.\n[3] The cell of claim 1 or 2.", THREE),
        ("1 A cell.\n2 The cell of claim 1.\n3 The cell of claim 1 or 2.", THREE),
        ("1- A cell.\n2- The cell of claim 1.\n3- The cell of claim 1 or 2.", THREE),
        ("1.A cell.2.The cell of claim 1.3.The cell of claim 1 or 2.", THREE),
        ("1.\tA cell.\r\n2.\tThe cell of claim 1.\r\n3.\tThe cell of claim 1 or 2.\r\n", THREE),
        ("1.\nA cell.\n2.\nThe cell of claim 1.\n3.\nThe cell of claim 1 or 2.", THREE),
        ("1\nA cell.\n2\nThe cell of claim 1.\n3\nThe cell of claim 1 or 2.", THREE),
        ("1. (Original) A cell.\n2. (Currently amended) The cell of claim 1.\n3. (Previously presented) The cell of claim 1 or 2.", THREE),
        ("1. A cell.\n2. (canceled)\n3. The cell of claim 1.", [(1, ()), (3, (1,))]),
        ("1. A cell.\n2. Canceled.\n3. The cell of claim 1.", [(1, ()), (3, (1,))]),
        ("1. A cell.\n2. (Cancelled).\n3. The cell of claim 1.", [(1, ()), (3, (1,))]),
        ("1. A cell.\n2. [Cancelled]\n3. The cell of claim 1.", [(1, ()), (3, (1,))]),
        ("1. A cell.\n2. (Withdrawn)\n3. The cell of claim 1.", [(1, ()), (3, (1,))]),
        ("1. A cell.\n3-5. (canceled)\n6. The cell of claim 1.", [(1, ()), (6, (1,))]),
        ("1. A cell.\n3 - 5 (canceled)\n6. The cell of claim 1.", [(1, ()), (6, (1,))]),
        ("1. A cell.\n3.-5. (canceled)\n6. The cell of claim 1.", [(1, ()), (6, (1,))]),
        ("1. A cell.\n2. to 5. (canceled)\n6. The cell of claim 1.", [(1, ()), (6, (1,))]),
        ("1. A cell.\nClaims 2-5 (canceled)\n6. The cell of claim 1.", [(1, ()), (6, (1,))]),
        ("1-20. (canceled)\n21. A cell.\n22. The cell of claim 21.", [(21, ()), (22, (21,))]),
        ("1. - 20. (canceled)\n21. (new) A cell.\n22. (new) The cell of claim 21.", [(21, ()), (22, (21,))]),
        ("1-50. (canceled)\n51. A cell.\n52. The cell of claim 51.", [(51, ()), (52, (51,))]),
        ("l. A cell.\n2. The cell of claim l.\n3. The cell of claim l or 2.", THREE),
        ("I. A cell.\n2. The cell of claim I.\n3. The cell of claim 1 or 2.", THREE),
        ("1) A cell.\n2) The cell of claim 1.\n3) The cell of claim 1 or 2.", THREE),
        ("1. A method comprising: a) mixing; b) heating; c) cooling.\n2. The method of claim 1.\n3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising:\ni) mixing;\nii) heating.\n2. The method of claim 1.\n3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising: (1) mixing; (2) heating; (3) cooling.\n2. The method of claim 1.\n3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising:\n(1) mixing;\n(2) heating; and\n(3) cooling.\n2. The method of claim 1, further comprising:\n(1) A step;\n(2) B step.\n3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising:\n1) Mixing a powder.\n2) Heating the powder.\n3) Cooling it.\n2. The method of claim 1.\n3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising the steps of: 1. mixing; 2. heating; 3. cooling. 2. The method of claim 1. 3. The method of claim 1 or 2.", THREE),
        ("1. A method comprising: Step 1. Mixing. Step 2. Heating. 2. The method of claim 1. 3. The method of claim 1 or 2.", THREE),
        ("1. A cell wherein the ratio is 1 to\n2. 5 mol.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("1. A cell wherein 2. 5 mol is used. 2. The cell of claim 1. 3. The cell of claim 1 or 2.", THREE),
        ("1. A cell as shown in FIG. 2. 2. The cell of claim 1. 3. The cell of claim 1 or 2.", THREE),
        ("1. A cell of formula I. 2. The cell of claim 1. 3. The cell of claim 1 or 2.", THREE),
        ("1. A cell. 2. The cell of claim 1. 3. The cell of claims 1 or 2. ", THREE),
        ("1. A cell;\n2. The cell as in claim 1;\n3. The cell as in claim 1 or 2.", THREE),
        ("1. A battery comprising an anode and a cathode, wherein a) x and b) y. 2. The battery as claim 1 described, 3. The battery as claimed in claim 1 or 2", THREE),
        ("Claims (3)\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("The invention claimed is:\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("The claims defining the invention are as follows:\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("The embodiments of the invention in which an exclusive property or privilege is claimed are defined as follows:\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("Having thus described the invention, what is claimed as new and desired to be secured by Letters Patent is:\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("What we claim is: \n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("It is claimed:\n1. A cell.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.", THREE),
        ("What is claimed is:\nA cell comprising a foil.", [(1, ())]),
        ("I claim: A cell comprising a foil.", [(1, ())]),
        ("CLAIMS:\n\n1. A cell, the number of foils being 2 and the pressure 3 bar.\n\n2. The cell of claim 1.\n\n3. The cell of claim 1 or 2.\n\nABSTRACT", THREE),
    ],
    "zh": [
        ("1.一种电池，包括以下步骤：（1）混合；（2）加热；（3）冷却。2.根据权利要求1所述的电池。3.根据权利要求1或2所述的电池。", THREE),
        ("1、一种方法，包括以下步骤：\n1）混合；\n2）加热；\n3）冷却。\n2、根据权利要求1所述的方法。\n3、根据权利要求1或2所述的方法。", THREE),
        ("1. 一种方法，包括：步骤1、混合。步骤2、加热。2. 根据权利要求1所述的方法。3. 根据权利要求1或2所述的方法。", THREE),
        ("1．一种电池。\n2．根据权利要求1所述的电池。\n3．根据权利要求1或2所述的电池。", THREE),
        ("１．一种电池。\n２．根据权利要求１所述的电池。\n３．根据权利要求１或２所述的电池。", THREE),
        ("权利要求书\n1 . 一种电池。 2 . 根据权利要求1所述的电池。 3 . 根据权利要求1或2所述的电池。", THREE),
        ("权利要求1：一种电池。\n权利要求2：根据权利要求1所述的电池。\n权利要求3：根据权利要求1或2所述的电池。", THREE),
        ("1 一种电池。\n2 根据权利要求1所述的电池。\n3 如权利要求1或2所述的电池。", THREE),
        ("1.一种电池，厚度为0.1-2.5μm。2.如权利要求1所述的电池，比例为1:2.3。3.如权利要求1或2所述的电池。", THREE),
        ("一、一种电池。\n二、根据权利要求1所述的电池。\n三、根据权利要求1或2所述的电池。", THREE),
        ("1.一種電池。\n2.如請求項1所述之電池。\n3.如請求項1或2所述之電池。", THREE),
        ("【請求項1】一種電池。\n【請求項2】如請求項1所述之電池。\n【請求項3】如請求項1或2所述之電池。", THREE),
        ("一種電池。\n如申請專利範圍第1項所述之電池。\n如申請專利範圍第1或2項所述之電池。", THREE),
        ("1.一种电池。\n2.（删除）\n3.根据权利要求1所述的电池。", [(1, ()), (3, (1,))]),
        ("1.一种电池；2.根据权利要求1所述的电池；3.根据权利要求1或2所述的电池；", THREE),
    ],
    "ja": [
        ("【特許請求の範囲】【請求項１】箔を備える電池。【請求項２】請求項１に記載の電池。【請求項３】請求項１又は２に記載の電池。", THREE),
        ("【請求項1】\n箔を備える電池。\n【請求項2】\n請求項1に記載の電池。\n【請求項3】\n請求項1または2に記載の電池。", THREE),
        ("請求項１\n箔を備える電池。\n請求項２\n請求項１に記載の電池。\n請求項３\n請求項１又は２に記載の電池。", THREE),
        ("[請求項1] 箔を備える電池。\n[請求項2] 請求項1に記載の電池。\n[請求項3] 請求項1又は2に記載の電池。", THREE),
        ("１．箔を備える電池。\n２．請求項１に記載の電池。\n３．請求項１又は２に記載の電池。", THREE),
        ("(1) 箔を備える電池。\n(2) 請求項1に記載の電池。\n(3) 請求項1又は2に記載の電池。", THREE),
        ("【請求項１】\n箔を備える電池。\n【請求項２】\n（削除）\n【請求項３】\n請求項１に記載の電池。", [(1, ()), (3, (1,))]),
        ("【請求項１】（１）混合し、（２）加熱する方法。【請求項２】請求項１に記載の方法。【請求項３】請求項１又は２に記載の方法。", THREE),
        ("【書類名】特許請求の範囲\n【請求項１】\n電池。\n【請求項２】\n請求項１に記載の電池。\n【請求項３】\n請求項１又は２に記載の電池。", THREE),
    ],
    "ko": [
        ("【청구범위】\n【청구항 1】\n박을 포함하는 전지.\n【청구항 2】\n제1항에 있어서, 전지.\n【청구항 3】\n제1항 또는 제2항에 있어서, 전지.", THREE),
        ("청구항 1. 박을 포함하는 전지.\n청구항 2. 제1항에 있어서, 전지.\n청구항 3. 제1항 또는 제2항에 있어서, 전지.", THREE),
        ("1. 박을 포함하는 전지. 2. 제1항에 있어서, 전지. 3. 제1항 또는 제2항에 있어서, 전지.", THREE),
        ("청구항 1 박을 포함하는 전지. 청구항 2 제1항에 있어서, 전지. 청구항 3 제1항 또는 제2항에 있어서, 전지.", THREE),
        ("[청구항 1] 박을 포함하는 전지.\n[청구항 2] 제1항에 있어서, 전지.\n[청구항 3] 제1항 또는 제2항에 있어서, 전지.", THREE),
        ("청구항 1\n박을 포함하는 전지.\n청구항 2\n삭제\n청구항 3\n제1항에 있어서, 전지.", [(1, ()), (3, (1,))]),
        ("청구항 1\n박을 포함하는 전지\n청구항 2\n제1항에 있어서,\n상기 박은 건조한 전지\n청구항 3\n청구항 1 또는 2에 있어서,\n전지", THREE),
    ],
    "de": [
        ("Patentansprüche:\n1. Batterie, umfassend eine Folie. 2. Batterie nach Anspruch 1. 3. Batterie nach Anspruch 1 oder 2.", THREE),
        ("Ansprüche 1. Batterie, umfassend eine Folie. 2. Batterie nach Anspruch 1. 3. Batterie nach Anspruch 1 oder 2.", THREE),
        ("Patentanspruch 1\nBatterie.\nPatentanspruch 2\nBatterie nach Anspruch 1.\nPatentanspruch 3\nBatterie nach Anspruch 1 oder 2.", THREE),
        ("1. Verfahren, umfassend: a) Mischen; b) Erhitzen. 2. Verfahren nach Anspruch 1. 3. Verfahren nach Anspruch 1 oder 2.", THREE),
        ("1. Batterie, umfassend\n1.1. eine Folie;\n1.2. eine Anode.\n2. Batterie nach Anspruch 1.\n3. Batterie nach Anspruch 1 oder 2.", THREE),
        ("Patentansprüche\n\n1.\nBatterie.\n\n2.\nBatterie nach Anspruch 1.\n\n3.\nBatterie nach Anspruch 1 oder 2.", THREE),
        ("1. Batterie mit 2,5 mol. 2. Batterie nach Anspruch 1, mit z. B. 3 Folien. 3. Batterie nach Anspruch 1 oder 2.", THREE),
        ("1. Batterie. 2. (gestrichen) 3. Batterie nach Anspruch 1.", [(1, ()), (3, (1,))]),
        ("Es wird beansprucht:\n1. Batterie.\n2. Batterie nach Anspruch 1.\n3. Batterie nach Anspruch 1 oder 2.", THREE),
        ("Schutzansprüche\n1. Batterie.\n2. Batterie nach Anspruch 1.\n3. Batterie nach Anspruch 1 oder 2.", THREE),
    ],
    "und": [
        ("1. a kind of sulfide solid electrolyte, it is characterised in that including Li6PS5Cl. 2. sulfide solid electrolyte according to claim 1, it is characterised in that x. 3. a kind of preparation method of solid electrolyte, which is characterized in that mixing. 4. preparation method as claimed in claim 3, wherein y.", [(1, ()), (2, (1,)), (3, ()), (4, (3,))]),
        ("1. a kind of sulfide solid electrolyte, it is characterised in that including Li6PS5Cl.\n2. sulfide solid electrolyte according to claim 1.\n3. a kind of battery.\n4. battery as claimed in claim 3", [(1, ()), (2, (1,)), (3, ()), (4, (3,))]),
        ("1. A cell comprising an anode, a cathode and an electrolyte having a thickness of 0.1 to 5. 2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("1. A cell according to Fig. 1. 2. The cell of claim 1 as in Fig. 3. 3. The cell of claim 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1. A composition comprising: 1. 5 to 10 wt% of A; 2. 3 to 5 wt% of B.\n2. The composition of claim 1.", [(1, ()), (2, (1,))]),
        ("1. A compound selected from:\n1. 2-methylpropane;\n2. 3-ethylhexane;\n3. Methyl ether.\n2. The compound of claim 1.", [(1, ()), (2, (1,))]),
        ("1. A method for U.S. Pat. No. 5,123,456. 2. The method of claim 1.", [(1, ()), (2, (1,))]),
        ("1. A method comprising i.e. 3. 5 volts. 2. The method of claim 1.", [(1, ()), (2, (1,))]),
        ("What is claimed is:\n\n1. A cell.\n\n\n\n- 2 -\n\n2. The cell of claim 1.\n\nPage 3 of 4\n\n3. The cell of claim 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("Claims\n1. A cell.\n2. The cell of claim 1.\n12\n3. The cell of claim 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1. A cell.\n\n2. The cell according to\nclaim 1.\n\n3. The cell of\nclaim 1 or\nclaim 2.\n4. The cell of any one of claims 1 to\n3. \n5. The cell of claim 4.", [(1, ()), (2, (1,)), (3, (1, 2)), (4, (1, 2, 3)), (5, (4,))]),
        ("1. A cell. 2. The cell of claims 1 to 3. 3. The cell of claim 1. 4. A battery comprising the cell of any one of claims 1 to 3. 5. Use of a cell of claim 1.", [(1, ()), (2, (1,)), (3, (1,)), (4, (1, 2, 3)), (5, (1,))]),
        ("1.一种固态电解质，其特征在于，化学式为Li7-xLa3Zr2-xTaxO12，其中0≤x≤2。2.如权利要求1所述的固态电解质，其特征在于，x为0.5。3.如权利要求1或2所述的固态电解质的制备方法，其特征在于，包括以下步骤：S1. 混合；S2. 烧结。4.一种电池，其特征在于，包括权利要求1-2任一项所述的固态电解质。", [(1, ()), (2, (1,)), (3, (1, 2)), (4, (1, 2))]),
        ("1. 一种电池，\n其特征在于：\n（1）正极；\n（2）负极。\n2. 根据权利要求1所述的电池，其特征在于：\n所述正极的厚度为\n5. 2mm。\n3. 根据权利要求2所述的电池。", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1．一种方法，包括以下步骤：1．1 混合；1．2 加热。2．根据权利要求1所述的方法。", [(1, ()), (2, (1,))]),
        ("1、一种电池，包括箔\n2、根据权利要求1所述的电池，\n3、根据权利要求1或2所述的电池", [(1, ()), (2, (1,)), (3, (1, 2))]),
        ("【請求項１】\n  下記式（１）\n  【化１】\n  で表される化合物。\n【請求項２】\n  請求項１に記載の化合物を１．５質量％含む組成物。\n【請求項３】\n  請求項２に記載の組成物を備える電池。", [(1, ()), (2, (1,)), (3, (2,))]),
        ("[請求項１] 電池。\n[請求項２] 請求項１に記載の電池。", [(1, ()), (2, (1,))]),
        ("＜請求項１＞電池。\n＜請求項２＞請求項１に記載の電池。", [(1, ()), (2, (1,))]),
        ("【청구항 1】 전지.【청구항 2】 제1항에 있어서, 전지.【청구항 3】 제1항 또는 제2항에 있어서, 전지.", [(1, ()), (2, (1,)), (3, (1, 2))]),
        ("청구항1. 전지\n청구항2. 청구항1에 있어서, 전지", [(1, ()), (2, (1,))]),
        ("Patentansprüche 1. Batterie mit einer Anode, z. B. aus Li. 2. Batterie nach Anspruch 1, d. h. 3. Schicht. 3. Batterie nach Anspruch 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1. Batterie (10) mit\na) einer Anode,\nb) einer Kathode,\ndadurch gekennzeichnet, dass\nc) x. 2. Batterie nach Anspruch 1, dadurch gekennzeichnet,\ndaß y.\n3. Verfahren zur Herstellung einer Batterie nach einem der Ansprüche 1 oder 2.", [(1, ()), (2, (1,)), (3, (1, 2))]),
        ("1, A cell.\n2, The cell of claim 1.\n3, The cell of claim 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1. A cell. 2. The cell of claim 1. 3. Thc cell of claiin 2.", [(1, ()), (2, (1,)), (3, (2,))]),
        ("1.  A cell;  and 2.  The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("What is claimed is : 1 . A cell , comprising a foil . 2 . The cell of claim 1 , wherein x . 3 . The cell of claim 2 .", [(1, ()), (2, (1,)), (3, (2,))]),
        ("CLAIMS What is claimed is: 1. A cell. 2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("CLAIMS\nWhat is claimed is:\n1. A cell.\n2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("Having described the invention, I claim:\n1. A cell.\n2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("The claims of the invention are:\n1. A cell.\n2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("We Claim: 1. A cell. 2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("Claim:\n1. A cell.\n2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("Claims 1-2:\n1. A cell.\n2. The cell of claim 1.", [(1, ()), (2, (1,))]),
        ("1. A cell. 2-5. (cancelled) 6. The cell of claim 1. 7. (cancelled)", [(1, ()), (6, (1,))]),
        ("1. (canceled) 2. (canceled) 3. A cell. 4. The cell of claim 3.", [(3, ()), (4, (3,))]),
        ("1-3 (canceled).\n4. A cell.\n5. The cell of claim 4.", [(4, ()), (5, (4,))]),
        ("1.-3. (canceled)\n4. A cell.\n5. The cell of claim 4.", [(4, ()), (5, (4,))]),
        ("1. to 3. (canceled)\n4. A cell.\n5. The cell of claim 4.", [(4, ()), (5, (4,))]),
        ("1, 2. (canceled)\n3. A cell.\n4. The cell of claim 3.", [(3, ()), (4, (3,))]),
        ("1. A cell.\n2. (canceled).\n3. (new) The cell of claim 1.\n4. (Withdrawn) The cell of claim 1.", [(1, ()), (3, (1,)), (4, (1,))]),
        ("<claim>1. A cell.</claim><claim>2. The cell of <claim-ref idref=\"1\">claim 1</claim-ref>.</claim>", [(1, ()), (2, (1,))]),
        ("1. A cell with 0<b and c>2.<br>2. The cell of claim 1.<br/>3. The <b>cell</b> of claim 2.", [(1, ()), (2, (1,)), (3, (2,))]),
    ],
}
ANNOUNCED = ("what is", "we claim", "i claim", "claim", "ansprüche", "patentansprüche", "es wird", "权利要求书", "【", "청구범위")
STATUS = ("original)", "amended)", "presented)", "(new)", "abstract")


@pytest.mark.parametrize(("language", "text", "expected"), rows(SETS))
def test_claim_sets(language: str, text: str, expected: list[tuple[int, tuple[int, ...]]]) -> None:
    claims = parse_claims(text, language)
    assert [(found.number, found.depends_on) for found in claims] == expected
    for found in claims:
        assert not found.text.lower().startswith(ANNOUNCED)
        assert not any(word in found.text.lower() for word in STATUS)
        assert found.text[0] not in "0123456789)】]."


PRODUCT, PROCESS, USE, COMPOSITION = (
    ClaimCategory.PRODUCT, ClaimCategory.PROCESS, ClaimCategory.USE, ClaimCategory.COMPOSITION,
)

# By language: beginning of a claim, what it protects.
CATEGORIES = {
    "en": [
        ("An all-solid-state battery comprising a cathode.", PRODUCT),
        ("Battery, comprising", PRODUCT),
        ("A solid electrolyte material represented by Li6PS5Cl.", COMPOSITION),
        ("A sulfide solid electrolyte having an argyrodite structure.", COMPOSITION),
        ("A solid electrolyte membrane comprising", PRODUCT),
        ("An electrolyte composition comprising", COMPOSITION),
        ("A method for producing a solid electrolyte, comprising", PROCESS),
        ("Method for preparing", PROCESS),
        ("A process for the preparation of", PROCESS),
        ("A manufacturing method of a battery", PROCESS),
        ("Use of a compound as claimed in claim 1 for", USE),
        ("The use of the electrolyte according to claim 1", USE),
        ("Use according to claim 5", USE),
        ("A preparation method for a sulfide electrolyte, comprising the following steps", PROCESS),
        ("A computer program product comprising", PRODUCT),
        ("A non-transitory computer-readable medium storing", PRODUCT),
        ("A system comprising", PRODUCT),
        ("In a lithium battery having an anode, the improvement comprising", PRODUCT),
        ("A lithium ion conductive polymer comprising", COMPOSITION),
        ("An alloy comprising", COMPOSITION),
        ("A compound of formula (I)", COMPOSITION),
        ("A pharmaceutical composition comprising", COMPOSITION),
        ("A vehicle comprising the battery of claim 1", PRODUCT),
        ("Apparatus for carrying out the method of claim 1", PRODUCT),
        ("A composition for use in treating cancer", COMPOSITION),
        ("A method of using the composition of claim 1", PROCESS),
        ("A lithium metal oxide powder having", COMPOSITION),
        ("A process chamber comprising", PRODUCT),
        ("A product made by the process of claim 1", PRODUCT),
        ("A battery manufactured by the method of claim 1", PRODUCT),
        ("Application of the material of claim 1 in a battery", USE),
        ("An application server comprising", PRODUCT),
        ("A glass ceramic comprising", COMPOSITION),
        ("A positive electrode active material comprising", COMPOSITION),
        ("A slurry comprising", COMPOSITION),
        ("A method, comprising:", PROCESS),
        ("One or more non-transitory media storing", PRODUCT),
        ("A mobile device", PRODUCT),
        ("A kit comprising", PRODUCT),
        ("A technique for", PROCESS),
        ("A battery pack as claimed in claim 1", PRODUCT),
        ("A liquid electrolyte for a lithium battery, comprising a salt", COMPOSITION),
        ("A mixed powder", COMPOSITION),
        ("Method", PROCESS),
        ("An article of manufacture comprising", PRODUCT),
        ("A polymer electrolyte fuel cell", PRODUCT),
        ("A material handling system", PRODUCT),
        ("A solution for treating wastewater comprising", COMPOSITION),
        ("A cathode material of a battery", COMPOSITION),
        ("A process of making a battery", PROCESS),
        ("In a method of making a battery, the improvement comprising", PROCESS),
    ],
    "zh": [
        ("一种硫化物固态电解质，其特征在于", COMPOSITION),
        ("一种全固态电池，包括", PRODUCT),
        ("一种固态电解质的制备方法，其特征在于，包括以下步骤", PROCESS),
        ("一种如权利要求1所述的固态电解质在锂电池中的应用", USE),
        ("权利要求1所述的电解质用于制备电池的用途", USE),
        ("一种组合物，包含", COMPOSITION),
        ("一种电池的制造工艺，", PROCESS),
        ("一种正极活性材料，", COMPOSITION),
        ("一种固态电解质膜，", PRODUCT),
        ("一种制备固态电解质的方法，包括", PROCESS),
        ("一种用于电池的冷却装置，", PRODUCT),
        ("权利要求1-5任一项所述方法制备得到的固态电解质", COMPOSITION),
        ("一种车辆，其特征在于，包括权利要求1所述的电池。", PRODUCT),
        ("根据权利要求1所述的制备方法，其特征在于，步骤（1）中", PROCESS),
        ("一種固態電池，包含：", PRODUCT),
        ("一種製造電池之方法", PROCESS),
        ("一种化合物，其结构式为", COMPOSITION),
        ("一种计算机可读存储介质", PRODUCT),
        ("一种电池管理系统", PRODUCT),
        ("一种合金", COMPOSITION),
        ("如权利要求1所述的方法", PROCESS),
        ("一种由权利要求1所述的方法制备的电池。", PRODUCT),
        ("一种充电控制方法、装置及系统", PRODUCT),
        ("一种复合正极材料", COMPOSITION),
    ],
    "ja": [
        ("正極と負極を備える全固体電池。", PRODUCT),
        ("Li6PS5Clからなる硫化物固体電解質。", COMPOSITION),
        ("混合する工程を有する、固体電解質の製造方法。", PROCESS),
        ("請求項１に記載の電解質の電池への使用。", USE),
        ("請求項１に記載の組成物。", COMPOSITION),
        ("固体電解質を製造する方法であって、混合する工程を含む方法。", PROCESS),
        ("電池の製造装置であって、制御部を備える製造装置。", PRODUCT),
        ("電池であって、正極と、負極とを備え、前記正極は箔である、ことを特徴とする電池。", PRODUCT),
        ("コンピュータに実行させるプログラム。", PRODUCT),
        ("式（１）で表される化合物。", COMPOSITION),
        ("前記工程が加熱工程である、請求項３に記載の製造方法。", PROCESS),
        ("リチウム二次電池用正極活物質。", COMPOSITION),
        ("請求項１に記載の製造方法により製造された電池。", PRODUCT),
        ("電池において、正極が箔である。", PRODUCT),
    ],
    "ko": [
        ("양극 및 음극을 포함하는 전고체 전지.", PRODUCT),
        ("황화물계 고체 전해질.", COMPOSITION),
        ("혼합하는 단계를 포함하는 고체 전해질의 제조방법.", PROCESS),
        ("제1항의 전해질의 전지에서의 용도.", USE),
        ("제1항에 있어서, 상기 전해질은 분말인 것인, 고체 전해질.", COMPOSITION),
        ("제조 장치.", PRODUCT),
        ("제1항에 있어서, 상기 열처리는 500℃에서 수행되는 것을 특징으로 하는 제조 방법.", PROCESS),
        ("리튬 이차전지용 양극 활물질.", COMPOSITION),
        ("제1항의 방법으로 제조된 전지.", PRODUCT),
        ("배터리 관리 시스템", PRODUCT),
        ("조성물", COMPOSITION),
        ("제1항에 따른 고체 전해질을 포함하는, 전고체 전지", PRODUCT),
    ],
    "de": [
        ("Festkörperbatterie, umfassend", PRODUCT),
        ("Verfahren zum Herstellen einer Festkörperbatterie, umfassend", PROCESS),
        ("Verwendung eines Festelektrolyten nach Anspruch 1", USE),
        ("Zusammensetzung, enthaltend", COMPOSITION),
        ("Vorrichtung zur Durchführung des Verfahrens nach Anspruch 1", PRODUCT),
        ("Elektrolyt für eine Batterie", COMPOSITION),
        ("Kraftfahrzeug mit einer Batterie nach Anspruch 1", PRODUCT),
        ("Herstellungsverfahren für eine Batterie", PROCESS),
        ("Elektrische Energiespeicherzelle mit einem Gehäuse", PRODUCT),
        ("Lithium-Ionen-Batterie mit", PRODUCT),
        ("Ein Verfahren zum Betreiben", PROCESS),
        ("Legierung, bestehend aus", COMPOSITION),
        ("Gebrauch des Verfahrens", USE),
        ("Batterieanordnung, aufweisend", PRODUCT),
        ("Festelektrolytmaterial", COMPOSITION),
        ("Aktivmaterial für eine Kathode", COMPOSITION),
        ("Verbindung der Formel I", COMPOSITION),
        ("Computerprogramm", PRODUCT),
        ("Kathodenaktivmaterial", COMPOSITION),
        ("Verfahren nach einem der Ansprüche 1 bis 3", PROCESS),
        ("Die Verwendung der Zusammensetzung nach Anspruch 2", USE),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [(language, *row) for language, found in CATEGORIES.items() for row in found],
)
def test_categories(language: str, text: str, category: ClaimCategory) -> None:
    assert claim(NUMBER, text, language).category is category


# Language, claim set, which of its claims are independent: a process or use that refers to a thing is, a thing is not.
INDEPENDENCE = [
    ("en", "1. A solid electrolyte comprising Li6PS5Cl.\n2. The solid electrolyte of claim 1, wherein x.\n3. A battery comprising the solid electrolyte of claim 1.\n4. A method of producing the solid electrolyte according to claim 1, comprising mixing.\n5. The method of claim 4, wherein y.\n6. Use of the solid electrolyte of claim 1 in a battery.\n7. The use of claim 6, wherein z.\n8. A vehicle comprising the battery of claim 3.\n9. A solid electrolyte obtained by the method of claim 4.\n10. Apparatus for carrying out the method of claim 4.\n11. A method for charging the battery of claim 3.", [1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1]),
    ("zh", "1.一种固态电解质，包括Li6PS5Cl。\n2.根据权利要求1所述的固态电解质，其特征在于x。\n3.一种电池，包括权利要求1或2所述的固态电解质。\n4.权利要求1所述的固态电解质的制备方法，其特征在于混合。\n5.根据权利要求4所述的制备方法，其特征在于y。\n6.如权利要求1所述的固态电解质在电池中的应用。\n7.根据权利要求6所述的应用，其特征在于z。\n8.一种制备权利要求1所述的固态电解质的方法，包括混合。", [1, 0, 0, 1, 0, 1, 0, 1]),
    ("ja", "【請求項１】\nLi6PS5Clを含む固体電解質。\n【請求項２】\n前記xである請求項１に記載の固体電解質。\n【請求項３】\n請求項１に記載の固体電解質を備える電池。\n【請求項４】\n請求項１に記載の固体電解質の製造方法であって、混合する工程を含む製造方法。\n【請求項５】\n前記混合がyである、請求項４に記載の固体電解質の製造方法。\n【請求項６】\n請求項１に記載の固体電解質の使用。", [1, 0, 0, 1, 0, 1]),
    ("ko", "청구항 1\nLi6PS5Cl을 포함하는 고체 전해질.\n청구항 2\n제1항에 있어서, x인 고체 전해질.\n청구항 3\n제1항의 고체 전해질을 포함하는 전지.\n청구항 4\n제1항의 고체 전해질을 제조하는 방법으로서, 혼합하는 단계를 포함하는 제조 방법.\n청구항 5\n제4항에 있어서, 상기 혼합은 y인 제조 방법.\n청구항 6\n제1항의 고체 전해질의 용도.", [1, 0, 0, 1, 0, 1]),
    ("de", "1. Festelektrolyt, umfassend Li6PS5Cl.\n2. Festelektrolyt nach Anspruch 1, wobei x.\n3. Batterie mit einem Festelektrolyten nach Anspruch 1.\n4. Verfahren zum Herstellen eines Festelektrolyten nach Anspruch 1, umfassend Mischen.\n5. Verfahren nach Anspruch 4, wobei y.\n6. Verwendung eines Festelektrolyten nach Anspruch 1 in einer Batterie.\n7. Vorrichtung zur Durchführung des Verfahrens nach Anspruch 4.", [1, 0, 0, 1, 0, 1, 1]),
    ("en", "1. A method of making a cell, comprising mixing.\n2. The process of claim 1.\n3. Method as claimed in claim 1.\n4. The battery cell of claim 1, wherein it is dry.\n5. The method in accordance with any one of claims 1-3.", [1, 0, 0, 0, 0]),
]


@pytest.mark.parametrize(("language", "text", "independent"), INDEPENDENCE)
def test_independence(language: str, text: str, independent: list[int]) -> None:
    assert [found.independent for found in parse_claims(text, language)] == [bool(each) for each in independent]


def test_a_battery_with_a_composition_in_it_is_a_product_and_a_renamed_composition_none() -> None:
    battery = parse_claims("1. An electrolyte composition. 2. A battery comprising the electrolyte of claim 1.")[1]
    assert (battery.category, battery.independent, battery.depends_on) == (PRODUCT, False, (1,))
    renamed = parse_claims("1. An electrolyte composition. 2. The layer of claim 1, which is dry.")[1]
    assert (renamed.category, renamed.independent) == (COMPOSITION, False)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Li<sub>6</sub>PS<sub>5</sub>Cl", "Li6PS5Cl"),
        ("Li&lt;sub&gt;6&lt;/sub&gt;PS5Cl", "Li6PS5Cl"),
        ("Li.sub.6PS.sub.5Cl at 10.sup.-4 S/cm", "Li6PS5Cl at 10^-4 S/cm"),
        ("Li_{6}PS_5Cl and 10^{-4}", "Li6PS5Cl and 10^-4"),
        ("Li₇₋ₓLa₃Zr₂₋ₓTaₓO₁₂", "Li7-xLa3Zr2-xTaxO12"),
        ("Li 7-x La 3 Zr 2-x Ta x O 12", "Li7-xLa3Zr2-xTaxO12"),
        ("Li<sub>7-x</sub>La<sub>3</sub>Zr<sub>2-x</sub>Ta<sub>x</sub>O<sub>12</sub>", "Li7-xLa3Zr2-xTaxO12"),
        ("Li 1+x Al x Ti 2-x (PO 4 ) 3", "Li1+xAlxTi2-x(PO4)3"),
        ("LiNi 0.8 Co 0.1 Mn 0.1 O 2", "LiNi0.8Co0.1Mn0.1O2"),
        ("a Li 2 S P 2 S 5 glass", "a Li2S P2S5 glass"),
        ("TiO 2", "TiO2"),
        ("a CPU 12 and an IC 10", "a CPU 12 and an IC 10"),
        ("claim 1, cm<sup>2</sup>, Li<sup>+</sup>", "claim 1, cm2, Li+"),
    ],
)
def test_formulas(raw: str, read: str) -> None:
    assert parse_claims(f"1. A cell of {raw}.")[0].text == f"A cell of {read}."


def test_a_mark_of_a_subscript_leads_no_claim() -> None:
    claims = parse_claims("1. A process with CO.sub.2. 2. The process of claim 1. 3. The process of claim 2.")
    assert [(found.number, found.depends_on) for found in claims] == [(1, ()), (2, (1,)), (3, (2,))]


@pytest.mark.parametrize(
    "text",
    [
        "A method comprising:\n1. Mixing a powder.\n2. Heating the powder.\n3. Cooling it.",
        "A method comprising:\n(1) Mixing a powder;\n(2) Heating the powder.",
        "一种方法，包括以下步骤：\n1）混合；\n2）加热；\n3）冷却。",
        "混合する方法であって、\n（１）混合し、\n（２）加熱する方法。",
    ],
)
def test_steps_of_a_claim_without_number_are_no_claims(text: str) -> None:
    (found,) = parse_claims(text, "und")
    assert found.number == 1
    assert len(found.text) > len(text) - 5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1.一种电池。2.根据权利要求1所述的电池。", "en"),
        ("【請求項１】電池。【請求項２】請求項１に記載の電池。", "en"),
        ("청구항 1\n전지.\n청구항 2\n제1항에 있어서, 전지.", "de"),
        ("1. Batterie. 2. Batterie nach Anspruch 1.", "en"),
        ("1. Batterie. 2. Batterie selon la revendication 1.", "en"),
    ],
)
def test_a_language_that_the_text_contradicts_is_overruled(text: str, language: str) -> None:
    assert [found.depends_on for found in parse_claims(text, language)] == [(), (1,)]


PIECES = [
    "claims 1, ", "1. ", "1.A ", "A. ", "1-1-1-", "1 to ", "1, 2, ", "权利要求1、", "제1항 내지 ", "【請求項1】", "(1)", "(canceled) ",
    "any of the preceding ", "the method of claim ", "Li 2 ", "Li.sub.", "\n", "((((", "1\n", "1. A\n", "of the ", "that is ",
    "を備える、", "characterized in ", "claimed", "2 deleted ", "The cell of claim 9.\n", "_{", "<su", "l l l ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_repeated_garbage_is_read_in_time(piece: str) -> None:
    """A pattern that backtracked would not end within the patience of whoever runs this."""
    text = piece * (100_000 // len(piece))
    assert all(found.number for found in parse_claims(text, "und"))
