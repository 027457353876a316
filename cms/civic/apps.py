"""The app of what an office does together with its residents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CivicConfig(AppConfig):
    """Orders, wishes, meetings, opinions asked for, funds, whistles, patrols."""

    name = "cms.civic"
    label = "civic"
    verbose_name = _("With the residents")
