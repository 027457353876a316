"""Filters of the case list in the admin."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget

from cms.areas.filters import AreaFilterSet
from cms.cases import deadlines
from cms.cases.models import Case


class CaseFilterSet(AreaFilterSet):
    """By area with all below it, state, limit, publication, category, channel, class, date."""

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

    def by_deadline(self, queryset: QuerySet[Case], _name: str, which: str) -> QuerySet[Case]:
        """Keep the open cases of which the limit is past, near, or not set."""
        return deadlines.narrow(queryset, which)
