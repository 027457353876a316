"""How a process that makes a search index settles in."""

from __future__ import annotations

import ctypes
import signal

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # of mallopt(3)
_KEEP = 1 << 30
_PARENT_DEATH_SIGNAL = 1  # of prctl(2)


def settle() -> None:
    """Make this process end with its parent, and keep the memory of large arrays it is done with.

    The system clears what it gives anew, which is a third of the time of making the index.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # glibc
        library.mallopt(_MMAP_THRESHOLD, _KEEP)
        library.mallopt(_TRIM_THRESHOLD, _KEEP)
    if hasattr(library, "prctl"):  # Linux
        library.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
