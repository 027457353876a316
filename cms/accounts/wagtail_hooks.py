"""Registers the pages of passwords and the second factor with the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.accounts import first_password, second_factor


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Add the pages."""
    return [
        path("second-factor/", second_factor.page, name="second_factor"),
        path("first-password/", first_password.page, name="first_password"),
    ]


@hooks.register("register_account_menu_item")
def menu_item(request: HttpRequest) -> dict[str, Any]:
    """Show it in the user's own account."""
    return {
        "url": reverse("second_factor"),
        "label": _("Second factor"),
        "help_text": _("Sign in with a password and a code from your telephone."),
    }


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def password_given(request: HttpRequest, user: Any) -> None:
    """Ask for another password where an administrator chose that of somebody else."""
    if request.POST.get("password1") and user.pk != request.user.pk:
        first_password.given(user)
