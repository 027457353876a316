"""Records of teams and their services."""

from __future__ import annotations

from typing import Any


def team(slug: str = "love", **fields: Any) -> dict[str, Any]:
    """Return the record of a team."""
    return {
        "slug": slug, "title": "爱心联盟", "area": "410902001001", "lead": "", "order": 1,
        "body_html": "<p>做好事。</p>", "members": 120, "stations": ["第一网格站"], **fields,
    }  # fmt: skip


def service(serial: int, **fields: Any) -> dict[str, Any]:
    """Return the record of a service of June 2020."""
    return {
        "number": f"202006-{serial:06d}", "title": f"第{serial}次探望", "team": "love",
        "kind": "elder_visit", "area": "410902001001", "date": "2020-06-03", "people": 3,
        "minutes": 150, "credit_minutes": 100, "honour_minutes": 50, "names": ["张**"], **fields,
    }  # fmt: skip
