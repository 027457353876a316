"""The page that takes a table of members or services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from cms.imports import upload as once
from cms.imports.report import ImportReport
from cms.volunteers.desk import access
from cms.volunteers.imports.report import summary
from cms.volunteers.imports.run import Request, import_volunteers


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Report on a file, or import it; hours wait for a second person."""
    access.needs(request, access.ADD)

    def read(path: Path, **said: Any) -> ImportReport:
        report, _services = import_volunteers(Request(path, request.user, **said))
        return report

    return once.page(request, "member", "volunteers/upload.html", read, summary)


@require_http_methods(["GET"])
def refused(request: HttpRequest, number: int) -> FileResponse:
    """Give the rows that this user's last import refused, to be mended."""
    access.needs(request, access.ADD)
    return once.refused(request, "member", number)
