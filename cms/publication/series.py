"""Numbers of records, counted anew each month and never given twice."""

from __future__ import annotations

from django.db import models


class MonthSeries(models.Model):
    """The last number given in each month; each kind of record has a table of its own."""

    month = models.CharField(max_length=6, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @classmethod
    def take(cls, month: str, count: int) -> list[str]:
        """Return ``count`` new numbers ``YYYYMM-NNNNNN`` of ``month`` (YYYYMM).

        The row stays locked until the caller's transaction ends.
        """
        rows = cls._default_manager
        if not rows.filter(pk=month).update(last=models.F("last") + count):
            rows.get_or_create(pk=month)
            rows.filter(pk=month).update(last=models.F("last") + count)
        last = rows.values_list("last", flat=True).get(pk=month)
        return [f"{month}-{serial:06d}" for serial in range(last - count + 1, last + 1)]
