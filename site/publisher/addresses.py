"""Where each page lives, and which lists a case belongs to. Pure functions.

A page is named by a :data:`PageKey`, which the dirty set, the renderer and the
explanation share. Paths are relative to the site's root, with "/".
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

ALL_CASES = "cases"
STREET_DIGITS = 9
COMMUNITY_DIGITS = 12


class PageKey(NamedTuple):
    """Names one page: ``kind`` and what it needs to be told apart.

    kinds: case (name = number) · list (name = list key, part 0 = newest page) ·
    overview, fixed (name) · item (name = "KIND/KEY") ·
    contacts (name = a community's code or "") ·
    feed (name = list key or "") · sitemap (name = shard) · corrections (part as in a list).
    """

    kind: str
    name: str = ""
    part: int = 0


def case_id(number: str) -> int:
    """Return the number as an integer that sorts the same: 202006-000123 → 202006000123."""
    return int(number[:6]) * 1_000_000 + int(number[7:])


def case_number(identity: int) -> str:
    """Return the public number of :func:`case_id`'s result."""
    month, serial = divmod(identity, 1_000_000)
    return f"{month:06d}-{serial:06d}"


def case_path(number: str) -> str:
    """Return the path of a case's page."""
    return f"cases/{number[:4]}/{number[4:6]}/{number}.html"


def contact_path(code: str) -> str:
    """Return the path of an area's page in the directory, of the directory for ""."""
    return f"contacts/{code or 'index'}.html"


def list_path(name: str, part: int = 0) -> str:
    """Return the path of a list page; part 0 is the newest, 1 the oldest."""
    return f"{name}/index.html" if part == 0 else f"{name}/page-{part}.html"


@lru_cache(maxsize=65_536)
def memberships(state: str, month: str, area: str, category: str) -> tuple[str, ...]:
    """Return the list keys a live case belongs to, always in the same order.

    ``month`` is ``YYYY-MM``; ``category`` may be empty.
    """
    keys = [ALL_CASES, f"states/{state}", f"months/{month}"]
    keys += [
        f"communities/{area[:digits]}"
        for digits in (STREET_DIGITS, COMMUNITY_DIGITS)
        if len(area) >= digits
    ]
    keys += [f"categories/{code}" for code in category_lineage(category)]
    return tuple(keys)


def category_lineage(code: str) -> list[str]:
    """Return the codes from the top category down to ``code``: a.b → [a, a.b]."""
    parts = code.split(".") if code else []
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def area_lineage(code: str) -> list[str]:
    """Return the codes from district down to ``code``."""
    return [code[:digits] for digits in (6, 9, 12, 15) if digits <= len(code)]


def root_of(path: str) -> str:
    """Return the relative prefix that leads from ``path`` to the site's root."""
    return "../" * path.count("/")


def sitemap_shard(identity: int) -> str:
    """Return the sitemap shard of a case: at most 1,000 numbers each, so a change is cheap."""
    month, serial = divmod(identity, 1_000_000)
    return f"{month:06d}-{serial // 1000:03d}"


def sitemap_range(shard: str) -> tuple[int, int]:
    """Return the first case id of a shard and the first one after it."""
    first = int(shard[:6]) * 1_000_000 + int(shard[7:]) * 1000
    return first, first + 1000


def page_path(key: PageKey) -> str:
    """Return the path of the page that ``key`` names."""
    kind, name, part = key
    if kind == "case":
        return case_path(name)
    if kind in {"list", "corrections"}:
        return list_path(name or kind, part)
    if kind == "overview":
        return "index.html" if name == "home" else f"{name}/index.html"
    if kind == "feed":
        return {"": "feed.xml", "corrections": "corrections.xml"}.get(name, f"{name}/feed.xml")
    if kind == "sitemap":
        return f"sitemaps/{name}.xml" if name else "sitemap.xml"
    return contact_path(name) if kind == "contacts" else f"{name}.html"
