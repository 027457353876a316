"""Disputes of entries, and reversals: the one way to correct the book."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.translating import gettext_noop as _
from cms.volunteers import publishing
from cms.volunteers.certificates import issuing
from cms.volunteers.errors import HoursRefused, needs_reason
from cms.volunteers.hours import booking
from cms.volunteers.hours.models import Dispute, Entry
from cms.volunteers.services import Participation


@transaction.atomic
def dispute(*, entry: Entry, by: Any, reason: str) -> Dispute:
    """Open a dispute of a service entry that is not final yet."""
    needs_reason(reason)
    if entry.kind != "service" or hasattr(entry, "reversal"):
        raise HoursRefused("not_open", _("Only hours that stand in the book can be disputed."))
    if entry.is_final:
        raise HoursRefused(
            "final",
            _("These hours are final since %(day)s. An error is corrected by reversing them."),
            day=entry.final_from.isoformat(),
        )
    if Dispute.objects.filter(entry=entry).exists():
        raise HoursRefused("disputed", _("These hours were disputed already."))
    return Dispute.objects.create(entry=entry, by=by.get_username(), reason=reason.strip())


@transaction.atomic
def settle(*, dispute: Dispute, by: Any, upheld: bool) -> Entry | None:
    """Settle a dispute; upheld, the entry is reversed and the reversal returned.

    Neither who opened it nor who confirmed the hours may settle it.
    """
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if dispute.settled:
        raise HoursRefused("settled", _("This dispute is settled already."))
    if by.get_username() in {dispute.by, dispute.entry.by}:
        raise HoursRefused(
            "same_person", _("Another person has to settle this: not who confirmed or disputed it.")
        )
    Dispute.objects.filter(pk=dispute.pk).update(
        settled=timezone.now(), settled_by=by.get_username(), upheld=upheld
    )
    if not upheld or hasattr(dispute.entry, "reversal"):
        return None
    return reverse(entry=dispute.entry, by=by, reason=dispute.reason)


@transaction.atomic
def reverse(*, entry: Entry, by: Any, reason: str) -> Entry:
    """Book the opposite of ``entry``. The one way to correct the book.

    The time of a reversed service is free again, to be recorded as it was; its public
    record is corrected at once, and certificates that counted it are withdrawn.
    """
    needs_reason(reason)
    owners = entry.postings.values_list("account__member", flat=True)
    booking.lock({pk for pk in owners if pk})
    if entry.kind == "reversal":
        raise HoursRefused(
            "is_reversal", _("A reversal is not reversed. Record the hours once more.")
        )
    if Entry.objects.filter(reverses=entry).exists():
        raise HoursRefused("reversed", _("This entry was reversed already."))
    reversal = booking.book_reversal(entry, by=by, reason=reason.strip())
    if entry.participation:
        Participation.objects.filter(pk=entry.participation_id).update(state="reversed")
        publishing.refresh(entry.participation.service_id, by=by)
        issuing.take_back(entry.participation, by=by)
    return reversal
