"""Permissions called in Chinese, where administrators give them to groups."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

_NAMES = {
    "add": _("Can add: %(what)s"),
    "change": _("Can change: %(what)s"),
    "delete": _("Can delete: %(what)s"),
    "view": _("Can view: %(what)s"),
    "publish": _("Can publish: %(what)s"),
    "lock": _("Can lock: %(what)s"),
    "unlock": _("Can unlock: %(what)s"),
}


def name_permissions(**_signal: Any) -> None:
    """Give every permission its name in the office's language.

    Django writes names into the database in English as it makes permissions, and shows them
    untranslated; they name nothing but the boxes in the form of groups.
    """
    renamed = []
    with override(settings.LANGUAGE_CODE):
        for permission in Permission.objects.select_related("content_type"):
            name = _name(permission)[: Permission._meta.get_field("name").max_length]
            if name != permission.name:
                permission.name = name
                renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"])


def _name(permission: Permission) -> str:
    action, _underscore, model = permission.codename.partition("_")
    kind = permission.content_type
    if action in _NAMES and model == kind.model and kind.model_class() is not None:
        return str(_NAMES[action]) % {"what": kind.name}
    return gettext(permission.name)
