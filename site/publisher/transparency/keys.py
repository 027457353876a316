"""Where the secret key of the log is kept: ``LOG_KEY``, or a file beside the site, mode 600.

Beside it ``log-key-changes`` says which keys there were before; it is public.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from publisher.transparency.key_changes import note_of_change, read_changes
from publisher.transparency.notes import (
    KeyFault,
    NoteFault,
    Signer,
    Verifier,
    new_signer,
    parse_signer,
)

VARIABLE = "LOG_KEY"
_FILE = "log-key"
_CHANGES = "log-key-changes"


def key_path(home: Path) -> Path:
    """Return the file of the secret key; it is never under ``home/site``."""
    return home / _FILE


def find_signer(environ: Mapping[str, str], home: Path) -> Signer | None:
    """Return the log's key from the environment or the file, None where there is none yet.

    Raises :class:`KeyFault` for a damaged key, or for a file that others may read.
    """
    if text := environ.get(VARIABLE, "").strip():
        return parse_signer(text)
    path = key_path(home)
    if not path.exists():
        return None
    if path.stat().st_mode & 0o077:
        raise KeyFault(f"{path} may be read by others; run: chmod 600 {path}")
    return parse_signer(path.read_text("utf-8"))


def make_key(home: Path, name: str) -> Signer:
    """Make a key and keep it in its file.

    Raises :class:`KeyFault` for a bad name, ``FileExistsError`` where there is a key;
    see :func:`replace_key`.
    """
    signer = new_signer(name)
    _keep(key_path(home), signer, "x")
    return signer


def key_changes(home: Path) -> str:
    """Return the notes of earlier keys, empty where there were none.

    Raises :class:`KeyFault` where the file is damaged.
    """
    path = home / _CHANGES
    text = path.read_text("utf-8") if path.exists() else ""
    try:
        read_changes(text)
    except NoteFault as error:
        raise KeyFault(f"{path}: {error}") from error
    return text


def replace_key(home: Path, day: str, lost: Verifier | None = None) -> tuple[Signer, Path | None]:
    """Make a new key for the same log, and the note that says so; return it and where the old
    one is kept now.

    The old key signs the note, unless it is ``lost``: then its public half is named, and only
    the new key signs. Raises :class:`KeyFault`, ``FileExistsError`` where that day has had one.
    """
    path = key_path(home)
    old: Signer | Verifier | None = lost or find_signer({}, home)
    if old is None:
        raise KeyFault(f"{path} is missing; where it was lost, name its public half with --lost")
    new = new_signer(old.name)
    note, changes = note_of_change(old, new, day), key_changes(home)
    kept = path.with_name(f"{_FILE}-until-{day}") if path.exists() else None
    if kept and kept.exists():
        raise FileExistsError(kept)
    fresh = path.with_name(f".{_FILE}-new")
    _keep(fresh, new, "w")
    # The note first: a key without one would look like another log's.
    (home / _CHANGES).write_text(changes + note, "utf-8")
    if kept:
        path.rename(kept)
    fresh.rename(path)
    return new, kept


def _keep(path: Path, signer: Signer, mode: str) -> None:
    with open(path, mode, opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(signer.encode() + "\n")
