"""What is compressed, when, and how.

A page that fits into the first flight of a connection arrives no sooner for having a twin, so
only larger files get one; the smaller are compressed when they are sent, which takes less time
than to read a second file.
"""

from __future__ import annotations

import deflate

_TEXT = (".html", ".json", ".xml", ".css", ".svg", ".js", ".txt", ".ics")
_LEVEL = 6  # as small as zlib's 9
#: Bytes that a server sends before it waits for an answer: ten segments, RFC 6928.
FIRST_FLIGHT = 14_600
_LEAST = 1024  # bytes; less is one packet either way
_MOST = 1 << 18  # bytes; takes two milliseconds


def pays_ahead(path: str, data: bytes) -> bool:
    """Tell whether a file is to have a compressed twin beside it."""
    return len(data) > FIRST_FLIGHT and path.endswith(_TEXT)


def pays_when_sent(path: str, size: int) -> bool:
    """Tell whether a file of ``size`` bytes without a twin is to be compressed as it is sent."""
    return _LEAST <= size <= _MOST and path.endswith(_TEXT)


def compressed(data: bytes) -> bytes:
    """Return ``data`` as gzip, always the same bytes: no time stands in it."""
    return bytes(deflate.gzip_compress(data, _LEVEL))
