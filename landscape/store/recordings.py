"""Answers of sources as received: content-addressed, compressed, found again by what was asked.

    recordings/content/ab/<sha256 of the content>.gz
    recordings/answers/cd/<key of the request>/<UTC time>-<start of the sha256>.json

A recording is written before anything is parsed, so that a killed run loses nothing that was received.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import secrets
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from landscape.errors import StoreError
from landscape.session.answers import Answer, public_parameters, public_url
from landscape.store.folders import explained, flush_folder, remove_leftovers, work_folder, write_flushed

# What a later run or a reader may need; everything else (cookies, tokens) stays out.
KEPT_HEADERS = frozenset(
    {
        "content-type",
        "content-encoding",
        "content-disposition",
        "date",
        "etag",
        "last-modified",
        "retry-after",
        "x-throttling-control",
        "x-individualquotaperhour-used",
        "x-registeredquotaperweek-used",
        "x-rejection-reason",
    }
)


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """A recorded answer to a request in bulk: what it was asked for, when; its content is read when wanted."""

    names: tuple[str, ...]
    received: datetime
    _recordings: Recordings
    _note: Path

    def answer(self) -> Answer:
        """The answer itself.  Raises StoreError if the recording is damaged."""
        return self._recordings.read(self._note)


class Recordings:
    """The recordings of a store; a context manager.  Safe for several threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first recording."""
        self._folder = folder
        self._open = ExitStack()
        self._work: Path | None = None

    def __enter__(self) -> Self:
        """Nothing to open yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not finished."""
        self._work = None
        self._open.close()

    def remove_leftovers(self) -> None:
        """Remove what killed processes did not finish."""
        with explained(self._folder, "write to"):
            remove_leftovers(self._folder)

    def put(self, answer: Answer) -> str:
        """Keep an answer; returns the sha256 of its content.  Raises StoreError if the disk refuses it."""
        digest = answer.sha256
        described = {
            "method": answer.method.upper(),
            "source": answer.source,
            "url": public_url(answer.url),
            "parameters": public_parameters(answer.parameters),
            "body_sha256": hashlib.sha256(answer.body).hexdigest() if answer.body else None,
            "names": list(answer.names),
            "status": answer.status,
            "headers": {
                name.lower(): value for name, value in (answer.headers or {}).items() if name.lower() in KEPT_HEADERS
            },
            "received": _utc(answer.received).isoformat(timespec="microseconds"),
            "sha256": digest,
            "bytes": len(answer.content),
        }
        with explained(self._folder, "write to"):
            content = self._content_path(digest)
            if not content.exists():
                self._write(content, gzip.compress(answer.content, compresslevel=6, mtime=0))
            time = _utc(answer.received).strftime("%Y%m%dT%H%M%S.%fZ")
            note = self._answers_folder(answer.key) / f"{time}-{digest[:8]}.json"
            self._write(note, json.dumps(described, indent=1, sort_keys=True).encode())
        return digest

    def get(self, key: str, max_age: timedelta | None = None, now: datetime | None = None) -> Answer | None:
        """The latest answer to a request, None if there is none or it is older than max_age at `now` (UTC).

        Raises StoreError if the recording is damaged.
        """
        notes = sorted(self._answers_folder(key).glob("*.json"))
        if not notes:
            return None
        answer = self.read(notes[-1])
        if max_age is not None and (now or datetime.now(UTC)) - answer.received > max_age:
            return None
        return answer

    def bulk(self, key: str) -> Iterator[BulkAnswer]:
        """What was asked in bulk under a key, the latest first.  Raises StoreError if a note is damaged."""
        for note in sorted(self._answers_folder(key).glob("*.json"), reverse=True):
            described = self._described(note)
            yield BulkAnswer(tuple(described["names"]), datetime.fromisoformat(described["received"]), self, note)

    def last(self) -> dict[str, tuple[datetime, int]]:
        """Source -> time and status of its last recorded answer.  Raises StoreError if a note is damaged."""
        found: dict[str, tuple[datetime, int]] = {}
        for folder in self._folder.glob("answers/*/*"):
            notes = sorted(folder.glob("*.json"))
            if not notes:
                continue  # its process was killed before it wrote one
            described = self._described(notes[-1])
            told = datetime.fromisoformat(described["received"]), int(described["status"])
            found[described["source"]] = max(told, found.get(described["source"], told))
        return found

    def damaged(self) -> Iterator[str]:
        """One line for each recording that is not what its hash says."""
        held = set()
        for path in sorted(self._folder.glob("content/*/*.gz")):
            held.add(path.name.removesuffix(".gz"))
            if _content_digest(path) != path.name.removesuffix(".gz"):
                yield f"{path}: content differs from its hash"
        for note in sorted(self._folder.glob("answers/*/*/*.json")):
            try:
                digest = json.loads(note.read_bytes())["sha256"]
            except (ValueError, KeyError, TypeError):
                yield f"{note}: not a note of an answer"
                continue
            if digest not in held:
                yield f"{note}: its content {digest} is missing"

    def size(self) -> tuple[int, int]:
        """Number of answers, and bytes on the disk."""
        files = [path for path in self._folder.glob("*/*/**/*") if path.is_file()]
        return sum(path.suffix == ".json" for path in files), sum(path.stat().st_size for path in files)

    def _content_path(self, digest: str) -> Path:
        return self._folder / "content" / digest[:2] / f"{digest}.gz"

    def _answers_folder(self, key: str) -> Path:
        return self._folder / "answers" / key[:2] / key

    def _write(self, path: Path, content: bytes) -> None:
        if self._work is None:
            self._work = self._open.enter_context(work_folder(self._folder))
        beside = self._work / secrets.token_hex(8)
        write_flushed(beside, content)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(path)
        flush_folder(path.parent)

    def read(self, note: Path) -> Answer:
        """The answer that a note describes.  Raises StoreError if either is damaged."""
        described = self._described(note)
        try:
            content = gzip.decompress(self._content_path(described["sha256"]).read_bytes())
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise StoreError(f"{note}: damaged recording ({error}); delete it to ask again") from error
        if hashlib.sha256(content).hexdigest() != described["sha256"]:
            raise StoreError(f"{note}: damaged recording (its content differs from its hash); delete it to ask again")
        return Answer(
            url=described["url"],
            status=described["status"],
            content=content,
            received=datetime.fromisoformat(described["received"]),
            method=described["method"],
            parameters=tuple((name, value) for name, value in described["parameters"]),
            headers=described["headers"],
            names=tuple(described["names"]),
            source=described["source"],
        )

    @staticmethod
    def _described(note: Path) -> dict[str, Any]:
        """What a note says, with all that is read of it."""
        try:
            described = json.loads(note.read_bytes())
            sound = (
                isinstance(described["names"], list)
                and isinstance(described["headers"], dict)
                and all(isinstance(described[name], str) for name in ("url", "method", "source", "sha256"))
                and isinstance(described["status"], int)
                and all(len(pair) == 2 for pair in described["parameters"])
                and datetime.fromisoformat(described["received"]).tzinfo is not None
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{note}: damaged recording ({error}); delete it to ask again") from error
        if not sound:
            raise StoreError(f"{note}: damaged recording (not a note of an answer); delete it to ask again")
        return described  # type: ignore[no-any-return]  # a mapping, as has just been seen


def _content_digest(path: Path) -> str | None:
    """Of a compressed file's content; None if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with gzip.open(path) as file:
            while block := file.read(1024 * 1024):
                digest.update(block)
    except (OSError, EOFError, zlib.error):
        return None
    return digest.hexdigest()


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC)
