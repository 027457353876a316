"""The last look at what is logged: a fault's own words may quote what somebody typed.

PostgreSQL names the value that was there already, a parser the line that it could not read.
"""

from __future__ import annotations

import logging

from cms.privacy.mask import mask
from cms.privacy.scan import scan

_LONGEST = 200_000  # characters of one record that are looked at; what is more is cut off


class MaskingFormatter(logging.Formatter):
    """Formats a record as usual, and masks the personal data in it that is certain."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines of ``record``, tracebacks included."""
        text = super().format(record)[:_LONGEST]
        return mask(text, [found for found in scan(text) if found.certain])
