"""Forms that offer a user what is in the areas where the user works."""

from __future__ import annotations

from typing import Any

from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminModelForm

from cms.areas.models import Area
from cms.publication.forms import PublishableForm
from cms.rights.scope import has_area, within


class _Bounded:
    """Leaves out areas, and records of areas, that are elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user  # type: ignore[attr-defined]
        if user is None:
            return
        for field in self.fields.values():  # type: ignore[attr-defined]
            if isinstance(field, ModelChoiceField):
                model = field.queryset.model
                if model is Area:
                    field.queryset = within(field.queryset, user, "code")
                elif has_area(model):
                    field.queryset = within(field.queryset, user)


class AreaForm(_Bounded, PublishableForm):
    """The form of a publishable record with an area."""


class PrivateForm(_Bounded, WagtailAdminModelForm):
    """The form of a record that is never published."""
