"""Identity of clusters over time."""

from __future__ import annotations

from landscape.clusters import match_clusters
from landscape.clusters.identity import new_ids


def told(previous: dict[str, str], current: dict[str, str]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Events without their Jaccard index."""
    return [(event.kind, event.former, event.current) for event in match_clusters(previous, current)[1]]


def members(**clusters: str) -> dict[str, str]:
    """members(a="xyz") puts documents x, y and z into cluster a."""
    return {document: cluster for cluster, documents in clusters.items() for document in documents}


def test_new_documents_do_not_change_who_a_cluster_is() -> None:
    """Only shared documents decide, so growth alone is no change."""
    same, events = match_clusters(members(one="abcd"), members(x="abcdefghij"))
    assert same == {"x": "one"}
    assert events[0].jaccard == 1.0


def test_half_of_the_documents_keep_an_id() -> None:
    """Jaccard 2/4 keeps the id, 2/5 does not."""
    assert match_clusters(members(one="abc", two="d"), members(x="abd", y="c"))[0].get("x") == "one"
    assert match_clusters(members(one="abcde"), members(x="ab", y="cd", z="e"))[0] == {}


def test_a_split_names_its_heirs() -> None:
    """A cluster whose documents make up two current ones was split."""
    assert ("split", ("one",), ("x", "y")) in told(members(one="abcdef"), members(x="abcd", y="ef"))


def test_a_merge_names_its_origins() -> None:
    """Two clusters that went into one were merged; the larger one's id is kept."""
    same, _ = match_clusters(members(one="abcd", two="ef"), members(x="abcdef"))
    assert same == {"x": "one"}
    assert ("merge", ("one", "two"), ("x",)) in told(members(one="abcd", two="ef"), members(x="abcdef"))


def test_births_and_deaths() -> None:
    """A cluster of new documents is born; one whose documents are gone is dead."""
    assert told(members(one="abc", two="de"), members(x="abc", y="fgh")) == [
        ("birth", (), ("y",)),
        ("death", ("two",), ()),
        ("kept", ("one",), ("x",)),
    ]


def test_nothing_to_match() -> None:
    """Empty sides are no error."""
    assert match_clusters({}, {}) == ({}, ())
    assert told({}, members(x="a")) == [("birth", (), ("x",))]


def test_ids_are_never_given_twice() -> None:
    """New ids count on from the highest ever used, of the same kind."""
    assert new_ids("cl:", 2, ["cl:0003", "cl:0012", "fd:0040", "cl:other"]) == ["cl:0013", "cl:0014"]
