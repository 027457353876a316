"""Keeps Wagtail's reports, which know of no areas, from users whose work has bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cms.rights.scope import codes_of

#: Lists of all records, revisions or actions, whosever they are.
_OF_EVERYBODY = ("/reports/", "/workflows/usage/", "/workflows/tasks/usage/")


class BoundsMiddleware:
    """Answers 404 where a page would show the records of all areas."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_rest: Any) -> None:
        """Stop a bounded user before a report is made."""
        if not request.path_info.removeprefix("/admin").startswith(_OF_EVERYBODY):
            return
        if request.user.is_authenticated and codes_of(request.user) is not None:
            raise Http404
