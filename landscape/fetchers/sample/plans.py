"""What a family of the invented corpus claims, before it is worded.

A plan is a list of claims in groups (a product, its making, what uses it), each group led by a claim and followed by
claims that depend on it.  Both languages are worded from one plan, so they say the same; what depends on what is
known, not parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from landscape.fetchers.sample.phrases import Drafter, Pair
from landscape.fetchers.sample.topics import Part, Phrases, Step, Subject, Topic
from landscape.records import ClaimCategory

Refs = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """A claim that starts a group: "A {noun} comprising {elements}, wherein {clauses}".

    noun: with what follows it up to "comprising"; elements: listed things or steps; clauses: full sentences.
    refs: claims it mentions, for a claim to the making or use of an earlier claim's subject.
    """

    noun: Pair
    elements: tuple[Pair, ...]
    clauses: tuple[Pair, ...]
    category: ClaimCategory
    refs: Refs = ()
    steps: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A claim to a use, worded as a whole."""

    text: Pair
    category: ClaimCategory
    refs: Refs


@dataclass(frozen=True, slots=True)
class Dependent:
    """ "The {noun} of claim {refs}, wherein {clauses}", or "…, further comprising {added}"."""

    noun: Pair
    refs: Refs
    clauses: tuple[Pair, ...]
    added: Pair | None
    category: ClaimCategory


PlannedClaim = Lead | Whole | Dependent


@dataclass(slots=True)
class Plan:
    """The content of a family: its claims, and what titles and abstracts tell of them.

    claimed: what claim 1 is for, the subject or a process; limit: what claim 1 gains before grant.
    """

    subject: Subject
    claimed: Subject
    claims: list[PlannedClaim] = field(default_factory=list)
    making: bool = False
    use: Pair | None = None
    effect: Pair = ("", "")
    problem: Pair | None = None
    limit: Pair = ("", "")

    @property
    def lead(self) -> Lead:
        """Claim 1."""
        first = self.claims[0]
        if not isinstance(first, Lead):
            raise TypeError("a claim set starts with a claim that lists something")
        return first

    def granted_lead(self) -> Lead:
        """Claim 1 as granted: with one more limit."""
        return replace(self.lead, clauses=(*self.lead.clauses, self.limit))


@dataclass(frozen=True, slots=True)
class Mixture:
    """What a family is about: its topic, a second one it borders on, and how much it says in common words.

    common: probability (0 to 1) that a thing said is one any topic would say.
    """

    topic: Topic
    second: Topic | None = None
    common: float = 0.5

    def phrases(self, drafter: Drafter, secondary: float = 0.3) -> Phrases:
        """Where the next thing said comes from."""
        if drafter.chance(self.common):
            return self.topic.common
        if self.second is not None and drafter.chance(secondary):
            return self.second.own
        return self.topic.own


def article(noun: str) -> str:
    """ "a" or "an" before an English noun.

    >>> article("electrode"), article("layer")
    ('an', 'a')
    """
    return "an" if noun[0].lower() in "aeiou" else "a"


def plan_claims(drafter: Drafter, mixture: Mixture, generic: Subject | None, standard: Pair | None) -> Plan:
    """Plan a claim set.

    generic: a subject in common words to claim instead of the topic's; standard: a sentence part that names a
    standard ("meets the requirements of …"), said of what claim 1 is for.
    """
    topic = mixture.topic
    subject = generic or drafter.pick(topic.subjects)
    process_led = generic is None and not drafter.chance(topic.lead)
    plan = Plan(subject, _process(subject, drafter, topic) if process_led else subject)
    plan.effect = drafter.pick(mixture.phrases(drafter, 0).effects).draw(drafter)
    if drafter.chance(0.4):
        plan.problem = drafter.pick(mixture.phrases(drafter, 0).problems).draw(drafter)
    if process_led:
        _method(plan, drafter, mixture, plan.claimed.name, ())
        if drafter.chance(0.45):
            _add_product(plan, drafter, mixture)
    else:
        _add_product(plan, drafter, mixture)
        if drafter.chance(0.5):
            _add_making(plan, drafter, mixture)
    if generic is None and drafter.chance(0.6):
        _add_use(plan, drafter, mixture)
    if standard is not None:
        _add_standard(plan, standard)
    return plan


def _add_standard(plan: Plan, standard: Pair) -> None:
    """A claim that what claim 1 is for keeps to a standard, after the claims so far."""
    noun = _short(plan.lead)
    last = max(n for n, claim in enumerate(plan.claims, 1) if not isinstance(claim, Whole) and _short(claim) == noun)
    made = plan.lead.category is ClaimCategory.PROCESS
    thing = ("the product obtained", "所得产物") if made else (f"the {noun[0]}", f"所述{noun[1]}")
    clause = (f"{thing[0]} {standard[0]}", f"{thing[1]}{standard[1]}")
    plan.claims.append(Dependent(noun, (last,), (clause,), None, plan.lead.category))


def _short(claim: Lead | Dependent) -> Pair:
    """The name by which a later claim takes up this one's subject."""
    if isinstance(claim, Dependent):
        return claim.noun
    return ("method", "方法") if claim.category is ClaimCategory.PROCESS else claim.noun


class _Sayings:
    """What can be said of the things of one product claim, nothing twice, each in a claim that knows the thing."""

    def __init__(self, drafter: Drafter, mixture: Mixture, subject: Subject, first: int) -> None:
        """Start with the subject alone, which claim `first` is for."""
        self.drafter, self.mixture = drafter, mixture
        self.things: list[tuple[Subject | Part, int, Phrases]] = [(subject, first, mixture.topic.own)]
        self.said: set[Pair] = set()

    def part(self, number: int) -> Pair | None:
        """A component introduced by claim `number`; None if the one drawn is there already."""
        kind, own = self.things[0][0].kind, self.mixture.topic.own
        source = self.mixture.phrases(self.drafter)
        if kind not in source.parts:
            source = own
        part = self.drafter.pick(source.parts[kind])
        if any(part.name[0] == thing.name[0] for thing, _, _ in self.things):
            return None
        self.things.append((part, number, source))
        return part.intro.draw(self.drafter)

    def sentence(self) -> tuple[Pair, int] | None:
        """A sentence about the subject or a component, and the claim that introduced it; None if said before."""
        drafter, mixture = self.drafter, self.mixture
        thing, number, source = drafter.pick(self.things) if drafter.chance(0.65) else self.things[0]
        common = mixture.topic.common.traits.get(thing.kind, ())
        traits = common if drafter.chance(mixture.common) else source.traits.get(thing.kind, common)
        if not traits:
            return None
        trait = drafter.pick(traits)
        if (thing.name[0], trait.english) in self.said:
            return None
        self.said.add((thing.name[0], trait.english))
        english, chinese = trait.draw(drafter)
        return (f"the {thing.name[0]} {english}", f"所述{thing.name[1]}{chinese}"), number


def _category(kind: str) -> ClaimCategory:
    """Materials are claimed as compositions, other things as products."""
    return ClaimCategory.COMPOSITION if kind in ("material", "powder", "additive") else ClaimCategory.PRODUCT


def _add_product(plan: Plan, drafter: Drafter, mixture: Mixture) -> None:
    """A claim to the subject and claims that depend on it."""
    first = len(plan.claims) + 1
    noun, category = plan.subject.name, _category(plan.subject.kind)
    sayings = _Sayings(drafter, mixture, plan.subject, first)
    elements: list[Pair] = []
    for _ in range(drafter.count(1, 3)):
        part = sayings.part(first)
        while not elements and not part:
            part = sayings.part(first)
        elements += [part] if part else []
    wanted = max(drafter.count(0, 2), 4 - len(elements))
    sentences = (found for found in iter(sayings.sentence, 0) if found)
    clauses = [clause for clause, _ in islice(sentences, wanted)]
    plan.claims.append(Lead(noun, tuple(elements), tuple(clauses), category))
    for _ in range(drafter.count(4, 9)):
        last = len(plan.claims)
        added = sayings.part(last + 1) if drafter.chance(0.2) else None
        found = None if added else sayings.sentence()
        if added:
            plan.claims.append(Dependent(noun, _refs(drafter, first, last), (), added, category))
        elif found:
            refs = _refs(drafter, first, last) if found[1] == first else (found[1],)
            plan.claims.append(Dependent(noun, refs, (found[0],), None, category))
    if plan.claimed is plan.subject:
        sayings.said.clear()
        limits = (found for found in iter(sayings.sentence, 0) if found and found[1] == first)
        plan.limit = next(limits)[0]


def _refs(drafter: Drafter, first: int, last: int) -> Refs:
    """Which of the claims first to last (both included) the next one depends on."""
    way = drafter.random()
    if way < 0.55 or last == first:
        return (first,)
    if way < 0.78:
        return (last,)
    if way < 0.9:
        return tuple(range(first, drafter.count(first + 1, last) + 1))
    if way < 0.96 or last - first < 2:
        return (last - 1, last)
    return tuple(sorted({first, drafter.count(first + 1, last - 1), last}))


def _process(subject: Subject, drafter: Drafter, topic: Topic) -> Subject:
    """What a method claim is for."""
    if topic.processes:
        return drafter.pick(topic.processes)
    english, chinese = subject.name
    name = f"method for producing {article(english)} {english}", f"{chinese}的制备方法"
    return Subject("process", name, f"{subject.japanese}の製造方法", f"{subject.korean}의 제조 방법")


def _add_making(plan: Plan, drafter: Drafter, mixture: Mixture) -> None:
    """A method claim after a product claim, which it may refer to."""
    if drafter.chance(0.5):
        _method(plan, drafter, mixture, _process(plan.subject, drafter, mixture.topic).name, ())
        return
    refs = tuple(range(1, drafter.count(1, len(plan.claims)) + 1))
    english, chinese = plan.subject.name
    named = (
        f"method for producing the {english} according to {english_refs(refs)}",
        f"{chinese_refs(refs)}所述的{chinese}的制备方法",
    )
    _method(plan, drafter, mixture, named, refs)


def _method(plan: Plan, drafter: Drafter, mixture: Mixture, noun: Pair, refs: Refs) -> None:
    """A claim to a method with its steps in order, and claims that depend on it."""
    plan.making = True
    steps = [drafter.pick(stage) for stage in mixture.topic.stages]
    elements = tuple(step.text.draw(drafter) for step in steps)
    first = len(plan.claims) + 1
    said: set[str] = set()

    def condition() -> Pair | None:
        clause, about = _condition(drafter, mixture, steps)
        known = about in said
        said.add(about)
        return None if known else clause

    clauses = [clause for clause in (condition() for _ in range(drafter.count(1, 2))) if clause]
    plan.claims.append(Lead(noun, elements, tuple(clauses), ClaimCategory.PROCESS, refs, steps=True))
    if not plan.limit[0]:
        plan.limit = _condition(drafter, mixture, steps)[0]
    for _ in range(drafter.count(2, 6)):
        clause = condition()
        if clause:
            where = _refs(drafter, first, len(plan.claims))
            plan.claims.append(Dependent(("method", "方法"), where, (clause,), None, ClaimCategory.PROCESS))


def _condition(drafter: Drafter, mixture: Mixture, steps: Sequence[Step]) -> tuple[Pair, str]:
    """A sentence about one step, and the phrase it is made of, so that nothing is said twice."""
    step = drafter.pick(steps)
    phrase = drafter.pick(mixture.phrases(drafter, 0).conditions)
    english, chinese = phrase.draw(drafter)
    clause = (f"the {step.name[0]} {english}", f"所述{step.name[1]}{chinese}")
    return clause, phrase.english


def _add_use(plan: Plan, drafter: Drafter, mixture: Mixture) -> None:
    """A claim to what contains, uses or results from what claim 1 is for, and claims that depend on it."""
    by_process = plan.claimed.kind == "process"
    uses = mixture.topic.process_uses if by_process else mixture.topic.uses
    if not uses:
        return
    use = drafter.pick(uses)
    groups = [number for number, claim in enumerate(plan.claims, 1) if isinstance(claim, Lead)]
    last = groups[1] - 1 if len(groups) > 1 else len(plan.claims)
    refs = tuple(range(1, drafter.count(1, last) + 1))
    english, chinese = ("method", "方法") if by_process else plan.claimed.name
    it = (f"the {english} according to {english_refs(refs)}", f"{chinese_refs(refs)}所述的{chinese}")
    category = ClaimCategory.USE if use.name[0] == "use" else _category(use.kind)
    plan.claims.append(Whole(use.text.draw(drafter, it), category, refs))
    plan.use = use.name
    if category is ClaimCategory.USE:
        return
    number = len(plan.claims)
    for trait in drafter.several(mixture.topic.common.traits.get(use.kind, ()), drafter.count(0, 2)):
        english, chinese = trait.draw(drafter)
        clause = (f"the {use.name[0]} {english}", f"所述{use.name[1]}{chinese}")
        plan.claims.append(Dependent(use.name, (number,), (clause,), None, category))


def english_refs(refs: Refs) -> str:
    """Claim numbers as English claims name them.

    >>> english_refs((1,)), english_refs((2, 3)), english_refs((1, 2, 3)), english_refs((1, 3, 5))
    ('claim 1', 'claim 2 or 3', 'any one of claims 1 to 3', 'any one of claims 1, 3 and 5')
    """
    if len(refs) == 1:
        return f"claim {refs[0]}"
    if len(refs) == 2:
        return f"claim {refs[0]} or {refs[1]}"
    if refs[-1] - refs[0] == len(refs) - 1:
        return f"any one of claims {refs[0]} to {refs[-1]}"
    return f"any one of claims {', '.join(map(str, refs[:-1]))} and {refs[-1]}"


def chinese_refs(refs: Refs) -> str:
    """Claim numbers as Chinese claims name them.

    >>> chinese_refs((1,)), chinese_refs((2, 3)), chinese_refs((1, 2, 3)), chinese_refs((1, 3, 5))
    ('权利要求1', '权利要求2或3', '权利要求1至3中任一项', '权利要求1、3、5中任一项')
    """
    if len(refs) == 1:
        return f"权利要求{refs[0]}"
    if len(refs) == 2:
        return f"权利要求{refs[0]}或{refs[1]}"
    if refs[-1] - refs[0] == len(refs) - 1:
        return f"权利要求{refs[0]}至{refs[-1]}中任一项"
    return f"权利要求{'、'.join(map(str, refs))}中任一项"
