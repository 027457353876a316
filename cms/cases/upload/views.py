"""Pages of the ledger import: upload → columns with a preview → dry run → import."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.cases.imports.run import Request, import_ledger
from cms.cases.ledger.mapping import LABELS, Profile, detect, suggest
from cms.cases.ledger.opening import open_ledger
from cms.cases.upload import files, jobs
from cms.cases.upload.forms import ColumnsForm, UploadForm
from cms.imports.upload import refused_rows
from cms.publication import sights
from cms.tables.errors import TableError
from cms.tables.reading import Table

_PREVIEW = 5


def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and go on to its columns."""
    _check_rights(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        token, path = files.keep(form.cleaned_data["file"], request.user.pk)
        try:
            open_ledger(path)
        except TableError as error:
            files.forget(files.folder_of(token, request.user.pk))
            form.add_error("file", error.message(_))
        else:
            return redirect("cases_import_columns", token=token)
    return render(request, "cases/upload.html", {"form": form})


def columns(request: HttpRequest, token: str) -> HttpResponse:
    """Show the first rows, take the meaning of each column, and report or import."""
    _check_rights(request)
    folder = files.folder_of(token, request.user.pk)
    path = files.ledger_in(folder)
    if path is None:
        return redirect("cases_import_progress", token=token)
    ledger = open_ledger(path)
    known = detect(ledger.headers)
    suggested: dict[str, str | None] = dict(known.columns) if known else suggest(ledger.headers)
    form = ColumnsForm(
        request.POST or None, headers=ledger.headers, suggested=suggested, user=request.user
    )
    report = None
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(request, path, form, known)
        if "import" in request.POST:
            jobs.start(folder, wanted(dry_run=False))
            return redirect("cases_import_progress", token=token)
        try:
            report = import_ledger(wanted(dry_run=True)).as_dict()
        except TableError as error:
            messages.error(request, error.message(_))
    sights.note(request.user, "import", count=_PREVIEW)
    context = {
        "form": form,
        "rows": _preview(ledger, form),
        "ledger": ledger,
        "known": _(LABELS[known.name]) if known else "",
        "report": report,
    }
    return render(request, "cases/upload_columns.html", context)


def progress(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show how far the import is, then its report."""
    _check_rights(request)
    folder = files.folder_of(token, request.user.pk)
    state = jobs.state(folder)
    if state is None and files.ledger_in(folder) is None:
        raise Http404
    if state is None:
        return redirect("cases_import_columns", token=token)
    if "refused" in request.GET:
        return refused_rows(request.user, "case", state.get("report", {}).get("refused_file"))
    return render(request, "cases/upload_progress.html", {"state": state, "token": token})


def _check_rights(request: HttpRequest) -> None:
    if not request.user.has_perm("cases.add_case"):
        raise PermissionDenied


def _wanted(request: HttpRequest, path: Path, form: ColumnsForm, known: Profile | None) -> Any:
    columns = form.columns()
    profile = known
    if known is None or columns != dict(known.columns):
        profile = Profile(name="admin", columns=columns)
    publish = form.cleaned_data["publish"] and request.user.has_perm("cases.publish_case")

    def build(*, dry_run: bool) -> Request:
        return Request(
            path=path,
            by=request.user,
            area=form.cleaned_data["area"],
            profile=profile,
            publish=publish,
            reason=form.cleaned_data["reason"],
            dry_run=dry_run,
        )

    return build


def _preview(ledger: Table, form: ColumnsForm) -> list[dict[str, Any]]:
    """Return one line a column: its header, its choice, and the first values in it."""
    first = list(islice(ledger.rows(), _PREVIEW))
    return [
        {
            "field": form[f"column-{index}"],
            "values": [str(row.cells.get(header) or "")[:60] for row in first],
        }
        for index, header in enumerate(ledger.headers)
    ]
