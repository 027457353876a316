"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """The app cms.publication."""

    name = "cms.publication"
    label = "publication"
    verbose_name = _("Publication")
