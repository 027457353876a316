"""Where the secret key of the log is kept: ``LOG_KEY``, or a file beside the site, mode 600."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from publisher.transparency.notes import KeyFault, Signer, new_signer, parse_signer

VARIABLE = "LOG_KEY"
_FILE = "log-key"


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

    Raises :class:`KeyFault` for a bad name, ``FileExistsError`` where there is a key:
    whoever replaces it begins a new log.
    """
    signer = new_signer(name)
    with open(key_path(home), "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(signer.encode() + "\n")
    return signer
