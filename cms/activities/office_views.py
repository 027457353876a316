"""The office's page of one activity's sign-ups: who comes, who waits, who came."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.activities import actions
from cms.activities.forms import SignUpForm
from cms.activities.models import Activity
from cms.activities.sign_ups import SignUp
from cms.publication import review, sights
from cms.rights.scope import covers


@require_http_methods(["GET", "POST"])
def sign_ups(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list; sign somebody up, cancel a sign-up, or keep who came."""
    activity = get_object_or_404(Activity, pk=pk)
    if not covers(request.user, activity):
        return HttpResponse(status=404)
    if not review.may(request.user, activity, "change"):
        raise PermissionDenied
    form = SignUpForm()
    if request.method == "POST":
        form = SignUpForm(request.POST) if "add" in request.POST else form
        if _done(request, activity, form):
            return redirect("activity_sign_ups", pk=pk)
    people = list(activity.sign_ups.all())
    if people:
        sights.note(request.user, "other", kind="activity", key=activity.number, count=len(people))
    context = {
        "activity": activity,
        "form": form,
        "confirmed": [one for one in people if one.state == "confirmed"],
        "waiting": [one for one in people if one.state == "waiting"],
        "taken": activity.taken(),
        "open": actions.takes_sign_ups(activity, online=False),
    }
    return render(request, "activities/office.html", context)


def _done(request: HttpRequest, activity: Activity, form: SignUpForm) -> bool:
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
    people = actions.record_attendance(activity, came, by=request.user)
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
