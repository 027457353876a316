"""What can be done with hours; admin, command line and import call these.

Each is one transaction, names who does it, and raises :class:`HoursRefused` with
nothing written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.translating import gettext_noop as _
from cms.volunteers.correcting import dispute, reverse, settle
from cms.volunteers.errors import HoursRefused, needs_reason
from cms.volunteers.hours import booking
from cms.volunteers.hours.exchanging import redeem, transfer
from cms.volunteers.hours.models import Entry
from cms.volunteers.people import Member
from cms.volunteers.rules import Span, Timetable, span_of
from cms.volunteers.services import Participation, Service

__all__ = [
    "Served",
    "confirm",
    "confirm_many",
    "dispute",
    "record",
    "record_many",
    "redeem",
    "reverse",
    "settle",
    "strike",
    "transfer",
]

_BATCH = 500


@dataclass(frozen=True)
class Served:
    """One member's part in a service, as it is to be recorded."""

    service: Service
    member: Member
    span: Span
    source: str
    source_key: str | None = None


def record(
    *,
    service: Service,
    member: Member,
    by: Any,
    source: str,
    began: datetime | None = None,
    ended: datetime | None = None,
    minutes: int | None = None,
) -> Participation:
    """Record that ``member`` served; it counts once a second person has confirmed it.

    ``source`` is "check_in" (then both times are needed) or "organiser".
    """
    span = span_of(day=service.day, began=began, ended=ended, minutes=minutes)
    made, refused = record_many([Served(service, member, span, source)], by=by)
    for _served, refusal in refused:
        raise refusal
    return made[0]


@transaction.atomic
def record_many(
    served: Sequence[Served], *, by: Any
) -> tuple[list[Participation], list[tuple[Served, HoursRefused]]]:
    """Record a batch; return what was recorded, and what was refused with the reasons."""
    booking.lock({one.member.pk for one in served})
    table = Timetable(
        {one.member.pk for one in served},
        {day for one in served for day in (one.span.day, _last_day(one.span))},
    )
    good, refused, now = [], [], timezone.now()
    for one in served:
        try:
            _check(one)
            table.take(one.member.pk, one.span)
        except HoursRefused as refusal:
            refused.append((one, refusal))
            continue
        good.append(
            Participation(
                service=one.service,
                member=one.member,
                day=one.span.day,
                began=one.span.began,
                ended=one.span.ended,
                minutes=one.span.minutes,
                source=one.source,
                recorded_by=by.get_username(),
                recorded_at=now,
                source_key=one.source_key,
            )
        )
    Participation.objects.bulk_create(good)
    return good, refused


def _last_day(span: Span) -> date:
    return timezone.localdate(span.ended) if span.ended else span.day


def _check(one: Served) -> None:
    member, span = one.member, one.span
    if one.source == "check_in" and span.began is None:
        raise HoursRefused("no_check_in", _("A check-in has a beginning and an end."))
    if span.day != one.service.day:
        raise HoursRefused(
            "other_day",
            _("The service was on %(day)s; this begins on %(begins)s."),
            day=one.service.day.isoformat(),
            begins=span.day.isoformat(),
        )
    if span.day < member.joined or (member.left and span.day > member.left):
        raise HoursRefused(
            "not_a_member",
            _("Volunteer %(number)s was no member on %(day)s."),
            number=member.number,
            day=span.day.isoformat(),
        )
    if _last_day(span) > timezone.localdate():
        raise HoursRefused("future", _("This lies in the future. Hours are recorded afterwards."))


def confirm(*, participation: Participation, by: Any) -> Entry:
    """Confirm recorded minutes and book them. Raises if ``by`` recorded them."""
    booked, refused = confirm_many([participation.pk], by=by)
    for _participation, refusal in refused:
        raise refusal
    return booked[0]


@transaction.atomic
def confirm_many(
    keys: Sequence[int], *, by: Any, final_from: date | None = None
) -> tuple[list[Entry], list[tuple[Participation, HoursRefused]]]:
    """Confirm the participations with ``keys``; return entries, and refusals with reasons.

    ``final_from`` is the first day on which they are final, where it is not that of
    :func:`cms.volunteers.hours.booking.final_day`: hours of a paper list on which
    objections were possible before.
    """
    waiting = [one for batch in _batches(keys) for one in _locked(batch)]
    good, refused = [], []
    for one in waiting:
        refusal = _not_to_confirm(one, by)
        if refusal:
            refused.append((one, refusal))
        else:
            one.state, one.confirmed_by = "confirmed", by.get_username()
            good.append(one)
    for batch in _batches([one.pk for one in good]):
        rows = Participation.objects.filter(pk__in=batch)
        rows.update(state="confirmed", confirmed_by=by.get_username())
    return booking.book_services(good, by, final_from or booking.final_day()), refused


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _locked(keys: Sequence[int]) -> QuerySet[Participation]:
    """Return participations with their services, so that nobody else confirms them meanwhile."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related("service")
    return rows.filter(pk__in=keys).order_by("pk")


def _not_to_confirm(one: Participation, by: Any) -> HoursRefused | None:
    if one.state != "recorded":
        return HoursRefused("not_waiting", _("This is not waiting to be confirmed (any more)."))
    if one.recorded_by == by.get_username():
        return HoursRefused(
            "same_person", _("You recorded this yourself; another person has to confirm it.")
        )
    return None


@transaction.atomic
def strike(*, participation: Participation, by: Any, reason: str) -> None:
    """Strike out what was recorded and not confirmed yet; its time is free again.

    Who did it, when and why is kept beside what was struck out.
    """
    needs_reason(reason)
    done = Participation.objects.filter(pk=participation.pk, state="recorded").update(
        state="struck",
        confirmed_by="",
        struck_by=by.get_username(),
        struck_at=timezone.now(),
        struck_why=reason.strip()[:200],
    )
    if not done:
        raise HoursRefused("not_waiting", _("This is not waiting to be confirmed (any more)."))
