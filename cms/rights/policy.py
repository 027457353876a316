"""Wagtail's answer to "may this user", where records belong to areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.rights.scope import covers, within


class AreaPermissionPolicy(ModelPermissionPolicy):
    """The model's rights, for records in the user's areas only."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Return whether ``user`` may do ``action`` with ``instance``."""
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return bool(allowed) and covers(user, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether ``user`` may do any of ``actions`` with ``instance``."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(allowed) and covers(user, instance)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        """Return the records with which ``user`` may do any of ``actions``."""
        return within(super().instances_user_has_any_permission_for(user, actions), user)
