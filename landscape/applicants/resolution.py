"""The ladder: names as filed, cleaned, joined into applicants, gathered into groups, with the reason for every step.

A merge needs more than a likeness of letters: equal cleaned forms, the reviewed list, the query's word, or evidence
from the names and records at hand.  What is merely alike is listed as unsure.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from landscape.applicants import name_rules, record_rules
from landscape.applicants.entities import ApplicantId, Doubt, Judgement, Mention, Merge, Resolution, Rule
from landscape.applicants.identity import Members, identify
from landscape.applicants.joining import Edge
from landscape.applicants.nodes import Nodes


def resolve_mentions(
    mentions: Iterable[Mention],
    aliases: Mapping[str, str],
    inventors: Mapping[str, Collection[str]],
    rules: Collection[Rule],
) -> Resolution:
    """Join the names of a corpus, rule by rule; see `landscape.applicants.resolve`."""
    collecting = gc.isenabled()
    gc.disable()  # names by the ten thousand make many small objects and no cycles: looking for some is 40% of the time
    try:
        return _joined(mentions, aliases, inventors, rules)
    finally:
        if collecting:
            gc.enable()


def _joined(
    mentions: Iterable[Mention],
    aliases: Mapping[str, str],
    inventors: Mapping[str, Collection[str]],
    rules: Collection[Rule],
) -> Resolution:
    nodes = Nodes(mentions, aliases, rules)
    steps: tuple[tuple[Rule, Callable[[Nodes], Iterator[Edge]]], ...] = (
        (Rule.OVERRIDE, name_rules.same_anchor),
        (Rule.ORDER, name_rules.same_letters),
        (Rule.BOTH_IN_ONE, name_rules.both_in_one),
        (Rule.ACRONYM, name_rules.acronyms),
        (Rule.MISSPELLING, name_rules.misspellings),
        (Rule.SOUND, name_rules.sounds),
        (Rule.TRANSLATION, name_rules.translated),
        (Rule.SAME_PUBLICATION, record_rules.publications),
        (Rule.SAME_FAMILY, record_rules.families),
        (Rule.INVENTORS, lambda n: record_rules.near(n, inventors, rules)),
        (Rule.TRUNCATED, name_rules.truncated),
    )
    for rule, step in steps:
        if rule in rules or rule is Rule.OVERRIDE:
            for edge in step(nodes):
                if not nodes.components.join(edge):
                    reason = f"{edge.rule}: {edge.evidence}; the list or the query holds them apart"
                    nodes.doubt(edge.left, edge.right, reason, Judgement.NEGATIVE)
    return _resolution(nodes)


def _resolution(nodes: Nodes) -> Resolution:
    """What the joined nodes say, in an order that does not depend on the order of mentions."""
    components = [
        Members(
            nodes={node: sum(nodes.counts[name] for name in nodes.spellings[node]) for node in members},
            cleaned={node: nodes.cleaned[node] for node in members},
            spellings={name: nodes.counts[name] for node in members for name in nodes.spellings[node]},
            anchor=nodes.components.anchor(members[0]),
        )
        for members in nodes.components.members().values()
    ]
    countries: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in nodes.mentions:
        if mention.country:
            countries[mention.name][mention.country] += 1
    spellings: dict[str, ApplicantId] = {}
    merges: list[Merge] = []
    for members, applicant in zip(components, identify(components, countries, nodes.overrides), strict=True):
        spellings.update(dict.fromkeys(members.spellings, applicant))
        merges.extend(_merges(nodes, members, applicant))
    return Resolution(
        spellings=dict(sorted(spellings.items())),
        mentions=dict(sorted(nodes.counts.items())),
        cleaned={name: nodes.cleaned[nodes.node_of[name]].text for name in sorted(nodes.counts)},
        merges=tuple(sorted(merges)),
        unsure=_apart(nodes, spellings, Judgement.UNSURE),
        refused=_apart(nodes, spellings, Judgement.NEGATIVE),
    )


def _apart(nodes: Nodes, spellings: Mapping[str, ApplicantId], judgement: Judgement) -> tuple[Doubt, ...]:
    """The pairs so judged that no other rule joined, each once, most mentions first."""
    judged = (doubt for doubt in reversed(nodes.doubts) if doubt.judgement is judgement)
    doubts = {(d.name, d.other): d for d in judged if spellings[d.name] != spellings[d.other]}
    weight = {pair: min(nodes.counts[name] for name in pair) for pair in doubts}
    return tuple(doubts[pair] for pair in sorted(doubts, key=lambda pair: (-weight[pair], pair)))


def _merges(nodes: Nodes, members: Members, applicant: ApplicantId) -> Iterator[Merge]:
    """Every spelling but the leading one, with the rule that joined it."""
    lead = min(members.spellings, key=lambda name: (-members.spellings[name], name))
    reasons = nodes.components.reasons(nodes.node_of[lead])
    for name, mentions in members.spellings.items():
        node = nodes.node_of[name]
        if name == lead:
            continue
        if node == nodes.node_of[lead]:
            yield Merge(applicant, name, Rule.SPELLING, f"both read “{nodes.cleaned[node].text}”", mentions)
        else:
            yield Merge(applicant, name, reasons[node].rule, reasons[node].evidence, mentions)
