"""Loads what the demo's offices do with their residents: meetings, orders, wishes, funds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from itertools import cycle, islice
from typing import Any

from cms.areas.models import Area, Unit
from cms.cases.models import Case
from cms.civic import models
from cms.publication.models import Publishable

from .civic_orders import Orders
from .dates import END, add_workdays

Publish = Callable[[Publishable], None]
_COURTYARD, _COUNCIL, _ONE_THREE_TWO = 11, 9, 5

#: Role, fewest and most people at a meeting.
_ROLES = (
    ("resident", 12, 46),
    ("party_member", 3, 9),
    ("grid_worker", 1, 3),
    ("committee", 2, 4),
    ("property", 1, 2),
    ("department", 1, 4),
)


def load_civic(publish: Publish, by: Any) -> dict[str, int]:
    """Publish the records, each by the ordinary way; return how many of each kind there are."""
    loader = _Loader(by)
    makers = (
        loader.meetings(),
        loader.consultations(),
        loader.organisations(),
        loader.orders(),
        loader.wishes(),
        loader.funds(),
        loader.whistles(),
        loader.patrols(),
        loader.nearby(),
    )
    counts: dict[str, int] = {}
    for item in (item for maker in makers for item in maker):
        if item.pk is None:
            item.save()
        publish(item)
        counts[item.public_kind] = counts.get(item.public_kind, 0) + 1
    return counts


class _Loader(Orders):
    def meetings(self) -> Iterator[models.Meeting]:
        kinds = ["courtyard"] * _COURTYARD + ["council"] * _COUNCIL
        kinds += ["one_three_two"] * _ONE_THREE_TWO
        topics = cycle(self.texts["topic"])
        days = sorted(self.day(date(2025, 6, 2), END) for _ in kinds)
        self.rng.shuffle(kinds)
        for number, (kind, day) in enumerate(zip(kinds, days, strict=True)):
            area = self.communities[number % len(self.communities)]
            yield self._meeting(kind, day, area, list(islice(topics, self.rng.randint(4, 6))))

    def _meeting(
        self, kind: str, day: date, area: Area, topics: list[dict[str, str]]
    ) -> models.Meeting:
        place = {"courtyard": "院子里", "council": "社区活动室", "one_three_two": "社区会议室"}[
            kind
        ]
        name = {"courtyard": "院院会", "council": "居民议事厅", "one_three_two": "一征三议两公开"}[
            kind
        ]
        item = models.Meeting(
            title=f"{area.name}{name}",
            area=area,
            date=day,
            kind=kind,
            starts=time(self.rng.choice((9, 15, 19)), 30),
            place=place,
            text="议题提前三天张贴。欢迎住户到会，也可以把意见投进议事征集箱。",
            live=False,
        )
        item.attendance = [
            models.Attendance(sort_order=n, role=role, count=self.rng.randint(low, high))
            for n, (role, low, high) in enumerate(_ROLES)
        ]
        case = self._case(area, day)
        if case:
            told = "承办单位到会说明进度，办结后上回音壁。"
            topics = [{"topic": case.title, "decision": told}, *topics[1:]]
        item.topics = [
            models.Topic(sort_order=n, **topic, case=case if n == 0 else None, solved=solved)
            for n, topic in enumerate(topics)
            for solved in [self._solved(day) if n else None]
        ]
        return item

    def _case(self, area: Area, day: date) -> Case | None:
        """Return a public case of the community that came up before the meeting."""
        cases = Case.objects.filter(area__code__startswith=area.code, publication="public")
        return cases.filter(received__date__lt=day).order_by("-received").first()

    def _solved(self, day: date) -> date | None:
        solved = add_workdays(day, self.rng.randint(3, 40))
        return solved if solved <= END else None

    def consultations(self) -> Iterator[models.Consultation]:
        texts = self.texts["groups"]
        item = models.Consultation(
            title="民呼必应服务征求意见",
            area=self.by_name["文化路街道"],
            date=date(2026, 3, 2),
            until=date(2026, 3, 31),
            text="分十个群体开座谈会、发问卷、上门听，问的是同一句话：办事哪里还不方便。",
            live=False,
        )
        rows = zip(texts["names"], texts["person_times"], texts["opinions"], strict=True)
        item.groups = [
            models.Group(sort_order=n, name=name, person_times=times, opinions=opinions)
            for n, (name, times, opinions) in enumerate(rows)
        ]
        item.suggestions = [
            models.Suggestion(sort_order=n, **row) for n, row in enumerate(self.texts["suggestion"])
        ]
        yield item

    def funds(self) -> Iterator[models.Fund]:
        for text in self.texts["fund"]:
            item = models.Fund(
                title=text["title"],
                text=text["text"],
                unit=text["unit"],
                area=Area.objects.get(code=text["area"]),
                date=date.fromisoformat(text["in"][0][0]),
                live=False,
            )
            came = [(day, "in", amount, None, what) for day, amount, what in text["in"]]
            went = [(day, "out", *rest) for day, *rest in text["out"]]
            item.flows = [
                models.Flow(
                    sort_order=n,
                    date=date.fromisoformat(day),
                    flow=flow,
                    amount=amount,
                    people=people,
                    what=what,
                )
                for n, (day, flow, amount, people, what) in enumerate(came + went)
            ]
            yield item

    def whistles(self) -> Iterator[models.Whistle]:
        for text in self.texts["whistle"]:
            item = models.Whistle(
                title=text["title"],
                text=text["text"],
                area=self.by_name[text["area"]],
                date=date.fromisoformat(text["date"]),
                whistle=text["whistle"],
                live=False,
            )
            units = Unit.objects.in_bulk(text["called"], field_name="name")
            item.called = [
                models.Called(sort_order=n, unit=units[name])
                for n, name in enumerate(text["called"])
            ]
            item.results = [
                models.Result(sort_order=n, measure=measure, count=count)
                for n, (measure, count) in enumerate(text["results"])
            ]
            yield item

    def patrols(self) -> Iterator[models.Patrol]:
        texts, rounds = self.texts["patrol"], ("morning", "noon", "evening", "check")
        for day in range(31):
            for community in self.communities[:4]:
                if (day, community.name) == (17, "介子路社区"):
                    continue  # a day without a report, which the month's list tells
                item = models.Patrol(
                    title=texts["title"],
                    area=community,
                    date=date(2026, 10, 1) + timedelta(day),
                    live=False,
                )
                found = [int(self.rng.random() < 0.12) for _ in rounds]
                item.rounds = [
                    models.Round(
                        sort_order=n,
                        round=name,
                        found=found[n],
                        done=found[n] and int(self.rng.random() < 0.7),
                        note=self.rng.choice(texts["notes"]) if found[n] else "",
                    )
                    for n, name in enumerate(rounds)
                ]
                yield item

    def nearby(self) -> Iterator[models.Nearby]:
        serial = 0
        for area in self.communities:
            name = area.name.removesuffix("社区")
            for kind, (title, hours) in self.texts["nearby"].items():
                serial += 1
                yield models.Nearby(
                    title=title.replace("{社区}", name),
                    area=area,
                    date=date(2026, 1, 5),
                    kind=kind,
                    place=f"{name}便民服务圈",
                    hours=hours,
                    minutes=self.rng.randint(2, 15),
                    phone=f"0934-557{serial:04d}" if kind in {"clinic", "counter"} else "",
                    live=False,
                )
