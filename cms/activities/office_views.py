"""The office's page of one activity's sign-ups: who comes, who waits, who came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.activities import actions, places
from cms.activities.forms import SignUpForm
from cms.activities.models import Activity
from cms.activities.occasions import Attendance
from cms.activities.sign_ups import SignUp
from cms.publication import sights
from cms.publication.door import review
from cms.rights.scope import covers

_DIGITS = 6


@require_http_methods(["GET", "POST"])
def sign_ups(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list; sign somebody up, cancel a sign-up, or keep who came."""
    activity = get_object_or_404(Activity, pk=pk)
    if not covers(request.user, activity):
        return HttpResponse(status=404)
    if not review.may(request.user, activity, "change"):
        raise PermissionDenied
    day = _day(request, activity)
    form = SignUpForm(offered=places.on_offer(activity), initial={"day": day.isoformat()})
    if request.method == "POST":
        if "add" in request.POST:
            form = SignUpForm(request.POST, offered=places.on_offer(activity))
        if _done(request, activity, day, form):
            return redirect(f"{reverse('activity_sign_ups', args=(pk,))}?day={day}")
    return render(request, "activities/office.html", _context(request, activity, day, form))


def _context(
    request: HttpRequest, activity: Activity, day: date, form: SignUpForm
) -> dict[str, Any]:
    """Return who comes, waits and came on a day; that somebody looked is kept."""
    people = list(places.of_day(activity, day if activity.by_day else None))
    if people:
        sights.note(request.user, "other", kind="activity", key=activity.number, count=len(people))
    came = Attendance.objects.filter(day=day, sign_up__activity=activity)
    counted = activity.occasions.filter(day=day).first()
    return {
        "activity": activity,
        "form": form,
        "day": day,
        "days": _days(activity),
        "came": set(came.values_list("sign_up_id", flat=True)),
        "counted": counted.people if counted else None,
        "confirmed": [one for one in people if one.state == "confirmed"],
        "waiting": [one for one in people if one.state == "waiting"],
        "taken": places.taken(activity),
        "open": actions.takes_sign_ups(activity, online=False),
    }


def _days(activity: Activity) -> list[dict[str, Any]]:
    """Return each day with how many have a place, wait, and came."""
    came = places.attendance_by_day(activity)
    sums: dict[tuple[date | None, str], int] = {}
    for day, state, people in activity.sign_ups.values_list("day", "state", "people"):
        sums[day, state] = sums.get((day, state), 0) + people
    return [
        {
            "day": day,
            "taken": sums.get((day, "confirmed"), 0),
            "waiting": sums.get((day, "waiting"), 0),
            "came": came.get(day),
        }
        for day in activity.days()
    ]


def _day(request: HttpRequest, activity: Activity) -> date:
    """Return the day that is asked for, else the next one to come, else the last."""
    days = activity.days()
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        asked = None
    if asked in days:
        return asked
    return next(iter(places.coming_days(activity)), days[-1])


def _done(request: HttpRequest, activity: Activity, day: date, form: SignUpForm) -> bool:
    """Do what a button asked for; False where the form has to be shown again."""
    posted: Any = request.POST
    if "add" in posted:
        return _add(request, activity, form)
    if "cancel" in posted:
        gone = get_object_or_404(SignUp, pk=posted["cancel"], activity=activity)
        for moved in actions.cancel(gone, by=request.user):
            messages.success(
                request,
                _("%(name)s (%(phone)s) moved up from the waiting list. Please tell them.")
                % {"name": moved.name, "phone": moved.phone},
            )
        return True
    came = {int(one) for one in posted.getlist("came") if one.isdecimal()}
    written = posted.get("counted", "").strip()
    if written and not (written.isdecimal() and len(written) <= _DIGITS):
        messages.error(request, _("“%(text)s” is no number of people.") % {"text": written})
        return False
    counted = int(written) if written else None
    people = actions.record_attendance(activity, day, came, people=counted, by=request.user)
    messages.success(request, _("%(n)d people came.") % {"n": people})
    return True


def _add(request: HttpRequest, activity: Activity, form: SignUpForm) -> bool:
    if not form.is_valid():
        return False
    try:
        made = actions.sign_up(activity, **form.cleaned_data, online=False, by=request.user)
    except actions.SignUpRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = _("%(name)s has a place.") if made.state == "confirmed" else _("%(name)s waits.")
    messages.success(request, said % {"name": made.name})
    return True
