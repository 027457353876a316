"""The page that takes a table of members or services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cms.cases.upload import once
from cms.volunteers.desk import access
from cms.volunteers.imports.report import summary
from cms.volunteers.imports.run import Request, import_volunteers


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Report on a file, or import it; hours wait for a second person."""
    access.needs(request, access.ADD)
    form = once.UploadForm(request.POST or None, request.FILES or None, user=request.user)
    report = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def read(path: Path) -> Any:
            wanted = Request(path, request.user, area=said["area"], dry_run=said["dry_run"])
            return import_volunteers(wanted)[0]

        report = once.take(request, "member", said, read)
    context = {"form": form, "report": report, "summary": summary(report) if report else ""}
    return render(request, "volunteers/upload.html", context)


@require_http_methods(["GET"])
def refused(request: HttpRequest, number: int) -> FileResponse:
    """Give the rows that this user's last import refused, to be mended."""
    access.needs(request, access.ADD)
    return once.refused(request, "member", number)
