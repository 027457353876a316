"""Filters of the lists in the admin; the teams on offer are those of the user's areas."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.rights.scope import within
from cms.volunteers.models import Member, Plan, Service, Team


def _teams(request: Any) -> QuerySet[Team]:
    return within(Team.objects.all(), request.user) if request else Team.objects.none()


class ServiceFilterSet(WagtailFilterSet):
    """By team, kind, state of publication, state of the hours, and day."""

    team = django_filters.ModelChoiceFilter(label=_("team"), queryset=_teams)
    day = django_filters.DateFromToRangeFilter(label=_("day"), widget=DateRangePickerWidget)
    waits = django_filters.BooleanFilter(label=_("Hours to confirm"), method="waiting")

    class Meta:
        model = Service
        fields = ["team", "kind", "publication", "day"]

    def waiting(self, rows: QuerySet[Service], name: str, value: bool) -> QuerySet[Service]:
        """Keep services of which hours wait, or those of which none do."""
        waiting = Service.objects.filter(participations__state="recorded").values("pk")
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)


class MemberFilterSet(WagtailFilterSet):
    """By team, agreement, and day of joining."""

    team = django_filters.ModelChoiceFilter(label=_("team"), queryset=_teams)
    joined = django_filters.DateFromToRangeFilter(label=_("joined"), widget=DateRangePickerWidget)

    class Meta:
        model = Member
        fields = ["team", "agreed", "joined"]


class PlanFilterSet(WagtailFilterSet):
    """By team, month and state of publication."""

    team = django_filters.ModelChoiceFilter(label=_("team"), queryset=_teams)

    class Meta:
        model = Plan
        fields = ["team", "month", "publication"]
