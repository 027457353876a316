"""Addresses of the editors' API; each is guarded by ``admission``."""

from django.urls import path
from wagtail.api.v3.urls import api
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.api.admission import admitted
from cms.api.v2 import router

_v3, _app, _namespace = api.urls
urlpatterns = [
    path("v2/", router().urls),
    path("v3/", (_v3, _app, _namespace)),
]
decorate_urlpatterns(urlpatterns, admitted)
