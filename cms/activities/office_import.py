"""The office's page that takes a table of activities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.activities.imports.run import Request, import_activities
from cms.imports import upload as once
from cms.imports.report import ImportReport

ADD = "activities.add_activity"


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Report on a file, or make drafts of its rows."""
    _needs_right(request)

    def read(path: Path, **said: Any) -> ImportReport:
        return import_activities(Request(path, request.user, **said))

    return once.page(request, "activity", "activities/upload.html", read, summary)


@require_http_methods(["GET"])
def refused(request: HttpRequest, number: int) -> FileResponse:
    """Give the rows that this user's last import refused, to be mended."""
    _needs_right(request)
    return once.refused(request, "activity", number)


def summary(report: dict[str, Any]) -> str:
    """Return the counts of a report as one sentence."""
    return (
        _(
            "%(rows)d rows: %(created)d new drafts, %(changed)d changed, %(unchanged)d unchanged, "
            "%(refused)d refused."
        )
        % report
    )


def _needs_right(request: HttpRequest) -> None:
    if not request.user.has_perm(ADD):
        raise PermissionDenied
