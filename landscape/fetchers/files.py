"""Local files: exports, saved answers and pages, bulk files; plain, in gzip or ZIP, recognised by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from landscape.errors import FormatError, QueryError, RecordError
from landscape.fetchers import Context, Fetch, Received
from landscape.fetchers.archives import Packed, documents, is_archive
from landscape.formats import HEAD, Format, recognise
from landscape.records import Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.progress import Progress
    from landscape.query import Query

# Records between two reports of progress.
_STEP = 500


def fetch(query: Query, context: Context) -> Fetch:
    """Read what `[files] paths` names, in the order of the paths, each document from its beginning.

    The url of a record's provenance is the path relative to the query's root, a member of an archive after "!"; the
    hash is that of the file as it lies on disk.  A file that cannot be read, or whose kind is not known, is a
    FormatError among the records; the others are read on.

    Raises QueryError at once if a path or pattern names no file.
    """
    found = _found(query)
    fetched = Fetch("files", "; ".join(query.files.paths), None, iter(()))
    fetched.records = _records(found, fetched, context.progress)
    return fetched


def _found(query: Query) -> dict[str, Path]:
    """Path relative to the root -> file, sorted; each file once, whichever patterns name it."""
    found = {}
    for index, pattern in enumerate(query.files.paths):
        try:
            files = _matching(query.root, pattern)
        except ValueError as error:
            raise QueryError(f"{query.name}.toml", f"files.paths[{index}]", str(error)) from error
        if not files:
            raise QueryError(
                f"{query.name}.toml", f"files.paths[{index}]", f"{pattern!r} names no file below the project's root"
            )
        found.update({Path(os.path.relpath(file, query.root)).as_posix(): file for file in files})
    return dict(sorted(found.items()))


def _matching(root: Path, pattern: str) -> list[Path]:
    """Files a path or pattern names; hidden ones only if it says so."""
    named = root / Path(pattern).expanduser()
    if named.is_file():
        return [named]
    if named.is_dir():
        raise ValueError(f"{pattern!r} is a folder; write {pattern.rstrip('/')}/* for the files in it")
    relative = named.relative_to(root) if named.is_relative_to(root) else named.relative_to(named.anchor)
    base = root if named.is_relative_to(root) else Path(named.anchor)
    hidden = relative.name.startswith(".")
    return [file for file in base.glob(str(relative)) if file.is_file() and (hidden or not file.name.startswith("."))]


def _records(found: dict[str, Path], fetched: Fetch, progress: Progress) -> Iterator[Parsed]:
    for number, (url, path) in enumerate(found.items()):
        progress("reading files", number, len(found))
        try:
            size, digest = path.stat().st_size, _sha256(path)
            for packed in documents(path, url):
                origin = Provenance("files", packed.url if isinstance(packed, Packed) else url, sha256=digest)
                received = Received(origin.url, digest, size)
                fetched.documents.append(received)
                for parsed in _document(packed, origin, received):
                    dropped = isinstance(parsed, RecordError | FormatError)
                    received.dropped += dropped
                    received.records += not dropped
                    yield parsed
        except OSError as error:
            fetched.documents.append(Received(url, "", 0, dropped=1))
            yield FormatError(url, f"cannot be read: {error.strerror or error}")
    progress("reading files", len(found), len(found))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _document(packed: Packed | FormatError, origin: Provenance, received: Received) -> Iterator[Parsed]:
    """Records of one document, and what is wrong with it as a whole."""
    if isinstance(packed, FormatError):
        yield packed
        return
    try:
        with packed.open() as stream:
            known = _format(stream.read(HEAD), packed.url)
        received.format = known.NAME
        with packed.open() as stream:
            yield from known.parse(stream, origin)
    except FormatError as error:
        yield error


def _format(head: bytes, url: str) -> Format:
    if is_archive(head):
        raise FormatError(url, "an archive within an archive is not opened; unpack it first")
    return recognise(head, url)
