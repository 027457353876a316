"""Pictures under ``/uploads/``: those of the user's areas, and nothing else that lies there."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from cms.pictures.models import Picture
from cms.pictures.uses import shown_in
from cms.rights.pictures import visible

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@require_safe
@cache_control(private=True)
def uploaded(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer the original, a smaller copy or a prepared public file of a picture.

    404 for a picture of another area that no record of the user's shows, as for one that never
    was, and for anything else: a document might be a page with a script in it, which would run
    in the admin's name.
    """
    pictures = _shown_at(path) if path.endswith(_ENDINGS) else Picture.objects.none()
    if not visible(request.user, pictures).exists() and not any(
        shown_in(picture, request.user) for picture in pictures
    ):
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)


def _shown_at(path: str) -> QuerySet[Any]:
    """Return the picture whose file lies at ``path`` under the uploads."""
    folder = path.partition("/")[0]
    if folder == "original_images":
        return Picture.objects.filter(file=path)
    if folder == "images":
        return Picture.objects.filter(renditions__file=path)
    if folder == "prepared":
        name = PurePosixPath(path).stem
        return Picture.objects.filter(Q(public__sha256=name) | Q(public__small__sha256=name))
    return Picture.objects.none()
