"""What is asked of a source and what it answers; both without any key, so that they may be kept and shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

# Parameters that carry credentials at the sources; their values never reach the disk, nor the key of a request.
SECRET_PARAMETERS = frozenset(
    {
        "key",
        "api_key",
        "api-key",
        "apikey",
        "servicekey",
        "token",
        "access_token",
        "client_id",
        "client_secret",
        "password",
    }
)


@dataclass(frozen=True, slots=True)
class Request:
    """A question to a source.

    url: without query; parameters: in the order sent; headers: none of them secret, and none that changes what is
    asked, since a recording is found by method, url, parameters and body; expects: a word that the answer's content
    type must have ("xml"), "" if any will do; none: statuses that mean "there is none of it", an answer like any
    other; fresh: how long a recorded answer stands for a new one, None for ever; names: what a request in bulk asks
    for, one line of its body each; kept: False for what must not be recorded.
    """

    url: str
    parameters: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    expects: str = ""
    none: frozenset[int] = frozenset()
    fresh: timedelta | None = None
    names: tuple[str, ...] = ()
    kept: bool = True

    @property
    def address(self) -> str:
        """The url with its parameters, encoded.

        >>> Request("https://a.example/search", (("q", "ta=solid electrolyte"),)).address
        'https://a.example/search?q=ta%3Dsolid%20electrolyte'
        """
        return self.url + ("?" + urlencode(self.parameters, quote_via=quote) if self.parameters else "")

    @property
    def key(self) -> str:
        """What its recording is found by; requests in bulk at one address share theirs, whatever their names."""
        return request_key(self.method, self.url, self.parameters, b"" if self.names else self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and what was asked for it.

    url: without user, password and query; parameters: in the order sent; body: of the request; content: the
    answer's bytes after transfer decoding; received: UTC; names: what a request in bulk asked for; source: whose
    answer it is, as in `landscape sources`.
    """

    url: str
    status: int
    content: bytes
    received: datetime
    method: str = "GET"
    parameters: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    names: tuple[str, ...] = ()
    source: str = ""

    @property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def key(self) -> str:
        """Key of the request that it answers."""
        return request_key(self.method, self.url, self.parameters, b"" if self.names else self.body)

    def header(self, name: str) -> str:
        """A header's value, "" where there is none; upper and lower case are alike."""
        wanted = name.lower()
        return next((value for known, value in (self.headers or {}).items() if known.lower() == wanted), "")


class Recordings(Protocol):
    """Where answers are kept and found again."""

    def put(self, answer: Answer) -> str:
        """Keep an answer; returns the sha256 of its content."""

    def find(self, key: str) -> Iterator[Held]:
        """All answers under a key, the latest first; damaged ones may be left out."""


class Held(Protocol):
    """A recorded answer, not yet read."""

    @property
    def names(self) -> tuple[str, ...]:
        """What a request in bulk asked for."""

    @property
    def status(self) -> int:
        """HTTP status."""

    @property
    def received(self) -> datetime:
        """When, UTC."""

    def answer(self) -> Answer:
        """The answer itself.  Raises DamagedError if it is not as it was written."""


def request_key(method: str, url: str, parameters: Iterable[tuple[str, str]] = (), body: bytes = b"") -> str:
    """The same for the same question: hex digest over method, address, parameters without secrets, and body.

    >>> plain = request_key("GET", "https://a.example/b", [("q", "x")])
    >>> plain == request_key("GET", "https://me:secret@a.example/b", [("q", "x"), ("api_key", "1")])
    True
    """
    asked = [method.upper(), public_url(url), public_parameters(parameters), hashlib.sha256(body).hexdigest()]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def public_url(url: str) -> str:
    """The address without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def public_parameters(parameters: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Names and values, without those that are secret."""
    return [[name, value] for name, value in parameters if name.lower() not in SECRET_PARAMETERS]
