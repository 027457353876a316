"""Ways to the door that Wagtail's API has not: withdraw with a reason, send to approval."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Router, Schema
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.registry import registry
from wagtail.coreutils import resolve_model_string
from wagtail.permissions import policy_registry

from cms.api.admission import visible
from cms.publication.models import Publishable

router = Router(tags=["snippets"], auth=BearerTokenAuth())


class Reason(Schema):
    """Why a record is withdrawn. The public reads it."""

    reason: str


class State(Schema):
    """Where a record stands after an action."""

    key: str
    publication: str
    version: int
    workflow: str | None


@router.post(
    "/{type}/{pk}/actions/withdraw/",
    response=State,
    url_name="snippets_actions_withdraw",
    operation_id="snippets_actions_withdraw",
    summary="Withdraw a public record, saying why",
)
def withdraw(request: HttpRequest, type: str, pk: str, data: Reason) -> dict[str, Any]:  # noqa: A002
    """Withdraw through the door. Refusals answer 422."""
    item = _item(request, type, pk, "publish")
    item.change_reason = data.reason
    item.unpublish(user=request.user)
    return _state(item)


@router.post(
    "/{type}/{pk}/actions/submit/",
    response=State,
    url_name="snippets_actions_submit",
    operation_id="snippets_actions_submit",
    summary="Send the newest draft to approval",
)
def submit(request: HttpRequest, type: str, pk: str) -> dict[str, Any]:  # noqa: A002
    """Start the kind's workflow, unless it is running."""
    item = _item(request, type, pk, "change")
    workflow = item.get_workflow()
    if workflow is None:
        raise Http404("No workflow approves these records.")
    if not item.workflow_in_progress:
        workflow.start(item, request.user)
    return _state(item)


def _item(request: HttpRequest, label: str, pk: str, verb: str) -> Publishable:
    model = resolve_model_string(label) if registry.has(label) else None
    if model is None or not issubclass(model, Publishable):
        raise Http404(f"Unknown content type: {label}")
    item = visible(model, request.user).filter(pk=pk).first()
    if item is None:
        raise Http404(f"No {model._meta.object_name} matches the given query.")
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_permission_for_instance(request.user, verb, item):
        raise PermissionDenied
    return item


def _state(item: Publishable) -> dict[str, Any]:
    running = item.current_workflow_state
    return {
        "key": item.public_key,
        "publication": item.publication,
        "version": item.public_version,
        "workflow": running.status if running else None,
    }
