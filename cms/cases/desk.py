"""What the cases put on the first page of the admin: queues, and what is nearest its limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from cms.cases import deadlines
from cms.cases.models import Case
from cms.desk.queues import Queue, count

_LIST = "wagtailsnippets_cases_case:list"
_ROWS = 10


def theirs(user: Any) -> QuerySet[Case]:
    """Return the cases that ``user`` may work on."""
    policy = Case.snippet_viewset.permission_policy
    cases: QuerySet[Case] = policy.instances_user_has_permission_for(user, "change")
    return cases


def queues(user: Any) -> Iterator[Queue]:
    """Yield the queues of open cases by their limit, and of drafts."""
    cases = theirs(user)
    for which, label in deadlines.CHOICES:
        waiting = count(deadlines.narrow(cases, which))
        yield Queue(str(label), waiting, _listed(deadline=which), urgent=which == "overdue")
    drafts = count(cases.filter(publication="draft"))
    yield Queue(_("Not yet public"), drafts, _listed(publication="draft"))


def _listed(**filters: str) -> str:
    return f"{reverse(_LIST)}?{urlencode(filters)}"


class NearestLimitPanel(Component):
    """The search for cases, and the open ones that are longest past their limit or nearest it."""

    order = 60
    template_name = "cases/nearest_limit.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the rows; None for a user who works on no cases."""
        user = parent_context["request"].user
        if not Case.snippet_viewset.permission_policy.user_has_permission(user, "change"):
            return {"rows": None}
        today = localdate()
        limited = theirs(user).filter(state__in=deadlines.OPEN_STATES, due__isnull=False)
        nearest = limited.select_related("area", "unit").order_by("due", "pk")[:_ROWS]
        return {"rows": [_row(case, today) for case in nearest], "list_url": reverse(_LIST)}


def _row(case: Case, today: date) -> dict[str, Any]:
    days = (case.due - today).days
    return {
        "case": case,
        "url": reverse("wagtailsnippets_cases_case:edit", args=[case.pk]),
        "late": days < 0,
        "left": days_left(days),
    }


def days_left(days: int) -> str:
    """Return how far the limit is: ``days`` from today, negative when it is past."""
    if days < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    if days == 0:
        return _("today")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
