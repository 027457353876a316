"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandsConfig(AppConfig):
    """The app cms.brands."""

    name = "cms.brands"
    label = "brands"
    verbose_name = _("Brands")
