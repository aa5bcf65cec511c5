"""Claims: what a claim set says about itself, in the phrasing of each language and with the damage it meets."""

# ruff: noqa: E501  (tables of phrases are read row by row)

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from landscape.claims import Scope, claim, comparable_text, linked, parse_claims, scope
from landscape.claims.grammar import LANGUAGES, grammar, language_of
from landscape.claims.readable import folded, plain, readable
from landscape.formats import HEAD, recognise
from landscape.records import Claim, ClaimCategory, ClaimSet, Provenance, Publication

PRODUCT, PROCESS, USE, COMPOSITION = (
    ClaimCategory.PRODUCT,
    ClaimCategory.PROCESS,
    ClaimCategory.USE,
    ClaimCategory.COMPOSITION,
)
NUMBER = 9  # of the claim that the phrases below stand in
ALL = tuple(range(1, NUMBER))

# (language, text of claim 9, the claims it depends on)
REFERENCES = [
    ("en", "The cell of claim 1, wherein the anode is a foil.", (1,)),
    ("en", "A cell according to claim 1 or 2, in which the anode is a foil.", (1, 2)),
    ("en", "The cell as claimed in any one of claims 1 to 3, wherein the anode is a foil.", (1, 2, 3)),
    ("en", "The cell according to any of claims 1-3 and 5, wherein the anode is a foil.", (1, 2, 3, 5)),
    ("en", "The cell of claims 1, 2 and 4 through 6, wherein the anode is a foil.", (1, 2, 4, 5, 6)),
    ("en", "The cell of claim 2, 3, or 4, wherein the anode is a foil.", (2, 3, 4)),
    ("en", "The cell of either claim 1 or claim 7, wherein the anode is a foil.", (1, 7)),
    ("en", "The cell according to one or more of the preceding claims, wherein the anode is a foil.", ALL),
    ("en", "The cell of any preceding claim, wherein the anode is a foil.", ALL),
    ("en", "The cell as claimed in any of the foregoing claims, wherein the anode is a foil.", ALL),
    ("en", "The cell of the preceding claim, wherein the anode is a foil.", (8,)),
    ("en", "A car with the cell of claim 3 and the charger of claim 5.", (3, 5)),
    ("en", "The alloy of claim 1, 2 parts of which are tin.", (1,)),
    ("en", "The cell of claim 12, wherein the anode is a foil.", ()),
    ("zh", "根据权利要求1所述的电池，其特征在于，所述负极为箔。", (1,)),
    ("zh", "根据权利要求1至3中任一项所述的电池，其特征在于，所述负极为箔。", (1, 2, 3)),
    ("zh", "如权利要求1或2所述的电池，其中，所述负极为箔。", (1, 2)),
    ("zh", "如权利要求1-5任意一项所述的电池，其特征在于所述负极为箔。", (1, 2, 3, 4, 5)),
    ("zh", "根据权利要求１、２或４所述的电池。", (1, 2, 4)),
    ("zh", "根据权利要求1，2所述的电池。", (1, 2)),
    ("zh", "按照权利要求1或权利要求3所述的电池。", (1, 3)),
    ("zh", "根据上述任一权利要求所述的电池。", ALL),
    ("zh", "根据前述权利要求中任一项所述的电池。", ALL),
    ("zh", "一种车辆，包括权利要求1～3任一项所述的电池。", (1, 2, 3)),
    ("zh", "如申請專利範圍第1項或第2項所述之電池，其中該負極為箔。", (1, 2)),
    ("zh", "如請求項1至3中任一項所述之電池，其中該負極為箔。", (1, 2, 3)),
    ("ja", "前記負極が箔である、請求項1に記載の電池。", (1,)),
    ("ja", "前記負極が箔である請求項１又は２に記載の電池。", (1, 2)),
    ("ja", "前記負極が箔である、請求項1～3のいずれか一項に記載の電池。", (1, 2, 3)),
    ("ja", "請求項1から3のいずれか1項に記載の電池において、前記負極は箔である、電池。", (1, 2, 3)),
    ("ja", "請求項1乃至請求項3のうちいずれか1項記載の電池。", (1, 2, 3)),
    ("ja", "請求項1、2または4に記載の電池を備える車両。", (1, 2, 4)),
    ("ja", "請求項第１項ないし第３項記載の電池。", (1, 2, 3)),
    ("ko", "제1항에 있어서, 상기 음극은 박인 전지.", (1,)),
    ("ko", "제1항 내지 제3항 중 어느 한 항에 있어서, 상기 제2 음극은 박인 전지.", (1, 2, 3)),
    ("ko", "제 1 항 또는 제 2 항에 있어서, 상기 음극은 박인 것을 특징으로 하는 전지.", (1, 2)),
    ("ko", "청구항 1 내지 3 중 어느 한 항에 있어서, 상기 음극은 박인 전지.", (1, 2, 3)),
    ("ko", "제1항, 제2항 및 제4항 중 어느 한 항의 전지를 포함하는 차량.", (1, 2, 4)),
    ("ko", "제1 항산화제 및 제2 항원을 포함하는 조성물.", ()),
    ("de", "Batterie nach Anspruch 1, dadurch gekennzeichnet, dass die Anode eine Folie ist.", (1,)),
    ("de", "Batterie nach einem der Ansprüche 1 bis 3, wobei die Anode eine Folie ist.", (1, 2, 3)),
    ("de", "Batterie nach Anspruch 1 oder 2, wobei die Anode eine Folie ist.", (1, 2)),
    ("de", "Batterie gemäß einem oder mehreren der Ansprüche 1, 3 und 5.", (1, 3, 5)),
    ("de", "Batterie nach einem der vorhergehenden Ansprüche, wobei die Anode eine Folie ist.", ALL),
    ("de", "Batterie nach dem vorhergehenden Anspruch, wobei die Anode eine Folie ist.", (8,)),
    ("fr", "Batterie selon la revendication 1, dans laquelle l'anode est une feuille.", (1,)),
    ("fr", "Batterie selon l'une quelconque des revendications 1 à 3.", (1, 2, 3)),
    ("fr", "Batterie selon l'une des revendications précédentes.", ALL),
    # damage by optical character recognition
    ("en", "The cell of claim l, wherein the anode is a foil.", (1,)),
    ("en", "The cell of claim I, wherein the anode is a foil.", (1,)),
    ("en", "The cell ofclaim 1, wherein the anode is a foil.", (1,)),
    ("en", "The cell of daim 2, wherein the anode is a foil.", (2,)),
    ("en", "The cell according to any of claims1to 3, wherein the anode is a foil.", (1, 2, 3)),
    ("en", "The cell of claims 1–3, wherein the anode is a foil.", (1, 2, 3)),
    ("zh", "根据权力要求 1 至 3 中任一项所述的电池。", (1, 2, 3)),
    ("de", "Batterie nach einem der Anspriiche 1 bis 3.", (1, 2, 3)),
    # damage by machine translation
    (
        "en",
        "The battery according to claim 1 any one described, it is characterized in that the anode is a foil.",
        (1,),
    ),
    ("en", "A kind of battery as described in any one of claim 1 ~ 3, which is characterized in that foil.", (1, 2, 3)),
    ("en", "According to the battery of claim 1 or 2 described in, its feature is foil.", (1, 2)),
    ("en", "In accordance with Claim 4, the battery.", (4,)),
]


@pytest.mark.parametrize(("language", "text", "depends_on"), REFERENCES)
def test_references_are_read_in_the_phrasing_of_each_language(
    language: str, text: str, depends_on: tuple[int, ...]
) -> None:
    assert claim(NUMBER, text, language).depends_on == depends_on


@pytest.mark.parametrize(
    "text", ["The cell as claimed in claim , wherein the anode is a foil.", "The cell of claim 12."]
)
def test_a_reference_that_cannot_be_resolved_still_makes_a_claim_dependent(text: str) -> None:
    found = claim(NUMBER, text)
    assert (found.depends_on, found.independent) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "A system for processing an insurance claim, comprising a server.",
        "A cell comprising 3 foils, 1 to 2 of them of tin.",
        "一种电池，包括第1电极和第2电极。",
        "第1の電極と第2の電極とを備える電池。",
        "제1 전극 및 제2 전극을 포함하는 전지.",
        "Batterie, umfassend eine beanspruchte Anode und 3 Folien.",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert claim(NUMBER, text, "und").independent


def test_markup_decides_on_what_a_claim_depends_and_the_text_completes_it() -> None:
    """Markup of a range often names its first claim alone; markup that contradicts the text wins."""
    text = "The cell of any one of claims 1 to 3, wherein the anode is a foil."
    assert claim(NUMBER, text, "en", [1]).depends_on == (1, 2, 3)
    assert claim(NUMBER, text, "en", [4]).depends_on == (4,)
    assert claim(NUMBER, text, "en", []).depends_on == (1, 2, 3)
    assert claim(NUMBER, "A cell.", "en", [9, 12, 0, 5]).depends_on == (5,)
    assert not claim(NUMBER, "A cell.", "en", [5]).independent


# (language, text, category, preamble, transition, beginning of the body)
ANATOMIES = [
    ("en", "A solid-state cell comprising: an anode; and a cathode.", PRODUCT, "A solid-state cell", "comprising", "an anode"),
    ("en", "A method of making a cell, comprising mixing.", PROCESS, "A method of making a cell", "comprising", "mixing"),
    ("en", "A computer-implemented method, the method comprising: mixing.", PROCESS, "A computer-implemented method, the method", "comprising", "mixing"),
    ("en", "Process according to claim 1, wherein the foil is dry.", PROCESS, "Process according to claim 1", "wherein", "the foil"),
    ("en", "Use of the electrolyte of claim 1 in a cell.", USE, "Use of the electrolyte of claim 1 in a cell", "", ""),
    ("en", "An electrolyte composition consisting essentially of Li6PS5Cl.", COMPOSITION, "An electrolyte composition", "consisting essentially of", "Li6PS5Cl"),
    ("en", "A subway 2 comprising a drum.", PRODUCT, "A subway 2", "comprising", "a drum"),
    ("en", "A process cartridge comprising a drum.", PRODUCT, "A process cartridge", "comprising", "a drum"),
    ("en", "A cell comprising a foil, characterized in that the foil is dry.", PRODUCT, "A cell comprising a foil", "characterized in that", "the foil is dry"),
    ("en", "A kind of preparation method of battery, it is characterized in that, mix.", PROCESS, "A kind of preparation method of battery", "it is characterized in that", "mix"),
    ("zh", "一种固态电池，包括正极和负极。", PRODUCT, "一种固态电池", "包括", "正极"),
    ("zh", "一种固态电池的制备方法，其特征在于，包括以下步骤：混合。", PROCESS, "一种固态电池的制备方法", "其特征在于", "包括以下步骤"),
    ("zh", "根据权利要求1所述的电解质在电池中的应用。", USE, "根据权利要求1所述的电解质在电池中的应用", "", ""),
    ("zh", "一种固态电解质组合物，其由Li₆PS₅Cl和粘结剂组成。", COMPOSITION, "一种固态电解质组合物", "其由", "Li6PS5Cl"),
    ("zh", "根据权利要求1所述的方法，其中，所述混合为球磨。", PROCESS, "根据权利要求1所述的方法", "其中", "所述混合"),
    ("ja", "正極と、負極と、を備える、固体電池。", PRODUCT, "固体電池", "を備える", "正極と"),
    ("ja", "混合する工程を含む、固体電池の製造方法。", PROCESS, "固体電池の製造方法", "を含む", "混合する工程"),
    ("ja", "電池において、負極が箔であることを特徴とする電池。", PRODUCT, "電池", "ことを特徴とする", "電池において"),
    ("ja", "請求項1に記載の電解質の、電池への使用。", USE, "電解質の、電池への使用", "に記載の", "請求項1"),
    ("ja", "Li6PS5Clを含有する固体電解質組成物。", COMPOSITION, "固体電解質組成物", "を含有する", "Li6PS5Cl"),
    ("ko", "양극 및 음극을 포함하는 고체 전지.", PRODUCT, "고체 전지", "을 포함하는", "양극"),
    ("ko", "혼합하는 단계를 포함하는 고체 전지의 제조 방법.", PROCESS, "고체 전지의 제조 방법", "를 포함하는", "혼합하는"),
    ("ko", "제1항에 있어서, 상기 음극은 박인 것을 특징으로 하는 전지.", PRODUCT, "전지", "것을 특징으로 하는", "제1항에 있어서"),
    ("ko", "제1항의 전해질의 용도.", USE, "제1항의 전해질의 용도", "", ""),
    ("ko", "제1항에 있어서, 상기 음극은 박이다.", None, "제1항", "에 있어서", "상기 음극은"),
    ("de", "Batterie, umfassend eine Anode.", PRODUCT, "Batterie", "umfassend", "eine Anode"),
    ("de", "Verfahren zur Herstellung einer Batterie, umfassend das Mischen.", PROCESS, "Verfahren zur Herstellung einer Batterie", "umfassend", "das Mischen"),
    ("de", "Batterie mit einer Anode, dadurch gekennzeichnet, dass die Anode eine Folie ist.", PRODUCT, "Batterie mit einer Anode", "dadurch gekennzeichnet, dass", "die Anode"),
    ("de", "Verwendung eines Elektrolyten nach Anspruch 1.", USE, "Verwendung eines Elektrolyten nach Anspruch 1", "", ""),
    ("de", "Elektrolytzusammensetzung, enthaltend Li6PS5Cl.", COMPOSITION, "Elektrolytzusammensetzung", "enthaltend", "Li6PS5Cl"),
    ("fr", "Procédé de fabrication d'une batterie, comprenant le mélange.", PROCESS, "Procédé de fabrication d'une batterie", "comprenant", "le mélange"),
    ("fr", "Batterie, caractérisée en ce que l'anode est une feuille.", PRODUCT, "Batterie", "caractérisée en ce que", "l'anode"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "category", "preamble", "transition", "body"), ANATOMIES)
def test_category_preamble_transition_and_body(
    language: str, text: str, category: ClaimCategory | None, preamble: str, transition: str, body: str
) -> None:
    found = claim(NUMBER, text, language)
    assert (found.category, found.preamble, found.transition) == (category, preamble, transition)
    assert found.body.startswith(body)


def numbers_and_references(claims: list[Claim]) -> list[tuple[int, tuple[int, ...]]]:
    return [(found.number, found.depends_on) for found in claims]


THREE = [(1, ()), (2, (1,)), (3, (1, 2))]
SETS = {
    "en": "What is claimed is:\n1. A cell comprising:\na foil.\n2. The cell of claim 1, wherein the foil is dry.\n"
    "3. The cell of claim 1 or 2, wherein the foil is tin.",
    "zh": "权利要求书\n1、一种电池，包括箔。\n2、根据权利要求1所述的电池，其中所述箔为干的。\n3、根据权利要求1或2所述的电池。",
    "ja": "【特許請求の範囲】\n【請求項１】\n箔を備える電池。\n【請求項２】\n前記箔が乾いている請求項１に記載の電池。\n【請求項３】\n請求項１又は２に記載の電池。",
    "ko": "청구범위\n청구항 1\n박을 포함하는 전지.\n청구항 2\n제1항에 있어서, 상기 박은 건조한 전지.\n청구항 3\n제1항 또는 제2항에 있어서, 전지.",
    "de": "Patentansprüche\n1. Batterie, umfassend eine Folie.\n2. Batterie nach Anspruch 1.\n3. Batterie nach Anspruch 1 oder 2.",
    "fr": "Revendications\n1. Batterie comprenant une feuille.\n2. Batterie selon la revendication 1.\n"
    "3. Batterie selon la revendication 1 ou 2.",
}


@pytest.mark.parametrize("language", SETS)
@pytest.mark.parametrize("given", ["named", "und"])
def test_plain_claim_sets_split_into_their_claims(language: str, given: str) -> None:
    text = SETS[language]
    assert numbers_and_references(parse_claims(text, language if given == "named" else "und")) == THREE


@pytest.mark.parametrize(
    "text",
    [
        "1. A cell. 2. The cell of claim 1. 3. The cell of claim 1 or 2.",
        "1 . A cell. 2 . The cell of claim 1 . 3 . The cell of claim 1 or 2 .",
        "I claim:\nl. A cell.\n2. The cell of claim l.\n3. The cell of claim 1 or 2.",
        "Ⅰ. A cell.\n2. The cell of claim Ⅰ.\n3. The cell of claim 1 or 2.",
        "Claim 1. A cell.\nClaim 2. The cell of claim 1.\nClaim 3. The cell of claim 1 or 2.",
        "[Claim 1]\nA cell.\n[Claim 2]\nThe cell of claim 1.\n[Claim 3]\nThe cell of claim 1 or 2.",
        "CLAIMS\n\n1) A cell.\n2) The cell of claim 1.\n3) The cell of claim 1 or 2.",
        "1. A cell\n2. The cell of claim 1\n3. The cell of claim 1 or 2",
        "1 A cell.\n2 The cell of claim 1.\n3 The cell of claim 1 or 2.",
        "1. A cell.\n2. The cell of claim 1, with a ratio of\n2. 5 mol.\n3. The cell of claim 1 or 2.",
        "1. A cell with 0.5. 2 parts of tin.\n2. The cell of claim 1.\n3. The cell of claim 1 or 2.",
        "1. A method comprising:\n1. mixing;\n2. heating;\n3. cooling.\n2. The method of claim 1.\n3. The method of claim 1 or 2.",
        "1. A cell.\nThe cell of claim 1.\n3. The cell of claim 1 or 2.",
        "1. A cell.\nThe cell of claim 1.\nThe cell of claim 1 or 2.",
        "A cell.\nThe cell of claim 1.\nThe cell of claim 2 or claim 1.",
        "1.一种电池。2.根据权利要求1所述的电池。3.根据权利要求1或2所述的电池。",
        "一种电池。\n根据权利要求1所述的电池。\n根据权利要求1或2所述的电池。",
    ],
)
def test_claim_sets_split_whatever_their_numbers_look_like(text: str) -> None:
    assert numbers_and_references(parse_claims(text, "und")) == THREE


def test_cancelled_claims_are_left_out_and_numbers_kept() -> None:
    text = "1. A cell.\n2-3. (canceled)\n4. The cell of claim 2. 5.-6. (cancelled) 7. The cell of claim 1."
    assert numbers_and_references(parse_claims(text)) == [(1, ()), (4, ()), (7, (1,))]
    cancelled = claim(3, "3. (canceled)")
    assert (cancelled.text, cancelled.independent) == ("(canceled)", False)


def test_a_set_may_start_in_the_middle() -> None:
    assert numbers_and_references(parse_claims("47 . A cell. 48 . The cell of claim 47.")) == [(47, ()), (48, (47,))]


def test_claims_that_lost_their_numbers_are_numbered_above_what_they_refer_to() -> None:
    """Here the text of claim 3 is lost altogether, which the reference to it tells."""
    text = "A cell.\nThe cell of claim 1.\nThe cell of claim 3.\nA car.\n6. The car of claim 5."
    assert numbers_and_references(parse_claims(text)) == [(1, ()), (2, (1,)), (4, ()), (5, ()), (6, (5,))]


def test_a_claim_of_another_kind_is_independent_and_keeps_its_reference() -> None:
    """A process or a use that refers to a thing; but a thing with that thing in it is dependent."""
    text = """1. A solid electrolyte comprising Li6PS5Cl.
    2. A battery comprising the electrolyte of claim 1.
    3. A method of making the electrolyte of claim 1, comprising milling.
    4. Use of the electrolyte of claim 1 in a car.
    5. The method of claim 3, wherein milling is dry.
    6. An electrolyte obtained by the method of claim 3.
    7. The system of claim 3, further comprising a mill."""
    claims = parse_claims(text)
    assert [found.independent for found in claims] == [True, False, True, True, False, True, False]
    assert [found.depends_on for found in claims] == [(), (1,), (1,), (1,), (3,), (3,), (3,)]
    chinese = parse_claims(
        "1.一种电解质。2.权利要求1所述的电解质的制备方法，其特征在于混合。3.根据权利要求2所述的方法。", "zh"
    )
    assert [found.independent for found in chinese] == [True, True, False]


@pytest.mark.parametrize(
    ("language", "dependent"),
    [
        ("en", "According to claim 1, the milling is dry."),
        ("en", "The invention of claim 1, wherein milling is dry."),
        ("zh", "根据权利要求1所述，其特征在于，所述混合为球磨。"),
        ("ko", "제1항에 있어서, 상기 혼합은 볼밀링이다."),
        ("de", "Nach Anspruch 1, wobei trocken gemahlen wird."),
    ],
)
def test_a_claim_that_names_nothing_is_of_the_kind_it_refers_to(language: str, dependent: str) -> None:
    """Machine translations often lose the noun; such a claim is no claim of another kind."""
    process = claim(1, "A method of making a cell, comprising milling.")
    found = linked([process, claim(2, dependent, language)])[1]
    assert (found.independent, found.category) == (False, PROCESS)


def test_linking_drops_what_is_missing_and_twice_changes_nothing() -> None:
    claims = [claim(3, "The cell of any one of claims 1 and 2."), claim(1, "A mixture."), claim(1, "A cell.")]
    once = linked(claims)
    assert [(found.number, found.depends_on) for found in once] == [(1, ()), (3, (1,))]
    assert once[1].category is COMPOSITION  # as what it depends on
    assert linked(once) == once


def test_scope_counts_the_shortest_claim_that_stands_alone() -> None:
    claims = parse_claims(
        "1. A cell comprising a dry foil.\n2. The cell of claim 1.\n3. A method of using claim 1.\n4. A car with two dry foils inside."
    )
    claim_set = ClaimSet(tuple(claims), "en")
    assert scope(claim_set) == Scope(words_shortest_independent=6, n_independent=3)
    assert comparable_text(claim_set).splitlines() == [claims[0].text, claims[2].text, claims[3].text]
    assert scope(ClaimSet(())) == Scope(0, 0)
    assert comparable_text(ClaimSet(())) == ""


def test_scope_counts_characters_in_chinese_and_japanese_and_words_in_korean() -> None:
    assert scope(ClaimSet((claim(1, "一种电池，包括Li₆PS₅Cl。", "zh"),), "zh")).words_shortest_independent == 7
    assert scope(ClaimSet((claim(1, "박을 포함하는 전지.", "ko"),), "ko")).words_shortest_independent == 3


def test_comparable_text_falls_back_to_all_claims() -> None:
    claim_set = ClaimSet((claim(2, "The cell of claim 1."),), "en")
    assert comparable_text(claim_set) == "The cell of claim 1."


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("Li₆PS₅Cl", "Li6PS5Cl"),
        ("Li₇La₃Zr₂O₁₂ and Li 7 La 3 Zr 2 O 12", "Li7La3Zr2O12 and Li7La3Zr2O12"),
        ("Al 2 O 3 , TiO₂", "Al2O3 , TiO2"),
        ("Li₁₋ₓAlₓ", "Li1-xAlx"),
        ("10⁻⁴ S·cm⁻¹ of Li⁺ on 4 cm²", "10^-4 S·cm-1 of Li+ on 4 cm2"),
        ("In 1 embodiment I 2 wires", "In 1 embodiment I 2 wires"),
        ("claim 1 A cell", "claim 1 A cell"),
        ("a  b\n\tc\u00a0d", "a b c d"),
        ("固态\n电池 的 Li 电极", "固态电池的 Li 电极"),
        ("고체\n전지", "고체 전지"),
        ("bat\u00adtery\ufeff", "battery"),
    ],
)
def test_formulas_stay_whole_and_blanks_single(raw: str, read: str) -> None:
    assert readable(raw) == read
    assert readable(read) == read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A cell", "en"),
        ("一种电池", "zh"),
        ("電池を備える", "ja"),
        ("전지", "ko"),
        ("Batterie, dadurch gekennzeichnet", "de"),
        ("Batterie selon la revendication 1", "fr"),
        ("1234", "en"),
    ],
)
def test_an_unknown_language_is_told_by_script_and_words(text: str, language: str) -> None:
    assert language_of(text, "und") == language_of(text, "") == language
    assert language_of(text, "zh-TW") == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_phrases(language: str) -> None:
    rules = grammar(language)
    assert rules.head in ("first", "last", "end")
    assert grammar("xx") == grammar("en")


LATIN = [
    "claim",
    "claims",
    "of",
    "to",
    "or",
    "any",
    "the preceding",
    "A cell",
    "comprising",
    "(canceled)",
    "(Original)",
    "(1)",
    "Claims 2-4",
    "ABSTRACT",
    "CO.sub.",
    "Anspruch",
    "bis",
]
CJK = [
    "一二、",
    "0. A",
    "权利要求",
    "【請求項1】",
    "一、",
    "항 중",
    "청구항 2",
    "至",
    "所述",
    "。",
    "請求項",
    "のいずれか",
    "제1항",
    "내지",
    "【",
    "】",
    "₂",
]
WORDS = st.sampled_from([*LATIN, *CJK, *"123lI.,;:-~()", "10", "\n"])


@given(
    st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.sampled_from([*LANGUAGES, "und"])
)
def test_any_text_gives_claims_with_ascending_numbers_that_depend_on_lower_ones(text: str, language: str) -> None:
    claims = parse_claims(text, language)
    numbers = [found.number for found in claims]
    assert numbers == sorted(set(numbers))
    assert all(numbers)
    for found in claims:
        assert found.text.strip()
        assert set(found.depends_on) <= {other for other in numbers if other < found.number}
        assert list(found.depends_on) == sorted(set(found.depends_on))
        assert found.independent or not found.depends_on or found.category in (None, *ClaimCategory)
    assert list(linked(claims)) == claims


@given(st.text(max_size=200))
def test_plain_and_folded_copies_keep_every_place(text: str) -> None:
    assert len(plain(text)) == len(folded(text)) == len(text)
    assert readable(readable(text)) == readable(text)


@pytest.mark.parametrize(
    "piece", ["claim ", "1. ", "claim 1, ", "权利要求", "제", "[", "\n", "A. ", "Li 2 ", "(canceled) ", "a kind of "]
)
def test_long_garbage_is_read_without_getting_stuck(piece: str) -> None:
    """A pattern that backtracked would not end within the patience of whoever runs this."""
    assert parse_claims(piece * 5_000, "und") is not None


# Real records: counts, and agreement with their markup.


def grants(path: Path) -> list[etree._Element]:
    text = path.read_text(encoding="utf-8", errors="replace")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True)
    documents = (part for part in re.split(r"(?=<\?xml )", text) if "<claim " in part)
    return [etree.fromstring(document.encode(), parser) for document in documents]


def trailing_number(label: str | None) -> int:
    found = re.search(r"[0-9]+$", label or "")
    return int(found[0]) if found else 0


def test_dependencies_agree_with_the_markup_of_us_grants(shared_data: Path) -> None:
    """Read from the text alone, all 429 claims of 31 US documents depend on what their markup says."""
    folder = shared_data / "patents/uspto"
    total, different = 0, []
    for path in [
        folder / "US11646472B2.xml",
        folder / "ipg120103.small.xml",
        *sorted((folder / "historic").glob("*.xml")),
    ]:
        for root in grants(path):
            elements = {trailing_number(element.get("id")): element for element in root.iter("claim")}
            texts = {number: "".join(element.itertext()).strip() for number, element in elements.items()}
            found = linked(claim(number, text) for number, text in texts.items())
            for each in found:
                references = elements[each.number].iter("claim-ref", "dependent-claim-reference")
                marked = {trailing_number(ref.get("idref") or ref.get("depends_on")) for ref in references}
                total += 1
                different += [(path.name, each.number)] if set(each.depends_on) != marked else []
            for joined in ("\n".join(texts.values()), " ".join(" ".join(texts.values()).split())):
                assert numbers_and_references(parse_claims(joined)) == numbers_and_references(list(found)), path.name
    assert total == 429
    assert len(different) <= total * 0.01, different


def test_a_chinese_page_has_twenty_claims_three_of_them_independent(shared_data: Path) -> None:
    page = (shared_data / "patents/google-patents/CN104154208B.html").read_text(encoding="utf-8")
    section = lxml_html.fromstring(page).xpath("//section[@itemprop='claims']")[0]
    elements = section.xpath(".//*[@num]")
    marked = [[trailing_number(ref.get("idref")) for ref in element.iter("claim-ref")] for element in elements]
    flat = " ".join("".join(element.itertext()) for element in elements)
    claims = parse_claims(flat, "und")
    assert [list(found.depends_on) for found in claims] == marked
    assert [found.number for found in claims] == list(range(1, 21))
    assert scope(ClaimSet(tuple(claims), "zh")).n_independent == 3


def test_ops_claims_come_out_of_one_element(shared_data: Path) -> None:
    root = etree.parse(str(shared_data / "patents/epo-ops/get_claims/response.xml")).getroot()
    lines = ("".join(line.itertext()) for line in root.iter("{*}claim-text"))
    claims = parse_claims("\n".join(lines), "en")
    assert [found.number for found in claims] == list(range(1, 16))
    assert claims[3].depends_on == (2, 3)


def test_claims_of_applications_come_out_whatever_joins_them(shared_data: Path) -> None:
    """203 claims of ten applications, cancelled ones left out."""
    total = 0
    for path in sorted((shared_data / "patents/battery-applications").glob("*.json")):
        listed = json.loads(path.read_text(encoding="utf-8"))["claims"]
        kept = [int(text.split(".")[0]) for text in listed if "(canceled)" not in text]
        for joint in ("\n", " "):
            assert [found.number for found in parse_claims(joint.join(listed), "en")] == kept, path.name
        total += len(kept)
    assert total == 203


def test_an_international_application_that_lost_its_numbers(shared_data: Path) -> None:
    """Of 50 claims whose lines came without most numbers 49 are found, at their numbers."""
    with (shared_data / "patents/lens/biopoly_broken2.jsonl").open(encoding="utf-8-sig") as file:
        records = [json.loads(line) for line in file]
    record = next(found for found in records if found["doc_number"] == "2017205695")
    lines = [line for found in record["claims"][0]["claims"] for line in found["claim_text"]]
    claims = {found.number: found for found in parse_claims("\n".join(lines), "en")}
    assert sorted(claims) == [number for number in range(1, 51) if number != 5]
    assert [number for number, found in claims.items() if found.independent] == [1, 15, 32, 44]


# File, publication, number of claims, which of them are independent.
RECORDS = [
    ("epo-ops/documents/published-claims-example.xml", "EP-1000000-A1", 11, [1]),
    ("epo-ops/get_claims/response.xml", "EP-2400812-A1", 15, [1, 13, 15]),
    ("google-patents/CN104154208B.html", "CN-104154208-B", 20, [1, 4, 13]),
    ("google-patents/US20160006077A1.html", "US-2016006077-A1", 3, [1]),
    ("lens/biopoly_broken2.jsonl", "US-2016266975-A1", 20, [1, 8, 15]),
    ("lens/biopoly_broken2.jsonl", "US-9785570-B2", 20, [1, 8, 15]),
    ("lens/biopoly_broken2.jsonl", "WO-2017205695-A1", 49, [1, 15, 32, 44]),
    ("lens/biopoly_broken2.jsonl", "US-2015192597-A1", 10, [1, 9, 10]),
    ("lens/biopoly_broken2.jsonl", "WO-2015105917-A1", 10, [1, 9, 10]),
    ("uspto/US11646472B2.xml", "US-11646472-B2", 17, [1]),
    ("uspto/historic/US06859910.xml", "US-6859910-B2", 2, [1]),
    ("uspto/historic/US07272630B2.xml", "US-7272630-B2", 17, [1, 10, 14]),
    ("uspto/historic/US08926509.xml", "US-8926509-B2", 31, [1, 6, 11, 17, 22, 27]),
    ("uspto/historic/US20050004437A1.xml", "US-2005004437-A1", 10, [1]),
    ("uspto/historic/US20050004974A1.xml", "US-2005004974-A1", 21, [1, 10]),
    *(("uspto/ipg120103.small.xml", f"US-{number}", count, alone) for number, count, alone in [
        ("D651432-S1", 1, [1]), ("D651486-S1", 1, [1]), ("D651584-S1", 1, [1]), ("8087209-B2", 4, [1]),
        ("8087986-B2", 16, [1, 5, 9, 13]), ("8088102-B2", 5, [1]), ("8088241-B2", 20, [1, 10]),
        ("8088364-B2", 12, [1, 10, 11, 12]), ("8088480-B2", 13, [1, 2, 5]), ("8088512-B2", 15, [1, 15]),
        ("8088760-B2", 25, [1, 20, 22, 23, 25]), ("8088834-B2", 25, [1]), ("8089078-B2", 18, [1, 10, 14, 18]),
        ("8089085-B2", 17, [1, 17]), ("8089324-B2", 18, [1, 15, 18]), ("8089342-B2", 11, [1, 7, 11]),
        ("8089389-B2", 20, [1, 17, 18, 19, 20]), ("8089596-B2", 9, [1, 6]), ("8089609-B2", 20, [1, 14]),
        ("8089769-B2", 19, [1]), ("8089850-B2", 2, [1]), ("8089993-B2", 21, [1]), ("8090141-B2", 8, [1, 4, 7, 8]),
        ("8090168-B2", 25, [1, 20, 21, 22]), ("8090467-B2", 5, [1, 5]),
    ]),
]  # fmt: skip


def test_every_record_with_claims_has_its_claims_and_its_independent_ones(shared_data: Path) -> None:
    """Each record, read in its format, and read again from the text of its claims alone."""
    found: dict[tuple[str, str], ClaimSet] = {}
    for name in {name for name, *_ in RECORDS}:
        content = (shared_data / "patents" / name).read_bytes()
        for record in recognise(content[:HEAD], name).parse(io.BytesIO(content), Provenance("files", name)):
            if isinstance(record, Publication) and record.claims:
                (found[name, str(record.number)],) = record.claims
    assert found.keys() == {(name, number) for name, number, *_ in RECORDS}
    for name, number, count, independent in RECORDS:
        claim_set = found[name, number]
        assert len(claim_set.claims) == count, number
        assert [each.number for each in claim_set.claims if each.independent] == independent, number
        assert claim_set.language == ("zh" if number.startswith("CN") else "en")
        assert all(each.depends_on for each in claim_set.claims if not each.independent) or "WO-2017205695" in number
        if count > 1:  # a claim that is alone in its set needs no number
            whole = "\n".join(f"{each.number}. {each.text}" for each in claim_set.claims)
            again = parse_claims(whole, "und")
            assert numbers_and_references(again) == numbers_and_references(list(claim_set.claims)), number


def test_independent_claims_of_applications(shared_data: Path) -> None:
    """Of one application a dependent claim refers to a cancelled one; of another a method refers to a thing."""
    found = {}
    for path in sorted((shared_data / "patents/battery-applications").glob("*.json")):
        claims = parse_claims("\n".join(json.loads(path.read_text(encoding="utf-8"))["claims"]), "en")
        found[path.stem] = [each.number for each in claims if each.independent]
    assert found == {
        "US20160126558": [1, 18], "US20160141723": [1, 17], "US20160172714": [1, 13], "US20160285130": [1, 20, 21],
        "US20160336597": [1, 24], "US20170229738": [1], "US20170250447": [1, 18, 20], "US20180095141": [79, 89],
        "US20240079654": [1, 7, 12], "US20240105908": [1, 13],
    }  # fmt: skip


def test_first_claims_of_the_benchmark_stay_one_claim(shared_data: Path) -> None:
    """1,116 first claims: two hold further claims, the others are one with a category."""
    with gzip.open(shared_data / "benchmarks/claims-by-cpc-group.csv.gz", "rt", encoding="utf-8") as file:
        found = [parse_claims(row["text"], "en") for row in csv.DictReader(file)]
    assert sum(len(claims) == 1 for claims in found) == len(found) - 2 == 1114
    assert sum(claims[0].category is None for claims in found) <= 1
