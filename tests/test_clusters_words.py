"""Text to terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.clusters.words import boilerplate, language_of, runs, terms

LANGUAGES = ("en", "de", "zh", "ja", "ko")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Li6PS5Cl", "en", [["Li6PS5Cl"]]),
        ("Li₆PS₅Cl", "en", [["Li6PS5Cl"]]),
        ("Li 7 La 3 Zr 2 O 12", "en", [["Li7La3Zr2O12"]]),
        ("LiNi0.8Co0.1Mn0.1O2", "en", [["LiNi0.8Co0.1Mn0.1O2"]]),
        ("Li1+xAlxTi2-x(PO4)3", "en", [["Li1+xAlxTi2-x(PO4)3"]]),
        (
            "Li.sub.6PS.sub.5Cl and Li<sub>7-x</sub>La<sub>3</sub>Zr<sub>2-x</sub>Ta<sub>x</sub>O<sub>12</sub>",
            "en",
            [["Li6PS5Cl"], ["Li7-xLa3Zr2-xTaxO12"]],
        ),
        ("β-Li₃PS₄ and (La,Sr)MnO3", "en", [["β-Li3PS4"], ["(La,Sr)MnO3"]]),
        ("1,3-dioxolane", "en", [["1,3-dioxolane"]]),
        ("the salt is LiPF6 or NaCl", "en", [["salt"], ["LiPF6"], ["NaCl"]]),
        ("In THE OFFICE", "en", [["office"]]),
        ("from 0.5 to 1.5 wt% of a binder", "en", [["0.5-1.5wt%"], ["binder"]]),
        ("5～10 mm", "en", [["5-10mm"]]),
        ("0.1 µm to 5 µm", "en", [["0.1μm-5μm"]]),
        ("about 1% to about 20%, or between 3 and 4 nm", "en", [["1%-20%"], ["3-4nm"]]),
        ("0,5 bis 2,5 Gew.-%", "de", [["0,5-2,5Gew.-%"]]),
        ("厚度为0.1至5μm", "zh", [["厚度"], ["0.1-5μm"]]),
        ("as claimed in any one of claims 1 to 3, the anode", "en", [["anode"]]),
        ("如权利要求1至3中任一项所述的电池", "zh", [["电池"]]),
        (
            "a conductivity of 2 mS/cm and a gas/liquid separator",
            "en",
            [["conductivity"], ["gas"], ["liquid", "separator"]],
        ),
        ("a solid‐state lithium‑ion battery", "en", [["solid-state", "lithium-ion", "battery"]]),
        ("a solid-state lithium-ion battery", "en", [["solid-state", "lithium-ion", "battery"]]),
        ("The anodes (12, 14a) of batteries", "en", [["anode"], ["battery"]]),
        ("branches, boxes, gases", "en", [["branch"], ["box"], ["gase"]]),
        ("1. A method according to claim 1, wherein said device comprises", "en", []),
        ("Verfahren nach Anspruch 1, dadurch gekennzeichnet, dass die Anode", "de", [["anode"]]),
        ("根据权利要求1所述的固态电池", "zh", [["固态", "电池"]]),
        ("根據權利要求1所述的固態電池", "zh", [["固态", "电池"]]),
        ("硫化物固态电解质Li6PS5Cl", "zh", [["硫化物", "固态", "电解质", "Li6PS5Cl"]]),
        ("前記リチウムイオン電池は、負極を備える", "ja", [["リチウム", "イオン", "電池"], ["負極"]]),
        ("前記固体電解質層", "ja", [["固体", "電解質", "層"]]),
        ("高分子電解質膜の製造方法", "ja", [["高分子", "電解質", "膜"]]),
        ("第１の電極及び第二電極を備える製造装置", "ja", [["電極"], ["電極"]]),
        ("Ｌｉ６ＰＳ５Ｃｌを１０～２０質量％含む", "ja", [["Li6PS5Cl"], ["10-20質量%"]]),
        ("상기 고체 전해질을 포함하는 전지", "ko", [["고체", "전해질"], ["전지"]]),
    ],
)
def test_runs(text: str, language: str, expected: list[list[str]]) -> None:
    """Formulas, ranges and hyphenated words stay whole; boilerplate and punctuation break a run."""
    assert list(runs(text, language)) == expected


def test_stop_words_of_the_query_break_a_run() -> None:
    """A word the user leaves out is gone, and no phrase bridges it."""
    assert list(runs("sulfide electrolyte layer", "en", frozenset({"electrolyte"}))) == [["sulfide"], ["layer"]]


def test_a_reference_sign_does_not_break_a_phrase() -> None:
    """ "anode (12) layer" is the phrase "anode layer"."""
    assert list(runs("anode (12) layer", "en")) == [["anode", "layer"]]


def test_japanese_compounds_share_their_words_and_their_boilerplate_in_pairs_alone() -> None:
    """負極活物質 and 負極活物質層 share words; "plant" is a word of drafting, "hydrogen plant" is not."""
    one, other = (set(terms(next(runs(text, "ja")), "ja")) for text in ("固体電解質粒子", "固体電解質粒子層"))
    assert {"固体", "電解質", "粒子", "固体 電解質", "電解質 粒子"} == one & other
    (compound,) = runs("水素製造装置", "ja")
    assert set(terms(compound, "ja")) == {"水素", "水素 製造", "製造 装置"}


def test_korean_compounds_share_pairs_of_characters() -> None:
    """양극활물질 and 양극활물질층 share no word, but pairs of characters."""
    one, other = set(terms(["양극활물질"], "ko")), set(terms(["양극활물질층"], "ko"))
    assert one & other == {"양극", "극활", "활물", "물질"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A battery cell", "en"),
        ("固态电池", "zh"),
        ("固体電解質を備える電池", "ja"),
        ("고체 전해질", "ko"),
        ("", "en"),
        ("The compound 锂 in a matrix of polymer", "en"),
    ],
)
def test_language_is_told_by_script(text: str, language: str) -> None:
    """Kana means Japanese, hangul Korean, other Han characters Chinese."""
    assert language_of(text) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_language_has_a_reviewed_list(language: str) -> None:
    """The five languages have boilerplate; another has only the units of measurement, and is no error."""
    assert len(boilerplate(language).words) > len(boilerplate("xx").words) + 100
    assert "mpa" in boilerplate("xx").words


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "fr"]))
def test_any_text_is_cut_without_empty_words(text: str, language: str) -> None:
    """No text raises; no run and no word is empty."""
    for run in runs(text, language):
        assert run
        assert all(run)


@given(st.text(alphabet="LiPSOCl0123456789()[]x+-. ", max_size=400))
def test_damaged_formulas_end(text: str) -> None:
    """Strings that look like formulas are cut in linear time, whatever their brackets."""
    assert sum(len(word) for run in runs(text, "en") for word in run) <= 4 * len(text) + 4
