"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    """The app cms.areas."""

    name = "cms.areas"
    label = "areas"
    verbose_name = _("Areas")
