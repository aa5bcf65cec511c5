"""How one source wants to be asked, and what its answers mean before anybody reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from landscape.session.answers import Answer, Request
from landscape.session.keys import Credentials
from landscape.session.pace import Pace, Spacing


class Verdict(Enum):
    """What to do with an answer."""

    TAKE = auto()
    RETRY = auto()  # the same request may succeed later
    RENEW = auto()  # the token was refused
    SMALLER = auto()  # ask for less at a time
    BROKEN = auto()  # this answer cannot be read, which says nothing about others
    STOP = auto()  # nothing more can be had from this source in this run


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and its reason in words, to stand behind the name of the source, or of the answer if it is broken.

    wait: seconds that the source asks for, None if it does not say; tries: how often at most the request is sent,
    None for as often as the manners allow.
    """

    verdict: Verdict
    reason: str = ""
    wait: float | None = None
    tries: int | None = None


TAKE = Judgement(Verdict.TAKE)
_PASSING = {
    408: "gave up waiting for the request",
    429: "says it is asked too often",
    502: "has trouble behind its front",
    503: "is not available",
    504: "has trouble behind its front",
}
_REFUSALS = {
    400: "does not understand the question",
    401: "does not accept the key",
    403: "refuses",
    404: "has no such address",
    410: "is closed",
}


def by_status(request: Request, answer: Answer) -> Judgement:
    """The meaning of an answer by HTTP alone, and by the content type the request expects."""
    if answer.status in request.none:
        return TAKE
    if answer.status in _PASSING:
        return Judgement(Verdict.RETRY, _PASSING[answer.status])
    if not 200 <= answer.status < 300:
        return Judgement(Verdict.STOP, _REFUSALS.get(answer.status, "does not answer the question"))
    told = answer.header("Content-Type").partition(";")[0].strip().lower()
    if request.expects and told and request.expects not in told:
        return Judgement(Verdict.BROKEN, f"is {told[:60]!r} where {request.expects.upper()} is wanted")
    return TAKE


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask a source.

    judge: what an answer means; where it says TAKE, the answer is sound enough to be kept in place of asking again.
    most_bytes: of one answer, decoded; tries: how often a request is sent at most; milliseconds_from: the number
    from which its Retry-After means milliseconds; timeouts: seconds to connect, and between two pieces of an answer.
    """

    source: str
    pace: Pace = field(default_factory=lambda: Spacing(1.0))
    judge: Callable[[Request, Answer], Judgement] = by_status
    credentials: Credentials | None = None
    most_bytes: int = 64 * 2**20
    tries: int = 5
    milliseconds_from: float | None = None
    timeouts: tuple[float, float] = (10.0, 60.0)
