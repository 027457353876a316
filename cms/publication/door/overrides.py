"""What editors said of the gate's findings, and the records that wait for them to."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.privacy import masking_styles as styles
from cms.privacy.findings import Finding
from cms.publication.verdicts import Verdict

#: Letting one of these stand needs a second person: they lead to somebody's door.
NEEDS_SECOND = frozenset({"id_number", "mobile", "landline", "home"})
#: Characters; longer than what any recogniser finds, an address with its street among it.
_LONGEST = 60
#: Confidence of what only an editor's word hides: no certainty, so that it can be taken back.
_AGREED = 0.8


def digest(text: str) -> str:
    """Return the SHA-256 of a finding's text as hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Override(models.Model):
    """An editor's word on one finding of one record.

    It holds for that very text in that field of that record, wherever the field says
    it. With ``stands`` the text may be public; without it the proposed mask was
    accepted. Names of users, not keys: the word outlives the account.
    """

    kind = models.CharField(max_length=20)
    item = models.BigIntegerField()
    field = models.CharField(max_length=100)
    finding = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    stands = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.CharField(_("by"), max_length=150)
    confirmed_by = models.CharField(_("confirmed by"), max_length=150, blank=True)
    time = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("word on a finding")
        verbose_name_plural = _("words on findings")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "item", "field", "finding", "digest"], name="override_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stands=False) | ~models.Q(reason=""), name="override_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by="") | ~models.Q(confirmed_by=models.F("by")),
                name="override_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.field} {self.finding} {self.verdict}"

    @property
    def verdict(self) -> Verdict:
        """What the gate does with the finding because of this word."""
        if not self.stands:
            return Verdict.ACCEPTED
        if self.finding in NEEDS_SECOND and not self.confirmed_by:
            return Verdict.WAITING
        return Verdict.STANDS


class Waiting(models.Model):
    """A record whose newest draft an editor has to look at before it can be published."""

    kind = models.CharField(max_length=20)
    item = models.BigIntegerField()
    findings = models.PositiveIntegerField()
    since = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "item"], name="waiting_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}: {self.findings}"


class RecordRulings:
    """The overrides of one record, read at the first finding; most records have none."""

    def __init__(self, kind: str, item: int | None) -> None:
        self.kind, self.item = kind, item

    def verdict(self, field: str, finding: Finding) -> Verdict | None:
        """Return what the editors' word comes to, None where there is none."""
        override = self.of(field, finding)
        return override.verdict if override else None

    def of(self, field: str, finding: Finding) -> Override | None:
        """Return the editors' word itself."""
        if not self._all:
            return None
        return self._all.get((field, finding.kind, digest(finding.text)))

    def agreed_masks(self, field: str, text: str, found: Collection[Finding]) -> list[Finding]:
        """Return what an editor once agreed to mask in ``text`` and the scan has not ``found``.

        Recognisers change with versions, and what was hidden stays hidden. The word
        holds a hash only, so that each piece of the text is tried; that is rare.
        """
        settled = {digest(finding.text) for finding in found}
        kinds = {
            row.digest: row.finding
            for row in self._all.values()
            if row.field == field and not row.stands and row.digest not in settled
        }
        taken = [(finding.start, finding.end) for finding in found]
        return [
            Finding(kinds[sha256], start, end, text[start:end], styles.HOME, _AGREED)
            for start, end, sha256 in (_pieces(text) if kinds else ())
            if sha256 in kinds and not any(start < last and first < end for first, last in taken)
        ]

    @classmethod
    def of_many(cls, kind: str, items: Iterable[int]) -> dict[int, RecordRulings]:
        """Return the rulings of many records of one kind, by a single query."""
        found: dict[int, RecordRulings] = {}
        for item in items:
            found[item] = cls(kind, item)
            found[item]._all = {}
        for row in Override.objects.filter(kind=kind, item__in=found):
            found[row.item]._all[row.field, row.finding, row.digest] = row
        return found

    @cached_property
    def _all(self) -> dict[tuple[str, str, str], Override]:
        if self.item is None:
            return {}
        rows = Override.objects.filter(kind=self.kind, item=self.item)
        return {(row.field, row.finding, row.digest): row for row in rows}


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and hash of each piece of ``text`` that a finding may be."""
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            yield start, end, digest(text[start:end])
