"""URLs of the private side. The public site is not served by Django."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.rights.uploads import uploaded

urlpatterns = [
    path("signup/", include("cms.activities.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("cms.api.urls")),
    # Documents pass no gate, and originals of pictures are private: both are for staff of the area.
    path(
        "documents/",
        include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, require_admin_access)),
    ),
    path("uploads/<path:path>", require_admin_access(uploaded)),
]
