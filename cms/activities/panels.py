"""The editing form of an activity; the same fields are what the editors' API takes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.panels import PublishingPanel as Publishing

from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken, told

_WHAT = ("title", "kind", "area", "brand", "lead", "content", "place", "organiser")
_WHEN = (
    *("first_day", "begins_at", "last_day", "ends_at"),
    *("repeats", "every", "weekdays", "repeats_until", "skipped"),
)
_SIGN_UP = ("state", "sign_up", "by_day", "capacity", "sign_up_until")
ACTIVITY_API = [
    *DOOR,
    *told("number"),
    *taken(*_WHAT, *_WHEN, *_SIGN_UP, "report", "people"),
]


def activity_panels() -> list[Any]:
    """Return the panels: what, when, sign-up, and what came of it."""
    return [
        FindingsPanel(),
        *(FieldPanel(name) for name in _WHAT),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("begins_at")]),
                FieldRowPanel([FieldPanel("last_day"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("every")]),
                FieldPanel("weekdays"),
                FieldRowPanel([FieldPanel("repeats_until"), FieldPanel("skipped")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("state"), FieldPanel("sign_up")]),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("sign_up_until")]),
                FieldPanel("by_day"),
                HelpPanel(template="activities/sign_ups_link.html"),
            ],
            heading=_("State and sign-up"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("report"),
                FieldPanel("people"),
                InlinePanel("pictures", label=_("Picture"), heading=_("Pictures")),
                InlinePanel("counts", label=_("Figure"), heading=_("Figures of the report")),
            ],
            heading=_("What came of it"),
        ),
        FieldPanel("change_reason"),
        Publishing(),
    ]
