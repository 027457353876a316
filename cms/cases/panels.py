"""The editing form of a case: what is public on one tab, what is private on another.

The same fields, by name, are what the editors' API tells and takes.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from cms.publication.admin.review_panel import FindingsPanel
from cms.publication.api_fields import DOOR, taken, told
from cms.rights.forms import AreaForm

_WALL = ("title", "source", "channel", "content", "measures", "progress", "satisfaction")
_HANDLING = (
    *("state", "case_class", "area", "category", "unit", "ledger_number", "refusal"),
    *("received", "due", "closed"),
)
_PRIVATE = ("reporter_name", "reporter_phone", "reporter_address", "responsible", "remarks")
CASE_API = [*DOOR, *told("number"), *taken(*_WALL, *_HANDLING, *_PRIVATE)]
PROGRESS_API = taken("date", "text", "unit")


def case_edit_handler() -> TabbedInterface:
    """Return the form's tabs: findings and the five public items, handling, private, publishing."""
    wall = [
        FindingsPanel(),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("channel")]),
        FieldPanel("content"),
        FieldPanel("measures"),
        InlinePanel("progress", label=_("Progress entry"), panels=_progress_panels()),
        FieldPanel("satisfaction"),
        InlinePanel("pictures", label=_("Picture"), heading=_("Pictures before and after")),
    ]
    private = [
        HelpPanel(_("Nothing on this page is ever published.")),
        *(FieldPanel(name) for name in _PRIVATE),
    ]
    return TabbedInterface(
        [
            ObjectList(wall, heading=_("On the wall")),
            ObjectList(_handling_panels(), heading=_("Handling")),
            ObjectList(private, heading=_("Private")),
            ObjectList([PublishingPanel()], heading=_("Schedule")),
        ],
        base_form_class=AreaForm,
    )


def _progress_panels() -> list[FieldPanel]:
    return [FieldRowPanel([FieldPanel("date"), FieldPanel("unit")]), FieldPanel("text")]


def _handling_panels() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("state"), FieldPanel("case_class")]),
                FieldRowPanel([FieldPanel("area"), FieldPanel("category")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("ledger_number")]),
                FieldPanel("refusal"),
            ],
            heading=_("Handling"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("received"), FieldPanel("due"), FieldPanel("closed")])],
            heading=_("Times"),
        ),
        FieldPanel("change_reason"),
    ]
