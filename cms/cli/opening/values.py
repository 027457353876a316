"""Reading one cell of the office's workbook; what is wrong with it becomes a sentence."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from cms.areas.models import Area
from cms.cli.opening.tables import Row
from cms.publication import vocabulary

#: What a user with every right is called in the column 角色.
SUPERUSER = "管理员"


class Wrong(Exception):
    """A cell of a row is wrong: its field and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(column, reason)


def parts_of(text: str) -> list[str]:
    """Return the parts of a list written with any usual separator."""
    for sign in "，,；;/":
        text = text.replace(sign, "、")
    return [part for part in (one.strip() for one in text.split("、")) if part]


def level_of(row: Row) -> str:
    """Return the code of the level that the row names."""
    for code, label in vocabulary.AREA_LEVELS.items():
        if row["level"] in (code, _(label)):
            return code
    allowed = "、".join(_(label) for label in vocabulary.AREA_LEVELS.values())
    raise Wrong("level", _("One of %(allowed)s is needed.") % {"allowed": allowed})


def whole_number(row: Row, name: str) -> int | None:
    """Return the number in the column ``name``, None where it is empty."""
    if not row[name]:
        return None
    if not row[name].isdecimal():
        raise Wrong(name, _("A whole number is needed."))
    return int(row[name])


def area_of(row: Row, column: str, name: str = "") -> Area:
    """Return the one area of this code or name."""
    name = name or row[column]
    found = Area.objects.filter(code=name)[:2] or Area.objects.filter(name=name)[:2]
    if len(found) == 1:
        return found[0]
    text = (
        _("Several areas are called %(name)s; write the code.")
        if found
        else _("There is no area %(name)s; write its code or its name as in the sheet 区域.")
    )
    raise Wrong(column, text % {"name": name})


def group_of(row: Row, role: str) -> Group:
    """Return the group that is called ``role``."""
    if group := Group.objects.filter(name=role).first():
        return group
    allowed = "、".join([SUPERUSER, *Group.objects.values_list("name", flat=True)])
    raise Wrong(
        "roles",
        _("There is no role %(role)s, but: %(allowed)s.") % {"role": role, "allowed": allowed},
    )
