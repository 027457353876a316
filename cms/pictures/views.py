"""Pictures shown to staff: what the public would see while they draw."""

from __future__ import annotations

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
)
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from cms.pictures.models import Picture
from media.public import Box, renditions

_MOST_BOXES = 200


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


def _drawn(request: HttpRequest) -> list[Box]:
    return [Box(*map(float, text.split(","))) for text in request.GET.getlist("box")[:_MOST_BOXES]]
