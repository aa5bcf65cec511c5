"""What can go wrong, by whose problem it is.

Each error prints as one line that names the document and the place; a traceback always means a bug.
All of them survive pickling, so that they can cross process boundaries.
"""

from __future__ import annotations


class LandscapeError(Exception):
    """Base of every error this package raises on purpose."""


class IdentifierError(LandscapeError, ValueError):
    """A number, symbol or designation does not follow its grammar.

    Parameters: the kind of identifier ("publication number"), the spelling met, the reason.
    """

    def __init__(self, kind: str, spelling: str, reason: str) -> None:
        super().__init__(kind, spelling, reason)
        self.kind, self.spelling, self.reason = kind, spelling, reason

    def __str__(self) -> str:
        shown = self.spelling if len(self.spelling) <= 60 else self.spelling[:57] + "..."
        return f"{self.kind} {shown!r}: {self.reason}"


class QueryError(LandscapeError):
    """A query file is wrong.  Parameters: the file, the key ("patents[0].cpc"), the reason with what is allowed."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(file, key, reason)
        self.file, self.key, self.reason = file, key, reason

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"


class RecordError(LandscapeError):
    """One record of a document is broken; the rest of the document can go on.

    Parameters: the document (file or url), the place in it ("line 7", "exchange-document 3"), the reason.
    Parsers *yield* these beside the records, so that what was dropped can be counted and reported.
    """

    def __init__(self, document: str, place: str, reason: str) -> None:
        super().__init__(document, place, reason)
        self.document, self.place, self.reason = document, place, reason

    def __str__(self) -> str:
        return f"{self.document}, {self.place}: {self.reason}"


class FormatError(LandscapeError):
    """A document as a whole cannot be read: unknown kind, unreadable archive, a bound exceeded."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(document, reason)
        self.document, self.reason = document, reason

    def __str__(self) -> str:
        return f"{self.document}: {self.reason}"


class SourceError(LandscapeError):
    """A source failed.  Parameters: its name, the reason, and where there is one the url and the HTTP status."""

    def __init__(self, source: str, reason: str, url: str | None = None, status: int | None = None) -> None:
        super().__init__(source, reason, url, status)
        self.source, self.reason, self.url, self.status = source, reason, url, status

    def __str__(self) -> str:
        answer = "" if self.status is None else f" (HTTP {self.status})"
        at = "" if self.url is None else f" at {self.url}"
        return f"{self.source}: {self.reason}{answer}{at}"


class StoreError(LandscapeError):
    """The store is unusable or does not hold what was asked for."""


class DamagedError(StoreError):
    """A recording is not as it was written: as good as none, and made anew where its source is asked again."""


class AnalysisError(LandscapeError):
    """The corpus or the parameters do not allow the analysis asked for."""
