"""Asking one source: what is recorded, when to ask, whether to ask again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from landscape.errors import DamagedError, FormatError, SourceError
from landscape.progress import Progress
from landscape.session.answers import Answer, Held, Request
from landscape.session.manners import Judgement, Manners, Verdict, by_status
from landscape.session.pace import retry_after
from landscape.session.transport import Transport, UnansweredError

if TYPE_CHECKING:
    from landscape.session import Session

_AGAIN = frozenset({Verdict.RETRY, Verdict.BROKEN})
# What is not there may soon be.
_NOTHING = timedelta(days=1)
# Answers in a row that cannot be read, after which a source is not asked any more.
_UNREAD = 5
# A clock that is set may step back by so much.
_STEP = timedelta(minutes=1)
# Characters of the shortest text that is taken for a key where an answer holds it.
_SECRET = 6
# Seconds: the first back-off, the longest, and the least wait that is worth telling.
_FIRST, _LONGEST, _TOLD = 1.0, 60.0, 2.0


class _TooMuchError(Exception):
    """More was asked for at a time than the source gives."""


class Conversation:
    """Questions to one source and its answers; for one thread.

    requests: how often something was sent, tries included.
    """

    def __init__(self, session: Session, manners: Manners, progress: Progress) -> None:
        """See Session.conversation."""
        self._session, self._manners, self._progress = session, manners, progress
        self._clock = session.clock
        self._transport = Transport(session.clock, manners.timeouts, manners.most_bytes)
        self.requests = 0
        self._unread = 0

    @property
    def now(self) -> datetime:
        """Time of day, UTC."""
        return self._clock.now()

    def ask(self, request: Request) -> Answer:
        """The answer, recorded or new.

        Raises SourceError if the source gives none, FormatError if it gives what cannot be read, which says nothing
        about its other answers, StoreError if the disk refuses it.
        """
        held = self._latest(request)
        if held is not None and self._is_fresh(held.received, _lasting(held.status, request.fresh)):
            return held
        return self._new(request, held)

    def ask_anew(self, request: Request) -> Answer:
        """The answer as it is now, whatever is recorded; a source that knows what has not changed may say so."""
        return self._new(request, self._latest(request))

    def held(self, request: Request) -> Answer | None:
        """The recorded answer, however old, None if there is none, or all is to be asked again."""
        answer = self._latest(request)
        return answer if answer is not None and self._is_fresh(answer.received, None) else None

    def _latest(self, request: Request) -> Answer | None:
        """The latest recorded answer that can be used; one from the future only where there is no other."""
        from_future: Answer | None = None
        for held in self._recorded(request) if request.kept else ():
            if (answer := self._usable(request, held)) is None:
                continue
            if not self._is_from_future(held.received):
                return answer
            from_future = from_future or answer
        return from_future

    def _recorded(self, request: Request) -> Iterator[Held]:
        """All recorded answers to a request, the latest first."""
        recordings = self._session.recordings
        return recordings.find(request.key) if recordings is not None else iter(())

    def _usable(self, request: Request, held: Held) -> Answer | None:
        """A recorded answer if it was one to take, None if it was an error or the disk has damaged it."""
        if not _is_answer(request, held.status):
            return None
        try:
            answer = held.answer()
        except DamagedError:
            return None
        return answer if self._manners.judge(request, answer).verdict is Verdict.TAKE else None

    def ask_bulk(
        self, request: Request, names: Sequence[str], most: int
    ) -> Iterator[tuple[Answer | FormatError, tuple[str, ...]]]:
        """Answers that together cover all names, each with the names it is to be read for.

        The request's body becomes the names, one a line, `most` of them at a time.  Names that a fresh recording
        covers are not asked for, whichever names stood beside them then.  In the place of an answer that cannot be
        read stands its error.  Raises what `ask` does else.
        """
        left = dict.fromkeys(names)
        for answer, covered in self._recorded_bulk(request, names):
            for name in covered:
                del left[name]
            yield answer, covered
        asked = list(left)
        batches = [tuple(asked[start : start + most]) for start in range(0, len(asked), most)][::-1]
        while batches:
            batch = batches.pop()
            try:
                new: Answer | FormatError = self._new(
                    replace(request, body="\n".join(batch).encode(), names=batch), None
                )
            except _TooMuchError:
                middle = (len(batch) + 1) // 2
                batches += [batch[middle:], batch[:middle]]
                continue
            except FormatError as error:
                new = error
            yield new, batch

    def held_in_bulk(self, request: Request) -> frozenset[str]:
        """The names for which `ask_bulk` would ask nothing."""
        return frozenset(name for held in self._fresh_bulk(request) for name in held.names)

    def _recorded_bulk(self, request: Request, names: Sequence[str]) -> Iterator[tuple[Answer, tuple[str, ...]]]:
        left = set(names)
        for held in self._fresh_bulk(request):
            if not left:
                return
            covered = tuple(name for name in held.names if name in left)
            if covered and (answer := self._usable(request, held)) is not None:
                left.difference_update(covered)
                yield answer, covered

    def _fresh_bulk(self, request: Request) -> Iterator[Held]:
        """Recorded answers to requests in bulk that are still fresh, the latest first."""
        for held in self._recorded(replace(request, names=("",))):
            if self._is_fresh(held.received, _lasting(held.status, request.fresh)):
                if _is_answer(request, held.status):
                    yield held
            elif not self._is_from_future(held.received) and held.status < 400:
                return  # all that follow are older

    def _is_fresh(self, received: datetime, lasts: timedelta | None) -> bool:
        if self._is_from_future(received):
            return lasts is None and not self._session.ask_again
        if received >= self._session.started:
            return True
        return not self._session.ask_again and (lasts is None or self.now - received <= lasts)

    def _is_from_future(self, received: datetime) -> bool:
        """Whether a clock was wrong, so that the age of an answer is not known."""
        return received - self.now > _STEP

    def _new(self, request: Request, held: Answer | None) -> Answer:
        """A new answer, recorded."""
        conditional = replace(request, headers={**request.headers, **_validators(held)})

        def send() -> Answer:
            credentials = self._manners.credentials
            secret = credentials.headers(self._token, self._clock.seconds()) if credentials is not None else {}
            answer = self._at_pace(conditional, secret)
            if answer.status == 304 and held is not None:
                answer = replace(held, received=answer.received, body=request.body)
            if credentials is not None:
                answer = _without(credentials.secrets(), answer)
            if self._session.recordings is not None and request.kept:
                self._session.recordings.put(answer)
            return answer

        return self._insist(request, send, self._manners.judge)

    def _token(self, request: Request, secret: Mapping[str, str]) -> Answer:
        """An answer that holds a secret: it is not recorded."""
        return self._insist(request, lambda: self._at_pace(request, secret), by_status)

    def _insist(
        self, request: Request, send: Callable[[], Answer], judge: Callable[[Request, Answer], Judgement]
    ) -> Answer:
        """Send until there is an answer to take, or no more reason to send."""
        renewed, waited, tries = False, 0.0, 0
        while True:
            tries += 1
            answer: Answer | None = None
            try:
                answer = send()
                judged = judge(request, answer)
            except UnansweredError as error:
                judged = Judgement(error.verdict, error.reason)
            if answer is not None and judged.verdict is Verdict.TAKE:
                self._unread = 0
                return answer
            if judged.verdict is Verdict.SMALLER and len(request.names) > 1:
                raise _TooMuchError
            if judged.verdict is Verdict.RENEW and not renewed and self._renew():
                renewed = True
                continue
            if judged.verdict is Verdict.BROKEN and tries >= (judged.tries or 2 - (answer is None)):
                raise self._unreadable(request, judged.reason)
            if judged.verdict not in _AGAIN or tries >= (judged.tries or self._manners.tries):
                raise self._failure(request, judged.reason, answer)
            seconds = self._back_off(judged, answer, tries)
            waited += seconds
            if waited > self._session.patience:
                raise self._failure(request, f"{judged.reason}; asks to wait {_duration(seconds)}", answer)
            self._wait(seconds, judged.reason)

    def _at_pace(self, request: Request, secret: Mapping[str, str]) -> Answer:
        """Send once, as soon as the pace of the source allows it."""
        pace, clock = self._manners.pace, self._clock
        while not self._session.stopped.is_set() and (wait := pace.due(request, clock.seconds()) - clock.seconds()) > 0:
            self._wait(wait, "its pace")
        if self._session.stopped.is_set():
            raise SourceError(self._manners.source, "was stopped")
        pace.sent(request, clock.seconds())
        self.requests += 1
        answer = self._transport.send(request, secret, self._manners.source)
        pace.heed(request, answer, clock.seconds())
        return answer

    def _renew(self) -> bool:
        return self._manners.credentials is not None and self._manners.credentials.renew()

    def _back_off(self, judged: Judgement, answer: Answer | None, tries: int) -> float:
        """Seconds until the next try: what the source asks for, else twice as long each time, with jitter."""
        told = judged.wait
        if told is None and answer is not None:
            told = retry_after(answer, self.now, milliseconds_from=self._manners.milliseconds_from)
        grown: float = min(_LONGEST, _FIRST * 2.0 ** (tries - 1)) * (0.5 + self._session.random.random())
        return grown if told is None else told + min(grown, 1.0)

    def _wait(self, seconds: float, why: str) -> None:
        if seconds >= _TOLD:
            self._progress(f"{self._manners.source}: waits {_duration(seconds)} ({why})", 0)
        self._clock.wait(seconds, self._session.stopped)

    def _unreadable(self, request: Request, reason: str) -> FormatError | SourceError:
        """The error for an answer that cannot be read; after some in a row it is that of the source."""
        self._unread += 1
        if self._unread < _UNREAD:
            return FormatError(request.url, reason)
        return self._failure(
            request, f"has sent {_UNREAD} answers in a row that cannot be read; the last {reason}", None
        )

    def _failure(self, request: Request, reason: str, answer: Answer | None) -> SourceError:
        return SourceError(self._manners.source, reason, request.url, answer.status if answer is not None else None)


def _is_answer(request: Request, status: int) -> bool:
    return 200 <= status < 300 or status in request.none


def _lasting(status: int, fresh: timedelta | None) -> timedelta | None:
    """How long an answer lasts; one that there is nothing, not so long."""
    return fresh if status < 400 else min(fresh or _NOTHING, _NOTHING)


def _without(secrets: Iterable[str], answer: Answer) -> Answer:
    """An answer in which the source does not repeat the key that it was asked with."""
    for secret in secrets:
        if len(secret) >= _SECRET and secret.encode() in answer.content:
            answer = replace(answer, content=answer.content.replace(secret.encode(), b"[key]"))
    return answer


def _validators(held: Answer | None) -> dict[str, str]:
    """Headers that ask for an answer only if it is another one than the one held."""
    if held is None:
        return {}
    named = {"If-None-Match": held.header("ETag"), "If-Modified-Since": held.header("Last-Modified")}
    return {name: value for name, value in named.items() if value}


def _duration(seconds: float) -> str:
    """In words.

    >>> _duration(12.4), _duration(3000)
    ('12 s', '50 min')
    """
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
