"""What invented publications cite: earlier ones, mostly of their topic and mostly much cited ones, and outside works.

Preferential attachment by an urn per topic: a family puts its first publication in, a few times, and each citation
puts the cited one in once more.  The urns are bounded, so that a million families need no more memory than ten
thousand, and what is old falls out in time.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date

from landscape.fetchers.sample.phrases import Drafter
from landscape.fetchers.sample.topics import Topic
from landscape.identifiers import PublicationNumber
from landscape.records import Citation

_URN = 240  # entries of a topic; the oldest makes room for the newest
_ENTRIES = 3  # of a new document: the more, the less the first ones are ahead
_OWN = 6  # publications of its own that an applicant remembers
_TRIES = 4  # draws for a document that was public in time


@dataclass(frozen=True, slots=True)
class Citable:
    """A publication as others cite it."""

    number: PublicationNumber
    published: date
    family: int


@dataclass(slots=True)
class Library:
    """All that can be cited so far."""

    _urns: dict[str, deque[Citable]] = field(default_factory=dict)
    _own: dict[str, deque[Citable]] = field(default_factory=dict)

    def add(self, topic: str, applicant: str, document: Citable) -> None:
        """A new first publication."""
        for _ in range(_ENTRIES):
            self._put(topic, document)
        if not applicant.startswith("tail-"):
            self._own.setdefault(applicant, deque(maxlen=_OWN)).append(document)

    def cite(
        self, topic: Topic, applicant: str, published: date, priority: date, family: int, count: int, drafter: Drafter
    ) -> tuple[Citation, ...]:
        """So many citations by a publication of this date; each cites only what was public before it."""
        citations: list[Citation] = []
        cited: set[PublicationNumber] = set()
        for _ in range(count):
            way = drafter.random()
            if way < 0.12:
                citations.append(_literature(topic, priority, drafter))
            elif way < 0.24:
                citations.append(_outside(drafter))
            else:
                found = self._find(topic, applicant, published, family, drafter)
                if found is not None and found.number not in cited:
                    cited.add(found.number)
                    citations.append(_patent(found, priority, published.year, drafter))
        return tuple(citations)

    def _find(self, topic: Topic, applicant: str, published: date, family: int, drafter: Drafter) -> Citable | None:
        """An earlier document: of the applicant itself, of the topic, of a topic near, of any."""
        for _ in range(_TRIES):
            way = drafter.random()
            if way < 0.12 and applicant in self._own:
                found, home = drafter.pick(self._own[applicant]), topic.id
            else:
                home = topic.id
                if way > 0.95:
                    home = drafter.pick(list(self._urns)) if self._urns else home
                elif way > 0.83 and topic.near:
                    home = drafter.pick(topic.near)
                if home not in self._urns:
                    continue
                found = drafter.pick(self._urns[home])
            if found.family != family and found.published < published:
                self._put(home, found)
                return found
        return None

    def _put(self, topic: str, document: Citable) -> None:
        self._urns.setdefault(topic, deque(maxlen=_URN)).append(document)


def _patent(document: Citable, priority: date, year: int, drafter: Drafter) -> Citation:
    """A citation with a category: X and Y hurt novelty and inventive step, A is background, P came in between."""
    by_applicant = drafter.chance(0.35)
    letter = "A" if drafter.chance(0.55) else ("X" if drafter.chance(0.6) else "Y")
    if document.published >= priority:
        letter = f"P,{letter}"
    origin = "applicant" if by_applicant else "examiner"
    return Citation(document.number, category="D" if by_applicant else letter, origin=origin, date=document.published)


def _outside(drafter: Drafter) -> Citation:
    """A patent document from before the sample begins, which the sample does not hold."""
    year = drafter.count(1985, 2004)
    office = drafter.pick(("XA", "XB", "XC", "XD", "XE"))
    number = PublicationNumber(office, f"{year}{drafter.count(1, 90_000):07}", "A1")
    published = date(year, drafter.count(1, 12), drafter.count(1, 28))
    return Citation(number, category="A", origin="examiner", date=published)


def _literature(topic: Topic, priority: date, drafter: Drafter) -> Citation:
    """An article in a journal that does not exist."""
    year = priority.year - drafter.count(1, 12)
    page = drafter.count(1, 900)
    journal = drafter.pick(("Invented Journal of Solid Ionics", "Made-up Letters on Batteries", "Fictional Ceramics"))
    text = (
        f"A note on {topic.name[0]}, {journal}, vol. {year - 1975} ({year}), pages {page}-{page + drafter.count(3, 14)}"
    )
    return Citation(text=text, patent=False, category="A", origin=drafter.pick(("examiner", "applicant")))
