"""Jobs on BigQuery through Google's library, which comes with the extra `bigquery` and is imported when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from landscape.errors import SourceError
from landscape.fetchers.bigquery.sql import Parameter, Question

SOURCE = "bigquery"
# Seconds to wait for a job.
_LONGEST = 900.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a result: how many, and each as column -> value."""

    total: int
    rows: Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Library:
    """Google's modules: bigquery, and those of its errors."""

    bigquery: Any
    api_errors: Any
    auth_errors: Any


def library() -> Library:
    """Google's library.  Raises SourceError, which names the extra, if it is not installed."""
    # The packages above it are shared with other libraries and may be there without it.
    if find_spec("google") is None or find_spec("google.cloud") is None or find_spec("google.cloud.bigquery") is None:
        raise SourceError(SOURCE, "needs the extra bigquery: pip install 'landscape[bigquery]'")
    return Library(
        import_module("google.cloud.bigquery"),
        import_module("google.api_core.exceptions"),
        import_module("google.auth.exceptions"),
    )


class Jobs:
    """Runs questions; every failure is a SourceError."""

    def __init__(self, library: Library, page_size: int) -> None:
        """Credentials are those that the library finds.  page_size: rows fetched at a time."""
        self._library, self._page_size = library, page_size
        self.started = 0
        with self._explained():
            self._client = library.bigquery.Client()

    def bytes_read(self, question: Question) -> int:
        """How many bytes the question would read, told without running it."""
        return int(self._query(question, dry_run=True).total_bytes_processed)

    def rows(self, question: Question, most_bytes: int) -> Rows:
        """Run the question; the service refuses it if it would bill more than so many bytes."""
        job = self._query(question, maximum_bytes_billed=most_bytes)
        with self._explained():
            found = job.result(page_size=self._page_size, timeout=_LONGEST)
            return Rows(int(found.total_rows), self._each(iter(found)))

    def _query(self, question: Question, **settings: object) -> Any:
        bigquery = self._library.bigquery
        parameters = [_parameter(bigquery, parameter) for parameter in question.parameters]
        with self._explained():
            self.started += 1
            return self._client.query(
                question.sql, job_config=bigquery.QueryJobConfig(query_parameters=parameters, **settings)
            )

    def _each(self, found: Iterator[Any]) -> Iterator[Mapping[str, Any]]:
        while True:
            with self._explained():
                row = next(found, None)
            if row is None:
                return
            yield dict(row.items())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What the library raises, in one line."""
        try:
            yield
        except (self._library.api_errors.GoogleAPIError, self._library.auth_errors.GoogleAuthError) as error:
            raise SourceError(SOURCE, _line(error)) from None
        except TimeoutError:
            raise SourceError(SOURCE, f"gave no result within {_LONGEST / 60:.0f} minutes") from None
        except OSError as error:
            # A project that is not named is one too; what errors of the network say may quote the address of a proxy.
            reason = _line(error) if type(error) is OSError else f"cannot be reached ({type(error).__name__})"
            raise SourceError(SOURCE, reason) from None


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]


def _parameter(bigquery: Any, parameter: Parameter) -> Any:
    if isinstance(parameter.value, tuple):
        return bigquery.ArrayQueryParameter(parameter.name, parameter.type, list(parameter.value))
    return bigquery.ScalarQueryParameter(parameter.name, parameter.type, parameter.value)
