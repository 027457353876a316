"""Where the files of a record lie beside its page: its bytes, and the page with its versions."""

from __future__ import annotations

import re

from publisher.addresses import case_path
from publisher.kinds.registry import KINDS

_CASE_NUMBER = re.compile(r"\d{6}-\d{6}", re.ASCII)
_KEY = re.compile(r"\w[\w-]*")


def record_page(kind: str, key: str) -> str:
    """Return the path of a record's page, "" where it has none, as an area.

    Also "" for a key that no such record can have, so that the path of one read
    from somebody else's log stays within the site.
    """
    if kind == "case":
        return case_path(key) if _CASE_NUMBER.fullmatch(key) else ""
    found = KINDS.get(kind)
    return found.path(key) if found and _KEY.fullmatch(key) else ""


def json_of(page: str) -> str:
    """Return the path of the public record whose page is ``page``: the log's own bytes."""
    return page.removesuffix(".html") + ".json"


def versions_of(page: str) -> str:
    """Return the path of the page with all versions of the record whose page is ``page``."""
    return page.removesuffix(".html") + "/versions.html"
