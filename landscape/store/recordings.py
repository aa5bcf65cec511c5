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
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from landscape.errors import DamagedError
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
class Recorded:
    """A recorded answer: what a request in bulk asked for, status, time; its content is read when wanted."""

    names: tuple[str, ...]
    status: int
    received: datetime
    _recordings: Recordings
    _note: Path

    def answer(self) -> Answer:
        """The answer itself.  Raises DamagedError if it is not as it was written."""
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
            content, packed = self._content_path(digest), gzip.compress(answer.content, compresslevel=6, mtime=0)
            # Compared, not only looked for: what the disk has damaged is made good.
            if not content.exists() or content.read_bytes() != packed:
                self._write(content, packed)
            time = _utc(answer.received).strftime("%Y%m%dT%H%M%S.%fZ")
            note = self._answers_folder(answer.key) / f"{time}-{digest[:8]}.json"
            self._write(note, json.dumps(described, indent=1, sort_keys=True).encode())
        return digest

    def find(self, key: str) -> Iterator[Recorded]:
        """All answers under a key, the latest first; `damaged` names those whose note cannot be read."""
        for note in sorted(self._answers_folder(key).glob("*.json"), reverse=True):
            try:
                told = self._described(note)
            except DamagedError:
                continue
            yield Recorded(tuple(told["names"]), told["status"], datetime.fromisoformat(told["received"]), self, note)

    def last(self) -> dict[str, tuple[datetime, int]]:
        """Source -> time and status of its last recorded answer; `damaged` names what cannot be read."""
        found: dict[str, tuple[datetime, int]] = {}
        for folder in self._folder.glob("answers/*/*"):
            for note in sorted(folder.glob("*.json"), reverse=True):
                try:
                    described = self._described(note)
                except DamagedError:
                    continue
                told = datetime.fromisoformat(described["received"]), int(described["status"])
                found[described["source"]] = max(told, found.get(described["source"], told))
                break
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
        """The answer that a note describes.  Raises DamagedError if either is not as it was written."""
        described = self._described(note)
        path = self._content_path(described["sha256"])
        if not path.exists():
            raise DamagedError(f"{note}: damaged recording (its content is missing)")
        with explained(self._folder, "read"):
            packed = path.read_bytes()
        try:
            content = gzip.decompress(packed)
        except (EOFError, ValueError, zlib.error, gzip.BadGzipFile) as error:
            raise DamagedError(f"{note}: damaged recording ({error})") from error
        if hashlib.sha256(content).hexdigest() != described["sha256"]:
            raise DamagedError(f"{note}: damaged recording (its content differs from its hash)")
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
        with explained(note, "read"):
            content = note.read_bytes()
        try:
            described = json.loads(content)
            sound = (
                isinstance(described["names"], list)
                and isinstance(described["headers"], dict)
                and all(isinstance(described[name], str) for name in ("url", "method", "source", "sha256"))
                and isinstance(described["status"], int)
                and all(len(pair) == 2 for pair in described["parameters"])
                and datetime.fromisoformat(described["received"]).tzinfo is not None
            )
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError(f"{note}: damaged recording ({error})") from error
        if not sound:
            raise DamagedError(f"{note}: damaged recording (not a note of an answer)")
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
