"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    """The app cms.volunteers."""

    name = "cms.volunteers"
    label = "volunteers"
    verbose_name = _("Volunteers")
