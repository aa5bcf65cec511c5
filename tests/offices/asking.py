"""One run of a fetcher, for tests: what came, what ended it, what it was asked with."""

from __future__ import annotations

from pathlib import Path

from landscape.errors import FormatError, RecordError, SourceError
from landscape.fetchers import Context, Fetch, Fetcher
from landscape.formats import Parsed
from landscape.query import Query
from landscape.records import Publication
from landscape.session import Session
from landscape.store.recordings import Recordings
from tests.offices.base import TestClock


class Asking:
    """A query run to its end by one fetcher; recordings stay in `folder` for the next run."""

    def __init__(
        self, fetch: Fetcher, text: str, folder: Path, clock: TestClock | None = None, *, ask_again: bool = False
    ) -> None:
        self.items: list[Parsed] = []
        self.error: SourceError | FormatError | None = None
        session = Session(Recordings(folder), clock=clock or TestClock(), ask_again=ask_again, seed=0)
        self.fetch = Fetch("", "", None, iter(()))
        try:
            self.fetch = fetch(Query.from_text(text, name="q"), Context(session=session))
            for item in self.fetch.records:
                self.items.append(item)
        except (SourceError, FormatError) as error:
            self.error = error

    @property
    def publications(self) -> list[Publication]:
        """What was read, in order."""
        return [item for item in self.items if isinstance(item, Publication)]

    @property
    def numbers(self) -> list[str]:
        """Numbers of what was read, sorted."""
        return sorted(str(publication.number) for publication in self.publications)

    @property
    def dropped(self) -> list[RecordError | FormatError]:
        """What could not be read."""
        return [item for item in self.items if isinstance(item, RecordError | FormatError)]
