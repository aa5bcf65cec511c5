"""Sending one request over HTTP: bounded, hardened, and the only user of requests."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from landscape import __version__
from landscape.errors import LandscapeError
from landscape.session.answers import Answer, Request
from landscape.session.clock import Clock
from landscape.session.manners import Verdict

if TYPE_CHECKING:
    import requests

_CHUNK = 2**14
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Seconds for a whole answer, however steadily it drips.
_LONGEST = 900.0


class UnansweredError(Exception):
    """No whole answer came: why, and what to do.  Never names a key or an address."""

    def __init__(self, reason: str, verdict: Verdict = Verdict.RETRY) -> None:
        super().__init__(reason, verdict)
        self.reason, self.verdict = reason, verdict


def user_agent() -> str:
    """Name, version and the contact in LANDSCAPE_CONTACT, so that a source can say what troubles it."""
    contact = os.environ.get("LANDSCAPE_CONTACT", "").strip()
    if not contact.isascii() or not contact.isprintable():
        raise LandscapeError("LANDSCAPE_CONTACT: an address in plain letters is wanted, such as me@example.org")
    return f"landscape/{__version__} ({contact or 'no contact given'}; Python {platform.python_version()})"


class Transport:
    """A connection to one source, kept open between requests; for one thread."""

    def __init__(self, clock: Clock, timeouts: tuple[float, float], most_bytes: int) -> None:
        """timeouts: seconds to connect, and between two pieces of an answer; most_bytes: of an answer, decoded."""
        self._clock, self._timeouts, self._most_bytes = clock, timeouts, most_bytes
        self._http: requests.Session | None = None

    def close(self) -> None:
        """Let go of the connection."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def send(self, request: Request, secret: Mapping[str, str], source: str) -> Answer:
        """The answer, redirects followed; UnansweredError if none came whole.

        secret: headers that go to the host asked alone: not along with a redirect to another.
        """
        import requests

        try:
            return self._follow(request, secret, source)
        except requests.Timeout:
            raise UnansweredError("did not answer in time") from None
        except requests.exceptions.SSLError:
            raise UnansweredError("has a certificate that is not accepted", Verdict.STOP) from None
        except requests.exceptions.ContentDecodingError:
            raise UnansweredError("sent what does not unpack") from None
        except requests.exceptions.ChunkedEncodingError:
            raise UnansweredError("broke off in the middle of its answer") from None
        except requests.ConnectionError:
            raise UnansweredError("cannot be reached") from None
        except (requests.RequestException, UnicodeError) as error:
            # What it says may quote a header.
            raise UnansweredError(f"cannot be asked ({type(error).__name__})", Verdict.STOP) from None

    def _follow(self, request: Request, secret: Mapping[str, str], source: str) -> Answer:
        address, method, body = request.address, request.method, request.body
        headers = {**request.headers, **secret}
        for _ in range(_MOST_REDIRECTS + 1):
            with self._opened(method, address, body, headers) as response:
                location = response.headers.get("Location")
                if response.status_code not in _REDIRECTS or not location:
                    return Answer(
                        url=request.url,
                        status=response.status_code,
                        content=self._content(response),
                        received=self._clock.now(),
                        method=request.method,
                        parameters=request.parameters,
                        body=request.body,
                        headers=dict(response.headers),
                        names=request.names,
                        source=source,
                    )
                if method == "POST":
                    raise UnansweredError("redirects a question that may not go elsewhere", Verdict.STOP)
                there = urljoin(address, location)
            if urlsplit(there).scheme not in ("http", "https"):
                raise UnansweredError("redirects to what is not HTTP", Verdict.STOP)
            if _origin(there) != _origin(address):
                headers = dict(request.headers)
            address = there
        raise UnansweredError("redirects in a circle", Verdict.STOP)

    def _opened(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> requests.Response:
        if self._http is None:
            self._http = _session()
        return self._http.request(
            method,
            address,
            data=body or None,
            headers=dict(headers),
            timeout=self._timeouts,
            stream=True,
            allow_redirects=False,
        )

    def _content(self, response: requests.Response) -> bytes:
        told = response.headers.get("Content-Length", "")
        if told.isdigit() and len(told) < 20 and int(told) > self._most_bytes:
            raise UnansweredError(self._too_long(), Verdict.BROKEN)
        ends, content = self._clock.seconds() + _LONGEST, bytearray()
        for chunk in response.iter_content(_CHUNK):
            content += chunk
            if len(content) > self._most_bytes:
                raise UnansweredError(self._too_long(), Verdict.BROKEN)
            if self._clock.seconds() > ends:
                raise UnansweredError(f"took more than {_LONGEST:.0f} s for one answer")
        return bytes(content)

    def _too_long(self) -> str:
        return f"is longer than {self._most_bytes / 2**20:.3g} MiB"


def _session() -> requests.Session:
    import requests

    session = requests.Session()
    session.headers["User-Agent"] = user_agent()
    # Otherwise requests takes keys of its own accord from ~/.netrc.
    session.auth = _as_it_is
    return session


def _as_it_is(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared


def _origin(address: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port; a key goes to no other, nor from HTTPS to HTTP."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
