"""Minutes given for goods or to another member: the pass-book's other side."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.areas.models import Area
from cms.translating import gettext_noop as _
from cms.volunteers.errors import HoursRefused, needs_reason
from cms.volunteers.hours import balances, booking
from cms.volunteers.hours.models import Entry
from cms.volunteers.people import Member


@transaction.atomic
def redeem(*, member: Member, minutes: int, what: str, counter: Area, by: Any) -> Entry:
    """Exchange checked-in minutes for goods or a favour of the office (道德银行).

    ``what`` stands in the pass-book; ``counter`` is the area that gives it.
    """
    target = booking.Accounts().of("counter", counter.pk, "credit")
    return _spend(member, minutes, _exchange("redeem", what, by), target)


@transaction.atomic
def transfer(*, giver: Member, receiver: Member, minutes: int, reason: str, by: Any) -> Entry:
    """Give checked-in minutes to another member (时间银行)."""
    if giver.pk == receiver.pk:
        raise HoursRefused("same_member", _("Giver and receiver are the same volunteer."))
    booking.lock({giver.pk, receiver.pk})
    target = booking.Accounts().of("member", receiver.pk, "credit")
    return _spend(giver, minutes, _exchange("transfer", reason, by), target)


def _exchange(kind: str, reason: str, by: Any) -> Entry:
    """Return a new entry that is final today. Raises without a reason."""
    needs_reason(reason)
    return Entry(
        kind=kind,
        by=by.get_username(),
        reason=reason.strip()[:200],
        final_from=timezone.localdate(),
    )


def _spend(member: Member, minutes: int, entry: Entry, target: Any) -> Entry:
    booking.lock({member.pk})
    left = balances.available(member)
    if not 1 <= minutes <= left:
        raise HoursRefused(
            "too_little",
            _("%(left)d minutes can be exchanged today; %(minutes)d were asked for."),
            left=left,
            minutes=minutes,
        )
    source = booking.Accounts().of("member", member.pk, "credit")
    booking.book([(entry, booking.Movement(source, target, minutes, entry.final_from))])
    return entry
