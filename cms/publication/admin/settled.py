"""Records whose findings are settled and that nobody has published since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

from cms.publication.door import review
from cms.publication.door.overrides import Override, Waiting
from cms.publication.door.record import DoorRecord


def settled_for(user: Any) -> Iterator[QuerySet[DoorRecord]]:
    """Yield, a kind at a time, the records that ``user`` may publish and that wait for it.

    Editors have said something of their findings, none is in doubt any more, and the public
    has not the newest draft. What was withdrawn waits for nothing.
    """
    kinds = set(Override.objects.values_list("kind", flat=True).distinct())
    for model in review.publishable_models():
        if model.public_kind not in kinds:
            continue
        policy = model.snippet_viewset.permission_policy
        theirs = policy.instances_user_has_permission_for(user, "publish")
        yield (
            theirs.filter(
                Q(live=False) | Q(has_unpublished_changes=True),
                _of(Override, model.public_kind),
                ~_of(Waiting, model.public_kind),
            )
            .exclude(publication="withdrawn")
            .order_by("pk")
        )


def _of(model: Any, kind: str) -> Exists:
    return Exists(model.objects.filter(kind=kind, item=OuterRef("pk")))
