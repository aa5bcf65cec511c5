"""Time as the session sees it; the one place where anything waits."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime


class Clock:
    """The machine's clock; tests put their own in its place."""

    def now(self) -> datetime:
        """Time of day, UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Seconds from some beginning; never goes back."""
        return time.monotonic()

    def wait(self, seconds: float, stopped: threading.Event) -> None:
        """Return after so many seconds, or as soon as `stopped` is set."""
        stopped.wait(seconds)
