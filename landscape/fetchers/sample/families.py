"""The families of the invented corpus, one after another in the order of their priority dates."""

from __future__ import annotations

import random as chance
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from landscape.fetchers.sample import timing
from landscape.fetchers.sample.applicants import Applicant, Applicants
from landscape.fetchers.sample.offices import Filing, Office, offices
from landscape.fetchers.sample.phrases import Drafter
from landscape.fetchers.sample.plans import Mixture
from landscape.fetchers.sample.policy import named_standard
from landscape.fetchers.sample.publications import Invention, Press, family_id
from landscape.fetchers.sample.texts import Texts
from landscape.fetchers.sample.topics import WEIGHT_YEARS, noise, topics
from landscape.records import Publication

_NOISE = 0.04  # share of families that belong to no topic
_BORDER = 0.06  # share of the others that border on a second topic
_GENERIC = 0.03  # share of the others whose claims avoid the words of their topic
_LATER_OFFICES = {"XA": 0.6, "XB": 0.4, "XC": 0.55, "XD": 0.3, "XE": 0.3, "XG": 0.06, "XH": 0.08}
_INTERNATIONAL_ROUTE = 0.55  # share of the families filed abroad that take it


@dataclass(frozen=True, slots=True)
class Family:
    """A family and its truth.

    id: of the sample, also where the records carry none; topic: "" for noise; second: topic it borders on, or "";
    standard: as a claim names it, or ""; spellings: each name of an applicant as it occurs -> whose it is.
    """

    id: str
    topic: str
    second: str
    generic: bool
    standard: str
    priority: date
    applicants: tuple[Applicant, ...]
    spellings: dict[str, Applicant]
    publications: tuple[Publication, ...]


def families(count: int, seed: int) -> Iterator[Family]:
    """So many families of which something is published by `timing.TODAY`; the same for the same count and seed.

    Memory does not grow with the count.
    """
    source = chance.Random(f"landscape sample, families={count}, seed={seed}")  # noqa: S311  # no secret
    drafter = Drafter(source.random)
    applicants = Applicants(count)
    press = Press(f"sample:families={count},seed={seed}", drafter)
    for position, priority in enumerate(timing.priority_dates(count, source.random)):
        yield _family(position, priority, applicants, press)


def _family(position: int, priority: date, applicants: Applicants, press: Press) -> Family:
    drafter = press.drafter
    mixture, generic = _mixture(drafter, priority)
    topic = mixture.topic
    first = applicants.choose(topic.id, drafter)
    joint = tuple(applicants.partners(first, topic.id, drafter))
    filings = _filings(press, first, priority)
    plain = mixture.second is None and not generic
    named = named_standard(topic.id, priority, drafter) if plain else None
    drafter.chinese = any(filing.office.language == "zh" for filing in filings)
    texts = Texts.of(drafter, mixture, generic, named[1] if named else None)
    publications = press.publish(Invention(position, topic, mixture.second, priority, joint, filings, texts))
    spellings = {party.name: joint[party.sequence - 1] for each in publications for party in each.applicants}
    return Family(
        id=family_id(position),
        topic=topic.id,
        second=mixture.second.id if mixture.second else "",
        generic=generic,
        standard=named[0] if named else "",
        priority=priority,
        applicants=joint,
        spellings=spellings,
        publications=publications,
    )


def _mixture(drafter: Drafter, priority: date) -> tuple[Mixture, bool]:
    """What a family of this date is about, and whether its claims avoid the words of its topic."""
    if drafter.chance(_NOISE):
        return Mixture(noise(), common=0), False
    known = topics()
    reached = drafter.random()
    topic = known[next(k for k, share in enumerate(_topic_shares(priority.year, priority.month)) if reached < share)]
    way = drafter.random()
    if way < _BORDER:
        near = drafter.pick(topic.near)
        return Mixture(topic, next(other for other in known if other.id == near)), False
    return (Mixture(topic, common=0.8), True) if way < _BORDER + _GENERIC else (Mixture(topic), False)


@cache
def _topic_shares(year: int, month: int) -> list[float]:
    """Cumulative share (0 to 1) of the topics among filings of a month."""
    when = year + (month - 0.5) / 12
    after = min(len(WEIGHT_YEARS) - 1, max(1, sum(start <= when for start in WEIGHT_YEARS)))
    low, high = WEIGHT_YEARS[after - 1], WEIGHT_YEARS[after]
    passed = min(1.0, (when - low) / (high - low))
    ends = [(topic.weight[after - 1], topic.weight[after]) for topic in topics()]
    weights = [before + (behind - before) * passed for before, behind in ends]
    shares = [sum(weights[: k + 1]) / sum(weights) for k in range(len(weights))]
    return [*shares[:-1], 1.0]


def _filings(press: Press, first: Applicant, priority: date) -> tuple[Filing, ...]:
    """Where the family is filed, the first filing first; only what is published by TODAY."""
    drafter, known = press.drafter, offices()
    delay = timing.first_publication_delay(priority, drafter.random)
    home = known[first.country]
    found = [_filing(press, home, priority, timing.on_weekday(priority + timedelta(delay), home.weekday))]
    for office, days, wait in _routes(drafter, first, delay):
        published = timing.on_weekday(priority + timedelta(wait), office.weekday)
        if published <= timing.TODAY:
            found.append(_filing(press, office, priority + timedelta(days), published))
    return tuple(found)


def _routes(drafter: Drafter, first: Applicant, delay: int) -> Iterator[tuple[Office, int, int]]:
    """Offices of later filings, with days from the priority to filing and to publication."""
    tail = first.id.startswith("tail-")
    if not drafter.chance(0.2 if tail else 0.4 if first.country == "XC" else 0.72):
        return
    international = drafter.chance(_INTERNATIONAL_ROUTE)
    if international:
        yield offices()["XF"], 362, max(delay, 550) + drafter.count(0, 14)
    for code, likely in _LATER_OFFICES.items():
        if code != first.country and drafter.chance(likely):
            later = drafter.count(200, 360) if international else drafter.count(0, 60)
            yield offices()[code], 880 if international else 362, max(delay, 548) + later + 330 * international


def _filing(press: Press, office: Office, filed: date, published: date) -> Filing:
    drafter, granted = press.drafter, None
    if drafter.chance(office.granted):
        low, high = office.grants
        wait = low + int((high - low) * (drafter.random() + drafter.random()) / 2)
        granted = timing.on_weekday(published + timedelta(wait), office.weekday)
    filed = min(filed, published - timedelta(30))
    return Filing(office, press.registers.application(office.code, filed), filed, published, granted)
