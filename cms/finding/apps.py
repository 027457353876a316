"""The Django app of the editors' side of search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    """Synonyms, and search in the admin."""

    name = "cms.finding"
    verbose_name = _("Search")
