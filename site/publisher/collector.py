"""Building without the garbage collector, which finds nothing here and walks everything."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Let nobody walk the heap: pages make no cycles, and counting references frees them.

    Processes that are forked meanwhile have none either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
