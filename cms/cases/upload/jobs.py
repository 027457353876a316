"""Imports started in the admin run in a thread; the page asks how far they are."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

from django.db import close_old_connections
from django.utils.translation import gettext as _

from cms.cases.imports.run import Request, import_ledger
from cms.tables.errors import TableError

logger = logging.getLogger(__name__)


def state_file(path: Path) -> Path:
    """Return where the state of the import of the kept file ``path`` is written."""
    return path.parent / "state.json"


def state(path: Path) -> dict[str, Any] | None:
    """Return ``{done, total}``, ``{report}`` or ``{error}``; None before the start."""
    try:
        return json.loads(state_file(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def start(request: Request) -> None:
    """Import in a thread of its own. Rows are safe against a second start."""
    _write(request.path, {"done": 0, "total": 0})
    threading.Thread(target=_run, args=(request,), daemon=True, name="import").start()


def _run(request: Request) -> None:
    def show(done: int, total: int) -> None:
        _write(request.path, {"done": done, "total": total})

    try:
        report = import_ledger(request, show)
        _write(request.path, {"report": report.as_dict()})
    except TableError as error:
        _write(request.path, {"error": error.message(_)})
    except Exception:  # told to the editor, who would otherwise wait for ever
        logger.exception("import of %s failed", request.path.name)
        _write(
            request.path,
            {"error": _("The import stopped by a fault of the program. Start it again.")},
        )
    finally:
        close_old_connections()


def _write(path: Path, state: dict[str, Any]) -> None:
    new = state_file(path).with_suffix(".new")
    new.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    new.replace(state_file(path))
