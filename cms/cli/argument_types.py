"""Types of arguments of commands: argparse says what is wrong with a value in our words."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from django.utils.translation import gettext as _


def day(text: str) -> date:
    """Return the day; raises ``ArgumentTypeError`` for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%s” is no day: write it like 2026-01-31") % text) from None


def number(text: str) -> int:
    """Return a number from 1 on; raises ``ArgumentTypeError`` for anything else."""
    if not (text.isascii() and text.isdecimal()) or int(text) < 1:
        raise ArgumentTypeError(_("“%s” is no number from 1 on") % text)
    return int(text)
