"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then with a stage ("fetching files"), how much is done, and of how much where that is known."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Take note."""


def silent(stage: str, done: int, total: int | None = None) -> None:
    """Listen to nothing."""
