"""The published office contacts, which the privacy gate lets pass."""

from __future__ import annotations

import time

from cms.privacy.allowed import Allowed

_SECONDS = 60
#: What was read last, and when that is too old, in seconds of the monotonic clock.
_held: tuple[Allowed, float] | None = None


def allowed() -> Allowed:
    """Return office numbers and names from the areas directory, as known a minute ago.

    As long as nothing changed there, the very same object comes back.
    """
    global _held  # noqa: PLW0603 - one directory a process
    now = time.monotonic()
    if _held is None or _held[1] < now:
        read = _read()
        same = _held is not None and _held[0] == read
        _held = (_held[0] if same and _held else read, now + _SECONDS)
    return _held[0]


def forget() -> None:
    """Read the directory anew at the next question; called when contacts change."""
    global _held  # noqa: PLW0603
    _held = None


def _read() -> Allowed:
    from cms.areas.models import Contact, Unit

    phones = Contact.objects.exclude(phone="").values_list("phone", flat=True)
    return Allowed.of([*phones, *Unit.objects.exclude(phone="").values_list("phone", flat=True)])
