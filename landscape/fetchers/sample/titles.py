"""Titles and abstracts of the invented corpus, from the plan of its claims."""

from __future__ import annotations

from landscape.fetchers.sample.phrases import Drafter, Pair
from landscape.fetchers.sample.plans import Dependent, Plan, article


def titles(plan: Plan) -> dict[str, str]:
    """The title in English, Chinese, Japanese and Korean."""
    claimed = plan.claimed
    (english, chinese), japanese, korean = claimed.name, claimed.japanese, claimed.korean
    english = f"{english[0].upper()}{english[1:]}"
    if claimed.kind == "process" or not plan.making:
        return {"en": english, "zh": f"一种{chinese}", "ja": japanese, "ko": korean}
    if plan.use is None:
        return {
            "en": f"{english} and method for producing the same",
            "zh": f"一种{chinese}及其制备方法",
            "ja": f"{japanese}及びその製造方法",
            "ko": f"{korean} 및 그 제조 방법",
        }
    return {
        "en": f"{english}, method for producing the same, and {plan.use[0]}",
        "zh": f"{chinese}及其制备方法和{plan.use[1]}",
        "ja": f"{japanese}、その製造方法及びそれを用いた電池",
        "ko": f"{korean}, 그 제조 방법 및 이를 포함하는 전지",
    }


def abstract(plan: Plan, drafter: Drafter, about: Pair) -> Pair:
    """An abstract in both languages: perhaps the problem, what is claimed, one or two details, the effect.

    about: what the invention belongs to ("the field of sulfide solid electrolytes").
    """
    english, chinese = ([plan.problem[0]], [plan.problem[1]]) if plan.problem else ([], [])
    lead = plan.lead
    noun = plan.claimed.name
    listed = "; ".join(element[0] for element in lead.elements), "；".join(element[1] for element in lead.elements)
    opening = drafter.count(0, 2)
    named = f"{article(noun[0])} {noun[0]}"
    english.append(
        (
            f"Provided is {named} comprising {listed[0]}.",
            f"The invention relates to {about[0]} and discloses {named} which comprises {listed[0]}.",
            f"{named[0].upper()}{named[1:]} includes {listed[0]}.",
        )[opening]
    )
    chinese.append(
        (
            f"提供一种{noun[1]}，其包括{listed[1]}。",
            f"本发明涉及{about[1]}领域，公开了一种{noun[1]}，包括{listed[1]}。",
            f"本发明公开一种{noun[1]}，包含{listed[1]}。",
        )[opening]
    )
    told = [clause for claim in plan.claims[1:] if isinstance(claim, Dependent) for clause in claim.clauses]
    for clause in drafter.several(told, drafter.count(0, 2)):
        english.append(f"{_capital(clause[0])}.")
        chinese.append(f"{clause[1]}。")
    short = ("method", "方法") if plan.claimed.kind == "process" else noun
    english.append(f"The {short[0]} {plan.effect[0]}.")
    chinese.append(f"该{short[1]}{plan.effect[1]}。")
    return " ".join(english), "".join(chinese) if drafter.chinese else ""


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
