"""Any query as a feed: Atom and JSON Feed of its newest hits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

from werkzeug.wrappers import Response

from cms.clock import CHINA
from cms.translating import gettext_noop
from search.engine import Engine, Item
from search.http.asked import Asked
from search.names import labels
from search.withdrawn import Tombstone

FEED_SIZE = 50
_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_BEGINNING = "1970-01-01"


def atom_response(
    engine: Engine,
    asked: Asked,
    address: Callable[[str], str],
    translate: Callable[[str], str],
    *,
    title: str,
    gone: list[Tombstone],
) -> Response:
    """Return the newest hits as Atom, and what it held before as tombstones (RFC 6721)."""
    items = _newest(engine, asked)
    here = address("/" + replace(asked, page=1).link("search.atom"))
    feed = ET.Element("feed", {"xmlns": _ATOM, "xmlns:at": _TOMBSTONES, "xml:lang": "zh-Hans"})
    _add(feed, "title", _title(title, asked))
    _add(feed, "id", here)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=here)
    page = address("/" + replace(asked, page=1).link())
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    author = ET.SubElement(feed, "author")
    _add(author, "name", title)
    times = [*(_time(_changed(item)) for item in items), *(_local(stone.time) for stone in gone)]
    _add(feed, "updated", max(times, default=_time(_BEGINNING)))
    for item in items:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "title", item.title)
        _add(entry, "id", address(item.url))
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=address(item.url))
        if item.received:
            _add(entry, "published", _time(item.received))
        _add(entry, "updated", _time(_changed(item)))
        for label in _states(item, translate):
            ET.SubElement(entry, "category", term=item.state, label=label)
        _add(entry, "summary", "".join(text for text, _ in item.snippet))
    for stone in gone:
        deleted = ET.SubElement(
            feed, "at:deleted-entry", ref=address(stone.url), when=_local(stone.time)
        )
        _add(deleted, "at:comment", stone.reason)
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def json_feed_response(
    engine: Engine,
    asked: Asked,
    address: Callable[[str], str],
    translate: Callable[[str], str],
    *,
    title: str,
    gone: list[Tombstone],
) -> Response:
    """Return the newest hits as JSON Feed 1.1.

    JSON Feed knows no tombstones; what was withdrawn comes as an item without a text
    whose extension ``_withdrawn`` says when and why.
    """
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(title, asked),
        "home_page_url": address("/" + replace(asked, page=1).link()),
        "feed_url": address("/" + replace(asked, page=1).link("search.feed.json")),
        "language": "zh-Hans",
        "items": [
            {
                "id": address(item.url),
                "url": address(item.url),
                "title": item.title,
                "content_text": "".join(text for text, _ in item.snippet) or item.title,
                "date_published": _time(item.received or _BEGINNING),
                "date_modified": _time(_changed(item)),
                "tags": _states(item, translate),
            }
            for item in _newest(engine, asked)
        ]
        + [_buried(stone, address, translate) for stone in gone],
    }
    body = json.dumps(feed, ensure_ascii=False)
    return Response(body, content_type="application/feed+json; charset=utf-8")


def _buried(
    stone: Tombstone, address: Callable[[str], str], translate: Callable[[str], str]
) -> dict[str, object]:
    title = translate(gettext_noop("Withdrawn"))
    return {
        "id": address(stone.url),
        "url": address(stone.url),
        "title": title,
        "content_text": stone.reason or title,
        "date_modified": _local(stone.time),
        "_withdrawn": {"when": _local(stone.time), "reason": stone.reason},
    }


def _states(item: Item, translate: Callable[[str], str]) -> list[str]:
    label = labels("state").get(item.state)
    return [translate(label)] if label else []


def _newest(engine: Engine, asked: Asked) -> list[Item]:
    wanted = replace(asked, sort="newest", page=1, size=FEED_SIZE)
    return wanted.answer(engine, facets=False).items


def _changed(item: Item) -> str:
    return item.closed or item.received or _BEGINNING


def _time(day: str) -> str:
    return f"{day}T00:00:00+08:00"


def _local(time: str) -> str:
    """Return a UTC time with the offset that all times of a feed have."""
    return datetime.fromisoformat(time).astimezone(CHINA).isoformat()


def _title(site: str, asked: Asked) -> str:
    return f"{site} · {asked.text}" if asked.text.strip() else site


def _add(parent: ET.Element, name: str, text: str) -> None:
    # XML has no place for control characters.
    ET.SubElement(parent, name).text = "".join(c for c in text if c >= " " or c in "\n\t")
