"""Claims worded from a plan, in the manner of a drafter, an office or a translation machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from landscape.fetchers.sample.phrases import Drafter, Pair
from landscape.fetchers.sample.plans import (
    Dependent,
    PlannedClaim,
    Whole,
    article,
    chinese_refs,
    english_refs,
)
from landscape.records import Claim, ClaimCategory


@dataclass(frozen=True, slots=True)
class English:
    """How English claims are put: dependent claims, openings of lists of things and of steps, words preferred."""

    dependent: str
    wherein: str
    things: str
    steps: str
    preferred: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Chinese:
    """How Chinese claims are put: dependent claims, openings of lists of things and of steps, words preferred."""

    dependent: str
    wherein: str
    things: str
    steps: str
    preferred: tuple[Pair, ...] = ()


_CATHODE = (
    ("A negative electrode", "An anode"),
    ("a negative electrode", "an anode"),
    ("negative electrode", "anode"),
    ("positive electrode", "cathode"),
)
_SOLID_STATE = (("solid electrolyte", "solid-state electrolyte"), ("lithium ion", "lithium-ion"))
ENGLISH = (
    English("The {noun} of {refs}", "wherein", "comprising", "comprising", _CATHODE),
    English("The {noun} according to {refs}", "wherein", "comprising", "comprising the steps of"),
    English("The {noun} as claimed in {refs}", "wherein", "including", "comprising", _SOLID_STATE),
    English("The {noun} of {refs}", "wherein", "comprising", "the method comprising", _CATHODE + _SOLID_STATE),
    English("The {noun} according to {refs}", "characterized in that", "comprising", "comprising the following steps"),
)
MACHINE = English(
    "The {noun} according to {refs}",
    "characterized in that",
    "characterized in that it comprises",
    "characterized in that it comprises the following steps",
    (("a median particle diameter", "a medium grain size"), ("disposed between", "arranged in the middle of")),
)
CHINESE = (
    Chinese("根据{refs}所述的{noun}", "其特征在于，", "其特征在于，包括", "其特征在于，包括以下步骤"),
    Chinese(
        "如{refs}所述的{noun}",
        "其特征在于，",
        "其特征在于，包含",
        "其特征在于，包括如下步骤",
        (("固体电解质", "固态电解质"),),
    ),
    Chinese("根据{refs}所述的{noun}", "其中，", "其包含", "包括", (("活性材料", "活性物质"),)),
)


def drafter_habits(drafter: Drafter) -> tuple[English, Chinese]:
    """The manner of one drafter; also sets how the drafter writes ranges."""
    drafter.english_range = drafter.pick(("{0}{u} to {1}{u}", "{0}{u} or more and {1}{u} or less", "{0} to {1}{u}"))
    drafter.chinese_range = drafter.pick(("{0}{u}至{1}{u}", "{0}{u}～{1}{u}", "{0}~{1}{u}"))
    return drafter.pick(ENGLISH), drafter.pick(CHINESE)


def word_english(claims: Sequence[PlannedClaim], manner: English) -> tuple[Claim, ...]:
    """The claims in English."""
    worded = []
    for number, claim in enumerate(claims, 1):
        opening, transition, rest = _english(claim, manner)
        text = preferred(f"{opening}{transition}{rest}", manner.preferred)
        worded.append(_claim(number, text, claim, claims))
    return tuple(worded)


def word_chinese(claims: Sequence[PlannedClaim], manner: Chinese) -> tuple[Claim, ...]:
    """The claims in Chinese."""
    return tuple(
        _claim(number, preferred(_chinese(claim, manner), manner.preferred), claim, claims)
        for number, claim in enumerate(claims, 1)
    )


def preferred(text: str, words: tuple[Pair, ...]) -> str:
    """The text in the words its drafter prefers."""
    for usual, own in words:
        text = text.replace(usual, own)
    return text


def _claim(number: int, text: str, plan: PlannedClaim, claims: Sequence[PlannedClaim]) -> Claim:
    """A claim is independent if it refers to none, or only to claims to another kind of subject."""
    kind = _kind(plan.category)
    independent = all(_kind(claims[other - 1].category) is not kind for other in plan.refs)
    return Claim(number, text, plan.refs, independent, plan.category)


def _kind(category: ClaimCategory) -> ClaimCategory:
    return ClaimCategory.PRODUCT if category is ClaimCategory.COMPOSITION else category


def _english(claim: PlannedClaim, manner: English) -> tuple[str, str, str]:
    """Opening, transition and the rest, which together are the claim."""
    if isinstance(claim, Whole):
        return "", "", f"{claim.text[0]}."
    clauses = ", and ".join(clause[0] for clause in claim.clauses)
    if isinstance(claim, Dependent):
        opening = manner.dependent.format(noun=claim.noun[0], refs=english_refs(claim.refs))
        if claim.added:
            return opening, ", further comprising ", f"{claim.added[0]}."
        return opening, f", {manner.wherein} ", f"{clauses}."
    opening = f"{article(claim.noun[0]).capitalize()} {claim.noun[0]}"
    if not claim.elements:
        return opening, f", {manner.wherein} ", f"{clauses}."
    transition = manner.steps if claim.steps else manner.things
    comma = " " if transition in ("comprising", "including") else ", "
    things = _listed([element[0] for element in claim.elements], "; ", "; and ")
    colon = ": " if len(claim.elements) > 1 or claim.steps else " "
    wherein = "wherein" if "characterized" in transition else manner.wherein
    tail = f", {wherein} {clauses}" if clauses else ""
    return opening, f"{comma}{transition}{colon}", f"{things}{tail}."


def _chinese(claim: PlannedClaim, manner: Chinese) -> str:
    if isinstance(claim, Whole):
        return f"{claim.text[1]}。"
    clauses = "，且".join(clause[1] for clause in claim.clauses)
    if isinstance(claim, Dependent):
        opening = manner.dependent.format(noun=claim.noun[1], refs=chinese_refs(claim.refs))
        if claim.added:
            return f"{opening}，{manner.wherein if manner.wherein != '其中，' else ''}还包括{claim.added[1]}。"
        return f"{opening}，{manner.wherein}{clauses}。"
    opening = f"一种{claim.noun[1]}，"
    if not claim.elements:
        return f"{opening}其特征在于，{clauses}。"
    transition = manner.steps if claim.steps else manner.things
    things = _listed([element[1] for element in claim.elements], "；", "；以及" if not claim.steps else "；")
    colon = "：" if len(claim.elements) > 1 else ""
    tail = f"；其中，{clauses}" if clauses else ""
    return f"{opening}{transition}{colon}{things}{tail}。"


def _listed(items: Sequence[str], between: str, before_last: str) -> str:
    return items[0] if len(items) == 1 else f"{between.join(items[:-1])}{before_last}{items[-1]}"
