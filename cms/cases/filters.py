"""Filters of the case list in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.areas.models import Area
from cms.cases import deadlines
from cms.cases.models import Case


class CaseFilterSet(WagtailFilterSet):
    """By area with all below it, state, limit, publication, category, channel, class, date."""

    area = django_filters.ModelChoiceFilter(
        label=_("Area"),
        queryset=Area.objects.exclude(level="grid"),
        method="within",
    )
    deadline = django_filters.ChoiceFilter(
        label=_("Time limit"), choices=deadlines.CHOICES, method="by_deadline"
    )
    received = django_filters.DateFromToRangeFilter(
        label=_("Received"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Case
        fields = [
            "area",
            "state",
            "deadline",
            "publication",
            "category",
            "channel",
            "case_class",
            "satisfaction",
            "received",
        ]

    def within(self, queryset: QuerySet[Case], _name: str, area: Any) -> QuerySet[Case]:
        """Keep the cases of ``area`` and of all areas below it."""
        if not Area.objects.exclude(code__startswith=area.code).exists():
            return queryset  # the whole office: an index on the date serves it, a join does not
        below = Area.objects.filter(code__startswith=area.code).values("pk")
        return queryset.filter(area__in=below)

    def by_deadline(self, queryset: QuerySet[Case], _name: str, which: str) -> QuerySet[Case]:
        """Keep the open cases of which the limit is past, near, or not set."""
        return deadlines.narrow(queryset, which)
