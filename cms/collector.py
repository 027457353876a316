"""Long work without Python's search for unused cycles, which walks everything and finds little.

Pages and rows are freed by counting references. Left alone, the collector walks them, and all
else that lives in the process, again and again: a third of an import's time of writing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Search for cycles only where :func:`collect_young` is called.

    Processes that are forked meanwhile do not search either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays as long as the process: not searched meanwhile, nor by any search later.

    A third of the time that a command takes to start.
    """
    with no_collector():
        yield
    gc.freeze()


def collect_young() -> None:
    """Free the cycles among what was made since the last call; a few milliseconds a batch."""
    gc.collect(0)
