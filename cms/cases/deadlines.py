"""Open cases by their time limit (办理期限): past it, near it, without one, without a unit."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cms.cases.models import Case
from cms.publication.vocabulary import CASE_STATES, CLOSED_STATES

#: Days ahead, today included, in which a limit is near.
NEAR = 3
CHOICES = [
    ("overdue", _("Past the limit")),
    ("near", _("Limit within 3 days")),
    ("unset", _("No limit set")),
    ("unassigned", _("No unit assigned")),
]
#: In the order of the vocabulary; a list that the index on state and limit serves.
OPEN_STATES = [state for state in CASE_STATES if state not in CLOSED_STATES]


def narrow(cases: QuerySet[Case], which: str, today: date | None = None) -> QuerySet[Case]:
    """Return the open ones of ``cases`` for a code of :data:`CHOICES`.

    A case is past its limit from the day after it, by the date in China.
    """
    today = today or localdate()
    open_cases = cases.filter(state__in=OPEN_STATES)
    match which:
        case "overdue":
            return open_cases.filter(due__lt=today)
        case "near":
            return open_cases.filter(due__gte=today, due__lt=today + timedelta(days=NEAR))
        case "unset":
            return open_cases.filter(due=None)
        case "unassigned":
            return open_cases.filter(unit=None)
    raise ValueError(which)
