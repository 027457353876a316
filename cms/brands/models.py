"""Brand pages: one community, one brand (一社区一品牌)."""

from django.utils.translation import gettext_lazy as _

from cms.publication.pages import PublicPage


class Brand(PublicPage):
    """A community's brand with its rooms, places and programme."""

    public_kind = "brand"

    class Meta(PublicPage.Meta):
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
