"""Brand pages: blocks, and figures that are counted from the records of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cms.publication.vocabulary import ACTIVITY_KINDS, BRAND_FIGURES, PICTURE_ROLES, WEEKDAYS
from cms.translating import gettext_noop
from publisher.addresses import ALL_CASES, STREET_DIGITS
from publisher.kinds.activity import coming
from publisher.kinds.kind import Record
from publisher.kinds.view import View
from publisher.kinds.written import WrittenPage
from publisher.page_parts.plain_text import paragraphs
from publisher.remembered.pictures import shown

_HEADINGS = {
    "figures": gettext_noop("In figures"),
    "sub_brands": gettext_noop("Sub-brands"),
    "places": gettext_noop("Rooms and places"),
    "programme": gettext_noop("Programme"),
    "timetable": gettext_noop("Timetable"),
    "partners": gettext_noop("Partners"),
    "quotes": gettext_noop("What people say"),
    "gallery": gettext_noop("Gallery"),
}
_AHEAD = 6


class Brand(WrittenPage):
    """One community, one brand (一社区一品牌)."""

    name = "brand"
    section = "brands"
    heading = gettext_noop("Brands")
    home_heading = gettext_noop("One community, one brand")
    label = gettext_noop("Brand page")
    template = "brand"
    vocabularies = (_HEADINGS, BRAND_FIGURES, WEEKDAYS, ACTIVITY_KINDS, PICTURE_ROLES)
    fields = {"blocks": gettext_noop("Blocks")}

    def watches(self, record: Record) -> list[str]:
        """The lists behind the figures, and the brand's activities."""
        names = {f"activities/brands/{record['slug']}"}
        names |= {_source(one, record) for one in _questions(record)}
        return sorted(names)

    def context(self, key: str, record: Record, view: View) -> dict[str, Any]:
        """Return the blocks ready to show, and what is coming."""
        activities = f"activities/brands/{key}"
        url = view.list_url(activities)
        blocks = [self._block(one, record, view) for one in record.get("blocks", ())]
        return {
            **super().context(key, record, view),
            "blocks": blocks,
            "ahead": coming(activities, view, _AHEAD) if url else [],
            "activities_url": url,
            "activities_total": view.count(activities),
            "calendar_url": url.replace("index.html", "calendar.ics"),
        }

    def _block(self, block: dict[str, Any], record: Record, view: View) -> dict[str, Any]:
        kind = block["type"]
        if kind == "text":
            return block
        heading = block["heading"] or view.translate(_HEADINGS[kind])
        ready: dict[str, Any] = {"type": kind, "heading": heading}
        if kind == "gallery":
            return ready | {"pictures": shown(block["pictures"], view.root, view.translate)}
        if kind == "figures":
            return ready | {"items": [_figure(one, record, view) for one in block["items"]]}
        if kind == "timetable":
            return ready | {"days": list(_week(block["items"], view))}
        return ready | {"items": [_item(one, view) for one in block["items"]]}


def _questions(record: Record) -> Iterator[dict[str, Any]]:
    for block in record.get("blocks", ()):
        if block["type"] == "figures":
            yield from block["items"]


def _source(question: dict[str, Any], record: Record) -> str:
    """Return the key of the list that answers a question."""
    if question["query"] == "solved":
        area = record["area"]
        return f"communities/{area}" if len(area) >= STREET_DIGITS else ALL_CASES
    if question["kind"]:
        return f"activities/programme/{record['slug']}.{question['kind']}"
    return f"activities/brands/{record['slug']}"


def _figure(question: dict[str, Any], record: Record, view: View) -> dict[str, Any]:
    """Return a figure with the list that it counts, which prints the same figure."""
    name, query = _source(question, record), question["query"]
    value = view.closed(name) if query == "solved" else view.amount(name, query)
    kind = view.translate(ACTIVITY_KINDS[question["kind"]]) if question["kind"] else ""
    return {
        "label": " · ".join(part for part in (kind, view.translate(BRAND_FIGURES[query])) if part),
        "value": f"{value:,}",
        "url": view.list_url(name),
    }


def _item(item: dict[str, Any], view: View) -> dict[str, Any]:
    """Return an item with its text in paragraphs and its opening hours as people say them."""
    ready = {**item, "text": paragraphs(item.get("text", ""))}
    if "hours" in item:
        ready["hours"] = [
            {
                "days": _days(one["days"], view),
                "time": f"{one['opens']}–{one['closes']}",
            }
            for one in item["hours"]
        ]
    return ready


def _days(days: list[int], view: View) -> str:
    """Return weekdays as words; three or more that follow each other as from–to."""
    words = [view.translate(WEEKDAYS[str(day)]) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{words[0]}–{words[-1]}"
    return "、".join(words)


def _week(items: list[dict[str, Any]], view: View) -> Iterator[dict[str, Any]]:
    """Yield the hours of the week, day by day."""
    for number, label in WEEKDAYS.items():
        hours = [one for one in items if str(one["day"]) == number]
        if hours:
            hours.sort(key=lambda one: (one["begins"], one["ends"], one["title"]))
            yield {"name": view.translate(label), "hours": hours}
