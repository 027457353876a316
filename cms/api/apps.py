"""The app of the editors' API."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class APIConfig(AppConfig):
    """Adds to Wagtail's API v3 what the door needs, before its addresses are read."""

    name = "cms.api"
    label = "editors_api"
    verbose_name = _("Editors' API")

    def ready(self) -> None:
        """Register our actions and our answers to refusals."""
        from wagtail.api.v3.api import api

        from cms.api import answers
        from cms.api.door import router

        answers.register(api)
        api.add_router("/snippets/", router)
