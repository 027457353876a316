"""The demo as plain data. ``demo(seed)`` is the same for the same seed, on any day."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from .cases import CaseMaker
from .pages import read_pages
from .places import Places, build_places
from .planning import SHOWN, make_plans
from .texts import read_tellings, read_toml
from .volunteers import Volunteers, new_teams, volunteers

_LEDGER_PREFIX = {"南街街道": "NJ", "东大街街道": "DDJ", "文化路街道": "WHL", "九龙南路街道": "JLN"}
_DRAFTS = 10
#: What residents add of themselves; an editor has to look at each.
DOUBTS = (
    "家在11栋18层，夜里听得最清楚。",
    "家在7栋4层，白天都有人。",
    "家在3栋6层，来之前请先敲门。",
)


@dataclass(frozen=True)
class Demo:
    """All records of the demo, each a dict whose values are what the database stores.

    Areas come parents first, categories too; cases in the order they were received.
    """

    areas: list[dict[str, Any]]
    units: list[dict[str, Any]]
    categories: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    brands: list[dict[str, Any]]
    teams: list[dict[str, Any]]
    volunteers: Volunteers


def _categories() -> list[dict[str, Any]]:
    result = []
    for order, (code, branch) in enumerate(read_toml("categories.toml").items(), 1):
        result.append({"code": code, "name": branch.pop("name"), "parent": None, "order": order})
        for place, (leaf, name) in enumerate(branch.items(), 1):
            node = {"code": f"{code}.{leaf}", "name": name, "parent": code, "order": place}
            result.append(node)
    return result


def _number(cases: list[dict[str, Any]], places: Places) -> None:
    """Give each case the number of its street's ledger, counted anew each year."""
    prefixes = {c.street_code: _LEDGER_PREFIX[c.street] for c in places.communities}
    counts: Counter[str] = Counter()
    for case in cases:
        book = f"{prefixes[case['area'][:9]]}{case['received'].year}"
        counts[book] += 1
        case["ledger_number"] = f"{book}-{counts[book]:04d}"


def _leave_drafts(cases: list[dict[str, Any]], shown: str) -> None:
    """Leave the newest cases unpublished, as an office's morning looks: some say too much."""
    left, doubts = _DRAFTS, list(DOUBTS)
    for case in reversed(cases):
        if left and case["publication"] == "public" and not case["area"].startswith(shown):
            case["publication"] = "draft"
            case["content"] += doubts.pop() if doubts else ""
            left -= 1


def _cases(rng: random.Random, places: Places) -> list[dict[str, Any]]:
    maker = CaseMaker(rng, places)
    names = [community.name for community in places.communities]
    cases = [maker.make(plan) for plan in make_plans(read_tellings(), names, rng)]
    cases.sort(key=itemgetter("received", "key"))
    _number(cases, places)
    _leave_drafts(cases, next(c.code for c in places.communities if c.name == SHOWN))
    for case in cases:
        del case["key"]
    return cases


def demo(seed: int = 1) -> Demo:
    """Return the demo made with ``seed``."""
    rng = random.Random(seed)  # noqa: S311 - made-up data, not secrets
    places = build_places(rng)
    codes = {area["name"]: area["code"] for area in places.areas}
    cases = _cases(rng, places)
    teams = read_pages("teams", codes)
    teams += new_teams(places, len(teams) + 1)
    return Demo(
        areas=places.areas,
        units=places.units,
        categories=_categories(),
        cases=cases,
        brands=read_pages("brands", codes),
        teams=teams,
        volunteers=volunteers(rng, places, teams),
    )
