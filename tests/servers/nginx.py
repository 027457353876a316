"""nginx, the real one, with a configuration of the test's choice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import programs
from tests.servers.process import Server


@contextmanager
def running(config: Path, *, port: int) -> Iterator[str]:
    """Run nginx with ``config``, which listens on ``port``; give its URL.

    Relative paths in the configuration start from the folder it lies in. Raises
    MissingProgramError or ServerError.
    """
    folder = config.resolve().parent
    command = [programs.nginx(), "-p", folder, "-c", config.resolve(), "-e", "stderr"]
    server = Server([*command, "-g", "daemon off;"], folder=folder, ready=lambda: _listens(port))
    try:
        server.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
