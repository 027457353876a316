"""A plain page with a title, a lead and rich text, published like any record."""

from __future__ import annotations

from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import expand_db_html

from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken
from cms.publication.models import Publishable

_TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "a", "b", "strong", "em", "i", "br", "hr"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td", "caption", "blockquote", "figure"}


def clean_html(html: str) -> str:
    """Return ``html`` with the elements that public records may have, and no others."""
    return nh3.clean(html, tags=_TAGS | _TABLE, attributes={"a": {"href"}})


class PublicPage(Publishable):
    """What brand and team pages share."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=100)
    area = models.ForeignKey(
        "areas.Area", verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = RichTextField(_("body"), blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    panels = [
        FindingsPanel(),
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("area"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("order"),
        FieldPanel("change_reason"),
        PublishingPanel(),
    ]

    api_fields = [*DOOR, *taken("slug", "title", "area", "lead", "body", "order")]

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a slug that is the address of a list."""
        super().clean()
        if self.slug == "index" or self.slug.startswith("page-"):
            raise ValidationError({"slug": _("Lists have this address; choose another name.")})

    @property
    def public_key(self) -> str:
        """The slug."""
        return self.slug

    def public_record(self) -> dict[str, Any]:
        """Return the page's record; its rich text becomes clean HTML here, once."""
        html = clean_html(expand_db_html(self.body))
        return {
            "slug": self.slug,
            "title": self.title,
            "area": self.area.public_code,
            "lead": self.lead,
            "body_html": html,
            "order": self.order,
        }

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Show title, lead and body in a frame of the admin's own."""
        return "publication/page_preview.html"
