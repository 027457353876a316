"""The report of who saw private data, for administrators."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.publication.models import Sight

_PAGE = 50


def sights(request: HttpRequest) -> HttpResponse:
    """Show who saw what, newest first; ``q`` is a user's name or a record's number."""
    if not request.user.has_perm("publication.view_sight"):
        raise PermissionDenied
    asked = request.GET.get("q", "").strip()
    rows = Sight.objects.filter(Q(by=asked) | Q(key=asked)) if asked else Sight.objects.all()
    page = Paginator(rows, _PAGE).get_page(request.GET.get("p"))
    return render(request, "publication/sights.html", {"page": page, "asked": asked})
