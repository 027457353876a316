"""Records for tests: each makes only what it is asked for."""

from __future__ import annotations

import io
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from PIL import Image

from cms.activities.models import Activity
from cms.areas.models import Area, Category, Unit
from cms.brands.models import Brand
from cms.cases.models import Case, Progress
from cms.pictures.models import Picture
from cms.volunteers.models import Member, Service, Team

CHINA = ZoneInfo("Asia/Shanghai")
#: The community of the fixture ``bounded``, and one where it has no business.
OWN, OTHER = "410902001001", "410902001002"
_serial = count(1)


def area(code: str = OWN, **fields: Any) -> Area:
    """Return the area with ``code``, made with its parents if need be."""
    if found := Area.objects.filter(code=code).first():
        return found
    level = {6: "district", 9: "street", 12: "community", 15: "grid"}[len(code)]
    parent = area(code[:-3]) if len(code) > 6 else None
    names = {
        "district": "华龙区",
        "street": "中原路街道",
        "community": "德馨苑",
        "grid": "第一网格",
    }
    fields = {"name": names[level], **fields}
    return Area.objects.create(code=code, level=level, parent=parent, live=False, **fields)


def category(code: str = "city.lamp", name: str = "路灯照明") -> Category:
    """Return the category with ``code``."""
    found, _made = Category.objects.get_or_create(code=code, defaults={"name": name, "live": False})
    return found


def unit(name: str = "市政工程服务中心") -> Unit:
    """Return the unit called ``name``."""
    return Unit.objects.get_or_create(name=name)[0]


def case(progress: tuple[str, ...] = (), **fields: Any) -> Case:
    """Return a saved draft of a case with a revision."""
    fields = {
        "title": f"楼道灯不亮{next(_serial)}",
        "source": "居民",
        "content": "楼道里的灯坏了一周，老人上下楼看不清台阶。",
        "measures": "更换了灯泡和开关。",
        "state": "done",
        "received": datetime(2020, 6, 3, 9, 30, tzinfo=CHINA),
        "live": False,
        **fields,
    }
    if "area" not in fields:
        fields["area"] = area()
    made = Case(**fields)
    made.progress = [Progress(sort_order=n, text=text) for n, text in enumerate(progress)]
    made.save()
    made.save_revision()
    return made


def publish(item: Any, **options: Any) -> Any:
    """Publish the newest draft of ``item`` by Wagtail's own way, and return it fresh."""
    revision = item.get_latest_revision() or item.save_revision()
    revision.publish(**options)
    item.refresh_from_db()
    return item


def team(slug: str = "love", **fields: Any) -> Team:
    """Return the team with ``slug``."""
    if found := Team.objects.filter(slug=slug).first():
        return found
    fields = {"title": "爱心联盟", "live": False, **fields}
    if "area" not in fields:
        fields["area"] = area()
    return Team.objects.create(slug=slug, **fields)


def member(**fields: Any) -> Member:
    """Return a new member, of the team ``love`` if no other is said."""
    serial = next(_serial)
    fields = {"number": f"V{serial:05d}", "name": "张三丰", "joined": date(2019, 1, 1), **fields}
    if "team" not in fields:
        fields["team"] = team()
    if "area" not in fields:
        fields["area"] = fields["team"].area
    return Member.objects.create(**fields)


def service(day: date = date(2020, 6, 3), **fields: Any) -> Service:
    """Return a new service of a day, by the team ``love`` if no other is said."""
    fields = {"title": "看望老人", "kind": "elder_visit", "live": False, **fields}
    if "team" not in fields:
        fields["team"] = team()
    if "area" not in fields:
        fields["area"] = fields["team"].area
    return Service.objects.create(day=day, **fields)


def activity(first_day: date = date(2020, 6, 3), **fields: Any) -> Activity:
    """Return a saved draft of an activity with a revision."""
    fields = {"title": "读书会", "kind": "reading", "place": "沁心书吧", "live": False, **fields}
    if "area" not in fields:
        fields["area"] = area()
    made = Activity(first_day=first_day, **fields)
    made.save()
    made.save_revision()
    return made


def brand(slug: str = "frog", **fields: Any) -> Brand:
    """Return a saved draft of a brand page with a revision."""
    fields = {"title": f"小青蛙{slug}", "live": False, **fields}
    if "area" not in fields:
        fields["area"] = area()
    made = Brand.objects.create(slug=slug, **fields)
    made.save_revision()
    return made


def user(name: str) -> Any:
    """Return the user called ``name``, who may do nothing yet."""
    return get_user_model().objects.get_or_create(username=name)[0]


def picture(**fields: Any) -> Picture:
    """Return a saved picture of 1600 by 1200 pixels that somebody has looked at."""
    noise = Image.effect_noise((400, 300), 60).resize((1600, 1200)).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    file = ImageFile(io.BytesIO(out.getvalue()), f"{next(_serial):016x}.jpg")
    return Picture.objects.create(**{"title": "照片", "file": file, "looked": True, **fields})
