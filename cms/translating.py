"""Messages and their Chinese, for code that runs without Django too."""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

_CATALOGS = Path(__file__).resolve().parent / "locale"


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation without translating it here."""
    return message


@cache
def translator(language: str = "zh-hans") -> Callable[[str], str]:
    """Return a function from message id to its text in ``language``.

    ``language`` is a Django language code ("zh-hans", "en"). Unknown languages
    and unknown messages give the English message id itself.
    """
    folder = {"zh-hans": "zh_Hans"}.get(language.lower(), language)
    return _gettext.translation("django", _CATALOGS, [folder], fallback=True).gettext
