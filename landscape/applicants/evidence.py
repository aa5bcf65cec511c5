"""Evidence from the records: one applicant named twice on a publication, in a family, or by its inventors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from landscape.applicants.entities import Mention
from landscape.applicants.scripts import Script, raw_words, script_of
from landscape.records import PartyForm

_DOMINANT = 0.8  # share of a name's evidence that must speak for one partner
_TIMES = 2  # families, or publications whose lists are not told apart by form, that must agree


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Two nodes that stand for one applicant in so many publications or families."""

    left: str
    right: str
    times: int
    share: float
    exclusive: bool

    @property
    def decisive(self) -> bool:
        """Whether hardly anything else is said of either name."""
        return self.share >= _DOMINANT


def _script_class(name: str) -> str:
    script = script_of(name)
    return (
        "latin"
        if script in (Script.LATIN, Script.OTHER)
        else "original"
        if script is not Script.CYRILLIC
        else "cyrillic"
    )


def _lists(mentions: Iterable[Mention], key: Callable[[Mention], str]) -> dict[str, dict[str, list[Mention]]]:
    """Publication (or family) -> list (by form, else by script) -> its mentions."""
    found: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        if group := key(mention):
            told = mention.form is not PartyForm.UNKNOWN
            found[group][mention.form.value if told else _script_class(mention.name)].append(mention)
    return found


def same_publication(
    mentions: Collection[Mention],
    node_of: Mapping[str, str],
    root: Callable[[str], str],
    eligible: Callable[[str], bool],
) -> Iterator[tuple[Witnesses, bool]]:
    """Pairs of nodes that are the one applicant left over when two lists of a publication are compared.

    The lists of a publication in two forms (or, where the form is not told, in two scripts) name the same applicants,
    in any order: take away those that are already one, and if one is left on either side, the two are one.  Yields
    with each pair whether the source told the forms apart; where it did not, a list may as well be a joint filing.
    """
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    told: set[tuple[str, str]] = set()
    for publication, lists in sorted(_lists(mentions, lambda m: m.publication).items()):
        names = sorted(lists)
        for n, one in enumerate(names):
            for other in names[n + 1 :]:
                pair = _left_over(lists[one], lists[other], node_of, root)
                if pair and all(eligible(node) for node in pair):
                    pairs[pair].add(publication)
                    if {one, other} == {PartyForm.AS_FILED.value, PartyForm.STANDARDISED.value}:
                        told.add(pair)
    for witnesses in _weighed({pair: len(found) for pair, found in pairs.items()}):
        yield witnesses, (witnesses.left, witnesses.right) in told


def _left_over(
    one: list[Mention], other: list[Mention], node_of: Mapping[str, str], root: Callable[[str], str]
) -> tuple[str, str] | None:
    left, right = ({node_of[m.name] for m in side} for side in (one, other))
    roots_left, roots_right = {root(node) for node in left}, {root(node) for node in right}
    only_left = {node for node in left if root(node) not in roots_right}
    only_right = {node for node in right if root(node) not in roots_left}
    if (
        len(roots_left) != len(roots_right)
        or len({root(n) for n in only_left}) != 1
        or len({root(n) for n in only_right}) != 1
    ):
        return None
    return tuple(sorted((min(only_left), min(only_right))))  # type: ignore[return-value]  # two items


def _weighed(pairs: Mapping[tuple[str, str], int]) -> Iterator[Witnesses]:
    """Pairs with the share of the evidence of the name that is less divided between partners.

    exclusive: neither name has another partner.
    """
    totals: Counter[str] = Counter()
    for (left, right), times in pairs.items():
        totals[left] += times
        totals[right] += times
    for (left, right), times in sorted(pairs.items()):
        yield Witnesses(
            left, right, times, times / min(totals[left], totals[right]), totals[left] == totals[right] == times
        )


def same_family(
    mentions: Iterable[Mention], node_of: Mapping[str, str], root: Callable[[str], str], eligible: Callable[[str], bool]
) -> Iterator[Witnesses]:
    """Pairs of nodes that are each the only applicant of some publication of one family.

    Weaker than one publication: a family may change hands between offices, so the caller asks for several families
    or for likeness besides.
    """
    alone: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention in mentions:
        if mention.family and mention.publication:
            alone[mention.family][mention.publication].add(node_of[mention.name])
    pairs: Counter[tuple[str, str]] = Counter()
    for publications in alone.values():
        single = {min(nodes) for nodes in publications.values() if len({root(n) for n in nodes}) == 1}
        nodes = sorted(node for node in single if eligible(node))
        for n, left in enumerate(nodes[:10]):
            for right in nodes[n + 1 : 10]:
                if root(left) != root(right):
                    pairs[left, right] += 1
    yield from _weighed(pairs)


def enough(witnesses: Witnesses) -> bool:
    """Whether the evidence stands without likeness: several times, and little against it."""
    return witnesses.times >= _TIMES and witnesses.decisive


def addresses(mentions: Iterable[Mention], node_of: Mapping[str, str]) -> dict[str, set[str]]:
    """Node -> its addresses, by their words in any order: streets with numbers, or cities, which many share."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if words := raw_words(mention.address) if mention.address else ():
            found[node_of[mention.name]].add(" ".join(sorted(set(words))))
    return found


def shared_inventors(
    left: Iterable[str], right: Iterable[str], inventors: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Inventors whom two applicants have in common in different families; left, right: ids of their families."""
    of_left, of_right = set(left), set(right)
    by_left = {person for family in of_left - of_right for person in inventors.get(family, ())}
    by_right = {person for family in of_right - of_left for person in inventors.get(family, ())}
    return tuple(sorted(by_left & by_right))
