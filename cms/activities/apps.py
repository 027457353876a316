"""Django app configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """The app cms.activities."""

    name = "cms.activities"
    label = "activities"
    verbose_name = _("Activities")
