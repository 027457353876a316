"""The app of rights by area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    """Whose work reaches how far."""

    name = "cms.rights"
    label = "rights"
    verbose_name = _("Areas of work")
