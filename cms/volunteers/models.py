"""Volunteer teams as the public sees them."""

from django.utils.translation import gettext_lazy as _

from cms.publication.pages import PublicPage


class Team(PublicPage):
    """A volunteer team and what it does."""

    public_kind = "team"

    class Meta(PublicPage.Meta):
        verbose_name = _("volunteer team")
        verbose_name_plural = _("volunteer teams")
