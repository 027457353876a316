"""Meetings that solve things: 院院会, 居民议事厅, 一征三议两公开."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.cases.models import Case
from cms.civic.models.record import CivicRecord, api, handler
from cms.publication import civic_vocabulary as words
from cms.publication.api_fields import taken
from cms.publication.choices import choices
from cms.publication.door.actions import PUBLIC


class Meeting(CivicRecord):
    """A meeting: the notice before it, who came by role, what was decided and what became of it."""

    kind = models.CharField(
        _("kind of meeting"), max_length=15, choices=choices(words.MEETING_KINDS)
    )
    starts = models.TimeField(_("begins at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)

    public_kind = "meeting"
    api_fields = api("kind", "starts", "place", "attendance", "topics")
    edit_handler = handler(
        FieldRowPanel([FieldPanel("kind"), FieldPanel("starts")]),
        FieldPanel("place"),
        InlinePanel("attendance", label=_("Who came")),
        InlinePanel("topics", label=_("Topic")),
    )

    class Meta(CivicRecord.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.shared(),
            "kind": self.kind,
            "starts": self.starts.strftime("%H:%M") if self.starts else None,
            "place": self.place,
            "attendance": [{"role": row.role, "count": row.count} for row in self.attendance.all()],
            "topics": [row.public_record() for row in self.topics.all()],
        }


class Attendance(Orderable):
    """How many came in one role; nobody is named."""

    meeting = ParentalKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    role = models.CharField(_("came as"), max_length=15, choices=choices(words.ATTENDING))
    count = models.PositiveSmallIntegerField(_("number of people"))

    api_fields = taken("role", "count")

    class Meta(Orderable.Meta):
        verbose_name = _("attendance")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.count}"


class Topic(Orderable):
    """One topic with its decision. Solved is what the linked case says, or the day given here."""

    meeting = ParentalKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(_("topic"), max_length=200)
    decision = models.TextField(_("decision"), blank=True)
    case = models.ForeignKey(
        Case,
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The case that the topic became, or came from."),
    )
    solved = models.DateField(
        _("solved on"), null=True, blank=True, help_text=_("Where no case tells it.")
    )

    panels = [
        FieldPanel("topic"),
        FieldPanel("decision"),
        FieldRowPanel([FieldPanel("case"), FieldPanel("solved")]),
    ]
    api_fields = taken("topic", "decision", "case", "solved")

    class Meta(Orderable.Meta):
        verbose_name = _("topic")

    def __str__(self) -> str:
        return self.topic

    def public_record(self) -> dict[str, Any]:
        """Return the topic; a case that is not public is not told of."""
        public = self.case is not None and self.case.publication in PUBLIC
        return {
            "topic": self.topic,
            "decision": self.decision,
            "case": self.case.number if self.case and public else None,
            "solved": self.solved.isoformat() if self.solved else None,
        }
