"""Certificates come from a pass-book alone: nobody writes one by hand."""

from __future__ import annotations

from typing import Any

from cms.rights.policy import AreaPermissionPolicy


class IssuedPolicy(AreaPermissionPolicy):
    """Rights by area, without the right to add."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether ``user`` may do ``action`` at all."""
        return action != "add" and bool(super().user_has_permission(user, action))
