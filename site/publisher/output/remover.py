"""Deletes folders and files named on its command line, at the lowest priority.

Run as a script, apart from the builder; imports nothing of the project.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

_BATCH, _REST_SECONDS = 500, 0.05


def remove_slowly(path: Path) -> None:
    """Delete a folder file by file with rests between batches, so that others can write."""
    done = 0
    for folder, _, names in os.walk(path, topdown=False):
        for name in names:
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))
            done += 1
            if done % _BATCH == 0:
                time.sleep(_REST_SECONDS)
    shutil.rmtree(path, ignore_errors=True)
    if path.is_file():
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    os.nice(19)
    for argument in sys.argv[1:]:
        remove_slowly(Path(argument))
