"""Free places go to who waits, and the public is told.

Also where Wagtail publishes an activity, on whatever path: the model calls it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.activities import places
from cms.activities.sign_ups import SignUp
from cms.publication.door import actions as door
from cms.publication.errors import Refused

if TYPE_CHECKING:
    from cms.activities.models import Activity

logger = logging.getLogger(__name__)


@transaction.atomic
def fill(activity: Activity, *, by: Any = None) -> list[SignUp]:
    """Give free places to the waiting list of each day, in its order; return who got one.

    Who comes with more people than there are places keeps those behind waiting too:
    a small party never overtakes.
    """
    activity = locked(activity)
    moved = []
    if activity.state == "open":
        stopped = set()
        for waiting in activity.sign_ups.filter(state="waiting").order_by("pk"):
            if waiting.day in stopped or not places.has_room(activity, waiting.people, waiting.day):
                stopped.add(waiting.day)
                continue
            waiting.state, waiting.moved_up = "confirmed", timezone.now()
            waiting.save(update_fields=["state", "moved_up"])
            moved.append(waiting)
    tell_the_public(activity, by)
    return moved


def locked(activity: Activity) -> Activity:
    """Return the activity anew, nobody else giving away its places until the transaction ends."""
    return type(activity)._default_manager.select_for_update().get(pk=activity.pk)


def tell_the_public(activity: Activity, by: Any) -> None:
    """Publish anew if "full" or the number of those who came has changed.

    A refusal at the door leaves the sign-up valid and the public record as it was;
    an editor meets the same refusal at the next correction.
    """
    if activity.publication not in door.PUBLIC or not activity.live:
        return
    full = activity.public_state() == "full"
    reason = _("All places are taken.") if full else _("Places or attendance have changed.")
    try:
        with transaction.atomic():
            door.publish(activity, by=by, reason=reason, revision_id=activity.live_revision_id)
    except Refused:
        logger.warning("activity %s was not published anew", activity.number)
