"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    """The app cms.pictures."""

    name = "cms.pictures"
    label = "pictures"
    verbose_name = _("Pictures")
