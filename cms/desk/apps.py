"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The app cms.desk."""

    name = "cms.desk"
    label = "desk"
    verbose_name = _("Desk")
