"""Imports started in the admin run in a thread; the page asks how far they are.

While one runs it holds the lock of its upload, so that a second start of the same ledger
does nothing, and an import that ended with its process is told from one that goes on.
"""

from __future__ import annotations

import fcntl
import json
import logging
import threading
from pathlib import Path
from typing import IO, Any

from django.db import close_old_connections
from django.utils.translation import gettext as _

from cms.cases.imports.run import Request, import_ledger
from cms.cases.upload.files import forget_ledger
from cms.tables.errors import TableError

logger = logging.getLogger(__name__)


def state(folder: Path) -> dict[str, Any] | None:
    """Return ``{done, total}``, ``{report}`` or ``{error}`` of an upload; None before the start."""
    told = _read(folder)
    if told and "done" in told and (lock := _hold(folder)):
        lock.close()
        told = _read(folder) or {}  # it may have come to its end just now
        if "done" in told:
            return {"error": _("The import stopped with the program that ran it. Start it again.")}
    return told


def start(folder: Path, request: Request) -> None:
    """Import in a thread of its own, unless this ledger is being imported already."""
    if lock := _hold(folder):
        _write(folder, {"done": 0, "total": 0})
        run = threading.Thread(
            target=_run, args=(folder, request, lock), daemon=True, name="import"
        )
        run.start()


def _run(folder: Path, request: Request, lock: IO[str]) -> None:
    def show(done: int, total: int) -> None:
        _write(folder, {"done": done, "total": total})

    try:
        report = import_ledger(request, show)
        forget_ledger(folder)
        _write(folder, {"report": report.as_dict()})
    except TableError as error:
        _write(folder, {"error": error.message(_)})
    except Exception:  # told to the editor, who would otherwise wait for ever
        logger.exception("import of %s failed", request.path.name)
        _write(
            folder,
            {"error": _("The import stopped by a fault of the program. Start it again.")},
        )
    finally:
        lock.close()
        close_old_connections()


def _hold(folder: Path) -> IO[str] | None:
    """Return the lock of an upload, held until it is closed; None while somebody holds it."""
    lock = (folder / "running").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        return json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _write(folder: Path, told: dict[str, Any]) -> None:
    new = folder / "state.new"
    new.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    new.replace(folder / "state.json")
