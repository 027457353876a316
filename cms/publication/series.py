"""Numbers of records, counted on and never given twice; most kinds count anew each month.

A number names one record over all kinds: of those that are numbered by month, each kind has
a range of its own. Records of before that rule keep the numbers they have.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

_MOST = 999_999


class SeriesFull(Exception):
    """A kind has no numbers left in a month; ``str()`` says so."""


def range_of(digit: int) -> tuple[int, int]:
    """Return the first and last serial that begin with ``digit``; the rest is not all zero."""
    return digit * 100_000 + 1, digit * 100_000 + 99_999


def move_on(series: type[models.Model], count: int, *, after: int = 0, **row: Any) -> int:
    """Move the ``last`` of one row of ``series`` on by ``count`` and return it.

    The row that ``row`` names is made if it is not there, begins after the number ``after``,
    and stays locked until the caller's transaction ends.
    """
    there = series._default_manager.filter(**row)
    moved = Greatest(models.F("last"), models.Value(after)) + count
    if not there.update(last=moved):
        there.get_or_create(**row)
        there.update(last=moved)
    return int(there.values_list("last", flat=True).get())


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
        last = move_on(cls, count, after=cls.first - 1, month=month)
        if last > cls.most:
            said = _("No more than %(n)d numbers a month are set apart for this kind of record.")
            raise SeriesFull(said % {"n": cls.most - cls.first + 1})
        return [f"{month}-{serial:06d}" for serial in range(last - count + 1, last + 1)]
