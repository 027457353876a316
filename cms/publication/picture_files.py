"""The files of pictures that a public record names. Plain Python, no Django.

A picture is an object in a list ``pictures``, at any depth of a record::

    {"sha256": "…", "width": 1280, "height": 960, "type": "image/jpeg",
     "alt": "…", "caption": "…", "role": "before",
     "small": {"sha256": "…", "width": 640, "height": 480}}

``small`` is null where the picture is small itself. Each file is named by its own hash, so
whoever has the record can tell whether a picture is the one that was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: The folder of public pictures, under ``HUIYINBI_HOME`` and under the site's root.
FOLDER = "media"


def picture_path(sha256: str) -> str:
    """Return the path of a public picture, under the site's root and the data folder."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}.jpg"


def pictures_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the pictures of a record, or of a part of one."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "pictures" and isinstance(part, list):
                yield from part
            elif isinstance(part, (dict, list)):
                yield from pictures_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from pictures_in(part)


def files_of(record: dict[str, Any] | None) -> set[str]:
    """Return the paths of all picture files that ``record`` names."""
    found = set()
    for picture in pictures_in(record):
        found.add(picture_path(picture["sha256"]))
        if picture["small"]:
            found.add(picture_path(picture["small"]["sha256"]))
    return found
