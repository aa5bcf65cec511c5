"""Rules that join names by what the records say: two lists of one publication, members of one family, inventors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from landscape.applicants import evidence
from landscape.applicants.entities import Rule
from landscape.applicants.joining import Edge
from landscape.applicants.near_names import Near, near_pairs
from landscape.applicants.nodes import Nodes, likeness
from landscape.applicants.sounds import sound_key
from landscape.applicants.spelling import generic_words

_LIKELY = 80.0  # likeness that, with one family in common, joins two names
_HALF = 60.0  # likeness from which a change of applicant within a family looks like a change of spelling
_LONG, _LONGER, _LONG_ALONE = 9, 10, 8  # letters of a word of which one may differ, see `_supported`
_LONG_IN_CITY = 7  # letters of a word in which firms of one city may differ by a slip
_ROUNDS = 2  # what the first round joins, the second can take away from longer lists
_FEWEST_INVENTORS = 2


def publications(nodes: Nodes) -> Iterator[Edge]:
    """The one applicant left over when the two lists of a publication are compared.

    Of people, many of whom bear one name, only where nothing else is said of either spelling.
    """
    for _ in range(_ROUNDS):
        pairs = evidence.same_publication(
            nodes.mentions, nodes.node_of, nodes.components.root, lambda node: not nodes.placed_by_query(node)
        )
        for found, told in pairs:
            why = f"the only applicant left in both lists of {_counted(found.times, 'publication', 'publications')}"
            people = [nodes.cleaned[node].person for node in (found.left, found.right)]
            if any(people):
                sure = all(people) and told and found.exclusive
            else:
                sure = found.decisive and (told or found.times > 1 or _related(nodes, found.left, found.right))
            if sure:
                yield Edge(found.left, found.right, Rule.SAME_PUBLICATION, why)
            elif not any(people):
                nodes.doubt(found.left, found.right, why + ", but other names stand there as well")


def families(nodes: Nodes) -> Iterator[Edge]:
    """The only applicants of members of one family: alike and once, or in two scripts and several times.

    Members often differ in applicants, by transfer or where inventors must apply: in doubt is what is alike by half,
    or in two scripts.
    """
    for found in evidence.same_family(nodes.mentions, nodes.node_of, nodes.components.root, nodes.open):
        why = f"each the only applicant of members of {_counted(found.times, 'family', 'families')}"
        scripts = {nodes.cleaned[node].script for node in (found.left, found.right)}
        often = evidence.enough(found) and len(scripts) > 1
        if found.decisive and (often or _related(nodes, found.left, found.right)):
            yield Edge(found.left, found.right, Rule.SAME_FAMILY, why)
        elif len(scripts) > 1 or likeness(nodes.cleaned[found.left].text, nodes.cleaned[found.right].text) >= _HALF:
            nodes.doubt(found.left, found.right, why)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _related(nodes: Nodes, left: str, right: str) -> bool:
    """Whether letters or sounds speak for two names besides the records."""
    one, other = nodes.cleaned[left], nodes.cleaned[right]
    if one.script is other.script:
        return likeness(one.text, other.text) >= _LIKELY
    heard = sound_key(one.text), sound_key(other.text)
    return all(heard) and likeness(*heard) >= _LIKELY


def near(nodes: Nodes, inventors: Mapping[str, Collection[str]], rules: Collection[Rule]) -> Iterator[Edge]:
    """Names one letter apart: joined if they share inventors or an address, or the word bears it out; else in doubt."""
    of_family: dict[str, set[str]] = defaultdict(set)
    for mention in nodes.mentions:
        of_family[nodes.node_of[mention.name]].add(mention.family)
    places = evidence.addresses(nodes.mentions, nodes.node_of)
    latin = {node: cleaned for node, cleaned in nodes.latin().items() if "=" not in node}
    for pair in near_pairs(latin):
        if nodes.components.root(pair.left) == nodes.components.root(pair.right):
            continue
        people = evidence.shared_inventors(of_family[pair.left], of_family[pair.right], inventors)
        words = f"{pair.word} and {pair.other}"
        shared = places.get(pair.left, set()) & places.get(pair.right, set())
        if len(people) >= _FEWEST_INVENTORS and Rule.INVENTORS in rules:
            yield Edge(pair.left, pair.right, Rule.INVENTORS, f"{words}; {len(people)} inventors in common")
        elif Rule.ADDRESS in rules and _at_one_address(pair, shared):
            yield Edge(pair.left, pair.right, Rule.ADDRESS, f"{words}; both at {min(shared)}")
        elif Rule.MISSPELLING in rules and _supported(nodes, pair):
            yield Edge(pair.left, pair.right, Rule.MISSPELLING, f"{words}, all other words agree")
        else:
            nodes.doubt(pair.left, pair.right, f"{words} differ in a letter; nothing else speaks for one applicant")


def _at_one_address(pair: Near, shared: Collection[str]) -> bool:
    """Whether an address speaks for two names a letter apart: one with a number, or a city for slips in long words."""
    if any(letter.isdigit() for address in shared for letter in address):
        return True
    return bool(shared) and pair.slip and min(len(pair.word), len(pair.other)) >= _LONG_IN_CITY


def _supported(nodes: Nodes, pair: Near) -> bool:
    """Whether the rest of two names a letter apart bears out that they are one.

    With a distinctive word that agrees, a long word may differ, or a shorter one if the list knows one of the names;
    with common words alone a longer one still, by a slip.  A name of one word must be long and of the list.
    """
    size = min(len(pair.word), len(pair.other))
    one_known = len({nodes.components.anchor(node) is not None for node in (pair.left, pair.right)}) == 2
    if pair.rest - generic_words():
        return size >= _LONG or (one_known and (pair.slip or len(pair.rest) > 1))
    if pair.rest:
        return pair.slip and size >= (_LONG if one_known else _LONGER)
    return pair.slip and one_known and size >= _LONG_ALONE
