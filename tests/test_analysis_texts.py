"""Which text of a family is compared, and why that one."""

from __future__ import annotations

from datetime import date

from landscape.analysis.result import TextBasis
from landscape.analysis.texts import Available, choose
from landscape.families import Member, simple_families
from landscape.records import TextOrigin

PUBLISHED = {"CN-1-A": date(2020, 1, 1), "US-2-A1": date(2021, 1, 1), "US-2-B2": date(2023, 1, 1)}
FAMILIES = simple_families([Member(number, family_id="7") for number in PUBLISHED]).families


def _choice(*available: Available):
    by_number: dict[str, list[Available]] = {}
    for text in available:
        by_number.setdefault(text.number, []).append(text)
    return choose(FAMILIES, by_number, PUBLISHED)["docdb:7"]


def _text(number: str, basis: TextBasis, language: str, origin: TextOrigin = TextOrigin.OFFICE) -> Available:
    return Available(number, basis, language, origin)


def test_claims_come_before_the_abstract_and_the_abstract_before_the_title() -> None:
    claims = _text("US-2-B2", TextBasis.CLAIMS, "en")
    choice = _choice(_text("CN-1-A", TextBasis.ABSTRACT, "en"), claims, _text("CN-1-A", TextBasis.TITLE, "en"))
    assert (choice.basis, choice.texts) == (TextBasis.CLAIMS, {"en": claims})


def test_the_office_text_comes_before_a_machine_translation_that_is_older() -> None:
    office = _text("US-2-A1", TextBasis.CLAIMS, "en")
    choice = _choice(_text("CN-1-A", TextBasis.CLAIMS, "en", TextOrigin.MACHINE_TRANSLATION), office)
    assert choice.texts == {"en": office}


def test_of_equal_texts_the_earliest_published_is_taken() -> None:
    early = _text("US-2-A1", TextBasis.CLAIMS, "en")
    assert _choice(_text("US-2-B2", TextBasis.CLAIMS, "en"), early).texts == {"en": early}


def test_each_language_gives_its_own_fullest_text_but_no_mere_title() -> None:
    claims, abstract = _text("CN-1-A", TextBasis.CLAIMS, "zh"), _text("CN-1-A", TextBasis.ABSTRACT, "en")
    choice = _choice(claims, abstract, _text("CN-1-A", TextBasis.TITLE, "ja"))
    assert choice.texts == {"en": abstract, "zh": claims}


def test_a_title_stands_in_where_there_is_nothing_else() -> None:
    title = _text("CN-1-A", TextBasis.TITLE, "zh")
    assert (_choice(title).basis, _choice(title).texts) == (TextBasis.TITLE, {"zh": title})


def test_a_family_without_text_says_so() -> None:
    assert (_choice().basis, _choice().texts) == (TextBasis.NONE, {})
