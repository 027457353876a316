"""Reading by Wagtail's API v2, whose shape is stable: every kind that has ``api_fields``."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.snippets.models import get_snippet_models

from cms.api.admission import note_seen, visible


class Admitted(BaseAuthentication):
    """Takes the user that ``admission.admitted`` has let in."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """Return user and token of the request."""
        plain = request._request
        token = getattr(plain, "api_token", None)
        return (plain.user, token) if token else None


class RecordsViewSet(BaseAPIViewSet):
    """Records that the token's user may see, as they stand in the database."""

    authentication_classes = [Admitted]
    filter_backends = [FieldsFilter, OrderingFilter]

    def get_queryset(self) -> QuerySet[Any]:
        """Leave out what is elsewhere."""
        return visible(self.model, self.request.user).order_by("pk")

    def listing_view(self, request: Request) -> Response:
        """List records, and keep that they were seen."""
        response = super().listing_view(request)
        note_seen(request, self.model, response.data["items"])
        return response

    def detail_view(self, request: Request, pk: int) -> Response:
        """Show a record, and keep that it was seen."""
        response = super().detail_view(request, pk)
        note_seen(request, self.model, [self.get_object()])
        return response


def router() -> WagtailAPIRouter:
    """Return the router of all kinds; each is found under its model's name."""
    made = WagtailAPIRouter("wagtailapi_v2")
    for model in get_snippet_models():
        if APIField.get_fields_for_model(model):
            made.register_endpoint(model._meta.model_name, _viewset(model))
    return made


def _viewset(model: type[Model]) -> type[RecordsViewSet]:
    return type(f"{model.__name__}ViewSet", (RecordsViewSet,), {"model": model})
