"""Waiting until the disk has what was written, so that a power cut cannot spoil a release."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterable
from pathlib import Path


def write_file(path: Path | str, data: bytes) -> None:
    """Write a file whole; the disk may have it later only."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        write_all(descriptor, data)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``: a full disk may take a part of it before it complains."""
    written = os.write(descriptor, data)
    while written < len(data):
        data = data[written:]
        written = os.write(descriptor, data)


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file: readers see the old one or the new one, whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    write_file(fresh, data)
    os.replace(fresh, path)
    sync_folders([path.parent])


def sync_folders(folders: Iterable[Path]) -> None:
    """Wait until the disk has the names in ``folders``: what was created, moved or removed."""
    for folder in sorted(set(folders)):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_file_system(folder: Path) -> float:
    """Wait until the disk has all that was written to the file system of ``folder``.

    One call, where waiting for each of a hundred thousand files would take minutes, and for
    each of the fifty of one publish a fifth of a second.
    Returns the seconds it took. Raises ``OSError`` where the disk failed to write.
    """
    started = time.monotonic()
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:  # not Linux
        os.sync()
        return time.monotonic() - started
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if syncfs(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)
    return time.monotonic() - started
