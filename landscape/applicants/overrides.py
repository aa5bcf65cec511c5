"""The query's own word on names: `[analysis.aliases]`, one line a spelling."""

from __future__ import annotations

from collections.abc import Mapping

from landscape.applicants.known import known_applicants, known_names
from landscape.applicants.scripts import normal


class Overrides:
    """What the query file says of spellings, read once.

    aliases: spelling -> target, see `landscape.applicants`.  Spellings match but for case, width and blanks.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._targets: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for spelling, target in aliases.items():
            self._targets[_same(spelling)] = self._anchor(spelling, target)

    def _anchor(self, spelling: str, target: str) -> str:
        if not target.strip() or target == spelling:
            anchor = f"={_same(spelling)}"  # an applicant of its own
            self._names[anchor] = spelling
            return anchor
        id_ = target.strip().removeprefix("app:")
        if id_ in known_applicants():
            return id_
        if known := known_names().find(target.strip()):
            return known
        anchor = _same(target)
        self._names[anchor] = target.strip()
        return anchor

    def target(self, name: str) -> str | None:
        """The applicant a spelling is put to, None where the query says nothing of it."""
        return self._targets.get(_same(name)) if self._targets else None

    def named(self) -> dict[str, str]:
        """Applicants that only the query knows, by the name it gives them: anchor -> name."""
        return {anchor: name for anchor, name in self._names.items() if not anchor.startswith("=")}

    def name_for(self, anchor: str | None) -> str | None:
        """The name of an applicant that only the query knows."""
        return self._names.get(anchor or "")


def _same(spelling: str) -> str:
    return normal(spelling).casefold()
