"""Decides what becomes of which telling, so that every state and figure comes out."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from .cases import Plan
from .dates import END, START
from .texts import Telling

TOTAL = 322
HALF_YEAR = (date(2026, 1, 1), date(2026, 6, 30))
SHOWN = "德馨苑社区"  # its half-year must come out as 36 received, 29 closed
SHOWN_CLOSED = 29
OPEN = {"registered": 7, "triaged": 6, "assigned": 8, "in_progress": 12}
_SATISFIED = ["satisfied"] * 16 + ["basically_satisfied"] * 3 + ["not_reached"]


def _take(pool: list[Telling], count: int, fits: Callable[[Telling], bool]) -> list[Telling]:
    taken = [telling for telling in pool if fits(telling)][:count]
    for telling in taken:
        pool.remove(telling)
    return taken


def _half_year(pool: list[Telling]) -> list[Plan]:
    def fits(telling: Telling) -> bool:
        early = not telling.months or telling.months & {1, 2, 3, 4, 5}
        return bool(early) and telling.case_class != "hard"

    span = {"first": date(2026, 1, 5), "last": date(2026, 5, 29), "closed_by": HALF_YEAR[1]}
    return [
        Plan(telling, "done", community=SHOWN, satisfaction="satisfied", **span)
        for telling in _take(pool, SHOWN_CLOSED, fits)
    ]


def _still_open(pool: list[Telling], communities: list[str], rng: random.Random) -> list[Plan]:
    plans = []
    for state, count in OPEN.items():
        enough = 2 if state == "in_progress" else 0
        recent = date(2026, 10, 9) if state == "in_progress" else date(2026, 10, 27)
        fitting = _take(
            pool,
            count,
            lambda t, enough=enough: (
                len(t.progress) >= enough  # type: ignore[misc]
                and (not t.months or 10 in t.months)
                and (not enough or t.case_class != "easy")
            ),
        )
        first = {"assigned": date(2026, 10, 22)}.get(state, recent)
        last = date(2026, 10, 21) if state == "in_progress" else END
        for telling in fitting:
            place = rng.choice(communities)
            plans.append(Plan(telling, state, first=first, last=last, community=place))
    return plans


def _last_day(telling: Telling) -> date:
    """Return the last day on which ``telling`` can begin and still be closed by the end."""
    return {
        "easy": date(2026, 10, 23),
        "key": date(2026, 9, 30),
        "hard": date(2026, 6, 20),
    }[telling.case_class]


def _done(telling: Telling, communities: list[str], rng: random.Random) -> Plan:
    place = rng.choice([*communities, SHOWN])
    last = _last_day(telling)
    if place == SHOWN:
        last = date(2025, 12, 30)  # outside the half-year whose figures are given
    if telling.months and START.month not in telling.months and place == SHOWN:
        place = communities[0]
        last = _last_day(telling)
    said = rng.choice(_SATISFIED)
    return Plan(telling, "done", last=last, community=place, satisfaction=said)


def make_plans(tellings: list[Telling], communities: list[str], rng: random.Random) -> list[Plan]:
    """Return the plans of all cases: each telling once, some pool tellings twice."""
    fixed = [telling for telling in tellings if telling.fixed]
    pool = [telling for telling in tellings if not telling.fixed]
    others = [name for name in communities if name != SHOWN]
    again = [telling for telling in pool if "[" in telling.content + telling.measures]
    rng.shuffle(pool)
    rng.shuffle(again)
    plans = [
        Plan(telling, telling.fixed.get("state", "done"), community=rng.choice(others))
        for telling in fixed
    ]
    plans += _half_year(pool)
    plans += _still_open(pool, others, rng)
    plans += [_done(telling, others, rng) for telling in pool]
    for telling in again[: max(0, TOTAL - len(plans))]:
        plans.append(_done(telling, others, rng))
    return plans
