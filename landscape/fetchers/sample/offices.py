"""The invented offices, the numbers they give and what their registers say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from landscape.fetchers.sample.timing import TODAY
from landscape.fetchers.sample.topics import read
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import LegalEvent


@dataclass(frozen=True, slots=True)
class Office:
    """An office; texts: the fullest its publications hold ("claims", "abstract", "title").

    grants: days from publication to grant, least and most; granted: share granted in the end (0 to 1).
    events: what happens -> code and words of its register.
    """

    code: str
    name: str
    language: str
    texts: str
    own_grant_numbers: bool
    weekday: int
    grants: tuple[int, int]
    granted: float
    events: dict[str, tuple[str, str]]


@cache
def offices() -> dict[str, Office]:
    """Office by code."""
    return {
        row["code"]: Office(
            code=row["code"],
            name=row["name"],
            language=row["language"],
            texts=row["texts"],
            own_grant_numbers=row["numbers"] == "own",
            weekday=row["weekday"],
            grants=(row["grants"][0], row["grants"][1]),
            granted=row["granted"],
            events={what: (code, words) for what, (code, words) in row["events"].items()},
        )
        for row in read("offices.toml")["office"]
    }


@dataclass(frozen=True, slots=True)
class Filing:
    """An application at an office, when it is published, and when granted (perhaps after TODAY, None for never)."""

    office: Office
    application: ApplicationNumber
    filed: date
    published: date
    granted: date | None


@dataclass(slots=True)
class Registers:
    """Gives numbers, each once, in the order asked."""

    _last: defaultdict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))

    def application(self, office: str, filed: date) -> ApplicationNumber:
        """A year and seven digits."""
        return ApplicationNumber(office, f"{filed.year}{self._next(office, 'application', filed.year):07}", "A")

    def publication(self, office: str, published: date) -> PublicationNumber:
        """A year and seven digits, kind A1."""
        return PublicationNumber(
            office, f"{published.year}{self._next(office, 'publication', published.year):07}", "A1"
        )

    def grant(self, office: Office, publication: PublicationNumber) -> PublicationNumber:
        """A number of its own, or that of the application, kind B1."""
        if not office.own_grant_numbers:
            return PublicationNumber(publication.country, publication.number, "B1")
        return PublicationNumber(office.code, f"{7_000_000 + self._next(office.code, 'grant', 0)}", "B1")

    def _next(self, office: str, series: str, year: int) -> int:
        self._last[office, series, year] += 1
        return self._last[office, series, year]


def legal_events(filing: Filing, random: Callable[[], float]) -> tuple[LegalEvent, ...]:
    """What the office's register says of an application up to TODAY, in order of time."""
    office, published, granted = filing.office, filing.published, filing.granted
    told: list[tuple[str, date, str | None]] = [
        ("publication", published, None),
        ("examination", published + timedelta(20 + int(random() * 200)), None),
    ]
    if granted is not None:
        told.append(("grant", granted, "+"))
        if random() < 0.3:
            told.append(("lapse", granted + timedelta(700 + int(random() * 2500)), "-"))
    elif random() < 0.7:
        told.append(("refusal", published + timedelta(400 + int(random() * 900)), "-"))
    if random() < 0.05:
        told.append(("transfer", published + timedelta(100 + int(random() * 1500)), None))
    events = [_event(office, what, day, effect) for what, day, effect in told if day <= TODAY and what in office.events]
    return tuple(sorted(events, key=lambda event: (event.date or TODAY, event.code)))


def _event(office: Office, what: str, day: date, effect: str | None) -> LegalEvent:
    code, words = office.events[what]
    return LegalEvent(code, day, office.code, words, effect)
