"""Registers the brand pages with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from cms.brands.models import Brand
from cms.publication.admin import PublishableViewSet


class BrandViewSet(PublishableViewSet):
    """The brand pages."""

    model = Brand
    icon = "openquote"
    menu_label = _("Brands")
    menu_order = 20
    list_display = ["title", "area", "publication"]
    list_filter = ["publication"]
    is_searchable = True
    search_fields = ["title", "lead"]


register_snippet(BrandViewSet)
