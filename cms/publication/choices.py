"""Choices of a form from the words of public records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _


def choices(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Return code and label of each word; labels are translated when they are shown."""
    return [(code, _(label)) for code, label in words.items()]
