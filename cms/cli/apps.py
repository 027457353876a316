"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CliConfig(AppConfig):
    """The app cms.cli."""

    name = "cms.cli"
    label = "cli"
    verbose_name = _("Command line")
