"""Keys: where they come from, and how a request shows one without anything keeping it."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from landscape.errors import LandscapeError, SourceError
from landscape.session.answers import Answer, Request

# A token is renewed so many seconds before it ends.
_EARLY = 60


def key(variable: str) -> str | None:
    """The key of this name: from the environment, else from the system keyring (service "landscape"), if installed.

    A keyring that is locked or has no backend holds no key.  Raises LandscapeError for what no header can carry.
    """
    value = os.environ.get(variable, "").strip() or _from_keyring(variable)
    if value and not (value.isascii() and value.isprintable()):
        raise LandscapeError(f"{variable}: holds a character that no key has")
    return value or None


def _from_keyring(variable: str) -> str:
    if find_spec("keyring") is None:
        return ""
    keyring, errors = import_module("keyring"), import_module("keyring.errors")
    try:
        return str(keyring.get_password("landscape", variable) or "").strip()
    except errors.KeyringError:
        return ""


class Credentials(Protocol):
    """What makes a request one of a known user; it goes into headers that are sent and never kept."""

    def headers(self, send: Callable[[Request, Mapping[str, str]], Answer], now: float) -> Mapping[str, str]:
        """Headers for a request at `now` (seconds); `send` asks for a token where one is needed."""

    def renew(self) -> bool:
        """Forget what was refused; whether another try can help."""

    def secrets(self) -> tuple[str, ...]:
        """What must not be kept nor shown, should the source repeat it."""


class HeaderKey:
    """A key that goes as it is into a header: HeaderKey("X-API-KEY", "USPTO_ODP_API_KEY")."""

    def __init__(self, header: str, variable: str, form: str = "{}") -> None:
        """form: how the header's value holds the key, "Bearer {}"."""
        self._header, self._variable, self._form = header, variable, form
        self._key = ""

    def headers(self, send: Callable[[Request, Mapping[str, str]], Answer], now: float) -> Mapping[str, str]:
        """The header, none without the key."""
        self._key = key(self._variable) or ""
        return {self._header: self._form.format(self._key)} if self._key else {}

    def renew(self) -> bool:
        """The key that was refused is the only one."""
        return False

    def secrets(self) -> tuple[str, ...]:
        """The key."""
        return (self._key,)


class ClientToken:
    """A token for key and secret (OAuth 2, client credentials), renewed before it ends and when it is refused."""

    def __init__(self, source: str, request: Request, key_variable: str, secret_variable: str) -> None:
        """request: the one that gets a token."""
        self._source, self._variables = source, (key_variable, secret_variable)
        self._request = replace(
            request,
            method="POST",
            body=b"grant_type=client_credentials",
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            expects="json",
            kept=False,
        )
        self._token, self._ends = "", 0.0
        self._given: tuple[str, ...] = ()

    def headers(self, send: Callable[[Request, Mapping[str, str]], Answer], now: float) -> Mapping[str, str]:
        """The token as bearer; SourceError if the source gives none."""
        if not self._token or now >= self._ends - _EARLY:
            self._given = tuple(key(variable) or "" for variable in self._variables)
            basic = {"Authorization": f"Basic {base64.b64encode(':'.join(self._given).encode()).decode()}"}
            self._take(send(self._request, basic), now)
        return {"Authorization": f"Bearer {self._token}"}

    def renew(self) -> bool:
        """The next request gets a new token first."""
        self._token = ""
        return True

    def secrets(self) -> tuple[str, ...]:
        """Key, secret and token."""
        return (*self._given, self._token)

    def _take(self, answer: Answer, now: float) -> None:
        try:
            told = json.loads(answer.content)
            # Where it does not say how long it lasts, it lasts until it is refused.
            self._token, lasts = str(told["access_token"]), float(told.get("expires_in") or "inf")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise SourceError(self._source, "its answer holds no token", answer.url, answer.status) from None
        self._ends = now + lasts
