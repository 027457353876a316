"""What waits for a second person: hours to confirm, disputes to settle."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.publication import sights
from cms.publication.errors import Refused
from cms.volunteers import actions
from cms.volunteers.desk import access
from cms.volunteers.hours.models import Dispute
from cms.volunteers.models import Participation

_PAGE = 50


def _recorded(user: Any) -> QuerySet[Participation]:
    return access.participations(user).filter(state="recorded")


def to_confirm(user: Any) -> QuerySet[Participation]:
    """Return what others recorded, which ``user`` may confirm."""
    return _recorded(user).exclude(recorded_by=user.get_username())


def to_settle(user: Any) -> QuerySet[Dispute]:
    """Return the open disputes where ``user`` works, oldest first."""
    return access.disputes(user).filter(settled__isnull=True).order_by("opened")


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """List what others recorded, oldest first; confirm what is ticked."""
    access.needs(request, access.RECORD)
    theirs = to_confirm(request.user)
    if request.method == "POST":
        ticked = [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()][:500]
        keys = list(theirs.filter(pk__in=ticked).values_list("pk", flat=True))
        booked, refused = actions.confirm_many(keys, by=request.user)
        if booked:
            messages.success(request, _("%(count)d confirmed.") % {"count": len(booked)})
        for _row, refusal in refused[:5]:
            messages.error(request, str(refusal))
        return redirect("volunteers_confirm")
    page = Paginator(theirs.order_by("day", "pk"), _PAGE).get_page(request.GET.get("p"))
    sights.note(request.user, "review", kind="member", count=len(page.object_list))
    mine = _recorded(request.user).filter(recorded_by=request.user.get_username()).count()
    return render(request, "volunteers/confirm.html", {"page": page, "mine": mine})


@require_http_methods(["GET", "POST"])
def disputes(request: HttpRequest) -> HttpResponse:
    """List open disputes, oldest first; settle one."""
    access.needs(request, access.VERIFY)
    waiting = to_settle(request.user)
    if request.method == "POST":
        dispute = access.one(waiting, request.POST.get("row"))
        try:
            actions.settle(
                dispute=dispute, by=request.user, upheld=request.POST.get("upheld") == "1"
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The dispute is settled."))
        return redirect("volunteers_disputes")
    page = Paginator(waiting, _PAGE).get_page(request.GET.get("p"))
    sights.note(request.user, "review", kind="member", count=len(page.object_list))
    return render(request, "volunteers/disputes.html", {"page": page})
