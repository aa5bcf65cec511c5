"""The session: what is asked once, what is asked again, what never leaves it."""

from __future__ import annotations

import json
import pickle
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from landscape.errors import FormatError, LandscapeError, SourceError
from landscape.session import (
    TAKE,
    Answer,
    ClientToken,
    Conversation,
    HeaderKey,
    Judgement,
    Manners,
    Request,
    Session,
    Spacing,
    Verdict,
    base_url,
    by_status,
    key,
    retry_after,
)
from landscape.store.recordings import Recordings
from tests.offices import faults
from tests.offices.base import Asked, Fault, Office, Reply, TestClock

SECRET = "hush-hush-4711"
DAY = timedelta(days=1)


class Desk(Office):
    """Answers every question with the number of the answer; knows a validator; takes one token at a time."""

    SOURCE = "desk"
    BASE = "/v1"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.body = b""
        self.etag = ""
        self.expired_as = 401
        self.token = ""
        self.tokens = 0

    def reply(self, asked: Asked) -> Reply:
        if asked.path == "/token":
            self.tokens += 1
            self.token = f"{SECRET}-token-{self.tokens}"
            told = {"access_token": self.token, "expires_in": "1199", "token_type": "Bearer"}
            return Reply(200, json.dumps(told).encode(), "application/json")
        if asked.path.startswith("/private") and asked.headers.get("Authorization") != f"Bearer {self.token}":
            return Reply(self.expired_as, b"<error><message>invalid_access_token</message></error>", "application/xml")
        if self.etag and asked.headers.get("If-None-Match") == self.etag:
            return Reply(304)
        body = self.body or f"<answer number='{len(self.requests)}'/>".encode()
        return Reply(200, body, "application/xml", {"ETag": self.etag} if self.etag else {})


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def desk(clock: TestClock) -> Iterator[Desk]:
    with Desk(clock) as office:
        yield office


@pytest.fixture
def recordings(tmp_path: Path) -> Iterator[Recordings]:
    with Recordings(tmp_path / "recordings") as kept:
        yield kept


def talk(
    recordings: Recordings | None, clock: TestClock, manners: Manners | None = None, **settings: bool
) -> Conversation:
    session = Session(recordings, clock=clock, seed=1, **settings)
    return session.conversation(manners or Manners("desk", Spacing(0.0)))


def request(desk: Desk, path: str = "/q", **fields: object) -> Request:
    return replace(Request(f"{desk.url}{path}", (("q", "x y"),), expects="xml", fresh=DAY), **fields)  # type: ignore[arg-type]


def latest(recordings: Recordings, asked: Request) -> Answer | None:
    """What was recorded last for a request."""
    return next((held.answer() for held in recordings.find(asked.key)), None)


def kept_bytes(folder: Path) -> bytes:
    """Everything under a folder, names included, unpacked where it is packed."""
    import gzip

    found = []
    for path in sorted(folder.rglob("*")):
        found.append(str(path).encode())
        if path.is_file():
            content = path.read_bytes()
            found.append(gzip.decompress(content) if path.suffix == ".gz" else content)
    return b"\n".join(found)


def test_what_was_answered_and_is_fresh_is_not_asked_again(
    desk: Desk, recordings: Recordings, clock: TestClock
) -> None:
    """Not in the same session, not in a later one; when it is older than it lasts, it is."""
    first = talk(recordings, clock).ask(request(desk))
    assert talk(recordings, clock).ask(request(desk)).content == first.content
    clock.pass_(DAY)
    assert talk(recordings, clock).ask(request(desk)).content == first.content
    clock.pass_(timedelta(seconds=1))
    assert talk(recordings, clock).ask(request(desk)).content != first.content
    assert len(desk.requests) == 2
    assert talk(recordings, clock).ask(request(desk, parameters=(("q", "z"),))).content != first.content


def test_what_lasts_for_ever_is_asked_once(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """Claims do not change."""
    for _ in range(2):
        talk(recordings, clock).ask(request(desk, fresh=None))
        clock.pass_(1000 * DAY)
    assert len(desk.requests) == 1


def test_asking_again_takes_nothing_from_before(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """But asks each question once in a session all the same."""
    talk(recordings, clock).ask(request(desk))
    clock.pass_(timedelta(seconds=1))
    again = talk(recordings, clock, ask_again=True)
    assert again.held(request(desk)) is None
    assert again.ask(request(desk)).content == again.ask(request(desk)).content
    assert len(desk.requests) == 2


def test_a_source_that_knows_what_has_not_changed_is_asked_that(
    desk: Desk, recordings: Recordings, clock: TestClock
) -> None:
    """Its 304 makes the recording new again."""
    desk.etag = '"a"'
    first = talk(recordings, clock).ask(request(desk))
    clock.pass_(2 * DAY)
    again = talk(recordings, clock).ask(request(desk))
    assert (again.content, again.status) == (first.content, 200)
    assert desk.requests[-1].headers["If-None-Match"] == '"a"'
    talk(recordings, clock).ask(request(desk))
    assert len(desk.requests) == 2
    desk.etag = '"b"'
    clock.pass_(2 * DAY)
    assert talk(recordings, clock).ask(request(desk)).content != first.content


def test_an_answer_is_recorded_before_anybody_reads_it(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """With what was asked, so that it can be found again."""

    def reads(asked: Request, answer: Answer) -> Judgement:
        kept = latest(recordings, asked)
        assert kept is not None
        assert kept.content == answer.content
        return TAKE

    answer = talk(recordings, clock, Manners("desk", Spacing(0.0), reads)).ask(request(desk))
    kept = latest(recordings, request(desk))
    assert kept is not None
    assert (kept.url, kept.parameters, kept.source) == (request(desk).url, (("q", "x y"),), "desk")
    assert kept.received == answer.received
    (recordings._folder / "answers" / "00" / "killed").mkdir(parents=True)
    assert recordings.last() == {"desk": (answer.received, 200)}


def test_an_error_is_recorded_and_hides_no_answer(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """It is the last answer of the source, but what came before it is still what its question is answered with."""
    desk.etag = "v1"
    first = talk(recordings, clock).ask(request(desk))
    clock.pass_(DAY + DAY)
    for fault in (faults.status(403), faults.html):
        desk.fail(fault, times=None)
        with pytest.raises((SourceError, FormatError)):
            talk(recordings, clock).ask(request(desk))
        desk.recover()
    assert recordings.last()["desk"][1] == 200
    desk.fail(faults.status(403))
    with pytest.raises(SourceError):
        talk(recordings, clock).ask(request(desk))
    assert recordings.last() == {"desk": (clock.now(), 403)}
    desk.forget()
    assert talk(recordings, clock).ask(request(desk)).content == first.content
    assert desk.requests[-1].headers["If-None-Match"] == "v1"


def test_what_has_not_changed_is_fresh_again_for_a_question_with_a_body(
    desk: Desk, recordings: Recordings, clock: TestClock
) -> None:
    """A recording does not hold the body of its question, which is a part of what it is found by."""
    desk.etag = "v1"
    asked = request(desk, method="POST", body=b"question")
    talk(recordings, clock).ask(asked)
    clock.pass_(DAY + DAY)
    talk(recordings, clock).ask(asked)
    desk.forget()
    talk(recordings, clock).ask(asked)
    assert desk.requests == []


@pytest.mark.parametrize("whole", [True, False])
def test_a_recording_that_the_disk_has_damaged_is_asked_for_again(
    desk: Desk, recordings: Recordings, clock: TestClock, whole: bool
) -> None:
    """Whether its content or its note is damaged; afterwards it is as good as new."""
    desk.body = b"<answer>the same each time</answer>"
    talk(recordings, clock).ask(request(desk))
    (path,) = Path(recordings._folder).glob("content/*/*" if whole else "answers/*/*/*")
    path.write_bytes(path.read_bytes()[:-9])
    clock.pass_(timedelta(seconds=1))
    assert talk(recordings, clock).ask(request(desk)).content == desk.body
    assert len(desk.requests) == 2
    assert talk(recordings, clock).ask(request(desk)).content == desk.body
    assert len(desk.requests) == 2


@pytest.mark.parametrize("ask_again", [True, False])
def test_a_recording_from_the_future_is_not_fresh_for_ever(
    desk: Desk, recordings: Recordings, clock: TestClock, ask_again: bool
) -> None:
    """It was made while a clock was wrong; what is asked now stands, though its time is before."""
    clock.pass_(400 * DAY)
    talk(recordings, clock).ask(request(desk))
    clock.pass_(-399 * DAY)
    new = talk(recordings, clock, ask_again=ask_again).ask(request(desk))
    assert len(desk.requests) == 2
    clock.pass_(timedelta(seconds=1))
    assert talk(recordings, clock).ask(request(desk)).content == new.content
    assert len(desk.requests) == 2


def test_bulk_answers_from_the_future_hide_no_others(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    asked = request(desk, method="POST")
    list(talk(recordings, clock).ask_bulk(asked, ["a"], 10))
    clock.pass_(400 * DAY)
    list(talk(recordings, clock).ask_bulk(asked, ["b"], 10))
    clock.pass_(-400 * DAY)
    desk.forget()
    list(talk(recordings, clock).ask_bulk(asked, ["a", "b"], 10))
    assert [each.body for each in desk.requests] == [b"b"]


def test_a_key_that_the_source_repeats_is_neither_kept_nor_shown(
    desk: Desk, recordings: Recordings, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an answer or in the words of an error."""
    monkeypatch.setenv("DESK_KEY", SECRET)

    def judge(asked: Request, answer: Answer) -> Judgement:
        return TAKE if answer.status == 200 else Judgement(Verdict.STOP, f"says {answer.content.decode()}")

    manners = Manners("desk", Spacing(0.0), judge, HeaderKey("X-Api-Key", "DESK_KEY"))
    desk.fail(lambda asked, reply: Reply(200, f"<key>{SECRET}</key>".encode(), "application/xml"))
    assert talk(recordings, clock, manners).ask(request(desk)).content == b"<key>[key]</key>"
    desk.fail(lambda asked, reply: Reply(403, f"no such key: {SECRET}".encode(), "text/plain"))
    with pytest.raises(SourceError, match=r"no such key: \[key\]") as caught:
        talk(recordings, clock, manners).ask(request(desk, "/other"))
    assert SECRET not in str(caught.value)
    assert SECRET.encode() not in kept_bytes(Path(recordings._folder))


def test_a_token_that_does_not_say_how_long_it_lasts_is_used_until_it_is_refused(
    desk: Desk, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_KEY", SECRET)
    monkeypatch.setenv("DESK_SECRET", SECRET)

    def brief(asked: Asked, reply: Reply) -> Reply:
        return Reply(200, json.dumps({"access_token": desk.token}).encode(), "application/json")

    desk.fail(brief, times=None, when=lambda asked: asked.path == "/token")
    token = ClientToken("desk", Request(f"{desk.url}/token"), "DESK_KEY", "DESK_SECRET")
    conversation = talk(None, clock, Manners("desk", Spacing(0.0), credentials=token))
    for _ in range(3):
        conversation.ask(request(desk, "/private/x"))
    assert desk.tokens == 1


def test_a_recording_that_cannot_be_read_is_asked_again(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """Nobody is stuck with the page of a portal."""
    desk.fail(faults.html, times=2)
    with pytest.raises(FormatError, match="'text/html' where XML is wanted"):
        talk(recordings, clock).ask(request(desk))
    assert talk(recordings, clock).ask(request(desk)).content.startswith(b"<answer")
    assert len(desk.requests) == 3


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        (faults.status(429), 2),
        (faults.status(500), 1),
        (faults.status(502), 2),
        (faults.status(503), 2),
        (faults.status(504), 2),
        (faults.status(408), 2),
        (faults.status(400), 1),
        (faults.status(403), 1),
        (faults.status(404), 1),
        (faults.cut, 2),
        (faults.slow, 2),
        (faults.html, 2),
        (faults.wrong_type, 2),
        (faults.huge, 1),
        (faults.redirect("ftp://127.0.0.1/x"), 1),
    ],
)
def test_a_question_is_asked_again_only_where_that_can_help(
    desk: Desk, recordings: Recordings, clock: TestClock, fault: Fault, sent: int
) -> None:
    """After a pause that grows; the error of what cannot be helped names the source and the status in one line."""
    desk.fail(fault)
    conversation = talk(recordings, clock, Manners("desk", Spacing(0.0), timeouts=(1.0, 0.1)))
    if sent == 2:
        assert conversation.ask(request(desk)).status == 200
        assert sum(clock.waits) >= 0.5
    else:
        with pytest.raises((SourceError, FormatError)) as caught:
            conversation.ask(request(desk))
        assert "\n" not in str(caught.value)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
        assert clock.waits == []
    assert conversation.requests == len(desk.requests) == sent


def test_a_source_that_stays_away_is_given_up(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """After five tries, each pause about twice the last."""
    desk.fail(faults.status(503), times=None)
    with pytest.raises(SourceError, match=r"^desk: is not available \(HTTP 503\) at http"):
        talk(recordings, clock).ask(request(desk))
    assert len(desk.requests) == 5
    assert all(0.5 * 2**at <= wait <= 1.5 * 2**at for at, wait in enumerate(clock.waits))


def test_without_a_network_it_says_so_soon(recordings: Recordings, clock: TestClock) -> None:
    """A port that nobody listens on."""
    with Desk(clock) as gone:
        url = gone.url
    with pytest.raises(SourceError, match="desk: cannot be reached at http"):
        talk(recordings, clock).ask(Request(url))
    assert sum(clock.waits) < 30


@pytest.mark.parametrize(
    ("told", "milliseconds_from", "wanted"),
    [
        ("7", None, 7.0),
        ("60000", 1000, 60.0),
        ("999", 1000, 999.0),
        ("60000", None, 60000.0),
        ("Mon, 23 Nov 2026 00:01:00 GMT", None, 60.0),
        ("Sun, 22 Nov 2026 00:00:00 GMT", None, 0.0),
        ("soon", None, None),
        ("-5", None, None),
        ("", None, None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(
    clock: TestClock, told: str, milliseconds_from: float | None, wanted: float | None
) -> None:
    """Seconds, milliseconds where the source means these, a date; anything else says nothing."""
    answer = Answer("http://a", 503, b"", clock.now(), headers={"retry-after": told})
    assert retry_after(answer, clock.now(), milliseconds_from=milliseconds_from) == wanted


def test_a_source_is_waited_for_as_long_as_it_asks(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """And told so; but not for longer than the session has patience."""
    told: list[str] = []
    session = Session(recordings, clock=clock, seed=1, patience=timedelta(minutes=10))
    conversation = session.conversation(
        Manners("desk", Spacing(0.0)), lambda stage, done, total=None: told.append(stage)
    )
    desk.fail(faults.status(429, Retry_After="90"))
    conversation.ask(request(desk))
    assert 90 <= sum(clock.waits) <= 91
    assert told[0].startswith("desk: waits 9")
    assert told[0].endswith(" s (says it is asked too often)")
    desk.fail(faults.status(503, Retry_After="7200"))
    with pytest.raises(SourceError, match="is not available; asks to wait 120 min"):
        conversation.ask(request(desk, path="/other"))


def test_requests_keep_their_distance(desk: Desk, clock: TestClock) -> None:
    """From start to start, tries included."""
    conversation = talk(None, clock, Manners("desk", Spacing(0.5)))
    desk.fail(faults.status(503))
    for number in range(5):
        conversation.ask(request(desk, path=f"/{number}"))
    times = [asked.at for asked in desk.requests]
    assert all(later - sooner >= 0.5 - 1e-9 for sooner, later in pairwise(times))
    assert len(times) == 6


def test_a_stopped_session_asks_nothing_more(desk: Desk, clock: TestClock) -> None:
    """Whoever waits in it finds out at once."""
    session = Session(None, clock=clock)
    conversation = session.conversation(Manners("desk", Spacing(3600.0)))
    conversation.ask(request(desk))
    session.stop()
    with pytest.raises(SourceError, match="was stopped"):
        conversation.ask(request(desk))
    assert len(desk.requests) == 1


def test_an_answer_has_its_bound(desk: Desk, clock: TestClock) -> None:
    """Told or untold, packed or plain; another question can be asked."""
    conversation = talk(None, clock, Manners("desk", Spacing(0.0), most_bytes=1000))
    desk.body = bytes(1001)
    with pytest.raises(FormatError, match=r"is longer than 0\.000954 MiB"):
        conversation.ask(request(desk))
    desk.fail(faults.huge)
    with pytest.raises(FormatError, match="is longer than"):
        conversation.ask(request(desk))
    desk.body = bytes(1000)
    assert len(conversation.ask(request(desk)).content) == 1000


def test_a_source_that_sends_nothing_readable_is_not_asked_for_ever(desk: Desk, clock: TestClock) -> None:
    """Five answers in a row are enough."""
    desk.fail(faults.html, times=None)
    conversation = talk(None, clock)
    for number in range(4):
        with pytest.raises(FormatError):
            conversation.ask(request(desk, path=f"/{number}"))
    with pytest.raises(SourceError, match="has sent 5 answers in a row that cannot be read"):
        conversation.ask(request(desk, path="/last"))


def test_a_redirect_is_followed_but_not_into_a_circle(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """The recording stands under the address that was asked."""
    desk.fail(faults.redirect("/v1/there"), when=lambda asked: asked.path == "/q")
    answer = talk(recordings, clock).ask(request(desk))
    assert answer.url == request(desk).url
    assert [asked.path for asked in desk.requests] == ["/q", "/there"]
    desk.fail(faults.redirect("/v1/q"), times=None)
    with pytest.raises(SourceError, match="redirects in a circle"):
        talk(recordings, clock).ask(request(desk, fresh=timedelta(0), path="/w"))
    desk.recover()
    desk.fail(faults.redirect("/v1/there", 307))
    with pytest.raises(SourceError, match="redirects a question that may not go elsewhere"):
        talk(recordings, clock).ask(request(desk, method="POST", path="/post"))


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_key_does_not_go_along_to_another_host(
    desk: Desk, clock: TestClock, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """It does to another address of the same one."""
    monkeypatch.setenv("DESK_KEY", SECRET)
    with Desk(clock) as other:
        desk.fail(faults.redirect(f"{other.url}/there", code), when=lambda asked: asked.path == "/q")
        desk.fail(faults.redirect("/v1/there", code), when=lambda asked: asked.path == "/same")
        manners = Manners("desk", Spacing(0.0), credentials=HeaderKey("X-Api-Key", "DESK_KEY"))
        conversation = talk(None, clock, manners)
        conversation.ask(request(desk))
        conversation.ask(request(desk, path="/same"))
        assert [asked.headers.get("X-Api-Key") for asked in desk.requests] == [SECRET] * 3
        assert [asked.headers.get("X-Api-Key") for asked in other.requests] == [None]
        assert SECRET not in str(other.requests)


@pytest.mark.parametrize("code", [400, 401])
def test_a_request_is_replayed_whole_with_a_new_token(
    desk: Desk, recordings: Recordings, clock: TestClock, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Method, parameters, headers and body are the same; the token alone is another."""
    monkeypatch.setenv("DESK_KEY", SECRET)
    monkeypatch.setenv("DESK_SECRET", SECRET)
    desk.expired_as = code

    def judge(asked: Request, answer: Answer) -> Judgement:
        return (
            Judgement(Verdict.RENEW, "wants a new token") if answer.status in (400, 401) else by_status(asked, answer)
        )

    credentials = ClientToken("desk", Request(f"{desk.url}/token"), "DESK_KEY", "DESK_SECRET")
    conversation = talk(recordings, clock, Manners("desk", Spacing(0.0), judge, credentials))
    asked = request(
        desk, "/private", method="POST", body=b"CN.1.A\nEP.2.A1", headers={"X-OPS-Range": "101-200", "Accept": "x/y"}
    )
    assert conversation.ask(asked).status == 200
    desk.token = "ended"
    conversation.ask(replace(asked, fresh=timedelta(0), parameters=(("q", "2"),)))
    *_, refused, token, replayed = desk.requests
    assert token.path == "/token"
    for name in ("method", "path", "parameters", "body"):
        assert getattr(refused, name) == getattr(replayed, name)
    own = {"Authorization"}
    assert {k: v for k, v in refused.headers.items() if k not in own} == {
        k: v for k, v in replayed.headers.items() if k not in own
    }
    assert replayed.headers["X-OPS-Range"] == "101-200"
    desk.fail(faults.status(code), times=None, when=lambda each: each.path == "/private")
    with pytest.raises(SourceError, match="wants a new token") as caught:
        conversation.ask(replace(asked, parameters=(("q", "3"),)))
    assert SECRET not in str(caught.value)
    assert SECRET.encode() not in kept_bytes(Path(recordings._folder))


def test_a_token_is_renewed_before_it_ends(desk: Desk, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute before; its life is told as a text."""
    monkeypatch.setenv("DESK_KEY", SECRET)
    monkeypatch.setenv("DESK_SECRET", SECRET)
    credentials = ClientToken("desk", Request(f"{desk.url}/token"), "DESK_KEY", "DESK_SECRET")
    conversation = talk(None, clock, Manners("desk", Spacing(0.0), credentials=credentials))
    for number, seconds in enumerate((0, 1138, 1, 1)):
        clock.pass_(timedelta(seconds=seconds))
        conversation.ask(request(desk, f"/private/{number}"))
    assert desk.tokens == 2
    desk.fail(lambda asked, reply: Reply(200, b"[]", "application/json"), when=lambda asked: asked.path == "/token")
    clock.pass_(DAY)
    with pytest.raises(SourceError, match="desk: its answer holds no token"):
        conversation.ask(request(desk, "/private/last"))


def test_no_key_reaches_the_disk_or_an_error(
    desk: Desk, recordings: Recordings, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from headers, not from parameters that are known to carry keys, not from what the source sends back."""
    monkeypatch.setenv("DESK_KEY", SECRET)
    manners = Manners("desk", Spacing(0.0), credentials=HeaderKey("X-Api-Key", "DESK_KEY", "Key {}"))
    conversation = talk(recordings, clock, manners)
    desk.fail(lambda asked, reply: reply.with_headers({"Set-Cookie": SECRET, "X-Api-Key": SECRET}))
    conversation.ask(request(desk, parameters=(("q", "x"), ("api_key", SECRET))))
    desk.fail(faults.status(403), times=None)
    with pytest.raises(SourceError) as caught:
        conversation.ask(request(desk, path="/other", parameters=(("api_key", SECRET),)))
    assert SECRET not in str(caught.value)
    assert SECRET.encode() not in kept_bytes(Path(recordings._folder))
    monkeypatch.setenv("DESK_KEY", "line\nbreak" + SECRET)
    with pytest.raises(LandscapeError, match="DESK_KEY") as caught_key:
        talk(recordings, clock, manners).ask(request(desk, path="/third"))
    assert SECRET not in str(caught_key.value)


def test_nothing_is_taken_from_a_netrc_file(
    desk: Desk, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key goes where the source's own settings say, nowhere else."""
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login me password {SECRET}\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    talk(None, clock).ask(request(desk))
    assert "Authorization" not in desk.requests[0].headers


def test_a_key_comes_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment first; without a keyring, or with one that is locked, there is none."""
    keyring, errors = types.ModuleType("keyring"), types.ModuleType("keyring.errors")

    class KeyringError(Exception):
        pass

    held = {("landscape", "DESK_KEY"): "from the ring"}

    def get_password(service: str, name: str) -> str | None:
        if name == "LOCKED":
            raise KeyringError
        return held.get((service, name))

    monkeypatch.setattr(errors, "KeyringError", KeyringError, raising=False)
    monkeypatch.setattr(keyring, "get_password", get_password, raising=False)
    monkeypatch.setattr("landscape.session.keys.find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert key("DESK_KEY") == "from the ring"
    assert key("LOCKED") is None
    monkeypatch.setenv("DESK_KEY", " from here ")
    assert key("DESK_KEY") == "from here"
    monkeypatch.setattr("landscape.session.keys.find_spec", lambda name: None)
    monkeypatch.delenv("DESK_KEY")
    assert key("DESK_KEY") is None


def test_it_says_who_asks(desk: Desk, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, version, contact."""
    monkeypatch.setenv("LANDSCAPE_CONTACT", "me@example.org")
    talk(None, clock).ask(request(desk))
    assert re.fullmatch(
        r"landscape/[\d.]+ \(me@example\.org; Python [\d.]+\S*\)", desk.requests[0].headers["User-Agent"]
    )
    monkeypatch.setenv("LANDSCAPE_CONTACT", "me\r\nX-Evil: 1")
    with pytest.raises(LandscapeError, match="LANDSCAPE_CONTACT"):
        talk(None, clock).ask(request(desk))


def test_an_address_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a variable named after the source; only for HTTP, and without a password."""
    assert base_url("epo-ops", "https://a.example/x") == "https://a.example/x"
    monkeypatch.setenv("LANDSCAPE_EPO_OPS_URL", "http://127.0.0.1:1/3.2/")
    assert base_url("epo-ops", "https://a.example/x") == "http://127.0.0.1:1/3.2"
    for bad in ("ftp://a.example", "a.example", "https://me:secret@a.example", "file:///etc/passwd", "https://"):
        monkeypatch.setenv("LANDSCAPE_EPO_OPS_URL", bad)
        with pytest.raises(LandscapeError, match="LANDSCAPE_EPO_OPS_URL"):
            base_url("epo-ops", "https://a.example/x")


def test_in_bulk_only_names_not_held_are_asked(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """Whatever stood beside them; every name is covered by one answer."""
    asked = request(desk, method="POST", parameters=())
    names = [f"N{number}" for number in range(7)]
    first = list(talk(recordings, clock).ask_bulk(asked, names[:5], 2))
    assert [covered for _, covered in first] == [("N0", "N1"), ("N2", "N3"), ("N4",)]
    assert [each.body for each in desk.requests] == [b"N0\nN1", b"N2\nN3", b"N4"]
    desk.forget()
    again = list(talk(recordings, clock).ask_bulk(asked, ["N6", "N1", "N4", "N5"], 2))
    assert sorted(name for _, covered in again for name in covered) == ["N1", "N4", "N5", "N6"]
    assert [each.body for each in desk.requests] == [b"N6\nN5"]
    clock.pass_(2 * DAY)
    desk.forget()
    assert [covered for _, covered in talk(recordings, clock).ask_bulk(asked, ["N1"], 2)] == [("N1",)]
    assert len(desk.requests) == 1


def test_in_bulk_less_is_asked_for_where_that_is_too_much(desk: Desk, recordings: Recordings, clock: TestClock) -> None:
    """Halves, until they are taken."""

    def judge(asked: Request, answer: Answer) -> Judgement:
        return Judgement(Verdict.SMALLER) if answer.status == 413 else by_status(asked, answer)

    desk.fail(faults.status(413), times=None, when=lambda asked: asked.body.count(b"\n") > 1)
    conversation = talk(recordings, clock, Manners("desk", Spacing(0.0), judge))
    covered = [names for _, names in conversation.ask_bulk(request(desk, method="POST"), list("abcdefg"), 100)]
    assert covered == [("a", "b"), ("c", "d"), ("e", "f"), ("g",)]


def test_a_cookie_is_not_kept_for_other_hosts_and_a_session_survives_its_connection(
    desk: Desk, clock: TestClock
) -> None:
    """A connection that the source closes between two questions is opened again."""
    conversation = talk(None, clock)
    conversation.ask(request(desk))
    desk.fail(lambda asked, reply: replace(reply, cut=len(reply.body)))
    conversation.ask(request(desk, path="/2"))
    assert conversation.ask(request(desk, path="/3")).status == 200
