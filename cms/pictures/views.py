"""Pictures shown to staff: originals, and what the public would see while they draw."""

from __future__ import annotations

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
)
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.permissions import policy_registry

from cms.pictures.models import Picture
from media.public import Box, renditions

_MOST_BOXES = 200
#: Where originals, Wagtail's renditions and prepared public files lie, and how they end.
_FOLDERS = frozenset({"original_images", "images", "prepared"})
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@require_safe
@never_cache
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the JPEG with the boxes given as ``box=x,y,width,height``, or with those kept.

    404 for a picture that the user may not change, as for one that never was.
    """
    picture = Picture.objects.filter(pk=pk).first()
    policy = policy_registry.get_by_type(Picture)
    if picture is None or not policy.user_has_permission_for_instance(
        request.user, "change", picture
    ):
        raise Http404
    try:
        boxes = _drawn(request) if "drawn" in request.GET else picture.unreadable
    except (TypeError, ValueError):
        message = _("Boxes are given as fractions of the picture between 0 and 1.")
        return HttpResponseBadRequest(message, content_type="text/plain; charset=utf-8")
    with picture.open_file() as file:
        made = renditions(file.read(), boxes)
    return HttpResponse(made[0].body, content_type="image/jpeg")


@require_safe
def original(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer a picture from the uploads, for staff; 404 for anything else that lies there.

    A document might be a page with a script in it, which would run in the admin's name.
    """
    folder, _slash, name = path.rpartition("/")
    if folder.partition("/")[0] not in _FOLDERS or not name.endswith(_ENDINGS):
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)


def _drawn(request: HttpRequest) -> list[Box]:
    return [Box(*map(float, text.split(","))) for text in request.GET.getlist("box")[:_MOST_BOXES]]
