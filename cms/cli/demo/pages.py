"""Reads the demo's brand and team pages."""

from __future__ import annotations

from typing import Any

from .texts import read_toml


def read_pages(kind: str, area_codes: dict[str, str]) -> list[dict[str, Any]]:
    """Return the pages of ``kind`` ("brands" or "teams") in the file's order.

    ``area_codes`` maps an area's name to its code; an unknown name raises KeyError.
    """
    return [
        {
            "slug": page["slug"],
            "title": page["title"],
            "area": area_codes[page["area"]],
            "lead": page["lead"],
            "body_html": page["body"].strip(),
            "order": order,
        }
        for order, page in enumerate(read_toml(f"{kind}.toml")["page"], 1)
    ]
