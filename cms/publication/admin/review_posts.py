"""Takes what an editor posts beside the findings of a record."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from cms.publication.door import review
from cms.publication.models import Publishable

ACCEPT, STAND, REASON = "review-accept", "review-stand", "review-reason-"
CONFIRM, BACK = "review-confirm", "review-back"


def apply(request: HttpRequest, item: Publishable) -> bool:
    """Do what the pressed button asks for ``item``; False when none of ours was pressed.

    What is wrong with it is a message to the editor. Raises ``PermissionDenied`` for
    who may not change the record.
    """
    pressed = next((name for name in _DOES if name in request.POST), None)
    if pressed is None:
        return False
    if not review.may(request.user, item, "change"):
        raise PermissionDenied
    try:
        said = _DOES[pressed](request, item)
        messages.success(request, said, buttons=_next_step(request, item))
    except review.ReviewRefused as refusal:
        messages.error(request, str(refusal))
    return True


def _next_step(request: HttpRequest, item: Publishable) -> list[Any]:
    """Return a link to where the record is published, once nothing of it is doubtful any more."""
    if not review.may(request.user, item, "publish") or review.note(item):
        return []
    url = reverse(item.snippet_viewset.get_url_name("edit"), args=[item.pk])
    return [messages.button(url, _("Open it to publish it"))]


def _accept(request: HttpRequest, item: Publishable) -> str:
    count = review.accept_all(item, by=request.user)
    return ngettext(
        "%(n)d finding will be masked in public.", "%(n)d findings will be masked in public.", count
    ) % {"n": count}


def _stand(request: HttpRequest, item: Publishable) -> str:
    found = request.POST[STAND]
    word = review.let_stand(
        item, found, reason=request.POST.get(REASON + found, ""), by=request.user
    )
    if word.verdict is review.Verdict.WAITING:
        return _("Noted. A second person has to agree before it is public.")
    return _("Noted: this may be public.")


def _confirm(request: HttpRequest, item: Publishable) -> str:
    review.confirm(item, _number(request.POST[CONFIRM]), by=request.user)
    return _("Agreed: this may be public.")


def _take_back(request: HttpRequest, item: Publishable) -> str:
    review.take_back(item, _number(request.POST[BACK]))
    return _("Taken back.")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


_DOES: dict[str, Any] = {ACCEPT: _accept, STAND: _stand, CONFIRM: _confirm, BACK: _take_back}
