"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The app cms.cases."""

    name = "cms.cases"
    label = "cases"
    verbose_name = _("Cases")
