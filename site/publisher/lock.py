"""One builder at a time, with the holder named to whoever comes second."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from cms.translating import gettext_noop, translator


class BuildBusy(Exception):
    """Another process is building; the message says which one, and since when."""


@contextmanager
def build_lock(path: Path, *, wait: float = 0.0, what: str = "build") -> Iterator[None]:
    """Hold the lock file ``path``; the system frees it when this process dies.

    ``what`` names the work in the message to others. Waits at most ``wait``
    seconds. Raises :class:`BuildBusy`.
    """
    with path.open("a+", encoding="utf-8") as file:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise BuildBusy(_describe(path, what)) from error
                time.sleep(0.05)
        file.seek(0)
        file.truncate()
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        json.dump({"process": os.getpid(), "host": socket.gethostname(), "since": since}, file)
        file.flush()
        yield


def _describe(path: Path, what: str) -> str:
    holder: dict[str, object] = {}
    with suppress(OSError, ValueError):
        holder = json.loads(path.read_text("utf-8"))
    message = gettext_noop(
        "Another %(what)s is running: process %(process)s on %(host)s since %(since)s. "
        "Wait for it to end, or end it, and try again."
    )
    known = {name: holder.get(name, "?") for name in ("process", "host", "since")}
    return translator()(message) % {"what": what, **known}
