"""Takes services through the door once everything in them is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.door import actions
from cms.volunteers.services import Participation, Service

_BATCH = 100


def ready(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return those of ``services`` with confirmed hours and none that wait."""
    parts = Participation.objects.filter(service=OuterRef("pk"))
    return services.filter(
        Exists(parts.filter(state="confirmed")), ~Exists(parts.filter(state="recorded"))
    )


def publish_services(
    services: QuerySet[Service],
    *,
    by: Any,
    reason: str = "",
    progress: Callable[[int], None] | None = None,
) -> actions.Outcome:
    """Publish or correct those of ``services`` that are ready; refusals stop no other.

    ``reason`` is told the public where a record was public already; ``progress`` is
    told how many were done.
    """
    whole = actions.Outcome()
    keys = list(ready(services).order_by("day", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        batch = Service.objects.select_related("team", "area").filter(
            pk__in=keys[start : start + _BATCH]
        )
        with transaction.atomic():
            found = actions.publish_many(batch.order_by("day", "pk"), by=by, reason=reason)
            _say_live({entry.key for entry in found.entries})
        whole.entries += found.entries
        whole.unchanged += found.unchanged
        whole.refused += found.refused
        whole.masked += found.masked
        if progress:
            progress(min(start + _BATCH, len(keys)))
    return whole


def _say_live(numbers: set[str]) -> None:
    """Set what Wagtail keeps beside the state of publication."""
    now = timezone.now()
    rows = Service.objects.filter(number__in=numbers)
    rows.filter(first_published_at__isnull=True).update(first_published_at=now)
    rows.update(live=True, has_unpublished_changes=False, last_published_at=now)


def refresh(key: int, *, by: Any) -> None:
    """Bring the record of a service up to date after a reversal; without hours it is withdrawn.

    The reason that the public reads says nothing of a person.
    """
    service = Service.objects.select_related("team", "area").get(pk=key)
    if service.publication not in actions.PUBLIC:
        return
    reason = _("Hours were corrected")
    if service.participations.filter(state="confirmed").exists():
        actions.publish(service, by=by, reason=reason)
        _say_live({service.number})
    else:
        actions.withdraw(service, by=by, reason=reason)
        Service.objects.filter(pk=service.pk).update(live=False, has_unpublished_changes=True)
