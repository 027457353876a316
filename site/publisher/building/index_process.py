"""A process of its own that makes the search index anew while others go on publishing.

It is started as a program, not forked: a server has threads, sockets and open databases, none of
which it may have.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cms.publication.store import PublicStore
from publisher.building.child import settle
from publisher.building.outgrown import make_index_anew


def start(store: Path, home: Path) -> subprocess.Popen[bytes]:
    """Start it for the site of ``home``; it ends when it is done, or with this thread.

    It says on the standard error what went wrong, and returns 1 then.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(store), str(home), str(os.getpid())],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def main(store: str, home: str, parent: str) -> None:
    """Do it, unless the parent has gone meanwhile."""
    settle()
    if os.getppid() == int(parent):
        make_index_anew(PublicStore(Path(store), read_only=True), Path(home))


if __name__ == "__main__":
    main(*sys.argv[1:])
