"""Sums of the book: hours of teams and members, month by month, and what can be exchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from cms.volunteers.hours.models import Posting
from cms.volunteers.people import Member
from cms.volunteers.teams import Team


@dataclass
class Hours:
    """Minutes by class, and by month (YYYY-MM) and class."""

    credit: int = 0
    honour: int = 0
    months: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Minutes of both classes."""
        return self.credit + self.honour

    def as_dict(self) -> dict[str, Any]:
        """Return the sums as JSON-ready values, in minutes."""
        return {
            "minutes": self.total,
            "credit_minutes": self.credit,
            "honour_minutes": self.honour,
            "months": self.months,
        }


def hours_of_team(team: Team, first: date | None = None, last: date | None = None) -> Hours:
    """Return what the team's members served in its services, reversals taken off.

    ``first`` and ``last`` are days, both included.
    """
    return _hours(Q(account__team=team), first, last, sign=-1)


def hours_of_member(member: Member, first: date | None = None, last: date | None = None) -> Hours:
    """Return what ``member`` served, reversals taken off; exchanges do not lessen it."""
    served = Q(account__member=member) & (
        Q(entry__kind="service") | Q(entry__kind="reversal", entry__reverses__kind="service")
    )
    return _hours(served, first, last, sign=1)


def _hours(wanted: Q, first: date | None, last: date | None, *, sign: int) -> Hours:
    if first:
        wanted &= Q(day__gte=first)
    if last:
        wanted &= Q(day__lte=last)
    rows = (
        Posting.objects.filter(wanted)
        .order_by()
        # By day, which the index holds; SQLite would ask Python for the month of each row.
        .values_list("account__time_class", "day")
        .annotate(sum=Sum("minutes"))
        .order_by("day")
    )
    hours = Hours()
    for word, day, added in rows:
        minutes = sign * added
        setattr(hours, word, getattr(hours, word) + minutes)
        month = hours.months.setdefault(f"{day:%Y-%m}", {"credit": 0, "honour": 0})
        month[word] += minutes
    hours.months = {name: sums for name, sums in hours.months.items() if any(sums.values())}
    return hours


def balance(member: Member, time_class: str) -> int:
    """Return the minutes on the member's account, exchanges taken off."""
    rows = Posting.objects.filter(account__member=member, account__time_class=time_class)
    return rows.aggregate(sum=Sum("minutes"))["sum"] or 0


def available(member: Member) -> int:
    """Return the checked-in minutes that ``member`` can exchange today.

    What is not final yet, or disputed, cannot be; what was exchanged is gone.
    """
    open_ones = Posting.objects.filter(
        Q(entry__final_from__gt=timezone.localdate())
        | Q(entry__dispute__isnull=False, entry__dispute__settled__isnull=True),
        account__member=member,
        account__time_class="credit",
        entry__kind="service",
        entry__reversal__isnull=True,
    )
    waiting = open_ones.aggregate(sum=Sum("minutes"))["sum"] or 0
    return max(0, balance(member, "credit") - waiting)
