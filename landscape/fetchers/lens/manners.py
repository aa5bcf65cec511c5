"""How The Lens wants to be asked: its pace by what it says of the minute, its quotas of a month, its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass

from landscape.session import TAKE, Answer, HeaderKey, Judgement, Manners, Request, Verdict, by_status

SOURCE = "lens"
URL = "https://api.lens.org"
_MINUTE = "x-rate-limit-remaining-request-per-minute"
_WAIT = "x-rate-limit-retry-after-seconds"
_MONTH = ("x-rate-limit-remaining-request-per-month", "x-rate-limit-remaining-record-per-month")


@dataclass(frozen=True, slots=True)
class Page:
    """What an answer holds: hits that the service counts in all, ids of those here, the id to scroll on with."""

    total: int
    hits: frozenset[str]
    scroll: str


def page(answer: Answer) -> Page:
    """Read an answer; ValueError if it is no list of hits."""
    try:
        told = json.loads(answer.content)
        hits = frozenset(str(hit["lens_id"]) for hit in told["data"])
        return Page(int(told["total"]), hits, str(told.get("scroll_id") or ""))
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise ValueError("no list of hits") from None


class MinuteLimit:
    """Pace by the requests that the plan allows in a minute, spread over it.

    The plan is known from the first answer, which says how many are left; scrolls live for a minute, so that it
    would not do to use them all up and then wait.
    """

    def __init__(self) -> None:
        """Nothing has been asked yet."""
        self._allowed, self._last, self._used_up = 0, -60.0, 0.0

    def due(self, request: Request, now: float) -> float:
        """The time at which this request may start."""
        return max(self._last + 60 / (self._allowed or 60), self._used_up)

    def sent(self, request: Request, now: float) -> None:
        """Take note that it starts now."""
        self._last = now

    def heed(self, request: Request, answer: Answer, now: float) -> None:
        """Take note of how many are left."""
        left = _number(answer, _MINUTE)
        if left is None:
            return
        self._allowed = max(self._allowed, left + 1)
        if left == 0:
            self._used_up = now + (_number(answer, _WAIT) or 60)


def manners() -> Manners:
    """How to ask."""
    return Manners(SOURCE, MinuteLimit(), judge, HeaderKey("Authorization", "LENS_API_TOKEN", "Bearer {}"))


def judge(request: Request, answer: Answer) -> Judgement:
    """By status; a month that is used up ends the run; an answer that is no list of hits is broken."""
    if answer.status == 429:
        if any(_number(answer, header) == 0 for header in _MONTH):
            until = answer.header("x-rate-limit-reset-date")[:40]
            return Judgement(Verdict.STOP, f"has given all that the plan allows in a month; it resets {until}".rstrip())
        wait = _number(answer, _WAIT)
        return Judgement(Verdict.RETRY, "says it is asked too often", wait=None if wait is None else float(wait))
    judged = by_status(request, answer)
    if judged is not TAKE or answer.status == 204:
        return judged
    try:
        page(answer)
    except ValueError:
        return Judgement(Verdict.BROKEN, "is no list of hits")
    return TAKE


def _number(answer: Answer, header: str) -> int | None:
    told = answer.header(header).strip()[:12]
    return int(told) if told.isascii() and told.isdigit() else None
