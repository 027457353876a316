"""Orders and wishes that wait for their next step, for the first page of the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.civic.models import Order, Wish
from cms.desk.queues import Queue, count


def queues(user: Any) -> Iterator[Queue]:
    """Yield a queue for each state in which an order or a wish is not at its end."""
    for model in (Order, Wish):
        policy = policy_registry.get_by_type(model)
        theirs = policy.instances_user_has_permission_for(user, "change")
        listed = reverse(model.snippet_viewset.get_url_name("list"))
        for state, _field in model.stages[:-1]:
            label = _("%(kind)s: %(state)s") % {
                "kind": model._meta.verbose_name,
                "state": _(model.state_words[state]),
            }
            yield Queue(label, count(theirs.filter(state=state)), f"{listed}?state={state}")
