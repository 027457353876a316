"""Forms that offer a user what is in the areas where the user works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.forms import ModelChoiceField, ModelForm
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


class AreaRowsForm(AreaForm):
    """Bounds the choices of the rows too: a meeting links to cases that its editor sees."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        for formset in self.formsets.values():
            for form in [*formset.forms, formset.empty_form]:
                for name, field in form.fields.items():
                    if isinstance(field, ModelChoiceField) and has_area(field.queryset.model):
                        _bound(form, name, field, self.for_user)


class PrivateForm(_Bounded, WagtailAdminModelForm):
    """The form of a record that is never published."""


def _bound(form: ModelForm, name: str, field: ModelChoiceField, user: Any) -> None:
    """Offer the records of the user's areas, and the one that is chosen already."""
    chosen = getattr(form.instance, f"{name}_id", None)
    every = field.queryset
    field.queryset = within(every, user) | every.filter(pk=chosen)
    if hasattr(field.widget, "get_instance"):
        # A chooser shows the title of whatever id was sent, a wrong one too.
        field.widget.get_instance = _among(field.queryset)


def _among(rows: QuerySet[Any]) -> Callable[[Any], Any]:
    def get_instance(value: Any) -> Any:
        if value is None or isinstance(value, rows.model):
            return value
        return rows.filter(pk=value).first()

    return get_instance
