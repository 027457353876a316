"""Opinions that were asked for, in groups of people, and what became of the suggestions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.civic.models.record import CivicRecord, api, handler
from cms.clock import day
from cms.publication import civic_vocabulary as words
from cms.publication.api_fields import taken
from cms.publication.choices import choices


class Consultation(CivicRecord):
    """One asking: whom, how many opinions came, which suggestions were taken up."""

    until = models.DateField(_("open until"), null=True, blank=True)

    public_kind = "consultation"
    api_fields = api("until", "groups", "suggestions")
    edit_handler = handler(
        FieldPanel("until"),
        InlinePanel("groups", label=_("Group of people")),
        InlinePanel("suggestions", label=_("Suggestion")),
    )

    class Meta(CivicRecord.Meta):
        verbose_name = _("opinions asked for")
        verbose_name_plural = _("opinions asked for")

    def clean(self) -> None:
        """Check that it does not end before it begins."""
        super().clean()
        if self.until and self.until < self.date:
            raise ValidationError({"until": translate("This is before the first day.")})

    def public_record(self) -> dict[str, Any]:
        """Return the public record before the gate."""
        return {
            **self.shared(),
            "until": day(self.until),
            "groups": [
                {"name": row.name, "person_times": row.person_times, "opinions": row.opinions}
                for row in self.groups.all()
            ],
            "suggestions": [
                {"suggestion": row.suggestion, "answer": row.answer, "reply": row.reply}
                for row in self.suggestions.all()
            ],
        }


class Group(Orderable):
    """One group that was asked, in person-times, and the opinions it gave."""

    consultation = ParentalKey(Consultation, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("group of people"), max_length=50)
    person_times = models.PositiveIntegerField(_("person-times"))
    opinions = models.PositiveIntegerField(_("opinions"))

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("person_times"), FieldPanel("opinions")])
    ]
    api_fields = taken("name", "person_times", "opinions")

    class Meta(Orderable.Meta):
        verbose_name = _("group of people")

    def __str__(self) -> str:
        return self.name


class Suggestion(Orderable):
    """One suggestion and the office's answer."""

    consultation = ParentalKey(Consultation, on_delete=models.CASCADE, related_name="suggestions")
    suggestion = models.TextField(_("suggestion"))
    answer = models.CharField(_("answer"), max_length=10, choices=choices(words.SUGGESTION_ANSWERS))
    reply = models.TextField(_("reply"), blank=True)

    api_fields = taken("suggestion", "answer", "reply")

    class Meta(Orderable.Meta):
        verbose_name = _("suggestion")

    def __str__(self) -> str:
        return self.suggestion[:40]
