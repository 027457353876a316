"""One server process: its account, its folder, its port, its start and its end."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

STOP_SECONDS = 20


class ServerError(Exception):
    """A server did not start; the text holds the end of what it wrote."""


def account(*wanted: str) -> str | None:
    """Return the user to run a server as, or None for the user we are.

    Elasticsearch and PostgreSQL refuse to run as root. So root starts them as the first of
    ``wanted`` that exists, else as ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in wanted if name in known), "nobody")


@contextmanager
def scratch_folder(name: str, user: str | None) -> Iterator[Path]:
    """Give a new folder that belongs to ``user``, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"huiyinbi-{name}-"))
    try:
        if user:
            shutil.chown(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(folder: Path, user: str | None) -> None:
    """Make ``user`` the owner of ``folder`` and of all in it."""
    if user:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, user)


def free_port() -> int:
    """Return a loopback TCP port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_user(user: str | None) -> dict[str, object]:
    """Return the arguments that make ``subprocess`` run a command as ``user``."""
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


class Server:
    """A server program that can be started, stopped and started again on the same port."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        folder: Path,
        ready: Callable[[], bool],
        user: str | None = None,
        environ: dict[str, str] | None = None,
        start_seconds: float = 120,
    ) -> None:
        """Describe the server; ``ready`` says whether it answers yet."""
        self.command = [str(part) for part in command]
        self.folder = folder
        self.output = folder / "output.txt"
        self._ready = ready
        self._user = user
        self._environ = environ or {}
        self._start_seconds = start_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; raises ServerError with its last words."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env={**os.environ, "HOME": str(self.folder), **self._environ},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
                **as_user(self._user),  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + self._start_seconds
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                words = self.output.read_text(errors="replace")[-3000:]
                raise ServerError(f"{self.command[0]} did not start:\n{words}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it, and all that it started; does nothing when it does not run."""
        if self._process is None:
            return
        group = self._process.pid
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self._process = None


def _end_with_parent() -> None:
    """Let the kernel end the server when the test run is killed (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
