"""What can go wrong between an office and who asks it.

Each is a fault for `Office.fail`: it takes what was asked and the reply of an office that works, and gives another.
"""

from __future__ import annotations

import gzip
from dataclasses import replace
from itertools import pairwise

from tests.offices.base import Asked, Fault, Reply


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """An error status; headers: Retry_After="5" is Retry-After: 5."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked, reply: Reply(code, body or f"error {code}".encode(), "text/plain", named)


def slow(asked: Asked, reply: Reply) -> Reply:
    """No answer until the other side gives up."""
    return replace(reply, silent=True)


def cut(asked: Asked, reply: Reply) -> Reply:
    """Half of the answer, then the connection is closed."""
    return replace(reply, cut=len(reply.body) // 2)


def wrong_type(asked: Asked, reply: Reply) -> Reply:
    """The right answer under the name of another kind."""
    return replace(reply, type="application/octet-stream")


def html(asked: Asked, reply: Reply) -> Reply:
    """A page of a proxy or of a portal in place of the answer."""
    return Reply(200, b"<!DOCTYPE html><html><body><p>Please sign in.</p></body></html>", "text/html")


def html_in_disguise(asked: Asked, reply: Reply) -> Reply:
    """Such a page with the content type of the answer."""
    return replace(html(asked, reply), type=reply.type)


def invalid(asked: Asked, reply: Reply) -> Reply:
    """The answer without its last bytes, and nothing that tells so."""
    return replace(reply, body=reply.body[: len(reply.body) - 20])


def entity_bomb(asked: Asked, reply: Reply) -> Reply:
    """XML that would grow to gigabytes where entities are expanded."""
    names = "abcdefghij"
    nested = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ten bytes."> {nested}]><x>&j;</x>'
    return Reply(200, bomb.encode(), reply.type)


def huge(asked: Asked, reply: Reply) -> Reply:
    """Hundreds of megabytes, packed small."""
    packed = gzip.compress(bytes(2**20), 1) * 300
    return Reply(200, packed, reply.type, {"Content-Encoding": "gzip"})


def redirect(to: str, code: int = 302) -> Fault:
    """Elsewhere."""
    return lambda asked, reply: Reply(code, b"", "text/plain", {"Location": to})
