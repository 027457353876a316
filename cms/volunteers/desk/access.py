"""Who may do what with hours, and of which records: what is elsewhere does not exist."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from cms.rights.scope import within
from cms.volunteers.hours.models import Dispute, Entry
from cms.volunteers.models import Member, Participation, Service

RECORD, VERIFY = "volunteers.change_service", "volunteers.publish_service"
SEE, ADD = "volunteers.view_member", "volunteers.add_member"


def needs(request: HttpRequest, right: str) -> None:
    """Raise ``PermissionDenied`` for a user without ``right``."""
    if not request.user.has_perm(right):
        raise PermissionDenied


def services(user: Any) -> QuerySet[Service]:
    """Return the services where ``user`` works."""
    return within(Service.objects.select_related("team", "area"), user)


def members(user: Any) -> QuerySet[Member]:
    """Return the volunteers of the areas where ``user`` works."""
    return within(Member.objects.select_related("team", "area"), user)


def participations(user: Any) -> QuerySet[Participation]:
    """Return what is recorded of services where ``user`` works."""
    rows = Participation.objects.select_related("service__team", "service__area", "member")
    return within(rows, user, "service__area__code")


def entries(user: Any) -> QuerySet[Entry]:
    """Return the entries of services, and the exchanges of members, where ``user`` works."""
    rows = Entry.objects.select_related("participation__service", "participation__member")
    served = within(rows, user, "participation__service__area__code")
    spent = within(rows, user, "postings__account__member__area__code")
    return rows.filter(pk__in=served.values("pk")) | rows.filter(pk__in=spent.values("pk"))


def disputes(user: Any) -> QuerySet[Dispute]:
    """Return the disputes of entries where ``user`` works."""
    rows = Dispute.objects.select_related("entry__participation__service__team")
    rows = rows.select_related("entry__participation__member")
    return within(rows, user, "entry__participation__service__area__code")


def one(rows: QuerySet[Any], key: object) -> Any:
    """Return the row with ``key``, or raise ``Http404``."""
    text = str(key)
    found = rows.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise Http404
    return found
