"""The demo's orders, wishes and organisations, each taken step by step by the ordinary action."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from cms.areas.models import Area
from cms.civic import models
from cms.civic.actions import advance

from .dates import END, add_workdays
from .people import full_name
from .texts import read_toml

_SEED = 7
_ORDERS, _WISHES, _ADOPTED, _FULFILLED = 64, 52, 45, 39
#: How often each state is the last one of an order.
_COME_TO = ["rated"] * 12 + ["delivered"] * 2 + ["taken"] + ["placed"]


class Orders:
    """Makes them; ``by`` is who saves the drafts."""

    def __init__(self, by: Any) -> None:
        self.by = by
        self.rng = random.Random(_SEED)  # noqa: S311 - made-up data, not secrets
        self.texts = read_toml("civic.toml")
        self.communities = list(Area.objects.filter(level="community").order_by("code"))
        self.by_name = {area.name: area for area in Area.objects.all()}
        self.takers: dict[str, list[models.Organisation]] = {}

    def day(self, first: date, last: date) -> date:
        """Return a working day between the two."""
        return add_workdays(first + timedelta(self.rng.randint(0, (last - first).days - 3)), 1)

    def organisations(self) -> Iterator[models.Organisation]:
        """Yield the social organisations, saved."""
        serial = 0
        for field, names in self.texts["organisations"].items():
            for name in names:
                item = models.Organisation(
                    title=name,
                    area=self.communities[serial % len(self.communities)],
                    date=date(2025, 5, 12) + timedelta(serial),
                    text=self.texts["profiles"][field],
                    field=field,
                    phone=f"0934-556{serial:04d}",
                    live=False,
                )
                item.save()
                self.takers.setdefault(field, []).append(item)
                serial += 1
                yield item

    def orders(self) -> Iterator[models.Order]:
        """Yield orders, the newest ones not yet at their end."""
        days = sorted(self.day(date(2025, 9, 1), END) for _ in range(_ORDERS))
        for number, (day, text) in enumerate(zip(days, cycle(self.texts["order"]), strict=False)):
            item = models.Order(
                title=text["title"],
                text=text["text"],
                area=self.communities[number % len(self.communities)],
                date=day,
                resident_name=full_name(self.rng),
                resident_phone=f"1990001{number:04d}",
                live=False,
            )
            item.save()
            yield self._taken_on(item, text, _COME_TO[number % len(_COME_TO)])

    def _taken_on(self, item: Any, text: dict[str, str], come_to: str) -> Any:
        takers = self.takers[text["field"]]
        values: dict[str, dict[str, Any]] = {
            "placed": {"placing": text["placing"]},
            "taken": {"organisation": takers[item.pk % len(takers)]},
            "delivered": {"result": text["result"]},
            "rated": {"rating": self.rng.choice((5, 5, 5, 4, 5, 3))},
        }
        return self._steps(item, come_to, values)

    def _steps(self, item: Any, come_to: str, values: dict[str, dict[str, Any]]) -> Any:
        """Take an item step by step to a state, as far as the demo's days reach."""
        item.save_revision(user=self.by)
        day = item.date
        for state, brings in values.items():
            day = add_workdays(day, self.rng.randint(1, 6))
            if day > END:
                break
            item = advance(item, state, on=day, by=self.by, **brings)
            if state == come_to:
                break
        return item

    def wishes(self) -> Iterator[models.Wish]:
        """Yield wishes, most of them adopted."""
        first = date(2025, 10, 9)
        days = sorted(self.day(first, date(2026, 9, 30)) for _ in range(_WISHES))
        adopters = cycle(["party_member"] * 6 + ["volunteer", "business", "organisation"])
        units = {"business": "沿街爱心商户", "organisation": "爱心联盟"}
        for number, (day, text) in enumerate(zip(days, cycle(self.texts["wish"]), strict=False)):
            item = models.Wish(
                title=text["title"],
                text=text["text"],
                area=self.communities[number % len(self.communities)],
                date=day,
                wisher=text["wisher"],
                wisher_name=full_name(self.rng),
                wisher_phone=f"1990002{number:04d}",
                live=False,
            )
            item.save()
            adopter = next(adopters)
            unit = units.get(adopter, "")
            name = "" if unit else full_name(self.rng)
            adopts = {"adopter": adopter, "adopter_unit": unit, "adopter_name": name}
            steps = {"adopted": adopts, "fulfilled": {"result": text["result"]}}
            come_to = "fulfilled" if number < _FULFILLED else "adopted"
            yield self._steps(item, come_to, steps if number < _ADOPTED else {})
