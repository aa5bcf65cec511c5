"""Files and folders that appear whole or not at all, whatever kills the process.

Work is done beside the final place under a temporary name, flushed to the disk and renamed.  A lock file beside each
work folder is held open as long as its process lives, so that the next one can tell leftovers from work under way;
the operating system drops the lock however the process ends.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from landscape.errors import StoreError

_PREFIX = ".writing-"
_LOCK = ".lock"


@contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """Turn an OSError into a StoreError of one line.  doing: "write to", "read"."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            reason += "; nothing was changed, free some space and run again"
        raise StoreError(f"{path}: cannot {doing} the store: {reason}") from error


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A folder beside its later place, for this process alone; removed unless it was renamed away."""
    parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(parent)
    lock, descriptor = _locked(parent)
    folder = lock.with_suffix("")
    try:
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _unlock(lock, descriptor)


def remove_leftovers(parent: Path) -> None:
    """Remove what killed processes left behind; what a living one works on stays."""
    for lock in parent.glob(f"{_PREFIX}*{_LOCK}"):
        descriptor = _try_lock(lock)
        if descriptor is not None:
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
            _unlock(lock, descriptor)


def publish(folder: Path, name: str) -> Path:
    """Rename a finished folder to `name` beside it, or `name-2`… if that is taken; returns where it is now."""
    flush_folder(folder)
    for number in range(1, 10_000):
        target = folder.with_name(name if number == 1 else f"{name}-{number}")
        if target.exists():
            continue
        try:
            folder.rename(target)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                continue  # another process was faster
            raise
        flush_folder(folder.parent)
        return target
    raise StoreError(f"{folder.parent}: ten thousand snapshots of one second")


def write_flushed(path: Path, content: bytes) -> None:
    """Write a new file and bring it to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _locked(parent: Path) -> tuple[Path, int]:
    """A new lock file, held.  Between its making and its locking another process may take it for a leftover."""
    while True:
        lock = parent / f"{_PREFIX}{secrets.token_hex(8)}{_LOCK}"
        descriptor = _try_lock(lock, create=True)
        if descriptor is not None and lock.exists():
            return lock, descriptor
        if descriptor is not None:
            os.close(descriptor)


def _try_lock(lock: Path, *, create: bool = False) -> int | None:
    """The open lock file if nobody else holds it, else None."""
    flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if create else 0)
    try:
        descriptor = os.open(lock, flags, 0o600)
    except FileNotFoundError:
        return None
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _unlock(lock: Path, descriptor: int) -> None:
    """Remove the lock file while it is held, so that nobody can take it in between; Windows wants it closed first."""
    if sys.platform == "win32":
        os.close(descriptor)
        with suppress(OSError):
            lock.unlink()
    else:
        lock.unlink(missing_ok=True)
        os.close(descriptor)
