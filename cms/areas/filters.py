"""The filter of the admin's lists by area."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from cms.areas.models import Area


class AreaFilterSet(WagtailFilterSet):
    """Narrows records with an ``area`` to one area with all below it."""

    area = django_filters.ModelChoiceFilter(
        label=_("Area"), queryset=Area.objects.exclude(level="grid"), method="within"
    )

    def within(self, queryset: QuerySet[Any], _name: str, area: Area) -> QuerySet[Any]:
        """Keep the records of ``area`` and of all areas below it."""
        if not Area.objects.exclude(code__startswith=area.code).exists():
            return queryset  # the whole office: an index on the date serves it, a join does not
        below = Area.objects.filter(code__startswith=area.code).values("pk")
        return queryset.filter(area__in=below)
