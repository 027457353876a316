"""The hours of one service: record, confirm, strike out, dispute, reverse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.clock import CHINA
from cms.publication import sights
from cms.publication.errors import Refused
from cms.translating import gettext_noop
from cms.volunteers import actions, publishing
from cms.volunteers.desk import access
from cms.volunteers.desk.forms import PartForm
from cms.volunteers.errors import HoursRefused
from cms.volunteers.models import Member, Service


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who served, and do what a button asks for."""
    access.needs(request, access.RECORD)
    service = access.one(access.services(request.user), pk)
    act = request.POST.get("do", "")
    form = PartForm(request.POST if act == "record" else None, service=service)
    if act in _ACTS:
        try:
            _ACTS[act](request, service, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("volunteers_service_hours", pk=pk)
    sights.note(request.user, "edit", kind="service", key=service.number)
    return render(request, "volunteers/service_hours.html", _context(request, service, form))


def _context(request: HttpRequest, service: Service, form: PartForm) -> dict[str, Any]:
    rows = service.participations.select_related("member").prefetch_related(
        "entries__reversal", "entries__dispute"
    )
    lines = []
    for row in rows.order_by("pk"):
        entry = next((one for one in row.entries.all() if one.kind == "service"), None)
        mine = row.recorded_by == request.user.get_username()
        still = entry is not None and not (entry.is_final or hasattr(entry, "dispute"))
        lines.append({"row": row, "entry": entry, "mine": mine, "open": still})
    return {
        "service": service,
        "lines": lines,
        "form": form,
        "ready": publishing.ready(Service.objects.filter(pk=service.pk)).exists(),
        "may_verify": request.user.has_perm(access.VERIFY),
    }


def _record(request: HttpRequest, service: Service, form: PartForm) -> None:
    if not form.is_valid():
        raise HoursRefused("form", gettext_noop("Correct the marked fields."))
    said = form.cleaned_data
    member = _member(request, service, said["member"])
    began, ended = (_moment(service, said[name]) for name in ("began", "ended"))
    if began and ended and ended <= began:
        ended += timedelta(days=1)  # a patrol that ends after midnight
    actions.record(
        service=service,
        member=member,
        by=request.user,
        source=said["source"],
        began=began,
        ended=ended,
        minutes=said["minutes"],
    )
    messages.success(request, _("Recorded. Another person has to confirm it."))


def _moment(service: Service, clock: Any) -> datetime | None:
    return datetime.combine(service.day, clock, CHINA) if clock else None


def _member(request: HttpRequest, service: Service, text: str) -> Member:
    members = access.members(request.user)
    if found := members.filter(number=text.strip()).first():
        return found
    named = list(members.filter(name=text.strip())[:2])
    if len(named) != 1:
        said = gettext_noop("No single volunteer where you work is called “%(text)s”.")
        raise HoursRefused("member_unknown", said, text=text.strip()[:50])
    return named[0]


def _confirm(request: HttpRequest, service: Service, _form: PartForm) -> None:
    access.needs(request, access.RECORD)
    row = access.one(service.participations.all(), request.POST.get("row"))
    actions.confirm(participation=row, by=request.user)
    messages.success(request, _("Confirmed and booked."))


def _strike(request: HttpRequest, service: Service, _form: PartForm) -> None:
    row = access.one(service.participations.all(), request.POST.get("row"))
    actions.strike(participation=row, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Struck out."))


def _dispute(request: HttpRequest, service: Service, _form: PartForm) -> None:
    entry = access.one(access.entries(request.user), request.POST.get("row"))
    actions.dispute(entry=entry, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The dispute is open; another person settles it."))


def _reverse(request: HttpRequest, service: Service, _form: PartForm) -> None:
    access.needs(request, access.VERIFY)
    entry = access.one(access.entries(request.user), request.POST.get("row"))
    actions.reverse(entry=entry, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Reversed; the time is free again."))


def _publish(request: HttpRequest, service: Service, _form: PartForm) -> None:
    access.needs(request, access.VERIFY)
    outcome = publishing.publish_services(
        Service.objects.filter(pk=service.pk), by=request.user, reason=_("Hours were added")
    )
    for _item, refusal in outcome.refused:
        raise refusal
    messages.success(request, _("%(item)s has been published.") % {"item": service.number})


_ACTS: dict[str, Callable[[HttpRequest, Service, PartForm], None]] = {
    "record": _record,
    "confirm": _confirm,
    "strike": _strike,
    "dispute": _dispute,
    "reverse": _reverse,
    "publish": _publish,
}
