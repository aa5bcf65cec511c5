"""Documents in files: as they are, in gzip, or members of a ZIP; opened within bounds, never written to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from landscape.errors import FormatError
from landscape.formats import docx

# Bounds.  A weekly bulk file of an office is below 4 GB; text and XML shrink 5 to 20 times, seldom 50.
MAX_MEMBERS = 10_000
MAX_SIZE = 16 * 2**30
MAX_RATIO = 200
# Bytes within which the ratio says nothing yet.
_SMALL = 16 * 2**20
_BUFFER = 2**20
_OFFICE = ("[Content_Types].xml", "mimetype")
_GZIP, _ZIPS = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
# What reading a damaged archive raises, as far as the standard library documents it.
_DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Packed:
    """A document in a file; url: path of the file, a member's name after "!"; open: starts it anew."""

    url: str
    open: Callable[[], BinaryIO]


def documents(path: Path, url: str) -> Iterator[Packed | FormatError]:
    """The documents of a file, those of an archive by name; what cannot be opened is an error beside them.

    Raises OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if magic.startswith(_GZIP):
        size = path.stat().st_size
        yield Packed(url, lambda: _bounded(cast(BinaryIO, gzip.GzipFile(path)), url, size))
    elif magic in _ZIPS:
        yield from _members(path, url)
    else:
        yield Packed(url, lambda: path.open("rb"))


def is_archive(head: bytes) -> bool:
    """Whether a document is itself packed; an archive within an archive is not opened, an Office document is none."""
    return head.startswith((_GZIP, *_ZIPS)) and not docx.recognises(head)


def _members(path: Path, url: str) -> Iterator[Packed | FormatError]:
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        yield FormatError(url, f"the archive is damaged: {error}")
        return
    with archive:
        members = sorted(archive.infolist(), key=lambda member: (member.filename, member.header_offset))
        if any(member.filename in _OFFICE for member in members):
            if any(member.filename == "word/document.xml" for member in members):
                yield Packed(url, lambda: path.open("rb"))
            else:
                yield FormatError(url, "is an office document; save its table as CSV")
            return
        if len(members) > MAX_MEMBERS:
            yield FormatError(url, f"the archive has {len(members):,} members; {MAX_MEMBERS:,} are read")
            return
        for member in members:
            name = member.filename
            # What operating systems add to archives.
            if member.is_dir() or name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("."):
                continue
            yield _member(archive, member, f"{url}!{name}")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, url: str) -> Packed | FormatError:
    if member.flag_bits & 0x1:
        return FormatError(url, "is encrypted")
    if member.file_size > MAX_SIZE:
        return FormatError(url, f"is {member.file_size:,} bytes; {MAX_SIZE:,} are read")

    def start() -> BinaryIO:
        try:
            opened = archive.open(member)
        except _DAMAGE as error:
            raise FormatError(url, f"the archive is damaged: {error}") from error
        return _bounded(cast(BinaryIO, opened), url, member.compress_size)

    return Packed(url, start)


def _bounded(stream: BinaryIO, url: str, packed: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Bounded(stream, url, packed), _BUFFER))


class _Bounded(io.RawIOBase):
    """A stream that unpacks; it raises FormatError where it is damaged or grows beyond the bounds."""

    def __init__(self, stream: BinaryIO, url: str, packed: int) -> None:
        """Packed: size in bytes of what is unpacked."""
        super().__init__()
        self.stream, self.url, self.packed, self.size = stream, url, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self.stream.read(len(buffer))
        except _DAMAGE as error:
            raise FormatError(self.url, f"the archive is damaged: {error}") from error
        self.size += len(data)
        if self.size > MAX_SIZE:
            raise FormatError(self.url, f"unpacks to more than {MAX_SIZE:,} bytes")
        if self.size > max(_SMALL, MAX_RATIO * self.packed):
            raise FormatError(self.url, f"unpacks to more than {MAX_RATIO} times its size; not read further")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.stream.close()
        super().close()
