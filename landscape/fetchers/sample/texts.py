"""The texts of one family as each office publishes them, worded once for all its publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from landscape.fetchers.sample.offices import Office
from landscape.fetchers.sample.phrases import Drafter, Pair
from landscape.fetchers.sample.plans import Mixture, Plan, PlannedClaim, plan_claims
from landscape.fetchers.sample.titles import abstract, titles
from landscape.fetchers.sample.topics import generic_subjects
from landscape.fetchers.sample.wording import (
    MACHINE,
    Chinese,
    English,
    drafter_habits,
    preferred,
    word_chinese,
    word_english,
)
from landscape.records import Claim, ClaimSet, Text, TextOrigin

_TRANSLATED = 0.45  # share of families whose Chinese publications come with an English machine translation
_CLAIMS_TRANSLATED = 0.6  # share of families whose Japanese and Korean claims do


@dataclass(slots=True)
class Texts:
    """Titles, abstracts and claims of a family."""

    plan: Plan
    english: English
    chinese: Chinese
    title: dict[str, str]
    abstract: Pair
    translated: bool
    claims_translated: bool
    _claims: dict[tuple[str, bool], ClaimSet] = field(default_factory=dict)

    @classmethod
    def of(cls, drafter: Drafter, mixture: Mixture, generic: bool, standard: Pair | None) -> Texts:
        """Draft a family; standard: what a claim says of a standard, if it names one."""
        english, chinese = drafter_habits(drafter)
        plan = plan_claims(drafter, mixture, drafter.pick(generic_subjects()) if generic else None, standard)
        summary = abstract(plan, drafter, mixture.topic.name)
        return cls(
            plan,
            english,
            chinese,
            titles(plan),
            summary,
            translated=drafter.chance(_TRANSLATED),
            claims_translated=drafter.chance(_CLAIMS_TRANSLATED),
        )

    def titles(self, office: Office) -> tuple[Text, ...]:
        """In the language of the office, with an English translation where there is one."""
        own = self._text(self.title[office.language], office.language)
        if office.language == "en" or not self._english_at(office):
            return (own,)
        return own, Text(self.title["en"], "en", TextOrigin.MACHINE_TRANSLATION)

    def abstracts(self, office: Office) -> tuple[Text, ...]:
        """As titles; Japanese and Korean abstracts are known in English only."""
        if office.texts == "title":
            return ()
        if office.language == "en":
            return (self._text(self.abstract[0], "en"),)
        translation = Text(preferred(self.abstract[0], MACHINE.preferred), "en", TextOrigin.MACHINE_TRANSLATION)
        if office.language != "zh":
            return (translation,)
        own = self._text(self.abstract[1], "zh")
        return (own, translation) if self.translated else (own,)

    def claims(self, office: Office, granted: bool) -> tuple[ClaimSet, ...]:
        """Claim sets, the office's own language first; none from offices that give no claims."""
        if office.texts != "claims":
            return ()
        if office.language == "en":
            return (self._claim_set("en", granted),)
        if office.language == "zh":
            own = self._claim_set("zh", granted)
            return (own, self._claim_set("machine", granted)) if self.translated else (own,)
        return (self._claim_set("machine", granted),) if self.claims_translated else ()

    def _english_at(self, office: Office) -> bool:
        return self.translated if office.language == "zh" else True

    def _text(self, text: str, language: str) -> Text:
        words = {"en": self.english.preferred, "zh": self.chinese.preferred}.get(language, ())
        return Text(preferred(text, words), language, TextOrigin.OFFICE)

    def _claim_set(self, manner: str, granted: bool) -> ClaimSet:
        found = self._claims.get((manner, granted))
        if found is None:
            found = self._claims[manner, granted] = self._worded(manner, granted)
        return found

    def _worded(self, manner: str, granted: bool) -> ClaimSet:
        if granted:
            applied = self._claim_set(manner, False)
            first = self._words([self.plan.granted_lead()], manner)
            return ClaimSet((*first, *applied.claims[1:]), applied.language, applied.origin)
        language = "zh" if manner == "zh" else "en"
        origin = TextOrigin.MACHINE_TRANSLATION if manner == "machine" else TextOrigin.OFFICE
        return ClaimSet(self._words(self.plan.claims, manner), language, origin)

    def _words(self, claims: Sequence[PlannedClaim], manner: str) -> tuple[Claim, ...]:
        if manner == "zh":
            return word_chinese(claims, self.chinese)
        return word_english(claims, MACHINE if manner == "machine" else self.english)
