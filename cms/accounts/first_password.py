"""A password that somebody else gave is changed before anything else can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from cms.accounts.models import FirstPassword


def given(user: Any) -> None:
    """Note that ``user`` has a password that another person knows."""
    FirstPassword.objects.get_or_create(user=user)


def is_given(user: Any) -> bool:
    """Whether ``user`` has to choose a password first."""
    return bool(user.is_authenticated) and FirstPassword.objects.filter(user=user).exists()


class ChoosingForm(SetPasswordForm):
    """Django's form for a new password, which must not be the one that was given."""

    def clean_new_password1(self) -> str:
        """Refuse the password that is in use."""
        password = str(self.cleaned_data["new_password1"])
        if self.user.check_password(password):
            raise ValidationError(_("This is the password that you were given. Choose another."))
        return password


@sensitive_post_parameters()
def page(request: HttpRequest) -> HttpResponse:
    """Take the new password; the user stays signed in."""
    if not is_given(request.user):
        return redirect("wagtailadmin_home")
    form = ChoosingForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save()
            FirstPassword.objects.filter(user=user).delete()
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password was changed. Nobody else knows it."))
        return redirect("wagtailadmin_home")
    return render(request, "accounts/first_password.html", {"form": form})


class RequiredMiddleware:
    """Leads users whose password was given to them to the page where they choose one."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead away."""
        here = reverse("first_password")
        free = (here, reverse("wagtailadmin_login"), reverse("wagtailadmin_logout"))
        needed = (
            request.path.startswith("/admin/")
            and not request.path.startswith(("/admin/jsi18n", "/admin/sprite"))
            and request.path not in free
            and is_given(request.user)
        )
        return redirect(here) if needed else self.get_response(request)
