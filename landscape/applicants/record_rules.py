"""Rules that join names by what the records say: two lists of one publication, members of one family, inventors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from landscape.applicants import evidence
from landscape.applicants.entities import Rule
from landscape.applicants.joining import Edge
from landscape.applicants.nodes import Nodes, likeness
from landscape.applicants.sounds import sound_key
from landscape.applicants.spelling import generic_words, near_pairs

_LIKELY = 80.0  # likeness that, with one family in common, joins two names
_HALF = 60.0  # likeness from which a change of applicant within a family looks like a change of spelling
_SHORTEST_NEAR = 9  # letters of a word of which one may differ when all other words agree
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


def near(nodes: Nodes, inventors: Mapping[str, Collection[str]], spelling: bool) -> Iterator[Edge]:
    """Names one letter apart: joined if people invent for both, or (`spelling`) the word is long; else in doubt."""
    of_family: dict[str, set[str]] = defaultdict(set)
    for mention in nodes.mentions:
        of_family[nodes.node_of[mention.name]].add(mention.family)
    latin = {node: cleaned for node, cleaned in nodes.latin().items() if "=" not in node}
    for left, right, word, other in near_pairs(latin):
        if nodes.components.root(left) == nodes.components.root(right):
            continue
        people = evidence.shared_inventors(of_family[left], of_family[right], inventors)
        if len(people) >= _FEWEST_INVENTORS:
            yield Edge(left, right, Rule.INVENTORS, f"{word} and {other}; {len(people)} inventors in common")
        elif spelling and _supported(nodes, left, right, word, other):
            yield Edge(left, right, Rule.MISSPELLING, f"{word} and {other}, all other words agree")
        else:
            nodes.doubt(left, right, f"{word} and {other} differ in a letter; nothing else speaks for one applicant")


def _supported(nodes: Nodes, left: str, right: str, word: str, other: str) -> bool:
    """Whether the other words bear two names out: a distinctive one agrees, and the word is long or one name known."""
    if not set(left.split()) - {word} - generic_words():
        return False
    known = [nodes.components.anchor(node) is not None for node in (left, right)]
    long = min(len(word), len(other)) >= _SHORTEST_NEAR
    return long or (left.count(" ") > 1 and known[0] != known[1])
