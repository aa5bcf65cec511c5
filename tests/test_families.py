"""Families: ids first, then equal priority sets, and every disagreement counted."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from landscape.families import Member, extended_families, simple_families


def test_a_family_id_decides() -> None:
    found = simple_families(
        [Member("EP-1-A1", family_id="7"), Member("US-2-B2", family_id="7"), Member("JP-3-A", family_id="8")]
    )
    assert [(f.id, f.members) for f in found.families] == [
        ("docdb:7", ("EP-1-A1", "US-2-B2")),
        ("docdb:8", ("JP-3-A",)),
    ]
    assert found.derived_share == 0


def test_equal_priority_sets_make_a_family_and_overlapping_ones_do_not() -> None:
    a = Member("EP-1-A1", priorities=("JP-1", "JP-2"))
    b = Member("US-2-A1", priorities=("JP-2", "JP-1"))
    c = Member("CN-3-A", priorities=("JP-1",))
    found = simple_families([a, b, c])
    assert found.of["EP-1-A1"] == found.of["US-2-A1"] != found.of["CN-3-A"]
    assert len(set(extended_families([a, b, c]).values())) == 1


def test_the_first_filing_belongs_with_those_that_claim_it_alone() -> None:
    found = simple_families(
        [Member("JP-1-A", application="JP-9"), Member("EP-2-A1", application="EP-5", priorities=("JP-9",))]
    )
    assert [f.members for f in found.families] == [("EP-2-A1", "JP-1-A")]
    assert found.families[0].first_office == "JP"


def test_a_continuation_and_a_national_phase_belong_with_the_first_filing_they_come_down_to() -> None:
    first = Member("JP-1-A", application="JP-9")
    international = Member("WO-2-A1", application="JP-8-W", priorities=("JP-9",))
    phase = Member("US-3-A1", application="US-7", priorities=("JP-8-W", "JP-9"))
    continuation = Member("US-4-A1", application="US-6", priorities=("US-7",))
    found = simple_families([first, international, phase, continuation])
    assert [family.members for family in found.families] == [("JP-1-A", "US-3-A1", "US-4-A1", "WO-2-A1")]
    assert found.families[0].id == "pri:JP-9"


def test_an_application_with_a_further_priority_of_its_own_is_another_family() -> None:
    first = Member("JP-1-A", application="JP-9")
    second = Member("JP-2-A", application="JP-8")
    both = Member("US-3-A1", application="US-7", priorities=("JP-8", "JP-9"))
    assert len(simple_families([first, second, both]).families) == 3


def test_applications_that_claim_each_other_in_a_circle_end() -> None:
    a = Member("US-1-A1", application="US-9", priorities=("US-8",))
    b = Member("US-2-A1", application="US-8", priorities=("US-9",))
    assert len(simple_families([a, b]).families) == 2


def test_application_and_grant_of_one_number_stand_together_where_nothing_else_is_known() -> None:
    found = simple_families([Member("CN-109417194-A"), Member("CN-109417194-B"), Member("CN-109417195-B")])
    assert [f.id for f in found.families] == ["pub:CN-109417194", "pub:CN-109417195"]


def test_a_publication_without_id_joins_the_id_its_priorities_carry_elsewhere() -> None:
    found = simple_families([Member("EP-1-A1", family_id="7", priorities=("p",)), Member("CN-2-A", priorities=("p",))])
    assert found.of["CN-2-A"] == "docdb:7"


def test_ids_that_disagree_over_equal_priorities_are_kept_apart_and_counted() -> None:
    found = simple_families(
        [
            Member("EP-1-A1", family_id="7", priorities=("p",)),
            Member("US-1-A1", family_id="7", priorities=("p",)),
            Member("JP-2-A", family_id="8", priorities=("p",)),
            Member("CN-3-A", priorities=("p",)),
        ]
    )
    assert found.of["JP-2-A"] == "docdb:8"
    assert found.of["CN-3-A"] == "docdb:7"
    assert found.conflicts == {"equal priorities, different family ids": 1}


def test_the_representative_is_the_fullest_english_text_then_the_earliest() -> None:
    found = simple_families(
        [
            Member("CN-1-A", family_id="1", published=date(2019, 1, 1), completeness=3),
            Member("US-2-B2", family_id="1", published=date(2021, 1, 1), completeness=3, english=True),
            Member("US-2-A1", family_id="1", published=date(2020, 1, 1), completeness=3, english=True),
            Member("EP-3-A1", family_id="1", published=date(2018, 1, 1), completeness=2, english=True),
        ]
    )
    assert found.families[0].representative == "US-2-A1"
    assert found.families[0].international


def test_extended_families_are_connected_through_others_and_hold_simple_ones_whole() -> None:
    chain = [
        Member("EP-1-A1", priorities=("p", "q")),
        Member("US-2-A1", priorities=("q", "r")),
        Member("CN-3-A", priorities=("r",)),
        Member("CN-3-B"),
        Member("JP-4-A", family_id="7", priorities=("s",)),
        Member("KR-5-A", family_id="7"),
        Member("DE-6-A1", priorities=("t",)),
    ]
    extended = extended_families(chain)
    assert extended == {
        "EP-1-A1": "CN-3-A", "US-2-A1": "CN-3-A", "CN-3-A": "CN-3-A", "CN-3-B": "CN-3-A",
        "JP-4-A": "JP-4-A", "KR-5-A": "JP-4-A", "DE-6-A1": "DE-6-A1",
    }  # fmt: skip


def test_the_priority_date_is_never_a_publication_date() -> None:
    filed, none = simple_families(
        [
            Member("CN-1-A", filed=date(2019, 5, 1), published=date(2020, 1, 1)),
            Member("CN-2-A", published=date(2020, 1, 1)),
        ]
    ).families
    assert filed.priority_date == date(2019, 5, 1)
    assert none.priority_date is None


_members = st.lists(
    st.builds(
        Member,
        number=st.integers(1, 30).map(lambda n: f"EP-{n}-A1"),
        family_id=st.sampled_from([None, "1", "2"]),
        priorities=st.lists(st.sampled_from("pqr"), max_size=2).map(tuple),
        application=st.sampled_from([None, "p", "q", "s"]),
    ),
    unique_by=lambda member: member.number,
)


@given(_members, st.randoms())
def test_families_partition_the_publications_whatever_their_order(members: list[Member], random: Random) -> None:
    found = simple_families(members)
    assert sorted(number for family in found.families for number in family.members) == sorted(m.number for m in members)
    shuffled = members[:]
    random.shuffle(shuffled)
    assert simple_families(shuffled) == found
    assert extended_families(shuffled) == extended_families(members)


@given(_members)
def test_a_simple_family_never_crosses_extended_families(members: list[Member]) -> None:
    extended = extended_families(members)
    for family in simple_families(members).families:
        assert len({extended[number] for number in family.members}) == 1
