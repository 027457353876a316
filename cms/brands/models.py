"""Brand pages: one community, one brand (一社区一品牌)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.brands.blocks import BrandBlocks
from cms.brands.public import public_blocks
from cms.brands.stars import Criterion, StarRating
from cms.publication.api_fields import taken
from cms.publication.pages import PublicPage
from cms.rights.forms import AreaForm

__all__ = ["Brand", "Criterion", "StarRating"]


class Brand(PublicPage):
    """A community's brand with its sub-brands, rooms and places, programme and figures."""

    blocks = StreamField(
        BrandBlocks(),
        verbose_name=_("blocks"),
        blank=True,
        help_text=_("Figures are counted from public records; they cannot be typed."),
    )

    public_kind = "brand"
    base_form_class = AreaForm
    panels = [
        *PublicPage.panels[:6],
        FieldPanel("blocks"),
        *PublicPage.panels[6:],
    ]
    api_fields = [*PublicPage.api_fields, *taken("blocks")]

    class Meta(PublicPage.Meta):
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def public_record(self) -> dict[str, Any]:
        """Return the page's record with its blocks; figures go out as questions."""
        return super().public_record() | {"blocks": public_blocks(self.blocks)}

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show title, lead, body and blocks in a frame of the admin's own."""
        return "brands/preview.html"
