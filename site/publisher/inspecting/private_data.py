"""A last look for personal data on finished pages.

The gate before the log is the real guard (``cms.privacy``); this is a second pair
of eyes that shares none of its code, so one mistake cannot blind both.
"""

from __future__ import annotations

import re

from cms.translating import gettext_noop as _

# Not inside a run of letters and digits: pages print SHA-256 hashes.
_MOBILE = re.compile(r"(?<![\dA-Za-z.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\dA-Za-z])")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}


def find_private(text: str) -> list[str]:
    """Return a message for each kind of personal data that ``text`` seems to show."""
    text = text.translate(_FULL_WIDTH)
    found = [_("shows what looks like a mobile number")] if _MOBILE.search(text) else []
    if any(_is_identity(match[0]) for match in _IDENTITY.finditer(text)):
        found.append(_("shows what looks like an identity number"))
    return found


def _is_identity(number: str) -> bool:
    """Tell whether the last character is the check digit of the first 17 (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17].upper()
