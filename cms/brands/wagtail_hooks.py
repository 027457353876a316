"""Registers the brand pages with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.brands.models import Brand, StarRating
from cms.rights.admin import AreaViewSet
from cms.rights.policy import AreaPermissionPolicy


class BrandViewSet(AreaViewSet):
    """The brand pages."""

    model = Brand
    icon = "openquote"
    menu_label = _("Brands")
    menu_order = 20
    list_display = ["title", "area", "publication"]
    list_filter = ["publication"]
    is_searchable = True
    search_fields = ["title", "lead"]


class StarViewSet(AreaViewSet):
    """The star ratings."""

    model = StarRating
    icon = "pick"
    menu_label = _("Star ratings")
    menu_order = 21
    list_display = ["__str__", "area", "year", "stars", "publication"]
    list_filter = ["year", "stars", "publication"]


register_permission_policy(Brand, AreaPermissionPolicy(Brand))
register_snippet(BrandViewSet)
register_permission_policy(StarRating, AreaPermissionPolicy(StarRating))
register_snippet(StarViewSet)
