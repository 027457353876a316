"""The demo's volunteers: members, services, and who took part in them for how long.

One team's sums are those a newspaper printed of it: 510 activities, 6,965
participations, 16,804 hours.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from .dates import END, ZONE
from .people import full_name
from .places import Places
from .texts import read_toml

FAMOUS = "aixin-lianmeng"
ACTIVITIES, PARTICIPATIONS, HOURS = 510, 6_965, 16_804
FIRST = END - timedelta(days=729)
_NEW_TEAMS, _MEMBERS, _SERVICES = 18, 13, 12
_FAMOUS_MEMBERS = 120
_STEP = 15
_LEAST, _MOST = 60, 240
#: What teams with a page of their own do most.
_KIND_OF = {
    "hongxiubiao": "patrol",
    "hehe-tiaojie": "mediation",
    "sidianban": "tutoring",
    "xiyang-tanwang": "elder_visit",
    "yinfa-diannao": "computer",
    "nanyuan-wenyi": "culture",
    "luse-jiayuan": "environment",
}
_STARTS = (time(8, 30), time(9, 0), time(14, 30), time(16, 30), time(19, 0))


@dataclass
class Volunteers:
    """Members by number; services with "parts": (number, minutes, began or None)."""

    members: list[dict[str, Any]] = field(default_factory=list)
    services: list[dict[str, Any]] = field(default_factory=list)


def work() -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Return what teams do, by kind, and the months of what has a season."""
    kinds: dict[str, Any] = read_toml("services.toml")
    return kinds, kinds.pop("seasons")


def fitting(titles: list[str], seasons: dict[str, list[int]], month: int) -> list[str]:
    """Return the titles of services that are done in ``month``."""
    return [title for title in titles if month in seasons.get(title, (month,))]


def new_teams(places: Places, first_order: int) -> list[dict[str, Any]]:
    """Return the pages of teams that communities have beside the hand-written ones."""
    kinds, _seasons = work()
    pages = []
    names = list(kinds)
    for serial in range(_NEW_TEAMS):
        what = kinds[names[serial % len(names)]]
        community = places.communities[serial * 5 % len(places.communities)]
        name = community.name.removesuffix("社区")
        body = "".join(f"<p>{text.replace('{社区}', community.name)}</p>" for text in what["body"])
        pages.append(
            {
                "slug": f"{what['slug']}-{community.code[-3:]}-{serial + 1}",
                "title": f"{name}{what['team']}",
                "area": community.code,
                "lead": what["lead"],
                "body_html": body,
                "order": first_order + serial,
            }
        )
    return pages


def volunteers(rng: random.Random, places: Places, teams: list[dict[str, Any]]) -> Volunteers:
    """Return the members and services of ``teams``; the umbrella of a street has none."""
    kinds, seasons = work()
    by_slug = {kinds[kind]["slug"]: kind for kind in kinds}
    found = Volunteers()
    for team in teams:
        if team["slug"] == "dongdajie-zhiyuan":
            continue
        famous = team["slug"] == FAMOUS
        kind = _KIND_OF.get(team["slug"]) or by_slug.get(team["slug"].split("-")[0], "")
        wanted = list(kinds) if famous else [kind]
        numbers = _members(rng, team, places, found, _FAMOUS_MEMBERS if famous else _MEMBERS)
        days = sorted(rng.sample(range(730), ACTIVITIES if famous else _SERVICES))
        sizes = (
            _sizes(rng, len(days), PARTICIPATIONS) if famous else [rng.randint(3, 8)] * len(days)
        )
        lengths = _lengths(rng, sum(sizes), HOURS * 60 if famous else 0)
        for day, size in zip(days, sizes, strict=True):
            minutes = [lengths.pop() for _ in range(size)]
            one = rng.choice(wanted)
            on = FIRST + timedelta(days=day)
            made = _service(rng, team, places, kinds[one], on)
            made["title"] = rng.choice(fitting(kinds[one]["titles"], seasons, on.month))
            made |= {"kind": one, "parts": _parts(rng, numbers, made["day"], minutes)}
            found.services.append(made)
    found.services.sort(key=lambda service: (service["day"], service["team"], service["title"]))
    return found


def _members(
    rng: random.Random, team: dict[str, Any], places: Places, found: Volunteers, count: int
) -> list[str]:
    numbers = []
    for _ in range(count):
        serial = len(found.members) + 1
        code = team["area"]
        if len(code) < 12:
            code = rng.choice(places.communities).code
        found.members.append(
            {
                "number": f"Z{serial:05d}",
                "name": full_name(rng),
                "phone": f"1990001{serial:04d}",
                "team": team["slug"],
                "area": code,
                "agreed": rng.random() < 0.6,
                "joined": FIRST - timedelta(days=rng.randint(0, 700)),
            }
        )
        numbers.append(found.members[-1]["number"])
    return numbers


def _sizes(rng: random.Random, count: int, total: int) -> list[int]:
    """Return ``count`` numbers from 4 to 30 that sum to ``total``."""
    sizes = [rng.randint(8, 19) for _ in range(count)]
    while difference := total - sum(sizes):
        at, step = rng.randrange(count), 1 if difference > 0 else -1
        if 4 <= sizes[at] + step <= 30:
            sizes[at] += step
    return sizes


def _lengths(rng: random.Random, count: int, total: int) -> list[int]:
    """Return ``count`` durations in quarter hours, summing to ``total`` minutes if it is given."""
    lengths = [rng.randrange(90, 211, _STEP) for _ in range(count)]
    while total and (difference := total - sum(lengths)):
        at, step = rng.randrange(count), _STEP if difference > 0 else -_STEP
        if _LEAST <= lengths[at] + step <= _MOST:
            lengths[at] += step
    return lengths


def _service(
    rng: random.Random, team: dict[str, Any], places: Places, kind: dict[str, Any], day: date
) -> dict[str, Any]:
    community = rng.choice(places.communities)
    if len(team["area"]) >= 12:
        community = next(c for c in places.communities if team["area"].startswith(c.code))
    return {
        "team": team["slug"],
        "area": community.code,
        "day": day,
        "place": f"{rng.choice(community.estates)}活动室",
        "for_whom": rng.choice(kind["whom"]),
        "organiser": full_name(rng),
    }


def _parts(
    rng: random.Random, numbers: list[str], day: date, lengths: list[int]
) -> list[tuple[str, int, datetime | None]]:
    """Return who served; one in seven was written down by the organiser, without times."""
    began = datetime.combine(day, rng.choice(_STARTS), ZONE)
    people = rng.sample(numbers, len(lengths))
    return [
        (number, minutes, began if rng.random() < 0.86 else None)
        for number, minutes in zip(people, lengths, strict=True)
    ]
