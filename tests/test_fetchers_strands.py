"""Strands decide by the fields a record has: met, failed, or open, and open is never lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.fetchers.phrases import pattern
from landscape.fetchers.strands import decide
from landscape.identifiers import PublicationNumber
from landscape.query import Query
from landscape.records import Claim, ClaimSet, Classification, Party, Provenance, Publication, Text

NUMBER = PublicationNumber.parse("CN120149317A")


def query(strands: str = "", head: str = "") -> Query:
    return Query.from_text(f'sources = ["files"]\n{head}\n[files]\npaths = ["x"]\n{strands}', name="topic")


def strand(condition: str) -> Query:
    return query(f'[[patents]]\nname = "s"\n{condition}')


def publication(**content: object) -> Publication:
    return Publication(NUMBER, Provenance("files", "x"), **content)  # type: ignore[arg-type]


def outcome(condition: str, **content: object) -> bool | None:
    """True: met, None: undecided, False: let in by nothing."""
    found = decide(strand(condition), publication(**content))
    return False if found is None else found["s"]


def cpc(*symbols: str, scheme: str = "CPC") -> tuple[Classification, ...]:
    return tuple(Classification(scheme, symbol) for symbol in symbols)


@pytest.mark.parametrize(
    ("classifications", "expected"),
    [
        (cpc("H01M10/0562"), True),
        (cpc("Y02E60/10", "H01M4/13"), True),
        (cpc("H01M10/052"), False),
        (cpc("H01M10/0562", scheme="IPC"), True),
        (cpc("C25B1/04", scheme="IPC"), None),
        (cpc("4J002", scheme="FI"), None),
        ((), None),
    ],
)
def test_classification(classifications: tuple[Classification, ...], expected: bool | None) -> None:
    """A symbol or what lies below it; IPC counts for a symbol, but its lack of one against none."""
    assert outcome('cpc = ["H01M10/0562", "H01M4"]', classifications=classifications) is expected


TEXT = 'text = ["solid-state battery", "固态电池"]'


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("SOLID STATE BATTERIES", "", True),
        ("Solid‑State‐Battery pack", "", True),
        ("An allsolidstate battery", "", None),
        ("一种全固态 电池", "", True),
        ("A cell", "It is a solid\nstate battery.", True),
        ("A cell", "It is a cell.", False),
        ("A cell", "一种电芯。", False),
        ("A cell", "電池セルである。", None),
        ("A cell", "", None),
        ("", "", None),
    ],
)
def test_text(title: str, abstract: str, expected: bool | None) -> None:
    """Blanks and hyphens are alike, words whole; only a full text in a script of the phrases tells against."""
    texts = {"titles": (Text(title),), "abstracts": (Text(abstract),) if abstract else ()}
    assert outcome(TEXT, **texts) is expected


def test_claims_are_read_too() -> None:
    """A phrase may stand in a claim alone; claims without it tell against it."""
    for claim, expected in (("1. A solid-state battery.", True), ("1. A cell.", False)):
        assert outcome(TEXT, claims=(ClaimSet((Claim(1, claim),)),)) is expected


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("electrolyte", "electrolytes", True),
        ("battery", "batteries", True),
        ("glass", "glasses", True),
        ("ion", "ions", True),
        ("ion", "ionic", False),
        ("electroly*", "electrolytic", True),
        ("solid electrolyte", "semisolid electrolyte", False),
        ("Li7La3Zr2O12", "garnet (Li₇La₃Zr₂O₁₂)", True),
        ("LLZO", "固体LLZO电解质", True),
        ("LLZO", "xLLZO", False),
        ("C++", "in c++ written", True),
        ("a|b", "b", False),
        (".*", "anything", False),
        ("電池", "全固体電池用", True),
        ("твердый электролит", "ТВЕРДЫЙ  ЭЛЕКТРОЛИТ", True),
    ],
)
def test_a_phrase_is_compared_as_people_read_it(phrase: str, text: str, found: bool) -> None:
    """Without case, width and typing; as a word where the script has words; never as a pattern."""
    assert (outcome(f"text = ['{phrase}']", abstracts=(Text(text),)) is True) is found


APPLICANTS = 'applicants = ["Huawei", "华为", "LG"]'


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["HUAWEI TECH CO LTD"], True),
        (["Huawei Digital Power Technologies"], True),
        (["华为技术有限公司"], True),
        (["Doe Jane", "LG ENERGY SOLUTION LTD"], True),
        (["ALGAE CORP"], False),
        (["小米汽车科技有限公司"], False),
        (["トヨタ自動車株式会社"], None),
        ([], None),
    ],
)
def test_applicants(names: list[str], expected: bool | None) -> None:
    """A name within a name, as a word; names in a script none of them is in tell nothing."""
    assert outcome(APPLICANTS, applicants=tuple(Party(name) for name in names)) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2015, 1, 1), True), (date(2020, 12, 31), True), (date(2014, 12, 31), False), (None, None)],
)
def test_dates(day: date | None, expected: bool | None) -> None:
    """Both ends count; a record without a date is open."""
    assert outcome("published = { since = 2015-01-01, until = 2020-12-31 }", publication_date=day) is expected


def test_conditions_of_a_strand_are_joined_by_and() -> None:
    """One that fails decides; one that is open leaves it open; else it is met."""
    condition = 'cpc = ["H01M10/0562"]\napplicants = ["Huawei"]'
    met, failed = cpc("H01M10/0562"), cpc("C25B1/04")
    huawei = (Party("HUAWEI TECH CO LTD"),)
    assert outcome(condition, classifications=met, applicants=huawei) is True
    assert outcome(condition, classifications=met) is None
    assert outcome(condition, classifications=failed) is False


def test_strands_are_joined_by_or_and_named() -> None:
    """Each strand that does not fail lets a publication in and is told."""
    asked = query(
        '[[patents]]\nname = "a"\ncpc = ["H01M"]\n'
        '[[patents]]\nname = "b"\ntext = ["cell"]\n'
        '[[patents]]\napplicants = ["X"]'
    )
    found = decide(asked, publication(classifications=cpc("H01M10/05"), abstracts=(Text("A stack."),)))
    assert found == {"a": True, "strand 3": None}
    assert (
        decide(asked, publication(classifications=cpc("C25B"), abstracts=(Text("A"),), applicants=(Party("Y"),)))
        is None
    )


def test_a_query_without_strands_takes_all() -> None:
    """There is nothing to decide."""
    assert decide(query(), publication()) == {}


@pytest.mark.parametrize("named", ["CN120149317A", "CN-120149317-A", "CN120149317"])
def test_a_publication_that_is_named_is_always_in(named: str) -> None:
    """With or without its kind, whatever the strands say."""
    asked = query('[[patents]]\ncpc = ["H01M"]', f'publications = ["{named}"]')
    assert decide(asked, publication(classifications=cpc("C25B1/04"))) == {"": True}
    other = Publication(
        PublicationNumber.parse("CN120149318A"), Provenance("files", "x"), classifications=cpc("C25B1/04")
    )
    assert decide(asked, other) is None


letters = st.text("ab -zÀ日本固态ガ한*.()\\", max_size=12)


@given(st.lists(letters.filter(str.strip), min_size=1, max_size=3), letters, letters)
def test_any_phrase_makes_a_pattern(phrases: list[str], before: str, after: str) -> None:
    """Whatever the phrase, it compiles, and finds itself between blanks unless it has no letter or mark."""
    wanted = pattern(tuple(phrases))
    wanted.search(before + after)
    plain = [phrase for phrase in phrases if phrase.isalpha() and phrase.isascii()]
    assert all(wanted.search(f" {phrase} ") for phrase in plain)


def test_a_pattern_is_linear() -> None:
    """Long runs of what joins words are passed over once."""
    assert not pattern(("solid state battery",)).search("solid" + " -" * 50_000 + "state" + " -" * 50_000)
