"""Issues certificates from the book, and takes them back when it is corrected."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from cms.publication.door import actions
from cms.translating import gettext_noop as _
from cms.volunteers.certificates.models import (
    Certificate,
    CertificateSeries,
    check_character,
    proof_of,
)
from cms.volunteers.errors import HoursRefused
from cms.volunteers.hours.models import Entry
from cms.volunteers.people import Member
from cms.volunteers.services import Participation


def final_participations(member: Member, first: date | None, last: date | None) -> Any:
    """Return what of ``member`` stands in the book and is final today, in the days given."""
    standing = Entry.objects.filter(
        ~Q(dispute__settled__isnull=True, dispute__isnull=False),
        kind="service",
        reversal__isnull=True,
        final_from__lte=timezone.localdate(),
    )
    rows: QuerySet[Participation] = Participation.objects.filter(
        member=member, state="confirmed", entries__in=standing
    )
    if first:
        rows = rows.filter(day__gte=first)
    if last:
        rows = rows.filter(day__lte=last)
    return rows.select_related("service").order_by("day", "pk")


@transaction.atomic
def issue(
    *, member: Member, by: Any, first: date | None = None, last: date | None = None
) -> Certificate:
    """Issue and publish a certificate of the hours that are final.

    Raises :class:`HoursRefused` where there are none, or no name to write.
    """
    if not member.name:
        raise HoursRefused("no_name", _("This volunteer has no name (any more)."))
    parts = list(final_participations(member, first, last))
    if not parts:
        raise HoursRefused("nothing_final", _("No hours in these days are final yet."))
    minutes = {"credit": 0, "honour": 0}
    for one in parts:
        minutes[one.time_class] += one.minutes
    today = timezone.localdate()
    number = _next_number(today)
    kinds = sorted({str(one.service.get_kind_display()) for one in parts})
    code = secrets.token_hex(8)
    certificate = Certificate.objects.create(
        number=number,
        member=member,
        name=member.name,
        area=member.area,
        team=member.team,
        first=parts[0].day,
        last=parts[-1].day,
        services=len({one.service_id for one in parts}),
        credit_minutes=minutes["credit"],
        honour_minutes=minutes["honour"],
        kinds="、".join(kinds)[:300],
        issued=today,
        issued_by=by.get_full_name() or by.get_username(),
        code=code,
        proof=proof_of(number, member.name, sum(minutes.values()), code),
        live=False,
    )
    actions.publish(certificate, by=by)
    Certificate.objects.filter(pk=certificate.pk).update(live=True)
    return certificate


def _next_number(day: date) -> str:
    """Return a new number of the month of ``day``, with its check character."""
    base = CertificateSeries.take(f"{day:%Y%m}", 1)[0]
    return f"{base}-{check_character(base.replace('-', ''))}"


def take_back(participation: Participation, *, by: Any) -> None:
    """Withdraw the certificates that counted what was reversed now."""
    touched = Certificate.objects.filter(
        member=participation.member_id,
        first__lte=participation.day,
        last__gte=participation.day,
        publication__in=actions.PUBLIC,
    )
    for certificate in touched:
        actions.withdraw(certificate, by=by, reason=gettext("Hours were corrected"))
        Certificate.objects.filter(pk=certificate.pk).update(live=False)
