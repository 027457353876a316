"""Uploaded ledgers wait here until they are imported; only their uploader sees them.

Each has a folder of its own, which holds the ledger and, later, how its import went.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

from cms.imports import sent

_DAYS = 7
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_LEDGER = "ledger"


def _uploaded() -> Path:
    folder = Path(settings.HUIYINBI_HOME) / "imports" / "uploaded"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(upload: Any, user_id: int) -> tuple[str, Path]:
    """Keep an uploaded file and return its token, and where it is."""
    _forget_old()
    token = secrets.token_urlsafe(16)
    folder = _uploaded() / f"{user_id}-{token}"
    (folder / _LEDGER).mkdir(mode=0o700, parents=True)
    return token, sent.write(upload, folder / _LEDGER)


def folder_of(token: str, user_id: int) -> Path:
    """Return the folder kept under ``token`` for this user; 404 for anybody else."""
    folder = _uploaded() / f"{user_id}-{token}"
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        raise Http404
    return folder


def ledger_in(folder: Path) -> Path | None:
    """Return the ledger in the folder of an upload; None once it was imported."""
    return next((folder / _LEDGER).glob("*"), None)


def forget_ledger(folder: Path) -> None:
    """Delete the ledger of an upload; it holds personal data and has done its work."""
    shutil.rmtree(folder / _LEDGER, ignore_errors=True)


def forget(folder: Path) -> None:
    """Delete all that is kept of an upload."""
    shutil.rmtree(folder, ignore_errors=True)


def _forget_old() -> None:
    limit = time.time() - _DAYS * 86400
    for folder in _uploaded().iterdir():
        if folder.stat().st_mtime < limit:
            forget(folder)
