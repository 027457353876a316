"""Loads the demo's activities: those that brands have held, and those to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from cms.activities.models import Activity, ActivityCount
from cms.brands.models import Brand
from cms.publication.models import Publishable

from .album import Album
from .texts import read_toml


def load_activities(publish: Callable[[Publishable], None], album: Album) -> int:
    """Publish all activities, the oldest first, each by the ordinary way; return how many."""
    told = read_toml("activities.toml")
    made = [*_held(told["series"]), *_announced(told["activity"])]
    made.sort(key=lambda pair: pair[0].first_day)
    for activity, counts in made:
        activity.counts = [
            ActivityCount(unit=unit, amount=amount, sort_order=order)
            for order, (unit, amount) in enumerate(counts.items())
        ]
        if activity.state == "held":
            activity.pictures = album.of_activity(activity.kind)
        activity.save()
        publish(activity)
    return len(made)


def brand_blocks() -> dict[str, list[dict[str, Any]]]:
    """Return the blocks of each brand page by its slug, as a StreamField stores them."""
    blocks: dict[str, list[dict[str, Any]]] = read_toml("brand_blocks.toml")
    return blocks


Made = tuple[Activity, dict[str, int]]


def _held(series: list[dict[str, Any]]) -> Iterator[Made]:
    for one in series:
        brand = Brand.objects.get(slug=one["brand"])
        for day, title, people, counts, report in one["held"]:
            yield (
                Activity(
                    title=title,
                    kind=one["kind"],
                    brand=brand,
                    area=brand.area,
                    lead=one["lead"],
                    place=one["place"],
                    organiser=brand.area.name,
                    first_day=date.fromisoformat(day),
                    begins_at=time.fromisoformat(one["begins"]),
                    ends_at=time.fromisoformat(one["ends"]),
                    state="held",
                    people=people,
                    report=report,
                    live=False,
                ),
                counts,
            )


def _announced(activities: list[dict[str, Any]]) -> Iterator[Made]:
    for one in activities:
        brand = Brand.objects.get(slug=one.pop("brand"))
        yield Activity(**one, brand=brand, area=brand.area, live=False), {}
