"""What every office has: a server on the loopback address, a log of what was asked, faults on request."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, unquote, urlsplit


class TestClock:
    """A clock that only waiting moves; for the session and the offices alike."""

    __test__ = False

    def __init__(self, start: datetime = datetime(2026, 11, 23, tzinfo=UTC)) -> None:
        self._start, self._passed, self._lock = start, 0.0, threading.Lock()
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        with self._lock:
            return self._passed

    def pass_(self, time: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._passed += time.total_seconds()

    def wait(self, seconds: float, stopped: threading.Event) -> None:
        with self._lock:
            self._passed += seconds
        self.waits.append(seconds)


@dataclass(frozen=True)
class Asked:
    """A request as an office received it; at: seconds on the office's clock; path: decoded."""

    method: str
    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def line(self) -> str:
        """In brief, for messages of tests."""
        return f"{self.method} {self.path} {dict(self.parameters)}"


@dataclass(frozen=True)
class Reply:
    """What an office answers.

    cut: so many bytes of the body are sent, then the connection is closed; silent: nothing is sent until the other
    side has given up.
    """

    status: int = 200
    body: bytes = b""
    type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    silent: bool = False

    def with_headers(self, headers: Mapping[str, str]) -> Reply:
        """The same with more headers."""
        return replace(self, headers={**self.headers, **headers})


Fault = Callable[[Asked, Reply], Reply]


@dataclass
class _Planned:
    fault: Fault
    times: int | None
    when: Callable[[Asked], bool]


class Office:
    """A server that answers as one source does.  Subclasses give `SOURCE` and `reply`.

    A context manager: it answers from entering to leaving.
    """

    SOURCE: ClassVar[str] = ""
    # Path of the source's own base address, which the url of this office ends with.
    BASE: ClassVar[str] = ""

    def __init__(self, clock: Any = None) -> None:
        """clock: one with seconds(); the time of requests stands still without one."""
        self.clock = clock
        self.requests: list[Asked] = []
        self._planned: list[_Planned] = []
        self._lock = threading.Lock()
        self._left = threading.Event()
        self._server: ThreadingHTTPServer | None = None

    @property
    def variable(self) -> str:
        """The setting under which the tool asks this office."""
        return f"LANDSCAPE_{self.SOURCE.upper().replace('-', '_')}_URL"

    @property
    def url(self) -> str:
        """Base address of the office."""
        assert self._server is not None, "the office is closed"
        return f"http://127.0.0.1:{self._server.server_port}{self.BASE}"

    def reply(self, asked: Asked) -> Reply:
        """The answer of an office that works."""
        raise NotImplementedError

    def fail(self, fault: Fault, times: int | None = 1, when: Callable[[Asked], bool] = lambda asked: True) -> None:
        """Let the next requests (None: all) that `when` chooses meet a fault."""
        self._planned.append(_Planned(fault, times, when))

    def recover(self) -> None:
        """Work again."""
        self._planned.clear()

    def forget(self) -> None:
        """Empty the log."""
        self.requests.clear()

    def answer(self, asked: Asked) -> Reply:
        """Log a request and answer it, with the fault that is planned for it."""
        with self._lock:
            self.requests.append(asked)
            reply = self.reply(asked)
            for planned in self._planned:
                if planned.times != 0 and planned.when(asked):
                    planned.times = planned.times and planned.times - 1
                    return planned.fault(asked, reply)
            return reply

    def __enter__(self) -> Self:
        # A proxy that the machine may have is not asked for what is here.
        os.environ["NO_PROXY"] = ",".join({*filter(None, os.environ.get("NO_PROXY", "").split(",")), "127.0.0.1"})
        self._left.clear()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._left.set()
        self._server.shutdown()
        self._server.server_close()
        self._server = None


def _handler(office: Office) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # One packet a reply: else the loopback waits for acknowledgements.
        wbufsize = -1
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            asked = Asked(
                method=self.command,
                path=unquote(parts.path).removeprefix(office.BASE),
                parameters=dict(parse_qsl(parts.query, keep_blank_values=True)),
                headers=dict(self.headers.items()),
                body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
                at=office.clock.seconds() if office.clock is not None else 0.0,
            )
            self._send(office.answer(asked))

        do_GET = do_POST = _answer  # noqa: N815 - names that http.server calls

        def _send(self, reply: Reply) -> None:
            if reply.silent:
                office._left.wait(30)
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            self.close_connection = self.close_connection or reply.cut is not None

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
                self.wfile.flush()
            except (ConnectionError, ValueError):  # the other side has gone
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in http.server
            """Say nothing."""

    return Handler
