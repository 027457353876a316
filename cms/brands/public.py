"""What of a brand page's blocks may become public: an allow-list, block by block."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from wagtail.rich_text import expand_db_html

from cms.pictures.renditions import public_picture
from cms.publication.pages import clean_html

Value = Any  # of a StructBlock: answers to [name]


def public_blocks(stream: Any) -> list[dict[str, Any]]:
    """Return the blocks of a page as its public record has them (schema brand/2)."""
    return [_block(child.block_type, child.value) for child in stream]


def _block(kind: str, value: Value) -> dict[str, Any]:
    if kind == "text":
        return {"type": "text", "html": clean_html(expand_db_html(value.source))}
    heading = value["heading"] or ""
    if kind == "gallery":
        pictures = [_picture(item) for item in value["items"] if item["picture"]]
        return {"type": kind, "heading": heading, "pictures": pictures}
    items = [_ITEMS[kind](item) for item in value["items"] if kind != "quotes" or item["agreed"]]
    return {"type": kind, "heading": heading, "items": items}


def _picture(item: Value) -> dict[str, Any]:
    return public_picture(
        item["picture"], alt=item["alt"], caption=item["caption"] or "", role=item["role"]
    )


def _place(item: Value) -> dict[str, Any]:
    hours = [
        {
            "days": sorted(int(day) for day in one["days"]),
            "opens": _clock(one["opens"]),
            "closes": _clock(one["closes"]),
        }
        for one in item["hours"]
    ]
    return {**_texts("name", "address", "phone", "text")(item), "hours": hours}


def _hour(item: Value) -> dict[str, Any]:
    return {
        "day": int(item["day"]),
        "begins": _clock(item["begins"]),
        "ends": _clock(item["ends"]),
        **_texts("title", "place")(item),
    }


def _figure(item: Value) -> dict[str, Any]:
    return {"query": item["query"], "kind": item["kind"] or None}


def _texts(*names: str) -> Callable[[Value], dict[str, Any]]:
    """Return a function that takes these texts of an item, and nothing else."""
    return lambda item: {name: item[name] or "" for name in names}


def _clock(value: time) -> str:
    return f"{value:%H:%M}"


_ITEMS: dict[str, Callable[[Value], dict[str, Any]]] = {
    "figures": _figure,
    "sub_brands": _texts("name", "text", "place"),
    "places": _place,
    "programme": _texts("title", "when", "who", "place"),
    "timetable": _hour,
    "partners": _texts("name", "text"),
    "quotes": _texts("text", "who"),
}
