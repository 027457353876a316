"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    """The app cms.areas."""

    name = "cms.areas"
    label = "areas"
    verbose_name = _("Areas")

    def ready(self) -> None:
        """Let the gate pass the telephones that offices publish."""
        from cms.areas.phones import office_phones
        from cms.publication.gate import directory

        directory.register(office_phones)
