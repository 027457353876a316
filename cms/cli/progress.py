"""How far a long command has come, shown to people and not to programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def progress_bar(unit: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what takes (done, total) and shows it on a terminal's standard error.

    ``unit`` is the word for what is counted. Elsewhere than on a terminal nothing is shown.
    """
    with tqdm(unit=unit, disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
