"""The pages 待核查 and 已核查待公开: findings that wait for an editor, and records after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.publication import sights
from cms.publication.admin import review_posts
from cms.publication.admin.review_panel import Findings, findings_of
from cms.publication.admin.settled import settled_for
from cms.publication.door import review
from cms.publication.door.overrides import Waiting
from cms.publication.models import Publishable

_PAGE = 20
#: More of one kind are not read for the list of settled records.
_MOST = 1000


@dataclass(frozen=True)
class _Row:
    findings: Findings
    kind: str
    edit_url: str
    may_publish: bool


def may_see(user: Any) -> bool:
    """Return whether any record to review may be this user's."""
    return any(
        model.snippet_viewset.permission_policy.user_has_permission(user, "change")
        for model in review.publishable_models()
    )


@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the list, twenty a page, and take what is said of one of its records."""
    if not may_see(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _said(request)
    page = Paginator(review.waiting_for(request.user), _PAGE).get_page(request.GET.get("p"))
    rows = [row for entry in page if (row := _row(request, entry))]
    context = {"page": page, "rows": rows, "user": request.user}
    return render(request, "publication/waiting.html", context)


@require_http_methods(["GET"])
def settled(request: HttpRequest) -> HttpResponse:
    """List the records that were looked through and are still not public, by kind."""
    if not may_see(request.user):
        raise PermissionDenied
    found = [item for rows in settled_for(request.user) for item in rows[:_MOST]]
    page = Paginator(found, _PAGE).get_page(request.GET.get("p"))
    rows = [
        row for item in page if (row := _row(request, Waiting(kind=item.public_kind, item=item.pk)))
    ]
    context = {"page": page, "rows": rows, "user": request.user, "settled": True}
    return render(request, "publication/waiting.html", context)


def _row(request: HttpRequest, entry: Waiting) -> _Row | None:
    """Return what is shown of a waiting record; None where it is not this user's to see."""
    item = _draft(entry.kind, entry.item)
    if item is None or not review.may(request.user, item, "change"):
        return None
    sights.note(request.user, "review", kind=item.public_kind, key=item.public_key)
    return _Row(
        findings_of(item),
        entry.kind,
        reverse(item.snippet_viewset.get_url_name("edit"), args=[item.pk]),
        review.may(request.user, item, "publish"),
    )


def _said(request: HttpRequest) -> HttpResponse:
    lists = {"settled": "publication_settled"}
    name = lists.get(request.POST.get("list", ""), "publication_waiting")
    back = redirect(f"{reverse(name)}?p={request.GET.get('p', '1')[:9]}")
    pk = request.POST.get("item", "")
    item = _draft(request.POST.get("kind", ""), int(pk) if pk.isdecimal() else 0)
    if item is None:
        raise Http404
    if "review-publish" in request.POST:
        _accept_and_publish(request, item)
    else:
        review_posts.apply(request, item)
    return back


def _accept_and_publish(request: HttpRequest, item: Publishable) -> None:
    """Take all masks and publish the draft; a refusal is told by the middleware."""
    if not review.may(request.user, item, "publish"):
        raise PermissionDenied
    review.accept_all(item, by=request.user)
    item.get_latest_revision().publish(user=request.user)
    messages.success(request, _("%(item)s has been published.") % {"item": item.public_key})


def _draft(kind: str, pk: int) -> Publishable | None:
    """Return the newest draft of a record, None where there is no such record."""
    try:
        stored = review.model_of(kind).objects.filter(pk=pk).first()
    except KeyError:
        return None
    return stored.get_latest_revision_as_object() if stored else None
