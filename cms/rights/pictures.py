"""Pictures by area: who works elsewhere neither finds nor chooses them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.images.models import Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.areas.models import Area
from cms.pictures.forms import PictureForm
from cms.pictures.models import Picture
from cms.rights.scope import codes_of, within


def visible(user: Any, rows: QuerySet[Picture]) -> QuerySet[Picture]:
    """Return those of ``rows`` that are of the user's areas, or that the user added."""
    if codes_of(user) is None:
        return rows
    mine = Q(pk__in=within(rows, user).values("pk")) | Q(uploaded_by_user=user)
    return rows.filter(mine)


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights of pictures, for those of the user's areas only."""

    def __init__(self) -> None:
        super().__init__(Picture, auth_model=Image, owner_field_name="uploaded_by_user")

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether ``user`` may do any of ``actions`` with this picture."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(allowed) and visible(user, Picture.objects.filter(pk=instance.pk)).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Picture]:
        """Return the pictures with which ``user`` may do any of ``actions``."""
        return visible(user, super().instances_user_has_any_permission_for(user, actions))


class AreaPictureForm(PictureForm):
    """Keeps of a new picture where the one who adds it works."""

    def save(self, commit: bool = True) -> Any:
        """Save; the area is the first one that the user works in, none for the whole office."""
        codes = codes_of(self.by) if self.by is not None else None
        if self.instance.pk is None and codes:
            self.instance.area = Area.objects.filter(code=min(codes)).first()
        return super().save(commit)
