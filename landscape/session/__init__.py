"""The polite session: every question to a source goes through it.

    conversation = session.conversation(Manners("surechembl", Spacing(0.5)))
    answer = conversation.ask(Request("https://…", (("q", "…"),), expects="json"))

A question that was answered before, and whose answer is still fresh, is not asked again: the recording is returned.
Else the conversation waits until the source's pace allows it, asks, waits and asks again where that can help, and
records what came before it hands it out.  Keys go into headers at the last moment and nowhere else.
"""

from __future__ import annotations

import os
import random
import threading
from datetime import timedelta
from urllib.parse import urlsplit

from landscape.errors import LandscapeError
from landscape.progress import Progress, silent
from landscape.session.answers import Answer, Recordings, Request
from landscape.session.clock import Clock
from landscape.session.conversation import Conversation
from landscape.session.keys import ClientToken, Credentials, HeaderKey, key
from landscape.session.manners import TAKE, Judgement, Manners, Verdict, by_status
from landscape.session.pace import Pace, Spacing, retry_after

__all__ = [
    "TAKE",
    "Answer",
    "ClientToken",
    "Clock",
    "Conversation",
    "Credentials",
    "HeaderKey",
    "Judgement",
    "Manners",
    "Pace",
    "Request",
    "Session",
    "Spacing",
    "Verdict",
    "base_url",
    "by_status",
    "key",
    "retry_after",
]


def base_url(source: str, default: str) -> str:
    """Where a source is asked: LANDSCAPE_<SOURCE>_URL if set (LANDSCAPE_EPO_OPS_URL), else its own address.

    Raises LandscapeError if it is no http or https address.
    """
    variable = f"LANDSCAPE_{source.upper().replace('-', '_')}_URL"
    url = os.environ.get(variable, "").strip() or default
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
        raise LandscapeError(f"{variable}: an address such as {default} is wanted, without user, password and query")
    return url.rstrip("/")


class Session:
    """What all sources of a run share: recordings, clock, patience.  Safe for several threads."""

    def __init__(
        self,
        recordings: Recordings | None = None,
        *,
        ask_again: bool = False,
        patience: timedelta = timedelta(minutes=75),
        clock: Clock | None = None,
        seed: int | None = None,
    ) -> None:
        """ask_again: take no recording from before this session; patience: how long one question may wait in all.

        The default outlasts a quota of an hour.  seed: of the jitter between tries.
        """
        self.recordings, self.ask_again, self.patience = recordings, ask_again, patience.total_seconds()
        self.clock = clock or Clock()
        self.random = random.Random(seed)  # noqa: S311 - jitter, no secret
        self.started = self.clock.now()
        self.stopped = threading.Event()

    def conversation(self, manners: Manners, progress: Progress = silent) -> Conversation:
        """Begin to ask a source; for one thread."""
        return Conversation(self, manners, progress)

    def stop(self) -> None:
        """Let every conversation end at its next question or while it waits, with a SourceError."""
        self.stopped.set()
