"""The app of signing in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """How users sign in."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Signing in")
