"""Loads the demo into an empty database, each record by the ordinary way through the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from cms.areas.models import Area, Category, Contact, Unit
from cms.brands.models import Brand
from cms.cases.models import Case, Progress
from cms.cli.demo.activities import brand_blocks, load_activities
from cms.cli.demo.album import Album
from cms.cli.demo.civic import load_civic
from cms.cli.demo.data import Demo, demo
from cms.cli.demo.monthly import plans
from cms.cli.demo.serving import load_people, load_services
from cms.cli.demo.stars import load_stars
from cms.cli.demo.texts import read_toml
from cms.cli.demo.volunteers import Volunteers
from cms.cli.setup import WRITERS
from cms.publication.door import review
from cms.publication.errors import GateRefused
from cms.publication.gate import directory
from cms.publication.models import Publishable
from cms.rights.models import Scope
from cms.volunteers.models import Member, Team

#: Accounts of the demo. It listens on this machine only.
EDITOR = ("editor", "huiyinbi-demo")
WRITER = ("writer", "huiyinbi-demo")

Show = Callable[[int, int], None]


def is_loaded() -> bool:
    """Whether the database has any area, which every installation has."""
    return Area.objects.exists()


def load(show: Show | None = None) -> dict[str, int]:
    """Load areas, categories, cases, brands and teams; return how many of each.

    One transaction: a killed load leaves nothing behind.
    """
    data = demo()
    total = sum(len(part) for part in (data.areas, data.categories, data.cases))
    total += len(data.brands) + len(data.teams) + len(data.volunteers.services)
    with transaction.atomic():
        user = _users()
        loader = _Loader(user, (lambda done: show(done, total)) if show else None)
        loader.areas(data.areas)
        _place_of_work(data.areas[0]["code"])
        loader.units(data.units)
        loader.categories(data.categories)
        for record in data.cases:
            loader.case(record)
        blocks = brand_blocks()
        blocks["yucai-sixin"].append(loader.album.gallery())
        loader.pages(Brand, [{**one, "blocks": blocks.get(one["slug"], [])} for one in data.brands])
        activities = load_activities(loader.publish, loader.album)
        stars = load_stars(loader.publish)
        members = loader.teams(data)
        loader.services(data.volunteers, members)
        civic = load_civic(loader.publish, user)
    return {
        "areas": len(data.areas),
        "categories": len(data.categories),
        "cases": len(data.cases),
        "brands": len(data.brands),
        "activities": activities,
        "stars": stars,
        "teams": len(data.teams),
        "services": len(data.volunteers.services),
        **civic,
    }


def _users() -> Any:
    users = get_user_model().objects
    name, password = WRITER
    writer = users.create_user(name, password=password, first_name="小编")
    writer.groups.add(Group.objects.get(name=WRITERS))
    name, password = EDITOR
    return users.create_superuser(name, password=password, first_name="管理员")


def _place_of_work(district: str) -> None:
    """Let the demo's editor work in the first street of ``district`` only."""
    street = Area.objects.filter(parent__code=district).order_by("code").first()
    user = get_user_model().objects.get(username=WRITER[0])
    Scope.objects.create(user=user).areas.add(street)


class _Loader:
    def __init__(self, user: Any, show: Callable[[int], None] | None) -> None:
        self.user, self.show, self.done = user, show, 0
        self.album = Album(user)
        self.doubts: list[str] = read_toml("lines.toml")["doubts"]["notes"]
        self.area: dict[str, Area] = {}
        self.category: dict[str, Category] = {}
        self.unit: dict[str, Unit] = {}

    def publish(self, item: Publishable) -> None:
        item.save_revision(user=self.user).publish(user=self.user)
        self.done += 1
        if self.show:
            self.show(self.done)

    def areas(self, records: list[dict[str, Any]]) -> None:
        for record in records:
            contacts = record.pop("contacts")
            parent = record.pop("parent")
            area = Area(**record, parent=self.area.get(parent), live=False)
            area.contacts = [Contact(sort_order=n, **contact) for n, contact in enumerate(contacts)]
            area.save()
            self.area[area.code] = area

    def units(self, records: list[dict[str, Any]]) -> None:
        for record in records:
            area = self.area.get(record.pop("area"))
            self.unit[record["name"]] = Unit.objects.create(**record, area=area)
        directory.forget()
        for area in self.area.values():  # with the telephones of their units
            self.publish(area)

    def categories(self, records: list[dict[str, Any]]) -> None:
        for record in records:
            parent = self.category.get(record.pop("parent"))
            category = Category.objects.create(**record, parent=parent, live=False)
            self.category[category.code] = category
            self.publish(category)

    def case(self, record: dict[str, Any]) -> None:
        wanted = record.pop("publication")
        reason = record.pop("publication_reason")
        before = record.pop("publication_before", {})
        case = self._new_case({**record, **before})
        if wanted == "draft":
            if self.doubts:
                case.content = f"{case.content}\n{self.doubts.pop()}"
                case.save()
            case.save_revision(user=self.user)
            review.note(case)
            return
        try:
            with transaction.atomic():
                self.publish(case)
        except GateRefused:
            # It stays a draft with a doubt in it, as an editor meets them every day.
            review.note(case)
            return
        case.refresh_from_db()
        if wanted == "corrected":
            for name in before:
                setattr(case, name, record[name])
            case.change_reason = reason
            case.save_revision(user=self.user).publish(user=self.user)
        elif wanted == "withdrawn":
            case.change_reason = reason
            case.unpublish(user=self.user)

    def _new_case(self, record: dict[str, Any]) -> Case:
        progress = record.pop("progress")
        record["area"] = self.area[record["area"]]
        record["category"] = self.category[record["category"]]
        record["unit"] = self.unit.get(record["unit"])
        for name in ("satisfaction", "case_class"):
            record[name] = record[name] or ""
        case = Case(**record, live=False)
        case.pictures = self.album.of_case(case.title, done=case.state == "done")
        case.progress = [Progress(sort_order=n, **step) for n, step in enumerate(progress)]
        case.save()
        return case

    def teams(self, data: Demo) -> dict[str, Member]:
        """Publish the teams once their members are there, whom a team's page counts."""
        pages = self.drafts(Team, data.teams)
        members = load_people(data.volunteers, self.area)
        for page in pages:
            self.publish(page)
        return members

    def services(self, made: Volunteers, members: dict[str, Member]) -> None:
        writer = get_user_model().objects.get(username=WRITER[0])
        before = self.done

        def show(count: int) -> None:
            self.done = before + count
            if self.show:
                self.show(self.done)

        load_services(made, members, self.area, by=writer, confirmed_by=self.user, show=show)
        for plan in plans(made):
            self.publish(plan)

    def drafts(self, model: type[Publishable], records: list[dict[str, Any]]) -> list[Publishable]:
        pages = []
        for record in records:
            body = record.pop("body_html")
            area = self.area[record.pop("area")]
            pages.append(model.objects.create(**record, body=body, area=area, live=False))
        return pages

    def pages(self, model: type[Publishable], records: list[dict[str, Any]]) -> None:
        for page in self.drafts(model, records):
            self.publish(page)
