"""Switching the second factor (TOTP, RFC 6238) on and off."""

from __future__ import annotations

import base64
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_otp import login
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages

from cms.accounts.forms import CodeForm


def page(request: HttpRequest) -> HttpResponse:
    """Show the secret as a QR code and take a first code, or take a last one."""
    device = device_of(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not device.verify_is_allowed()[0]:
            form.add_error("code", _("Too many wrong codes. Wait a moment and try again."))
        elif not device.verify_token(form.cleaned_data["code"].strip()):
            form.add_error("code", _("The code is wrong or too old. Enter the one shown now."))
        elif device.confirmed:
            device.delete()
            messages.success(request, _("The second factor is off."))
            return redirect("wagtailadmin_account")
        else:
            device.confirmed = True
            device.save()
            login(request, device)
            messages.success(request, _("The second factor is on; each sign-in asks for a code."))
            return redirect("wagtailadmin_account")
    context = {"form": form, "confirmed": device.confirmed, **_secret(device)}
    return render(request, "accounts/second_factor.html", context)


def device_of(user: Any) -> TOTPDevice:
    """Return the user's device; one that is not confirmed yet is made if there is none."""
    found = TOTPDevice.objects.filter(user=user).order_by("-confirmed").first()
    return found or TOTPDevice.objects.create(user=user, name="TOTP", confirmed=False)


def _secret(device: TOTPDevice) -> dict[str, str]:
    """Return the secret as SVG and as text; a confirmed one is never shown again."""
    if device.confirmed:
        return {}
    code = segno.make(device.config_url, micro=False)
    return {
        "qr": mark_safe(code.svg_inline(scale=5, border=2)),  # noqa: S308 - of our own making
        "key": base64.b32encode(device.bin_key).decode(),
    }


class RequiredMiddleware:
    """Leads users without a second factor to its page, where the office requires one."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead away."""
        here = reverse("second_factor")
        names = ("first_password", "wagtailadmin_login", "wagtailadmin_logout")
        free = (here, *map(reverse, names))
        needed = (
            settings.REQUIRE_SECOND_FACTOR
            and request.path.startswith("/admin/")
            and not request.path.startswith(("/admin/jsi18n", "/admin/sprite"))
            and request.path not in free
            and request.user.is_authenticated
            and not request.user.is_verified()
        )
        return redirect(here) if needed else self.get_response(request)
