"""The published office telephones, which the privacy gate lets pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import chain

from cms.privacy.allowed import Allowed

#: Reads telephone numbers as offices wrote them, from the database.
Phones = Callable[[], Iterable[str]]

_SECONDS = 60
_phones: list[Phones] = []
#: What was read last, and when that is too old, in seconds of the monotonic clock.
_held: tuple[Allowed, float] | None = None


def register(phones: Phones) -> None:
    """Let the gate pass the numbers that ``phones`` reads: offices publish them on purpose."""
    _phones.append(phones)


def allowed() -> Allowed:
    """Return the office numbers of the areas directory, as known a minute ago.

    As long as nothing changed there, the very same object comes back.
    """
    global _held  # noqa: PLW0603 - one directory a process
    now = time.monotonic()
    if _held is None or _held[1] < now:
        read = Allowed.of(chain.from_iterable(phones() for phones in _phones))
        same = _held is not None and _held[0] == read
        _held = (_held[0] if same and _held else read, now + _SECONDS)
    return _held[0]


def forget() -> None:
    """Read the directory anew at the next question; for who has just changed contacts."""
    global _held  # noqa: PLW0603
    _held = None
