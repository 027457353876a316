"""What the page of any record says for citing and checking it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publisher.page_parts.versions import Versioned, version_list

_VERSIONS = 5  # on the record's own page; all of them have a page too


def proof(number: str, page: str, label: str, title: str, row: Versioned) -> dict[str, str]:
    """Return names and links of a record: ``label`` stands before its number in a citation.

    Links are relative to the record's page, ``page``, but for what ``verify.html`` is asked.
    """
    stem = page.rpartition("/")[2].removesuffix(".html")
    return {
        "number": number,
        "label": label,
        "title": title,
        "json_url": f"{stem}.json",
        "versions_url": f"{stem}/versions.html" if row.version > 1 else "",
        "verify_query": verify_query(page, row.seq),
    }


def verify_query(page: str, seq: int) -> str:
    """Return what the address of the page that checks records ends in for a record.

    A case is asked for by its number, which is short enough to be typed; any other by its page.
    """
    section, _, rest = page.removesuffix(".html").partition("/")
    asked = rest.rpartition("/")[2] if section == "cases" else f"{section}/{rest}"
    return f"?number={asked}&entry={seq}"


def newest_versions(row: Versioned, translate: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the versions that a record's own page names, newest first."""
    return version_list(row, translate)[:_VERSIONS]
