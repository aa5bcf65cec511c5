"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then with a stage, how much is done, and of how much where that is known.

    A stage is "reading files", or a source and what it does or waits for, "epo-ops: waits 12 s (its pace)"; with 0
    and no total it says nothing on how much is done.
    """

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Take note."""


def silent(stage: str, done: int, total: int | None = None) -> None:
    """Listen to nothing."""
