"""The page that gives hours as a workbook, for the national system or the office's own use."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.imports.sent import TableField, kept
from cms.publication import sights
from cms.rights.scope import within
from cms.tables.errors import TableError
from cms.volunteers.desk import access
from cms.volunteers.exporting.layouts import LAYOUTS, Column, like
from cms.volunteers.exporting.writing import write_hours
from cms.volunteers.models import Team

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY = {"type": "date"}


class DownloadForm(forms.Form):
    """Whose hours, of which days, in which columns."""

    team = forms.ModelChoiceField(
        label=gettext_lazy("team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("All teams"),
    )
    first = forms.DateField(
        label=gettext_lazy("first day"), required=False, widget=forms.DateInput(attrs=_DAY)
    )
    last = forms.DateField(
        label=gettext_lazy("last day"), required=False, widget=forms.DateInput(attrs=_DAY)
    )
    layout = forms.ChoiceField(
        label=gettext_lazy("Columns"),
        choices=[
            ("national", gettext_lazy("National volunteer system")),
            ("own", gettext_lazy("The office's own")),
        ],
    )
    template = TableField(
        label=gettext_lazy("Or fill in this template"),
        required=False,
        help_text=gettext_lazy(
            "The workbook that your account of the national system offers: its columns, in its "
            "order."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.queryset = within(Team.objects.all(), user)

    def clean(self) -> dict[str, Any]:
        """Turn the choice or the template into columns."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("template"):
            try:
                with kept(said["template"]) as path:
                    said["columns"] = like(path)
            except TableError as error:
                self.add_error("template", error.message(_))
            else:
                if not any(column.field for column in said["columns"]):
                    self.add_error("template", _("None of its columns is known."))
        else:
            said["columns"] = LAYOUTS.get(said.get("layout", ""), ())
        return said


def download(request: HttpRequest) -> HttpResponse:
    """Show the form, or answer with the workbook of confirmed hours where the user works."""
    access.needs(request, access.RECORD)
    form = DownloadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _workbook(request, form.cleaned_data)
    return render(request, "volunteers/download.html", {"form": form})


def _workbook(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    rows = access.participations(request.user)
    wanted = {"service__team": said["team"], "day__gte": said["first"], "day__lte": said["last"]}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    columns: Sequence[Column] = said["columns"]
    file = io.BytesIO()
    count = write_hours(file, rows, columns)
    sights.note(request.user, "export", kind="member", count=count)
    answer = HttpResponse(file.getvalue(), content_type=_XLSX)
    answer["Content-Disposition"] = 'attachment; filename="hours.xlsx"'
    return answer
