"""Queues of work: how many records of a sort wait for a user, and where they are worked on.

An app tells its queues by Wagtail's hook ``register_work_queues``: a function that takes the
user and returns queues; it asks for the user's rights and areas itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail import hooks

HOOK = "register_work_queues"
#: More are not counted: the count would cost more than it tells.
MOST = 10_000


@dataclass(frozen=True)
class Queue:
    """``count`` records that wait, listed at ``url``; ``urgent`` ones should not be there."""

    label: str
    count: int
    url: str
    urgent: bool = False

    @property
    def number(self) -> str:
        """The count as shown, with a plus where counting stopped."""
        return f"{MOST}+" if self.count >= MOST else str(self.count)


def count(rows: QuerySet[Any]) -> int:
    """Return how many ``rows`` there are, at most :data:`MOST`."""
    return int(rows.order_by()[:MOST].count())


def queues_of(user: Any) -> Iterator[Queue]:
    """Yield the queues of all apps in which something waits for ``user``."""
    for told in hooks.get_hooks(HOOK):
        yield from (queue for queue in told(user) if queue.count)
