"""Go programs of the tests, built once from source with the modules their go.sum pins."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.servers.programs import CACHE, MissingProgramError

OLDEST = (1, 24)
BUILD_SECONDS = 300


def go() -> Path:
    """Return the path of a Go that is new enough. Raises MissingProgramError."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/go/bin", "/usr/lib/go/bin"])
    found = shutil.which("go", path=path)
    if found is None:
        raise MissingProgramError("no Go; install golang-go")
    version = subprocess.run([found, "version"], capture_output=True, text=True, check=False)
    match = re.search(r"go(\d+)\.(\d+)", version.stdout)
    if match is None or (int(match[1]), int(match[2])) < OLDEST:
        raise MissingProgramError(f"Go is older than {OLDEST[0]}.{OLDEST[1]}")
    return Path(found)


def built(source: Path) -> Path:
    """Return the program made from the folder ``source``. Raises MissingProgramError."""
    program = CACHE / f"go-{source.parent.name}"
    CACHE.mkdir(exist_ok=True)
    # The toolchain must be the one that is here, the modules those of go.sum.
    environ = {**os.environ, "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=readonly -buildvcs=false"}
    result = subprocess.run(
        [go(), "build", "-o", program, "."],
        cwd=source,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_SECONDS,
    )
    if result.returncode:
        raise MissingProgramError(
            f"Go could not build {source.name}: {result.stderr.strip()[:300]}"
        )
    return program
