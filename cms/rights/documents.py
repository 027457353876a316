"""Documents by area: each is for its uploader's areas, and nobody finds or fetches another's.

A document has no area of its own; where its uploader works says for whom it is. What was
uploaded for the whole office, or by somebody who is gone, only the whole office sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.documents.models import Document
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.areas.models import Area
from cms.rights.models import Scope
from cms.rights.scope import codes_of, within


def visible(user: Any, rows: QuerySet[Document]) -> QuerySet[Document]:
    """Return those of ``rows`` that the user added, or one whose areas are all the user's."""
    if codes_of(user) is None:
        return rows
    own = within(Area.objects.all(), user, "code")
    colleagues = Scope.objects.filter(whole_office=False, areas__in=own).exclude(
        areas__in=Area.objects.exclude(pk__in=own.values("pk"))
    )
    return rows.filter(Q(uploaded_by_user=user) | Q(uploaded_by_user__in=colleagues.values("user")))


class DocumentPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights of documents, for those of the user's areas only."""

    def __init__(self) -> None:
        super().__init__(Document, owner_field_name="uploaded_by_user")

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether ``user`` may do any of ``actions`` with this document."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(allowed) and visible(user, Document.objects.filter(pk=instance.pk)).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Document]:
        """Return the documents with which ``user`` may do any of ``actions``."""
        return visible(user, super().instances_user_has_any_permission_for(user, actions))


def refuse_elsewhere(document: Document, request: HttpRequest) -> None:
    """Raise ``Http404`` for a document of elsewhere, as for one that never was."""
    if not visible(request.user, Document.objects.filter(pk=document.pk)).exists():
        raise Http404
