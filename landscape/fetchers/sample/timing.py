"""When the invented families are filed and published.

Filings grow over the years; publication follows about 18 months after the priority, seldom earlier, sometimes much
later.  Only what is published on `TODAY` exists for the reader, so that the last 18 months are thin, as they are in
every real snapshot.  All arithmetic is of the four basic kinds, which every machine does alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, pairwise

TODAY = date(2026, 6, 30)
FIRST = date(2005, 1, 1)

# relative number of first filings a year, from 2005
_FILINGS = (3, 3, 4, 4, 5, 6, 8, 10, 13, 16, 20, 26, 34, 43, 55, 68, 80, 92, 103, 112, 118, 120, 120)
# share of families (0 to 1) that are first published within so many days of their priority
_PUBLISHED = ((0, 0.0), (150, 0.0), (400, 0.09), (540, 0.15), (562, 0.7), (600, 0.86), (730, 0.95), (930, 1.0))


def priority_dates(families: int, random: Callable[[], float]) -> Iterator[date]:
    """Priority dates of so many families that are published by TODAY, ascending."""
    cumulative = _cumulative()
    for family in range(families):
        yield FIRST + timedelta(bisect_left(cumulative, (family + random()) / families * cumulative[-1]))


def first_publication_delay(priority: date, random: Callable[[], float]) -> int:
    """Days from the priority to the first publication of a family that is published by TODAY."""
    share = random() * published_share((TODAY - priority).days)
    for (low_day, low), (day, high) in pairwise(_PUBLISHED):
        if share <= high and high > low:
            return low_day + int((share - low) / (high - low) * (day - low_day))
    return _PUBLISHED[-1][0]


def published_share(days: int) -> float:
    """Share of families (0 to 1) first published within so many days of their priority."""
    for (low_day, low), (day, high) in pairwise(_PUBLISHED):
        if days <= day:
            return low + (high - low) * (max(days, 0) - low_day) / (day - low_day)
    return 1.0


def filed_by_year(families: int) -> dict[int, float]:
    """How many families were filed a year, those included that are not published yet, for so many published ones."""
    filed: dict[int, float] = {}
    for day in range((TODAY - FIRST).days + 1):
        when = FIRST + timedelta(day)
        filed[when.year] = filed.get(when.year, 0.0) + _filings(when)
    return {year: count * families / _cumulative()[-1] for year, count in filed.items()}


def on_weekday(day: date, weekday: int) -> date:
    """The last such weekday (0 Monday) up to the day: offices publish once a week."""
    return day - timedelta((day.weekday() - weekday) % 7)


def _filings(day: date) -> float:
    """Relative number of first filings on a day, between the years' numbers."""
    year = day.year - FIRST.year
    passed = (day.timetuple().tm_yday - 1) / 366
    return _FILINGS[year] + (_FILINGS[year + 1] - _FILINGS[year]) * passed


@cache
def _cumulative() -> list[float]:
    """Families filed up to each day since FIRST that are published by TODAY, relative."""
    days = (FIRST + timedelta(day) for day in range((TODAY - FIRST).days + 1))
    return list(accumulate(_filings(day) * published_share((TODAY - day).days) for day in days))
