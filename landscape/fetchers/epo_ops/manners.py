"""How OPS wants to be asked: its pace by service, its quotas, what its errors mean."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from datetime import timedelta

from landscape.errors import RecordError
from landscape.formats import xml
from landscape.session import TAKE, Answer, ClientToken, Judgement, Manners, Request, Verdict, by_status, retry_after

SOURCE = "epo-ops"
URL = "https://ops.epo.org/3.2"
# Requests a minute of an idle service, until the first answer says better.
_IDLE = {"search": 30, "retrieval": 200, "inpadoc": 60, "images": 200, "other": 1000}
_SLOWER = {"green": 1.0, "yellow": 2.0, "red": 4.0}
# Seconds for which what the front ends say holds: they are many and not in step, so the worst of them is obeyed.
_HOLDS = 60.0
# From this number on OPS means milliseconds.
MILLISECONDS_FROM = 1000
# A search without hits, and numbers that OPS does not know.
_NONE = ("SERVER.EntityNotFound", "CLIENT.InvalidReference", "CLIENT.WrongReferenceFormatting", "CLIENT.NotFound")
_CONTROL = re.compile(r"\w{1,20}\s?\((.{0,500})\)")
_SERVICE = re.compile(r"(\w{1,20})=(\w{1,10}):(\d{1,6})")
_CODE = re.compile(r"<(?:\w{1,10}:)?code>([^<]{1,100})<")
_MESSAGE = re.compile(r"<(?:\w{1,10}:)?message>([^<]{1,300})<")


class Throttling:
    """Pace by X-Throttling-Control: a minute shared out among the requests allowed in it, slower when it says so."""

    def __init__(self) -> None:
        """Nothing has been asked yet."""
        self._readings: deque[tuple[float, dict[str, float]]] = deque()
        self._last: dict[str, float] = {}
        self._suspended: dict[str, float] = {}

    def due(self, request: Request, now: float) -> float:
        """The time at which this request may start."""
        name = service(request.url)
        while len(self._readings) > 1 and self._readings[0][0] < now - _HOLDS:
            self._readings.popleft()
        told = [intervals[name] for _, intervals in self._readings if name in intervals]
        interval = max(told, default=60 / _IDLE[name])
        return max(self._last.get(name, -interval) + interval, self._suspended.get(name, 0.0))

    def sent(self, request: Request, now: float) -> None:
        """Take note that it starts now."""
        self._last[service(request.url)] = now

    def heed(self, request: Request, answer: Answer, now: float) -> None:
        """Take note of what the answer says on each service, by name, whichever it mentions."""
        intervals: dict[str, float] = {}
        for name, colour, limit in _services(answer):
            if colour == "black" or not int(limit):
                wait = retry_after(answer, answer.received, milliseconds_from=MILLISECONDS_FROM) or _HOLDS
                self._suspended[name] = now + wait
            else:
                intervals[name] = 60 / int(limit) * _SLOWER.get(colour, max(_SLOWER.values()))
        if intervals:
            self._readings.append((now, intervals))


def manners(base: str) -> Manners:
    """How to ask OPS at this address."""
    token = Request(f"{base}/auth/accesstoken")
    return Manners(
        SOURCE,
        pace=Throttling(),
        judge=judge,
        credentials=ClientToken(SOURCE, token, "EPO_OPS_KEY", "EPO_OPS_SECRET"),
        milliseconds_from=MILLISECONDS_FROM,
    )


def service(url: str) -> str:
    """The service whose limit a request counts for."""
    path = url.partition("/rest-services/")[2]
    if path.startswith(("published-data/search", "register/search")):
        return "search"
    if "/images" in path:
        return "images"
    if path.startswith("published-data/"):
        return "retrieval"
    return "inpadoc" if path.startswith(("family/", "legal/")) else "other"


def _services(answer: Answer) -> list[tuple[str, str, str]]:
    """Service, colour and limit, as the answer tells them."""
    control = _CONTROL.match(answer.header("X-Throttling-Control"))
    return _SERVICE.findall(control[1]) if control else []


def judge(request: Request, answer: Answer) -> Judgement:
    """What an answer of OPS means; errors are XML whatever was asked for."""
    if answer.status < 300:
        return _body(request, answer)
    head = answer.content[:4096].decode("utf-8", "replace")
    code, message = (found[1] if (found := pattern.search(head)) else "" for pattern in (_CODE, _MESSAGE))
    said = xml.clean(f"{code} {message}")
    if answer.status == 403:
        return _refusal(request, answer, said)
    if answer.status == 401 or (answer.status == 400 and "access_token" in said.lower()):
        return Judgement(Verdict.RENEW, "does not accept the token that it gave")
    # A number that OPS does not take, such as one that several publications have, costs itself only.
    is_number = "/search" not in request.url and code.startswith("CLIENT.") and answer.status in (400, 404, 413)
    if len(request.names) > 1 and (is_number or answer.status in (408, 413) or "LimitedServerResources" in code):
        return Judgement(Verdict.SMALLER)
    if answer.status == 404:
        known = 404 in request.none and code.startswith(_NONE)
        return TAKE if known else Judgement(Verdict.STOP, f"has no such address: {said}".rstrip(": "))
    judged = by_status(request, answer)
    if is_number:
        judged = Judgement(Verdict.BROKEN, "is an error", tries=1)
    elif answer.status == 500:
        judged = Judgement(Verdict.RETRY, "failed", tries=2)
    return replace(judged, reason=f"{judged.reason}: {said}" if said else judged.reason)


def _body(request: Request, answer: Answer) -> Judgement:
    judged = by_status(request, answer)
    if judged is TAKE and request.expects == "xml":
        try:
            root = xml.local_name(xml.tree(answer.content, answer.url, "answer"))
        except RecordError as error:
            return Judgement(Verdict.BROKEN, error.reason)
        if root != "world-patent-data":
            return Judgement(Verdict.BROKEN, f"is <{root[:40]}>, which OPS does not send")
    return judged


def _refusal(request: Request, answer: Answer, said: str) -> Judgement:
    """A used quota, a suspended service, or somebody who is not welcome."""
    quota = answer.header("X-Rejection-Reason")
    if "Hour" in quota:
        hour = answer.received.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        wait = (hour - answer.received).total_seconds()
        return Judgement(Verdict.RETRY, "has given all it gives in an hour", wait=wait, tries=3)
    if "Week" in quota:
        return Judgement(Verdict.STOP, "has given all it gives in a week; it gives more from Monday, 0:00 GMT")
    if any(name == service(request.url) and colour == "black" for name, colour, _ in _services(answer)):
        return Judgement(Verdict.RETRY, "has suspended the service")
    return Judgement(Verdict.STOP, f"refuses: {said or 'it does not say why'}")
