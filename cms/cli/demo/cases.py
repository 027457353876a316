"""Makes the demo's cases: gives each telling a place, a reporter, dates and an outcome."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from .dates import END, START, add_workdays, moment, random_day, spread
from .people import Reporter, full_name, reporter
from .places import Community, Places
from .texts import Telling, fill, read_toml

# Channels where nobody signs, or where the office itself saw it.
UNSIGNED = {"suggestion_box", "questionnaire", "grid_visit", "digital_city", "staff", "other"}
ANY_HOUR = {"online_message", "mayor_mailbox", "weibo", "wechat", "line_12345"}
ALLOWED_DAYS = {"easy": 2, "key": 10, "hard": 60}


@dataclass(frozen=True)
class Plan:
    """What is to become of one telling: its state, and the span of days it may fall in."""

    telling: Telling
    state: str
    first: date = START
    last: date = END
    closed_by: date = END
    community: str = ""
    satisfaction: str | None = None


class CaseMaker:
    """Turns plans into cases. Holds the random source and what must be unique."""

    def __init__(self, rng: random.Random, places: Places) -> None:
        self.rng = rng
        self.places = places
        self.lines = read_toml("lines.toml")
        self.serial = 0
        self.answering: dict[str, str] = {}

    def make(self, plan: Plan) -> dict[str, Any]:
        """Return one case as a dict of the demo's fields, without ledger number."""
        telling, fixed = plan.telling, plan.telling.fixed
        community = self._community(plan)
        self.serial += 1
        slots = community.slots(self.rng)
        person = self._reporter(telling, slots["小区"])
        slots |= person.slots()
        received = self._received(plan)
        due = self._due(plan, received)
        closed = self._closed(plan, received)
        progress = self._progress(plan, community, slots, received, closed)
        has_measures = plan.state not in {"registered", "triaged", "assigned", "not_accepted"}
        unit = self.places.unit(telling.unit, community)
        return {
            "key": telling.key,
            "title": self._fill(telling.title, slots),
            "source": self.rng.choice(self.lines["sources"][telling.channel]),
            "channel": telling.channel,
            "content": self._fill(telling.content, slots),
            "measures": self._fill(telling.measures, slots) if has_measures else "",
            "progress": progress,
            "state": plan.state,
            "satisfaction": fixed.get("sat", plan.satisfaction),
            "category": telling.category,
            "case_class": telling.case_class if plan.state != "registered" else None,
            "area": self._area(telling, community),
            "unit": unit if plan.state not in {"registered", "not_accepted"} else "",
            "responsible": self._responsible(unit),
            "reporter_name": person.name,
            "reporter_phone": person.phone,
            "reporter_address": person.address,
            "received": received,
            "due": due,
            "closed": closed,
            "refusal": self._fill(fixed.get("refusal", ""), slots),
            "remarks": self._remarks(slots, person),
            **self._publication(fixed, slots),
        }

    def _publication(self, fixed: dict[str, Any], slots: dict[str, str]) -> dict[str, Any]:
        """Return what the public is told of the case, and what it was told before."""
        before = fixed.get("before", {})
        return {
            "publication": fixed.get("pub", "public"),
            "publication_reason": fixed.get("reason", ""),
            "publication_before": {name: self._fill(text, slots) for name, text in before.items()},
        }

    def _fill(self, text: str, slots: dict[str, str]) -> str:
        return fill(text, slots, self.rng)

    def _community(self, plan: Plan) -> Community:
        name = plan.telling.fixed.get("at", plan.community)
        everywhere = self.places.communities
        return self.rng.choice([c for c in everywhere if not name or c.name == name])

    def _area(self, telling: Telling, community: Community) -> str:
        level = telling.fixed.get("level", "grid")
        by_level = {"street": community.street_code, "community": community.code}
        return by_level.get(level) or self.rng.choice(community.grids)

    def _reporter(self, telling: Telling, estate: str) -> Reporter:
        everything = telling.title + telling.content + telling.measures
        named = "{家}" in everything or "{电话}" in everything or "{姓" in everything
        unsigned = telling.channel in UNSIGNED and not named
        return Reporter() if unsigned else reporter(self.rng, self.serial, estate)

    def _received(self, plan: Plan) -> datetime:
        fixed, telling = plan.telling.fixed, plan.telling
        if "received" in fixed:
            day = date.fromisoformat(fixed["received"])
        else:
            day = random_day(self.rng, plan.first, plan.last, telling.months)
        return moment(self.rng, day, office=telling.channel not in ANY_HOUR)

    def _due(self, plan: Plan, received: datetime) -> date | None:
        if plan.state in {"registered", "triaged", "not_accepted"}:
            return None
        if "due" in plan.telling.fixed:
            return date.fromisoformat(plan.telling.fixed["due"])
        return add_workdays(received.date(), ALLOWED_DAYS[plan.telling.case_class])

    def _closed(self, plan: Plan, received: datetime) -> datetime | None:
        if plan.state not in {"done", "not_accepted", "returned"}:
            return None
        if plan.state != "done":
            day = add_workdays(received.date(), 1)
        elif "days" in plan.telling.fixed:
            day = received.date() + timedelta(plan.telling.fixed["days"])
        else:
            day = min(self._closing_day(plan.telling, received.date()), plan.closed_by)
        closed = moment(self.rng, day, office=True)
        return max(closed, received + timedelta(minutes=35))

    def _closing_day(self, telling: Telling, received: date) -> date:
        allowed = ALLOWED_DAYS[telling.case_class]
        late = self.rng.random() < {"easy": 0.04, "key": 0.1, "hard": 0.3}[telling.case_class]
        least = max(len(telling.progress) - 1, allowed // 3, telling.wait)
        if late:
            return add_workdays(received, allowed + self.rng.randint(1, max(2, allowed // 3)))
        return add_workdays(received, self.rng.randint(min(least, allowed), allowed))

    def _progress(
        self,
        plan: Plan,
        community: Community,
        slots: dict[str, str],
        received: datetime,
        closed: datetime | None,
    ) -> list[dict[str, Any]]:
        texts = self._progress_texts(plan)
        if not texts:
            return []
        first = received.date()
        if closed:
            last = closed.date()
        else:
            allowed = ALLOWED_DAYS[plan.telling.case_class]
            last = min(add_workdays(first, max(1, allowed * 2 // 3)), END)
        if "latest" in plan.telling.fixed:
            last = date.fromisoformat(plan.telling.fixed["latest"])
        result = []
        for day, text in zip(spread(self.rng, first, last, len(texts)), texts, strict=True):
            unit, _, said = text.rpartition("@")
            name = self.places.unit(unit or plan.telling.unit, community)
            result.append({"date": day, "text": self._fill(said, slots), "unit": name})
        return result

    def _progress_texts(self, plan: Plan) -> list[str]:
        texts = list(plan.telling.progress)
        if plan.telling.fixed:
            return texts
        if plan.state in {"triaged", "assigned"}:
            lines = self.lines["steps"][plan.state]
            unit = "服务站" if plan.state == "triaged" else plan.telling.unit
            return [f"{unit}@{lines.pop(self.rng.randrange(len(lines)))}"]
        if plan.state == "registered":
            return []
        return texts[:-1] if plan.state == "in_progress" else texts

    def _responsible(self, unit: str) -> str:
        return self.answering.setdefault(unit, full_name(self.rng))

    def _remarks(self, slots: dict[str, str], person: Reporter) -> str:
        if not person.name or self.rng.random() > 0.15:
            return ""
        return self._fill(self.rng.choice(self.lines["remarks"]["notes"]), slots)
