"""So many long answers at once and no more: whoever takes all records keeps a thread of the server.

An answer is under way until it was sent or its reader has gone, which is for readers to say:
a handful of slow ones would leave no thread for the pages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import cast

from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator


class Busy(Exception):
    """As many answers are under way as may be."""


class AtOnce:
    """Makes answers, at most ``most`` at once in this process."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    def answer(self, make: Callable[[], Response]) -> Response:
        """Return the answer that ``make`` makes. Raises :class:`Busy`."""
        if not self._free.acquire(blocking=False):
            raise Busy
        with ExitStack() as place:
            place.callback(self._free.release)
            response = make()
            # Taken along to the end of the answer; a place is given back once.
            body = cast(Iterable[bytes], response.response)
            response.response = ClosingIterator(body, place.pop_all().close)
        return response
