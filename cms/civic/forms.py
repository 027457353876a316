"""The form of all kinds: every record that it offers or shows is within the user's areas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField, ModelForm

from cms.rights.forms import AreaForm
from cms.rights.scope import within


class CivicForm(AreaForm):
    """Bounds the choices of the rows too: a meeting links to cases that its editor sees."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        for formset in self.formsets.values():
            for form in [*formset.forms, formset.empty_form]:
                for name, field in form.fields.items():
                    if isinstance(field, ModelChoiceField) and _has_area(field.queryset.model):
                        _bound(form, name, field, self.for_user)


def _has_area(model: type[Model]) -> bool:
    try:
        model._meta.get_field("area")
    except FieldDoesNotExist:
        return False
    return True


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
