"""Writes rows of a table of activities as drafts, each with a revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from cms.activities.imports.values import ActivityRow
from cms.activities.models import Activity, ActivityCount
from cms.areas.models import Area
from cms.imports.lookup import AreaUnknown, Lookup
from cms.publication.door import actions as door
from cms.publication.errors import Refused
from cms.rights.scope import covers, covers_code
from cms.translating import gettext_noop as _

_AREA = _("No single area where you work is called so.")
_BRAND = _("No brand is called so. Write the title of a brand that exists, or leave it empty.")
_NUMBER = _("No activity where you work has this number. Leave it empty for a new one.")
_WRONG = "%(why)s"  # what the form would say


class RowRefused(Exception):
    """A row does not go in, because of the value in the column of ``field``."""

    def __init__(
        self, field: str, value: object, code: str, msgid: str, params: Mapping[str, Any] = {}
    ) -> None:
        self.field, self.value, self.code = field, value, code
        self.msgid, self.params = msgid, params
        super().__init__(code)


class Writer:
    """Finds areas, brands and known activities of the user ``by``; writes one row at a time."""

    def __init__(self, by: Any, area: Area | None) -> None:
        self._by = by
        self._lookup = Lookup(area, dry_run=True, by=by)
        self._brands: dict[str, Any] = {}
        brands = Activity._meta.get_field("brand").related_model._default_manager
        for brand in brands.select_related("area"):
            if by is None or covers_code(by, brand.area.code):
                self._brands[brand.title] = self._brands[brand.slug] = brand

    def write(self, row: ActivityRow) -> tuple[str, Activity]:
        """Create or change a draft; return "created", "changed" or "unchanged", and the activity.

        Raises :class:`RowRefused`; nothing was written then.
        """
        values = {**row.values, **self._places(row)}
        known = self._known(row, values)
        activity = known.get_latest_revision_as_object() if known else Activity(live=False)
        if known and _same(activity, values, row.counts):
            return "unchanged", known
        for name, value in values.items():
            setattr(activity, name, value)
        self._check(activity, row)
        if known is None:
            activity.save()
        if row.counts:
            activity.counts = [
                ActivityCount(unit=unit, amount=amount) for unit, amount in row.counts.items()
            ]
        activity.save_revision(user=self._by)
        return ("changed" if known else "created"), activity

    def publish(self, activity: Activity, reason: str) -> str | None:
        """Publish the newest draft; return None, or why the gate keeps it."""
        if activity.publication in door.PUBLIC and not activity.has_unpublished_changes:
            return None
        revision = activity.latest_revision
        try:
            if activity.publication in door.PUBLIC:
                activity = revision.as_object()
                activity.change_reason = reason or activity.change_reason
                revision = activity.save_revision(user=self._by)
            revision.publish(user=self._by)
        except Refused as refusal:
            return str(refusal)
        return None

    def _places(self, row: ActivityRow) -> dict[str, Any]:
        try:
            area = self._lookup.area(row.area)
        except AreaUnknown:
            raise RowRefused("area", row.area, "area_unknown", _AREA) from None
        found: dict[str, Any] = {"area": area}
        if row.brand:
            if row.brand not in self._brands:
                raise RowRefused("brand", row.brand, "brand_unknown", _BRAND)
            found["brand"] = self._brands[row.brand]
        return found

    def _known(self, row: ActivityRow, values: Mapping[str, Any]) -> Activity | None:
        if row.number:
            known = Activity.objects.filter(number=row.number).first()
            if known is None or not (self._by is None or covers(self._by, known)):
                raise RowRefused("number", row.number, "number_unknown", _NUMBER)
            return known
        same = {name: values[name] for name in ("area", "title", "first_day")}
        return Activity.objects.filter(**same).order_by("pk").first()

    def _check(self, activity: Activity, row: ActivityRow) -> None:
        try:
            activity.full_clean(exclude={"number"})
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            value = row.values.get(field, "")
            why = {"why": messages[0]}
            raise RowRefused(field, value, "invalid", _WRONG, why) from error


def _same(activity: Activity, values: Mapping[str, Any], counts: Mapping[str, int]) -> bool:
    if any(getattr(activity, name) != value for name, value in values.items()):
        return False
    return not counts or {one.unit: one.amount for one in activity.counts.all()} == dict(counts)
