"""How fast a source may be asked, and how long to wait where it says so."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from landscape.session.answers import Answer, Request


class Pace(Protocol):
    """Tells when a request may start; learns from what the source answers.  Times in seconds of one clock."""

    def due(self, request: Request, now: float) -> float:
        """The time at which this request may start."""

    def sent(self, request: Request, now: float) -> None:
        """Take note that it starts now."""

    def heed(self, request: Request, answer: Answer, now: float) -> None:
        """Take note of what the answer says on pace."""


class Spacing:
    """So many seconds from one request to the next.

    Counted from the answer where there is one: when the request reached the source is not known, only that it was
    before, so that the source never sees two of them nearer than this.
    """

    def __init__(self, seconds: float) -> None:
        """Seconds: the least distance."""
        self._seconds, self._due = seconds, 0.0

    def due(self, request: Request, now: float) -> float:
        """The time at which this request may start."""
        return self._due

    def sent(self, request: Request, now: float) -> None:
        """Take note that it starts now."""
        self._due = now + self._seconds

    def heed(self, request: Request, answer: Answer, now: float) -> None:
        """Such a source says nothing on its pace: only the time counts."""
        self._due = max(self._due, now + self._seconds)


def retry_after(answer: Answer, now: datetime, *, milliseconds_from: float | None = None) -> float | None:
    """Seconds that the answer asks to wait (Retry-After, in seconds or as a date), None if it does not.

    milliseconds_from: a number from which this source means milliseconds.
    """
    told = answer.header("Retry-After").strip()
    if told.isascii() and told.isdigit():
        seconds = float(told[:12])
        return seconds / 1000 if milliseconds_from is not None and seconds >= milliseconds_from else seconds
    try:
        date = parsedate_to_datetime(told) if told else None
    except ValueError:
        return None
    if date is None:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
