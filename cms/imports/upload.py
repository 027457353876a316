"""Taking a table that an editor sends, in one go: for kinds whose columns need no asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.areas.models import Area
from cms.imports.report import ImportReport
from cms.imports.sent import TableField, kept
from cms.publication import sights
from cms.rights.scope import within
from cms.tables.errors import TableError


class UploadForm(forms.Form):
    """A table, and how to take it."""

    file = TableField(label=gettext_lazy("File (.xlsx or .csv)"))
    area = forms.ModelChoiceField(
        label=gettext_lazy("Area of rows that name none"),
        queryset=Area.objects.none(),
        required=False,
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Report only, write nothing"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.exclude(level="grid")
        self.fields["area"].queryset = within(areas, user, "code")


class Read(Protocol):
    """Takes a table; with ``dry_run`` it writes nothing."""

    def __call__(self, path: Path, *, area: Area | None, dry_run: bool) -> ImportReport:
        """Return the report. Raises :class:`TableError` for a file that cannot be read."""


def page(
    request: HttpRequest,
    kind: str,
    template: str,
    read: Read,
    summary: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Show the form, or what ``read`` made of the file that was sent, with its ``summary``."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    report = None
    if request.method == "POST" and form.is_valid():
        report = _take(request, kind, form.cleaned_data, read)
    context = {"form": form, "report": report, "summary": summary(report) if report else ""}
    return render(request, template, context)


def _take(
    request: HttpRequest, kind: str, said: Mapping[str, Any], read: Read
) -> dict[str, Any] | None:
    """Give the uploaded file to ``read`` and return its report; None, and a message, if unreadable.

    The rows that it refused are kept for :func:`refused`, for this user alone.
    """
    with kept(said["file"]) as path:
        try:
            report = read(path, area=said["area"], dry_run=said["dry_run"])
        except TableError as error:
            messages.error(request, error.message(_))
            return None
    sights.note(request.user, "import", kind=kind, count=report.rows)
    told: dict[str, Any] = report.as_dict()
    files = told.get("refused_files") or [told["refused_file"]]
    request.session[f"{kind}_refused"] = [file for file in files if file]
    return told | {"refused_numbers": list(range(len(request.session[f"{kind}_refused"])))}


def refused(request: HttpRequest, kind: str, number: int) -> FileResponse:
    """Give the rows that this user's last import of ``kind`` refused, to be mended."""
    files = request.session.get(f"{kind}_refused", [])
    return refused_rows(request.user, kind, files[number] if number < len(files) else None)


def refused_rows(user: Any, kind: str, file: str | None) -> FileResponse:
    """Answer with a file of refused rows; 404 where there is none (any more).

    That ``user`` saw them is kept.
    """
    path = Path(file) if file else None
    if path is None or not path.is_file():
        raise Http404
    sights.note(user, "import", kind=kind)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
