"""How the USPTO's Open Data Portal wants to be asked: one call at a time, its errors, its files."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from landscape.formats import us_xml
from landscape.session import (
    TAKE,
    Answer,
    HeaderKey,
    Judgement,
    Manners,
    Pace,
    Request,
    Spacing,
    Verdict,
    by_status,
    retry_after,
)

SOURCE = "uspto"
URL = "https://api.uspto.gov"
LICENCE = "public domain (works of the United States)"
FILES = "/api/v1/datasets/products/files/"
# Seconds: the office says one call at a time; 60 a minute are told of by some, more by others.
_APART, _AFTER_REFUSAL = 1.1, 5.0
_ERRORS = {
    403: Judgement(Verdict.STOP, "does not accept the key"),
    413: Judgement(Verdict.STOP, "does not send so much at once"),
    500: Judgement(Verdict.RETRY, "failed", tries=2),
}
_NOTHING = b"no matching records found"
_CLOSED = re.compile(rb"</(?:us-patent-(?:grant|application)|PATDOC|patent-application-publication)>\s*\Z")


def pace() -> Pace:
    """The pace that all conversations of a fetch have in common."""
    return Spacing(_APART)


def manners(pace: Pace, most_bytes: int = 64 * 2**20) -> Manners:
    """How to ask; most_bytes: of one answer."""
    return Manners(SOURCE, pace, judge, HeaderKey("X-API-KEY", "USPTO_ODP_API_KEY"), most_bytes)


def judge(request: Request, answer: Answer) -> Judgement:
    """By status, where 404 means "nothing found" if it says so; what is no answer or no whole document is broken."""
    if answer.status in request.none:
        if not request.expects or _NOTHING in answer.content[:4096].lower():
            return TAKE
        return Judgement(Verdict.STOP, "has no such address")
    if answer.status == 429:
        wait = max(_AFTER_REFUSAL, retry_after(answer, answer.received) or 0.0)
        return Judgement(Verdict.RETRY, "says it is asked too often", wait=wait)
    if answer.status in _ERRORS:
        return _ERRORS[answer.status]
    judged = by_status(request, answer)
    return _sound(request, answer) if judged is TAKE else judged


def _sound(request: Request, answer: Answer) -> Judgement:
    if request.expects == "json":
        try:
            is_answer = isinstance(json.loads(answer.content), dict)
        except (ValueError, RecursionError):
            is_answer = False
        return TAKE if is_answer else Judgement(Verdict.BROKEN, "is no JSON object")
    if request.url.endswith(".xml"):
        whole = us_xml.recognises(answer.content[: 2**16]) and _CLOSED.search(answer.content[-256:])
        return TAKE if whole else Judgement(Verdict.BROKEN, "is no whole document of the USPTO")
    return TAKE


def file_url(told: str, base: str) -> str | None:
    """The address of a file that an answer names, None if it is not one of the portal's own: it would get the key.

    >>> file_url("https://api.uspto.gov/api/v1/datasets/products/files/A/b.xml", "http://127.0.0.1:1")
    'http://127.0.0.1:1/api/v1/datasets/products/files/A/b.xml'
    """
    path = urlsplit(told).path
    known = any(told == f"{place}{path}" for place in (URL, base))
    return f"{base}{path}" if known and path.startswith(FILES) and ".." not in path else None
