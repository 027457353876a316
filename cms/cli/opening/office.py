"""Writes what the workbook says of an office: all of it, or nothing where a row is wrong."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts import first_password
from cms.areas.models import Area, Category, Contact, Unit
from cms.cli.opening.tables import Faults, Row, read_office
from cms.cli.opening.values import (
    SUPERUSER,
    Wrong,
    area_of,
    group_of,
    level_of,
    parts_of,
    whole_number,
)
from cms.publication.errors import Refused
from cms.publication.gate import directory
from cms.rights.models import Scope

#: A scope of all areas, in the column 工作范围.
WHOLE = "全辖区"
_PARENT = {"street": 6, "community": 9, "grid": 12}  # digits of the code above


def open_office(path: Path, *, reason: str, dry_run: bool = False) -> dict[str, Any]:
    """Make or update areas, contacts, categories, units and users; publish what is public.

    Returns how many of each were new or changed, the first passwords of new users by name, and
    ``problems``. With any problem nothing is written. Raises ``TableError`` for a file that is
    no such workbook.
    """
    faults = Faults()
    rows = read_office(path, faults)
    work = _Opening(faults, reason)
    with transaction.atomic():
        if not faults.told:
            work.write(rows)
        directory.forget()
        if faults.told or dry_run:
            transaction.set_rollback(True)
    directory.forget()
    written = not (faults.told or dry_run)
    return {
        **work.counts,
        "passwords": work.passwords if written else {},
        "problems": faults.told,
        "dry_run": dry_run,
    }


class _Opening:
    def __init__(self, faults: Faults, reason: str) -> None:
        self.faults, self.reason = faults, reason
        self.counts = dict.fromkeys(("areas", "categories", "units", "users", "unchanged"), 0)
        self.passwords: dict[str, str] = {}

    def write(self, rows: list[Row]) -> None:
        """Write ``rows``, parents before what lies below them."""
        sheets: dict[str, list[Row]] = {}
        for row in rows:
            sheets.setdefault(row.sheet, []).append(row)
        contacts = self._contacts(sheets.get("联系人", []))
        areas = sorted(sheets.get("区域", []), key=lambda row: len(row["code"]))
        named = Counter(row["name"] for row in areas)
        for row in areas:
            # Where two areas have one name, the contact has to say the code.
            keys = [row["code"], *([row["name"]] if named[row["name"]] == 1 else [])]
            people = [one for key in keys for one in contacts.pop(key, [])]
            self._try(row, partial(self._area, people))
        for listed in contacts.values():
            self._try(listed[0], partial(self._contacts_of, listed))
        for row in sorted(sheets.get("类别", []), key=lambda row: row["code"].count(".")):
            self._try(row, self._category)
        for row in sheets.get("单位", []):
            self._try(row, self._unit)
        for row in sheets.get("用户", []):
            self._try(row, self._user)

    def _try(self, row: Row, write: Callable[[Row], None]) -> None:
        """Write one row; a fault is noted, and the rows after it are still looked at."""
        try:
            with transaction.atomic():
                write(row)
        except Wrong as fault:
            self.faults.add(row, fault.column, fault.reason)
        except ValidationError as error:
            for column, reasons in error.message_dict.items():
                self.faults.add(row, column, "".join(reasons))
        except Refused as error:
            self.faults.add(row, "", str(error))

    @staticmethod
    def _contacts(rows: list[Row]) -> dict[str, list[Row]]:
        listed: dict[str, list[Row]] = {}
        for row in rows:
            listed.setdefault(row["area"], []).append(row)
        return listed

    def _area(self, contacts: list[Row], row: Row) -> None:
        code, level = row["code"], level_of(row)
        if not code.isdecimal():
            raise Wrong("code", _("A whole number is needed."))
        above = (
            Area.objects.filter(code=code[: _PARENT[level]]).first() if level in _PARENT else None
        )
        if level in _PARENT and above is None:
            text = _("There is no area %(code)s above it; add a row for it.")
            raise Wrong("code", text % {"code": code[: _PARENT[level]]})
        area = Area.objects.filter(code=code).first() or Area(code=code, live=False)
        wanted = {
            "name": row["name"],
            "level": level,
            "parent_id": above.pk if above else None,
            "order": area.order or (int(code[-3:]) if above else 1),
            "households": whole_number(row, "households"),
            "people": whole_number(row, "people"),
        }
        self._publish(area, wanted, contacts)

    def _contacts_of(self, listed: list[Row], row: Row) -> None:
        """Give contacts to an area that has no row in this workbook."""
        self._publish(area_of(row, "area"), {}, listed)

    def _category(self, row: Row) -> None:
        code = row["code"]
        above = code.rpartition(".")[0]
        parent = Category.objects.filter(code=above).first() if above else None
        if above and parent is None:
            text = _("There is no category %(code)s above it; add a row for it.")
            raise Wrong("code", text % {"code": above})
        item = Category.objects.filter(code=code).first() or Category(code=code, live=False)
        wanted = {"name": row["name"], "parent_id": parent.pk if parent else None}
        if item.pk is None:
            wanted["order"] = row.number
        self._publish(item, wanted)

    def _publish(
        self, item: Area | Category, wanted: dict[str, Any], contacts: list[Row] | None = None
    ) -> None:
        """Save and publish ``item`` where it is new or differs from what is wanted."""
        fields = ("name", "role", "phone", "duty")
        people = [tuple(row[name] for name in fields) for row in contacts or []]
        same = all(getattr(item, name) == value for name, value in wanted.items())
        if people and same and item.pk:
            same = people == [tuple(getattr(c, n) for n in fields) for c in item.contacts.all()]
        if same and item.pk and item.publication == "public":
            self.counts["unchanged"] += 1
            return
        for name, value in wanted.items():
            setattr(item, name, value)
        item.full_clean()
        item.change_reason = self.reason if item.public_version else ""
        if people:
            item.contacts = [
                Contact(sort_order=n, **dict(zip(fields, one, strict=True)))
                for n, one in enumerate(people)
            ]
        item.save()
        item.save_revision().publish()
        self.counts["areas" if isinstance(item, Area) else "categories"] += 1

    def _unit(self, row: Row) -> None:
        area = area_of(row, "area") if row["area"] else None
        unit = Unit.objects.filter(name=row["name"]).first() or Unit(name=row["name"])
        before = (unit.pk is not None, unit.level, unit.area_id, unit.phone)
        unit.level, unit.area, unit.phone = level_of(row), area, row["phone"]
        if before == (True, unit.level, unit.area_id, unit.phone):
            self.counts["unchanged"] += 1
            return
        unit.full_clean()
        unit.save()
        self.counts["units"] += 1

    def _user(self, row: Row) -> None:
        name = row["username"]
        users = get_user_model().objects
        if users.filter(username=name).exists():
            # What an administrator changed since is not set back by an old file.
            self.counts["unchanged"] += 1
            return
        roles = parts_of(row["roles"])
        groups = {role: group_of(row, role) for role in roles if role != SUPERUSER}
        rules = {"is_staff": SUPERUSER in roles, "is_superuser": SUPERUSER in roles}
        password = secrets.token_urlsafe(9)
        user = get_user_model()(username=name, email=row["email"], **rules)
        user.first_name = row["name"]
        user.set_password(password)
        user.full_clean()
        user.save()
        first_password.given(user)
        user.groups.set(groups.values())
        self._scope(user, row)
        self.passwords[name] = password
        self.counts["users"] += 1

    @staticmethod
    def _scope(user: Any, row: Row) -> None:
        names = parts_of(row["scope"])
        if not names:
            if user.is_superuser:
                return
            raise Wrong(
                "scope", _("Say which areas, or 全辖区; without one the user sees nothing.")
            )
        scope = Scope.objects.create(user=user, whole_office=WHOLE in names)
        scope.areas.set([area_of(row, "scope", name) for name in names if name != WHOLE])
