"""Registers the page of the second factor with the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.accounts import second_factor


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    """Add the page."""
    return [path("second-factor/", second_factor.page, name="second_factor")]


@hooks.register("register_account_menu_item")
def menu_item(request: HttpRequest) -> dict[str, Any]:
    """Show it in the user's own account."""
    return {
        "url": reverse("second_factor"),
        "label": _("Second factor"),
        "help_text": _("Sign in with a password and a code from your telephone."),
    }
