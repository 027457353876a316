"""The public's pages to sign up and to cancel; the CMS process answers them.

They show of an activity what its public record says, never what its draft does.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from cms.activities import actions, places
from cms.activities.forms import PublicSignUpForm
from cms.activities.models import Activity
from cms.activities.sign_ups import SignUp
from cms.activities.throttle import may_try
from cms.publication.models import LogEntry

_TOO_OFTEN = 429


@never_cache
@csrf_protect
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form and take it; who has signed up is led to a page of one's own."""
    record = _public_record(number)
    activity = get_object_or_404(Activity, number=number)
    context = {
        "record": record,
        "open": actions.takes_sign_ups(activity, online=True),
        "free": places.free(activity),
    }
    offered = places.on_offer(activity)
    if request.method == "GET":
        form = PublicSignUpForm(offered=offered, initial={"day": request.GET.get("day")})
        return _page(request, "sign_up", context | {"form": form})
    form = PublicSignUpForm(request.POST, offered=offered)
    context["form"] = form
    if not may_try(request):
        form.add_error(None, _("Too many sign-ups from here in one hour. Try again later."))
        return _page(request, "sign_up", context, status=_TOO_OFTEN)
    if not form.is_valid() or form.cleaned_data["website"]:
        return _page(request, "sign_up", context, status=400)
    wanted = ("day", "name", "phone", "people")
    given = {name: form.cleaned_data[name] for name in wanted if name in form.cleaned_data}
    try:
        made = actions.sign_up(activity, **given, online=True)
    except actions.SignUpRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, "sign_up", context, status=409)
    return redirect("sign_up_mine", token=made.token)


@never_cache
@csrf_protect
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show one's own sign-up by its secret address, and cancel it."""
    found = get_object_or_404(SignUp.objects.select_related("activity"), token=token)
    if request.method == "POST":
        actions.cancel(found)
        return redirect("sign_up_mine", token=token)
    before = places.of_day(found.activity, found.day).filter(state="waiting", pk__lt=found.pk)
    context = {
        "record": _public_record(found.activity.number),
        "sign_up": found,
        "before": before.count() if found.state == "waiting" else 0,
    }
    return _page(request, "mine", context)


def _public_record(number: str) -> dict[str, Any]:
    """Return the newest public record of an activity; 404 where there is none."""
    entry = LogEntry.objects.filter(kind="activity", key=number).order_by("-version").first()
    record = json.loads(bytes(entry.body))["record"] if entry and entry.body else None
    if record is None:
        raise Http404
    return {**record, "page": f"/activities/{number[:4]}/{number[4:6]}/{number}.html"}


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, f"activities/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
