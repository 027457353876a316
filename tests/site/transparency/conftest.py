"""The reference implementation, as a program."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import go
from tests.servers.fixtures import find

SOURCE = Path(__file__).with_name("go")


@pytest.fixture(scope="session")
def go_check() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the Go program on a log folder with a public key and proofs; return how it ended."""
    program = find("Go", lambda: go.built(SOURCE))

    def check(folder: Path, key: str, proofs: str = "") -> subprocess.CompletedProcess[str]:
        command = [program, folder, key]
        return subprocess.run(
            command, input=proofs, capture_output=True, text=True, check=False, timeout=60
        )

    return check
