"""The desk's entries in the menu, each for those who may open it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from cms.volunteers.desk import access


class _RightMenuItem(MenuItem):
    """Shown to those with a right."""

    right = ""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(self.right))


def desk_items() -> list[MenuItem]:
    """Return the entries, in their order."""
    return [
        _item(_("Hours to confirm"), "volunteers_confirm", "check", access.RECORD),
        _item(_("Disputes to settle"), "volunteers_disputes", "warning", access.VERIFY),
        _item(_("Import volunteers"), "volunteers_import", "upload", access.ADD),
        _item(_("Export hours"), "volunteers_export", "download", access.RECORD),
    ]


def _item(label: Any, url: str, icon: str, right: str) -> MenuItem:
    item = _RightMenuItem(label, reverse_lazy(url), name=url, icon_name=icon, order=900)
    item.right = right
    return item
