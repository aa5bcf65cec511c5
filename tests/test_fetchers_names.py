"""The forms of a name that a query need not give, and what a source is asked with them."""

from __future__ import annotations

from datetime import date

import pytest

from landscape.applicants.known import known_applicants
from landscape.fetchers.epo_ops.cql import questions
from landscape.fetchers.names import known_forms
from landscape.fetchers.phrases import compared, pattern
from landscape.fetchers.strands import decide
from landscape.fetchers.surechembl.solr import question
from landscape.identifiers import PublicationNumber
from landscape.query import Query
from landscape.records import Party, Provenance, Publication

HUAWEI = 'sources = ["surechembl"]\n[[patents]]\napplicants = ["Huawei"]\n'


def found(names: tuple[str, ...]) -> set[str]:
    """The applicants of the list in whose names one of these stands."""
    wanted = pattern(names)
    listed = known_applicants().items()
    return {id_ for id_, known in listed if any(wanted.search(compared(name)) for name in known.names)}


@pytest.mark.parametrize("name", ["Huawei", "Xiaomi", "CATL", "Toyota Motor", "Samsung SDI", "华为", "QuantumScape"])
def test_other_forms_of_a_name_bring_no_other_applicant(name: str) -> None:
    """They come after the one given, in scripts that it is not in, none of them found by another."""
    forms = known_forms((name,))
    assert forms[0] == name
    assert len(forms) > 2
    assert found(forms) == found((name,))
    assert not any(pattern((one,)).search(compared(other)) for one in forms for other in forms if one != other)


def test_a_form_that_others_bear_is_not_taken_for_the_one() -> None:
    """豊田 and 丰田 alone are in the names of the loom works, too."""
    assert "トヨタ自動車" in known_forms(("Toyota Motor",))
    assert not {"丰田", "豊田", "Toyota"} & set(known_forms(("Toyota Motor",)))


@pytest.mark.parametrize("names", [(), ("Invented Cells Ltd",), ("Institute",), ("*",), ("  ",)])
def test_a_name_that_is_not_known_or_no_name_stays_as_it_is(names: tuple[str, ...]) -> None:
    assert known_forms(names) == names


def test_a_strand_asks_for_and_decides_by_every_form() -> None:
    """One in Latin letters is enough; that none is found in Chinese decides nothing, since no list is complete."""
    query = Query.from_text(HUAWEI, name="q")
    assert '"华为"' in question(query.strands[0]).solr

    def decided(name: str) -> object:
        number = PublicationNumber("CN", "999000001", "A")
        return decide(query, Publication(number, Provenance("x", "x"), applicants=(Party(name),)))

    assert decided("华为数字能源技术有限公司") == decided("HUAWEI TECH CO LTD") == {query.strands[0].name: True}
    assert decided("别的公司") == {query.strands[0].name: None}
    assert decided("Another Company") is None


def test_a_chinese_name_can_be_asked_for_where_names_are_latin() -> None:
    """And a Latin one of a Chinese applicant by classification, since its Latin name comes later."""
    text = 'sources = ["epo-ops"]\n[[patents]]\ncpc = ["H01M"]\napplicants = ["{}"]\n'
    chinese, latin = (Query.from_text(text.format(name), name="q").strands[0] for name in ("小米", "Huawei"))
    first, *_ = questions(chinese, date(2026, 11, 23))
    *_, last = questions(latin, date(2026, 11, 23))
    assert first.cql == "cpc=/low H01M and pa=xiaomi"
    assert last.cql == "cpc=/low H01M and pn=CN"
