"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The app cms.cases."""

    name = "cms.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Let editors search cases."""
        from cms.cases.finding import CASES
        from cms.finding.kinds import register

        register(CASES)
