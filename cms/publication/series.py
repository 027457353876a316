"""Numbers of records, counted anew each month and never given twice.

A number names one record over all kinds: of those that are numbered by month, each kind has
a range of its own. Records of before that rule keep the numbers they have.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

_MOST = 999_999


class SeriesFull(Exception):
    """A kind has no numbers left in a month; ``str()`` says so."""


def range_of(digit: int) -> tuple[int, int]:
    """Return the first and last serial that begin with ``digit``; the rest is not all zero."""
    return digit * 100_000 + 1, digit * 100_000 + 99_999


class MonthSeries(models.Model):
    """The last number given in each month; each kind of record has a table of its own.

    ``first`` and ``most`` bound the serials of the kind.
    """

    first: ClassVar[int] = 1
    most: ClassVar[int] = _MOST

    month = models.CharField(max_length=6, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @classmethod
    def take(cls, month: str, count: int) -> list[str]:
        """Return ``count`` new numbers ``YYYYMM-NNNNNN`` of ``month`` (YYYYMM).

        The row stays locked until the caller's transaction ends. Raises :class:`SeriesFull`
        when the kind's range has not so many left.
        """
        rows = cls._default_manager
        given = Greatest(models.F("last"), models.Value(cls.first - 1)) + count
        if not rows.filter(pk=month).update(last=given):
            rows.get_or_create(pk=month)
            rows.filter(pk=month).update(last=given)
        last = rows.values_list("last", flat=True).get(pk=month)
        if last > cls.most:
            said = _("No more than %(n)d numbers a month are set apart for this kind of record.")
            raise SeriesFull(said % {"n": cls.most - cls.first + 1})
        return [f"{month}-{serial:06d}" for serial in range(last - count + 1, last + 1)]
