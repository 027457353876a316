"""Who is let in to the API: a token, not too often, and to records of the user's areas."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.cache import caches
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.throttling import SimpleRateThrottle
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.registry import registry
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken
from wagtail.permissions import policy_registry

from cms.api import answers
from cms.publication import sights
from cms.rights.scope import codes_of

View = Callable[..., HttpResponse]
SEEING = ("add", "change", "delete", "view", "publish", "choose")
_NO_REASON = "snippets_actions_unpublish"
#: Wagtail lists these whoever asks; a record of them is guarded like any other.
_LISTS_OF_ALL = frozenset({"list_images", "list_documents"})


class Throttle(SimpleRateThrottle):
    """Counts in files below ``HUIYINBI_HOME``, so that all processes share the count."""

    cache = caches["limits"]

    def allow_request(self, request: HttpRequest) -> bool:
        """Look and count as one step: of two requests at once, the second sees the first."""
        with settings.LIMITS_LOCK.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            return bool(super().allow_request(request))


class _TokenThrottle(Throttle):
    """Counts the requests of one token."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-token-{request.api_token.pk}"


class _FailureThrottle(Throttle):
    """Counts the wrong tokens that come from one address."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-failures-{self.get_ident(request)}"


def admitted(view: View) -> View:
    """Let in who has a token, and only to what its user may see.

    A record elsewhere answers as one that never was, whatever the view would do.
    """

    @wraps(view)
    def admit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = _at_the_door(request) or _beyond(request, kwargs)
        response = refusal or view(request, *args, **kwargs)
        if refusal is None:
            _note(request, response, kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return admit


def token_of(request: HttpRequest) -> APIToken | None:
    """Return the valid token that ``request`` bears; its user becomes the request's."""
    scheme, _space, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not APIToken.validate_token_format(text.strip()):
        return None
    token = BearerTokenAuth().authenticate(request, text.strip())
    return token if token and timezone.now() < expiry(token) else None


def expiry(token: APIToken) -> Any:
    """Return the time at which ``token`` stops being valid."""
    return token.created + timedelta(days=settings.API_TOKEN_DAYS)


def visible(model: type[Model], user: Any) -> QuerySet[Any]:
    """Return the records of ``model`` that ``user`` may see in the admin."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, SEEING)


def _at_the_door(request: HttpRequest) -> HttpResponse | None:
    token = token_of(request)
    if token is None:
        failures = _FailureThrottle(settings.API_FAILURES)
        return answers.unknown_token() if failures.allow_request(request) else _wait(failures)
    request.api_token = token
    throttle = _TokenThrottle(settings.API_RATE)
    return None if throttle.allow_request(request) else _wait(throttle)


def _wait(throttle: SimpleRateThrottle) -> HttpResponse:
    return answers.too_many(throttle.wait())


def _beyond(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Answer for records of other areas, and for the one action that asks no reason."""
    match = request.resolver_match
    name = match.url_name if match is not None else None
    if name == _NO_REASON:
        return answers.say_withdraw()
    if name in _LISTS_OF_ALL and request.method == "GET" and codes_of(request.user) is not None:
        return answers.not_found("list")
    model, pk = _target(kwargs)
    if model is None or pk is None or _reaches(model, pk, request.user):
        return None
    return answers.not_found(str(model._meta.object_name))


def _target(kwargs: dict[str, Any]) -> tuple[type[Model] | None, str | None]:
    """Return the model that an address is about, and the key of the record in it."""
    for name, model in (("image_id", get_image_model), ("document_id", get_document_model)):
        if name in kwargs:
            return model(), str(kwargs[name])
    label = str(kwargs.get("type", ""))
    known = resolve_model_string(label) if registry.has(label) else None
    return known, unquote(str(kwargs["pk"])) if "pk" in kwargs else None


def _reaches(model: type[Model], pk: str, user: Any) -> bool:
    try:
        return visible(model, user).filter(pk=pk).exists()
    except (ValueError, OverflowError):
        return False


def _note(request: HttpRequest, response: HttpResponse, kwargs: dict[str, Any]) -> None:
    """Keep that private data was seen in an answer of v3."""
    model, pk = _target(kwargs)
    if model is None or response.status_code >= 300 or not response.content:
        return
    if pk is not None:
        note_seen(request, model, list(visible(model, request.user).filter(pk=pk)))
    elif request.method == "GET":
        items = json.loads(response.content).get("items", ())
        note_seen(request, model, items)


def note_seen(request: HttpRequest, model: Any, seen: Any) -> None:
    """Keep that the token's user saw ``seen``, if such records hold private data."""
    if not getattr(model, "holds_private_data", False) or not seen:
        return
    key = getattr(seen[0], "public_key", "") if len(seen) == 1 else ""
    sights.note(request.user, "api", kind=model.public_kind, key=key, count=len(seen))
