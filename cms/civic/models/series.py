"""Numbers of civic records, counted anew each year for each kind."""

from __future__ import annotations

from django.db import models

from cms.publication.civic_vocabulary import DIGITS_OF_KINDS
from cms.publication.series import move_on


class Series(models.Model):
    """The last number given in a year to records of one kind."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="civic_series_once")]

    @classmethod
    def take(cls, kind: str, year: int) -> str:
        """Return a new number ``YYYY-KKNNNN``, ``KK`` being the digits of the kind.

        The row is locked until the transaction ends.
        """
        last = move_on(cls, 1, kind=kind, year=year)
        return f"{year}-{DIGITS_OF_KINDS[kind]}{last:04d}"
