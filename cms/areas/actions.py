"""What follows from a change of a unit: the public directory names it with its area."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.areas.models import Area, Unit
from cms.publication.door import actions as door
from cms.publication.gate import directory


@transaction.atomic
def tell_directory(codes: Iterable[str], *, by: Any) -> int:
    """Correct the public records of the areas with these codes; return how many have changed.

    Raises :class:`~cms.publication.errors.Refused` with nothing told.
    """
    directory.forget()
    areas = Area.objects.filter(code__in=set(codes), publication__in=door.PUBLIC)
    reason = _("Telephones of units have changed.")
    told = door.publish_many(areas.order_by("code"), by=by, reason=reason)
    for _item, refusal in told.refused:
        raise refusal
    return len(told.entries)


def areas_of(units: Iterable[Unit]) -> set[str]:
    """Return the codes of the areas of units, as the database has them."""
    rows = Unit.objects.filter(pk__in=[unit.pk for unit in units if unit.pk])
    return {code for code in rows.values_list("area__code", flat=True) if code}
