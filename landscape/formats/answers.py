"""JSON answers of services, read whole: small enough for it, and nested in each service's own way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from landscape.errors import FormatError
from landscape.formats.fields import Object
from landscape.formats.lines import head_text

MAX_BYTES = 32 * 2**20
"""Bytes of one answer; a page of a thousand documents with abstracts has about four million."""


def answer(stream: BinaryIO, document: str) -> Object:
    """The object of an answer.  Raises FormatError if it is none or too large."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FormatError(document, f"an answer longer than {MAX_BYTES // 2**20} MiB")
    try:
        content = json.loads(data.decode("utf-8-sig"))
        json.dumps(content, ensure_ascii=False).encode()  # half surrogate pairs cannot be kept
    except RecursionError:
        raise FormatError(document, "JSON nested too deeply") from None
    except ValueError as error:
        raise FormatError(document, f"not valid JSON: {error}") from None
    if not isinstance(content, dict):
        raise FormatError(document, "not a JSON object")
    return content


def rows(stream: BinaryIO, document: str, listed: Callable[[Object], list[Object]]) -> Iterator[tuple[str, Object]]:
    """The rows of an answer, where `listed` finds them, each with its place.  Raises FormatError."""
    content = answer(stream, document)
    try:
        found = listed(content)
    except ValueError as error:
        raise FormatError(document, str(error)) from None
    for number, row in enumerate(found, 1):
        yield f"row {number}", row


def names(head: bytes, *keys: str) -> bool:
    """Whether a document begins as a JSON object and these keys stand, quoted, in its first bytes."""
    text = head_text(head).lstrip("\ufeff \t\r\n")
    return text.startswith("{") and all(f'"{key}"' in text for key in keys)
