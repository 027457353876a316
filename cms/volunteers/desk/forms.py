"""Forms of the desk: a part in a service, an exchange, a table to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.volunteers.models import Service
from cms.volunteers.services import SOURCES


class PartForm(forms.Form):
    """Who served, from when to when or how long."""

    member = forms.CharField(
        label=_("Volunteer"), max_length=50, help_text=_("Number, or the name if only one has it.")
    )
    source = forms.ChoiceField(label=_("how measured"), choices=SOURCES)
    began = forms.TimeField(
        label=_("began"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ended = forms.TimeField(
        label=_("ended"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=_("minutes"),
        required=False,
        min_value=1,
        max_value=1440,
        help_text=_("Without times, or where breaks do not count."),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service


class SpendForm(forms.Form):
    """Minutes for goods of the office, or for another volunteer."""

    minutes = forms.IntegerField(label=_("minutes"), min_value=1)
    what = forms.CharField(label=_("For what"), max_length=200)
    receiver = forms.CharField(
        label=_("Given to volunteer"),
        max_length=40,
        required=False,
        help_text=_("Number of the volunteer; empty: exchanged at the office."),
    )
