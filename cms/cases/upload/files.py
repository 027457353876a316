"""Uploaded ledgers wait here until they are imported; only their uploader sees them."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

_DAYS = 7
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def _folder() -> Path:
    folder = Path(settings.HUIYINBI_HOME) / "imports" / "uploaded"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(upload: Any, user_id: int) -> str:
    """Keep an uploaded file and return its token."""
    _forget_old()
    token = secrets.token_urlsafe(16)
    place = _folder() / f"{user_id}-{token}"
    place.mkdir(mode=0o700)
    # Only the last part of a name, and no control characters: names come from outside.
    name = re.sub(r"[\x00-\x1f/\\]", "_", Path(upload.name).name)[-120:] or "ledger.xlsx"
    with (place / name).open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return token


def find(token: str, user_id: int) -> Path:
    """Return the file kept under ``token`` for this user; 404 for anybody else."""
    place = _folder() / f"{user_id}-{token}"
    if not _TOKEN.fullmatch(token) or not place.is_dir():
        raise Http404
    return next(path for path in place.iterdir() if path.suffix != ".json")


def forget(path: Path) -> None:
    """Delete a kept file; it holds personal data and has done its work."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _forget_old() -> None:
    limit = time.time() - _DAYS * 86400
    for place in _folder().iterdir():
        if place.stat().st_mtime < limit:
            shutil.rmtree(place, ignore_errors=True)
