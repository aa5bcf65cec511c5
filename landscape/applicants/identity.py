"""Who a set of joined names is: id, name for people, country, kind, group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from landscape.applicants.cleaning import Cleaned
from landscape.applicants.entities import ApplicantId, display_name
from landscape.applicants.kinds import Kind, kind_of
from landscape.applicants.known import group_of, known_applicants
from landscape.applicants.overrides import Overrides


@dataclass(frozen=True, slots=True)
class Members:
    """The nodes of one applicant and its spellings, with mentions; cleaned forms; whom it is known to be."""

    nodes: Mapping[str, int]
    cleaned: Mapping[str, Cleaned]
    spellings: Mapping[str, int]
    anchor: str | None


def identify(
    components: Iterable[Members], countries: Mapping[str, Counter[str]], overrides: Overrides
) -> Iterator[ApplicantId]:
    """The id of each component, in their order.

    A known applicant has the id of the list; another one an id made of its most mentioned cleaned name, Latin ones
    first, with a number where two would have the same.
    """
    taken: Counter[str] = Counter()
    for members in components:
        known = known_applicants().get(members.anchor or "")
        if known:
            group = f"group:{known.group}" if known.group else None
            yield ApplicantId(f"app:{known.id}", known.name, known.country, group, known.kind)
            continue
        slug = _slug(members)
        taken[slug] += 1
        id_ = f"app:{slug}" if taken[slug] == 1 else f"app:{slug}-{taken[slug]}"
        name = overrides.name_for(members.anchor) or display_name(members.spellings.items())
        group = _group(members)
        yield ApplicantId(id_, name, _country(members, countries), f"group:{group}" if group else None, _kind(members))


def _slug(members: Members) -> str:
    if members.anchor:
        return "-".join(members.anchor.casefold().split()).lstrip("=")
    latin = [node for node in members.nodes if members.cleaned[node].text.isascii()]
    lead = min(latin or members.nodes, key=lambda node: (-members.nodes[node], len(node), node))
    return "-".join(members.cleaned[lead].words) or lead


def _country(members: Members, countries: Mapping[str, Counter[str]]) -> str | None:
    votes: Counter[str] = Counter()
    for name in members.spellings:
        votes.update(countries.get(name, Counter()))
    return min(votes, key=lambda c: (-votes[c], c)) if votes else None


def _kind(members: Members) -> Kind:
    votes: Counter[Kind] = Counter()
    for name, mentions in members.spellings.items():
        votes[kind_of(name)] += mentions
    if len(votes) > 1:
        votes.pop(Kind.UNKNOWN, None)
    return min(votes, key=lambda kind: (-votes[kind], kind))


def _group(members: Members) -> str | None:
    votes = Counter(group for node in members.nodes if (group := group_of(members.cleaned[node])))
    if any(members.cleaned[node].person for node in members.nodes) or not votes:
        return None
    return min(votes, key=lambda group: (-votes[group], group))
