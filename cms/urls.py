"""URLs of the private side. The public site is not served by Django."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Originals are private; the public gets what the publisher copied.
    path(
        "uploads/<path:path>",
        require_admin_access(serve),
        {"document_root": settings.MEDIA_ROOT},
    ),
]
