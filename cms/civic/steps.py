"""The page that takes an order or a wish to its next step: a day, and what the step needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import policy_registry

from cms.civic.actions import advance
from cms.civic.errors import StepRefused
from cms.civic.models import Order, Wish
from cms.civic.models.record import Staged
from cms.rights.admin import public_or_within

#: By the kind's name in the address.
_KINDS: dict[str, type[Staged]] = {"order": Order, "wish": Wish}


class DayForm(forms.Form):
    """On which day the step was taken."""

    on = forms.DateField(label=gettext_lazy("Date"), initial=localdate, widget=AdminDateInput)


def next_state(item: Staged) -> str | None:
    """Return the state that comes next, None at the end."""
    states = [state for state, _field in item.stages]
    left = states[states.index(item.reached()) + 1 :]
    return left[0] if left else None


def step(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for the next step and take it; the draft is saved and not published."""
    item = _item(request, kind, pk)
    state = next_state(item)
    if state is None:
        messages.warning(request, _("This is at its last step."))
        return redirect(_edit(kind, pk))
    sent = request.POST or None
    day, needs = DayForm(sent), _needs(item, state)(sent, user=request.user)
    if sent and day.is_valid() and needs.is_valid():
        try:
            on = day.cleaned_data["on"]
            advance(item, state, on=on, by=request.user, **needs.cleaned_data)
        except StepRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Step taken. Publish it when it may be seen."))
            return redirect(_edit(kind, pk))
    label = item.label_of(dict(item.stages)[state])
    context = {"item": item, "label": label, "forms": (day, needs), "back": _edit(kind, pk)}
    return render(request, "civic/step.html", context)


def buttons(snippet: Any, user: Any, next_url: Any = None) -> Iterator[ListingButton]:
    """Lead from an order or a wish in a list to its next step."""
    if isinstance(snippet, Staged) and next_state(snippet) and _may(user, snippet):
        url = reverse("civic_step", args=[snippet.public_kind, snippet.pk])
        yield ListingButton(_("Next step"), url, icon_name="arrow-right", priority=5)


def _item(request: HttpRequest, kind: str, pk: int) -> Staged:
    """Return the newest draft; 404 where the user may not change it, as if it never was."""
    if kind not in _KINDS:
        raise Http404
    stored = get_object_or_404(_KINDS[kind], pk=pk)
    if not _may(request.user, stored):
        raise Http404
    draft: Staged = stored.get_latest_revision_as_object()
    return draft


def _may(user: Any, item: Staged) -> bool:
    policy = policy_registry.get(item)
    return bool(policy.user_has_permission_for_instance(user, "change", item))


def _needs(item: Staged, state: str) -> Any:
    """Return a form of the fields without which the step cannot be taken."""
    return modelform_factory(type(item), form=_NeededForm, fields=item.needs.get(state, ()))


class _NeededForm(forms.ModelForm):
    """Every field has to be filled in; of other areas, it offers what is public."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = public_or_within(field.queryset, user)

    def _post_clean(self) -> None:
        """Leave the record alone: the action checks it with what it has already."""


def _edit(kind: str, pk: int) -> str:
    return reverse(_KINDS[kind].snippet_viewset.get_url_name("edit"), args=[pk])
