"""Takes an order or a wish to its next step; the admin's form, programs and the API call it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.civic.errors import StepRefused
from cms.civic.models.record import Staged
from cms.publication.door import review


@transaction.atomic
def advance(item: Staged, state: str, *, on: date, by: Any = None, **values: Any) -> Staged:
    """Return the newest draft of ``item``, taken to ``state`` on the day ``on`` and saved.

    ``values`` are what the step brings, by field name: ``organisation``, ``result`` … The
    draft is not published. Raises :class:`StepRefused` when the step is unknown, is not
    the next one, or lacks something, and when the record waits for somebody else's approval or
    is locked; then nothing is changed.
    """
    lock = item.get_lock()
    if lock and by is not None and lock.for_user(by):
        raise StepRefused(_("It waits for approval or is locked; take the step afterwards."))
    draft = item.get_latest_revision_as_object()
    states = [name for name, _field in draft.stages]
    if state not in states:
        raise StepRefused(_("There is no step “%s”.") % state)
    if states.index(state) != states.index(draft.reached()) + 1:
        raise StepRefused(_("The step “%s” is not the next one.") % _label(draft, state))
    for name, value in {**values, dict(draft.stages)[state]: on}.items():
        setattr(draft, name, value)
    try:
        draft.clean()
    except ValidationError as error:
        raise StepRefused(" ".join(error.messages)) from error
    draft.state = draft.reached()
    if not draft.live:
        draft.save()
    draft.save_revision(user=by)
    review.note(draft)
    return draft


def _label(item: Staged, state: str) -> str:
    return item.label_of(dict(item.stages)[state])
