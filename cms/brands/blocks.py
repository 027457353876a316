"""The blocks that a brand page is made of. What is public of each is in ``public``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.publication import vocabulary
from cms.publication.choices import choices

Choices = list[tuple[str, Any]]


# Functions, so that a new word needs no migration.
def weekdays() -> Choices:
    """Return the days of the week."""
    return choices(vocabulary.WEEKDAYS)


def queries() -> Choices:
    """Return what a page may count."""
    return choices(vocabulary.BRAND_FIGURES)


def activity_kinds() -> Choices:
    """Return the kinds of activities."""
    return choices(vocabulary.ACTIVITY_KINDS)


def picture_roles() -> Choices:
    """Return what a picture can show."""
    return choices(vocabulary.PICTURE_ROLES)


def _line(label: Any, *, required: bool = True, long: int = 100) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=long)


class HoursBlock(blocks.StructBlock):
    """Opening hours of some weekdays."""

    days = blocks.MultipleChoiceBlock(label=_("weekdays"), choices=weekdays)
    opens = blocks.TimeBlock(label=_("opens"))
    closes = blocks.TimeBlock(label=_("closes"))


class SubBrandBlock(blocks.StructBlock):
    """One of the brands below a brand, such as 巷, 站, 堂, 桥, 团."""

    name = _line(_("name"))
    text = blocks.TextBlock(label=_("text"), required=False)
    place = _line(_("place"), required=False)


class PlaceBlock(blocks.StructBlock):
    """A room or place with its opening hours."""

    name = _line(_("name"))
    address = _line(_("address"), required=False, long=200)
    phone = _line(_("office telephone"), required=False, long=30)
    text = blocks.TextBlock(label=_("text"), required=False)
    hours = blocks.ListBlock(HoursBlock(), label=_("opening hours"), default=[])


class ProgrammeBlock(blocks.StructBlock):
    """One line of the standing programme."""

    title = _line(_("title"))
    when = _line(_("when"), required=False)
    who = _line(_("for whom"), required=False)
    place = _line(_("place"), required=False)


class TimetableBlock(blocks.StructBlock):
    """One hour of the week."""

    day = blocks.ChoiceBlock(label=_("weekday"), choices=weekdays)
    begins = blocks.TimeBlock(label=_("begins at"))
    ends = blocks.TimeBlock(label=_("ends at"))
    title = _line(_("title"))
    place = _line(_("place"), required=False)


class PartnerBlock(blocks.StructBlock):
    """Who works with the community, and at what."""

    name = _line(_("name"))
    text = _line(_("what they do"), required=False, long=200)


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and agreed to have published."""

    text = blocks.TextBlock(label=_("what was said"))
    who = _line(_("who said it"), long=50)
    agreed = blocks.BooleanBlock(
        label=_("This person has agreed to be quoted"),
        help_text=_("Without it the quote cannot be saved."),
    )
    note = _line(_("how the person agreed (never public)"), required=False, long=200)


class PictureBlock(blocks.StructBlock):
    """One picture of a gallery; before and after stand side by side."""

    picture = ImageChooserBlock(label=_("picture"))
    role = blocks.ChoiceBlock(label=_("what it shows"), choices=picture_roles, default="scene")
    alt = _line(_("description"), long=200)
    caption = _line(_("caption"), required=False, long=200)


class FigureBlock(blocks.StructBlock):
    """A question to the public records; its answer is counted, never typed."""

    query = blocks.ChoiceBlock(label=_("what is counted"), choices=queries)
    kind = blocks.ChoiceBlock(label=_("kind of activity"), choices=activity_kinds, required=False)


def _several(block: blocks.Block, label: Any, icon: str) -> blocks.StructBlock:
    """Return a block of some items under a heading."""
    parts = [
        ("heading", blocks.CharBlock(label=_("heading"), required=False, max_length=60)),
        ("items", blocks.ListBlock(block, label=label)),
    ]
    return blocks.StructBlock(parts, label=label, icon=icon)


class BrandBlocks(blocks.StreamBlock):
    """All blocks, by the names they have in public records."""

    text = blocks.RichTextBlock(label=_("Text"), features=["h3", "bold", "ol", "ul", "link"])
    figures = _several(FigureBlock(), _("Figures"), "order")
    sub_brands = _several(SubBrandBlock(), _("Sub-brands"), "list-ul")
    places = _several(PlaceBlock(), _("Rooms and places"), "site")
    programme = _several(ProgrammeBlock(), _("Programme"), "calendar")
    timetable = _several(TimetableBlock(), _("Timetable"), "table")
    partners = _several(PartnerBlock(), _("Partners"), "group")
    quotes = _several(QuoteBlock(), _("Quotes"), "openquote")
    gallery = _several(PictureBlock(), _("Gallery"), "image")
