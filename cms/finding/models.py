"""Words that mean the same, as editors add them to the project's own list."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.privacy.scan import scan

_LONGEST = 20


class SynonymGroup(models.Model):
    """One group of words; each of them also finds the others."""

    words = models.CharField(
        _("words"),
        max_length=300,
        help_text=_("Words that mean the same, separated by spaces: 电瓶车 电动车"),
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    panels = [FieldPanel("words"), FieldPanel("remark")]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Bring the words into one form; refuse what could not work."""
        super().clean()
        words = list(dict.fromkeys(re.sub(r"[,，、;；/|\s]+", " ", self.words).split()))
        if len(words) < 2:
            raise ValidationError({"words": _("Give at least two different words.")})
        for word in words:
            if len(word) > _LONGEST or not re.fullmatch(r"\w+", word):
                message = _("“%(word)s” is no word of letters, digits or characters, 20 at most.")
                raise ValidationError({"words": message % {"word": word}})
        self.words = " ".join(words)
        if found := personal_data(self.words):
            message = _("“%(word)s” looks like personal data, and these words are public.")
            raise ValidationError({"words": message % {"word": found}})


def personal_data(words: str) -> str:
    """Return what looks like personal data in ``words``, or nothing: readers get these words."""
    found = (each for each in scan(words) if each.certain or each.kind != "name")
    return next((each.text for each in found), "")


class IndexedText(models.Model):
    """The folded texts of one private record, as the editors' index holds them.

    The postings are beside it: an FTS5 table in SQLite, a ``tsvector`` in PostgreSQL;
    see :mod:`cms.finding.postings`. Without a foreign key, since an index follows later.
    """

    kind = models.CharField(max_length=40)
    item = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField()
    analysis = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "item"], name="one_text_of_each_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"


class ToIndex(models.Model):
    """A record whose index entry is out of date. One change writes one row."""

    kind = models.CharField(max_length=40)
    item = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"
