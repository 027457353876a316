"""Registers the brand pages with the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.brands.models import Brand
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


register_permission_policy(Brand, AreaPermissionPolicy(Brand))
register_snippet(BrandViewSet)
