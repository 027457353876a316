"""The page that takes a table of members or services."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.cases.ledger.errors import LedgerError
from cms.publication import sights
from cms.volunteers.desk import access
from cms.volunteers.desk.forms import UploadForm
from cms.volunteers.imports.report import summary
from cms.volunteers.imports.run import Request, import_volunteers

_REFUSED = "volunteers_refused"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Report on a file, or import it; hours wait for a second person."""
    access.needs(request, access.ADD)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    report = None
    if request.method == "POST" and form.is_valid():
        report = _import(request, form)
    context = {"form": form, "report": report, "summary": summary(report) if report else ""}
    return render(request, "volunteers/upload.html", context)


@require_http_methods(["GET"])
def refused(request: HttpRequest, number: int) -> FileResponse:
    """Give the rows that this user's last import refused, to be mended."""
    access.needs(request, access.ADD)
    files = request.session.get(_REFUSED, [])
    path = Path(files[number]) if number < len(files) else None
    if path is None or not path.is_file():
        raise Http404
    sights.note(request.user, "import", kind="member")
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _import(request: HttpRequest, form: UploadForm) -> dict[str, Any] | None:
    said = form.cleaned_data
    name = Path(said["file"].name).name or "upload"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as target:
            for chunk in said["file"].chunks():
                target.write(chunk)
        wanted = Request(path, request.user, area=said["area"], dry_run=said["dry_run"])
        try:
            report, _touched = import_volunteers(wanted)
        except LedgerError as error:
            messages.error(request, error.message(_))
            return None
    sights.note(request.user, "import", kind="member", count=report.rows)
    request.session[_REFUSED] = report.refused_files
    return report.as_dict()
