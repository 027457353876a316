"""The pass-book (存折) of one volunteer: every entry with its balance, and exchanges."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.publication import sights
from cms.publication.errors import Refused
from cms.settings import environment
from cms.translating import gettext_noop
from cms.volunteers import actions
from cms.volunteers.certificates import issuing, paper
from cms.volunteers.desk import access
from cms.volunteers.desk.forms import SpendForm
from cms.volunteers.errors import HoursRefused
from cms.volunteers.hours import balances
from cms.volunteers.hours.models import Posting
from cms.volunteers.models import Member

_SHOWN = 200


@require_http_methods(["GET", "POST"])
def passbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the book, newest first; give minutes out, or reverse an exchange."""
    access.needs(request, access.SEE)
    member = access.one(access.members(request.user), pk)
    form = SpendForm(request.POST if "spend" in request.POST else None)
    if request.method == "POST":
        access.needs(request, "volunteers.change_member")
        try:
            if "certificate" in request.POST:
                return _certificate(request, member)
            _act(request, member, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Booked."))
            return redirect("volunteers_passbook", pk=pk)
    sights.note(request.user, "inspect", kind="member", key=member.number)
    context = {
        "member": member,
        "lines": _lines(member),
        "hours": balances.hours_of_member(member),
        "balance": balances.balance(member, "credit"),
        "available": balances.available(member),
        "form": form,
        "may_change": request.user.has_perm("volunteers.change_member"),
        "may_verify": request.user.has_perm(access.VERIFY),
        "has_address": bool(environment.read("SITE_URL")),
    }
    return render(request, "volunteers/passbook.html", context)


def _certificate(request: HttpRequest, member: Member) -> HttpResponse:
    """Issue a certificate, which is published at once, and answer with its PDF."""
    access.needs(request, access.VERIFY)
    certificate = issuing.issue(member=member, by=request.user)
    sights.note(request.user, "export", kind="member", key=member.number)
    answer = HttpResponse(paper.pdf(certificate), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{certificate.number}.pdf"'
    return answer


def _act(request: HttpRequest, member: Member, form: SpendForm) -> None:
    if "reverse" in request.POST:
        access.needs(request, access.VERIFY)
        entry = access.one(access.entries(request.user), request.POST["reverse"])
        actions.reverse(entry=entry, by=request.user, reason=request.POST.get("reason", ""))
        return
    if not form.is_valid():
        raise HoursRefused("form", gettext_noop("Correct the marked fields."))
    said = form.cleaned_data
    if not said["receiver"]:
        actions.redeem(
            member=member,
            minutes=said["minutes"],
            what=said["what"],
            counter=member.area,
            by=request.user,
        )
        return
    receiver = access.members(request.user).filter(number=said["receiver"].strip()).first()
    if receiver is None:
        raise HoursRefused(
            "member_unknown",
            gettext_noop("No single volunteer where you work is called “%(text)s”."),
            text=said["receiver"],
        )
    actions.transfer(
        giver=member,
        receiver=receiver,
        minutes=said["minutes"],
        reason=said["what"],
        by=request.user,
    )


def _lines(member: Member) -> list[dict[str, Any]]:
    """Return the newest lines, each with the balance of its class after it."""
    rows = Posting.objects.filter(account__member=member).select_related(
        "entry__participation__service", "entry__reversal", "entry__dispute", "account"
    )
    sums = {word: balances.balance(member, word) for word in ("credit", "honour")}
    lines = []
    for row in rows.order_by("-entry_id")[:_SHOWN]:
        word = row.account.time_class
        lines.append({"row": row, "entry": row.entry, "balance": sums[word]})
        sums[word] -= row.minutes
    return lines
