"""Wagtail's admin API would list all pictures and documents: here, those of the user's areas."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.rights import documents, pictures


class AreaPictures(ImagesAdminAPIViewSet):
    """Pictures of the user's areas."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return them."""
        return pictures.visible(self.request.user, super().get_queryset())


class AreaDocuments(DocumentsAdminAPIViewSet):
    """Documents of the user's areas."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return them."""
        return documents.visible(self.request.user, super().get_queryset())


def bound(router: Any) -> None:
    """Put these in the place of Wagtail's own."""
    router.register_endpoint("images", AreaPictures)
    router.register_endpoint("documents", AreaDocuments)
