"""Why the book of hours does not take something; each sentence says how to mend it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from cms.publication.errors import Refused
from cms.translating import gettext_noop


class HoursRefused(Refused):
    """Nothing was written. ``code`` names the reason, ``params`` fill its sentence."""

    def __init__(self, code: str, msgid: str, **params: Any) -> None:
        self.code, self.msgid, self.params = code, msgid, params
        super().__init__(code)

    def __str__(self) -> str:
        return gettext(self.msgid) % self.params


def needs_reason(reason: str) -> None:
    """Raise :class:`HoursRefused` where nothing is said."""
    if not reason.strip():
        raise HoursRefused("no_reason", gettext_noop("Say why; the book keeps it."))
